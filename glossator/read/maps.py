"""Maps: the frame, the outlines (GeoJSON), and which of them the table is about."""

import json
from collections.abc import Mapping, Sequence
from math import cos, radians

from glossator.model import Label, Map, Outline
from glossator.model.figure import Point
from glossator.problems import Problem, did_you_mean
from glossator.project import is_file, read_text
from glossator.read.table import Table
from glossator.text import File, Place

TALLEST = 3
"""How many times as high as wide what a map shows may be."""

Frame = tuple[float, float, float, float]
"""West, south, east, north."""


def map_of(table: Table) -> Map | None:
    """`kind: map`."""
    area, fill = table.column("area", is_needed=True), table.column("fill")
    outlines, frame = _outlines(table), _frame(table)
    places, others = _places(table, "places", frame), _places(table, "labels", frame)
    if area is None or not outlines:
        return None
    groups: list[str] = []
    filled: dict[str, int] = {}
    known = {one.name: one for one in outlines}
    for number, row in enumerate(table.rows):
        words, place = table.words(number, area), row[area].place
        if words not in known:
            table.wrong(place, f"the outlines have no “{words}”", did_you_mean(words, known))
        elif words in filled:
            table.wrong(place, f"“{words}” stands in another row already")
        elif frame and not _is_seen(known[words], frame):
            message = f"“{words}” lies outside of the frame"
            table.wrong(place, message, "a frame is west, south, east, north, in degrees")
        else:
            group = table.words(number, fill) if fill is not None else ""
            groups += [] if group in groups else [group]
            filled[words] = groups.index(group)
    for name in sorted(places.keys() - set(table.cells(area))):
        given = table.fields.mapping("places", "places")
        place = given.place_of(name) if given else Place("")
        message = f"no row of the table is about “{name}”"
        table.wrong(place, message, did_you_mean(name, filled))
    if frame is None:
        return None
    return Map(
        frame,
        tuple(outlines),
        tuple(groups) if fill is not None else (),
        tuple(filled.items()),
        tuple(Label(words, places.get(words) or _middle(known[words])) for words in filled),
        tuple(Label(words, point) for words, point in others.items()),
    )


def _frame(table: Table) -> Frame | None:
    """What the map shows; None, with a problem, if that is nothing."""
    example = "frame: [20, 40, 32, 60]: west, south, east, north, in degrees"
    value = table.fields.take("frame")
    if value is None:
        table.wrong(table.fields.place, "a map has no “frame”", f"write {example}")
        return None
    numbers = table.list_of(value, 4, example)
    if numbers is None:
        return None
    west, south, east, north = numbers
    if not (-180 <= west < east <= 180 and -85 < south < north < 85):  # noqa: PLR2004  (degrees)
        table.wrong(value.place, "a frame is west, south, east, north, in degrees")
        return None
    if north - south > TALLEST * (east - west) * cos(radians((south + north) / 2)):
        message = "this frame is much higher than wide"
        table.wrong(value.place, message, "it is west, south, east, north: take more of the width")
        return None
    return west, south, east, north


def _places(table: Table, key: str, frame: Frame | None) -> dict[str, Point]:
    """Names with their places: longitude and latitude, inside the frame."""
    given = table.fields.mapping(key, key)
    found: dict[str, Point] = {}
    for name in given.names() if given else ():
        value = given.take(name) if given else None
        numbers = table.list_of(value, 2, f"{name}: [25.5, 58.7]") if value else None
        if numbers is None or value is None:
            continue
        west, south, east, north = frame or (-180.0, -90.0, 180.0, 90.0)
        margin = east - west  # the frame bulges out beyond its corners
        if not (west - margin <= numbers[0] <= east + margin and south <= numbers[1] <= north):
            message = f"“{name}” lies outside of the frame"
            table.wrong(value.place, message, "write its longitude first, then its latitude")
            continue
        found[name] = (numbers[0], numbers[1])
    return found


def _is_seen(outline: Outline, frame: Frame) -> bool:
    """Whether the box around an outline and the frame have something in common."""
    west, south, east, north = frame
    points = [at for ring in outline.rings for at in ring]
    across, up = [at[0] for at in points], [at[1] for at in points]
    return min(across) < east and max(across) > west and min(up) < north and max(up) > south


def _middle(outline: Outline) -> Point:
    """The middle of the box around the largest ring: where a name fits as a rule."""
    ring = max(outline.rings, key=len)
    across, up = [at[0] for at in ring], [at[1] for at in ring]
    return (min(across) + max(across)) / 2, (min(up) + max(up)) / 2


def _near(name: str, beside: Sequence[str]) -> str:
    return did_you_mean(name, beside) if beside else "put it into the same folder"


def _outlines(table: Table) -> Sequence[Outline]:
    """The outlines of the file that `outlines` names. Source: RFC 7946, GeoJSON."""
    name = table.fields.required("outlines", "name a GeoJSON file beside this one")
    if not name:
        return ()
    place = table.fields.value_place("outlines")
    beside = [one.name for one in table.path.parent.iterdir() if is_file(one)]
    if name not in beside:
        near = [one for one in beside if one.endswith(".geojson")]
        table.wrong(place, f"there is no file {name} beside this one", _near(name, near))
        return ()
    file = read_text(table.project, table.path.parent / name)
    if isinstance(file, Problem):
        table.problems.append(file)
        return ()
    return _areas(table, file)


_WRONG = (KeyError, TypeError, ValueError, IndexError, OverflowError, RecursionError)
"""What reading a GeoJSON of another shape may raise."""


def _areas(table: Table, file: File) -> Sequence[Outline]:
    try:
        features = list(json.loads(file.text)["features"])
    except json.JSONDecodeError as error:
        at = file.at(min(error.lineno, len(file.lines)), error.colno)
        table.wrong(at, f"this is not JSON: {error.msg}")
        return ()
    except _WRONG:
        table.wrong(file.at(1), "this is no GeoJSON collection", 'it needs {"features": […]}')
        return ()
    if not features:
        table.wrong(file.at(1), "there are no areas in this file")
    found = []
    for number, feature in enumerate(features, 1):
        try:
            found.append(_outline(feature))
        except _WRONG:
            message = f"feature {number} of this GeoJSON is no area with a name"
            hint = 'it needs {"properties": {"name": …}} and a Polygon or MultiPolygon in degrees'
            table.wrong(file.at(1), message, hint)
            return ()
    return found


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
