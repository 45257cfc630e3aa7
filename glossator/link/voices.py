"""Who speaks in a text: every quotation of theirs found in it."""

from collections.abc import Sequence

from glossator.anchor import passage
from glossator.link.linking import Linking
from glossator.model import Annotation, Draft, Speaker, Voice
from glossator.problems import Code, Problem, did_you_mean


def voices(linking: Linking, draft: Draft, annotations: Sequence[Annotation]) -> tuple[Voice, ...]:
    """The speakers in the order of their author; what they say must stand in the source."""
    notes = {one.id: one.number for one in annotations}
    written = {note.id for layer in draft.layers for note in layer.notes}
    for one in draft.speakers:
        if one.note and one.note not in written:
            message, hint = f"there is no note “{one.note}”", did_you_mean(one.note, written)
            linking.note(Problem(Code.FRAGMENT_BROKEN, one.note_place, message, hint))
    return tuple(_voice(linking, draft, one, notes) for one in draft.speakers)


def _voice(linking: Linking, draft: Draft, one: Speaker, notes: dict[str, int]) -> Voice:
    found = [linking.ok(passage(quote, draft.source, None)) for quote in one.says]
    term = linking.terms.named(one.name, one.place)
    return Voice(
        one,
        "" if isinstance(term, Problem) else term,  # not everybody has an entry
        tuple(span for span in found if span),
        notes.get(one.note, 0),
    )
