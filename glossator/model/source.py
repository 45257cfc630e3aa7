"""A source: somebody else's words, and the skeleton around them."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from glossator.text import File, Folded, Place, Span, boundaries, fold

if TYPE_CHECKING:
    from glossator.model.written import Heading


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table cell or the like of a source: words that stand together."""

    span: Span
    number: int
    """Counts the blocks that are no headings, from 1; 0 for a heading."""


@dataclass(frozen=True, slots=True)
class Ref:
    """An attribute of the skeleton that leads somewhere; where, is known when all is linked."""

    attribute: Literal["href", "src"]
    url: str
    """As the source has it."""


Piece = str | Span | Ref
"""Of a skeleton: HTML, a hole for a run of words, an attribute that leads somewhere."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a source's own HTML that a note can stand after: a paragraph, a whole list."""

    pieces: tuple[Piece, ...]
    """The skeleton."""
    span: Span
    """Empty, where it stands, if it has no words: a line across the page, a picture."""
    is_heading: bool
    apart: tuple[Span, ...] = ()
    """Links and code in it, where no term is linked."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a source under one heading."""

    id: str
    title: str
    """As it stands in the source; empty before the first heading."""
    level: int
    """2 to 6, as in HTML; 0 before the first heading."""
    span: Span
    """With its heading, up to the next heading of this level or a higher one."""
    units: range
    """The indices of its own units, its heading's first, up to the next heading of any level."""

    @property
    def is_start(self) -> bool:
        """Whether it is the text before the first heading."""
        return not self.level and self.id != FOOTNOTES


WORDS_A_MINUTE = 230
"""How many words people read in a minute. Source: Brysbaert, “How many words do we read per
minute?” (2019), who finds 238 for English prose that is no fiction."""

FOOTNOTES = "footnotes"
"""The id of the section that holds a source's own notes, after all others."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a source stands on one page."""

    name: str
    """Of its page, beside the explainer's; empty if that page has it all."""
    title: str
    units: tuple[int, ...]
    """The indices of its units: those in a row, then the footnotes that they refer to."""

    def address_in(self, address: str) -> str:
        """Of its page, beside the explainer at `address`."""
        return f"{address}{self.name}/" if self.name else address


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in the file as they are, or one character that is written otherwise."""

    span: Span
    """In the words."""
    raw: Span
    """In the file."""


@dataclass(frozen=True)
class Source:
    """Somebody else's text: one string of words that never changes, and a skeleton around it."""

    file: File
    """As read: without BOM, line ends as `\\n`."""
    text: str
    """The words: what all offsets count in. Of a plain text, the file's own."""
    data: bytes
    """The file as received."""
    sha256: str
    suffix: str
    """Such as `.txt`."""
    form: Literal["lines", "wrapped", "markdown", "html"]
    """How the proof reads the file: each line a paragraph; blank lines between paragraphs;
    Markdown, without or with HTML in it."""
    blocks: tuple[Block, ...]
    units: tuple[Unit, ...]
    sections: tuple[Section, ...]
    ids: Mapping[str, int]
    """The ids in the skeleton, each with the index of its unit."""
    runs: tuple[Run, ...] = ()
    """Where the words stand in the file; empty if they are the file's own."""
    referrers: tuple[int, ...] = ()
    """For each footnote the index of the unit, itself no footnote, that refers to it first."""
    skipped: int = 0
    """How many lines of settings for other programs stand above the text, and are not shown."""
    parts: tuple[Part, ...] = field(default=())
    """Which of it stands on which page."""

    def raw(self, span: Span) -> Span:
        """Where the words at `span` stand in the file, with what markup is between them."""
        if not self.runs:
            return span
        first, last = self._run_at(span.start), self._run_at(max(span.start, span.end - 1))
        return Span(_moved(first, span.start), max(_moved(last, span.end), first.raw.start))

    def place(self, offset: int, length: int = 1) -> Place:
        """The place in the file of the `length` code points of words from `offset`."""
        raw = self.raw(Span(offset, offset + length))
        return self.file.place(raw.start, len(raw))

    def place_of(self, url: str) -> Place:
        """Where the file first names `url`, which may be written there without percent signs."""
        spelt = (url, unquote(url))
        at, words = next(((self.file.text.find(one), one) for one in spelt
                          if one and one in self.file.text), (0, ""))  # fmt: skip
        return self.file.place(at, len(words))

    def _run_at(self, offset: int) -> Run:
        return self.runs[max(0, bisect_right(self._run_starts, offset) - 1)]

    def part_of(self, unit: int) -> Part:
        """The part that the unit of this index stands in."""
        return self.parts[self._part_of_unit[unit]]

    def part_at(self, offset: int) -> Part:
        """The part that `offset` stands in."""
        return self.part_of(self.unit_at(offset))

    @cached_property
    def folded(self) -> Folded:
        """The words made plain, for comparing; folded once."""
        return fold(self.text)

    @cached_property
    def boundaries(self) -> frozenset[int]:
        """Where words may begin or end."""
        return boundaries(self.text)

    @cached_property
    def length(self) -> int:
        """How many words there are, as people count them."""
        return len(self.text.split())

    @property
    def minutes(self) -> int:
        """How many it takes to read, the notes left alone."""
        return max(1, round(self.length / WORDS_A_MINUTE))

    def block_at(self, offset: int) -> Block:
        """The block that `offset` is in, or the nearest before it."""
        return self.blocks[max(0, bisect_right(self._block_starts, offset) - 1)]

    def unit_at(self, offset: int) -> int:
        """The index of the unit that `offset` is in, or of the nearest before it."""
        return max(0, bisect_right(self._unit_starts, offset) - 1)

    def section_at(self, offset: int) -> Section:
        """The innermost section that `offset` is in."""
        return self.sections[self._section_of_unit[self.unit_at(offset)]]

    def section_named(self, heading: "Heading") -> Section | None:
        """The section that a heading of a notes file names; equal ones count up."""
        hits = self._sections_by_title.get(fold(heading.title).text, ())
        return hits[heading.count - 1] if len(hits) >= heading.count else None

    @cached_property
    def _sections_by_title(self) -> Mapping[str, list[Section]]:
        found: dict[str, list[Section]] = {}
        for one in self.sections:
            if one.level:
                found.setdefault(fold(one.title).text, []).append(one)
        return found

    @cached_property
    def _section_of_unit(self) -> Mapping[int, int]:
        return {unit: at for at, section in enumerate(self.sections) for unit in section.units}

    @cached_property
    def _part_of_unit(self) -> Mapping[int, int]:
        return {unit: at for at, part in enumerate(self.parts) for unit in part.units}

    @cached_property
    def _run_starts(self) -> list[int]:
        return [run.span.start for run in self.runs]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    @cached_property
    def _unit_starts(self) -> list[int]:
        return [unit.span.start for unit in self.units]


def _moved(run: Run, offset: int) -> int:
    """`offset` of the words, which `run` is the nearest to, as one of the file."""
    if len(run.span) != len(run.raw):
        return run.raw.start if offset <= run.span.start else run.raw.end
    return run.raw.start + min(len(run.raw), max(0, offset - run.span.start))
