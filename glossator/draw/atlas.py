"""A map: outlines on a conic projection, those of the table filled by their group."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import cos, hypot, log, pi, radians, sin, tan

from glossator.draw.svg import LARGER, WIDTH, Drawing, box, lines, number, words
from glossator.model import Label, Map
from glossator.model.figure import Point

Projection = Callable[[Point], tuple[float, float]]
"""From longitude and latitude to a point of the drawing."""

_FILLS = (".75", ".45", ".25", ".6")
"""How strong the fills of the groups are where no style reaches."""

_NEAR = 0.6
"""Points of an outline nearer than this to the last one drawn are left out: nobody sees them."""


def atlas(one: Map) -> Drawing:
    """The frame's part of the outlines, with names, and a key to the fills."""
    projection, height = _projection(one.frame)
    groups = dict(one.filled)
    # A drawing in the drawing: what lies outside of the frame is cut off.
    shapes = [f'<svg width="{WIDTH}" height="{number(height)}">']
    for outline in sorted(one.outlines, key=lambda area: area.name in groups):
        path = _path(outline.rings, projection, height)
        if not path:
            continue
        group = groups.get(outline.name)
        name, rest = "land", 'fill="currentColor" fill-opacity=".08"'
        if group is not None:
            strong = _FILLS[group % len(_FILLS)]
            name, rest = f"land group-{group + 1}", f'fill="currentColor" fill-opacity="{strong}"'
        shapes.append(f'<path class="{name}" d="{path}" {rest} stroke="currentColor" '
                      f'stroke-width=".5"/>')  # fmt: skip
    shapes += _names(one.others, projection, height, "other")
    shapes += _names(one.names, projection, height, "name")
    shapes.append("</svg>")
    shapes.append(
        box(0.5, 0.5, WIDTH - 1, height - 1, "frame", 'fill="none" stroke="currentColor"')
    )
    bottom = height + 10
    for index, meaning in enumerate(one.groups):
        rest = f'fill="currentColor" fill-opacity="{_FILLS[index % len(_FILLS)]}"'
        shapes.append(box(2, bottom, 13, 13, f"land group-{index + 1}", rest))
        for line in lines(meaning, (WIDTH - 22) / LARGER):
            shapes.append(words(line, 22, bottom + 11, "axis", "start"))
            bottom += 20
        bottom += 3
    return Drawing(tuple(shapes), bottom if one.groups else height)


def _names(labels: Iterable[Label], projection: Projection, height: float, name: str) -> list[str]:
    made = []
    for label in labels:
        x, y = projection(label.point)
        if not (-1 <= x <= WIDTH + 1 and -1 <= y <= height + 1):
            continue
        made.append(words(label.words, x, y + 5, name))
    return made


def _path(rings: Iterable[tuple[Point, ...]], projection: Projection, height: float) -> str:
    """The rings as one path, without those that lie outside of the drawing."""
    made = []
    for ring in rings:
        points = [projection(at) for at in ring]
        across, down = [x for x, _ in points], [y for _, y in points]
        if max(across) < 0 or min(across) > WIDTH or max(down) < 0 or min(down) > height:
            continue
        kept = points[:1]
        for at in points[1:]:
            if hypot(at[0] - kept[-1][0], at[1] - kept[-1][1]) >= _NEAR:
                kept.append(at)
        made.append(_outline(kept))
    return "".join(made)


def _outline(points: Sequence[Point]) -> str:
    """A ring in steps of half units, from each point to the next: half the bytes of whole places.

    Points are rounded, not steps, so that neighbours still meet.
    """
    halves = [(0, 0), *((round(2 * x), round(2 * y)) for x, y in points)]
    first, *rest = (
        f"{number((x - then[0]) / 2)} {number((y - then[1]) / 2)}"
        for then, (x, y) in pairwise(halves)
    )
    return f"M{first}l{' '.join(rest)}z"


def _projection(frame: tuple[float, float, float, float]) -> tuple[Projection, float]:
    """Lambert's conformal conic, fitted to the frame; and how high the drawing then is.

    Standard parallels lie a sixth of the way in from south and north. Source: J. P. Snyder, Map
    Projections: A Working Manual (USGS, 1987), pages 106 to 107, on the sphere.
    """
    west, south, east, north = map(radians, frame)
    first, second = south + (north - south) / 6, north - (north - south) / 6
    ratio = log(cos(first) / cos(second)) / log(_stretch(second) / _stretch(first))
    power = ratio if abs(ratio) > 1e-6 else sin((first + second) / 2) or 1e-6  # noqa: PLR2004
    scale = cos(first) * _stretch(first) ** power / power
    middle = (west + east) / 2

    def flat(at: Point) -> tuple[float, float]:
        radius = scale / _stretch(max(-1.5, min(1.5, radians(at[1])))) ** power
        angle = power * (radians(at[0]) - middle)
        return radius * sin(angle), radius * cos(angle)

    # The corners above bulge out, the bottom sags in the middle: fit to the box around the frame.
    edge = [flat((frame[0] + (frame[2] - frame[0]) * n / 20, lat))
            for n in range(21) for lat in (frame[1], frame[3])]  # fmt: skip
    half = max(abs(x) for x, _ in edge)
    top, bottom = min(y for _, y in edge), max(y for _, y in edge)
    unit = WIDTH / (2 * half)

    def onto(at: Point) -> tuple[float, float]:
        x, y = flat(at)
        return (x + half) * unit, (y - top) * unit

    return onto, (bottom - top) * unit


def _stretch(latitude: float) -> float:
    """How far from the equator Mercator's projection draws a latitude, as a power of e."""
    return tan(pi / 4 + latitude / 2)
