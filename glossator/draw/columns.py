"""A column for each row of a table, from zero, its number on it."""

from glossator.draw.svg import WIDTH, Drawing, box, number, words
from glossator.model import Columns, Figure

_HEIGHT = 190.0
"""Of the tallest column."""

_TOP = 26.0
_BASE = _TOP + _HEIGHT

_LETTER = 7.8
"""About how wide a figure is at the size of the labels."""

_VALUE = 'fill="currentColor"'
_DASHED = 'fill="currentColor" fill-opacity=".25" stroke="currentColor" stroke-dasharray="4 3"'
_TOTAL = 'fill="currentColor" fill-opacity=".1"'


def columns(one: Figure, drawing: Columns) -> Drawing:
    """The columns side by side, with a key beneath where something needs one."""
    top = max([*drawing.values, *drawing.totals, 0]) or 1
    step = WIDTH / len(drawing.values)
    width = min(step * 0.72, 64)
    labels = [row[drawing.label] for row in one.rows]
    every = max(1, -int(-max(map(len, labels)) * _LETTER // step))
    shapes: list[str] = []
    for index, value in enumerate(drawing.values):
        middle = step * (index + 0.5)
        left = middle - width / 2
        if drawing.totals:
            high = drawing.totals[index] / top * _HEIGHT
            shapes.append(box(left, _BASE - high, width, high, "of", _TOTAL))
        high = value / top * _HEIGHT
        is_dashed = index in drawing.dashed
        name = "column dashed" if is_dashed else "column"
        rest = _DASHED if is_dashed else _VALUE
        shapes.append(box(left, _BASE - high, width, high, name, rest))
        shapes.append(words(_plain(value), middle, _BASE - high - 6, "number"))
        if index % every == 0:
            shapes.append(words(labels[index], middle, _BASE + 19, "axis"))
    shapes.append(f'<path class="base" d="M0 {number(_BASE)}H{WIDTH}" stroke="currentColor"/>')
    key = _key(drawing)
    height = _BASE + 30
    for name, rest, text in key:
        shapes.append(box(2, height, 13, 13, name, rest))
        shapes.append(words(text, 22, height + 11, "axis", "start"))
        height += 21
    return Drawing(tuple(shapes), height)


def _key(drawing: Columns) -> list[tuple[str, str, str]]:
    """What needs a word: the dashed columns, and what the pale ones behind are."""
    found = []
    if drawing.dashed:
        found.append(("column dashed", _DASHED, drawing.dash))
    if drawing.totals:
        found.append(("of", _TOTAL, drawing.total))
    return found


def _plain(value: float) -> str:
    return f"{value:.10g}"
