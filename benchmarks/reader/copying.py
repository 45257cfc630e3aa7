"""Whether a paragraph is the source's, word for word: in the page, and in the clipboard."""

from collections.abc import Iterator

from playwright.sync_api import Page

from benchmarks.reader.bench import Bench, Subject
from benchmarks.reader.figure import Figure, all_of

PARAGRAPHS = '#text .unit > p:first-child[id^="p"]'


def paragraphs(bench: Bench) -> Iterator[Figure]:
    for subject in (bench.nato, bench.dense, bench.subjects["mirrored"]):
        for width in (360, 1280):
            yield from _of(bench, subject, width)


def _of(bench: Bench, subject: Subject, width: int) -> Iterator[Figure]:
    with bench.visit(subject.url, width) as page:
        stand = page.locator(PARAGRAPHS).evaluate_all("all => all.map(one => one.textContent)")
        copied = [_copied(page, number) for number in range(len(stand))]
    for name, said in (("in the page", stand), ("in the clipboard", copied)):
        right = sum(one == own for one, own in zip(said, subject.paragraphs, strict=False))
        yield all_of(f"{subject.name}, {width}, {name}", right, len(subject.paragraphs))


def _copied(page: Page, number: int) -> str:
    """What a reader gets who selects the paragraph and copies it by the keyboard."""
    page.locator(PARAGRAPHS).nth(number).evaluate(
        """async one => {
            await navigator.clipboard.writeText("")
            getSelection().selectAllChildren(one)
        }"""
    )
    page.keyboard.press("ControlOrMeta+c")
    copied: str = page.evaluate("navigator.clipboard.readText()")
    return copied.strip("\n")
