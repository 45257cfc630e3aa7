"""Whether what can be pressed is large enough for a finger: 24 by 24 px, buttons 44.

What counts is where a press arrives, not what is drawn: points of a square around the middle of a
target are asked whose they are. Links in the midst of a sentence are excepted by WCAG 2.5.8 and are
counted apart; the numbers of notes stand in sentences, too, but they never are.
“More”, which unfolds a note at the end of its sentence, is to have 24 px; a box is pressed by its
label.
"""

from collections.abc import Iterator

from benchmarks.reader.bench import Bench
from benchmarks.reader.figure import Figure, all_of

FIND = """() => {
    const kind = one => {
        if (one.matches("a.noteref")) return "numbers"
        if (one.matches("button, input, select, [role=button], .notes > summary")) return "buttons"
        const block = one.parentElement.closest("p, li, dd, dt, td, figcaption, blockquote, div")
        const own = one.textContent.trim().length
        const around = bench.seenTextNodes(block || one)
            .filter(node => !node.parentElement.closest("a"))
            .reduce((sum, node) => sum + node.data.trim().length, 0)
        const inline = getComputedStyle(one).display == "inline"
        return inline && around > 3 && own ? "in sentences" : "links"
    }
    const sized = (control, size) => {
        const one = control.closest("label") || control
        one.scrollIntoView({block: "center", behavior: "instant"})
        const boxes = [...one.getClientRects()].filter(({width}) => width > 0)
        const tries = boxes.map(one => [(one.left + one.right) / 2, (one.top + one.bottom) / 2])
        return tries.some(([x, y]) => [-1, 0, 1].every(across => [-1, 0, 1].every(down => {
            const half = size / 2 - 0.5
            const hit = document.elementFromPoint(x + across * half, y + down * half)
            return hit && (one === hit || one.contains(hit))
        })))
    }
    const found = {}
    for (const one of document.querySelectorAll(
            "a[href], button, summary, input, select, [role=button]")) {
        if (!bench.isSeen(one) || bench.isCut(one) || one.matches(".skip")) continue
        const name = kind(one), size = name == "buttons" ? 44 : 24
        const [met, every, wrong] = found[name] ??= [0, 0, []]
        const fits = sized(one, size)
        found[name] = [met + fits, every + 1, wrong]
        if (!fits) wrong.push(one.textContent.trim().slice(0, 24) || one.className)
    }
    return found
}"""
KINDS = {"numbers": "24 px", "links": "24 px", "buttons": "44 px", "in sentences": "24 px"}


def targets(bench: Bench) -> Iterator[Figure]:
    nato = [
        (f"NATO{'' if path == 'nato/' else ': ' + (path or 'home')}", bench.nato.base + path)
        for path in ("nato/", "", "nato/notes/", "glossary/", "works/", "timeline/", "people/")
    ]
    for on, url in (*nato, ("dense", bench.dense.url), ("stress", bench.stress.url)):
        for width in (360, 1280):
            with bench.visit(url, width) as page:
                found = page.evaluate(FIND)
            for kind, size in KINDS.items():
                if kind not in found:
                    continue
                met, every, wrong = found[kind]
                name = f"{on}, {width}: {kind}, {size}"
                if kind == "in sentences":
                    yield Figure(name, f"{met} of {every}; excepted by WCAG 2.5.8")
                else:
                    few = ", ".join(f"“{one}”" for one in dict.fromkeys(wrong[:3]))
                    yield all_of(name, met, every, f"; not {few}" if wrong else "")
