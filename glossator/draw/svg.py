"""The pieces that every drawing is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from wcwidth import wcwidth

WIDTH = 480
"""Of every drawing, in its own units: as a rule a pixel of a margin, more across the page."""


LARGER = 1.36
"""How much larger letters are drawn where a whole drawing is shrunk, as on a phone."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes, and how high they reach."""

    shapes: tuple[str, ...]
    height: float


def svg(drawing: Drawing, title: str, description: str) -> str:
    """The drawing as an `svg` with a name and a description. Source: SVG-AAM 1.0, section 8."""
    return (
        f'<svg class="drawing" viewBox="0 0 {WIDTH} {number(drawing.height)}" role="img" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="14">\n'
        f"<title>{escape(title, quote=False)}</title>\n"
        f"<desc>{escape(description, quote=False)}</desc>\n"
        + "\n".join(drawing.shapes)
        + "\n</svg>"
    )


def number(value: float) -> str:
    """`value` to a tenth of a unit, without a nought that says nothing."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


def room(text: str) -> float:
    """How wide `text` is at most, in units, in the widest face that a page may be shown in."""
    return sum(_letter(one) for one in text)


def _letter(one: str) -> float:
    """The width of a character; a face as wide as DejaVu Sans Bold at 14 units is reckoned with."""
    columns = wcwidth(one)
    if columns <= 0:
        return 0.0
    if columns > 1:
        return 14.5
    if one in "MW@%—mw…":
        return 15.6
    return 11.7 if one.isupper() else 10.0


def lines(text: str, width: float) -> Iterator[str]:
    """`text` in lines that are not wider than `width`, parted at spaces if there are any."""
    line = ""
    for word in text.split():
        if line and room(f"{line} {word}") > width:
            yield line
            line = ""
        line = f"{line} {word}".strip()
        while room(line) > width and len(line) > 1:
            end = next(n for n in range(1, len(line) + 1) if room(line[: n + 1]) > width)
            yield line[:end]
            line = line[end:]
    yield line


def words(text: str, x: float, y: float, name: str, anchor: str = "middle") -> str:
    """`text` at a point, the middle of its base line there."""
    return (
        f'<text class="{name}" x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" '
        f'fill="currentColor">{escape(text, quote=False)}</text>'
    )


def box(x: float, y: float, width: float, height: float, name: str, rest: str) -> str:
    """A rectangle; `rest` are its presentation attributes."""
    return (
        f'<rect class="{name}" x="{number(x)}" y="{number(y)}" width="{number(width)}" '
        f'height="{number(max(0.0, height))}" {rest}/>'
    )
