"""Notes as templates see them, and the list of all notes on a text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from glossator.model import Annotation, Explainer, Kind, Page
from glossator.pages.press import Press
from glossator.people import MAIN
from glossator.problems import Problem
from glossator.prose import Relative, html, lead_and_rest
from glossator.room import is_short

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
    layer_name: str
    """Its layer's name: that of the file, `notes` for `notes.md`."""
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
    is_short: bool
    """Whether it stands open, because it is short and there is room."""
    is_wide: bool
    """Whether it stands under its paragraph as wide as the text, not in the margin."""
    as_of: str
    authors: tuple[str, ...]
    """Who wrote it, if not all of them are by who wrote the page."""
    template: str


@dataclass(frozen=True, slots=True)
class LayerView:
    """A layer of notes, as the legend has it."""

    name: str
    """That of its file, `notes` for `notes.md`."""
    label: str
    """Empty if it has none."""
    authors: tuple[str, ...]
    """Who wrote in it; nobody, if that is not known of each of its notes."""
    notes: int


def note_list_pages(press: Press) -> Iterator[Page | Problem]:
    """`/nato/notes/`: all notes, each with its quotation."""
    for explainer in press.site.explainers:
        say, title = press.say(explainer.lang), explainer.meta.title
        head = press.head(
            say.text("notes_on", title=title),
            f"{explainer.address}notes/",
            lang=explainer.lang,
            description=say.text("notes_on_about", title=title),
        )
        notes = [note_view(press, explainer, one, head.href) for one in explainer.annotations]
        yield press.page(
            "notes.html",
            head,
            of=explainer,
            notes=notes,
            kinds=kinds_of(press, explainer.annotations),
            layers=layers_of(explainer, explainer.annotations),
        )


def kinds_of(press: Press, annotations: Iterable[Annotation]) -> tuple[Kind, ...]:
    """The kinds that occur among `annotations`, in the order of the settings."""
    used = {annotation.kind.name for annotation in annotations}
    return tuple(kind for kind in press.site.settings.kinds if kind.name in used)


def layers_of(explainer: Explainer, annotations: Iterable[Annotation]) -> tuple[LayerView, ...]:
    """The layers that `annotations` are in, in their order."""
    found: dict[str, list[Annotation]] = {layer.name: [] for layer in explainer.layers}
    for annotation in annotations:
        found[annotation.layer.name].append(annotation)
    return tuple(
        LayerView(
            layer.name or MAIN, layer.label, authors_of(found[layer.name]), len(found[layer.name])
        )
        for layer in explainer.layers
        if found[layer.name]
    )


def authors_of(annotations: Sequence[Annotation]) -> tuple[str, ...]:
    """Who wrote `annotations`; nobody, if that is not known of each of them."""
    if not all(annotation.authors for annotation in annotations):
        return ()
    return tuple(dict.fromkeys(name for one in annotations for name in one.authors))


def note_view(
    press: Press,
    explainer: Explainer,
    annotation: Annotation,
    relative: Relative,
    fold_over: int = 0,
) -> NoteView:
    """`annotation` with links as the page in hand needs them.

    With more words than `fold_over` it is folded.
    """
    own = f"kinds/{annotation.kind.name}.html"
    text = explainer.source.text
    quotes = tuple(" ".join(span.of(text).split()) for span in annotation.passages)
    first = annotation.passages[0]
    back = f"at-{annotation.id}"
    if annotation.is_section:
        section = explainer.source.section_at(first.start)
        back = section.id
        quotes = (f"§ {section.title}" if section.title else "§",)
    say = press.say(explainer.lang)
    lead, rest = lead_and_rest(annotation.body, press.site, relative, say)
    return NoteView(
        id=annotation.id,
        number=annotation.number,
        kind=annotation.kind,
        layer=annotation.layer.label,
        layer_name=annotation.layer.name or MAIN,
        quote=shortened(quotes[0]),
        quotes=quotes,
        back=relative(f"{explainer.page_at(first.start)}#{back}"),
        html=html(annotation.body, press.site, relative, say),
        lead=lead,
        rest=rest,
        is_folded=annotation.layer.is_folded,
        is_short=is_short(annotation, fold_over),
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
