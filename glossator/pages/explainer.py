"""The explainer's page and the list of its notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from markupsafe import Markup

from glossator.model import Annotation, Explainer, Kind, Page, Section
from glossator.pages.press import Press
from glossator.problems import Problem
from glossator.prose import Relative, html, lead_and_rest, term_opening
from glossator.setting import Tag, unit_html
from glossator.text import Mark

QUOTE_LENGTH = 44
"""How many characters of its passage a note's back-link shows at most."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as a template sees it."""

    id: str
    number: int
    kind: Kind
    layer: str
    """The label of its layer, if that has one."""
    quote: str
    """The words it is about, shortened."""
    quotes: tuple[str, ...]
    """Each passage whole."""
    back: str
    """A link to the passage."""
    html: Markup
    lead: Markup
    """Its first sentence, which the margin shows; empty if it begins with something else."""
    rest: Markup
    """What follows the first sentence."""
    is_folded: bool
    """Whether not even its first sentence is shown at once: so are the notes of further layers."""
    is_wide: bool
    """Whether it stands under its paragraph as wide as the text, not in the margin."""
    as_of: str
    authors: tuple[str, ...]
    """Who wrote it, if not all of them are by who wrote the page."""
    template: str


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
class VoiceView:
    """Somebody who speaks in the text, as a template sees them."""

    name: str
    about: str
    term: str
    """The address of the glossary entry about them, or empty."""
    note: str
    """The id of a note that says more, or empty."""
    number: int
    """Of that note."""
    quotes: tuple[tuple[str, str], ...]
    """What they say, and a link to where it stands."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the source."""

    id: str
    title: str
    units: tuple[UnitView, ...]


def explainer_pages(press: Press) -> Iterator[Page | Problem]:
    """`/nato/`: the text in sections with its margin, the works cited, the proof."""
    for explainer in press.site.explainers:
        head = press.head(
            explainer.meta.title,
            explainer.address,
            lang=explainer.lang,
            description=explainer.meta.description or explainer.standfirst,
            og_type="article",
            works=frozenset(explainer.works),
        )
        notes = [note_view(press, explainer, one, head.href) for one in explainer.annotations]
        yield press.page(
            "explainer.html",
            head,
            of=explainer,
            intro=html(explainer.intro, press.site, head.href),
            sections=tuple(_sections(press, explainer, notes, head.href)),
            kinds=_kinds(press, explainer),
            voices=_voices(press, explainer, head.href),
            works=tuple(press.site.works_by_id[name] for name in explainer.works),
        )


_GROUPS = {
    "named": "By name",
    "reported": "By name, in the reporter’s words",
    "unnamed": "Without a name",
    "reporter": "The reporter",
}


def _voices(
    press: Press, explainer: Explainer, relative: Relative
) -> list[tuple[str, list[VoiceView]]]:
    """Who speaks, by group; each quotation leads to its paragraph."""
    source, entries = explainer.source, press.site.entries_by_id
    found = []
    for group, label in _GROUPS.items():
        views = [
            VoiceView(
                voice.speaker.name,
                voice.speaker.about,
                entries[voice.term].term.address if voice.term else "",
                voice.speaker.note if voice.note else "",
                voice.note,
                tuple((" ".join(span.of(source.text).split()),
                       relative(f"{explainer.address}#{_id_at(explainer, span.start)}"))
                      for span in voice.passages),
            )
            for voice in explainer.voices
            if voice.speaker.group == group
        ]  # fmt: skip
        if views:
            found.append((label, views))
    return found


def _id_at(explainer: Explainer, offset: int) -> str:
    """The id of the paragraph or heading at `offset`."""
    number = explainer.source.block_at(offset).number
    return f"p{number}" if number else explainer.source.section_at(offset).id


def note_list_pages(press: Press) -> Iterator[Page | Problem]:
    """`/nato/notes/`: all notes, each with its quotation."""
    for explainer in press.site.explainers:
        head = press.head(
            f"Notes on {explainer.meta.title}",
            f"{explainer.address}notes/",
            lang=explainer.lang,
            description=f"All notes on {explainer.meta.title}, each with the words it is about.",
        )
        notes = [note_view(press, explainer, one, head.href) for one in explainer.annotations]
        yield press.page(
            "notes.html", head, of=explainer, notes=notes, kinds=_kinds(press, explainer)
        )


def _kinds(press: Press, explainer: Explainer) -> tuple[Kind, ...]:
    """The kinds that occur, in the order of the settings."""
    used = {annotation.kind.name for annotation in explainer.annotations}
    return tuple(kind for kind in press.site.settings.kinds if kind.name in used)


def note_view(
    press: Press, explainer: Explainer, annotation: Annotation, relative: Relative
) -> NoteView:
    """`annotation` with links as the page in hand needs them."""
    own = f"kinds/{annotation.kind.name}.html"
    text = explainer.source.text
    quotes = tuple(" ".join(span.of(text).split()) for span in annotation.passages)
    back = f"at-{annotation.id}"
    if annotation.is_section:
        section = explainer.source.section_at(annotation.passages[0].start)
        back = section.id
        quotes = (f"§ {section.title}" if section.title else "§",)
    lead, rest = lead_and_rest(annotation.body, press.site, relative, explainer.lang)
    return NoteView(
        id=annotation.id,
        number=annotation.number,
        kind=annotation.kind,
        layer=annotation.layer.label,
        quote=shortened(quotes[0]),
        quotes=quotes,
        back=relative(f"{explainer.address}#{back}"),
        html=html(annotation.body, press.site, relative),
        lead=lead,
        rest=rest,
        is_folded=annotation.layer.is_folded,
        is_wide=annotation.note.wide,
        as_of=annotation.note.as_of,
        authors=annotation.authors if annotation.is_signed else (),
        template=own if press.theme.has(own) else "parts/note.html",
    )


def shortened(words: str) -> str:
    """The first and the last of `words`, if there are too many to name them all."""
    if len(words) <= QUOTE_LENGTH:
        return words
    parts = words.split(" ")
    begin, end = parts[:1], parts[-1:]
    for word in parts[1:-1]:
        if len(" ".join([*begin, word, "…", *end])) > QUOTE_LENGTH:
            break
        begin.append(word)
    return " ".join([*begin, "…", *end])


def _sections(
    press: Press, explainer: Explainer, notes: Sequence[NoteView], relative: Relative
) -> Iterator[SectionView]:
    source = explainer.source
    marks, tags = _marks(press, explainer, relative)
    points = _points(explainer)
    used: set[str] = set()
    homes: dict[int, list[NoteView]] = {}
    for annotation, note in zip(explainer.annotations, notes, strict=True):
        homes.setdefault(annotation.home, []).append(note)
    for section in source.sections:
        units = []
        for index in section.units:
            unit = source.units[index]
            inside = [mark for mark in marks if len(mark.span.cut(unit.span))]
            made = unit_html(unit, source.text, inside, tags, points, used)
            if unit.is_heading:
                made = _with_id(made, section)
            runs = groupby(homes.get(index, ()), lambda note: note.is_wide)
            units.append(UnitView(made, tuple(NoteRun(wide, tuple(here)) for wide, here in runs)))
        yield SectionView(section.id, section.title, tuple(units))


def _with_id(made: Markup, section: Section) -> Markup:
    """A heading with its section's id: the skeleton's own first tag gets it."""
    opening = f"<h{section.level}>"
    named = f'<h{section.level} id="{escape(section.id)}">'
    return Markup(str(made).replace(opening, named, 1))  # noqa: S704  (escaped where it was made)


def _marks(
    press: Press, explainer: Explainer, relative: Relative
) -> tuple[list[Mark], dict[str, Tag]]:
    """Passages and linked mentions, and how each is written."""
    marks: list[Mark] = []
    tags: dict[str, Tag] = {}
    for annotation in explainer.annotations:
        if annotation.is_section:
            continue
        for index, span in enumerate(annotation.passages):
            key = f"at-{annotation.id}" if not index else f"at-{annotation.id}-{index + 1}"
            rest = (
                f'class="kind-{escape(annotation.kind.name)}" '
                f'aria-details="note-{escape(annotation.id)}">'
            )
            marks.append(Mark(span, key))
            tags[key] = Tag(f'<mark id="{escape(key)}" {rest}', f"<mark {rest}", "</mark>")
    for mention in explainer.mentions:
        if mention.is_linked:
            key = f"term {mention.span.start}"
            address = press.site.entries_by_id[mention.term].term.address
            opening = term_opening(relative(address))
            marks.append(Mark(mention.span, key, whole=True))
            tags[key] = Tag(opening, opening, "</a>")
    return marks, tags


def _points(explainer: Explainer) -> dict[int, str]:
    """The small links to notes, at the ends of passages; numbers are for the style to show."""
    found: dict[int, str] = {}
    for annotation in explainer.annotations:
        for at in annotation.references:
            found[at] = found.get(at, "") + (
                f'<a class="noteref kind-{escape(annotation.kind.name)}" role="doc-noteref" '
                f'href="#note-{escape(annotation.id)}" data-number="{annotation.number}" '
                f'aria-label="Note {annotation.number}: {escape(annotation.kind.label)}"></a>'
            )
    return found
