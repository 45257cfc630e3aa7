"""Explainers: a folder with an `index.md`, its notes, and the source it names."""

import glob
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from glossator.model import (
    INTRO,
    Attachment,
    Draft,
    Figure,
    Layer,
    Meta,
    Provenance,
    Quote,
    Source,
    Speaker,
)
from glossator.problems import Code, Problem, did_you_mean
from glossator.project import files_below, is_file, read_bytes, read_text
from glossator.read.figures import figure, is_figure
from glossator.read.front import front, meta, prose
from glossator.read.notes import layer
from glossator.read.pictures import pictures
from glossator.read.reading import Reading, attachment, is_notes, page, text
from glossator.read.sections import parts
from glossator.read.source import Wish, unknown_heading
from glossator.text import File, Place
from glossator.values import Fields


def _seeds(reading: Reading, folder: Path) -> list[Path]:
    name = folder.relative_to(reading.project.content)
    stem = reading.project.seeds / name
    return [
        found
        for suffix in reading.readers
        if is_file(found := stem.parent / f"{stem.name}{suffix}")
    ]


def _names_source(reading: Reading, folder: Path) -> bool:
    """Whether the `index.md` says where its source comes from, as only an explainer's does."""
    file = read_text(reading.project, folder / "index.md")
    return isinstance(file, File) and "source" in front(file, [], "")[0].names()


def explainer_folders(reading: Reading, paths: Sequence[Path]) -> list[Path]:
    """The folders that hold an explainer: an `index.md`, and notes or a source."""
    content = reading.project.content
    found = []
    for folder in sorted({path.parent for path in paths} - {content}):
        has_index = (folder / "index.md") in paths
        has_notes = any(path.parent == folder and is_notes(path) for path in paths)
        if has_notes and not has_index:
            place = Place(reading.project.name(folder / "index.md"))
            hint = "write it: title, date, and under source: where the text comes from"
            message = "these notes have no index.md beside them"
            reading.problems.append(Problem(Code.FILE_UNREADABLE, place, message, hint))
            reading.unread.add(place.file)
        elif has_index and (has_notes or _seeds(reading, folder) or _names_source(reading, folder)):
            found.append(folder)
    return found


def explainer(reading: Reading, folder: Path, inside: Sequence[Path]) -> None:
    file = text(reading, folder / "index.md")
    if not file:
        return
    problems = reading.problems
    fields, line = front(file, problems, "an explainer")
    about = meta(fields, reading.settings, problems)
    provenance = _provenance(fields)
    name = PurePosixPath(folder.relative_to(reading.project.content).as_posix())
    address = (name.parent / (about.slug or name.name)).as_posix()
    terms = fields.mapping("terms", "terms")
    skip = terms.texts("skip") if terms else ()
    if terms:
        terms.end()
    standfirst = fields.plain("standfirst")
    by_section = fields.choice("pages", PAGES) == "by-section"
    pages_place = fields.place_of("pages")
    fold_over = fields.count("fold_over")
    speakers = _speakers(fields)
    fields.end()
    layers = [found for path in inside if path.parent == folder and is_notes(path)
              if (found := _layer(reading, path))]  # fmt: skip
    layers.sort(key=lambda one: one.name)
    source = _source(reading, folder, provenance, layers, about)
    files: list[Attachment] = []
    figures: list[Figure] = []
    for path in inside:
        if path.parent == folder and (path.name == "index.md" or is_notes(path)):
            continue
        beside = path.relative_to(folder)
        if path.suffix == ".md":
            page(reading, path, PurePosixPath(address) / beside.with_suffix("").as_posix())
        else:
            at = f"{address}/{beside.as_posix()}"
            attachment(reading, path, at, files)
            if is_figure(path) and (made := figure(reading, path, at, about.lang)):
                figures.append(made)
    body = prose(file, line, reading.settings, problems, INTRO)
    shown = pictures(reading, source, folder, address, files) if source else {}
    source = source and _parted(source, problems, pages_place, by_section=by_section)
    if source is None or not fields.is_mapping:
        reading.unread |= {file.path, *(layer.file.path for layer in layers)}
    if source:
        reading.drafts.append(
            Draft(file.path, address, about, standfirst, provenance, skip, body, source,
                  tuple(layers), tuple(files), tuple(figures), speakers, fold_over,
                  shown)
        )  # fmt: skip


def _parted(source: Source, problems: list[Problem], place: Place, *, by_section: bool) -> Source:
    """`source` on its pages."""
    found = replace(source, parts=parts(source, by_section=by_section))
    if by_section and len(found.parts) == 1:
        message = "this source has fewer than two headings of one rank to part it by"
        hint = "take this line out: the text stays on one page"
        if not source.runs:
            hint = "declare its headings in notes.md, or take this line out"
        problems.append(Problem(Code.HEADINGS_MISSING, place, message, hint))
    return found


PAGES = ("by-section",)
"""What `pages` may say; without it, a text is one page."""

GROUPS = ("named", "reported", "unnamed", "reporter")


def _speakers(fields: Fields) -> tuple[Speaker, ...]:
    """Who speaks in the source, and in which words of it."""
    found = []
    for one in fields.mappings("speakers", "a speaker"):
        name = one.required("name", "say who speaks")
        found.append(
            Speaker(
                name=name,
                about=one.text("about"),
                group=one.choice("group", GROUPS) or GROUPS[0],
                says=tuple(Quote(words, place) for words, place in one.texts("says")),
                note=one.text("note"),
                place=one.place_of("name"),
                note_place=one.value_place("note"),
            )
        )
        one.end()
    return tuple(found)


def _layer(reading: Reading, path: Path) -> Layer | None:
    file = text(reading, path)
    if not file:
        return None
    name = path.name.removeprefix("notes").removesuffix(".md").removeprefix(".")
    found, problems = layer(file, name, reading.settings)
    reading.problems += problems
    return found


def _provenance(fields: Fields) -> Provenance:
    source = fields.mapping("source", "source")
    if not source:
        return Provenance()
    source.follows("date", "retrieved")
    _earliest(source)
    found = Provenance(
        title=source.text("title"),
        publisher=source.text("publisher"),
        author=source.text("author"),
        date=source.date("date"),
        earliest=source.date("earliest"),
        url=source.url("url"),
        retrieved=source.date("retrieved"),
        rights=source.text("rights"),
        lang=source.language("lang"),
        unknown=source.text("unknown"),
        sha256=_sha256(source),
        text=source.text("text"),
        paragraphs=source.choice("paragraphs", ("lines", "blank")),
        sha256_place=source.value_place("sha256"),
        text_place=source.value_place("text"),
    )
    source.end()
    return found


def _sha256(source: Fields) -> str:
    words = source.text("sha256").lower()
    if words and not re.fullmatch(r"[0-9a-f]{64}", words):
        value = source.take("sha256")
        if value:
            hint = "`sha256sum seeds/name.txt` prints it (on a Mac: shasum -a 256)"
            source.wrong(value, "a SHA-256, 64 digits from 0 to f,", hint)
        return ""
    return words


def _earliest(source: Fields) -> None:
    """The earliest day must be one of those that the date leaves open."""
    date, earliest = source.text("date"), source.text("earliest")
    if date and earliest and not earliest.startswith(date):
        hint = "write the first day it can be from: date: 2025-03 and earliest: 2025-03-05"
        source.contradict("earliest", f"“{earliest}” is no day of {date}", hint)


def _source(
    reading: Reading,
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
    wish = Wish(headings, provenance.paragraphs, reading.settings.html)
    source, problems = reading.readers[path.suffix](name, data, wish)
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
        if one.name or source.runs:  # a source with headings of its own has no others
            reading.problems += _foreign_headings(source, one)
    return source


def _foreign_headings(source: Source, one: Layer) -> list[Problem]:
    """The headings of a further layer that the source does not have."""
    lines = [source.raw(block.span) for block in source.blocks]
    has_own = bool(source.runs)
    return [
        unknown_heading(heading, source.file, lines, has_own=has_own)
        for heading in one.headings
        if source.section_named(heading) is None
    ]


def _texts(reading: Reading) -> list[str]:
    """The names of all texts in `seeds/` that could be a source."""
    paths = files_below(reading.project.seeds)
    return [reading.project.name(one) for one in paths if one.suffix in reading.readers]


def _source_path(
    reading: Reading, folder: Path, provenance: Provenance, about: Meta
) -> Path | None:
    root, known = reading.project.root, tuple(reading.readers)
    place, hint = about.place, ""
    if provenance.text:
        path = root / provenance.text
        place = provenance.text_place
        if not Path(os.path.realpath(path)).is_relative_to(root.resolve()):
            message = f"“{provenance.text}” lies outside the project"
            hint = "put the text into seeds/"
        elif not is_file(path):
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
            names = " or ".join(f"seeds/{name}{suffix}" for suffix in known)
            message = f"the source of this explainer is missing: {names}"
            hint = "put the text there, or name another file: source: {text: seeds/other.txt}"
            stem = reading.project.seeds / name
            guess = did_you_mean(f"seeds/{name}", _texts(reading))
            hint = f"{guess} or {hint}" if guess.startswith("did you mean") else hint
            for other in sorted(stem.parent.glob(f"{glob.escape(stem.name)}.*")):
                hint = f"{other.name} cannot be read: put its text into seeds/{name}{known[0]}"
    if not any(one.startswith("seeds/") for one in reading.unread):  # a folder, told already
        reading.problems.append(Problem(Code.SOURCE_MISSING, place, message, hint))
    return None
