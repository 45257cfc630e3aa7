"""The pages of an explainer: one with all of the text, or one for each section of a long work."""

from collections.abc import Iterator
from dataclasses import dataclass

from glossator.model import Explainer, Link, Page, Part, Section, Source, Voice, Work
from glossator.pages.notes import authors_of, kinds_of, layers_of
from glossator.pages.press import Press
from glossator.pages.text import Setting
from glossator.problems import Problem
from glossator.prose import Relative, html
from glossator.words import Words


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Somebody who speaks in the text, as a template sees them."""

    name: str
    about: str
    term: str
    """The address of the glossary entry about them, or empty."""
    note: str
    """A link to a note that says more, or empty."""
    number: int
    """Of that note."""
    quotes: tuple[tuple[str, str], ...]
    """What they say, and a link to where it stands."""


@dataclass(frozen=True, slots=True)
class PartView:
    """A page of a long work, as the contents have it."""

    address: str
    title: str
    """Empty for what stands before the first heading."""
    above: tuple[tuple[int, str, str], ...]
    """The headings that its own is below: level, title and address."""
    sections: tuple[tuple[int, str, str], ...]
    """The headings below its own: level, title and address."""
    words: int
    notes: int


def explainer_pages(press: Press) -> Iterator[Page | Problem]:
    """`/nato/`: the text in sections with its margin, the works cited, the proof.

    A text that is parted has its contents there instead, and its sections at `/nato/<section>/`.
    """
    for explainer in press.site.explainers:
        parts = explainer.source.parts
        setting, say = Setting(press, explainer), press.say(explainer.lang)
        is_parted = len(parts) > 1
        head = press.head(
            explainer.meta.title,
            explainer.address,
            lang=explainer.lang,
            description=explainer.meta.description or explainer.standfirst,
            og_type="article",
            works=frozenset(explainer.works),
        )
        yield press.page(
            "explainer.html",
            head,
            of=explainer,
            intro=html(explainer.intro, press.site, head.href, say),
            contents=tuple(_contents(explainer)) if is_parted else (),
            sections=() if is_parted else tuple(setting.sections(parts[0], head.href)),
            kinds=kinds_of(press, explainer.annotations),
            layers=layers_of(explainer, explainer.annotations),
            writers=_writers(explainer),
            voices=_voices(press, explainer, head.href, say),
            works=_works(press, explainer.works),
        )
        if is_parted:
            yield from _part_pages(press, explainer, setting)


def _part_pages(press: Press, explainer: Explainer, setting: Setting) -> Iterator[Page | Problem]:
    contents, say = tuple(_contents(explainer)), press.say(explainer.lang)
    cited: dict[str, set[str]] = {}
    for link in press.site.links:
        if link.kind == "cite":
            cited.setdefault(_page(link), set()).add(link.target)
    for at, (part, view) in enumerate(zip(explainer.source.parts, contents, strict=True)):
        named = cited.get(view.address, set())
        works = tuple(one.id for one in press.site.works if one.address in named)
        title = view.title or say.text("beginning")
        notes = [one for one in explainer.annotations if one.home in part.units]
        head = press.head(
            f"{title} · {explainer.meta.title}",
            view.address,
            lang=explainer.lang,
            description=say.text("part_about", title=title, of=explainer.meta.title),
            og_type="article",
            works=frozenset(works),
        )
        yield press.page(
            "part.html",
            head,
            of=explainer,
            part=view,
            kinds=kinds_of(press, notes),
            layers=layers_of(explainer, notes),
            before=contents[at - 1] if at else None,
            after=contents[at + 1] if at + 1 < len(contents) else None,
            sections=tuple(setting.sections(part, head.href)),
            works=_works(press, works),
        )


def _writers(explainer: Explainer) -> tuple[str, ...]:
    """Who wrote the page, and then who else wrote notes on it."""
    return tuple(dict.fromkeys(explainer.meta.authors + authors_of(explainer.annotations)))


def _page(link: Link) -> str:
    return link.origin.address.partition("#")[0]


def _works(press: Press, names: tuple[str, ...]) -> tuple[Work, ...]:
    return tuple(press.site.works_by_id[name] for name in names)


def _contents(explainer: Explainer) -> Iterator[PartView]:
    """The parts of a text, each with the sections in it."""
    source = explainer.source
    for part in source.parts:
        address = part.address_in(explainer.address)
        yield PartView(
            address,
            part.title,
            tuple((one.level, one.title, f"{explainer.page_at(one.span.start)}#{one.id}")
                  for one in _above(source, part)),
            tuple((one.level, one.title, f"{address}#{one.id}") for one in source.sections
                  if one.level and one.units.start in part.units[1:]),
            sum(len(source.units[unit].span.of(source.text).split()) for unit in part.units),
            sum(one.home in part.units for one in explainer.annotations),
        )  # fmt: skip


def _above(source: Source, part: Part) -> list[Section]:
    """The sections that hold the one which `part` begins with."""
    found: list[Section] = []
    for section in filter(lambda one: one.level, source.sections):
        if section.units.start > part.units[0]:
            break
        found = [*(one for one in found if one.level < section.level), section]
    return found[:-1]


_GROUPS = ("named", "reported", "unnamed", "reporter")
"""Those who speak, as an author sorts them."""


def _voices(
    press: Press, explainer: Explainer, relative: Relative, say: Words
) -> list[tuple[str, list[VoiceView]]]:
    """Who speaks, by group; each quotation leads to its paragraph."""
    source, entries = explainer.source, press.site.entries_by_id
    found = []
    for group in _GROUPS:
        views = [
            VoiceView(
                voice.speaker.name,
                voice.speaker.about,
                entries[voice.term].term.address if voice.term else "",
                _note_link(explainer, voice, relative),
                voice.note,
                tuple((" ".join(span.of(source.text).split()),
                       relative(f"{explainer.page_at(span.start)}#{_id_at(explainer, span.start)}"))
                      for span in voice.passages),
            )
            for voice in explainer.voices
            if voice.speaker.group == group
        ]  # fmt: skip
        if views:
            found.append((say.text("speakers", group), views))
    return found


def _id_at(explainer: Explainer, offset: int) -> str:
    """The id of the paragraph or heading at `offset`."""
    number = explainer.source.block_at(offset).number
    return f"p{number}" if number else explainer.source.section_at(offset).id


def _note_link(explainer: Explainer, voice: Voice, relative: Relative) -> str:
    """A link to the note that says more about a speaker, if there is one."""
    notes = (one for one in explainer.annotations if voice.note and one.number == voice.note)
    return next((relative(f"{explainer.page_of(one)}#note-{one.id}") for one in notes), "")
