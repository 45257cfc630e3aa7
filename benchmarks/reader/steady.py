"""Whether anything moves under the reader: layout shifts while a page loads, scrolls, is hovered.

Chromium leaves shifts that follow an input out of its score; here they count, and are told apart.
"""

from collections.abc import Iterator

from playwright.sync_api import Page

from benchmarks.reader.bench import Bench
from benchmarks.reader.figure import Figure, wanted

WATCH = """
globalThis.shifts = []
new PerformanceObserver(list => {
    for (const one of list.getEntries()) shifts.push([one.value, one.hadRecentInput])
}).observe({type: "layout-shift", buffered: true})
"""


def shifts(bench: Bench) -> Iterator[Figure]:
    for subject in (bench.nato, bench.dense, bench.stress):
        for width in (360, 1280):
            with bench.visit("about:blank", width) as page:
                page.context.add_init_script(WATCH)
                page.goto(subject.url, wait_until="load")
                page.wait_for_timeout(300)
                steps = [("load", _total(page))]
                scroll(page)
                steps.append(("scroll", _total(page)))
                hover(page)
                steps.append(("hover", _total(page)))
            before = (0.0, 0.0)
            parts = []
            for name, now in steps:
                parts.append(f"{name} {now[0] - before[0]:.4f}")
                before = now
            said = f"{before[0]:.4f} ({', '.join(parts)}; {before[1]:.4f} of it after an input)"
            yield wanted(f"{subject.name}, {width}", said, when=before[0] < 0.0005)


def _total(page: Page) -> tuple[float, float]:
    """The sum of all shifts, and of those that followed an input."""
    found: list[tuple[float, bool]] = page.evaluate("shifts")
    return sum(value for value, _ in found), sum(value for value, recent in found if recent)


def scroll(page: Page) -> None:
    """Slowly to the end."""
    page.mouse.move(5, 300)
    end = page.evaluate("document.documentElement.scrollHeight")
    for _ in range(0, int(end), 240):
        page.mouse.wheel(0, 240)
        page.wait_for_timeout(30)
    page.wait_for_timeout(300)


def hover(page: Page) -> None:
    """Over every passage, from the first to the last."""
    marks = page.locator("#text mark[id]")
    for number in range(marks.count()):
        point = marks.nth(number).evaluate(
            """one => {
                one.scrollIntoView({block: "center", behavior: "instant"})
                const {left, right, top, bottom} = one.getClientRects()[0]
                return [(left + right) / 2, (top + bottom) / 2]
            }"""
        )
        page.mouse.move(*point)
        page.wait_for_timeout(120)
    page.wait_for_timeout(300)
