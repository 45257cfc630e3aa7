"""What a reading gathers on its way, and what all of it does with a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from glossator import pictures
from glossator.model import Attachment, Draft, Figure, Settings, Term, Text, Work
from glossator.problems import Problem
from glossator.project import Project, read_bytes, read_text
from glossator.read.front import front, meta, prose
from glossator.read.source import Reader, control_characters
from glossator.text import File


@dataclass(slots=True)
class Reading:
    """What a reading gathers on its way."""

    project: Project
    settings: Settings
    readers: Mapping[str, Reader]
    drafts: list[Draft] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    works: tuple[Work, ...] = ()
    files: list[Attachment] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """What could not be read, folders with a slash behind them; a problem says why."""

    def withheld(self) -> frozenset[str]:
        """The paths of what is a draft."""
        found = [(one.path, one.meta) for one in self.drafts]
        found += [(one.path, one.meta) for one in self.terms]
        found += [(one.path, one.meta) for one in self.texts]
        return frozenset(path for path, meta in found if meta.draft)


def text(reading: Reading, path: Path) -> File | None:
    file = read_text(reading.project, path)
    if isinstance(file, Problem):
        reading.problems.append(file)
        reading.unread.add(reading.project.name(path))
        return None
    reading.problems += control_characters(file, "take it out; it may have come with pasted text")
    return file


def attachment(reading: Reading, path: Path, address: str, into: list[Attachment]) -> None:
    data = read_bytes(reading.project, path)
    if isinstance(data, Problem):
        reading.problems.append(data)
        reading.unread.add(reading.project.name(path))
    else:
        into.append(
            Attachment(reading.project.name(path), address, data, pictures.size(path.name, data))
        )


def is_notes(path: Path) -> bool:
    return path.name == "notes.md" or (path.name.startswith("notes.") and path.suffix == ".md")


def page(reading: Reading, path: Path, at: PurePosixPath) -> None:
    file = text(reading, path)
    if not file:
        return
    fields, line = front(file, reading.problems, "a page")
    if not fields.is_mapping:
        reading.unread.add(file.path)
    about = meta(fields, reading.settings, reading.problems)
    at = at.parent / about.slug if about.slug else at
    address = "" if at.as_posix() == "." else f"{at.as_posix()}/"
    body = prose(file, line, reading.settings, reading.problems)
    reading.texts.append(Text(file.path, address, about, body))
    fields.end()
