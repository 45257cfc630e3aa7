"""A source: somebody else's words, and the skeleton around them."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from glossator.text import File, Folded, Span, boundaries, fold

if TYPE_CHECKING:
    from glossator.model.written import Heading


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table cell or the like of a source: words that stand together."""

    span: Span
    number: int
    """Counts the blocks that are no headings, from 1; 0 for a heading."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a source's own HTML that a note can stand after: a paragraph, a whole list."""

    pieces: tuple[str | Span, ...]
    """The skeleton: HTML, and a hole for each run of words."""
    span: Span
    is_heading: bool


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


@dataclass(frozen=True)
class Source:
    """Somebody else's text: one string of words that never changes, and a skeleton around it."""

    file: File
    """Its `text` is what all offsets count in: the file without BOM, line ends as `\\n`."""
    data: bytes
    """The file as received."""
    sha256: str
    suffix: str
    """Such as `.txt`."""
    is_wrapped: bool
    """Whether blank lines part its paragraphs, and line ends inside one are spaces."""
    blocks: tuple[Block, ...]
    units: tuple[Unit, ...]
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """The words."""
        return self.file.text

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

    def block_at(self, offset: int) -> Block:
        """The block that `offset` is in, or the nearest before it."""
        return self.blocks[max(0, bisect_right(self._block_starts, offset) - 1)]

    def unit_at(self, offset: int) -> int:
        """The index of the unit that `offset` is in, or of the nearest before it."""
        return max(0, bisect_right(self._unit_starts, offset) - 1)

    def section_at(self, offset: int) -> Section:
        """The innermost section that `offset` is in."""
        unit = self.unit_at(offset)
        return next(section for section in self.sections if unit in section.units)

    def section_named(self, heading: "Heading") -> Section | None:
        """The section that a heading of a notes file names; equal ones count up."""
        wanted = fold(heading.title).text
        hits = [one for one in self.sections if one.level and fold(one.title).text == wanted]
        return hits[heading.count - 1] if len(hits) >= heading.count else None

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    @cached_property
    def _unit_starts(self) -> list[int]:
        return [unit.span.start for unit in self.units]
