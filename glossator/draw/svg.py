"""The pieces that every drawing is made of."""

from dataclasses import dataclass
from html import escape

WIDTH = 480
"""Of every drawing, in its own units: as a rule a pixel of a margin, more across the page."""


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
