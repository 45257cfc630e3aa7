"""How much room the notes of a page need beside its text; so, which of them are folded.

An estimate in CSS pixels, of the theme's own type on a screen 1280 px wide, made when the site is:
the same notes are folded for every reader. Knows nothing of HTML.
"""

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from glossator.leads import lead_end
from glossator.markdown import plain
from glossator.model import Annotation, Explainer, Href, Part

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class _Type:
    """How a column is set."""

    letters: int
    """In a line."""
    line: float
    gap: float
    """After a paragraph or a note."""

    def height(self, letters: int) -> float:
        return max(1, ceil(letters / self.letters)) * self.line + self.gap


_TEXT = _Type(66, 28.8, 19)
_NOTE = _Type(64, 20, 8)
_FIGURE = 380
"""A figure in a note, with its title and its caption."""

SHORT = 45
"""A note of so many words stands open, if there is room for all notes that are no longer."""

SLACK = 450
"""Notes may reach so far below the end of a text: half a screen, where nothing else stands."""


def words_of(annotation: Annotation) -> int:
    """How many words a note has."""
    return sum(len(plain(token).split()) for token in _inlines(annotation))


def is_short(annotation: Annotation, limit: int) -> bool:
    """Whether a note stands open, if those with more than `limit` words are folded."""
    return not annotation.layer.is_folded and words_of(annotation) <= limit


def limit(explainer: Explainer, part: Part) -> int:
    """How many words a note on the page of `part` may have and not be folded.

    As its author says; else `SHORT`, if there is room for that, and 0.
    """
    if explainer.fold_over is not None:
        return explainer.fold_over
    return SHORT if load(explainer, part, SHORT) <= 1 else 0


def load(explainer: Explainer, part: Part, limit: int) -> float:
    """The height of the notes on the page of `part` by that of the text they stand beside.

    Notes of more than `limit` words are folded.
    """
    needed, given = _heights(explainer, part, limit)
    return needed / given


def excess(explainer: Explainer, part: Part) -> float:
    """How far the notes on the page of `part` reach below its text, beyond what is no harm."""
    needed, given = _heights(explainer, part, limit(explainer, part))
    return needed - given - SLACK


def _heights(explainer: Explainer, part: Part, limit: int) -> tuple[float, float]:
    """Of the notes in the margin, and of the text with the notes that stand under paragraphs."""
    units = [explainer.source.units[index] for index in part.units]
    given = sum(
        _TEXT.height(len(unit.span)) * (1.5 if unit.is_heading else 1)
        for unit in units
        if len(unit.span)
    )
    needed = 0.0
    for annotation in explainer.annotations:
        if annotation.home not in part.units:
            continue
        if annotation.note.wide:
            given += _NOTE.height(_letters(annotation)) + _FIGURE * _has_figure(annotation)
        elif annotation.layer.is_folded:
            needed += _NOTE.height(1)
        elif is_short(annotation, limit):
            needed += _NOTE.height(_letters(annotation))
        else:
            needed += _NOTE.height(lead_end(annotation.body, explainer.lang))
    return needed, max(given, 1)


def _has_figure(annotation: Annotation) -> bool:
    """Whether it shows a figure or a picture."""
    references = annotation.body.body.references
    return any(isinstance(one, Href) and one.is_image for one in references)


def _letters(annotation: Annotation) -> int:
    return sum(len(plain(token)) for token in _inlines(annotation))


def _inlines(annotation: Annotation) -> list["Token"]:
    return [token for token in annotation.body.body.tokens if token.type == "inline"]
