"""What happens to a note when its passage is pointed at, its number focused, its address opened.

A passage is first brought to the middle of the window. Then the note is to be wholly on the screen,
its first line not more than 4 px from the line of its number; both as margin.py has them. Moves and
fades are waited for. The time until a note answers is taken in the page, from the event's own time
to the first frame in which anything of the note looks different, or in which it is there at all.
"""

from collections.abc import Callable, Iterator
from statistics import median

from playwright.sync_api import Page

from benchmarks.reader.bench import Bench, Subject
from benchmarks.reader.figure import Figure, Verdict, all_of, wanted

Way = Callable[[Page, str], bool]
"""Makes a note the active one, by its id; whether that can be done."""
NEAR = 4
MANY = 12
"""So many notes are timed."""
LOOK = """
globalThis.looks = id => {
    const note = document.getElementById(id), {top, left, height} = note.getBoundingClientRect()
    const style = getComputedStyle(note)
    const signs = ["backgroundColor", "boxShadow", "borderColor", "color", "opacity", "transform",
        "outlineStyle", "outlineColor", "visibility", "display", "filter", "translate"]
    return JSON.stringify([bench.isSeen(note), top + scrollY, left, height,
        ...signs.map(one => style[one])])
}
globalThis.watch = (id, event) => {
    const before = looks(id)
    globalThis.answered = null
    let start = null, begun = performance.now()
    addEventListener(event, one => { start ??= one.timeStamp }, {capture: true, once: true})
    const frame = now => {
        if (start !== null && looks(id) !== before) answered = performance.now() - start
        else if (now - (start ?? begun) < 1500) requestAnimationFrame(frame)
        else answered = -1
    }
    requestAnimationFrame(frame)
}
null  // for Playwright calls a function that is left over
"""


def activity(bench: Bench) -> Iterator[Figure]:
    """On the screen; within 4 px of its line."""
    for subject, widths in (
        (bench.dense, (1280, 1920)),
        (bench.stress, (1280,)),
        (bench.nato, (1280,)),
    ):
        for width in widths:
            with bench.visit(subject.url, width) as page:
                for name, way in WAYS.items():
                    yield from _of(page, f"{subject.name}, {width}, {name}", way, subject)


def _of(
    page: Page, on: str, way: Callable[[Page, str], bool], subject: Subject
) -> Iterator[Figure]:
    shown, near, done = 0, 0, 0
    for note in page.evaluate("bench.ids()"):
        if not way(page, note):
            continue
        done += 1
        page.wait_for_timeout(350 if way is hovered else 80)  # it may let a hand pass
        found = settled(page, note)
        shown += bool(found["screen"])
        near += found["off"] is not None and abs(float(str(found["off"]))) <= NEAR
    if subject.name == "NATO":  # two of its notes are higher than the screen
        yield Figure(f"{on}: on the screen", f"{shown} of {done}")
    else:
        yield all_of(f"{on}: on the screen", shown, done)
    if subject.name == "dense":
        yield all_of(f"{on}: within {NEAR} px", near, done)
    else:
        yield Figure(f"{on}: within {NEAR} px", f"{near} of {done}")


def settled(page: Page, note: str) -> dict[str, object]:
    """The note, when nothing moves any more."""
    before: dict[str, object] = {}
    for _ in range(20):
        found: dict[str, object] = page.evaluate("id => bench.active(id)", note)
        if found["box"] == before.get("box") and not found["busy"]:
            break
        before = found
        page.wait_for_timeout(60)
    return found


def hovered(page: Page, note: str) -> bool:
    """Points at the first piece of its passage; a note on a whole section has none."""
    page.mouse.move(2, 2)
    page.evaluate("id => { document.activeElement.blur(); bench.centre(id) }", note)
    page.wait_for_timeout(80)
    point = page.evaluate("id => bench.pointOf(document.getElementById(id))", note)
    if point:
        page.mouse.move(*point)
    return bool(point)


def focused(page: Page, note: str) -> bool:
    """Comes to its number by the keyboard."""
    page.mouse.move(2, 2)
    page.evaluate("id => bench.centre(id)", note)
    page.keyboard.press("Shift")  # what is focused next is focused by the keyboard
    page.evaluate(
        "id => bench.numberOf(document.getElementById(id)).focus({focusVisible: true})", note
    )
    return True


def addressed(page: Page, note: str) -> bool:
    """Opens its address."""
    page.mouse.move(2, 2)
    page.evaluate("id => { document.activeElement.blur(); location.hash = id }", note)
    return True


WAYS: dict[str, Way] = {
    "hover": hovered,
    "focus": focused,
    "fragment": addressed,
}


def answers(bench: Bench) -> Iterator[Figure]:
    """Milliseconds until a note answers."""
    for name, event, most, width in (
        ("hover", "pointerover", 300, 1280),
        ("focus", "focusin", 50, 1280),
        ("tap", "pointerup", 50, 360),
    ):
        with bench.visit(bench.dense.url, width, touch=width == 360) as page:
            page.evaluate(LOOK)
            times = [
                _timed(page, note, name, event) for note in page.evaluate("bench.ids()")[:MANY]
            ]
        right = [one for one in times if one >= 0]
        on = f"dense, {width}, {name}"
        if len(right) < len(times):
            never = len(times) - len(right)
            yield Figure(on, f"{never} of {len(times)} notes never answer", Verdict.MISSED)
        elif right:
            said = f"{median(right):.0f} ms, at most {max(right):.0f}, of {len(right)} notes"
            yield wanted(on, said, when=median(right) <= most)


def _timed(page: Page, note: str, name: str, event: str) -> float:
    """By note, from the event to its answer; -1 if it never comes."""
    if name != "tap":
        page.mouse.move(2, 2)
    page.evaluate("id => { document.activeElement.blur(); bench.centre(id) }", note)
    page.wait_for_timeout(500)
    number = f'#text a.noteref[href="#{note}"]'
    if name == "hover":
        point = page.evaluate("id => bench.pointOf(document.getElementById(id))", note)
        page.evaluate("([id, event]) => watch(id, event)", [note, event])
        page.mouse.move(*point)
    elif name == "focus":
        page.keyboard.press("Shift")
        page.evaluate("([id, event]) => watch(id, event)", [note, event])
        page.locator(number).first.evaluate("one => one.focus({focusVisible: true})")
    else:
        page.evaluate("([id, event]) => watch(id, event)", [note, event])
        page.locator(number).first.tap()
    answered: float | None = None
    while answered is None:  # wait_for_function would need an eval, which the policy refuses
        page.wait_for_timeout(50)
        answered = page.evaluate("answered")
    return answered
