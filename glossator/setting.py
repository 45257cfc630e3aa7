"""A skeleton, its words and the marks on them, to HTML.

Marks are set into the holes, so they are always innermost and cannot break the source's own
elements; without marks the result is the source's own HTML.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from glossator.model import Ref, Unit
from glossator.text import Mark, Span, segments


@dataclass(frozen=True, slots=True)
class Tag:
    """How a mark is written: its first piece, any later one, and the end of each."""

    first: str
    again: str
    close: str


def unit_html(
    unit: Unit,
    text: str,
    marks: Sequence[Mark],
    tags: Mapping[str, Tag],
    points: Mapping[int, str],
    lead: Callable[[Ref], str],
) -> Markup:
    """`unit` with `marks` set into its holes.

    `tags` are by the marks' keys; `points` are HTML to set at an offset, after what ends there and
    never inside a whole mark or a link of the source; `lead` writes an attribute that leads
    somewhere.
    """
    made: list[str] = []
    link: list[str] | None = None  # in a link of the source: what has to wait for its end
    for piece in unit.pieces:
        if isinstance(piece, Ref):
            made.append(lead(piece))
        elif isinstance(piece, str):
            made.append(piece)
            if _LINK_END.match(piece):
                made += link or ()
                link = None
            elif link is None and _LINK.match(piece):
                link = []
        elif link is None:
            made.append(_hole(piece, text, marks, tags, points))
        else:
            made.append(_hole(piece, text, marks, tags, {}))
            link += [points[at] for at in sorted(points) if piece.start < at <= piece.end]
    made += link or ()
    return Markup("".join(made))  # noqa: S704  (words are escaped below, the skeleton is ours)


_LINK = re.compile(r"<a($|\s[^>]*\bhref\b)", re.IGNORECASE)
_LINK_END = re.compile(r"</a\s*>", re.IGNORECASE)


def _hole(
    hole: Span,
    text: str,
    marks: Sequence[Mark],
    tags: Mapping[str, Tag],
    points: Mapping[int, str],
) -> str:
    made: list[str] = []
    stack: tuple[Mark, ...] = ()
    waiting = ""
    for segment in segments(hole, marks, points):
        wanted = segment.marks
        keep = _shared(stack, wanted)
        made += [tags[mark.key].close for mark in reversed(stack[keep:])]
        waiting += points.get(segment.span.start, "") if segment.span.start > hole.start else ""
        if waiting and not any(mark.whole for mark in stack[:keep]):
            made.append(waiting)
            waiting = ""
        for mark in wanted[keep:]:
            tag = tags[mark.key]
            made.append(tag.first if segment.span.start == mark.span.start else tag.again)
        made.append(_escaped(segment.span.of(text)))
        stack = wanted
    made += [tags[mark.key].close for mark in reversed(stack)]
    return "".join(made) + waiting + points.get(hole.end, "")


def _escaped(words: str) -> str:
    """As markdown-it-py does it, so that a skeleton with its words is its HTML to the letter."""
    return escape(words, quote=False).replace('"', "&quot;")


def _shared(stack: Sequence[Mark], wanted: Sequence[Mark]) -> int:
    """How many marks, from the outermost, go on."""
    shared = 0
    while shared < min(len(stack), len(wanted)) and stack[shared] is wanted[shared]:
        shared += 1
    return shared
