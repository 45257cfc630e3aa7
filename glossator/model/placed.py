"""What is placed and linked, and the files that are made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from glossator.model.figure import Figure
from glossator.model.prose import Body
from glossator.model.settings import Kind, Settings
from glossator.model.source import Ref, Source
from glossator.model.written import (
    WHO,
    Attachment,
    Layer,
    Meta,
    Note,
    Provenance,
    Speaker,
    Term,
    Text,
    Work,
)
from glossator.text import Span


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence with something in it to point to."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a link stands."""

    address: str
    """As near as a fragment allows, such as `nato/#p7`."""
    title: str
    """Of the page."""
    sort: str
    """What it is: `paragraph`, `note`, `heading`, `introduction`, `text`, `entry`, `page`."""
    number: int = 0
    """Of the paragraph or the note."""


@dataclass(frozen=True, slots=True)
class Link:
    """One thing mentions another; read backwards, a back-link."""

    kind: str
    """`mention`, `term`, `cite`, `see`, `link`."""
    origin: Origin
    target: str
    excerpt: Excerpt
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where a form of a term occurs."""

    term: str
    span: Span
    is_linked: bool


@dataclass(frozen=True, slots=True)
class Prose:
    """A body with its references resolved and its terms found."""

    body: Body
    targets: tuple[str, ...]
    """For each reference an address in the site, or a whole URL; a citation has none here."""
    mentions: Mapping[int, tuple[Mention, ...]]
    """For the index of an inline token, the linked mentions; spans count in its plain words."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note at its passage, numbered: a gloss."""

    note: Note
    layer: Layer
    kind: Kind
    number: int
    passages: tuple[Span, ...]
    """In the order written; the whole section for `§`."""
    is_section: bool
    home: int
    """The index of the unit after which it stands: the one where its first passage ends."""
    references: tuple[int, ...]
    """Where its number stands, for each passage: at its end; of a section, after its heading."""
    body: Prose
    authors: tuple[str, ...]
    is_signed: bool
    """Whether readers are told who wrote it: not all these notes are by who wrote the page."""
    created: str
    modified: str

    @property
    def id(self) -> str:
        """Unique in its explainer."""
        return self.note.id


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in a text, what they say found in it."""

    speaker: Speaker
    term: str
    """The id of the glossary entry about them, if there is one."""
    passages: tuple[Span, ...]
    note: int
    """The number of the note that says more; 0 for none."""


@dataclass(frozen=True, slots=True)
class Explainer:
    """A text with everything about it in its place."""

    slug: str
    meta: Meta
    standfirst: str
    provenance: Provenance
    lang: str
    source_lang: str
    intro: Prose
    source: Source
    layers: tuple[Layer, ...]
    annotations: tuple[Annotation, ...]
    """By number."""
    mentions: tuple[Mention, ...]
    """Every one in the source, in reading order."""
    works: tuple[str, ...]
    """The ids of the works cited here, in the order of the bibliography."""
    voices: tuple[Voice, ...]
    files: tuple[Attachment, ...]
    fold_over: int | None
    """Notes of more words are folded; None if their author leaves that to the room there is."""
    targets: Mapping[Ref, str]
    """Where the source's own links and pictures lead: an address, a whole URL, or nowhere."""

    @property
    def address(self) -> str:
        """Of its page, or of the first of its pages."""
        return f"{self.slug}/"

    def page_of(self, annotation: Annotation) -> str:
        """The address of the page where a note on it stands."""
        return self.source.part_of(annotation.home).address_in(self.address)

    def page_at(self, offset: int) -> str:
        """The address of the page that shows the words at `offset`."""
        return self.source.part_at(offset).address_in(self.address)


@dataclass(frozen=True, slots=True)
class Entry:
    """A glossary entry, linked."""

    term: Term
    body: Prose
    see: tuple[str, ...]
    """The ids of other terms."""


@dataclass(frozen=True, slots=True)
class Article:
    """An ordinary page, linked."""

    text: Text
    body: Prose


@dataclass(frozen=True)
class Site:
    """Everything placed and linked; nothing in it is half-known."""

    settings: Settings
    base_url: str
    explainers: tuple[Explainer, ...]
    """Newest first."""
    entries: tuple[Entry, ...]
    """By title."""
    works: tuple[Work, ...]
    """In the order of the bibliography."""
    labels: Mapping[str, str]
    """For each work the short form that citations show."""
    articles: tuple[Article, ...]
    nav: tuple[tuple[str, str], ...]
    """Label and address."""
    links: tuple[Link, ...]
    is_whole: bool
    """Whether all that authors wrote could be read."""
    redirects: tuple[tuple[str, str], ...]
    """Old address and new."""
    files: tuple[Attachment, ...]
    figures: Mapping[str, Figure]
    """By address."""

    @cached_property
    def _backwards(self) -> Mapping[str, tuple[Link, ...]]:
        found: dict[str, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.target, []).append(link)
        return {target: tuple(links) for target, links in found.items()}

    def links_to(self, address: str) -> tuple[Link, ...]:
        """Every link whose target is `address`, in the order of the site."""
        return self._backwards.get(address, ())

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that its pages are in, its own first."""
        metas = [entry.term.meta for entry in self.entries]
        metas += [article.text.meta for article in self.articles]
        of_pages = [*(one.lang for one in self.explainers), *(meta.lang for meta in metas)]
        return tuple(dict.fromkeys([self.settings.lang, *filter(None, of_pages)]))

    @property
    def has_timeline(self) -> bool:
        """Whether an entry of the glossary has a date."""
        return any(entry.term.date for entry in self.entries)

    @property
    def has_people(self) -> bool:
        """Whether an entry of the glossary is about somebody, or an organisation."""
        return any(entry.term.type in WHO for entry in self.entries)

    @cached_property
    def files_by_address(self) -> Mapping[str, Attachment]:
        """The files that are published as they are, to look one up."""
        beside = (file for one in self.explainers for file in one.files)
        return {file.address: file for file in (*self.files, *beside)}

    def size_of(self, address: str) -> tuple[int, int] | None:
        """Width and height of the picture at `address`, if they are known."""
        file = self.files_by_address.get(address)
        return file.size if file else None

    @cached_property
    def works_by_id(self) -> Mapping[str, Work]:
        """The works, to look one up."""
        return {work.id: work for work in self.works}

    @cached_property
    def entries_by_id(self) -> Mapping[str, Entry]:
        """The glossary, to look one up."""
        return {entry.term.id: entry for entry in self.entries}


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site."""

    path: str
    content: bytes
    kind: str = ""
    explainer: str = field(default="")
    """The slug of the explainer whose whole text it holds, for the proof."""


def day(words: str) -> date | None:
    """The day that `words` name, if they name a whole one (ISO 8601)."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
