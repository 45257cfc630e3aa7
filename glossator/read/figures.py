"""Figures: a YAML file in a folder `figures/`, its data, and how it is to be drawn."""

from collections.abc import Callable, Mapping
from pathlib import Path

from glossator.model import Columns, Figure, Map
from glossator.problems import Problem, did_you_mean
from glossator.read.maps import map_of
from glossator.read.reading import Reading, text
from glossator.read.table import Table, table
from glossator.text import File
from glossator.values import FIGURES, Fields, yaml_value

SUFFIX = ".yaml"


def is_figure(path: Path) -> bool:
    """Whether the file describes a figure: it lies in a folder of that name."""
    return path.parent.name == "figures" and path.suffix == SUFFIX


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
        data = table(fields, problems, reading.project, path)
        kind = fields.choice("kind", tuple(DRAWINGS))
        if not fields.take("kind") and fields.is_mapping:
            fields.required("kind", f"one of: {', '.join(DRAWINGS)}")
        drawing = DRAWINGS[kind](data) if kind and data else None
        made = _figure(fields, file, address, lang, data, drawing)
        if kind and data:  # else keys are unknown only because nobody asked for them
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
    data: Table | None,
    drawing: Columns | Map | None,
) -> Figure | None:
    title = fields.required("title", "say what the figure shows: readers see it above")
    hint = "tell those who do not see it what it shows, in a sentence or two"
    description = fields.required("description", hint)
    works, credit = fields.texts("works"), fields.text("credit")
    if not data or not drawing:
        return None
    rows = tuple(tuple(str(cell.data or "") for cell in row) for row in data.rows)
    outlines = fields.text("outlines") if isinstance(drawing, Map) else ""
    files = (address, f"{address.rpartition('/')[0]}/{outlines}") if outlines else (address,)
    return Figure(file.path, address, files, title, description, data.columns, rows, drawing,
                  works, credit, lang)  # fmt: skip


def columns_of(table: Table) -> Columns | None:
    """`kind: columns`."""
    label = table.column("label", is_needed=True)
    value = table.column("value", is_needed=True)
    total = table.column("total")
    dash, dashed = _dashed(table)
    if label is None or value is None:
        return None
    values = table.numbers(value)
    totals = table.numbers(total) if total is not None else ()
    for row, part, whole in zip(table.rows, values, totals, strict=False):
        if part > whole:
            message = f"this is more than what it is a part of, {whole:g}"
            table.wrong(row[value].place, message, "“total” names the column with the whole")
    name = table.columns[total] if total is not None else ""
    return Columns(label, value, values, totals, name, dashed, dash)


def _dashed(table: Table) -> tuple[str, frozenset[int]]:
    """The word that says which rows have a dashed outline, and their indices."""
    given = table.fields.mapping("dashed", "dashed")
    if given is None:
        return "", frozenset()
    if len(given.names()) != 1:
        table.wrong(given.place, "“dashed” has one column", "write {Status: estimate}")
        return "", frozenset()
    (name,) = given.names()
    word, column = given.text(name), table.index(name, given.place_of(name))
    if column is None:
        return "", frozenset()
    cells = table.cells(column)
    if word not in cells:
        message = f"no row of the table has “{word}” in this column"
        table.wrong(given.value_place(name), message, did_you_mean(word, cells))
    return word, frozenset(number for number, cell in enumerate(cells) if cell == word)


DRAWINGS: Mapping[str, Callable[[Table], Columns | Map | None]] = {
    "columns": columns_of,
    "map": map_of,
}
"""How each kind of figure is read; glossator.draw draws what comes of it."""
