"""The theme: Jinja2, strict and escaping, and the assets that pages need.

A site's own templates and assets go first; `{% extends "theme/page.html" %}` reaches ours.
"""

import hashlib
import json
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket

from glossator.model import Kind, Name, Page
from glossator.problems import Code, Problem
from glossator.project import Project, files_below, folder_unreadable, is_file, read_bytes
from glossator.text import File, Place

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
"""Languages that are written from right to left, unless a script subtag says otherwise."""

STYLESHEET = "glossator.css"

_LINES = ("solid .07em", "dotted .1em", "double .07em", "dashed .07em", "solid .16em", "wavy .07em")
"""How passages of the kinds are underlined, in their order: colour alone tells nobody enough."""


class _Compiled(BytecodeCache):
    """The templates compiled in this process: a preview builds often, and they seldom change.

    Jinja compares the checksum of a template's source, so a changed one is compiled again.
    """

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@dataclass(frozen=True)
class Theme:
    """What turns pages' objects into bytes."""

    environment: Environment
    folders: tuple[Path, ...]
    assets: tuple[Page, ...]
    addresses: Mapping[str, str]
    """An asset's name among the static files, to its address; with a hash of its bytes in it."""
    project: Project
    problems: tuple[Problem, ...] = ()
    """The assets and folders that cannot be read."""

    def render(self, template: str, values: Mapping[str, object]) -> str | Problem:
        """`template` with `values`; what is wrong in it is a problem with its line."""
        try:
            return self.environment.get_template(template).render(values, asset=self.addresses)
        except TemplateSyntaxError as error:
            return self._problem(error.filename or error.name or template, error.lineno, error)
        except TemplateNotFound as error:
            where, line = self._last_frame(error)
            return self._problem(
                where or template, line, error, f"there is no template {error.name}"
            )
        except TemplateError as error:
            return self._problem(*self._last_frame(error), error)
        except Exception as error:
            # Whatever a template's expression raises is a mistake of the template.
            if isinstance(error, OSError) and error.filename:  # a template that cannot be read
                problem = read_bytes(self.project, Path(error.filename))
                if isinstance(problem, Problem):
                    return problem
            if isinstance(error, UnicodeDecodeError):  # while some template was read
                return self._problem(self._undecodable(error), 1, error, "this is not UTF-8")
            where, line = self._last_frame(error)
            if where and isinstance(error, RecursionError):
                return self._problem(where, line, error, "this template contains itself")
            if not where:
                raise
            return self._problem(where, line, error)

    def has(self, template: str) -> bool:
        """Whether there is such a template."""
        return any(is_file(folder / template) for folder in self.folders)

    def _undecodable(self, error: UnicodeDecodeError) -> str:
        """The template whose bytes `error` is about: its frame is that of whoever includes it."""
        files = (path for folder in self.folders for path in files_below(folder))
        return next(
            (str(path) for path in files if read_bytes(self.project, path) == error.object), ""
        )

    def _last_frame(self, error: Exception) -> tuple[str, int]:
        """The template and line in which `error` came about: the last template's frame."""
        places = {str(folder) for folder in self.folders}
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if any(frame.filename.startswith(folder) for folder in places):
                return frame.filename, frame.lineno or 1
        return "", 1

    def _problem(self, where: str, line: int, error: Exception, message: str = "") -> Problem:
        path = Path(where)
        name = self.project.name(path) if path.is_absolute() else f"templates/{where}"
        place = Place(name, line)
        if path.is_file():
            place = File(name, path.read_text(encoding="utf-8", errors="replace")).at(line)
            place = Place(name, line, 1, max(1, len(place.text)), place.text)
        words = message or str(error).split("\n")[0] or type(error).__name__
        hint = "docs/design.md lists what a template is given"
        return Problem(Code.TEMPLATE_ERROR, place, f"{words[:1].lower()}{words[1:]}", hint)


def theme(project: Project, kinds: Sequence[Kind]) -> Theme:
    """The theme for `project`."""
    folders = project.templates
    ours = folders[-1]
    loader = ChoiceLoader(
        [
            FileSystemLoader([str(folder) for folder in folders]),
            PrefixLoader({"theme": FileSystemLoader(str(ours))}),
        ]
    )
    environment = Environment(
        loader=loader,
        bytecode_cache=_COMPILED,
        auto_reload=False,  # else the disk is asked at each note; a build has an environment anew
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(day=day, direction=direction, names=names, host=host)
    files, problems = _files(project)
    assets, addresses = _assets(files, kinds)
    return Theme(environment, folders, assets, addresses, project, tuple(problems))


def _files(project: Project) -> tuple[dict[str, bytes], list[Problem]]:
    """The static files by name; and what cannot be read, of the templates' folders too."""
    found: dict[str, bytes] = {}
    problems: list[Problem] = []

    def refused(error: OSError) -> None:
        problems.append(folder_unreadable(project, error))

    for folder in project.templates:
        list(files_below(folder, refused))
    for folder in reversed(project.static):
        for path in files_below(folder, refused):
            data = read_bytes(project, path)
            if isinstance(data, Problem):
                problems.append(data)
            else:
                found[path.relative_to(folder).as_posix()] = data
    return found, problems


def _assets(
    found: dict[str, bytes], kinds: Sequence[Kind]
) -> tuple[tuple[Page, ...], dict[str, str]]:
    found[STYLESHEET] = _stylesheet(found.get(STYLESHEET, b""), kinds)
    style = json.dumps(found.pop("script/cards.css").decode())
    adopt = f"{{const sheet = new CSSStyleSheet; sheet.replaceSync({style});"
    found["cards.js"] = (
        b"'use strict'; const words = {back: 'Back', close: 'Close'};"
        + f"{adopt} document.adoptedStyleSheets.push(sheet)}}\n".encode()
        + found.pop("script/cards.js")
    )
    pages: list[Page] = []
    addresses: dict[str, str] = {}
    for name, data in sorted(found.items()):
        stem, dot, suffix = name.rpartition(".")
        mark = hashlib.sha256(data).hexdigest()[:10]
        address = f"assets/{stem}-{mark}.{suffix}" if dot else f"assets/{name}-{mark}"
        addresses[name] = address
        pages.append(Page(address, data, "asset"))
    return tuple(pages), addresses


def _stylesheet(base: bytes, kinds: Sequence[Kind]) -> bytes:
    """The theme's rules, then one for each kind, then Pygments' in light and dark."""
    from pygments.formatters import HtmlFormatter

    rules = []
    lines = cycle(_LINES)
    rules += [
        f".kind-{kind.name} {{ --kind: var(--{kind.colour}); "
        f"--kind-wash: var(--{kind.colour}-wash); --kind-line: {next(lines)}; }}"
        for kind in kinds
    ]
    light = HtmlFormatter(style="xcode", nobackground=True).get_style_defs(".code")  # type: ignore[no-untyped-call]  # its stub has none
    dark = HtmlFormatter(style="monokai", nobackground=True).get_style_defs(".code")  # type: ignore[no-untyped-call]
    rules += [_code_rules(light)]
    rules += ["@media screen and (prefers-color-scheme: dark) {", _code_rules(dark), "}", ""]
    return b"\n".join([base.rstrip(), *(rule.encode() for rule in rules)])


def _code_rules(rules: str) -> str:
    """Without the rules for line numbers, and without a background of the style's own."""
    kept = [rule for rule in rules.split("\n") if rule.startswith(".code .")]
    return "\n".join(kept)


def day(words: str, lang: str = "en") -> str:
    """A date as people read it: 7 March 2025, March 2025, 2025. As it is in other languages."""
    if not lang.startswith("en"):
        return words
    year, _, rest = words.partition("-")
    month, _, number = rest.partition("-")
    if not month:
        return str(int(year))
    name = _MONTHS[int(month) - 1]
    return f"{int(number)} {name} {int(year)}" if number else f"{name} {int(year)}"


def direction(lang: str) -> str:
    """`ltr` or `rtl`, as a language is written."""
    primary, *others = lang.lower().split("-")
    if any(other in {"arab", "hebr", "syrc", "thaa", "adlm", "nkoo"} for other in others):
        return "rtl"
    return "rtl" if primary in _RIGHT_TO_LEFT and "latn" not in others else "ltr"


def names(authors: Sequence[Name | str]) -> str:
    """Such as “Ann Lee, Bo Ek and Cy Ray”."""
    each = [author.full if isinstance(author, Name) else author for author in authors]
    return " and ".join([", ".join(each[:-1]), each[-1]]) if len(each) > 1 else "".join(each)


def host(url: str) -> str:
    """The name of the host in `url`, without www."""
    return url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")


class _Words(HTMLParser):
    """Gathers the words of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words_of(html: str) -> str:
    """The words of `html`, without tags and with single spaces."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.found).split())
