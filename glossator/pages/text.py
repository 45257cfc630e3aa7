"""A source's text on a page: its units with passages, mentions and the numbers of notes set in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import groupby

from markupsafe import Markup

from glossator.model import FOOTNOTES, Annotation, Explainer, Part, Ref, leads_outside
from glossator.pages.notes import NoteView, note_view
from glossator.pages.press import Press
from glossator.pictures import attributes
from glossator.prose import Relative, term_opening
from glossator.room import limit
from glossator.setting import Tag, unit_html
from glossator.text import Mark
from glossator.words import Words


@dataclass(frozen=True, slots=True)
class NoteRun:
    """Notes that follow each other and stand in one place."""

    is_wide: bool
    """Whether that is under the paragraph, as wide as the text; else in the margin."""
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    """A paragraph or the like, and the notes that stand after it."""

    html: Markup
    runs: tuple[NoteRun, ...]
    """The notes that stand after it, in their order: those for the margin, those that are wide."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the source, or what of it stands on a page."""

    id: str
    title: str
    units: tuple[UnitView, ...]

    @property
    def is_footnotes(self) -> bool:
        """Whether these are the source's own notes."""
        return self.id == FOOTNOTES


@dataclass(frozen=True)
class Setting:
    """The text of an explainer, to be set page by page in its order."""

    press: Press
    explainer: Explainer

    @cached_property
    def _marks(self) -> Mapping[int, list[Mark]]:
        """Passages and linked mentions by the units that they touch."""
        source = self.explainer.source
        found: dict[int, list[Mark]] = {}
        for mark in _marks(self.explainer):
            last = source.unit_at(mark.span.end - 1)
            for unit in range(source.unit_at(mark.span.start), last + 1):
                found.setdefault(unit, []).append(mark)
        return found

    def sections(self, part: Part, relative: Relative) -> Iterator[SectionView]:
        """What of the text stands on the page of `part`."""
        explainer, source = self.explainer, self.explainer.source
        own = frozenset(part.units)
        tags = dict(_tags(self.press, explainer, own, relative))
        points = _points(explainer, own, relative, self.press.say(explainer.lang))
        fold_over = limit(explainer, part)
        homes: dict[int, list[NoteView]] = {}
        for annotation in explainer.annotations:
            if annotation.home in own:
                note = note_view(self.press, explainer, annotation, relative, fold_over)
                homes.setdefault(annotation.home, []).append(note)

        def lead(ref: Ref) -> str:
            target = explainer.targets.get(ref, "")
            size = attributes(self.press.site.size_of(target))
            return _attribute(ref, target, relative) + size

        def view(index: int) -> UnitView:
            unit, marks = source.units[index], self._marks.get(index, ())
            here = points.get(index, {})
            made = unit_html(unit, source.text, marks, tags, here, lead)
            runs = groupby(homes.get(index, ()), lambda note: note.is_wide)
            made = Markup(_TOUCHING.sub(r"\1 also", str(made)))  # noqa: S704  (only a class is added)
            return UnitView(made, tuple(NoteRun(wide, tuple(notes)) for wide, notes in runs))

        for section in source.sections:
            units = tuple(view(index) for index in section.units if index in own)
            if units:
                yield SectionView(section.id, section.title, units)


_TOUCHING = re.compile(r'("></a>(?:</mark>|[^\w<]){0,4}<a class="noteref)')
"""A number right behind another, or but for a full stop: a finger needs room for each."""


def _attribute(ref: Ref, target: str, relative: Relative) -> str:
    """An attribute of the source that leads to `target`; none if that is nowhere."""
    if not target:
        return ""
    if leads_outside(target):
        return f' {ref.attribute}="{escape(target)}" rel="external"'
    lazy = ' loading="lazy"' if ref.attribute == "src" else ""
    return f' {ref.attribute}="{escape(relative(target))}"{lazy}'


def _marks(explainer: Explainer) -> Iterator[Mark]:
    for annotation in explainer.annotations:
        for index, span in enumerate(annotation.passages):
            if not annotation.is_section:
                yield Mark(span, _key(annotation.id, index))
    for mention in explainer.mentions:
        if mention.is_linked:
            yield Mark(mention.span, f"term {mention.span.start}", whole=True)


def _key(note: str, index: int) -> str:
    """The id of a passage of a note."""
    return f"at-{note}:{index + 1}" if index else f"at-{note}"  # no note's id has a colon


def _tags(
    press: Press, explainer: Explainer, own: frozenset[int], relative: Relative
) -> Iterator[tuple[str, Tag]]:
    """How each mark is written on the page with the units `own`.

    A passage names its note only if that stands there too.
    """
    for annotation in explainer.annotations:
        details = f' aria-details="note-{escape(annotation.id)}"'
        rest = f'class="kind-{escape(annotation.kind.name)} n{annotation.number}"'
        rest += f"{details if annotation.home in own else ''}>"
        for index in range(len(annotation.passages)):
            key = _key(annotation.id, index)
            yield key, Tag(f'<mark id="{escape(key)}" {rest}', f"<mark {rest}", "</mark>")
    for mention in explainer.mentions:
        if mention.is_linked:
            address = press.site.entries_by_id[mention.term].term.address
            opening = term_opening(relative(address))
            yield f"term {mention.span.start}", Tag(opening, opening, "</a>")


def _ends(explainer: Explainer, annotation: Annotation, own: frozenset[int]) -> Iterator[int]:
    """Where on the page with the units `own` the passages of a note end.

    One that goes on on the next page ends here as well, or nobody would see what it is.
    """
    source = explainer.source
    for span, at in zip(annotation.passages, annotation.references, strict=True):
        last = source.unit_at(at - 1)
        if last in own:
            yield at
        elif not annotation.is_section:
            before = range(source.unit_at(span.start), last)
            here = [unit for unit in before if unit in own and len(source.units[unit].span)]
            yield from (source.units[unit].span.end for unit in here[-1:])


def _points(
    explainer: Explainer, own: frozenset[int], relative: Relative, say: Words
) -> Mapping[int, Mapping[int, str]]:
    """By unit and offset the small links to notes at the ends of passages.

    Their numbers are for the style to show. The note stands beside the first of its own.
    """
    found: dict[int, dict[int, str]] = {}
    for annotation in explainer.annotations:
        for index, at in enumerate(_ends(explainer, annotation, own)):
            unit = explainer.source.unit_at(at - 1)
            here = found.setdefault(unit, {})
            href = relative(f"{explainer.page_of(annotation)}#note-{annotation.id}")
            again = " again" * bool(index)
            names = f"noteref kind-{escape(annotation.kind.name)} n{annotation.number}{again}"
            label = say("note_label", number=str(annotation.number), kind=annotation.kind.label)
            here[at] = here.get(at, "") + (
                f'<a class="{names}" role="doc-noteref" '
                f'href="{escape(href)}" data-number="{annotation.number}" '
                f'aria-label="{label}"></a>'
            )
    return found
