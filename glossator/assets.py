"""The files of `static/`: what stands in a page's head, what its script is, and what lies beside.

`style/` holds the sheets of pages, `script/` scripts and the sheets of what these bring; all else
is published as it is, with a hash in its name. A page carries the rules that it needs, so that
nothing has to be fetched before it is painted. It asks for one script, which waits until the page
has been read.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import quote

from markupsafe import Markup

from glossator.model import Kind, Page
from glossator.problems import Code, Problem
from glossator.project import Project, files_below, folder_unreadable, read_bytes, read_text
from glossator.rules import Rule, names, needed, rules
from glossator.text import File

SHEETS = (
    "base",
    "front",
    "text",
    "wide",
    "turned",
    "speakers",
    "works",
    "long",
    "figures",
    "lists",
    "tables",
    "print",
)
"""Our sheets in their order. Those that a site adds come after them, whole in every page."""

SCRIPTS = ("local", "make", "margin", "cards", "reading")
"""Our scripts in their order; those that a site adds come after them."""

_LINES = ("solid .07em", "dotted .1em", "double .07em", "dashed .07em", "solid .16em", "wavy .07em")
"""How passages of the kinds are underlined, in their order: colour alone tells nobody enough."""


_SMALL = 1_000
"""So many bytes an icon may have, to stand in every page."""

_PLAIN = "/:;,=()'+-."
"""What a data URL may hold as it is."""


@dataclass(frozen=True, slots=True)
class Style:
    """What the `style` element of a page holds."""

    rules: Markup
    source: Markup
    """How the policy names it (Content Security Policy Level 3, section 2.3.1)."""


@dataclass(frozen=True, slots=True)
class Assets:
    """What is made of the static files."""

    pages: tuple[Page, ...]
    addresses: Mapping[str, str]
    """An asset's name among the static files, to its address; with a hash of its bytes in it."""
    icon: Markup
    """`favicon.svg` as a data URL (RFC 2397), so that nobody has to ask for it; or nothing."""
    _ours: tuple[Rule, ...]
    _others: str

    def style(self, html: str) -> Style:
        """The rules that a page needs which has `html` in it."""
        whole = needed(self._ours, names(html)) + self._others
        whole = "\n".join([whole, *_pairs(html)]).replace("</", "<\\/")
        digest = base64.b64encode(hashlib.sha256(whole.encode()).digest()).decode()
        # A style that cannot end its element, and a digest.
        return Style(Markup(whole), Markup(f"'sha256-{digest}'"))  # noqa: S704


def assets(
    project: Project, kinds: Sequence[Kind], words: Mapping[str, Mapping[str, str]]
) -> tuple[Assets, list[Problem]]:
    """The static files of `project` put to use, and which cannot be read.

    `words` are what scripts say, by language.
    """
    files, others, problems = _files(project)
    texts = {name: file.text for name, file in files.items()}
    for name, file in files.items():
        problem = _script_problem(file) if name.endswith(".js") else None
        if problem:
            problems.append(problem)
            texts.pop(name)
    for language, said in words.items():
        others[f"glossator-{language}.js"] = _script(texts, said).encode()
    icon = _icon(others.get("favicon.svg", b""))
    if icon:
        others.pop("favicon.svg")
    pages: list[Page] = []
    addresses: dict[str, str] = {}
    for name, data in sorted(others.items()):
        stem, dot, suffix = name.rpartition(".")
        mark = hashlib.sha256(data).hexdigest()[:10]
        address = f"assets/{stem}-{mark}.{suffix}" if dot else f"assets/{name}-{mark}"
        addresses[name] = address
        pages.append(Page(address, data, "asset"))
    ours = rules("".join(_sheets(texts, kinds)))
    added = set(texts) - {f"style/{name}.css" for name in SHEETS}
    own = "".join(_small(texts[name]) for name in sorted(added) if name.startswith("style/"))
    return Assets(tuple(pages), addresses, icon, ours, own), problems


def _icon(drawn: bytes) -> Markup:
    """A data URL of a small icon, nothing of another."""
    if not 0 < len(drawn) <= _SMALL:
        return Markup()
    return Markup(f"data:image/svg+xml,{quote(drawn, safe=_PLAIN)}")  # noqa: S704  (quoted)


def _files(project: Project) -> tuple[dict[str, File], dict[str, bytes], list[Problem]]:
    """Sheets and scripts, all other files, by their names in `static/`; and what cannot be read."""
    texts: dict[str, File] = {}
    others: dict[str, bytes] = {}
    problems: list[Problem] = []

    def refused(error: OSError) -> None:
        problems.append(folder_unreadable(project, error))

    for folder in reversed(project.static):
        for path in files_below(folder, refused):
            name = path.relative_to(folder).as_posix()
            if re.fullmatch(r"style/[^/]+\.css|script/[^/]+\.(css|js)", name):
                file = read_text(project, path)
                if isinstance(file, Problem):
                    problems.append(file)
                else:
                    texts[name] = file
                continue
            data = read_bytes(project, path)
            if isinstance(data, Problem):
                problems.append(data)
            else:
                others[name] = data
    return texts, others, problems


def _sheets(texts: Mapping[str, str], kinds: Sequence[Kind]) -> Iterator[str]:
    """Our rules, and those of the settings."""
    for kind, line in zip(kinds, cycle(_LINES), strict=False):
        yield f".kind-{kind.name}{{--kind:var(--{kind.colour});--kind-line:{line}}}"
    for name in SHEETS:
        yield _small(texts.get(f"style/{name}.css", ""))
    yield _code_rules()


def _small(css: str) -> str:
    """A sheet without comments and spaces."""
    import minify

    return str(minify.string("text/css", css))


def _code_rules() -> str:
    """Pygments' colours, in light and in dark, without a background of the styles' own."""
    from pygments.styles import get_style_by_name
    from pygments.token import STANDARD_TYPES

    light, dark = get_style_by_name("xcode"), get_style_by_name("monokai")
    rules = []
    for token, name in STANDARD_TYPES.items():
        day, night = light.style_for_token(token), dark.style_for_token(token)
        colours = [f"#{one['color']}" if one["color"] else "currentColor" for one in (day, night)]
        said = f"color:light-dark({','.join(colours)})" if set(colours) != {"currentColor"} else ""
        said += ";font-weight:700" * bool(day["bold"]) + ";font-style:italic" * bool(day["italic"])
        if name and said:
            rules.append(f".code .{name}{{{said}}}")
    return "".join(rules)


def _script(texts: Mapping[str, str], words: Mapping[str, str]) -> str:
    """All scripts as one, with the `words` and the `style` they use, in a scope of its own."""
    import minify

    ours = [f"script/{name}.js" for name in SCRIPTS]
    scripts = [name for name in dict.fromkeys([*ours, *sorted(texts)]) if name[-3:] == ".js"]
    sheets = [name for name in sorted(texts) if re.fullmatch(r"script/.+\.css", name)]
    style = "".join(_small(texts[name]) for name in sheets)
    given = {"words": words, "style": style}
    said = [f"const {name} = {json.dumps(one, ensure_ascii=False)};" for name, one in given.items()]
    whole = "\n".join([*said, *(texts[name] for name in scripts if name in texts)])
    made = minify.string("application/javascript", f'"use strict";{{{whole}}}')
    return str(made)


def _script_problem(file: File) -> Problem | None:
    """What is wrong with the grammar of a script, which would stop all others."""
    import minify

    try:
        minify.string("application/javascript", file.text)
    except minify.MinifyError as error:
        found = _MINIFY.match(str(error))
        message, line, column = found.groups() if found else (str(error), 1, 1)
        return Problem(
            Code.SCRIPT_MALFORMED,
            file.at(int(line), int(column)),
            f"a browser cannot read this script: {message}",
            "mend it, or take the file away; a browser's console says more",
        )
    return None


_MINIFY = re.compile(r"(.+?) on line (\d+) and column (\d+)")


def _pairs(html: str) -> Iterator[str]:
    """For each note on a page: its name for anchors, and that it and its passage light up together.

    A page's own rules, because no selector can say “the one with the same number”. Where a note has
    all of its passage in one unit, no more than that is asked: else a pointer that moves has
    browsers look through the whole text for each note.
    """
    units: dict[str, int] = {}
    for unit in html.split(' class="unit')[1:]:
        for number in dict.fromkeys(_NUMBER.findall(unit)):
            units[number] = units.get(number, 0) + 1
    for number, count in units.items():
        where = ".unit" if count == 1 else "#text"
        yield (
            f".n{number}{{--n:--n{number};"
            f"{where}:has(&:is(:hover,:focus-within,:target)) &{{--wash:var(--lit)}}}}"
        )


_NUMBER = re.compile(r' class="(?:note|noteref|kind-[^" ]*) [^"]*\bn(\d+)\b')
