"""The theme: Jinja2, strict and escaping, and the assets that pages need.

A site's own templates and assets go first; `{% extends "theme/page.html" %}` reaches ours.
"""

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
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

from glossator.assets import Assets, assets
from glossator.model import Settings
from glossator.problems import Code, Problem
from glossator.project import Project, files_below, folder_unreadable, is_file, read_bytes
from glossator.text import File, Place
from glossator.words import words_for
from glossator.words.filters import FILTERS


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
    assets: Assets
    project: Project
    problems: tuple[Problem, ...] = ()
    """The assets and folders that cannot be read."""

    def render(self, template: str, values: Mapping[str, object]) -> str | Problem:
        """`template` with `values`; what is wrong in it is a problem with its line."""
        try:
            return self.environment.get_template(template).render(
                values, asset=self.assets.addresses, icon=self.assets.icon, style=self.assets.style
            )
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


def theme(project: Project, settings: Settings, languages: Sequence[str]) -> Theme:
    """The theme for the pages of `project`, which are in `languages`."""
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
    environment.filters.update(FILTERS, host=host)
    words = {lang: words_for(lang, settings.words).script() for lang in languages}
    made, problems = assets(project, settings.kinds, words)

    def refused(error: OSError) -> None:
        problems.append(folder_unreadable(project, error))

    for folder in folders:
        list(files_below(folder, refused))
    return Theme(environment, folders, made, project, tuple(problems))


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
