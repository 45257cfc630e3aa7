"""What a reader with a pencil asks: every word and note on the sheet, and where it is from."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.sites import ROOT, Sites

PART = "report/section-9-on-the-matter-of-dike-office/"
TEXTS = [
    ("nato", "nato/"),
    ("long", "chronicle/"),  # written from right to left
    ("parts", PART),
    ("small", "creation/"),  # in Hebrew, on a page in English
    ("small", "speech/"),
]
WHOLE, HANDOUT = "The text and its notes", "A handout"

BOXES = """chosen => [...document.querySelectorAll(chosen)].map(one => {
    const {left, top, right, bottom} = one.getBoundingClientRect()
    return [left, top, right, bottom]
})"""
SHOWN = """() => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const one = walker.currentNode.parentElement
        if (one.checkVisibility() && !one.closest('.unseen')) found.push(walker.currentNode.data)
    }
    return found.join('')
}"""

Paper = Callable[..., Page]


@pytest.fixture
def paper(browser: Browser, sites: Sites) -> Iterator[Paper]:
    """Opens a page as it is about to be printed, its sheet as wide as A4 between its margins."""
    contexts: list[BrowserContext] = []

    def paper(site: str, address: str, *, script: bool = False, handout: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(getattr(sites, site).base + address)
        if handout:
            page.locator("#paper-handout").check()
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 673, "height": 971})
        return page

    yield paper
    for context in contexts:
        context.close()


def overlap(one: list[float], other: list[float]) -> bool:
    """Whether two boxes share more than half a pixel each way."""
    left, top, right, bottom = one
    return (
        min(right, other[2]) - max(left, other[0]) > 0.5
        and min(bottom, other[3]) - max(top, other[1]) > 0.5
    )


def plain(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("script", [False, True])
@pytest.mark.parametrize(("site", "address"), TEXTS)
def test_the_notes_of_a_section_stand_after_its_text_also_where_a_script_had_moved_them(
    site: str, address: str, *, script: bool, paper: Paper
) -> None:
    page = paper(site, address, script=script)
    assert page.locator("#text .note").count() > 1
    for section in page.locator("#text > .part").all():
        name = section.get_attribute("id") or section.get_attribute("aria-labelledby")
        here = f"#text > .part:is([id='{name}'], [aria-labelledby='{name}'])"
        texts = page.evaluate(BOXES, f"{here} > .unit > :not(.notes)")
        notes = page.evaluate(BOXES, f"{here} .note")
        tops = [top for _, top, _, _ in notes]
        assert tops == sorted(tops), name
        assert all(bottom - top > 10 for _, top, _, bottom in notes), name
        assert all(note[1] >= text[3] - 0.5 for note in notes for text in texts), name
        for index, one in enumerate(notes):
            assert not any(overlap(one, other) for other in notes[index + 1 :]), name
        assert all(left >= -0.5 and right <= 673.5 for left, _, right, _ in [*texts, *notes]), name


@pytest.mark.parametrize(("site", "address"), TEXTS)
def test_paper_says_all_that_the_notes_say_and_numbers_each(
    site: str, address: str, paper: Paper
) -> None:
    page = paper(site, address)
    hidden = page.evaluate(
        """() => [...document.querySelectorAll('.note *')].filter(one =>
        !one.checkVisibility() && !one.closest('.more > summary, .wide .unseen')
        && one.textContent.trim() && !one.closest('svg')).map(one => one.outerHTML)"""
    )
    assert hidden == []
    for pseudo in (".noteref", ".note .back"):
        numbers = page.locator(f"#text {pseudo}").evaluate_all(
            "all => all.map(one => getComputedStyle(one, '::before').content)"
        )
        assert numbers
        assert all(re.match(r'"\d+"', number) for number in numbers)
    labels = page.locator(".lead .kind-mark:not(:has(+ .layer))").evaluate_all(
        "all => all.map(one => [one.title, getComputedStyle(one, '::after').content])"
    )
    assert [shown for title, shown in labels if title not in shown] == []


@pytest.mark.parametrize(
    ("site", "address"), [("nato", "works/"), ("small", "works/"), ("nato", "nato/")]
)
def test_works_have_their_addresses_and_those_of_their_copies(
    site: str, address: str, paper: Paper
) -> None:
    page = paper(site, address)
    found = page.locator(".works a[rel=external]").evaluate_all(
        """all => all.map(one =>
        [one.getAttribute('href'), getComputedStyle(one, '::after').content])"""
    )
    assert found
    assert [one for one in found if f"<{one[0]}>" not in one[1]] == []


def test_letters_are_dark_on_paper_though_a_reader_chose_the_dark(paper: Paper) -> None:
    page = paper("nato", "nato/", script=True)
    page.evaluate("document.documentElement.dataset.scheme = 'dark'")
    for chosen in (".noteref", ".back", ".note-body", "h1", ".label"):
        colour = page.evaluate(
            "chosen => getComputedStyle(document.querySelector(chosen)).color", chosen
        )
        light = [int(value) for value in re.findall(r"\d+", colour)[:3]]
        assert max(light) < 150, (chosen, colour)


@pytest.mark.parametrize(("site", "address"), TEXTS)
def test_a_handout_is_the_text_word_for_word_and_nothing_of_ours_beside_it(
    site: str, address: str, paper: Paper
) -> None:
    page = paper(site, address, handout=True)
    source = page.evaluate(
        """() => {
        const text = document.getElementById('text').cloneNode(true)
        text.querySelectorAll('.notes, .noteref').forEach(one => one.remove())
        return text.textContent
        }"""
    )
    shown = plain(page.evaluate(SHOWN))
    assert shown.endswith(plain(source))
    before = shown.removesuffix(plain(source))
    assert before.startswith(plain(page.locator(".pupil").inner_text()))
    assert plain(page.locator("h1").inner_text()) in before
    assert len(before) < 500
    for hidden in (".note", ".noteref", ".site-head", ".bibliography", ".proof", ".paper"):
        for one in page.locator(hidden).all():
            expect(one).to_be_hidden()
    lines = page.locator("#text mark").evaluate_all(
        "all => all.map(one => getComputedStyle(one).textDecorationLine)"
    )
    assert set(lines) == {"none"}
    numbers = page.locator("#text p[id]").evaluate_all(
        "all => all.map(one => [one.id, getComputedStyle(one, '::before').content])"
    )
    assert numbers
    assert [one for one in numbers if one[1] != f'"{one[0]}"'] == []


def test_a_handout_of_this_article_has_every_word_that_was_received(paper: Paper) -> None:
    received = (ROOT / "seeds" / "nato.txt").read_text(encoding="utf-8")
    assert plain(paper("nato", "nato/", handout=True).evaluate(SHOWN)).endswith(plain(received))


@pytest.mark.parametrize(("site", "address"), TEXTS)
def test_two_fifths_of_a_handout_are_empty_at_the_end_of_its_lines(
    site: str, address: str, paper: Paper
) -> None:
    page = paper(site, address, handout=True)
    main = page.evaluate(BOXES, "main")[0]
    room = (main[2] - main[0]) * 0.4
    for left, _, right, _ in page.evaluate(BOXES, "#text > .part > .unit > :not(.notes)"):
        if page.locator("#text").get_attribute("dir") == "rtl":
            assert left - main[0] >= room - 0.5
        else:
            assert main[2] - right >= room - 0.5


def test_a_handout_is_chosen_by_keyboard_and_without_script(paper: Paper) -> None:
    page = paper("nato", "nato/")
    page.emulate_media(media="screen")
    expect(page.get_by_label(WHOLE)).to_be_checked()
    page.get_by_label(WHOLE).focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label(HANDOUT)).to_be_checked()
    for label in page.locator(".paper label").all():
        box = label.bounding_box()
        assert box
        assert box["height"] >= 44
    expect(page.locator(".pupil")).to_be_hidden()


@pytest.mark.parametrize("format_", ["A4", "Letter"])
def test_sheets_are_as_many_as_are_needed(format_: str, paper: Paper) -> None:
    """Counted in the file that Chromium makes: the text alone takes far fewer."""
    sheets = {}
    for handout in (False, True):
        page = paper("nato", "nato/", script=True, handout=handout)
        page.emulate_media(media="null")
        sheets[handout] = len(re.findall(rb"/Type /Page\b", page.pdf(format=format_)))
    assert 1 < sheets[True] <= 4
    assert sheets[True] * 3 < sheets[False] <= 26


def test_a_section_fills_the_sheet_on_which_it_begins(paper: Paper) -> None:
    """The lower it begins, the more sheets it takes; never fewer, as when it was put off before."""
    page = paper("mirrored", "text/")
    page.evaluate(
        "globalThis.sheet = new CSSStyleSheet(); document.adoptedStyleSheets.push(sheet); null"
    )
    counts = []
    for space in range(0, 60, 6):
        page.evaluate("space => sheet.replaceSync(`.source { margin-top: ${space}mm }`)", space)
        counts.append(len(re.findall(rb"/Type /Page\b", page.pdf(format="Letter"))))
    assert counts == sorted(counts)
