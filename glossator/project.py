"""Where a project's things are, its settings, and the theme, in a clone or in a wheel."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from glossator.kinds import kinds_in
from glossator.model import NavItem, Settings
from glossator.people import layers_in, people_in
from glossator.problems import Code, Problem
from glossator.text import File, Place
from glossator.values import SETTINGS, Fields, Value, toml_value
from glossator.words import words_for
from glossator.words.own import words_in

ATTRIBUTES = ("as-of", "by", "nth", "noterms", "wide")
"""What notes may carry on every site."""


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a site in it."""

    root: Path
    folder: str = "site"
    """Where what is made goes; a preview, which shows drafts too, has a folder of its own."""

    @property
    def content(self) -> Path:
        """Our words."""
        return self.root / "content"

    @property
    def seeds(self) -> Path:
        """Their words."""
        return self.root / "seeds"

    @property
    def site(self) -> Path:
        """What is made."""
        return self.root / self.folder

    @property
    def cache(self) -> Path:
        """What may be thrown away."""
        return self.root / ".glossator"

    @property
    def templates(self) -> tuple[Path, ...]:
        """Where templates are looked for: the site's own first."""
        return _own_first(self.root / "templates", theme() / "templates")

    @property
    def static(self) -> tuple[Path, ...]:
        """Where assets are looked for: the site's own first."""
        return _own_first(self.root / "static", theme() / "static")

    @property
    def watched(self) -> tuple[Path, ...]:
        """What a preview looks at."""
        named = ("content", "seeds", "templates", "static", "glossator.toml", "pyproject.toml")
        return tuple(self.root / name for name in named)

    def name(self, path: Path) -> str:
        """`path` as authors see it: from the root, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def _own_first(own: Path, ours: Path) -> tuple[Path, ...]:
    return (ours,) if own == ours else (own, ours)


def theme() -> Path:
    """The folder that holds our `templates` and `static`."""
    package = Path(__file__).resolve().parent
    wheel = package / "_theme"
    return wheel if wheel.is_dir() else package.parent


def documentation() -> Path:
    """The folder that holds our `authors.md`, `problems.md` and what they lead to."""
    package = Path(__file__).resolve().parent
    wheel = package / "_docs"
    return wheel if wheel.is_dir() else package.parent / "docs"


def read_bytes(project: Project, path: Path) -> bytes | Problem:
    """A file's bytes."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            message = "this is no ordinary file"
            return Problem(Code.FILE_UNREADABLE, Place(project.name(path)), message)
        return path.read_bytes()
    except OSError as error:
        return _unreadable(project, path, error, "file")


def folder_unreadable(project: Project, error: OSError) -> Problem:
    """That a folder cannot be read, as `files_below` tells of it."""
    return _unreadable(project, Path(error.filename), error, "folder")


def _unreadable(project: Project, path: Path, error: OSError, kind: str) -> Problem:
    message = f"this {kind} cannot be read: {(error.strerror or 'it is damaged').lower()}"
    return Problem(Code.FILE_UNREADABLE, Place(project.name(path)), message)


def is_file(path: Path) -> bool:
    """Whether there is such a file; where nobody may look, and at an impossible name, is none."""
    return os.path.isfile(path)  # noqa: PTH113  (Path raises)


def read_text(project: Project, path: Path) -> File | Problem:
    """A file's text: UTF-8, without BOM, line ends made plain."""
    data = read_bytes(project, path)
    return data if isinstance(data, Problem) else decoded(project.name(path), data)


def decoded(name: str, data: bytes) -> File | Problem:
    """`data` as the text of the file `name`."""
    if data.count(b"\0") > len(data) // 4:
        place = Place(name)
        hint = "this looks like UTF-16: save the file as UTF-8"
        return Problem(Code.FILE_NOT_UTF8, place, "this file is not UTF-8 text", hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").replace("\r\n", "\n")
        line = data[: error.start].count(b"\n")
        shown = data.replace(b"\r\n", b"\n").split(b"\n")[line].decode("utf-8", "replace")
        column = len(before) - before.rfind("\n")
        hint = "save the file as UTF-8"
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            hint = "this looks like UTF-16: save the file as UTF-8"
        place = Place(name, line + 1, column, 1, shown)
        message = f"the byte 0x{data[error.start]:02x} here is not UTF-8"
        return Problem(Code.FILE_NOT_UTF8, place, message, hint)
    return File(name, text.replace("\r\n", "\n").replace("\r", "\n"))


_NOTHING_THERE = (FileNotFoundError, NotADirectoryError)


def files_below(folder: Path, refused: Callable[[OSError], object] = str) -> Iterator[Path]:
    """Every file below `folder` in the order of names; hidden and backup files are left out.

    `refused` is told of each folder that cannot be read.
    """

    def skipped(error: OSError) -> None:
        if not isinstance(error, _NOTHING_THERE):
            refused(error)

    for at, folders, names in os.walk(folder, onerror=skipped):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith("~"):
                yield Path(at) / name


def settings(project: Project) -> tuple[Settings | None, list[Problem]]:
    """What the site's settings say; None if they are missing or cannot be read."""
    found, problems = list[tuple[File, Value]](), list[Problem]()
    for path in (project.content / "site.toml", project.root / "glossator.toml"):
        if not _is_missing(path):
            _collect(read_text(project, path), found, problems)
    pyproject = project.root / "pyproject.toml"
    data = read_bytes(project, pyproject) if is_file(pyproject) else b""
    if isinstance(data, Problem):
        problems += [] if found else [data]
    elif b"[tool.glossator" in data:
        _collect(read_text(project, pyproject), found, problems, ("tool", "glossator"))
    for _, again in found[1:]:
        message = f"settings stand here and in {found[0][0].path}"
        hint = "keep one of them; content/site.toml is the usual place"
        problems.append(Problem(Code.SETTINGS_TWICE, again.place, message, hint))
    if not found:
        if not problems:
            place = Place(project.name(project.content / "site.toml"))
            hint = 'write the file with at least one line: title = "The name of your site"'
            if is_file(project.root / "site.toml"):
                hint = "there is a site.toml in the folder above: move it into content/"
            problems.append(Problem(Code.KEY_MISSING, place, "the site has no settings", hint))
        return None, problems
    return _settings(found[0][1], problems), problems


def _is_missing(path: Path) -> bool:
    """Whether nothing has this name; what nobody may look at may be there."""
    try:
        path.lstat()
    except OSError as error:
        return isinstance(error, _NOTHING_THERE)
    return False


def _collect(
    file: File | Problem,
    found: list[tuple[File, Value]],
    problems: list[Problem],
    inside: tuple[str, ...] = (),
) -> None:
    if isinstance(file, Problem):
        problems.append(file)
        return
    value: Value | Problem | None = toml_value(file, SETTINGS)
    for name in inside:
        if isinstance(value, Value):
            value = Fields(value, SETTINGS, [], "").take(name)
    if isinstance(value, Problem):
        problems.append(value)
    elif value is not None:
        found.append((file, value))


def _settings(value: Value, problems: list[Problem]) -> Settings:
    fields = Fields(value, SETTINGS, problems, "site.toml")
    base_url, cname = fields.text("base_url"), fields.text("cname")
    if base_url and not is_base_url(base_url):
        hint = "write the whole address: https://example.org/site/"
        message = f"“{base_url}” is not an address"
        problems.append(Problem(Code.SETTINGS_TYPE, fields.place_of("base_url"), message, hint))
        base_url = "https://example.org/"  # so that nobody says it is missing
    if cname and not re.fullmatch(r"[\w-]+(\.[\w-]+)+", cname):
        hint = "write the name alone: texts.example.org"
        message = f"“{cname}” is not the name of a host"
        problems.append(Problem(Code.SETTINGS_TYPE, fields.place_of("cname"), message, hint))
    people = people_in(fields)
    lang, own = fields.language("lang") or "en", words_in(fields, problems)
    read = Settings(
        title=fields.required("title", 'write title = "The name of your site"'),
        description=fields.text("description"),
        lang=lang,
        base_url=base_url,
        license=fields.text("license"),
        repository=fields.url("repository"),
        cname=cname,
        html=fields.flag("html"),
        nav=tuple(_nav_item(item) for item in fields.mappings("nav", "a nav item")),
        kinds=kinds_in(fields, words_for(lang, own), problems),
        people=people,
        layers=layers_in(fields, people, problems),
        note_keys=_note_keys(fields, problems),
        words=own,
        place=value.place,
    )
    fields.end()
    return read


def is_base_url(words: str) -> bool:
    """Whether `words` can be the address that a site's own addresses are added to."""
    try:
        parts = urlsplit(words)
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_whole and not re.search(r"[\s?#]", words)


def _nav_item(item: Fields) -> NavItem:
    label = item.required("label", "say what readers see")
    to = item.required(
        "to", "name a file of content/, or home, glossary, people, timeline or works"
    )
    item.end()
    return NavItem(label, to, item.place_of("to"))


def _note_keys(fields: Fields, problems: list[Problem]) -> tuple[str, ...]:
    found = fields.texts("note_keys")
    for name, place in found:
        if name in ATTRIBUTES or not re.fullmatch(r"[\w-]+", name):
            message = f"“{name}” cannot be a key of your own for notes"
            hint = f"use letters, digits and hyphens, and none of: {', '.join(ATTRIBUTES)}"
            problems.append(Problem(Code.SETTINGS_TYPE, place, message, hint))
    return tuple(name for name, _ in found)
