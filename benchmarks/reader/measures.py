"""All measures, in the order of the table, with what the best of nine peers has."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.reader import margin
from benchmarks.reader.bench import Bench
from benchmarks.reader.figure import Figure


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the table."""

    name: str
    title: str
    peers: str
    """The best of nine, each in its own way, on the same text."""
    target: str
    figures: Callable[[Bench], Iterator[Figure]]
    asks_others: bool = False
    """Whether it needs a program that npm fetches."""


MEASURES = (
    Measure(
        "displacement",
        "How far notes stand from their numbers, on the article",
        "308 px, 453 px, 1.77; 0",
        "mean ≤ 65 px, max ≤ 150 px, ≤ 1.05 of the optimum, at ≥ 14 px; overlap 0 px²",
        margin.displacement,
    ),
    Measure(
        "stress",
        "The same on the stress page",
        "1,818 px; 68 of 68 dropped in one",
        "mean ≤ 300 px, ≤ 1.05; none dropped",
        margin.under_stress,
    ),
)
