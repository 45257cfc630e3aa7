"""What the preview lays over a page: two scripts, a panel of problems, a policy that lets them in.

Pure functions of a page's bytes; the file on disk stays as it will be published. Knows nothing of
servers.
"""

import html
import re
from dataclasses import dataclass

TOOLS = "/.preview/"
"""Below this address lie our own scripts and styles; no page of a site begins with a dot."""

SOCKET = "/livereload"
"""livereload.js knows no other address for its socket."""

# A head is read only as far as its body's tag. What could hide a tag is passed over whole.
_TAG = re.compile(
    r"""<!--.*?--> | <(script|style|title)\b.*?</\1\s*>
    | <(?P<name>meta|head|body)\b (?P<attributes>(?:[^>"']|"[^"]*"|'[^']*')*)>""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")


@dataclass(frozen=True, slots=True)
class State:
    """What the last build came to."""

    build: str = ""
    """Its name. An open page that carries another one is out of date."""
    panel: str = ""
    """Its problems as HTML; empty when all is well."""


def overlaid(page: bytes, state: State, host: str) -> bytes:
    """`page` as the preview serves it to a browser that asked for `host` (name and port).

    Every byte that is not ours stays, also where it is not UTF-8.
    """
    text = page.decode("utf-8", "surrogateescape")
    edits: list[tuple[int, int, str]] = []
    head = body = None
    for tag in _TAG.finditer(text):
        name = (tag["name"] or "").lower()
        if name == "body":
            body = tag.end()
            break
        if name == "head":
            head = tag.end()
        elif name == "meta" and (policy := _policy_of(tag["attributes"])) is not None:
            head = tag.end()
            edits.append((tag.start(), head, _policy_tag(preview_policy(policy, host))))
    # A page may do without the tags of its head and its body: then all of ours stands at its end.
    below = body or len(text)
    above = head or below
    edits += [(above, above, _scripts(state, host)), (below, below, _panel(state))]

    pieces: list[str] = []
    done = 0
    for start, end, ours in edits:
        pieces += [text[done:start], ours]
        done = end
    return "".join([*pieces, text[done:]]).encode("utf-8", "surrogateescape")


def own_page(title: str, line: str = "") -> bytes:
    """A page of the preview's own, where the folder has none to show."""
    paragraph = f"<p>{html.escape(line)}</p>" if line else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(title)}</title></head>"
        f"<body><main><h1>{html.escape(title)}</h1>{paragraph}</main></body></html>"
    ).encode()


def preview_policy(policy: str, host: str) -> str:
    """A page's own Content Security Policy, which lets in the preview's tools besides, and no more.

    What the published page may not load, it may not load here either, so an author sees it.
    Source: Content Security Policy Level 3, sections 2.3 and 6.8 (`default-src` stands in).
    """
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        name, *sources = part.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)
    directives.pop("upgrade-insecure-requests", None)  # nobody answers https here
    # The grammar of sources has no IPv6 addresses.
    is_named = not host.startswith("[")
    tools = f"http://{host}{TOOLS}" if is_named else "'self'"
    socket = f"ws://{host}{SOCKET}" if is_named else "'self'"
    for name, source in (("script-src", tools), ("style-src", tools), ("connect-src", socket)):
        for wanted in (name, f"{name}-elem"):
            given = directives.get(wanted)
            if given is None and wanted == name:
                given = directives.get("default-src")
            if given is not None:
                kept = [other for other in given if other.lower() != "'none'"]
                directives[wanted] = [*kept, source]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _policy_of(attributes: str) -> str | None:
    """The policy in a meta element's attributes, if that is what it is for."""
    values = {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(attributes)
    }
    is_policy = values.get("http-equiv", "").lower() == "content-security-policy"
    return values.get("content", "") if is_policy else None


def _policy_tag(policy: str) -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">'


def _scripts(state: State, host: str) -> str:
    # livereload.js takes host and port from its own address, but only at the root, and no IPv6. It
    # would wait up to a minute before it looks for a preview that was started again. It finds our
    # script's plug-in only if that has run before.
    match = re.search(r":(\d+)$", host)
    port = match[1] if match else "80"
    address = f"{TOOLS}livereload.js?host={host.removesuffix(f':{port}')}&port={port}&maxdelay=2000"
    style = f'<link rel="stylesheet" href="{TOOLS}panel.css">' if state.panel else ""
    return (
        f'{style}<script src="{TOOLS}panel.js" data-build="{state.build}" defer></script>'
        f'<script src="{html.escape(address)}" defer></script>'
    )


def _panel(state: State) -> str:
    # First in the body, so that Tab comes to it first; its style takes it out of the page's flow.
    if not state.panel:
        return ""
    return (
        '<div id="glossator-preview" lang="en" dir="ltr">'
        f'<div role="alert">{state.panel}</div></div>'
    )
