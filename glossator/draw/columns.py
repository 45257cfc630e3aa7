"""A column for each row of a table, from zero, its number on it; lying down if names are long."""

from dataclasses import dataclass

from glossator.draw.svg import LARGER, WIDTH, Drawing, box, lines, number, room, words
from glossator.model import Columns, Figure

_HEIGHT = 190.0
"""Of the tallest column."""

_TOP = 26.0
_BASE = _TOP + _HEIGHT

_BAR = 16.0
"""How thick a column is that lies down."""

_LINE = 20.0
"""From one line of words to the next."""

_VALUE = 'fill="currentColor"'
_DASHED = 'fill="currentColor" fill-opacity=".25" stroke="currentColor" stroke-dasharray="4 3"'
_TOTAL = 'fill="currentColor" fill-opacity=".1"'


@dataclass(frozen=True, slots=True)
class _Row:
    """What is drawn for one row of the table."""

    label: str
    number: str
    share: float
    """Its value as a part of the largest number drawn."""
    total: float | None
    """What it is a part of, as a part of the same; None if of nothing."""
    name: str
    """The class of its column."""
    rest: str
    """The presentation attributes of its column."""


def columns(one: Figure, drawing: Columns) -> Drawing:
    """The columns side by side if their labels fit, or are numbers such as years; else lying down.

    A key stands beneath where something needs one.
    """
    rows = _rows(one, drawing)
    widest = max(room(words) for row in rows for words in (row.label, row.number))
    is_series = all(row.label.replace(".", "").replace("-", "").isdigit() for row in rows)
    fits = widest <= WIDTH / len(rows)
    drawn = _standing(rows, widest) if fits or (is_series and widest < WIDTH) else _lying(rows)
    return _with_key(drawn, drawing)


def _rows(one: Figure, drawing: Columns) -> list[_Row]:
    top = max([*drawing.values, *drawing.totals, 0]) or 1
    made = []
    for index, value in enumerate(drawing.values):
        cells = one.rows[index]
        is_dashed = index in drawing.dashed
        made.append(
            _Row(
                label=cells[drawing.label],
                number=cells[drawing.value],
                share=value / top,
                total=drawing.totals[index] / top if drawing.totals else None,
                name="column dashed" if is_dashed else "column",
                rest=_DASHED if is_dashed else _VALUE,
            )
        )
    return made


def _standing(rows: list[_Row], widest: float) -> Drawing:
    """Side by side; where words have no room, only every second, third and so on has them."""
    step = WIDTH / len(rows)
    width = min(step * 0.72, 64)
    every = -int(-widest // step)
    shapes: list[str] = []
    for index, row in enumerate(rows):
        middle = step * (index + 0.5)
        left = middle - width / 2
        if row.total is not None:
            high = row.total * _HEIGHT
            shapes.append(box(left, _BASE - high, width, high, "of", _TOTAL))
        high = row.share * _HEIGHT
        shapes.append(box(left, _BASE - high, width, high, row.name, row.rest))
        if index % every == every // 2 and (every == 1 or middle + widest / 2 <= WIDTH):
            rank = index // every
            above = "number" + _spare(row.number, step * every, rank)
            below = "axis" + _spare(row.label, step * every, rank)
            shapes.append(words(row.number, middle, _BASE - high - 6, above))
            shapes.append(words(row.label, middle, _BASE + 19, below))
    shapes.append(f'<path class="base" d="M0 {number(_BASE)}H{WIDTH}" stroke="currentColor"/>')
    return Drawing(tuple(shapes), _BASE + 30)


def _spare(text: str, width: float, rank: int) -> str:
    """A class for every second of those words that larger letters would not have room for."""
    return " spare" if rank % 2 and room(text) * LARGER > width else ""


def _lying(rows: list[_Row]) -> Drawing:
    """One under the other, each under its name; the number stands at the end of the bar."""
    most = max(room(row.number) for row in rows) * LARGER + 8
    length = max(60.0, WIDTH - most)
    shapes: list[str] = []
    top = 0.0
    for row in rows:
        for line in lines(row.label, WIDTH / LARGER):
            top += _LINE
            shapes.append(words(line, 0, top, "axis", "start"))
        top += 5
        if row.total is not None:
            shapes.append(box(0, top, row.total * length, _BAR, "of", _TOTAL))
        shapes.append(box(0, top, row.share * length, _BAR, row.name, row.rest))
        shapes.append(words(row.number, row.share * length + 6, top + 13, "number", "start"))
        top += _BAR + 8
    return Drawing(tuple(shapes), top + 6)


def _with_key(drawn: Drawing, drawing: Columns) -> Drawing:
    """With what needs a word: the dashed columns, and what the pale ones behind are."""
    shapes, height = list(drawn.shapes), drawn.height
    needed = [("column dashed", _DASHED, drawing.dash)] if drawing.dashed else []
    needed += [("of", _TOTAL, drawing.total)] if drawing.totals else []
    for name, rest, text in needed:
        shapes.append(box(2, height, 13, 13, name, rest))
        for line in lines(text, (WIDTH - 22) / LARGER):
            shapes.append(words(line, 22, height + 11, "axis", "start"))
            height += _LINE
        height += 3
    return Drawing(tuple(shapes), height)
