"""Figures: data that is drawn when the site is made, and shown as a table beneath."""

from dataclasses import dataclass

from glossator.text import Place

Point = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84), as GeoJSON orders them (RFC 7946, section 3.1.1)."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A column for each row of the table."""

    label: int
    """The index of the table's column that names the rows."""
    value: int
    """The index of the table's column with the numbers that are drawn."""
    values: tuple[float, ...]
    """That column's numbers."""
    totals: tuple[float, ...]
    """What each value is a part of; empty if of nothing."""
    total: str
    """The heading of the column that has the totals."""
    dashed: frozenset[int]
    """The indices of the rows that are less sure, drawn with a dashed outline."""
    dash: str
    """What a dashed outline means."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A country or the like on a map."""

    name: str
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Words on a map, their middle at a point."""

    words: str
    point: Point


@dataclass(frozen=True, slots=True)
class Map:
    """Outlines, some of them with rows of the table, on a conic projection."""

    frame: tuple[float, float, float, float]
    """West, south, east, north: what the map shows, in degrees."""
    outlines: tuple[Outline, ...]
    groups: tuple[str, ...]
    """What the fills mean, in the order of the table."""
    filled: tuple[tuple[str, int], ...]
    """The names of outlines, each with the index of its group."""
    names: tuple[Label, ...]
    """For outlines of the table."""
    others: tuple[Label, ...]
    """For what lies around them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture made of data, with the data."""

    path: str
    """From the project's root."""
    address: str
    files: tuple[str, ...]
    """The addresses of all files it is made of, its own first."""
    title: str
    description: str
    """For those who do not see it: what it shows, in a sentence or two."""
    columns: tuple[str, ...]
    """The headings of the table."""
    rows: tuple[tuple[str, ...], ...]
    drawing: Columns | Map
    works: tuple[tuple[str, Place], ...]
    """The keys of the works that the data is from."""
    credit: str
    """Where anything else is from, such as the outlines of a map."""
    lang: str = ""
    """What its words are written in, if not the site's language."""
