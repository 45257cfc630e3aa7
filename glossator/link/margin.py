"""Notes to annotations: at their passages, numbered in the order of the text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossator.anchor import passage
from glossator.link.bodies import prose
from glossator.link.linking import Linking
from glossator.model import Annotation, Draft, Layer, Note, Origin, Section, Source
from glossator.problems import Code, Problem, Related
from glossator.text import Place, Span, fold


@dataclass(frozen=True, slots=True)
class Placed:
    """A note whose passages are known, not yet numbered."""

    note: Note
    layer: Layer
    passages: tuple[Span, ...]
    is_section: bool
    home: int
    references: tuple[int, ...]


def placed(draft: Draft) -> tuple[tuple[Placed, ...], list[Problem]]:
    """The notes of all layers at their passages, in the order of the text."""
    found: list[Placed] = []
    problems: list[Problem] = []
    for layer in draft.layers:
        sections = {one: draft.source.section_named(one) for one in layer.headings}
        for note in layer.notes:
            section = sections[note.heading] if note.heading else None
            one = _placed(note, layer, draft.source, section, problems)
            if one:
                found.append(one)
    problems += _ids_once([note for layer in draft.layers for note in layer.notes])
    found.sort(key=lambda one: (one.home, one.references[0], one.passages[0].start))
    return tuple(found), problems


def annotations(
    linking: Linking, draft: Draft, notes: Sequence[Placed], lang: str
) -> tuple[Annotation, ...]:
    """The `notes` numbered, and what they say linked."""
    at = {id(one.note) for one in notes}
    for layer in draft.layers:
        for note in layer.notes:
            if id(note) not in at:  # what it says is looked at all the same: all mistakes at once
                origin = Origin(f"{draft.slug}/", draft.meta.title, "page")
                prose(linking, note.body, layer.file.path, origin, lang, noterms=note.noterms)
    kinds = {kind.name: kind for kind in linking.manuscript.settings.kinds}
    ours = draft.meta.authors
    authors = [one.note.by or one.layer.by or ours for one in notes]
    is_signed = set(authors) != {ours}
    made = []
    for number, one in enumerate(notes, 1):
        note = one.note
        address = draft.source.part_of(one.home).address_in(f"{draft.slug}/")
        origin = Origin(f"{address}#note-{note.id}", draft.meta.title, "note", number)
        made.append(
            Annotation(
                note=note,
                layer=one.layer,
                kind=kinds[note.kind],
                number=number,
                passages=one.passages,
                is_section=one.is_section,
                home=one.home,
                references=one.references,
                body=prose(
                    linking, note.body, one.layer.file.path, origin, lang, noterms=note.noterms
                ),
                authors=authors[number - 1],
                is_signed=is_signed,
                created=draft.meta.date,
                modified=draft.meta.changed,
            )
        )
    return tuple(made)


def _placed(
    note: Note, layer: Layer, source: Source, section: Section | None, problems: list[Problem]
) -> Placed | None:
    if note.heading and section is None:
        return None  # the heading is a problem already
    passages: list[Span] = []
    references: list[int] = []
    is_section = any(quote.is_section for quote in note.quotes)
    for quote in note.quotes:
        if quote.is_section:
            whole = section or next((one for one in source.sections if one.is_start), None)
            if whole is None or not len(whole.span):
                problems.append(_nothing_before(quote.place))
                return None
            passages.append(whole.span)
            references.append(_first_hole(source, whole.span).end)
            continue
        found = passage(quote, source, section.span if section else None)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            passages.append(found)
            references.append(found.end)
    if len(passages) < len(note.quotes):
        return None
    if not note.quotes[-1].is_section and _goes_on(note, passages[-1].end, source):
        message = "this looks like the quote going on, and is the commentary"
        hint = "write > before each line of the quote"
        problems.append(Problem(Code.MARK_UNREAD, note.body.place, message, hint))
    first = passages[0]
    home = source.unit_at(first.start if is_section else first.end - 1)
    return Placed(note, layer, tuple(passages), is_section, home, tuple(references))


def _goes_on(note: Note, end: int, source: Source) -> bool:
    """Whether the commentary's first line has the words that follow the passage in the source."""
    line = fold(note.body.markdown.split("\n")[0]).text.strip()
    after = fold(source.text[end : end + 2 * len(line) + 2]).text.lstrip()
    return " " in line and after.startswith(line)


def _first_hole(source: Source, span: Span) -> Span:
    """Of a section: its heading, or the beginning of its first paragraph."""
    units = source.units[source.unit_at(span.start) :]
    pieces = (piece for unit in units for piece in unit.pieces)
    return next(piece for piece in pieces if isinstance(piece, Span))


def _nothing_before(place: Place) -> Problem:
    message = "the source has no text before its first heading"
    hint = "put the note under one of its headings"
    return Problem(Code.QUOTE_NOT_FOUND, place, message, hint)


def _ids_once(notes: Sequence[Note]) -> Iterator[Problem]:
    first: dict[str, Note] = {}
    for note in notes:
        other = first.setdefault(note.id, note)
        if other is not note:
            made = other.has_made_id or note.has_made_id
            hint = "write {#another-id} under one of the quotes"
            message = f"two notes have the id “{note.id}”" + (
                ", which was made of their words" if made else ""
            )
            related = (Related(other.place, "the other note"),)
            yield Problem(Code.ID_TWICE, note.place, message, hint, related)
