"""Notes beside the text: where they stand, which one is looked at, and what a passage leads to."""

import re
from dataclasses import dataclass
from itertools import combinations, pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from benchmarks.reader.optimum import least
from tests.readers import SHIFTS, STILL, Reader

PAGES = [("dense", "text/"), ("stress", "text/"), ("mirrored", "text/"), ("nato", "nato/")]

BESIDE = """() => [...document.querySelectorAll('details.notes > .note')]
    .filter(one => one.offsetHeight).map(one => {
        const {left, top, right, bottom} = one.getBoundingClientRect()
        const number = document.querySelector(`.noteref[href='#${one.id}']`)
        const origin = document.getElementById('text').getBoundingClientRect().top
        const line = number.getBoundingClientRect().top
        return [one.id, left, top - origin, right, bottom - origin, line - origin]
    })"""


@dataclass(frozen=True)
class Beside:
    """A note in the margin; its edges count from the text's, in CSS pixels."""

    id: str
    left: float
    top: float
    right: float
    bottom: float
    line: float
    """The top of the box of its number in the text."""

    def overlaps(self, other: "Beside") -> bool:
        """By more than half a pixel."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.5
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.5
        )


def beside(page: Page) -> list[Beside]:
    """The notes in the margin, when all is still."""
    page.evaluate(STILL)
    return [Beside(*one) for one in page.evaluate(BESIDE)]


def number(page: Page, note: str) -> Locator:
    """The number of a note in the text."""
    return page.locator(f".noteref[href='#{note}']").first


# Where notes stand


@pytest.mark.parametrize("width", [1000, 1280, 1920])
@pytest.mark.parametrize(("site", "address"), PAGES)
def test_notes_keep_their_order_and_none_stands_on_another(
    site: str, address: str, width: int, reader: Reader
) -> None:
    notes = beside(reader(address, site=site, width=width))
    assert len(notes) > 10
    assert all(after.top >= before.bottom for before, after in pairwise(notes))
    assert not any(one.overlaps(other) for one, other in combinations(notes, 2))


@pytest.mark.parametrize("width", [1000, 1280, 1920])
@pytest.mark.parametrize(("site", "address"), PAGES)
def test_no_order_of_the_notes_has_them_nearer_to_their_lines(
    site: str, address: str, width: int, reader: Reader
) -> None:
    page = reader(address, site=site, width=width)
    notes = beside(page)
    gap = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('details.notes > .note')).marginBottom)"
    )
    heights = [one.bottom - one.top for one in notes]
    best = least([one.line for one in notes], heights, gap, 0.0)
    total = sum(abs(one.top - one.line) for one in notes)
    assert total == pytest.approx(best, abs=1)


def test_a_dense_article_has_its_notes_near_their_lines(reader: Reader) -> None:
    notes = beside(reader("text/", site="dense"))
    off = [abs(one.top - one.line) for one in notes]
    assert sum(off) / len(off) <= 65
    assert max(off) <= 150


@pytest.mark.parametrize(("site", "address"), PAGES)
def test_the_margin_is_on_the_side_where_lines_end(site: str, address: str, reader: Reader) -> None:
    page = reader(address, site=site)
    left, right = page.evaluate(
        """(() => {
        const {left, right} = document.querySelector('#text p[id]').getBoundingClientRect()
        return [left, right]
        })()"""
    )
    is_mirrored = page.locator("html").get_attribute("dir") == "rtl"
    for note in beside(page):
        assert note.right < left if is_mirrored else note.left > right


def test_without_a_script_notes_are_chained_one_below_the_other(reader: Reader) -> None:
    page = reader("text/", site="dense", script=False)
    notes = [Beside(*one) for one in page.evaluate(BESIDE)]
    assert notes[0].top == pytest.approx(notes[0].line, abs=0.5)
    for before, after in pairwise(notes):
        assert after.top >= before.bottom
        assert after.top == pytest.approx(max(after.line, before.bottom + 4.5), abs=1)


def test_nothing_shifts_when_notes_are_placed_and_passages_are_pointed_at(reader: Reader) -> None:
    page = reader("text/", site="dense")
    for note in beside(page):
        number(page, note.id).hover()
        page.evaluate(STILL)
    assert page.evaluate(SHIFTS) == 0


def test_a_note_that_unfolds_moves_others_and_not_the_text(reader: Reader) -> None:
    page = reader("nato/")
    where = "document.getElementById('p5').getBoundingClientRect().top + scrollY"
    before = page.evaluate(where)
    page.locator("#note-musk summary").click()
    notes = beside(page)
    assert page.evaluate(where) == before
    assert not any(one.overlaps(other) for one, other in combinations(notes, 2))


def test_on_a_narrow_screen_and_on_paper_nothing_is_moved(reader: Reader) -> None:
    page = reader("text/", site="dense")
    number(page, "note-n9").hover()
    beside(page)
    page.set_viewport_size({"width": 500, "height": 800})
    page.locator("details.notes").evaluate_all("all => all.forEach(one => { one.open = true })")
    page.evaluate(STILL)
    for medium in ("screen", "print"):
        page.emulate_media(media=medium)
        moved = page.locator(".note").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().top - one.parentElement"
            ".closest('.part').getBoundingClientRect().top).filter(top => top < 0).length"
        )
        shown = page.locator(".note").evaluate_all(
            "all => all.map(one => getComputedStyle(one)).filter(one =>"
            " one.position == 'absolute' || ![ 'none', '0px' ].includes(one.translate)).length"
        )
        assert (medium, moved, shown) == (medium, 0, 0)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 800})
    notes = beside(page)
    assert not any(one.overlaps(other) for one, other in combinations(notes, 2))


# The note that is looked at


def test_pointing_at_a_passage_brings_its_note_to_its_line_and_onto_the_screen(
    reader: Reader,
) -> None:
    page = reader("text/", site="dense")
    for note in beside(page):
        page.locator(f"#at-{note.id.removeprefix('note-')}").hover()
        found = next(one for one in beside(page) if one.id == note.id)
        assert found.top == pytest.approx(found.line, abs=4), note.id
        expect(page.locator(f"#{note.id}")).to_be_in_viewport(ratio=0.9)
        everyone = beside(page)
        assert not any(one.overlaps(other) for one, other in combinations(everyone, 2))


def test_pointing_at_a_note_moves_nothing(reader: Reader) -> None:
    page = reader("text/", site="dense")
    before = beside(page)
    page.locator("#note-n4").hover()
    assert [one.top for one in beside(page)] == [one.top for one in before]


def test_the_keyboard_brings_a_note_to_its_line_and_escape_lets_it_go(reader: Reader) -> None:
    page = reader("text/", site="dense")
    before = beside(page)
    number(page, "note-n10").focus()
    for key in ("Shift+Tab", "Tab", "Tab"):  # past the button that offers a link to what is here
        page.keyboard.press(key)
    expect(number(page, "note-n10")).to_be_focused()
    found = next(one for one in beside(page) if one.id == "note-n10")
    assert found.top == pytest.approx(found.line, abs=4)
    page.keyboard.press("Escape")
    assert [one.top for one in beside(page)] == pytest.approx([one.top for one in before], abs=1)


LIT = """id => [...document.querySelectorAll(`mark[aria-details='${id}'], #${id}`)]
    .map(one => getComputedStyle(one).backgroundColor)"""


@pytest.mark.parametrize("script", [True, False])
def test_passage_and_note_light_up_together_from_either_side(script: bool, reader: Reader) -> None:  # noqa: FBT001
    page = reader("nato/", script=script)
    dim, other = page.evaluate(LIT, "note-x"), page.evaluate(LIT, "note-us-law")
    for pointed in (page.locator("#at-x"), number(page, "note-x"), page.locator("#note-x")):
        pointed.hover()
        lit = page.evaluate(LIT, "note-x")
        assert all(now != before for now, before in zip(lit, dim, strict=True))
        assert page.evaluate(LIT, "note-us-law") == other
    page.mouse.move(1, 1)
    page.keyboard.press("Escape")
    number(page, "note-x").focus()
    assert page.evaluate(LIT, "note-x") == lit


# What a passage leads to


def test_a_click_anywhere_on_a_passage_unfolds_its_note_and_moves_no_page(reader: Reader) -> None:
    page = reader("nato/")
    page.locator("#at-us-law").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    expect(page.locator("#note-us-law .note-body")).to_be_hidden()
    page.locator("#at-us-law").click()
    expect(page.locator("#note-us-law .note-body")).to_be_visible()
    assert page.evaluate("scrollY") == before


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("site", "address"), PAGES)
def test_every_number_has_room_for_a_finger(
    site: str, address: str, width: int, reader: Reader
) -> None:
    page = reader(address, site=site, width=width)
    missed = page.locator(".noteref").evaluate_all(
        """all => all.filter(one => {
            one.scrollIntoView({block: 'center', behavior: 'instant'})
            const {left, right, top, bottom, width, height} = one.getBoundingClientRect()
            const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
            return hit != one || width < 24 || height < 23
        }).map(one => one.ariaLabel)"""
    )
    assert missed == []


def test_a_place_under_several_passages_offers_all_their_notes(reader: Reader) -> None:
    page = reader("nato/")
    place = page.locator("#at-lee-bill")
    around = place.evaluate(
        "one => { const found = []; for (; one.id != 'text'; one = one.parentElement)"
        " if (one.matches('mark')) found.push(one.getAttribute('aria-details')); return found }"
    )
    assert len(around) == 3
    box = place.bounding_box()
    assert box
    for _ in around:
        # Beside the word that is a link to a term.
        page.locator("mark.n3:not(#at-lee-bill)").first.click(position={"x": 16, "y": 10})
    for note in ("note-lee-bill", "note-who-wrote"):
        expect(page.locator(f"#{note} .note-body")).to_be_visible()


def test_the_first_click_opens_the_note_that_is_lit_up_and_each_further_one_the_next(
    reader: Reader,
) -> None:
    page = reader("nato/")
    place = page.locator("mark.n3:not(#at-lee-bill)").first
    here = place.evaluate(
        "one => { const found = []; for (; one.id != 'text'; one = one.parentElement)"
        " if (one.matches('mark')) found.push(one.getAttribute('aria-details')); return found }"
    )
    place.hover(position={"x": 16, "y": 10})
    page.wait_for_timeout(300)
    for note in (*here, here[0]):
        place.click(position={"x": 16, "y": 10})
        expect(page.locator(f"#{note}")).to_have_class(re.compile("active"))
        assert page.url.endswith(f"#{note}")


def test_a_number_stands_apart_from_words_that_run_the_other_way(reader: Reader) -> None:
    """Its digit would join a number before it, and move what stands between (UAX 9)."""
    page = reader("text/", site="mirrored")
    pairs = page.locator(".noteref").evaluate_all(
        """all => all.map(one => {
            const text = document.createTreeWalker(one.closest('p'), NodeFilter.SHOW_TEXT)
            text.currentNode = one
            const node = text.previousNode(), range = document.createRange()
            if (!/\\d[,.]$/.test(node.data)) return null
            return [2, 1].map(back => {
                range.setStart(node, node.length - back)
                range.setEnd(node, node.length - back + 1)
                return range.getBoundingClientRect().left
            })
        }).filter(Boolean)"""
    )
    assert pairs
    assert all(mark < digit for digit, mark in pairs)


def test_a_term_in_a_passage_keeps_its_link(reader: Reader) -> None:
    page = reader("nato/")
    term = page.locator("#at-obituaries .term")
    term.click()
    expect(page).to_have_url(re.compile("/glossary/nato/$"))


def test_a_note_that_an_address_names_is_open_and_can_be_folded(reader: Reader) -> None:
    page = reader("nato/#note-musk")
    body = page.locator("#note-musk .note-body")
    expect(body).to_be_visible()
    expect(page.locator("#note-musk")).to_be_in_viewport()
    page.locator("#note-musk summary").click()
    expect(body).to_be_hidden()


def test_one_address_after_the_other_brings_each_note_to_its_line(reader: Reader) -> None:
    """What was unfolded for the one before would else push it away."""
    page = reader("text/", site="stress")
    folded = page.locator(".note", has=page.locator("details.more"))
    for note in folded.evaluate_all("all => all.map(one => one.id)")[:24]:
        page.evaluate("id => { location.hash = id }", note)
        found = next(one for one in beside(page) if one.id == note)
        assert found.top == pytest.approx(found.line, abs=4), note
        expect(page.locator(f"#{note}")).to_be_in_viewport(ratio=1)
        expect(page.locator(f"#{note} .note-body")).to_be_visible()


def test_what_a_reader_unfolded_stays_unfolded(reader: Reader) -> None:
    page = reader("nato/")
    page.locator("#note-obituaries summary").click()
    page.locator("#at-us-law").click()
    page.locator("#at-x").click()
    expect(page.locator("#note-obituaries .note-body")).to_be_visible()
    expect(page.locator("#note-us-law .note-body")).to_be_hidden()
    expect(page.locator("#note-x .note-body")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_notes_are_behind_their_number_until_asked_for(
    script: bool,  # noqa: FBT001
    reader: Reader,
) -> None:
    page = reader("nato/", width=360, script=script, finger=True)
    note = page.locator("#note-x")
    expect(note).to_be_hidden()
    fold = page.locator("details.notes", has=note)
    expect(fold.locator("> summary")).to_have_accessible_name("2 notes")
    fold.locator("> summary").tap()
    expect(note).to_be_visible()
    fold.locator("> summary").tap()
    expect(note).to_be_hidden()
    number(page, "note-x").tap()
    expect(note).to_be_visible()
    expect(note).to_be_in_viewport()
    expect(note.locator(".note-body")).to_be_visible()


def test_on_a_phone_a_finger_on_a_passage_opens_its_note_and_back_leads_back(
    reader: Reader,
) -> None:
    page = reader("nato/", width=360, finger=True)
    page.locator("#at-us-law").tap()
    note = page.locator("#note-us-law")
    expect(note.locator(".note-body")).to_be_visible()
    expect(note).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#at-us-law")).to_be_in_viewport()


def test_words_found_in_a_folded_note_unfold_it(reader: Reader) -> None:
    """By a text fragment, which Chromium reveals as it does what is looked for in a page."""
    page = reader("nato/#:~:text=alliances%20by%20shared%20threats", width=360)
    body = page.locator("#note-obituaries .note-body")
    expect(body).to_be_visible()
    expect(body).to_be_in_viewport()
