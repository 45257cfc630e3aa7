"""A new explainer: the text as received, front matter to fill in, and a first note on it."""

import hashlib
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from glossator import model
from glossator.anchor import describe, passage, snapped
from glossator.check import PLACEHOLDER, RESERVED, RESERVED_BESIDE
from glossator.model import Kind, Quote, Ref, Section, Settings, Source
from glossator.problems import Code, Problem
from glossator.project import Project, decoded, files_below, is_file, read_bytes
from glossator.quotes import written
from glossator.read import Reader, Wish
from glossator.read.names import wrong_name
from glossator.start.create import Files, is_there
from glossator.start.guess import Guess, Heading, guess
from glossator.text import Place, Span


@dataclass(frozen=True, slots=True)
class Beginning:
    """A new explainer, and what was guessed of its text."""

    files: Files
    guess: Guess


_INDEX = """\
---
title: {title}
# standfirst: One or two sentences under the title, and on the home page.
# description: One sentence for search engines.
# author: Who writes the notes.
date: {date}
source:
  # title: The text's own title.
  # author: Who wrote it.
  # publisher: Who published it.
  # date: When it was published, such as {date} or 1863.
  # url: https://example.org/where-it-stands
  # retrieved: {date}
  # rights: Whose it is.
  # lang: Its language, such as en, if you write in another.
  # unknown: What you do not know about it.
  {keys}
---

<!-- Why read this text, and why now? Say it here, in your own words. -->
"""

_HEADINGS = """
<!-- A heading here makes the line of the text that says the same a heading. These are guesses:
take out what is none, and add what is missing. -->
"""

_NOTE = """
> {quote}
{{#first-note{kind}}}
{words}"""


def explainer(
    project: Project,
    settings: Settings,
    readers: Mapping[str, Reader],
    name: str,
    text: Path,
    date: str,
) -> tuple[Beginning | None, list[Problem]]:
    """The files of an explainer called `name` on the file `text`, published on `date`."""
    problems = _unfit(name)
    if problems:
        return None, problems
    shown, suffix = project.name(text), text.suffix.lower()
    data = _bytes(project, readers, text)
    if isinstance(data, Problem):
        return None, [data]
    is_in_place = _real(text).is_relative_to(_real(project.seeds))
    problems = [] if is_in_place else _taken(project, readers, name, data)
    file = decoded(shown, data)
    guessed = Guess("", (), "")
    if suffix == ".txt" and not isinstance(file, Problem):
        guessed = guess(file.text)
    headings = _declared(shown, guessed.headings)
    wish = Wish(headings, guessed.paragraphs, settings.html)
    source, wrong = readers[suffix](shown, data, wish)
    problems += [
        replace(one, hint=one.hint or "--from names a file with words in it") for one in wrong
    ]
    if source is None or problems:
        return None, problems
    title = _plain(guessed.title or _title_of(source) or _title_from(name))
    keys = {"sha256": hashlib.sha256(data).hexdigest()}
    if guessed.paragraphs:
        keys["paragraphs"] = guessed.paragraphs
    seed = f"seeds/{name}{suffix}"
    if is_in_place and shown != seed:
        keys["text"] = _quoted(shown)
    index = _INDEX.format(
        title=_quoted(title),
        date=date,
        keys="\n  ".join(f"{key}: {words}" for key, words in keys.items()),
    )
    files: dict[str, bytes] = {}
    if not is_in_place:
        beside = _pictures(project, source, text, PurePosixPath(seed), problems)
        files = {seed: data, **beside}
    if problems:
        return None, problems
    files[f"content/{name}/index.md"] = index.encode()
    files[f"content/{name}/notes.md"] = _notes(title, guessed, source, settings).encode()
    return Beginning(files, guessed), []


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises for a link to itself


def _pictures(
    project: Project, source: Source, text: Path, seed: PurePosixPath, problems: list[Problem]
) -> Files:
    """The pictures that a text in Markdown shows and that lie beside it, at the same path."""
    found: dict[str, bytes] = {}
    refs = (one for unit in source.units for one in unit.pieces if isinstance(one, Ref))
    for ref in refs:
        parts = urlsplit(ref.url)
        path = PurePosixPath(unquote(parts.path))
        is_beside = not (parts.netloc or path.is_absolute() or ".." in path.parts)
        picture = text.parent / path
        if ref.attribute == "src" and is_beside and is_file(picture):
            name = (seed.parent / path).as_posix()
            data = wrong_name(name) or read_bytes(project, picture)
            if isinstance(data, Problem):
                problems.append(data)
            else:
                found[name] = data
    return found


def _unfit(name: str) -> list[Problem]:
    """Why an explainer cannot have this name, which is its folder and its address."""
    shown = name.encode("utf-8", "replace").decode()
    place = Place(f"content/{shown}/index.md")
    parts = PurePosixPath(name).parts
    hint = "use a name such as nato or 1791/rights: letters, digits and hyphens"
    message = ""
    if not parts or name.startswith("/") or ".." in parts:
        message = f"“{shown}” is no name inside of content/"
    elif any(part.startswith(".") or part.endswith("~") for part in parts):
        message = "files whose names begin with a dot or end with ~ are left out"
    elif wrong := wrong_name(f"content/{name}/index.md"):
        return [replace(wrong, hint=hint)]
    if message:
        return [Problem(Code.FILE_UNREADABLE, place, message, hint)]
    first, second = (_folded(one) for one in (*parts, "")[:2])
    if first in RESERVED or second in RESERVED_BESIDE:
        kept = first if first in RESERVED else second
        message = f"the name “{kept}” is kept for a page or file of every site"
        return [Problem(Code.NAME_RESERVED, place, message, "choose another name")]
    return []


def _bytes(project: Project, readers: Mapping[str, Reader], text: Path) -> bytes | Problem:
    """The text as received, if it is of a sort that can be read."""
    data = read_bytes(project, text)
    known = ", ".join(readers)
    if isinstance(data, Problem):
        hint = f"--from names a file with a text in it, of one of the sorts {known}"
        return replace(data, hint=hint)
    if text.suffix.lower() in readers:
        return data
    message = f"sources of the sort “{text.suffix}” cannot be read"
    hint = f"known are: {known}; save it as a plain text in UTF-8"
    return Problem(Code.FILE_UNREADABLE, Place(project.name(text)), message, hint)


def _taken(
    project: Project, readers: Mapping[str, Reader], name: str, data: bytes
) -> list[Problem]:
    """What of `seeds/` and `content/` stands in the way."""
    names = [f"seeds/{name}{suffix}" for suffix in readers]
    for seed in names:
        if is_there(project.root / seed):
            message, hint = "a text of this name is there already", "choose another name"
            return [Problem(Code.FILE_EXISTS, Place(seed), message, f"{hint}, or --from {seed}")]
    for path in files_below(project.seeds):
        if read_bytes(project, path) == data:
            seed = project.name(path)
            hint = f"to take it from there, say --from {seed}"
            return [Problem(Code.FILE_EXISTS, Place(seed), "this is the very same text", hint)]
    for path in files_below(project.content):
        at = path.relative_to(project.content)
        address = at.with_suffix("") if at.suffix == ".md" else at
        address = address.parent if address.name == "index" else address
        is_other = at.as_posix() != f"{name}/index.md"  # which `create` tells of
        if is_other and _folded(address.as_posix()) == _folded(name):
            message = f"this has the address /{address.as_posix()}/ already"
            page = Place(project.name(path))
            return [Problem(Code.FILE_EXISTS, page, message, "choose another name")]
    return []


def _folded(name: str) -> str:
    """`name` as addresses are compared: whatever its letter case."""
    return unicodedata.normalize("NFC", name).casefold()


def _declared(shown: str, guessed: Sequence[Heading]) -> list[model.Heading]:
    """The guessed headings as a notes file would declare them."""
    count: Counter[str] = Counter()
    found: list[model.Heading] = []
    for one in guessed:
        count[one.title] += 1
        found.append(model.Heading(one.title, one.level, Place(shown), count[one.title]))
    return found


def _title_of(source: Source) -> str:
    """The heading with which the source begins, or nothing."""
    return source.sections[0].title


def _title_from(name: str) -> str:
    words = re.sub(r"[-_]+", " ", PurePosixPath(name).name).strip()
    return words[:1].upper() + words[1:]


def _plain(title: str) -> str:
    """`title` without what YAML would not let stand in a line."""
    return " ".join(re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", " ", title).split())


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)  # which YAML reads too


def _notes(title: str, guessed: Guess, source: Source, settings: Settings) -> str:
    """The notes file: the guessed headings, and under the right one a note to copy."""
    kind = _kind(settings)
    first = _quotation(source, guessed.title) if kind else None
    note, under = "", source.sections[0]
    if kind and first:
        quote, under = first
        named = "" if kind is settings.kinds[0] else f" .{kind.name}"
        note = _NOTE.format(quote=quote, kind=named, words=PLACEHOLDER)
    own = [section for section in source.sections if section.level]
    at = own.index(under) + 1 if guessed.headings and under in own else 0
    parts = [
        f"# Notes on “{title}”\n",
        *(f"\n{'#' * x.level} {x.title}\n" for x in guessed.headings),
    ]
    parts.insert(at + 1, note)
    if guessed.headings:
        parts.insert(1, _HEADINGS)
        # The comment stands above the first heading, and a note there is on the whole text.
    return "".join(parts)


def _kind(settings: Settings) -> Kind | None:
    """The first kind whose notes need no work; None if each kind does."""
    free = [kind for kind in settings.kinds if kind.works == "free"]
    expected = [kind for kind in settings.kinds if kind.works == "expected"]
    return next(iter([*free, *expected]), None)


_TRIED = 50
"""In how many paragraphs words to quote are looked for; a text of figures may have none."""


def _quotation(source: Source, title: str) -> tuple[str, Section] | None:
    """The first words that a quote can say, and the section they are in; not the title."""
    for span in _openings(source, title):
        found = snapped(span, source)
        if not found:
            continue
        quote = written(describe(found, source))
        section = source.section_at(found.start)
        scope = section.span if section.level else None
        if passage(Quote(quote, Place(source.file.path)), source, scope) == found:
            return quote, section
    return None


def _openings(source: Source, title: str) -> Iterator[Span]:
    """The first words of each paragraph: some seven, or fewer up to a comma."""
    paragraphs = [block for block in source.blocks if block.number]
    for block in paragraphs[:_TRIED]:
        words = block.span.of(source.text)
        opening = re.match(r"(?:\S+\s+){3}(?:\S*[^\s,.;:!?]\s+){0,3}\S+", words)
        if opening and " ".join(words.split()) != title:
            yield Span(block.span.start, block.span.start + len(opening[0].rstrip(",.;:!?")))
