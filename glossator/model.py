"""Every type that flows through a build. Nothing here reads a file.

Written: `Manuscript` and what it holds. Placed: `Site` and what it holds. Made: `Page`. Addresses
are paths from the root of the site (`nato/#note-blocked`), never absolute; a page's own links are
made relative when it is set.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from glossator.text import File, Folded, Place, Span, boundaries, fold

if TYPE_CHECKING:  # a build with nothing to do needs no Markdown
    from markdown_it.token import Token

# --- the author's own prose -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TermRef:
    """`[[Article 5|the clause]]`: a link to a term, by any of its forms."""

    name: str
    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class Cite:
    """One work in a citation, with what stands around it."""

    key: str
    prefix: str
    locator: str
    place: Place


@dataclass(frozen=True, slots=True)
class Citation:
    """`[see @a, p. 3; @b]`."""

    cites: tuple[Cite, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Href:
    """The target of an ordinary link or image, as written."""

    url: str
    place: Place
    is_image: bool = False


Reference = TermRef | Citation | Href


@dataclass(frozen=True, slots=True)
class Body:
    """Markdown that an author wrote, read to tokens; nobody changes them afterwards."""

    markdown: str
    place: Place
    tokens: tuple["Token", ...]
    references: tuple[Reference, ...]
    """In reading order; a token knows its own by `meta["reference"]`, an index into this."""
    headings: tuple[str, ...] = ()
    """The ids of its headings, which links may name."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read in it."""
        return not self.markdown.strip()


# --- the source -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table cell or the like of a source: words that stand together."""

    span: Span
    number: int
    """Counts the blocks that are no headings, from 1; 0 for a heading."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a source's own HTML that a note can stand after: a paragraph, a whole list."""

    pieces: tuple[str | Span, ...]
    """The skeleton: HTML, and a hole for each run of words."""
    span: Span
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a source under one heading."""

    id: str
    title: str
    """As it stands in the source; empty before the first heading."""
    level: int
    """2 to 6, as in HTML; 0 before the first heading."""
    span: Span
    """With its heading, up to the next heading of this level or a higher one."""
    units: range
    """The indices of its own units, its heading's first, up to the next heading of any level."""


@dataclass(frozen=True)
class Source:
    """Somebody else's text: one string of words that never changes, and a skeleton around it."""

    file: File
    """Its `text` is what all offsets count in: the file without BOM, line ends as `\\n`."""
    data: bytes
    """The file as received."""
    sha256: str
    suffix: str
    """Such as `.txt`."""
    is_wrapped: bool
    """Whether blank lines part its paragraphs, and line ends inside one are spaces."""
    blocks: tuple[Block, ...]
    units: tuple[Unit, ...]
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """The words."""
        return self.file.text

    @cached_property
    def folded(self) -> Folded:
        """The words made plain, for comparing; folded once."""
        return fold(self.text)

    @cached_property
    def boundaries(self) -> frozenset[int]:
        """Where words may begin or end."""
        return boundaries(self.text)

    @cached_property
    def length(self) -> int:
        """How many words there are, as people count them."""
        return len(self.text.split())

    def block_at(self, offset: int) -> Block:
        """The block that `offset` is in, or the nearest before it."""
        return self.blocks[max(0, bisect_right(self._block_starts, offset) - 1)]

    def unit_at(self, offset: int) -> int:
        """The index of the unit that `offset` is in, or of the nearest before it."""
        return max(0, bisect_right(self._unit_starts, offset) - 1)

    def section_at(self, offset: int) -> Section:
        """The innermost section that `offset` is in."""
        unit = self.unit_at(offset)
        return next(section for section in self.sections if unit in section.units)

    def section_named(self, heading: "Heading") -> Section | None:
        """The section that a heading of a notes file names; equal ones count up."""
        wanted = fold(heading.title).text
        hits = [one for one in self.sections if one.level and fold(one.title).text == wanted]
        return hits[heading.count - 1] if len(hits) >= heading.count else None

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    @cached_property
    def _unit_starts(self) -> list[int]:
        return [unit.span.start for unit in self.units]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a source comes from."""

    title: str = ""
    publisher: str = ""
    author: str = ""
    date: str = ""
    url: str = ""
    retrieved: str = ""
    rights: str = ""
    lang: str = ""
    unknown: str = ""
    sha256: str = ""
    text: str = ""
    """Another path than the one its name gives."""
    paragraphs: str = ""
    """`lines` or `blank`, to decide a mixed file."""
    sha256_place: Place = field(default=Place(""))


# --- notes ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Selector:
    """How a passage is pointed to. Source: W3C Web Annotation Data Model, Text Quote Selector."""

    exact: tuple[str, ...]
    """The words; several parts if something between them was left out."""
    prefix: str = ""
    suffix: str = ""
    """Words directly before and after, which only say which."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that a note is about, as written after `> `."""

    words: str
    place: Place
    nth: int = 0
    """The last resort: which of several hits, from 1; 0 if not said."""

    @property
    def is_section(self) -> bool:
        """Whether it means the whole section."""
        return self.words == "§"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a notes file."""

    title: str
    level: int
    place: Place
    count: int
    """Which of the equal headings in its file, from 1."""


@dataclass(frozen=True, slots=True)
class Note:
    """Commentary as written, its place in the source not yet known."""

    id: str
    has_made_id: bool
    kind: str
    quotes: tuple[Quote, ...]
    heading: Heading | None
    """What it stands under in its file."""
    body: Body
    by: tuple[str, ...]
    as_of: str
    noterms: bool
    keys: tuple[tuple[str, str], ...]
    """What the site's `note_keys` allow besides, sorted."""
    place: Place


@dataclass(frozen=True, slots=True)
class Layer:
    """The notes of one notes file."""

    name: str
    """Empty for `notes.md`."""
    label: str
    by: tuple[str, ...]
    notes: tuple[Note, ...]
    headings: tuple[Heading, ...]
    file: File


# --- what authors write -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meta:
    """What the front matter of any page says."""

    title: str
    place: Place
    """Of the title, or of the file's beginning."""
    description: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    updated: str = ""
    lang: str = ""
    slug: str = ""
    draft: bool = False
    redirect_from: tuple[tuple[str, Place], ...] = ()
    license: str = ""

    @property
    def changed(self) -> str:
        """The day it was last changed, as the author says."""
        return self.updated or self.date


@dataclass(frozen=True, slots=True)
class Draft:
    """An explainer as written."""

    path: str
    """Of its `index.md`."""
    slug: str
    meta: Meta
    standfirst: str
    provenance: Provenance
    skip_terms: tuple[tuple[str, Place], ...]
    intro: Body
    source: Source
    layers: tuple[Layer, ...]
    files: tuple["Attachment", ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file published as it is."""

    path: str
    """From the project's root."""
    address: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry."""

    id: str
    path: str
    meta: Meta
    forms: tuple[tuple[str, Place], ...]
    """Its title and its aliases."""
    see: tuple[tuple[str, Place], ...]
    type: str
    date: str
    """When it happened or began, for things that have a date."""
    body: Body

    @property
    def address(self) -> str:
        """Of its page."""
        return f"glossary/{self.id}/"


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, or an organisation's."""

    family: str
    given: str = ""

    @property
    def full(self) -> str:
        """Given name first."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Work:
    """A thing cited, in CSL's terms."""

    id: str
    type: str
    title: str
    place: Place
    authors: tuple[Name, ...] = ()
    publisher: str = ""
    container: str = ""
    issued: str = ""
    accessed: str = ""
    url: str = ""
    archived_url: str = ""
    archived_date: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    isbn: str = ""
    language: str = ""
    note: str = ""
    is_described: bool = False
    """Whether the title is our description, not the work's own."""
    role: str = ""

    @property
    def address(self) -> str:
        """Of its entry among the works cited."""
        return f"works/#works-{self.id}"


@dataclass(frozen=True, slots=True)
class Text:
    """An ordinary page as written."""

    path: str
    address: str
    meta: Meta
    body: Body


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of annotation."""

    name: str
    label: str
    mark: str
    colour: str
    motivation: str


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link in the site's navigation, as written."""

    label: str
    to: str
    place: Place


@dataclass(frozen=True, slots=True)
class Settings:
    """What `site.toml` says."""

    title: str
    description: str
    lang: str
    base_url: str
    license: str
    repository: str
    cname: str
    html: bool
    nav: tuple[NavItem, ...]
    kinds: tuple[Kind, ...]
    people: Mapping[str, str]
    """The names of those who write notes, by key."""
    note_keys: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Manuscript:
    """All that authors wrote, read but not yet linked."""

    settings: Settings
    drafts: tuple[Draft, ...]
    terms: tuple[Term, ...]
    works: tuple[Work, ...]
    texts: tuple[Text, ...]
    files: tuple[Attachment, ...]


# --- placed -----------------------------------------------------------------------------------


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
    label: str
    """What it stands in: a paragraph, a note, an entry."""


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
    body: Prose
    authors: tuple[str, ...]
    created: str
    modified: str

    @property
    def id(self) -> str:
        """Unique in its explainer."""
        return self.note.id


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
    files: tuple[Attachment, ...]

    @property
    def address(self) -> str:
        """Of its page."""
        return f"{self.slug}/"


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
    redirects: tuple[tuple[str, str], ...]
    """Old address and new."""
    files: tuple[Attachment, ...]

    @cached_property
    def _backwards(self) -> Mapping[str, tuple[Link, ...]]:
        found: dict[str, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.target, []).append(link)
        return {target: tuple(links) for target, links in found.items()}

    def links_to(self, address: str) -> tuple[Link, ...]:
        """Every link whose target is `address`, in the order of the site."""
        return self._backwards.get(address, ())

    @cached_property
    def works_by_id(self) -> Mapping[str, Work]:
        """The works, to look one up."""
        return {work.id: work for work in self.works}

    @cached_property
    def entries_by_id(self) -> Mapping[str, Entry]:
        """The glossary, to look one up."""
        return {entry.term.id: entry for entry in self.entries}


# --- made -------------------------------------------------------------------------------------


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
