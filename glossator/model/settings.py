"""What a site's settings say."""

from collections.abc import Mapping
from dataclasses import dataclass

from glossator.text import Place

WordTable = Mapping[str, Mapping[str, str]]
"""What pages say to readers in a language: by key, the forms of a word, each by its name."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of annotation."""

    name: str
    label: str
    mark: str
    colour: str
    motivation: str
    works: str
    """Whether a note of this kind must cite a work: `required`, `expected` or `free`."""


@dataclass(frozen=True, slots=True)
class LayerSettings:
    """What holds for a layer of notes where its files do not say otherwise."""

    label: str
    by: tuple[str, ...]
    is_folded: bool | None
    place: Place


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
    layers: Mapping[str, LayerSettings]
    """By the names of their files: `court` of `notes.court.md`, `notes` of `notes.md`."""
    note_keys: tuple[str, ...]
    words: Mapping[str, WordTable]
    """The site's own, by language."""
    place: Place
