"""The years at one scale: how far events lie apart, which a list of them does not show."""

from collections.abc import Sequence

from markupsafe import Markup

from glossator.draw.svg import WIDTH, number, words

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""How many years may lie between two labels."""

_LABELS = 8
"""How many labels there may be, at most."""

_EDGE = 16.0
"""Room for half a label at both ends."""

_LINE = 26.0


def strip(dates: Sequence[tuple[str, bool]]) -> Markup:
    """A line with a tick for each date (ISO 8601); those said to be marked stand out.

    It says nothing that the list under it does not, so it is for the eye alone.
    """
    found = [_year(date) for date, _ in dates]
    first, last = int(min(found)), int(max(found)) + 1
    unit = (WIDTH - 2 * _EDGE) / (last - first)
    step = next((one for one in _STEPS if (last - first) / one <= _LABELS), _STEPS[-1])
    shapes = [f'<path class="base" d="M0 {number(_LINE)}H{WIDTH}" stroke="currentColor"/>']
    for year in range(-(-first // step) * step, last + 1, step):
        x = _EDGE + (year - first) * unit
        shapes.append(f'<path class="base" d="M{number(x)} {number(_LINE)}v5" '
                      f'stroke="currentColor"/>')  # fmt: skip
        shapes.append(words(str(year), x, _LINE + 21, "axis"))
    for at, (_, is_marked) in sorted(zip(found, dates, strict=True), key=lambda one: one[1][1]):
        x = _EDGE + (at - first) * unit
        name, top = ("tick marked", 2.0) if is_marked else ("tick", 10.0)
        shapes.append(f'<path class="{name}" d="M{number(x)} {number(top)}V{number(_LINE)}" '
                      f'stroke="currentColor" stroke-width="2"/>')  # fmt: skip
    return Markup(  # noqa: S704  (numbers alone)
        f'<svg class="drawing strip" viewBox="0 0 {WIDTH} 52" aria-hidden="true" '
        f'font-family="sans-serif" font-size="14">{"".join(shapes)}</svg>'
    )


def _year(date: str) -> float:
    """The date as a number of years; a month or a year counts from its beginning."""
    year, month, day = (f"{date}-01-01"[:10]).split("-")
    return int(year) + (int(month) - 1) / 12 + (int(day) - 1) / 372
