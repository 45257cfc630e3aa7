"""Whether all words of a note can be had: without script, by keyboard, on paper, by find, by link.

Without script: the words are there, or come with a press on the note's number or on the fold that
it lies in. By keyboard: Tab comes to the number, and Enter, or Enter on a fold that Tab comes to
next, shows them. By find: Chromium's search in the page opens what it finds; a text fragment
(`#:~:text=`) reveals in the same way, and is asked for words near the note's end. By link: the
note's address alone. On paper: words of the PDF, six at a time, since a page may end between them.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page

from benchmarks.reader.bench import Bench, Subject, arrive
from benchmarks.reader.figure import Figure, Verdict, all_of

WHOLE = "id => bench.isWhole(id)"
FOLD = """id => {
    const note = document.getElementById(id)
    const folds = [...note.querySelectorAll("details")]
    for (let one = note.parentElement; one; one = one.parentElement) {
        if (one.tagName == "DETAILS") folds.unshift(one)
    }
    const shut = folds.find(one => !one.open && bench.isSeen(one.querySelector("summary")))
    if (!shut) return null
    for (const one of document.querySelectorAll("[data-bench]")) delete one.dataset.bench
    shut.querySelector("summary").dataset.bench = ""
    return "[data-bench]"
}"""


def reachable(bench: Bench) -> Iterator[Figure]:
    for subject in (bench.dense, bench.nato, bench.stress):
        for width in (360, 1280):
            on = f"{subject.name}, {width}"
            yield from _without_script(bench, subject, width, on)
            yield from _by_keyboard(bench, subject, width, on)
            yield from _by_address(bench, subject, width, on)
        yield from _on_paper(bench, subject)


def _without_script(bench: Bench, subject: Subject, width: int, on: str) -> Iterator[Figure]:
    at_once, met = 0, 0
    with bench.visit(subject.url, width, script=False) as page:
        notes = page.evaluate("bench.ids()")
        at_once = sum(page.evaluate(WHOLE, note) for note in notes)
        for note in notes:
            page.locator(f'#text a.noteref[href="#{note}"]').first.click()
            met += opened(page, note, by_keyboard=False)
    more = f" ({at_once} without a press)"
    yield all_of(f"{on}, without script", met, len(notes), more)


def opened(page: Page, note: str, *, by_keyboard: bool) -> bool:
    """Whether the note is whole, or becomes so by opening the folds in sight."""
    page.wait_for_timeout(30)
    for _ in range(3):
        if page.evaluate(WHOLE, note):
            return True
        fold = page.evaluate(FOLD, note)
        if not fold:
            return False
        if by_keyboard:
            page.locator(fold).focus()
            page.keyboard.press("Enter")
        else:
            page.locator(fold).click()
        page.wait_for_timeout(30)
    return bool(page.evaluate(WHOLE, note))


def _by_keyboard(bench: Bench, subject: Subject, width: int, on: str) -> Iterator[Figure]:
    with bench.visit(subject.url, width) as page:
        notes = page.evaluate("bench.ids()")
        stops = _stops(page)
        met = 0
        for note in notes:
            if f"#{note}" not in stops:
                continue
            page.locator(f'#text a.noteref[href="#{note}"]').first.focus()
            page.keyboard.press("Enter")
            met += opened(page, note, by_keyboard=True)
    yield all_of(f"{on}, by keyboard", met, len(notes))


def _stops(page: Page) -> set[str]:
    """The notes whose numbers Tab comes to, going once through the page."""
    found: set[str] = set()
    for _ in range(1_500):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => {
                const one = document.activeElement
                if (one === document.body) return null
                return one.matches("a.noteref") ? one.hash : ""
            }"""
        )
        if at is None:
            break
        found.add(at)
    return found


def _by_address(bench: Bench, subject: Subject, width: int, on: str) -> Iterator[Figure]:
    """By find, and by fragment."""
    found, linked, phrases = 0, 0, 0
    with bench.visit(subject.url, width) as page:
        notes = page.evaluate("bench.ids()")
        said = {note: page.evaluate("id => bench.phraseOf(id)", note) for note in notes}
        for note, phrase in said.items():
            if phrase:
                phrases += 1
                arrive(page, f"{subject.url}#:~:text={quote(phrase, safe='').replace('-', '%2D')}")
                found += bool(
                    page.evaluate("([id, words]) => bench.isPhraseOnScreen(id, words)",
                                  [note, phrase])
                )  # fmt: skip
            arrive(page, f"{subject.url}#{note}")
            linked += opened(page, note, by_keyboard=True)
    yield all_of(f"{on}, by find", found, phrases)
    yield all_of(f"{on}, by fragment", linked, len(notes))


def _on_paper(bench: Bench, subject: Subject) -> Iterator[Figure]:
    reader = shutil.which("pdftotext")
    with bench.visit(subject.url) as page, tempfile.TemporaryDirectory() as folder:
        notes = page.evaluate("bench.notes().map(bench.wordsOf)")
        works = page.evaluate(
            """[...document.querySelectorAll('[id^="works-"] a[href^="http"]')]
                .filter(one => !one.hostname.startsWith("127.")).map(one => one.href)"""
        )
        if not reader:
            yield Figure(f"{subject.name}, on paper", "pdftotext is missing", Verdict.UNMEASURED)
            return
        pdf = Path(folder) / "page.pdf"
        pdf.write_bytes(page.pdf())
        done = subprocess.run([reader, str(pdf), "-"], capture_output=True, check=True)
    printed = tight(done.stdout.decode())
    met = sum(_is_printed(words, printed) for words in notes)
    yield all_of(f"{subject.name}, on paper", met, len(notes))
    if works:
        shown = sum(tight(url.partition("://")[2].rstrip("/")) in printed for url in works)
        yield all_of(f"{subject.name}, on paper: works’ addresses", shown, len(works))


def tight(words: str) -> str:
    """Without what line ends change."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", words)


def _is_printed(words: str, printed: str) -> bool:
    """Four of five stretches of six words: the end of a page goes through some."""
    each = words.split()
    parts = [tight("".join(each[at : at + 6])) for at in range(0, len(each), 6)]
    return sum(part in printed for part in parts) >= 0.8 * len(parts)
