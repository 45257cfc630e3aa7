"""The least total displacement that notes in one column can have: by trying every place.

Notes keep their order and stand at least a gap apart. Take from each note's place the heights and
gaps of all notes before it: then places only must not decrease, and wished-for places are numbers
`b`. Some best solution uses no other places than these (it is an isotonic median regression), so a
table over notes and places finds it. This is slower than what a page does, and made otherwise, so
that it can be its judge.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise


def least(
    wishes: Sequence[float], heights: Sequence[float], gap: float, top: float | None = None
) -> float:
    """The least sum of distances between notes' tops and `wishes`; none may stand above `top`."""
    before = [0.0, *accumulate(height + gap for height in heights[:-1])]
    shifted = [wish - above for wish, above in zip(wishes, before, strict=True)]
    places = sorted({*shifted} if top is None else {top, *(b for b in shifted if b > top)})
    costs = [0.0] * len(places)
    for wish in shifted:
        cheapest = accumulate(costs, min)
        costs = [cost + abs(place - wish) for cost, place in zip(cheapest, places, strict=True)]
    return min(costs)


def smallest_gap(tops: Sequence[float], heights: Sequence[float]) -> float:
    """The page's own between two notes, in order; overlapping ones have none."""
    bottoms = [top + height for top, height in zip(tops, heights, strict=True)]
    gaps = [after - bottom for bottom, (_, after) in zip(bottoms, pairwise(tops), strict=False)]
    return max(0.0, min(gaps, default=0.0))
