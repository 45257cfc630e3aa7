"""Notes files: quotes, their attributes, and the commentary under them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossator.markdown import body, is_comment, tokens
from glossator.model import Heading, Layer, Note, Quote, Settings
from glossator.people import layer_of, named
from glossator.problems import Code, Problem
from glossator.read.attributes import Attributes, attributes, misplaced
from glossator.read.front import front
from glossator.read.marks import lost_footnotes, unread_marks
from glossator.text import File, slug

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(slots=True)
class _Collected:
    """The parts of one note, as they are met."""

    quotes: list["Token"] = field(default_factory=list)
    body: list["Token"] = field(default_factory=list)
    is_attributed: bool = False
    is_followed: bool = False
    """Whether the next thing is another quote."""


def layer(file: File, name: str, settings: Settings) -> tuple[Layer, list[Problem]]:
    """The notes of one file, in its order."""
    problems: list[Problem] = []
    fields, first_line = front(file, problems, "a notes file")
    said = layer_of(name, fields, settings, problems)
    fields.end()
    notes: list[Note] = []
    headings: list[Heading] = []
    heading: Heading | None = None
    collected = _Collected()

    def flush() -> None:
        nonlocal collected
        note = _note(file, collected, heading, settings, problems)
        if note:
            notes.append(note)
        collected = _Collected()

    found = tokens(file, first_line, with_quotes=True)
    problems += lost_footnotes(file, found, first_line)
    for group in _top_level(found):
        opening = group[0]
        if opening.type == "quote":
            if collected.body or collected.is_attributed:
                collected.is_followed = True
                flush()
            collected.quotes.append(opening)
            collected.is_attributed = bool(opening.meta["attributes"])
        elif opening.type == "heading_open":
            flush()
            if opening.tag != "h1":
                heading = _heading(file, group, headings)
                headings.append(heading)
        elif opening.type == "html_block" and is_comment(opening.content):
            continue
        elif collected.quotes:
            collected.body += _once_quoted(group)
        else:
            problems.append(_stray(file, opening))
    flush()
    made = Layer(
        name=name,
        label=said.label,
        by=said.by,
        is_folded=bool(said.is_folded),
        notes=tuple(notes),
        headings=tuple(headings),
        file=file,
    )
    return made, problems


def _top_level(found: Sequence["Token"]) -> Iterator[list["Token"]]:
    """The tokens in groups, one for each block that is in no other."""
    group: list[Token] = []
    for token in found:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def _once_quoted(group: list["Token"]) -> list["Token"]:
    """Of a quotation inside a commentary, which has two marks, the inner one."""
    opens = [token.type for token in group[:2]] == ["blockquote_open"] * 2
    closes = [token.type for token in group[-2:]] == ["blockquote_close"] * 2
    return group[1:-1] if opens and closes else group


def _heading(file: File, group: Sequence["Token"], before: Sequence[Heading]) -> Heading:
    title = group[1].content
    line = (group[0].map or [0])[0]
    column = max(0, file.lines[line].find(title))
    count = 1 + sum(other.title == title for other in before)
    place = file.at(line + 1, column + 1, len(title))
    return Heading(title, int(group[0].tag[1:]), place, count)


_STRAY = (
    (r"\s{4,}>|\s*([-*+]|\d+[.)])\s+>", "let the > of a quote stand at the left, in no list"),
    (r"\s*>\s*>", "a quote of the source begins with one >; two are for quotations in your words"),
    (r"\s*\{", "attributes stand under their quote, not above it"),
    (r"#+[^#\s]", "write a space after the last # of a heading"),
    (r"#{7}", "a heading has six # at most"),
    (r"", "put the words it is about above it, in a line that begins with >"),
)
"""How lines begin that belong to no quote, and what is to be done about each."""


def _stray(file: File, opening: "Token") -> Problem:
    line = (opening.map or [0])[0]
    words = file.lines[line]
    hint = next(hint for begin, hint in _STRAY if re.match(begin, words))
    place = file.at(line + 1, 1, len(words))
    return Problem(Code.NOTE_STRAY, place, "this commentary belongs to no quote", hint)


def _note(
    file: File,
    collected: _Collected,
    heading: Heading | None,
    settings: Settings,
    problems: list[Problem],
) -> Note | None:
    """The note, or None with at least one problem more; nothing at all if nothing was collected."""
    if not collected.quotes:
        return None
    said = attributes(file, collected.quotes, settings, problems)
    quotes = tuple(_quotes(file, collected.quotes, said, problems))
    first = quotes[0].place if quotes else file.at((collected.quotes[0].map or [0])[0] + 1)
    if not collected.body:
        hint = "write the commentary under the quote, or take the quote out"
        if collected.is_followed:
            hint = "or, for one note on both quotes, put its attributes under the last of them"
        problems.append(Problem(Code.NOTE_EMPTY, first, "this note has no commentary", hint))
        return None
    begin = (collected.body[0].map or [0])[0]
    misplaced(file, begin, problems)
    end = max((token.map or [0, 0])[1] for token in collected.body)
    name = said.id or (_made_id(quotes[0], heading) if quotes else "")
    # A note shares its page with others, and no id of a note has a colon.
    commentary, wrong = body(
        file, collected.body, (begin + 1, end), html=settings.html, prefix=f"note-{name}:"
    )
    problems += [*wrong, *unread_marks(file, collected.body, skip=begin)]
    if len(quotes) < len(collected.quotes):
        return None
    by_place = said.places.get("by", first)
    by = [(name, by_place) for name in _list(said.values.get("by", ""))]
    keys = {k: v for k, v in said.values.items() if k in settings.note_keys}
    return Note(
        id=name,
        has_made_id=not said.id,
        kind=said.kind or settings.kinds[0].name,
        quotes=quotes,
        heading=heading,
        body=commentary,
        by=named(by, settings.people, problems),
        as_of=said.values.get("as-of", ""),
        noterms="noterms" in said.flags,
        wide="wide" in said.flags,
        keys=tuple(sorted(keys.items())),
        place=first,
    )


def _quotes(
    file: File, found: Sequence["Token"], said: Attributes, problems: list[Problem]
) -> Iterator[Quote]:
    for token in found:
        first, after = token.map or (0, 0)
        rows = [re.sub(r"^\s*> ?", "", line) for line in file.lines[first:after]]
        words = "\n".join(rows).strip()
        raw = file.lines[first]
        if not words.strip("[]…. \n"):
            hint = "write the words of the source after the >, or § for the whole section"
            place = file.at(first + 1, 1, len(raw))
            problems.append(Problem(Code.QUOTE_EMPTY, place, "this quote has no words", hint))
            continue
        column = raw.find(rows[0].strip()) if rows[0].strip() else 0
        place = file.at(first + 1, column + 1, len(rows[0].strip()))
        nth = int(said.values.get("nth", "0")) if token is found[-1] else 0
        yield Quote(words, place, nth)


def _made_id(quote: Quote, heading: Heading | None) -> str:
    if quote.is_section:
        return "-".join(["section", *slug(heading.title if heading else "").split("-")[:5]])
    return "-".join(slug(quote.words).split("-")[:6]) or "passage"


def _list(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]
