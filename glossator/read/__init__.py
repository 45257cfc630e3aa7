"""Files to a manuscript: all that authors wrote, each thing with its place."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from glossator.model import (
    Attachment,
    Draft,
    Layer,
    Manuscript,
    Meta,
    Provenance,
    Settings,
    Source,
    Term,
    Text,
    Work,
)
from glossator.problems import Code, Problem, did_you_mean
from glossator.project import Project, files_below, read_bytes, read_text, settings
from glossator.read.front import front, meta, prose
from glossator.read.notes import layer
from glossator.read.source import READERS, Reader, unknown_heading
from glossator.read.works import works
from glossator.text import File, Place, slug
from glossator.values import Fields

__all__ = ["READERS", "Reader", "manuscript"]

TYPES = ("person", "organisation", "place", "event", "concept")


@dataclass(slots=True)
class _Reading:
    """What a reading gathers on its way."""

    project: Project
    settings: Settings
    readers: Mapping[str, Reader]
    drafts: list[Draft] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    works: tuple[Work, ...] = ()
    files: list[Attachment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def withheld(self) -> frozenset[str]:
        """The paths of what is a draft."""
        found = [(one.path, one.meta) for one in self.drafts]
        found += [(one.path, one.meta) for one in self.terms]
        found += [(one.path, one.meta) for one in self.texts]
        return frozenset(path for path, meta in found if meta.draft)


def manuscript(
    project: Project, *, with_drafts: bool, readers: Mapping[str, Reader] = READERS
) -> tuple[Manuscript | None, list[Problem]]:
    """Everything below `content/` and the sources it names; None without settings.

    Drafts are left out unless asked for.
    """
    read, problems = settings(project)
    if read is None:
        return None, problems
    reading = _Reading(project, read, readers, problems=problems)
    paths = list(files_below(project.content))
    folders = _explainer_folders(reading, paths)
    beside: dict[Path, list[Path]] = {folder: [] for folder in folders}
    for path in paths:
        folder = next((at for at in (path.parent, *path.parents) if at in beside), None)
        if folder is not None:
            beside[folder].append(path)
        else:
            _plain_file(reading, path)
    for folder, inside in beside.items():
        _explainer(reading, folder, inside)
    return (
        Manuscript(
            settings=read,
            drafts=tuple(x for x in reading.drafts if with_drafts or not x.meta.draft),
            terms=tuple(x for x in reading.terms if with_drafts or not x.meta.draft),
            works=reading.works,
            texts=tuple(x for x in reading.texts if with_drafts or not x.meta.draft),
            files=tuple(reading.files),
            withheld=frozenset() if with_drafts else reading.withheld(),
        ),
        reading.problems,
    )


def _explainer_folders(reading: _Reading, paths: Sequence[Path]) -> list[Path]:
    """The folders that hold an explainer: an `index.md`, and notes or a source."""
    content = reading.project.content
    found = []
    for folder in sorted({path.parent for path in paths} - {content}):
        has_index = (folder / "index.md") in paths
        has_notes = any(path.parent == folder and _is_notes(path) for path in paths)
        if has_notes and not has_index:
            place = Place(reading.project.name(folder / "index.md"))
            hint = "write it: title, date, and under source: where the text comes from"
            message = "these notes have no index.md beside them"
            reading.problems.append(Problem(Code.FILE_UNREADABLE, place, message, hint))
        elif has_index and (has_notes or _seeds(reading, folder) or _names_source(reading, folder)):
            found.append(folder)
    return found


def _names_source(reading: _Reading, folder: Path) -> bool:
    """Whether the `index.md` says where its source comes from, as only an explainer's does."""
    file = read_text(reading.project, folder / "index.md")
    return isinstance(file, File) and "source" in front(file, [], "")[0].names()


def _is_notes(path: Path) -> bool:
    return path.name == "notes.md" or (path.name.startswith("notes.") and path.suffix == ".md")


def _seeds(reading: _Reading, folder: Path) -> list[Path]:
    name = folder.relative_to(reading.project.content)
    stem = reading.project.seeds / name
    return [
        found
        for suffix in reading.readers
        if (found := stem.parent / f"{stem.name}{suffix}").is_file()
    ]


def _plain_file(reading: _Reading, path: Path) -> None:
    """What belongs to no explainer: settings, works, terms, pages, files."""
    name = path.relative_to(reading.project.content)
    if name.as_posix() == "site.toml":
        return
    if name.as_posix() == "works.yaml":
        file = _text(reading, path)
        if file:
            reading.works, problems = works(file)
            reading.problems += problems
    elif name.as_posix() == "index.md":
        _home(reading, path)
    elif name.parts[0] == "glossary" and path.suffix == ".md":
        _term(reading, path)
    elif _is_notes(path) and len(name.parts) > 1:
        return  # that they have no index.md beside them is a problem already
    elif path.suffix == ".md":
        at = PurePosixPath(name.as_posix()).with_suffix("")
        _page(reading, path, at.parent if at.name == "index" else at)
    else:
        _attachment(reading, path, name.as_posix(), reading.files)


def _text(reading: _Reading, path: Path) -> File | None:
    file = read_text(reading.project, path)
    if isinstance(file, Problem):
        reading.problems.append(file)
        return None
    return file


def _attachment(reading: _Reading, path: Path, address: str, into: list[Attachment]) -> None:
    data = read_bytes(reading.project, path)
    if isinstance(data, Problem):
        reading.problems.append(data)
    else:
        into.append(Attachment(reading.project.name(path), address, data))


def _term(reading: _Reading, path: Path) -> None:
    file = _text(reading, path)
    if not file:
        return
    fields, line = front(file, reading.problems, "a glossary entry")
    about = meta(fields, reading.settings, reading.problems)
    title = ((about.title, about.place),) if about.title else ()
    reading.terms.append(
        Term(
            id=about.slug or slug(path.stem) or path.stem,
            path=file.path,
            meta=about,
            forms=(*title, *fields.texts("aliases")),
            see=fields.texts("see"),
            type=fields.choice("type", TYPES),
            date=about.date,
            body=prose(file, line, reading.settings, reading.problems),
        )
    )
    fields.end()


def _home(reading: _Reading, path: Path) -> None:
    """What the home page says above its list; the site's title is its own."""
    file = _text(reading, path)
    if file:
        fields, line = front(file, reading.problems, "the home page")
        about = Meta(fields.text("title") or reading.settings.title, fields.place)
        about = replace(about, description=fields.text("description"))
        fields.end()
        body = prose(file, line, reading.settings, reading.problems)
        reading.texts.append(Text(file.path, "", about, body))


def _page(reading: _Reading, path: Path, at: PurePosixPath) -> None:
    file = _text(reading, path)
    if not file:
        return
    fields, line = front(file, reading.problems, "a page")
    about = meta(fields, reading.settings, reading.problems)
    at = at.parent / about.slug if about.slug else at
    address = "" if at.as_posix() == "." else f"{at.as_posix()}/"
    body = prose(file, line, reading.settings, reading.problems)
    reading.texts.append(Text(file.path, address, about, body))
    fields.end()


def _explainer(reading: _Reading, folder: Path, inside: Sequence[Path]) -> None:
    file = _text(reading, folder / "index.md")
    if not file:
        return
    problems = reading.problems
    fields, line = front(file, problems, "an explainer")
    about = meta(fields, reading.settings, problems)
    provenance = _provenance(fields, problems)
    name = PurePosixPath(folder.relative_to(reading.project.content).as_posix())
    address = (name.parent / (about.slug or name.name)).as_posix()
    terms = fields.mapping("terms", "terms")
    skip = terms.texts("skip") if terms else ()
    if terms:
        terms.end()
    standfirst = fields.text("standfirst")
    fields.end()
    layers = [found for path in inside if path.parent == folder and _is_notes(path)
              if (found := _layer(reading, path))]  # fmt: skip
    layers.sort(key=lambda one: one.name)
    source = _source(reading, folder, provenance, layers, about)
    files: list[Attachment] = []
    for path in inside:
        if path.parent == folder and (path.name == "index.md" or _is_notes(path)):
            continue
        beside = path.relative_to(folder)
        if path.suffix == ".md":
            _page(reading, path, PurePosixPath(address) / beside.with_suffix("").as_posix())
        else:
            _attachment(reading, path, f"{address}/{beside.as_posix()}", files)
    body = prose(file, line, reading.settings, problems, "intro-")
    if source:
        reading.drafts.append(
            Draft(file.path, address, about, standfirst, provenance, skip, body, source,
                  tuple(layers), tuple(files))
        )  # fmt: skip


def _layer(reading: _Reading, path: Path) -> Layer | None:
    file = _text(reading, path)
    if not file:
        return None
    name = path.name.removeprefix("notes").removesuffix(".md").removeprefix(".")
    found, problems = layer(file, name, reading.settings)
    reading.problems += problems
    return found


def _provenance(fields: Fields, problems: list[Problem]) -> Provenance:
    source = fields.mapping("source", "source")
    if not source:
        return Provenance()
    found = Provenance(
        title=source.text("title"),
        publisher=source.text("publisher"),
        author=source.text("author"),
        date=source.date("date"),
        url=source.text("url"),
        retrieved=source.date("retrieved"),
        rights=source.text("rights"),
        lang=source.language("lang"),
        unknown=source.text("unknown"),
        sha256=source.text("sha256").lower(),
        text=source.text("text"),
        paragraphs=source.choice("paragraphs", ("lines", "blank")),
        sha256_place=source.value_place("sha256"),
        text_place=source.value_place("text"),
    )
    if found.url and not found.url.startswith(("https://", "http://")):
        hint = "an address begins with https:// or http://"
        message = f"“{found.url}” is not a web address"
        problems.append(Problem(Code.LINK_UNSAFE, source.value_place("url"), message, hint))
    source.end()
    return found


def _source(
    reading: _Reading,
    folder: Path,
    provenance: Provenance,
    layers: Sequence[Layer],
    about: Meta,
) -> Source | None:
    path = _source_path(reading, folder, provenance, about)
    if path is None:
        return None
    data = read_bytes(reading.project, path)
    if isinstance(data, Problem):
        reading.problems.append(data)
        return None
    headings = [heading for one in layers if not one.name for heading in one.headings]
    name = reading.project.name(path)
    source, problems = reading.readers[path.suffix](name, data, headings, provenance.paragraphs)
    reading.problems += problems
    if source is None:
        return None
    if provenance.sha256 and provenance.sha256 != source.sha256:
        reading.problems.append(
            Problem(
                Code.SOURCE_CHANGED,
                provenance.sha256_place,
                f"{name} is not the file that this SHA-256 was taken of",
                f"put the file back, or, if the change is meant, write {source.sha256}",
            )
        )
    for one in layers:
        if one.name:
            reading.problems += _foreign_headings(source, one)
    return source


def _foreign_headings(source: Source, one: Layer) -> list[Problem]:
    """The headings of a further layer that the source does not have."""
    lines = [block.span for block in source.blocks]
    return [
        unknown_heading(heading, source.file, lines)
        for heading in one.headings
        if source.section_named(heading) is None
    ]


def _source_path(
    reading: _Reading, folder: Path, provenance: Provenance, about: Meta
) -> Path | None:
    root, known = reading.project.root, tuple(reading.readers)
    place, hint = about.place, ""
    if provenance.text:
        path = root / provenance.text
        place = provenance.text_place
        if not Path(os.path.realpath(path)).is_relative_to(root.resolve()):
            message = f"“{provenance.text}” lies outside the project"
            hint = "put the text into seeds/"
        elif not os.path.isfile(path):  # noqa: PTH113  (never raises, however odd the name)
            near = [reading.project.name(at) for at in files_below(reading.project.seeds)]
            message, hint = (
                f"there is no file {provenance.text}",
                did_you_mean(provenance.text, near),
            )
        elif path.suffix not in known:
            message = f"sources of the sort “{path.suffix}” cannot be read"
            hint = f"known are: {', '.join(known)}"
        else:
            return path
    else:
        found = _seeds(reading, folder)
        if len(found) == 1:
            return found[0]
        name = folder.relative_to(reading.project.content).as_posix()
        if found:
            message = f"several files could be the source: {', '.join(p.name for p in found)}"
            hint = f"say which: source: {{text: seeds/{found[0].name}}}"
        else:
            message = f"the source of this explainer is missing: seeds/{name}{known[0]}"
            hint = "put the text there, or name another file: source: {text: seeds/other.txt}"
    reading.problems.append(Problem(Code.SOURCE_MISSING, place, message, hint))
    return None
