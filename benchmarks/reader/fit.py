"""Whether pages fit: on any width, at 400 % zoom, and with the spacing of WCAG 1.4.12.

Nothing may make a page scroll sideways, nothing may be cut off that is not for ears alone, and no
note may lie over another or over the text. Zoom of 400 % is a window of 320 CSS pixels whose pixels
are four to one.
"""

from collections.abc import Iterator

from playwright.sync_api import Page

from benchmarks.reader.bench import Bench, Subject, arrive
from benchmarks.reader.figure import Figure, wanted
from benchmarks.reader.margin import area

WIDTHS = (320, 360, 480, 600, 768, 1000, 1024, 1280, 1440, 1500, 1920, 2560)
SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }
"""
CUT = """() => {
    const found = []
    for (const one of document.body.querySelectorAll("*")) {
        const {overflowX, overflowY, display} = getComputedStyle(one)
        const hides = [overflowX, overflowY].some(value => value == "hidden" || value == "clip")
        if (!hides || display == "inline" || !bench.isSeen(one) || bench.isCut(one)) continue
        if (one instanceof SVGElement) continue
        const wide = one.scrollWidth - one.clientWidth, high = one.scrollHeight - one.clientHeight
        if ((overflowX == "hidden" || overflowX == "clip") && wide > 1
            || (overflowY == "hidden" || overflowY == "clip") && high > 1)
            found.push(one.tagName.toLowerCase() + "." + one.className)
    }
    const width = document.documentElement.clientWidth
    for (const node of bench.seenTextNodes(document.body)) {
        const frame = node.parentElement.closest("pre, .table, table, [tabindex]")
        if (!frame && bench.linesOf(node).some(({left, right}) => left < -1 || right > width + 1))
            found.push(node.data.trim().slice(0, 20))
    }
    return found
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def overflow(bench: Bench) -> Iterator[Figure]:
    for subject in bench.subjects.values():
        with bench.visit(subject.url) as page:
            wrong: list[str] = []
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.wait_for_timeout(350)  # notes come to their places
                wrong += [f"{width}: {one}" for one in faults(page)]
        yield _figure(f"{subject.name}, {WIDTHS[0]} to {WIDTHS[-1]} px", wrong)
        yield _figure(f"{subject.name}, 400 % zoom", _zoomed(bench, subject))
        for width in (360, 1280):
            with bench.visit(subject.url, width) as page:
                page.evaluate(
                    """css => {
                        const sheet = new CSSStyleSheet()
                        sheet.replaceSync(css)
                        document.adoptedStyleSheets.push(sheet)
                    }""",
                    SPACING,
                )
                page.wait_for_timeout(300)
                yield _figure(f"{subject.name}, {width}, text spacing", faults(page))
    yield from _every_page(bench)


def _every_page(bench: Bench) -> Iterator[Figure]:
    """That no page of the NATO site scrolls sideways."""
    wrong: list[str] = []
    pages = bench.nato.pages()
    with bench.visit(bench.nato.base) as page:
        for path in pages:
            page.goto(bench.nato.base + path)
            for width in (320, 1280, 2560):
                page.set_viewport_size({"width": width, "height": 900})
                if page.evaluate(SIDEWAYS) > 0:
                    wrong.append(f"{path} at {width}")
    yield _figure(f"all {len(pages)} pages of the NATO site, 320, 1280, 2560", wrong)


def _zoomed(bench: Bench, subject: Subject) -> list[str]:
    context = bench.browser.new_context(
        viewport={"width": 320, "height": 225}, device_scale_factor=4
    )
    with context:
        page = context.new_page()
        arrive(page, subject.url)
        return faults(page)


def faults(page: Page) -> list[str]:
    found = [f"cut: {one}" for one in page.evaluate(CUT)]
    sideways = page.evaluate(SIDEWAYS)
    found += [f"{sideways} px too wide"] if sideways > 0 else []
    margin = page.evaluate("bench.margin()")
    boxes = [tuple(one["box"]) for one in margin["notes"] if one["seen"]]
    others = [tuple(one) for one in margin["others"]]
    covered = sum(
        area(one, other)
        for number, one in enumerate(boxes)
        for other in (*boxes[number + 1 :], *others)
    )
    return [*found, *([f"{covered:.0f} px² covered"] if covered else [])]


def _figure(on: str, wrong: list[str]) -> Figure:
    more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
    return wanted(on, "; ".join(wrong[:3]) + more if wrong else "fits", when=not wrong)
