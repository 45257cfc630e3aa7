"""How far notes stand from what they are about, and what they cover.

The displacement of a note beside the text is the distance, up or down, between two lines: the one
on which the note's number stands in the text, and the one on which the note's words begin. Lines
are taken at the middle of their letters, so a note whose first line lies on the line of its number
has none. A note on several passages counts at its first number. The optimum is that of each column
of notes by itself, at the heights, the order and the smallest gap that the page gives them: with no
note above the top of the text, and without that bound.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from benchmarks.reader.bench import Bench, Subject
from benchmarks.reader.figure import Figure, Verdict, wanted
from benchmarks.reader.optimum import least, smallest_gap

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""
WAYS = {
    "with script": (True, True),
    "without script": (False, True),
    "no anchors": (False, False),
}
"""Whether scripts run, and whether the browser knows CSS anchor positioning."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The most that the article, or the stress page, may have."""

    mean: float
    most: float
    ratio: float = 1.05


@dataclass(frozen=True, slots=True)
class Beside:
    """A note in the margin."""

    box: Rectangle
    off: float
    """By so much its first line is lower than that of its number."""

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def wish(self) -> float:
        return self.box[1] - self.off


@dataclass(frozen=True, slots=True)
class Margin:
    """What page.js says of it."""

    notes: tuple[Beside, ...]
    unseen: int
    in_text: int
    """Notes that stand in the column of the text, as those with a large figure do."""
    boxes: tuple[Rectangle, ...]
    """Of all notes that can be seen."""
    others: tuple[Rectangle, ...]
    """Lines and pictures that are in no note."""
    sizes: Counter[float]
    """How many letters of notes have which size."""
    top: float
    load: float
    """The height of the notes beside the text, in heights of the text."""

    @classmethod
    def of(cls, bench: Bench, subject: Subject, width: int, way: str) -> "Margin":
        script, anchors = WAYS[way]
        with bench.visit(subject.url, width, script=script, anchors=anchors) as page:
            found = page.evaluate("bench.margin()")
        seen = [one for one in found["notes"] if one["seen"]]
        beside = [
            one
            for one in seen
            if one["box"][0] > found["right"] - 1 or one["box"][2] < found["left"] + 1
        ]
        notes = tuple(
            Beside(tuple(one["box"]), one["first"] - one["line"])
            for one in beside
            if one["line"] is not None and one["first"] is not None
        )
        sizes: Counter[float] = Counter()
        for one in seen:
            sizes.update({float(size): count for size, count in one["sizes"].items()})
        return cls(
            notes,
            len(found["notes"]) - len(seen),
            len(seen) - len(beside),
            tuple(tuple(one["box"]) for one in seen),
            tuple(tuple(one) for one in found["others"]),
            sizes,
            found["top"],
            sum(one.height for one in notes) / found["height"],
        )

    @property
    def overlap(self) -> float:
        """In square pixels, of notes with one another and with anything else."""
        pairs = sum(area(one, other) for one, other in combinations(self.boxes, 2))
        return pairs + sum(area(one, other) for one in self.boxes for other in self.others)

    def columns(self) -> list[list[Beside]]:
        """The notes of each margin, from top to bottom."""
        found: defaultdict[int, list[Beside]] = defaultdict(list)
        left = min((one.box[0] for one in self.notes), default=0)
        for one in self.notes:
            found[int(one.box[0] - left) // 100].append(one)
        return list(found.values())

    def optimum(self, top: float | None) -> float:
        """The least sum of displacements."""
        total = 0.0
        for column in self.columns():
            heights = [one.height for one in column]
            gap = smallest_gap([one.box[1] for one in column], heights)
            total += least([one.wish for one in column], heights, gap, top)
        return total


def area(one: Rectangle, other: Rectangle) -> float:
    """Of what two rectangles share, if it is more than half a pixel wide and high."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0.5 and height > 0.5 else 0.0


def displacement(bench: Bench) -> Iterator[Figure]:
    """On the dense article, and on the NATO page, of which nothing more is wanted."""
    yield from _of(bench, bench.dense, Wanted(mean=65, most=150))
    yield from _of(bench, bench.nato, None)


def under_stress(bench: Bench) -> Iterator[Figure]:
    yield from _of(bench, bench.stress, Wanted(mean=300, most=float("inf")))


def _of(bench: Bench, subject: Subject, goal: Wanted | None) -> Iterator[Figure]:
    for width in (1280, 1920):
        for way in WAYS:
            margin = Margin.of(bench, subject, width, way)
            on = f"{subject.name}, {width}, {way}"
            yield _displaced(on, margin, goal if way == "with script" else None)
            yield wanted(f"{on}: overlap", f"{margin.overlap:.0f} px²", when=margin.overlap == 0)
            if way == "with script":
                yield _letters(f"{on}: letters", margin)


def _displaced(on: str, margin: Margin, goal: Wanted | None) -> Figure:
    if not margin.notes:
        return Figure(on, "no note stands beside the text", Verdict.MISSED)
    offs = [abs(one.off) for one in margin.notes]
    mean, most = sum(offs) / len(offs), max(offs)
    bounded, free = margin.optimum(margin.top), margin.optimum(None)
    ratio = sum(offs) / bounded if bounded else float("inf")
    said = (
        f"mean {mean:.0f}, max {most:.0f} px; {ratio:.2f} of the optimum"
        f" (mean {bounded / len(offs):.0f}; unbounded {free / len(offs):.0f});"
        f" {len(offs)} beside, {margin.in_text} in the text, {margin.unseen} unseen;"
        f" load {margin.load:.2f}"
    )
    if not goal:
        return Figure(on, said)
    is_met = mean <= goal.mean and most <= goal.most and ratio <= goal.ratio
    return wanted(on, said, when=is_met and not margin.unseen)


def _letters(on: str, margin: Margin) -> Figure:
    if not margin.sizes:
        return Figure(on, "no note is seen", Verdict.MISSED)
    common, smallest = margin.sizes.most_common(1)[0][0], min(margin.sizes)
    said = f"most are {common:.1f} px, the smallest {smallest:.1f}"
    return wanted(on, said, when=common >= 14)
