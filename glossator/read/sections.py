"""What the headings of a source part: its sections, and the pages of a long work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from glossator.model import FOOTNOTES, Part, Section, Source
from glossator.read.names import wrong_name
from glossator.text import Span, heading_id


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of a source."""

    level: int
    """2 to 6, as in HTML."""
    title: str
    id: str


def headings_of(units: Sequence[tuple[str, int]]) -> Mapping[int, Head]:
    """The headings among units, each with its words and its level (0 for no heading), by index."""
    taken = {"start", FOOTNOTES}
    found = ((index, " ".join(words.split()), level) for index, (words, level) in enumerate(units))
    return {
        index: Head(level, words, heading_id(words, taken))
        for index, words, level in found
        if level
    }


def sections(spans: Sequence[Span], heads: Mapping[int, Head]) -> tuple[Section, ...]:
    """The sections of a text whose units have these `spans` and headings."""
    if not spans:
        return ()
    first = min(heads, default=len(spans))
    found: list[Section] = []
    if first > 0:
        span = Span(spans[0].start, spans[first - 1].end)
        found.append(Section("start", "", 0, span, range(first)))
    for index, after in pairwise([*heads, len(spans)]):
        head = heads[index]
        peers = (other for other in heads if other > index and heads[other].level <= head.level)
        last = next(peers, len(spans)) - 1
        span = Span(spans[index].start, spans[last].end)
        found.append(Section(head.id, head.title, head.level, span, range(index, after)))
    return tuple(found)


PAGES_BESIDE = frozenset({"notes"})
"""Pages that every explainer has beside it, whose names a section may well have too."""


def parts(source: Source, *, by_section: bool) -> tuple[Part, ...]:
    """The pages of `source`: all of it on one, or one for each section of the highest rank.

    The highest rank that has two headings or more: a single heading above all is the title. What
    stands above the first of these headings has a page as well. A footnote stands on the page that
    refers to it first.
    """
    if not by_section:
        return (Part("", "", tuple(range(len(source.units)))),)
    levels = [section.level for section in source.sections if section.level]
    rank = next((one for one in sorted(set(levels)) if levels.count(one) > 1), 0)
    begins: list[Section] = []
    for section in source.sections:
        if section.id != FOOTNOTES and (not begins or 0 < section.level <= rank):
            begins.append(section)
    end = len(source.units) - len(source.referrers)
    starts = [section.units.start for section in begins]
    taken: set[str] = set()
    made = []
    for section, (start, stop) in zip(begins, pairwise([*starts, end]), strict=True):
        own = range(start, stop)
        notes = [end + at for at, unit in enumerate(source.referrers) if unit in own]
        made.append(Part(_named(section.id, taken), section.title, (*own, *notes)))
    return tuple(made)


LONGEST = 80
"""How many bytes the name of a page has at most: a disk takes some 250 for all of a name."""


def _named(name: str, taken: set[str]) -> str:
    """`name` as that of a page: one that a disk takes, that is no other page's, and not `taken`."""
    short = name.encode()[:LONGEST].decode("utf-8", "ignore")
    if short != name and "-" in short:
        short = short.rpartition("-")[0]
    if short in PAGES_BESIDE or wrong_name(short):
        short = f"section-{short}"
    found, number = short, 2
    while found in taken:
        found, number = f"{short}-{number}", number + 1
    taken.add(found)
    return found
