"""Figures: what is drawn agrees with the data, wherever it stands; mistakes have a place."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, combinations, pairwise
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import Element, fromstring

import html5lib
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from glossator import check, link, read
from glossator.build import Built, build
from glossator.draw.atlas import atlas
from glossator.draw.svg import WIDTH, Drawing
from glossator.model import Label, Map, Outline
from glossator.model.figure import Point
from glossator.problems import Problem, as_github, as_json, as_panel, as_text
from glossator.project import Project
from tests.sites import ROOT

Files = Mapping[str, str | bytes]

YEARS = """
kind: columns
title: Allies that spend enough
description: Columns that grow.
columns: [Year, Allies, Members, Status]
rows:
  - [2022, 7, 30, final]
  - [2023, 10, 31, final]
  - [2024, 18, 32, estimate]
label: Year
value: Allies
total: Members
dashed: {Status: estimate}
works: [smith]
credit: the ministry
"""

MAP = """
kind: map
title: Where it is
description: Two squares.
columns: [Country, Since]
rows:
  - [Left, 2017]
  - [Right, 2022]
area: Country
fill: Since
outlines: land.geojson
frame: [0, 40, 20, 50]
labels: {A sea: [10, 48]}
"""


def square(name: str, west: float, south: float, east: float, north: float) -> dict[str, object]:
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


LEFT = MAP.replace("  - [Right, 2022]\n", "")

LAND = collection(
    square("Left", 2, 42, 6, 46),
    square("Right", 12, 42, 16, 46),
    square("Far away", 100, -40, 120, -20),
    square("All", -60, 10, 80, 75),
)

FIGURE = "content/x/figures/one.yaml"
OUTLINES = "content/x/figures/land.geojson"

BASE: Files = {
    "content/site.toml": 'title = "Small"\nbase_url = "https://example.org/"\n'
    '[kinds.context]\nworks = "free"\n[kinds.claim]\nlabel = "Claim"\n',
    "seeds/x.txt": "The garden belongs to all of us.\nThe gate stands open.\n",
    "content/x/index.md": "---\ntitle: X\ndate: 2025-01-01\n---\n",
    "content/x/notes.md": "> The garden\n{#garden}\nWords are here. [@smith]\n\n"
    "![A caption](figures/one.yaml)\n",
    "content/works.yaml": "- {id: smith, title: A book, author: [{family: Smith}], issued: 2020}\n",
    FIGURE: YEARS,
}


def written(root: Path, files: Files) -> Project:
    for name, words in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return Project(root)


def made(files: Files) -> Built:
    """The site of `BASE` and `files`."""
    with TemporaryDirectory() as folder:
        return build(written(Path(folder), {**BASE, **files}))


def well(files: Files) -> dict[str, bytes]:
    """Its files by path; nothing is wrong with it."""
    built = made(files)
    assert not built.problems, [as_text(one) for one in built.problems]
    return {page.path: page.content for page in built.pages}


def parsed(content: bytes | str) -> Element:
    data = content.encode() if isinstance(content, str) else content
    tree = html5lib.parse(data, namespaceHTMLElements=False, transport_encoding="utf-8")
    assert isinstance(tree, Element)
    return tree


def named(tree: Element, name: str) -> list[Element]:
    """The elements of this name, of whatever namespace."""
    return [one for one in tree.iter() if str(one.tag).rpartition("}")[2] == name]


def with_class(tree: Element, name: str) -> list[Element]:
    return [one for one in tree.iter() if name in one.get("class", "").split()]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


@cache
def figure(yaml: str, outlines: str = LAND) -> Element:
    """The figure as it stands in the margin."""
    files: dict[str, str | bytes] = {FIGURE: yaml}
    files |= {OUTLINES: outlines} if "geojson" in yaml else {}
    [found] = named(parsed(well(files)["x/index.html"]), "figure")
    return found


def columns(rows: Sequence[Sequence[object]], *more: str, title: str = "T") -> str:
    """A figure with the columns Name, Number and, if there are three, Total."""
    names = ["Name", "Number", "Total"][: len(rows[0])]
    total = ["total: Total"] if len(rows[0]) > 2 else []
    lines = ["kind: columns", f"title: {json.dumps(title)}", "description: D", "works: [smith]"]
    lines += [f"columns: {json.dumps(names)}", "rows:"]
    lines += [f"  - {json.dumps([str(cell) for cell in row], ensure_ascii=False)}" for row in rows]
    return "\n".join([*lines, "label: Name", "value: Number", *total, *more]) + "\n"


def numbers(tree: Element, name: str, attribute: str) -> list[float]:
    return [float(one.get(attribute, "")) for one in with_class(tree, name)]


# Columns


def test_a_figure_has_title_description_caption_sources_and_table() -> None:
    found = figure(YEARS)
    assert words(with_class(found, "figure-title")[0]) == "Allies that spend enough"
    [svg] = named(found, "svg")
    assert svg.get("role") == "img"
    assert [str(one.tag).rpartition("}")[2] for one in svg][:2] == ["title", "desc"]
    assert words(svg[0]) == "Allies that spend enough"
    assert words(svg[1]) == "Columns that grow."
    [caption] = named(found, "figcaption")
    assert words(caption).startswith("A caption Source: Smith 2020; the ministry")
    [credit] = with_class(caption, "credit")
    [source] = named(credit, "a")
    assert source.get("href") == "#works-smith"
    [details] = named(found, "details")
    assert "Columns that grow." in words(details)


def test_the_table_has_the_very_cells() -> None:
    [table] = named(figure(YEARS), "table")
    rows = [[words(cell) for cell in row] for row in named(table, "tr")]
    assert rows == [
        ["Year", "Allies", "Members", "Status"],
        ["2022", "7", "30", "final"],
        ["2023", "10", "31", "final"],
        ["2024", "18", "32", "estimate"],
    ]
    assert [one.get("scope") for one in named(table, "th")] == ["col"] * 4


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("007", "007"),
        ("1_000", "1_000"),
        ("2025-03", "2025-03"),
        ("yes", "yes"),
        ("0x1F", "0x1F"),
        ("'<b>&\"'", '<b>&"'),
        ('"é\\u0301 ﬁ"', "é\u0301 ﬁ"),
    ],
)
def test_a_cell_is_shown_as_written(cell: str, shown: str) -> None:
    yaml = f"kind: columns\ntitle: T\ndescription: D\nworks: [smith]\ncolumns: [A, B]\nlabel: A\nvalue: B\nrows: [[{cell}, 22.50]]\n"  # noqa: E501
    [table] = named(figure(yaml), "table")
    assert [words(one) for one in named(table, "td")] == [shown, "22.50"]
    assert words(with_class(figure(yaml), "axis")[0]) == shown


def test_columns_with_long_names_lie_under_them() -> None:
    rows = [("The first of two very long names", 3), ("The second of the two, longer still", 12)]
    [svg] = named(figure(columns(rows)), "svg")
    shapes = with_class(svg, "column")
    wide, high = ([float(one.get(name, "")) for one in shapes] for name in ("width", "height"))
    assert wide[0] == pytest.approx(wide[1] / 4, abs=0.11)
    assert len(set(high)) == 1
    labels = [words(one) for one in with_class(svg, "axis")]
    assert [label for label in labels if "very long" in label]


def in_proportion(rows: Sequence[Sequence[float]]) -> None:
    """Whether columns, and the pale ones behind, are as high as their numbers say."""
    found = figure(columns([(f"{n}", *row) for n, row in enumerate(rows)]))
    [svg] = named(found, "svg")
    top = max(max(row) for row in rows)
    shapes = with_class(svg, "column")[: len(rows)]
    heights = [float(one.get("height", "")) for one in shapes]
    full = max([*heights, *numbers(svg, "of", "height")])
    for row, height in zip(rows, heights, strict=True):
        assert height == pytest.approx(row[0] / top * full if top else 0, abs=0.11)
    feet = {round(float(one.get("y", "")) + float(one.get("height", "")), 0) for one in shapes}
    assert len(feet) == 1
    box = [float(one) for one in svg.get("viewBox", "").split()]
    for one in with_class(svg, "column"):
        x, y, wide, high = (float(one.get(name, "")) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= box[2]
        assert 0 <= y <= y + high <= box[3]
    if len(rows[0]) > 1:
        behind = numbers(svg, "of", "height")[: len(rows)]
        for row, height in zip(rows, behind, strict=True):
            assert height == pytest.approx(row[1] / top * full if top else 0, abs=0.11)


@pytest.mark.parametrize(
    "rows",
    [
        [(3,), (4,), (18,)],
        [(3, 28), (18, 32), (32, 32)],
        [(0,), (5,)],
        [(0,), (0,)],
        [(0, 0), (0, 0)],
        [(7,)],
        [(0,)],
        [(1.5,), (2.25,), (0.001,)],
        [(999999999999,), (1,)],
        [(3, 5), (2, 4)],
        [(n,) for n in range(60)],
    ],
)
def test_columns_are_as_high_as_their_numbers(rows: list[tuple[float, ...]]) -> None:
    in_proportion(rows)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 10**9)), min_size=1, max_size=30))
def test_columns_are_as_high_as_any_numbers(rows: list[tuple[float, ...]]) -> None:
    in_proportion(rows)


def test_a_column_of_nothing_is_not_seen_and_says_0() -> None:
    [svg] = named(figure(columns([("a", 0), ("b", 5)])), "svg")
    assert numbers(svg, "column", "height")[0] == 0
    assert [words(one) for one in with_class(svg, "number")] == ["0", "5"]


@pytest.mark.parametrize(
    "cell", ["7", "22.5", "0.125", "1000000", "35000000000", "123456789012", "1234567.8912"]
)
def test_the_number_on_a_column_is_the_number_of_its_row(cell: str) -> None:
    [number] = with_class(figure(columns([("a", cell)])), "number")
    assert words(number).replace(",", "").replace("\u202f", "") == cell


def test_what_is_less_sure_is_dashed_and_a_key_says_so() -> None:
    [svg] = named(figure(YEARS), "svg")
    dashed = with_class(svg, "dashed")
    assert len(dashed) == 2, "the column and its key"
    assert all(one.get("stroke-dasharray") for one in dashed)
    solid = [one for one in with_class(svg, "column") if one not in dashed]
    assert len(solid) == 2
    assert not any(one.get("stroke-dasharray") for one in solid)
    assert float(dashed[0].get("x", "")) > max(float(one.get("x", "")) for one in solid)
    said = [words(one) for one in with_class(svg, "axis")]
    assert said == ["2022", "2023", "2024", "estimate", "Members"]


def test_without_dashes_and_totals_there_is_no_key() -> None:
    [svg] = named(figure(columns([("a", 1), ("b", 2)])), "svg")
    assert [words(one) for one in with_class(svg, "axis")] == ["a", "b"]
    assert not with_class(svg, "of")


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", 'A "quoted" & \'single\' > name', "]]>", "&amp;", "عربي",
     "日本語", "\u202eabc"],
)  # fmt: skip
def test_signs_of_html_and_other_scripts_stay_words(name: str) -> None:
    found = figure(columns([(name, 1)], title=name))
    [svg] = named(found, "svg")
    assert words(with_class(found, "figure-title")[0]) == name
    assert words(named(svg, "title")[0]) == name
    assert words(with_class(svg, "axis")[0]) == name
    assert words(named(found, "td")[0]) == name
    assert with_class(found, "table")[0].get("aria-label") == name
    assert not named(found, "script")


# What of it fits


@dataclass(frozen=True)
class Box:
    """Words in a drawing, in CSS pixels."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """By more than a pixel."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > 1
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 1
        )

    def is_inside(self, other: "Box") -> bool:
        """But for two pixels."""
        return (
            self.left >= other.left - 2
            and self.right <= other.right + 2
            and self.top >= other.top - 2
            and self.bottom <= other.bottom + 2
        )


BOXES = """() => {
const box = one => {
    const {left, top, right, bottom} = one.getBoundingClientRect()
    return [one.textContent, left, top, right, bottom]
}
const svg = document.querySelector('figure svg.drawing')
return [box(svg), ...[...svg.querySelectorAll('text')].map(box)]
}"""


def boxes(browser: Browser, yaml: str) -> tuple[Box, list[Box]]:
    """The drawing and every piece of words in it, as Chromium sets them in the theme's style."""
    pages = well({FIGURE: yaml, OUTLINES: LAND} if "geojson" in yaml else {FIGURE: yaml})
    found = re.search(r"<figure.*?</figure>", pages["x/index.html"].decode(), re.DOTALL)
    assert found
    style = (ROOT / "static/style/figures.css").read_text("utf-8")
    page = browser.new_page(viewport={"width": 600, "height": 900})
    page.set_content(f"<style>{style}</style><main>{found[0]}</main>")
    drawing, *rest = [Box(*one) for one in page.evaluate(BOXES)]
    page.close()
    return drawing, rest


KINGDOM = "The United Kingdom of Great Britain and Northern Ireland, and more of it"
LONG = "Members of the alliance in that year, those that joined in its course counted in full"

CROWDED = [
    ("a dozen years", columns([(2014 + n, n + 3, 32) for n in range(12)])),
    ("sixty years", columns([(1966 + n, n) for n in range(60)])),
    ("sixty years of three figures", columns([(1966 + n, 100 + n) for n in range(60)])),
    ("large numbers", columns([(2014 + n, 1234567 + n) for n in range(12)])),
    ("long names", columns([(f"The kingdom of number {n}", n) for n in range(12)])),
    ("one long name", columns([(KINGDOM, 3)])),
    ("names of two lengths", columns([("Luxembourg" if n == 5 else "UK", n) for n in range(8)])),
    ("wide letters", columns([(f"日本国{n}", n) for n in range(14)])),
    ("wide Latin letters", columns([(f"WMWMW{n}", n) for n in range(10)])),
    ("two", columns([("first", 1), ("second", 2)])),
    ("a long key", columns([("a", 1, 2)], "dashed: {Name: a}").replace("Total", LONG)),
]  # fmt: skip


@pytest.mark.parametrize("yaml", [one[1] for one in CROWDED], ids=[one[0] for one in CROWDED])
def test_words_in_a_drawing_do_not_overlap(yaml: str, browser: Browser) -> None:
    _, found = boxes(browser, yaml)
    assert found
    pairs = [(a.words, b.words) for a, b in combinations(found, 2) if a.overlaps(b)]
    assert pairs == []


@pytest.mark.parametrize("yaml", [one[1] for one in CROWDED], ids=[one[0] for one in CROWDED])
def test_words_in_a_drawing_are_not_cut_off(yaml: str, browser: Browser) -> None:
    drawing, found = boxes(browser, yaml)
    assert [one.words for one in found if not one.is_inside(drawing)] == []


def test_of_many_labels_some_are_drawn_and_all_are_in_the_table() -> None:
    found = figure(columns([(1966 + n, n) for n in range(60)]))
    years = [int(words(one)) for one in with_class(found, "axis")]
    assert years[0] - 1966 < years[1] - years[0], "the first is not left out for want of room"
    assert 6 <= len(years) < 60
    assert len({after - before for before, after in pairwise(years)}) == 1
    assert len(named(found, "td")) == 120


# Maps


def points(path: Element) -> list[tuple[float, float]]:
    """The corners of a path."""
    steps = re.findall(r"(-?[\d.]+) (-?[\d.]+)", path.get("d", ""))
    across, down = zip(*((float(x), float(y)) for x, y in steps), strict=True)
    return list(zip(accumulate(across), accumulate(down), strict=True))


def shapes(drawing: Drawing) -> Element:
    return fromstring(f"<g>{''.join(drawing.shapes)}</g>")  # noqa: S314  (our own)


def flat(
    frame: tuple[float, float, float, float], *rings: tuple[Point, ...], names: Sequence[Label] = ()
) -> tuple[Element, Drawing]:
    """A map with an outline for each of the rings."""
    outlines = tuple(Outline(str(n), (ring,)) for n, ring in enumerate(rings))
    drawing = atlas(Map(frame, outlines, (), (), tuple(names), ()))
    return shapes(drawing), drawing


def test_the_projection_is_lamberts_conformal_conic() -> None:
    """J. P. Snyder, Map Projections (USGS, 1987), page 295: the example for the sphere.

    Standard parallels 33 and 45, origin 23 N 96 W, the point 35 N 75 W: x 0.2966785, y 0.2462112.
    Origin and scale of a drawing are its own; the ratio of two distances is not.
    """
    frame = (-97.0, 30.0, -95.0, 48.0)  # parallels a sixth of the way in: 33 and 45
    tree, _ = flat(frame, ((-96, 23), (-75, 35), (-117, 35), (-96, 23)))
    origin, east, west = points(named(tree, "path")[0])[:3]
    assert east[1] == pytest.approx(west[1])
    assert (east[0] + west[0]) / 2 == pytest.approx(origin[0], abs=0.06) == WIDTH / 2
    ratio = (east[0] - west[0]) / 2 / (origin[1] - east[1])
    assert ratio == pytest.approx(0.2966785 / 0.2462112, rel=2e-4)


def test_the_scale_is_true_along_both_standard_parallels() -> None:
    """A degree of longitude on 33 and one on 45 are in the ratio of their circles."""
    frame = (-97.0, 30.0, -95.0, 48.0)
    step = 0.9
    tree, _ = flat(frame, ((-96 - step, 33), (-96 + step, 33), (-96 + step, 45), (-96 - step, 45)))
    a, b, c, d = points(named(tree, "path")[0])
    ratio = (b[0] - a[0]) / (c[0] - d[0])
    assert ratio == pytest.approx(0.8386705679 / 0.7071067812, rel=3e-3)  # cosines


FRAMES = [
    ("Europe", (13, 40.5, 37, 61.5)),
    ("the edge in the east", (160, 50, 180, 70)),
    ("the edge in the west", (-180, 50, -160, 70)),
    ("south", (110, -45, 155, -10)),
    ("far south", (-180, -84, 180, -60)),
    ("far north", (-180, 60, 180, 84)),
    ("both sides of the equator", (-20, -35, 55, 38)),
    ("symmetric to it", (-20, -40, 20, 40)),
    ("nearly symmetric to it", (-20, -40, 20, 40.00001)),
    ("from the equator up", (0, 0, 10, 10)),
    ("up to the equator", (0, -10, 10, 0)),
    ("the world", (-180, -60, 180, 80)),
    ("a town", (13.3, 52.4, 13.5, 52.6)),
    ("a street", (13.37, 52.51, 13.371, 52.511)),
]


def hold_of(frame: tuple[float, float, float, float]) -> None:
    """What must be true of every frame."""
    west, south, east, north = frame
    middle, centre = (west + east) / 2, (south + north) / 2
    ways = [(middle, centre), (middle, (centre + north) / 2), ((middle + east) / 2, centre)]
    inside = [(west + (east - west) * x / 7, south + (north - south) * y / 7)
              for x in range(8) for y in range(8)]  # fmt: skip
    names = [Label("a", at) for at in (*ways, *inside)]
    tree, drawing = flat(frame, ((west, south), (west, north), (east, north)), names=names)
    assert isfinite(drawing.height)
    assert drawing.height > 0
    at = [(float(one.get("x", "")), float(one.get("y", "")) - 5) for one in named(tree, "text")]
    for x, y in at:
        assert -0.1 <= x <= WIDTH + 0.1
        assert -0.1 <= y <= drawing.height + 0.1
    home, up, right = at[:3]
    assert up[1] < home[1], "north is up"
    assert right[0] > home[0], "east is right"
    assert home[0] == pytest.approx(WIDTH / 2, abs=0.1)
    if east - west <= 180:  # else its sides may lie above its middle
        assert min(x for x, _ in at) == pytest.approx(0, abs=0.2), "the frame fills the drawing"
        assert max(x for x, _ in at) == pytest.approx(WIDTH, abs=0.2)


@pytest.mark.parametrize("frame", [one[1] for one in FRAMES], ids=[one[0] for one in FRAMES])
def test_a_frame_fills_its_drawing(frame: tuple[float, float, float, float]) -> None:
    hold_of(frame)


@given(
    st.floats(-180, 179),
    st.floats(-84, 83),
    st.floats(0.5, 90),
    st.floats(0.5, 60),
)
def test_any_frame_fills_its_drawing(west: float, south: float, wide: float, high: float) -> None:
    assume(west + wide <= 180)
    assume(south + high <= 84)
    hold_of((west, south, west + wide, south + high))


def test_what_the_frame_shows_is_drawn_and_nothing_else() -> None:
    found = figure(MAP + "works: [smith]\n")
    land = with_class(found, "land")
    paths = [one for one in land if str(one.tag).endswith("path")]
    assert len(paths) == 3, "Left, Right and All, which covers the frame; not Far away"
    assert [one.get("class") for one in paths] == ["land", "land group-1", "land group-2"]
    [inner] = [one for one in named(found, "svg") if not one.get("role")]
    assert all(one in list(inner) for one in paths), "what goes over the edge is cut off there"


def test_a_country_that_covers_the_whole_frame_is_drawn() -> None:
    around: tuple[Point, ...] = ((-60, 10), (-60, 75), (80, 75), (80, 10))
    tree, _ = flat((0, 40, 20, 50), around)
    assert len(named(tree, "path")) == 1


@pytest.mark.parametrize(
    ("ring", "count"),
    [
        (((30, 42), (40, 42), (40, 46)), 0),
        (((-30, 42), (-20, 42), (-20, 46)), 0),
        (((5, 60), (10, 60), (10, 65)), 0),
        (((5, 20), (10, 20), (10, 25)), 0),
        (((5, -20), (10, -20), (10, -25)), 0),
        (((15, 45), (40, 45), (40, 60)), 1),
        (((179, 45), (-179, 45), (-179, 50)), 0),
    ],
)
def test_only_rings_that_reach_into_the_frame_are_drawn(
    ring: tuple[Point, ...], count: int
) -> None:
    tree, _ = flat((0, 40, 20, 50), ring)
    assert len(named(tree, "path")) == count


def test_names_and_key_of_a_map() -> None:
    found = figure(MAP + "works: [smith]\n")
    assert [words(one) for one in with_class(found, "name")] == ["Left", "Right"]
    assert [words(one) for one in with_class(found, "other")] == ["A sea"]
    assert [words(one) for one in with_class(found, "axis")] == ["2017", "2022"]
    left, right = with_class(found, "name")
    assert float(left.get("x", "")) < WIDTH / 2 < float(right.get("x", ""))


def test_a_map_without_groups_has_no_key() -> None:
    found = figure(MAP.replace("fill: Since\n", "works: [smith]\n"))
    assert not with_class(found, "axis")
    assert len(with_class(found, "group-1")) == 2


def test_a_name_stands_where_its_author_puts_it() -> None:
    here = figure(MAP + "works: [smith]\n")
    there = figure(MAP + "works: [smith]\nplaces: {Left: [18, 41]}\n")
    assert float(with_class(there, "name")[0].get("x", "")) > WIDTH / 2
    assert float(with_class(here, "name")[0].get("x", "")) < WIDTH / 2


def test_a_name_that_lies_outside_of_the_drawing_is_not_drawn() -> None:
    # The frame bulges out, so its author may name what lies a little beside it.
    found = figure(MAP.replace("A sea: [10, 48]", "A sea: [39, 48]") + "works: [smith]\n")
    assert with_class(found, "other") == []


# Where it stands

EVERYWHERE: Files = {
    "content/figures/two.yaml": MAP.replace("outlines: ", "works: [smith]\noutlines: "),
    "content/figures/land.geojson": LAND,
    "content/glossary/figures/three.yaml": columns([("a", 1)]),
    "content/x/index.md": "---\ntitle: X\ndate: 2025-01-01\n---\n![In front](figures/one.yaml)\n",
    "content/x/notes.md": "> The garden\n{#garden}\nOne is here. Two.\n\n"
    "![First](figures/one.yaml)\n\n![Second](figures/one.yaml)\n\n"
    "> The gate stands\n{#gate wide}\n![Third](../figures/two.yaml)\n\nMore.\n",
    "content/glossary/gate.md": "---\ntitle: gate\ndescription: A door.\n---\n"
    "![Fourth](figures/three.yaml)\n\n![Fifth](../x/figures/one.yaml)\n",
    "content/about.md": "---\ntitle: About\n---\n![Sixth](figures/two.yaml)\n",
    "content/index.md": "---\ntitle: Home\n---\n![Seventh](figures/two.yaml)\n",
}


@cache
def everywhere() -> dict[str, bytes]:
    return well(EVERYWHERE)


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("x/index.html", 4),
        ("x/notes/index.html", 3),
        ("glossary/gate/index.html", 2),
        ("about/index.html", 1),
        ("index.html", 1),
    ],
)
def test_a_figure_may_stand_on_any_page_and_more_than_once(path: str, count: int) -> None:
    tree = parsed(everywhere()[path])
    figures = named(tree, "figure")
    assert len(figures) == count
    ids = Counter(one.get("id") for one in tree.iter() if one.get("id"))
    assert not [name for name, times in ids.items() if times > 1]
    for one in figures:
        assert len([svg for svg in named(one, "svg") if svg.get("role")]) == 1
        assert named(one, "table")
    above = {child: one for one in tree.iter() for child in one}
    assert {above[one].tag for one in figures} <= {"div", "section", "main", "article"}


@pytest.mark.parametrize("path", ["x/index.html", "x/notes/index.html", "glossary/gate/index.html",
                                  "about/index.html", "index.html"])  # fmt: skip
def test_the_browser_is_asked_for_nothing_and_styles_nothing_in_place(path: str) -> None:
    for one in named(parsed(everywhere()[path]), "figure"):
        for element in one.iter():
            names = {name.rpartition("}")[2] for name in element.keys()}  # noqa: SIM118 (an element)
            assert not names & {"style", "id", "src", "srcset"}
            assert not any(name.startswith("on") for name in names)
            assert str(element.tag).rpartition("}")[2] not in {"style", "script", "image", "use"}
            for name in ("href", "{http://www.w3.org/1999/xlink}href"):
                assert "//" not in element.get(name, "")
            assert not any("url(" in value for value in element.attrib.values())


def test_a_figure_is_in_the_feed_whole_and_with_whole_addresses() -> None:
    feed = fromstring(everywhere()["feed.xml"])  # noqa: S314  (our own)
    contents = [one.text or "" for one in feed.iter("{http://www.w3.org/2005/Atom}content")]
    assert [content.count("<figure") for content in contents] == [1, 2, 1]
    for content in contents:
        tree = parsed(content)
        for one in named(tree, "figure"):
            assert named(one, "td")
            assert all(a.get("href", "").startswith("https://example.org/")
                       for a in named(one, "a"))  # fmt: skip
            drawn = [x for x in one.iter() if x.get("class") in {"column", "land group-1"}]
            assert drawn
            assert all(x.get("fill") for x in drawn), "to be seen where no style reaches"


def test_a_figure_is_in_the_annotations_whole() -> None:
    made = json.loads(everywhere()["x/annotations.jsonld"])
    bodies = [one["body"][0]["value"] for one in made["first"]["items"]]
    assert [body.count("<figure") for body in bodies] == [2, 1]
    assert all(len(named(parsed(body), "td")) >= 4 for body in bodies)


def test_the_data_of_a_figure_are_published_too() -> None:
    assert everywhere()["x/figures/one.yaml"] == YEARS.encode()
    assert everywhere()["figures/land.geojson"] == LAND.encode()


def test_the_same_data_give_the_same_bytes() -> None:
    assert well(EVERYWHERE) == everywhere()
    assert well(dict(reversed(list(EVERYWHERE.items())))) == everywhere()


# Works


def test_what_a_figure_is_from_counts_among_the_works_cited() -> None:
    notes = "> The garden\n{#garden}\nWords.\n\n![A caption](figures/one.yaml)\n"
    pages = well({"content/x/notes.md": notes})  # else: nothing cites the work “smith”
    assert 'id="works-smith"' in pages["x/index.html"].decode()
    works = parsed(pages["works/index.html"])
    assert [one.get("href") for one in named(works, "a") if words(one) == "X, note 1"] == [
        "../x/#note-garden"
    ]


@pytest.mark.parametrize("place", ["introduction", "term", "page"])
def test_works_of_figures_elsewhere_are_cited_from_there(place: str) -> None:
    files = {
        "introduction": ("content/x/index.md", "x/figures/one.yaml"),
        "term": ("content/glossary/gate.md", "../x/figures/one.yaml"),
        "page": ("content/about.md", "x/figures/one.yaml"),
    }
    name, address = files[place]
    address = "figures/one.yaml" if place == "introduction" else address
    more = "---\ntitle: gate\ndate: 2025-01-01\n---\n"
    bare = "> The garden\n{#garden}\nWords.\n"
    pages = well({"content/x/notes.md": bare, name: f"{more}![A caption]({address})\n"})
    works = parsed(pages["works/index.html"])
    to = {"introduction": "../x/", "term": "../glossary/gate/", "page": "../about/"}[place]
    [entry] = [one for one in works.iter() if one.get("id") == "works-smith"]
    assert to in [one.get("href") for one in named(entry, "a")]


def test_a_claim_may_rest_on_its_figure_alone() -> None:
    notes = "> The garden\n{#garden .claim}\nWords.\n\n![A caption](figures/one.yaml)\n"
    assert [one.code for one in made({"content/x/notes.md": notes}).problems] == []


def test_a_claim_does_not_rest_on_a_figure_that_names_no_work() -> None:
    notes = "> The garden\n{#garden .claim}\nWords.\n\n![A caption](figures/one.yaml)\n"
    other = "> The gate\n{#gate .context}\n[@smith]\n"
    yaml = YEARS.replace("works: [smith]\n", "")
    found = made({"content/x/notes.md": f"{notes}\n{other}", FIGURE: yaml}).problems
    assert [one.code for one in found] == ["work-required"]


def test_a_plain_link_to_the_data_is_no_figure_and_cites_nothing() -> None:
    notes = "> The garden\n{#garden}\nSee [the data](figures/one.yaml).\n"
    built = made({"content/x/notes.md": notes})
    assert [one.code for one in built.problems] == ["work-unused"]


# Mistakes


def wrong(files: Files) -> list[Problem]:
    """What an author is told; every bit of it has a place and can be shown."""
    problems = list(made(files).problems)
    hold(problems)
    return problems


def hold(problems: Sequence[Problem]) -> None:
    for problem in problems:
        place = problem.place
        assert place.line >= 1
        assert 1 <= place.column <= len(place.text) + 1
        assert problem.message == problem.message.strip()
        assert "Traceback" not in problem.message
        assert as_text(problem).split("\n")[0].endswith(f"[{problem.code}]")
        assert "\n" not in as_json(problem) + as_github(problem)
    as_panel(problems)


def lines(yaml: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in yaml
        yaml = yaml.replace(old, new)
    return yaml


COLUMNS_WRONG = [
    ("no kind", ("kind: columns\n", ""), 2, "no “kind”"),
    ("a kind nobody knows", ("kind: columns", "kind: colums"), 2, "“colums” is not"),
    ("no title", ("title: Allies that spend enough\n", ""), 2, "no “title”"),
    ("an empty title", ("title: Allies that spend enough", "title: ''"), 3, "no “title”"),
    ("no description", ("description: Columns that grow.\n", ""), 2, "no “description”"),
    ("no columns", ("columns: [Year, Allies, Members, Status]\n", ""), 2, "no “columns”"),
    ("columns that are none", ("[Year, Allies, Members, Status]", "{a: b}"), 5, "should stand"),
    ("a short row", ("[2023, 10, 31, final]", "[2023, 10, 31]"), 8, "3 cells"),
    ("a long row", ("[2023, 10, 31, final]", "[2023, 10, 31, final, x]"), 8, "5 cells"),
    ("an empty row", ("[2023, 10, 31, final]", "[]"), 8, "a list"),
    ("a row of words", ("[2023, 10, 31, final]", "2023"), 8, "a list"),
    ("a table in a cell", ("[2023, 10, 31, final]", "[2023, {a: b}, 31, final]"), 8, "a list"),
    ("no number", ("2023, 10,", "2023, ten,"), 8, "“ten”"),
    ("a number with a sign", ("2023, 10,", "2023, 10%,"), 8, "“10%”"),
    ("a number in words of YAML", ("2023, 10,", "2023, .inf,"), 8, "“.inf”"),
    ("no number at all", ("2023, 10,", "2023, '',"), 8, "a number"),
    ("a number of another script", ("2023, 10,", "2023, ١٠,"), 8, "a number"),
    ("a number below nought", ("2023, 10,", "2023, -10,"), 8, "0 and more"),
    ("a total below nought", ("10, 31,", "10, -31,"), 8, "0 and more"),
    ("a total that is no number", ("10, 31,", "10, many,"), 8, "“many”"),
    ("a column that is not there", ("value: Allies", "value: Alies"), 11, "no column “Alies”"),
    ("a label that is not there", ("label: Year", "label: Yeer"), 10, "no column “Yeer”"),
    ("a total that is not there", ("total: Members", "total: Member"), 12, "no column “Member”"),
    ("no value", ("value: Allies\n", ""), 2, "no “value”"),
    ("no label", ("label: Year\n", ""), 2, "no “label”"),
    ("dashes of no column", ("{Status:", "{State:"), 13, "no column “State”"),
    ("dashes of no row", ("{Status: estimate}", "{Status: estimated}"), 13, "estimated"),
    ("dashes that are words", ("{Status: estimate}", "estimate"), 13, "keys and values"),
    ("dashes of two columns", ("{Status: estimate}", "{Status: final, Year: x}"), 13, "one column"),
    ("a work nobody knows", ("works: [smith]", "works: [smyth]"), 14, "“smyth”"),
    ("works that are a table", ("works: [smith]", "works: {smith: 1}"), 14, "works"),
    ("a key nobody knows", ("credit:", "credits:"), 15, "no key “credits”"),
    ("a key of maps", ("credit: the ministry", "frame: [1, 2, 3, 4]"), 15, "no key “frame”"),
    ("a key twice", ("credit: the ministry", "kind: columns"), 15, "second time"),
    ("no YAML", ("rows:\n", "rows: [\n"), 0, "not YAML"),
    ("a tab", ("  - [2022,", "\t- [2022,"), 7, "tab"),
    ("an alias of nothing", ("credit: the ministry", "credit: *no"), 15, "not YAML"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "line", "said"), [one[1:] for one in COLUMNS_WRONG],
                         ids=[one[0] for one in COLUMNS_WRONG])  # fmt: skip
def test_a_mistake_in_columns_is_told_at_its_line(
    change: tuple[str, str], line: int, said: str
) -> None:
    problems = wrong({FIGURE: lines(YEARS, change)})
    told = [one for one in problems if said in one.message]
    assert len(told) == 1, [as_text(one) for one in problems]
    assert told[0].is_error
    assert told[0].place.file == FIGURE
    assert not line or told[0].place.line == line
    assert {one.place.file for one in problems} == {FIGURE}, "and no other file is blamed"


MAP_WRONG = [
    ("no area", ("area: Country\n", ""), 2, "no “area”"),
    ("an area that is not there", ("[Left, 2017]", "[Lefd, 2017]"), 7, "no “Lefd”"),
    ("no outlines", ("outlines: land.geojson\n", ""), 2, "no “outlines”"),
    ("outlines that are not there", ("land.geojson", "lend.geojson"), 11, "no file lend.geojson"),
    ("outlines elsewhere", ("land.geojson", "../figures/land.geojson"), 11, "no file"),
    ("outlines above", ("land.geojson", "../../../../etc/passwd"), 11, "no file"),
    ("outlines with a long name", ("land.geojson", "l" * 300), 11, "no file"),
    ("outlines that are a folder", ("land.geojson", "."), 11, "no file"),
    ("no frame", ("frame: [0, 40, 20, 50]\n", ""), 2, "no “frame”"),
    ("a frame of three", ("[0, 40, 20, 50]", "[0, 40, 20]"), 12, "4 numbers"),
    ("a frame of words", ("[0, 40, 20, 50]", "[0, 40, 20, fifty]"), 12, "4 numbers"),
    ("a frame that is a table", ("[0, 40, 20, 50]", "{west: 0}"), 12, "4 numbers"),
    ("a frame turned round", ("[0, 40, 20, 50]", "[20, 40, 0, 50]"), 12, "a frame is"),
    ("a frame upside down", ("[0, 40, 20, 50]", "[0, 50, 20, 40]"), 12, "a frame is"),
    ("a frame of nothing", ("[0, 40, 20, 50]", "[0, 40, 0, 40]"), 12, "a frame is"),
    ("a frame at the pole", ("[0, 40, 20, 50]", "[0, 40, 20, 90]"), 12, "a frame is"),
    ("a frame round the world", ("[0, 40, 20, 50]", "[0, 40, 200, 50]"), 12, "a frame is"),
    ("a place of one number", ("{A sea: [10, 48]}", "{A sea: [10]}"), 13, "2 numbers"),
    ("a place of words", ("{A sea: [10, 48]}", "{A sea: here}"), 13, "2 numbers"),
    ("labels that are a list", ("{A sea: [10, 48]}", "[A sea]"), 13, "keys and values"),
    ("a place of nothing drawn", ("labels: {A sea:", "places: {Lefd:"), 13, "“Lefd”"),
    ("a row twice", ("[Right, 2022]", "[Left, 2022]"), 8, "“Left”"),
    ("a fill that is not there", ("fill: Since", "fill: Sinse"), 10, "no column “Sinse”"),
    ("a key of columns", ("fill: Since", "value: Since"), 10, "no key “value”"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "line", "said"), [one[1:] for one in MAP_WRONG],
                         ids=[one[0] for one in MAP_WRONG])  # fmt: skip
def test_a_mistake_in_a_map_is_told_at_its_line(
    change: tuple[str, str], line: int, said: str
) -> None:
    problems = wrong({FIGURE: lines(MAP, change), OUTLINES: LAND})
    told = [one for one in problems if said in one.message]
    assert len(told) == 1, [as_text(one) for one in problems]
    assert told[0].is_error
    assert told[0].place.file == FIGURE
    assert told[0].place.line == line
    assert {one.place.file for one in problems} == {FIGURE}


@pytest.mark.parametrize(
    ("yaml", "hint"),
    [
        (lines(YEARS, ("kind: columns", "kind: column")), "did you mean “columns”?"),
        (lines(YEARS, ("kind: columns", "kind: pie")), "known are: columns, map"),
        (lines(YEARS, ("value: Allies", "value: allys")), "did you mean “Allies”?"),
        (lines(YEARS, ("works: [smith]", "works: [smth]")), "did you mean “smith”?"),
        (lines(YEARS, ("credit:", "credits:")), "did you mean “credit”?"),
        (lines(MAP, ("[Left, 2017]", "[Lefft, 2017]")), "did you mean “Left”?"),
        (lines(MAP, ("land.geojson", "lands.geojson")), "did you mean “land.geojson”?"),
    ],
)
def test_a_mistake_comes_with_what_was_meant(yaml: str, hint: str) -> None:
    assert hint in [one.hint for one in wrong({FIGURE: yaml, OUTLINES: LAND})]


def feature(geometry: object, properties: object = None) -> str:
    given = {"name": "Left"} if properties is None else properties
    return collection({"type": "Feature", "properties": given, "geometry": geometry})


def ring(points: str) -> str:
    """An area with this outline, in JSON."""
    return feature({"type": "Polygon", "coordinates": ["RING"]}).replace('"RING"', points)


RING = "[[0,40],[0,50],[9,50],[0,40]]"

GEOJSON_WRONG = [
    ("nothing", ""),
    ("no JSON", '{"features": [}'),
    ("JSON that ends", '{"features": ['),
    ("a number", "5"),
    ("a list", "[]"),
    ("null", "null"),
    ("words", '"features"'),
    ("no features", "{}"),
    ("features that are null", '{"features": null}'),
    ("features that are a number", '{"features": 5}'),
    ("features that are words", '{"features": "abc"}'),
    ("features that are a table", '{"features": {"a": 1}}'),
    ("a feature that is null", '{"features": [null]}'),
    ("a feature that is a list", '{"features": [[]]}'),
    ("no geometry", '{"features": [{"properties": {"name": "Left"}}]}'),
    ("null geometry", feature(None)),
    ("geometry of words", feature("Polygon")),
    ("a point", feature({"type": "Point", "coordinates": [1, 2]})),
    ("a line", feature({"type": "LineString", "coordinates": [[1, 2], [3, 4]]})),
    ("geometries", feature({"type": "GeometryCollection", "geometries": []})),
    ("no coordinates", feature({"type": "Polygon"})),
    ("null coordinates", feature({"type": "Polygon", "coordinates": None})),
    ("no rings", feature({"type": "Polygon", "coordinates": []})),
    ("an empty ring", feature({"type": "Polygon", "coordinates": [[]]})),
    ("a ring of numbers", feature({"type": "Polygon", "coordinates": [[1, 2, 3]]})),
    ("a polygon of depth two", feature({"type": "Polygon", "coordinates": [[1, 2], [3, 4]]})),
    ("a point of one number", feature({"type": "Polygon", "coordinates": [[[1], [2]]]})),
    ("a point of words", feature({"type": "Polygon", "coordinates": [[["a", "b"]]]})),
    ("a point of null", feature({"type": "Polygon", "coordinates": [[[None, 1]]]})),
    ("a point of tables", feature({"type": "Polygon", "coordinates": [[{"a": 1}]]})),
    ("a point that is no number", ring("[[NaN,45],[1,41],[9,41]]")),
    ("a point without end", ring("[[Infinity,45],[1,41],[9,41]]")),
    ("a point beyond numbers", ring("[[1e999,45],[1,41],[9,41]]")),
    ("a height beyond numbers", ring("[[1,-1e999],[1,41],[9,41]]")),
    ("a very long number", ring(f"[[1{'0' * 400},45],[1,41],[9,41]]")),
    ("a longer number", ring(f"[[1{'0' * 5000},45],[1,41],[9,41]]")),
    ("no properties", ring(RING).replace('"properties"', '"proper"')),
    ("null properties", ring(RING).replace('{"name": "Left"}', "null")),
    ("a null name", ring(RING).replace('"Left"', "null")),
    ("no name", feature({"type": "Polygon", "coordinates": [json.loads(RING)]}, {"x": 1})),
    ("no depth", "[" * 100_000),
    ("a bare table", '{"type": "Topology", "objects": {}}'),
    ("no outlines at all", '{"features": []}'),
]  # fmt: skip


@pytest.mark.parametrize("outlines", [one[1] for one in GEOJSON_WRONG],
                         ids=[one[0] for one in GEOJSON_WRONG])  # fmt: skip
def test_outlines_of_another_shape_are_told(outlines: str) -> None:
    problems = wrong({FIGURE: LEFT, OUTLINES: outlines})
    errors = [one for one in problems if one.is_error]
    assert errors
    assert {one.place.file for one in errors} <= {FIGURE, OUTLINES}
    assert {one.code for one in errors} == {"figure-malformed"}


@pytest.mark.parametrize("name", [FIGURE, OUTLINES])
def test_a_file_that_is_not_utf_8_is_told(name: str) -> None:
    problems = wrong({FIGURE: MAP, OUTLINES: LAND, name: b"\xff\xfe\x00caf\xe9"})
    assert [(one.code, one.place.file) for one in problems if one.is_error] == [
        ("file-not-utf8", name)
    ]


def test_outlines_may_begin_with_a_bom_and_have_several_lines() -> None:
    outlines = json.dumps(json.loads(LAND), indent=2).replace("\n", "\r\n")
    found = figure(MAP + "works: [smith]\n", "\ufeff" + outlines)
    assert [words(one) for one in with_class(found, "name")] == ["Left", "Right"]


NONSENSE = ["", "\n", "# only a comment\n", "- 1\n", "just words\n", "5\n", "~\n", "[]\n", "{}\n",
            "kind:\n", "kind: columns\n", "kind: map\n", "kind: [columns]\n", "kind: {a: b}\n",
            "? a\n", "--- a\n--- b\n", "%YAML 9\n---\n", "a: &a [*a]\n",
            "!!python/object:os.system x\n",
            "rows: [[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]\n", "kind: columns\nrows: [[1]]\n",
            "kind: columns\ncolumns: [A]\nrows: 5\n", "kind: map\ncolumns: [A]\nrows: [[1]]\n",
            "kind: columns\ncolumns: [A]\nrows: [[1]]\nlabel: [A]\nvalue: {A: 1}\n",
            "kind: columns\ncolumns: [A, A]\nrows: [[1, 2]]\nlabel: A\nvalue: A\n",
            "\ufeffkind: columns\n", "\x00\x00\x00\x00", 'kind: "\\u0000"\n']  # fmt: skip


@pytest.mark.parametrize("yaml", NONSENSE)
def test_nonsense_is_told_and_nothing_else_is_blamed(yaml: str) -> None:
    errors = [one for one in wrong({FIGURE: yaml}) if one.is_error]
    assert errors
    assert {one.place.file for one in errors} == {FIGURE}
    assert "link-broken" not in {one.code for one in errors}


@pytest.mark.parametrize(
    "body",
    [
        "Look: ![A](figures/one.yaml) is here.",
        "![A](figures/one.yaml)\nMore words.",
        "![A](figures/one.yaml) ![B](figures/one.yaml)",
        "- ![A](figures/one.yaml)",
        "1. words\n\n   ![A](figures/one.yaml)",
        "> > ![A](figures/one.yaml)",
        "| a |\n|---|\n| ![A](figures/one.yaml) |",
        "*![A](figures/one.yaml)*",
        "[![A](figures/one.yaml)](https://example.org/)",
        "### ![A](figures/one.yaml)",
        "![A](figures/one.yaml)\n---",
    ],
)
@pytest.mark.parametrize("name", ["content/about.md", "content/x/index.md"])
def test_a_figure_that_does_not_stand_alone_is_told(name: str, body: str) -> None:
    figure_at = body.replace("figures/", "x/figures/") if name == "content/about.md" else body
    head = "---\ntitle: A\ndate: 2025-01-01\n---\n\n"
    plain = figure_at.replace("> > ", "> ")
    errors = [one for one in wrong({name: head + plain + "\n"}) if one.is_error]
    assert [one.code for one in errors][:1] == ["figure-misplaced"]
    assert {one.place.file for one in errors} == {name}
    assert "![" in errors[0].place.text


@pytest.mark.parametrize("body", ["Look: ![A](figures/one.yaml)", "- ![A](figures/one.yaml)",
                                  "> > ![A](figures/one.yaml)"])  # fmt: skip
def test_so_it_is_in_a_note(body: str) -> None:
    notes = f"> The garden\n{{#garden}}\nWords [@smith].\n\n{body}\n"
    errors = [one for one in wrong({"content/x/notes.md": notes}) if one.is_error]
    assert [one.code for one in errors] == ["figure-misplaced"]
    assert errors[0].place.line == 5
    assert errors[0].place.column == body.index("!") + 1


@pytest.mark.parametrize(
    "address", ["figures/on.yaml", "figures/two.yaml", "../figures/one.yaml", "one.yaml"]
)
def test_a_figure_that_is_not_there_is_a_broken_link(address: str) -> None:
    notes = f"> The garden\n{{#garden}}\nWords [@smith].\n\n![A]({address})\n"
    errors = [one for one in wrong({"content/x/notes.md": notes}) if one.is_error]
    assert [(one.code, one.place.line) for one in errors] == [("link-broken", 5)]


@pytest.mark.parametrize("name", ["content/x/figures/two.yml", "content/x/two.yaml"])
def test_a_description_that_is_not_taken_for_a_figure_is_no_picture_either(name: str) -> None:
    address = name.removeprefix("content/x/")
    notes = f"> The garden\n{{#garden}}\nWords [@smith].\n\n![A]({address})\n"
    built = made({"content/x/notes.md": notes, name: YEARS})
    page = next(one.content for one in built.pages if one.path == "x/index.html").decode()
    assert built.has_errors or f'<img src="{address}"' not in page


def test_a_figure_that_nobody_shows_is_looked_at_too() -> None:
    notes = "> The garden\n{#garden}\nWords [@smith].\n"
    problems = wrong({"content/x/notes.md": notes, FIGURE: "a: 1"})
    assert {one.place.file for one in problems} == {FIGURE}


def test_a_figure_in_a_draft_waits_with_it() -> None:
    """What is wrong in it is told, and nothing breaks."""
    index = "---\ntitle: X\ndate: 2025-01-01\ndraft: true\n---\n"
    built = made({"content/x/index.md": index, "content/works.yaml": "[]"})
    hold(built.problems)
    assert "x/index.html" not in {page.path for page in built.pages}


YAML_PIECES = (
    *("kind: columns\n", "kind: map\n", "title: A\n", "description: B\n", "columns: [A, B]\n"),
    *("rows: [[1, 2]]\n", "rows:\n", "  - [Left, 2]\n", "  - [3]\n", "label: A\n", "value: B\n"),
    *("total: B\n", "dashed: {A: 1}\n", "area: A\n", "fill: B\n", "outlines: land.geojson\n"),
    *("frame: [0, 40, 20, 50]\n", "frame: [0, 0, 1e9, 1]\n", "places: {Left: [1, 2]}\n"),
    *("labels: {Sea: [999999999999, -999999999999]}\n", "works: [smith]\n", "works: smith\n"),
    *("credit: C\n", "[", "]", "{", "}", ": ", "- ", "&a ", "*a", "!!int ", "'", '"', "\t", "\n"),
    *("rows: [[Left, 1]]\n", "rows: [[Left, -1]]\n", "columns: A\n", "columns: [A]\n", "|\n", "x"),
)
GOOD = "kind: map\ntitle: A\ndescription: B\noutlines: land.geojson\narea: A\n"
JSON_PIECES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.sampled_from(["Polygon", "Left"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["features", "geometry", "properties", "type", "coordinates", "name"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("figures"))


def all_told(project: Project, files: Files) -> None:
    """Nothing that is written there ends in a traceback."""
    shutil.rmtree(project.root)
    built = build(written(project.root, {**BASE, **files}))
    hold(built.problems)
    if built.has_errors:
        return
    page = next(one.content for one in built.pages if one.path == "x/index.html").decode()
    drawing = re.search(r"<svg class=\"drawing\".*?</desc>(.*?)<figcaption|$", page, re.DOTALL)
    assert drawing
    assert not re.search(r'[" ML](nan|inf|-inf)\b', drawing[0])


@settings(max_examples=150)
@given(st.lists(st.sampled_from(YAML_PIECES), max_size=14).map("".join), st.booleans())
def test_no_description_is_too_odd(project: Project, yaml: str, good: bool) -> None:  # noqa: FBT001
    all_told(project, {FIGURE: (GOOD if good else "") + yaml, OUTLINES: LAND})


@settings(max_examples=150)
@given(JSON_PIECES)
def test_no_outlines_are_too_odd(project: Project, value: object) -> None:
    shapes: Sequence[object] = (
        value,
        {"features": [value]},
        {"features": [{"geometry": value, "properties": {"name": "Left"}}]},
        {"features": [{"geometry": {"type": "Polygon", "coordinates": value},
                       "properties": {"name": "Left"}}]},
        {"features": [{"geometry": {"type": "Polygon", "coordinates": [value]},
                       "properties": {"name": "Left"}}]},
    )  # fmt: skip
    for shape in shapes:
        all_told(project, {FIGURE: LEFT, OUTLINES: json.dumps(shape)})


def test_what_is_drawn_is_checked_like_everything_else() -> None:
    """A work of a figure alone is used; one of a figure that nobody shows is not, nor is that."""
    with TemporaryDirectory() as folder:
        notes = {"content/x/notes.md": "> The garden\n{#garden}\nWords.\n"}
        manuscript, _ = read.manuscript(written(Path(folder), {**BASE, **notes}), with_drafts=False)
    assert manuscript
    site, _ = link.site(manuscript, "https://example.org/")
    assert [one.code for one in check.problems(site)] == ["work-unused", "file-unused"]
