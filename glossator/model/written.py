"""What authors write, read but not yet placed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from glossator.model.figure import Figure
from glossator.model.prose import Body
from glossator.model.settings import Settings
from glossator.model.source import Source
from glossator.text import File, Place


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
    earliest: str = ""
    """The first day it can be from, if only a month or a year is known."""
    text: str = ""
    """Another path than the one its name gives."""
    paragraphs: str = ""
    """`lines` or `blank`, to decide a mixed file."""
    sha256_place: Place = field(default=Place(""))
    text_place: Place = field(default=Place(""))


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
    wide: bool
    """Whether it is to stand under its paragraph, as wide as the text."""
    keys: tuple[tuple[str, str], ...]
    """What the site's `note_keys` allow besides, sorted."""
    place: Place


@dataclass(frozen=True, slots=True)
class Layer:
    """The notes of one notes file."""

    name: str
    """Empty for `notes.md`."""
    label: str
    """What readers see; `notes.md` may have none."""
    by: tuple[str, ...]
    is_folded: bool
    """Whether not even the first sentences of its notes are shown at once."""
    notes: tuple[Note, ...]
    headings: tuple[Heading, ...]
    file: File


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
    has_date: bool = False
    """Whether one of the two is written, be it one that exists or not."""
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
class Speaker:
    """Somebody who speaks in a source, and what they say there."""

    name: str
    """As a term's form, if the glossary has one; else as a reader knows them from the text."""
    about: str
    """Who that is, in a few words."""
    group: str
    """`named`, `reported` (by name, in the reporter's words), `unnamed` or `reporter`."""
    says: tuple[Quote, ...]
    note: str
    """The id of a note that has more to say about it."""
    place: Place
    note_place: Place


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
    figures: tuple[Figure, ...]
    speakers: tuple[Speaker, ...]
    fold_over: int | None
    """Notes of more words are folded; None if nothing is said of it."""
    pictures: Mapping[str, str]
    """The pictures of the source, as it names them, with their addresses in the site."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file published as it is."""

    path: str
    """From the project's root."""
    address: str
    data: bytes
    size: tuple[int, int] | None = None
    """Width and height in pixels, of a picture that says so."""


WHO = ("person", "organisation")
"""The types of those terms that have a card."""


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry."""

    id: str
    path: str
    meta: Meta
    forms: tuple[tuple[str, Place], ...]
    """All by which it is found: its title, its aliases, and phrases that mean it unnamed."""
    aliases: tuple[str, ...]
    """Its other names."""
    see: tuple[tuple[str, Place], ...]
    type: str
    date: str
    """When it happened or began, for things that have a date."""
    then: str
    """Who or what it was at the time of the text."""
    later: str
    """What became of it."""
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
class Manuscript:
    """All that authors wrote, read but not yet linked."""

    settings: Settings
    drafts: tuple[Draft, ...]
    terms: tuple[Term, ...]
    works: tuple[Work, ...]
    texts: tuple[Text, ...]
    files: tuple[Attachment, ...]
    figures: tuple[Figure, ...] = ()
    withheld: frozenset[str] = frozenset()
    """The paths of drafts that are not to be published."""
    unread: frozenset[str] = frozenset()
    """The paths of what is there but could not be read: nobody is to be told it is missing."""
