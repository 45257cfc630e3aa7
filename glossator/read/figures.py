"""Figures: a YAML file in a folder `figures/`, its data, and how it is to be drawn."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from pathlib import Path

from glossator.model import Columns, Figure, Label, Map, Outline
from glossator.problems import Code, Problem, did_you_mean
from glossator.project import read_text
from glossator.read.reading import Reading, text
from glossator.text import File, Place
from glossator.values import FIGURES, Fields, Value, is_number, yaml_value

SUFFIX = ".yaml"

TALLEST = 3
"""How many times as high as wide what a map shows may be."""


def is_figure(path: Path) -> bool:
    """Whether the file describes a figure: it lies in a folder of that name."""
    return path.parent.name == "figures" and path.suffix == SUFFIX


@dataclass(frozen=True, slots=True)
class _Table:
    """The data of a figure, and what is needed to say what is wrong with it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    fields: Fields
    problems: list[Problem]
    reading: Reading
    path: Path

    def words(self, row: int, column: int) -> str:
        """One cell."""
        return str(self.rows[row][column].data or "")

    def column(self, name: str, *, is_needed: bool = False) -> int | None:
        """The index of the column that the key `name` names."""
        words = self.fields.required(name, f"name a column: {', '.join(self.columns)}") if (
            is_needed
        ) else self.fields.text(name)  # fmt: skip
        return self.index(words, self.fields.value_place(name)) if words else None

    def index(self, words: str, place: Place) -> int | None:
        """The index of the column with the heading `words`."""
        if words in self.columns:
            return self.columns.index(words)
        self.wrong(place, f"the table has no column “{words}”", did_you_mean(words, self.columns))
        return None

    def numbers(self, column: int) -> tuple[float, ...]:
        """The cells of a column as numbers."""
        found = []
        for row in self.rows:
            words = str(row[column].data or "")
            if not is_number(words):
                message = f"a number should stand here, not “{words}”"
                self.wrong(row[column].place, message, "write digits alone: 22 or 3.5")
            found.append(float(words) if is_number(words) else 0.0)
        return tuple(found)

    def wrong(self, place: Place, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(Code.FIGURE_MALFORMED, place, message, hint))


def figure(reading: Reading, path: Path, address: str, lang: str) -> Figure | None:
    """The figure that the file at `path` describes; None, with a problem, if it cannot be drawn."""
    file = text(reading, path)
    if not file:
        return None
    problems: list[Problem] = []
    value = yaml_value(file, file.text, 1, FIGURES)
    made = None
    if isinstance(value, Problem):
        problems.append(value)
    else:
        fields = Fields(value, FIGURES, problems, "a figure")
        table = _table(fields, problems, reading, path)
        kind = fields.choice("kind", tuple(DRAWINGS))
        if not fields.take("kind") and fields.is_mapping:
            fields.required("kind", f"one of: {', '.join(DRAWINGS)}")
        drawing = DRAWINGS[kind](table) if kind and table else None
        made = _figure(fields, file, address, lang, table, drawing)
        if kind and table:  # else keys are unknown only because nobody asked for them
            fields.end()
    reading.problems += problems
    if made is None or problems:
        reading.unread.add(file.path)
        return None
    return made


def _figure(
    fields: Fields,
    file: File,
    address: str,
    lang: str,
    table: _Table | None,
    drawing: Columns | Map | None,
) -> Figure | None:
    title = fields.required("title", "say what the figure shows: readers see it above")
    hint = "tell those who do not see it what it shows, in a sentence or two"
    description = fields.required("description", hint)
    works, credit = fields.texts("works"), fields.text("credit")
    if not table or not drawing:
        return None
    rows = tuple(tuple(str(cell.data or "") for cell in row) for row in table.rows)
    outlines = fields.text("outlines") if isinstance(drawing, Map) else ""
    files = (address, f"{address.rpartition('/')[0]}/{outlines}") if outlines else (address,)
    return Figure(file.path, address, files, title, description, table.columns, rows, drawing,
                  works, credit, lang)  # fmt: skip


def _table(fields: Fields, problems: list[Problem], reading: Reading, path: Path) -> _Table | None:
    columns = tuple(words for words, _ in fields.texts("columns"))
    rows = fields.lists("rows")
    table = _Table(columns, tuple(rows), fields, problems, reading, path)
    for words in {words for words in columns if columns.count(words) > 1}:
        table.wrong(fields.value_place("columns"), f"two columns are called “{words}”")
    if not fields.is_mapping:
        return None
    if not columns or not rows:
        missing = "rows" if columns else "columns"
        hint = "columns: [Year, Allies], then rows:, and under it lines like - [2024, 22]"
        if not fields.take(missing):
            table.wrong(fields.place_of(missing), f"this figure has no “{missing}”", hint)
        return None
    wrong = [row for row in rows if len(row) != len(columns)]
    for row in wrong:
        place = row[0].place if row else fields.place_of("rows")
        table.wrong(place, f"this row has {len(row)} cells, and the table {len(columns)} columns")
    return None if wrong else table


def _columns(table: _Table) -> Columns | None:
    """`kind: columns`."""
    label = table.column("label", is_needed=True)
    value = table.column("value", is_needed=True)
    total = table.column("total")
    dashed: set[int] = set()
    dash = ""
    given = table.fields.mapping("dashed", "dashed")
    if given and len(given.names()) != 1:
        table.wrong(given.place, "“dashed” has one column", "write {Status: estimate}")
    for name in given.names()[:1] if given else ():
        dash = given.text(name) if given else ""
        column = table.index(name, given.place if given else Place(""))
        if column is not None and dash not in (row[column].data for row in table.rows):
            message = f"no row of the table has “{dash}” in this column"
            table.wrong(given.value_place(name) if given else Place(""), message)
        if column is not None:
            dashed = {n for n in range(len(table.rows)) if table.words(n, column) == dash}
    if label is None or value is None:
        return None
    values = table.numbers(value)
    totals = table.numbers(total) if total is not None else ()
    for column, numbers in ((value, values), (total, totals)):
        for row, high in zip(table.rows, numbers, strict=False):
            if high < 0 and column is not None:
                message = "columns are drawn for numbers of 0 and more"
                table.wrong(row[column].place, message)
    name = table.columns[total] if total is not None else ""
    return Columns(label, value, values, totals, name, frozenset(dashed), dash)


def _map(table: _Table) -> Map | None:
    """`kind: map`."""
    area = table.column("area", is_needed=True)
    fill = table.column("fill")
    outlines = _outlines(table)
    frame = _numbers(table, table.fields.take("frame"), 4, "frame: [20, 40, 32, 60]")
    places = _places(table, "places")
    others = _places(table, "labels")
    west, south, east, north = frame or (0.0, 0.0, 1.0, 1.0)
    if not (-180 <= west < east <= 180 and -85 < south < north < 85):  # noqa: PLR2004  (degrees)
        place = table.fields.value_place("frame")
        table.wrong(place, "a frame is west, south, east, north, in degrees")
    elif north - south > TALLEST * (east - west) * cos(radians((south + north) / 2)):
        place = table.fields.value_place("frame")
        table.wrong(place, "this frame is much higher than wide", "take more from west to east")
    if area is None or not outlines:
        return None
    groups: list[str] = []
    filled: list[tuple[str, int]] = []
    names: list[Label] = []
    known = {one.name: one for one in outlines}
    for number, row in enumerate(table.rows):
        words = table.words(number, area)
        if words not in known:
            message, hint = f"the outlines have no “{words}”", did_you_mean(words, known)
            table.wrong(row[area].place, message, hint)
            continue
        if words in (name for name, _ in filled):
            table.wrong(row[area].place, f"“{words}” stands in another row already")
            continue
        group = table.words(number, fill) if fill is not None else ""
        if group not in groups:
            groups.append(group)
        filled.append((words, groups.index(group)))
        names.append(Label(words, places.get(words) or _middle(known[words])))
    for name in places.keys() - {words for words, _ in filled}:
        given = table.fields.mapping("places", "places")
        place = given.place_of(name) if given else Place("")
        near = did_you_mean(name, [words for words, _ in filled])
        table.wrong(place, f"no row of the table is about “{name}”", near)
    return Map(
        (west, south, east, north),
        tuple(outlines),
        tuple(groups) if fill is not None else (),
        tuple(filled),
        tuple(names),
        tuple(Label(words, point) for words, point in others.items()),
    )


def _numbers(
    table: _Table, value: Value | None, count: int, example: str
) -> tuple[float, ...] | None:
    """A list of `count` numbers."""
    items = value.data if value and isinstance(value.data, tuple) else ()
    words = [str(item.data) for item in items]
    if value is None or len(words) != count or not all(map(is_number, words)):
        place = value.place if value else table.fields.place
        table.wrong(place, f"{count} numbers should stand here", f"write {example}")
        return None
    return tuple(map(float, words))


def _places(table: _Table, key: str) -> dict[str, tuple[float, float]]:
    """Names with their places: longitude and latitude."""
    given = table.fields.mapping(key, key)
    found = {}
    for name in given.names() if given else ():
        numbers = _numbers(table, given.take(name) if given else None, 2, f"{name}: [25.5, 58.7]")
        if numbers:
            found[name] = (numbers[0], numbers[1])
    return found


def _middle(outline: Outline) -> tuple[float, float]:
    """The middle of the box around the largest ring: where a name fits as a rule."""
    ring = max(outline.rings, key=len)
    wests, souths = [at[0] for at in ring], [at[1] for at in ring]
    return (min(wests) + max(wests)) / 2, (min(souths) + max(souths)) / 2


def _outlines(table: _Table) -> Sequence[Outline]:
    """The outlines of the file that `outlines` names. Source: RFC 7946, GeoJSON."""
    name = table.fields.required("outlines", "name a GeoJSON file beside this one")
    if not name:
        return ()
    place = table.fields.value_place("outlines")
    path = table.path.parent / name
    beside = [one.name for one in table.path.parent.iterdir() if one.is_file()]
    if name not in beside:
        near = [one for one in beside if one.endswith(".geojson")]
        table.wrong(place, f"there is no file {name} beside this one", did_you_mean(name, near))
        return ()
    file = read_text(table.reading.project, path)
    if isinstance(file, Problem):
        table.problems.append(file)
        return ()
    try:
        if found := tuple(_outline(one) for one in json.loads(file.text)["features"]):
            return found
        table.wrong(file.at(1), "there are no areas in this file")
    except json.JSONDecodeError as error:
        at = file.at(error.lineno, error.colno)
        table.wrong(at, f"this is not JSON: {error.msg}")
    except (KeyError, TypeError, ValueError, IndexError, OverflowError, RecursionError):
        message = "this is not a GeoJSON collection of areas that have names"
        hint = 'each feature needs {"properties": {"name": …}} and a Polygon or MultiPolygon'
        table.wrong(file.at(1), message, hint)
    return ()


def _outline(feature: Mapping[str, Mapping[str, object]]) -> Outline:
    """One feature; whatever is not as it should be raises, and is told by the caller."""
    geometry = feature["geometry"]
    shape: object = geometry["coordinates"]
    polygons = {"Polygon": [shape], "MultiPolygon": shape}[str(geometry["type"])]
    rings = tuple(
        tuple((float(at[0]), float(at[1])) for at in ring)
        for polygon in polygons  # type: ignore[attr-defined]  # checked by what is raised
        for ring in polygon
    )
    points = [at for ring in rings for at in ring]
    if not rings or not all(rings) or not all(abs(x) <= 180 and abs(y) <= 90 for x, y in points):  # noqa: PLR2004  (degrees)
        raise ValueError
    return Outline(str(feature["properties"]["name"]), rings)


DRAWINGS: Mapping[str, Callable[[_Table], Columns | Map | None]] = {
    "columns": _columns,
    "map": _map,
}
"""How each kind of figure is read; glossator.draw draws what comes of it."""
