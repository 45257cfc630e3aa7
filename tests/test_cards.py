"""Cards of terms and works: resting on a link shows what it leads to, and the link stays a link."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.readers import SHIFTS, Reader
from tests.sites import Sites

PLACES = """() => [...document.querySelectorAll('body :not(.page-card, .page-card *)')].map(one => {
    const {x, y, width, height} = one.getBoundingClientRect()
    return [x, y + scrollY, width, height]
})"""

FOCUSED = "document.activeElement.textContent"

TEXT = "#text p[id] .term"


def card(page: Page) -> Locator:
    """The card, if one is shown."""
    return page.locator(".page-card:popover-open")


def title(page: Page) -> Locator:
    """The words at the card's head: the link to what it is about."""
    return card(page).locator("> a")


def rests_on(page: Page, link: Locator) -> None:
    """The pointer comes to where `link` begins, and stays."""
    link.scroll_into_view_if_needed()
    page.mouse.move(
        *link.evaluate(
            """one => {
            const [{left, top, height}] = one.getClientRects()
            return [left + 4, top + height / 2]
        }"""
        )
    )
    expect(card(page)).to_be_visible()


def tabs_to(link: Locator) -> None:
    """The focus comes to `link` by the keyboard."""
    link.focus()
    link.press("Shift+Tab")
    link.page.keyboard.press("Tab")
    expect(link).to_be_focused()


def holds(page: Page, link: Locator, *, lifts: bool = True) -> None:
    """A finger is laid on `link` until its card is there, and then lifted."""
    link.scroll_into_view_if_needed()
    left, top = link.evaluate("one => [one.getClientRects()[0].x, one.getClientRects()[0].y]")
    touch = page.context.new_cdp_session(page)
    point = {"x": left + 8, "y": top + 8}
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    expect(card(page)).to_be_visible()
    if lifts:
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


# The pointer


def test_resting_on_a_term_shows_its_entry_and_leaving_hides_it(reader: Reader) -> None:
    page = reader("nato/")
    rests_on(page, page.locator(TEXT, has_text="Article 5").first)
    expect(card(page)).to_have_role("dialog")
    expect(card(page)).to_have_accessible_name("Article 5")
    expect(title(page)).to_have_attribute("href", page.url.replace("nato/", "glossary/article-5/"))
    expect(card(page)).to_contain_text("The mutual defense clause of the North Atlantic Treaty")
    expect(card(page)).to_contain_text("such action as it deems necessary")
    expect(card(page)).to_contain_text("Deterrence")  # see also
    expect(card(page)).not_to_contain_text("Every mention")
    assert page.locator("[id]").evaluate_all("all => new Set(all.map(one => one.id)).size") == (
        page.locator("[id]").count()
    )
    page.mouse.move(2, 2)
    expect(card(page)).to_have_count(0)


def test_one_may_travel_into_the_card_and_stay_there(reader: Reader) -> None:
    page = reader("nato/")
    rests_on(page, page.locator(TEXT, has_text="Article 5").first)
    box = card(page).bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 90, steps=12)
    page.wait_for_timeout(700)  # longer than any card waits for a pointer that has left
    assert card(page).bounding_box() == box
    page.mouse.move(2, 2)
    expect(card(page)).to_have_count(0)


def test_a_pointer_that_passes_by_opens_nothing(reader: Reader) -> None:
    page = reader("nato/")
    link = page.locator(TEXT).first
    link.hover()
    page.mouse.move(2, 2)
    page.wait_for_timeout(700)
    expect(card(page)).to_have_count(0)


def test_what_is_then_and_since_stands_in_the_card_of_a_person(reader: Reader) -> None:
    page = reader("nato/")
    rests_on(page, page.locator(TEXT, has_text="Donald Trump").first)
    expect(card(page).locator("dt")).to_have_text(["Then", "Since"])


def test_nothing_moves_when_a_card_comes_and_goes(reader: Reader) -> None:
    page = reader("glossary/deterrence/")
    before = page.evaluate(PLACES)
    rests_on(page, page.locator(".prose .term").first)
    assert page.evaluate(PLACES) == before
    page.mouse.move(2, 2)
    expect(card(page)).to_have_count(0)
    assert page.evaluate(PLACES) == before
    assert page.evaluate(SHIFTS) == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_every_card_lies_inside_the_window_and_not_over_its_link(
    width: int, reader: Reader
) -> None:
    page = reader("nato/", width=width)
    links = page.locator(TEXT)
    for number in range(0, links.count(), 6):
        link = links.nth(number)
        rests_on(page, link)
        box = card(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 800
        assert link.evaluate("one => one.matches(':hover')")
        page.mouse.move(2, 2)
        expect(card(page)).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_escape_closes_a_card_while_the_pointer_rests(reader: Reader) -> None:
    page = reader("nato/")
    rests_on(page, page.locator(TEXT).first)
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    page.wait_for_timeout(600)
    expect(card(page)).to_have_count(0)


def test_what_lay_under_a_card_that_is_closed_opens_no_other(reader: Reader) -> None:
    page = reader("nato/", width=360)  # a narrow column, so that a card covers what is in it
    rests_on(page, page.locator(TEXT, has_text="leave NATO").first)
    under = page.evaluate(
        """() => {
        const {top, bottom, left, right} =
            document.querySelector('.page-card').getBoundingClientRect()
        return [...document.querySelectorAll('#text .term')]
            .map(one => one.getClientRects()[0])
            .filter(box => box && box.top > top && box.bottom < bottom)
            .filter(box => box.left > left && box.right < right)
            .map(box => [(box.left + box.right) / 2, (box.top + box.bottom) / 2])
    }"""
    )
    assert under
    page.mouse.move(*under[0], steps=8)
    page.wait_for_timeout(100)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_timeout(700)
    expect(card(page)).to_have_count(0)


def test_a_press_elsewhere_closes_it(reader: Reader) -> None:
    page = reader("nato/")
    tabs_to(page.locator(TEXT).first)
    expect(card(page)).to_be_visible()
    page.mouse.click(2, 300)
    expect(card(page)).to_have_count(0)


def test_a_link_is_a_link(reader: Reader) -> None:
    page = reader("nato/")
    link = page.locator(TEXT, has_text="Article 5").first
    rests_on(page, link)
    with page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    expect(opened.value.locator("h1")).to_have_text("Article 5")
    link.click()
    expect(page.locator("h1")).to_have_text("Article 5")


# The keyboard


def test_tab_goes_into_the_card_and_out_of_it_to_what_comes_next(reader: Reader) -> None:
    page = reader("nato/")
    link = page.locator(TEXT, has_text="leave NATO").first
    tabs_to(link)
    expect(card(page)).to_be_visible()
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    expect(title(page)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(link).to_be_focused()
    within = card(page).locator("a").count()
    for _ in range(within):
        page.keyboard.press("Tab")
    expect(card(page).locator("a").last).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#note-treaty-exit"
    expect(card(page)).to_have_count(0)


@pytest.mark.parametrize("tabs", [0, 1])
def test_escape_closes_the_card_and_the_focus_is_on_its_link(tabs: int, reader: Reader) -> None:
    page = reader("nato/")
    link = page.locator(TEXT, has_text="leave NATO").first
    tabs_to(link)
    expect(card(page)).to_be_visible()
    for _ in range(tabs):
        page.keyboard.press("Tab")
        expect(title(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(link).to_be_focused()
    page.wait_for_timeout(600)
    expect(card(page)).to_have_count(0)


def test_enter_follows_the_link_of_a_card_that_is_shown(reader: Reader) -> None:
    page = reader("nato/")
    tabs_to(page.locator(TEXT, has_text="leave NATO").first)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Leaving NATO")


# From card to card


def test_a_term_in_a_card_opens_in_the_same_card_with_a_way_back(reader: Reader) -> None:
    page = reader("nato/")
    rests_on(page, page.locator(TEXT, has_text="leave NATO").first)
    before = card(page).bounding_box()
    back = card(page).get_by_role("button", name="Back")
    expect(back).to_have_count(0)
    card(page).locator(".term", has_text="North Atlantic Treaty").first.click()
    expect(title(page)).to_have_text("North Atlantic Treaty")
    expect(title(page)).to_be_focused()
    expect(card(page)).to_have_accessible_name("North Atlantic Treaty")
    after, button = card(page).bounding_box(), back.bounding_box()
    assert before
    assert after
    assert (after["x"], after["width"]) == (before["x"], before["width"])
    assert button
    assert min(button["width"], button["height"]) >= 44
    card(page).locator(".see a").first.click()
    back.click()
    expect(title(page)).to_have_text("North Atlantic Treaty")
    back.click()
    expect(title(page)).to_have_text("Leaving NATO")
    expect(title(page)).to_be_focused()
    expect(back).to_have_count(0)
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "leave NATO"


def test_a_cards_title_leads_to_its_page(reader: Reader) -> None:
    page = reader("nato/")
    rests_on(page, page.locator(TEXT, has_text="Article 5").first)
    title(page).click()
    expect(page.locator("h1")).to_have_text("Article 5")


def test_links_in_a_card_lead_where_they_lead_on_their_own_page(reader: Reader) -> None:
    page = reader("speech/", site="small")
    base = page.url.removesuffix("speech/")
    rests_on(page, page.locator("main .term", has_text="Zürich").first)
    hrefs = card(page).locator("a").evaluate_all("all => all.map(one => one.href)")
    assert base + "glossary/zuerich/" in hrefs
    assert base + "glossary/forum/" in hrefs
    assert any(href.startswith(base + "speech/figures/") for href in hrefs)


# Works


def test_a_citation_shows_the_work_that_is_described_on_its_page(reader: Reader) -> None:
    page = reader("speech/", site="small")
    rests_on(page, page.locator("[role=doc-biblioref]:visible").first)
    expect(card(page)).to_contain_text("Julius Caesar")
    expect(card(page).locator(".work i a")).to_have_attribute(
        "href", "https://example.org/caesar?act=3&scene=2"
    )


def test_a_citation_shows_the_work_that_is_described_elsewhere(reader: Reader) -> None:
    page = reader("glossary/deterrence/")
    rests_on(page, page.locator("[role=doc-biblioref]", has_text="NATO Review 2016"))
    expect(title(page)).to_have_text("NATO Review 2016")
    expect(card(page)).not_to_contain_text("Cited in")
    page.keyboard.press("Escape")
    rests_on(page, page.locator(".prose .term", has_text="Article 5"))
    card(page).locator("[role=doc-biblioref]").first.click()
    expect(card(page).locator("cite.work")).to_be_visible()
    card(page).get_by_role("button", name="Back").click()
    expect(title(page)).to_have_text("Article 5")


# A finger


def test_a_long_press_opens_a_sheet_at_the_foot_of_a_phone(reader: Reader) -> None:
    page = reader("nato/", width=360, finger=True)
    address = page.url
    link = page.locator(TEXT, has_text="leave NATO").first
    holds(page, link)
    page.wait_for_timeout(700)
    expect(card(page)).to_be_visible()
    expect(title(page)).to_be_focused()
    box = card(page).bounding_box()
    assert box
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 360, 800)
    close = card(page).get_by_role("button", name="Close")
    button = close.bounding_box()
    assert button
    assert min(button["width"], button["height"]) >= 44
    card(page).locator(".term").first.tap()
    expect(title(page)).to_have_text("North Atlantic Treaty")
    assert card(page).evaluate("one => getComputedStyle(one).bottom") == "0px"
    close.tap()
    expect(card(page)).to_have_count(0)
    assert page.url == address


def test_a_touch_beside_the_sheet_closes_it(reader: Reader) -> None:
    page = reader("nato/", width=360, finger=True)
    holds(page, page.locator(TEXT, has_text="leave NATO").first)
    page.touchscreen.tap(2, 2)
    expect(card(page)).to_have_count(0)


def test_a_long_press_on_a_tablet_opens_a_card_beside_the_link(reader: Reader) -> None:
    page = reader("nato/", width=1024, finger=True)
    holds(page, page.locator(TEXT, has_text="leave NATO").first)
    box = card(page).bounding_box()
    assert box
    assert box["width"] < 500
    expect(card(page).get_by_role("button", name="Close")).to_be_visible()


def test_a_held_link_has_no_menu(reader: Reader) -> None:
    page = reader("nato/", width=360, finger=True)
    page.evaluate(
        "addEventListener('contextmenu', event => document.title = event.defaultPrevented)"
    )
    link = page.locator(TEXT, has_text="leave NATO").first
    holds(page, link, lifts=False)
    link.dispatch_event("contextmenu")
    expect(page).to_have_title("true")


def test_a_short_tap_follows_the_link(reader: Reader) -> None:
    page = reader("nato/", width=360, finger=True)
    page.locator(TEXT, has_text="leave NATO").first.tap()
    expect(page.locator("h1")).to_have_text("Leaving NATO")


# Everywhere


def test_cards_are_set_in_the_direction_of_their_words_and_of_the_page(reader: Reader) -> None:
    page = reader("song/", site="small")
    page.evaluate(  # its notes have no term: an author might have written this link
        """() => {
        const link = document.createElement('a')
        link.className = 'term'
        link.textContent = 'קיסר'
        link.href = '../glossary/forum/'
        document.querySelector('.introduction p, #text p').prepend(link)
    }"""
    )
    link = page.locator("a.term").first
    rests_on(page, link)
    expect(title(page)).to_have_attribute("dir", "ltr")
    expect(title(page)).to_have_attribute("lang", "en")
    box, place = card(page).bounding_box(), link.bounding_box()
    assert box
    assert place
    assert box["x"] + box["width"] > place["x"] + place["width"]
    assert box["x"] < place["x"]
    assert box["x"] + box["width"] <= 1280


def test_where_the_page_cannot_be_had_the_link_is_a_link(browser: Browser, sites: Sites) -> None:
    # A browser tells its console of every failed request, so what is said there is not asked here.
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{sites.nato.base}nato/")
    page.route("**/glossary/**", lambda route: route.abort())
    link = page.locator(TEXT, has_text="Article 5").first
    with page.expect_event("requestfailed"):
        link.hover()
    page.wait_for_timeout(600)
    expect(card(page)).to_have_count(0)
    page.unroute_all()
    link.click()
    expect(page.locator("h1")).to_have_text("Article 5")
    page.close()
    assert errors == []


def test_from_a_disk_there_are_no_cards(reader: Reader, sites: Sites) -> None:
    page = reader((sites.nato.folder / "nato/index.html").as_uri())
    link = page.locator(TEXT, has_text="Article 5").first
    link.hover()
    page.wait_for_timeout(600)
    expect(page.locator(".page-card")).to_have_count(0)
    link.click()
    expect(page.locator("h1")).to_have_text("Article 5")


def test_a_card_is_never_printed(reader: Reader) -> None:
    page = reader("nato/")
    rests_on(page, page.locator(TEXT).first)
    page.emulate_media(media="print")
    expect(page.locator(".page-card")).to_be_hidden()
