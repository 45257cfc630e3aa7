"""Text and places in it: spans, marks, folding, segments.

Offsets are code points of a Python string, half-open. Nothing here knows of sites, notes or HTML.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import regex


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, from `start` up to but not including `end`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def cut(self, other: "Span") -> "Span":
        """The part of this span inside `other`; empty if they do not meet."""
        start = max(self.start, other.start)
        return Span(start, max(start, min(self.end, other.end)))

    def of(self, text: str) -> str:
        """The words of `text` at this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a file that somebody wrote."""

    file: str
    """The path from the project's root, with forward slashes."""
    line: int = 1
    column: int = 1
    """Both count from 1; columns are code points."""
    length: int = field(default=1, compare=False)
    """How many code points of the line are meant."""
    text: str = field(default="", compare=False, repr=False)
    """The whole line, so that a problem can show it."""


@dataclass(frozen=True)
class File:
    """A file's text as read, its line ends made plain, and the way to lines and columns."""

    path: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.split("\n")

    def place(self, offset: int, length: int = 1) -> Place:
        """The place of the `length` code points from `offset`."""
        row = bisect_right(self._starts, offset) - 1
        return self.at(row + 1, offset - self._starts[row] + 1, length)

    def at(self, line: int, column: int = 1, length: int = 1) -> Place:
        """The place at `line` and `column`, both from 1; beyond the end it is the last line."""
        line = max(1, min(line, len(self.lines)))
        return Place(self.path, line, column, max(1, length), self.lines[line - 1])


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with its typography made plain, and the way back to it."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    """For each folded character, the span of the original that it stands for."""

    def span(self, start: int, end: int) -> Span | None:
        """The original's span of folded `start` to `end`; None if that cuts a character in two."""
        last = len(self.text)
        if start >= end or (start and self.starts[start] == self.starts[start - 1]):
            return None
        if end < last and self.starts[end] == self.starts[end - 1]:
            return None
        return Span(self.starts[start], self.ends[end - 1])


# What is made plain before words are compared; the only such table. A single hyphen is not a dash,
# and words, case and spelling are never touched. No rule looks at what stands beside its match:
# so a part of a text folds as it does in the whole.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
_FOLDS = {
    "quotes": ("[“”„‟″]", '"'),
    "apostrophes": ("[‘’‚‛′ʼ]", "'"),
    "dashes": ("[-\u2010\u2011]{2,}|[‒–—―]", "—"),
    "hyphens": ("[\u2010\u2011]", "-"),
    "spaces": (r"\s\s+|[^\S ]", " "),  # a single plain space is plain already
}
_TABLE = re.compile("|".join(f"(?P<{name}>{rule})" for name, (rule, _) in _FOLDS.items()))


def fold(text: str) -> Folded:
    """`text` with quotes, dashes, hyphens and white space made plain, in NFC (UAX #15).

    Every character of the result keeps the span it came from. What is folded already stays so.
    """
    found = Folded(text, range(len(text)), range(1, len(text) + 1))
    found = _replaced(found, ((*match.span(), "") for match in _INVISIBLE.finditer(text)))
    folds = _TABLE.finditer(found.text)
    found = _replaced(found, ((*match.span(), _FOLDS[str(match.lastgroup)][1]) for match in folds))
    return _replaced(found, _composed(found.text))


def _replaced(folded: Folded, changes: Iterable[tuple[int, int, str]]) -> Folded:
    """`folded` with each stretch from start to end replaced; what replaces it stands for it all."""
    found = list(changes)
    if not found:
        return folded
    pieces: list[str] = []
    starts, ends = array("L"), array("L")
    at = 0
    for start, end, piece in (*found, (len(folded.text), len(folded.text), "")):
        pieces += (folded.text[at:start], piece)
        starts.extend(folded.starts[at:start])
        ends.extend(folded.ends[at:start])
        if piece:
            starts.extend([folded.starts[start]] * len(piece))
            ends.extend([folded.ends[end - 1]] * len(piece))
        at = end
    return Folded("".join(pieces), starts, ends)


def _composed(text: str) -> Iterator[tuple[int, int, str]]:
    """The stretches of `text` that are not in NFC, as short as NFC treats them alone."""
    if unicodedata.is_normalized("NFC", text):
        return
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and _composes(text[start:end], text[end]):
            end += 1
        if not unicodedata.is_normalized("NFC", text[start:end]):
            yield start, end, unicodedata.normalize("NFC", text[start:end])
        start = end


def _composes(run: str, character: str) -> bool:
    if unicodedata.combining(character):
        return True
    normal = unicodedata.normalize
    return normal("NFC", run + character) != normal("NFC", run) + normal("NFC", character)


_BOUNDARY = regex.compile(r"(?w)\b")
_WITHOUT_SPACES = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]"
)


def boundaries(text: str) -> frozenset[int]:
    """The offsets where a word may begin or end (UAX #29, default rules).

    Beside every character of a script that is written without spaces there is one. What nobody
    sees belongs to a word or not, as one likes.
    """
    found = {0, len(text)}
    found.update(match.start() for match in _BOUNDARY.finditer(text))
    for match in _WITHOUT_SPACES.finditer(text):
        found.update((match.start(), match.end()))
    for start, end in (match.span() for match in _INVISIBLE.finditer(text)):
        if start in found or end in found:
            found.update(range(start, end + 1))
    return frozenset(found)


def slug(words: str) -> str:
    """`words` as part of an address: lower case, Latin letters without accents, hyphens between."""
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", words.casefold()))
    plain = regex.sub(r"(?<=\p{Latin})\p{M}+", "", plain)
    return "-".join(regex.findall(r"\w+", unicodedata.normalize("NFKC", plain)))


_OURS = re.compile(
    r"p\d+|\d.*|fn(ref)?\d.*|(note|works|at|intro)(-.*)?"
    r"|contents|page-main|explainers|footnotes|introduction|main|mentions|proof(-title)?|provenance|see|speakers|start|text"
)
"""The ids that our pages give to their own parts."""


def heading_id(title: str, taken: set[str], prefix: str = "") -> str:
    """An id for a heading: one that can be typed, is no part's own, and not yet `taken`."""
    base = f"{prefix}{slug(title) or 'section'}"
    if not prefix and _OURS.fullmatch(base):
        base = f"section-{base}"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def occurrences(
    words: str, folded: Folded, start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """Where folded `words` stand in `folded`, as offsets of the folded text, overlapping too.

    From its `start` up to its `end`.
    """
    at = folded.text.find(words, start, end) if words else -1
    while at >= 0:
        yield at, at + len(words)
        at = folded.text.find(words, at + 1, end)


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with a meaning, to be set into a page."""

    span: Span
    key: str
    """Which annotation or mention it belongs to; unique among the marks of a text."""
    whole: bool = False
    """Never broken in two by another mark: a link must be one link. Such marks do not overlap."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words over which no mark begins or ends."""

    span: Span
    marks: tuple[Mark, ...]
    """The marks over it, outermost first."""


def segments(span: Span, marks: Sequence[Mark], cuts: Iterable[int] = ()) -> tuple[Segment, ...]:
    """`span` cut at every edge of `marks`, and at `cuts`; the pieces joined are `span`.

    From each segment to the next, marks are closed and opened as seldom as nesting allows: a mark
    that ends later encloses one that ends sooner, except that nothing breaks a `whole` mark.
    """
    inside = [mark for mark in marks if len(mark.span.cut(span))]
    edges = {span.start, span.end, *(cut for cut in cuts if span.start < cut < span.end)}
    for mark in inside:
        edges.update((mark.span.cut(span).start, mark.span.cut(span).end))
    opening: dict[int, list[Mark]] = {}
    for mark in inside:
        opening.setdefault(mark.span.cut(span).start, []).append(mark)
    found: list[Segment] = []
    stack: list[Mark] = []
    for start, end in pairwise(sorted(edges)):
        stack = _restack(stack, opening.get(start, []), start)
        found.append(Segment(Span(start, end), tuple(stack)))
    return tuple(found)


def _restack(stack: list[Mark], opening: list[Mark], at: int) -> list[Mark]:
    """The marks over what begins at `at`, given those over what ended there."""
    bound = max((mark.span.end for mark in opening if mark.whole), default=at)
    keep = 0
    while keep < len(stack) and stack[keep].span.end > at and stack[keep].span.end >= bound:
        keep += 1
    loose = [mark for mark in stack[keep:] if mark.span.end > at] + opening
    loose.sort(key=lambda mark: (-mark.span.end, mark.whole, mark.span.start, mark.key))
    return stack[:keep] + loose
