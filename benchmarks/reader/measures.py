"""All measures, in the order of the table, with what the best of nine peers has."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.reader import (
    active,
    audits,
    copying,
    fit,
    margin,
    reach,
    steady,
    targets,
    weight,
)
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
        "bytes",
        "Bytes (gzip) before the first paint, all notes included; requests; other hosts",
        "7,004; 1; 0",
        "≤ 10,000 for the dense article, ≤ 14,600 for the NATO page; ≤ 2; 0",
        weight.load,
    ),
    Measure(
        "script",
        "Script: what blocks; all of it, gzip",
        "0; 0",
        "0; ≤ 6 KB, of which the margin ≤ 2 KB",
        weight.scripts,
    ),
    Measure(
        "shift",
        "Layout shift while loading, scrolling, hovering",
        "0",
        "0.000 at 360 and 1280",
        steady.shifts,
    ),
    Measure(
        "lighthouse",
        "Lighthouse: performance, accessibility, best practices, SEO",
        "100/100/96/90",
        "100/100/100/100 on every kind of page",
        audits.lighthouse,
        asks_others=True,
    ),
    Measure(
        "axe",
        "axe: A and AA, AAA contrast, best practice",
        "0/0/0 (an unstyled page only)",
        "0/0/0 on every page, 360 and 1280, light and dark",
        audits.axe,
        asks_others=True,
    ),
    Measure(
        "nu",
        "The Nu checker: errors and warnings",
        "0",
        "0; what the checker does not know yet is named one by one",
        audits.nu,
        asks_others=True,
    ),
    Measure(
        "copy",
        "Paragraphs that are word for word in the page and in the clipboard",
        "8 of 13",
        "13 of 13",
        copying.paragraphs,
    ),
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
    Measure(
        "active",
        "The active note: on the screen; within 4 px of its line",
        "6 of 20; not measured",
        "all, on the article and the stress page; all of the article's",
        active.activity,
    ),
    Measure(
        "reach",
        "Reachable without script / by keyboard / in print / by find / by fragment",
        "20/20 in part",
        "all, in place, at 360 and 1280; works' addresses printed",
        reach.reachable,
    ),
    Measure(
        "targets",
        "Targets of 24 by 24 px; buttons of 44",
        "11 of 20",
        "all",
        targets.targets,
    ),
    Measure(
        "answer",
        "A note after hover / focus / tap",
        "8 / 172 / 17 ms",
        "≤ 300 (with its delay) / ≤ 50 / ≤ 50 ms",
        active.answers,
    ),
    Measure(
        "overflow",
        "Overflow from 320 to 2560 px, at 400 % zoom, with text spacing (WCAG 1.4.12)",
        "0",
        "0, nothing cut",
        fit.overflow,
    ),
)
