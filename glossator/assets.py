"""The files of `static/`: what stands in a page's head, what its script is, and what lies beside.

`style/` holds sheets, `late/` sheets for later, `script/` scripts; all else is published as it is,
with a hash in its name. A page carries the sheets that it needs, so that nothing has to be fetched
before it is painted. It asks for one script, which waits until the page has been read, and for one
sheet that paints nothing yet: for paper, and for what the script brings.
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
from glossator.problems import Problem
from glossator.project import Project, files_below, folder_unreadable, read_bytes, read_text

SHEETS: Mapping[str, str] = {
    "base": "",
    "front": ' class="(key|legend|provenance|proof)',
    "text": ' id="text"',
    "wide": ' class="notes wide',
    "turned": ' class="source[^"]* turned',
    "speakers": ' class="speakers',
    "works": ' class="works"',
    "long": ' class="(contents|turn|footnotes)',
    "figures": ' class="(figure|picture)',
    "lists": ' class="(explainers|glossary|note-list|mentions|person|timeline|see|cited)',
    "tables": "<(pre|table)\\b",
}
"""Our sheets in their order, and what in a page wants each. One that a site adds is in every page,
after ours."""

SCRIPTS = ("local", "margin", "cards", "reading")
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
    _sheets: tuple[tuple[re.Pattern[str], str], ...]

    def style(self, html: str) -> Style:
        """The rules that a page needs which has `html` in its body."""
        rules = [rules for wanted, rules in self._sheets if wanted.search(html)]
        whole = "\n".join([*rules, *_pairs(html)]).replace("</", "<\\/")
        digest = base64.b64encode(hashlib.sha256(whole.encode()).digest()).decode()
        # A style that cannot end its element, and a digest.
        return Style(Markup(whole), Markup(f"'sha256-{digest}'"))  # noqa: S704


def assets(
    project: Project, kinds: Sequence[Kind], words: Mapping[str, Mapping[str, str]]
) -> tuple[Assets, list[Problem]]:
    """The static files of `project` put to use, and which cannot be read.

    `words` are what scripts say, by language.
    """
    from rcssmin import cssmin

    texts, others, problems = _files(project)
    for language, said in words.items():
        others[f"glossator-{language}.js"] = _script(texts, said).encode()
    late = (texts[name] for name in _in_order(texts, "late/*.css", ()))
    others["late.css"] = cssmin("".join(late)).encode()
    pages: list[Page] = []
    addresses: dict[str, str] = {}
    for name, data in sorted(others.items()):
        stem, dot, suffix = name.rpartition(".")
        mark = hashlib.sha256(data).hexdigest()[:10]
        address = f"assets/{stem}-{mark}.{suffix}" if dot else f"assets/{name}-{mark}"
        addresses[name] = address
        pages.append(Page(address, data, "asset"))
    sheets = tuple((re.compile(wanted), rules) for wanted, rules in _sheets(texts, kinds))
    return Assets(tuple(pages), addresses, _icon(others.get("favicon.svg", b"")), sheets), problems


def _icon(drawn: bytes) -> Markup:
    """A data URL of a small icon, nothing of another."""
    if not 0 < len(drawn) <= _SMALL:
        return Markup()
    return Markup(f"data:image/svg+xml,{quote(drawn, safe=_PLAIN)}")  # noqa: S704  (quoted)


def _files(project: Project) -> tuple[dict[str, str], dict[str, bytes], list[Problem]]:
    """Sheets and scripts, all other files, by their names in `static/`; and what cannot be read."""
    texts: dict[str, str] = {}
    others: dict[str, bytes] = {}
    problems: list[Problem] = []

    def refused(error: OSError) -> None:
        problems.append(folder_unreadable(project, error))

    for folder in reversed(project.static):
        for path in files_below(folder, refused):
            name = path.relative_to(folder).as_posix()
            if re.fullmatch(r"(style|late)/[^/]+\.css|script/[^/]+\.js", name):
                file = read_text(project, path)
                if isinstance(file, Problem):
                    problems.append(file)
                else:
                    texts[name] = file.text
                continue
            data = read_bytes(project, path)
            if isinstance(data, Problem):
                problems.append(data)
            else:
                others[name] = data
    return texts, others, problems


def _in_order(texts: Mapping[str, str], form: str, ours: Sequence[str]) -> Iterator[str]:
    """The names of the files of a `form` (with a star): ours in their order, then a site's own."""
    names = [form.replace("*", name) for name in ours]
    others = re.compile(re.escape(form).replace(r"\*", "[^/]+"))
    return (
        name
        for name in dict.fromkeys([*names, *filter(others.fullmatch, sorted(texts))])
        if name in texts
    )


def _sheets(texts: Mapping[str, str], kinds: Sequence[Kind]) -> Iterator[tuple[str, str]]:
    """What in a page wants each sheet, and its rules without spaces and comments."""
    from rcssmin import cssmin

    for kind, line in zip(kinds, cycle(_LINES), strict=False):
        rule = f".kind-{kind.name}{{--kind:var(--{kind.colour});--kind-line:{line}}}"
        yield f'kind-{kind.name}[ "]', rule
    for name in _in_order(texts, "style/*.css", tuple(SHEETS)):
        stem = name.removeprefix("style/").removesuffix(".css")
        yield SHEETS.get(stem, ""), cssmin(texts[name])
    yield ' class="code', _code_rules()


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
    """All scripts as one, with the `words` they say, in a scope of its own."""
    from rjsmin import jsmin

    scripts = [texts[name] for name in _in_order(texts, "script/*.js", SCRIPTS)]
    said = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    whole = "\n".join([f"const words = {said};", *scripts])
    made = jsmin(f'"use strict";{{{whole}}}')
    return f"{made}\n"


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
            f".n{number}{{--n:--n{number}}}"
            f"{where}:has(.n{number}:is(:hover,:focus-within,:target)) .n{number}"
            "{--wash:var(--lit)}"
        )


_NUMBER = re.compile(r' class="(?:note|noteref|kind-[^" ]*) [^"]*\bn(\d+)\b')
