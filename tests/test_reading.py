"""Aids to reading: what a reader can choose, find and take along; and that none of it is needed."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.readers import SHIFTS, STILL, Reader
from tests.sites import Sites

TEXT = "[...document.querySelectorAll('#text .unit > :first-child')].map(one => one.textContent)"

SHOWN = """[...document.querySelectorAll('#text .note')].filter(one =>
    getComputedStyle(one).display != 'none').map(one => one.id)"""

NUMBERS = """new Set([...document.querySelectorAll('#text .noteref')].filter(one =>
    getComputedStyle(one).visibility == 'visible').map(one => one.hash)).size"""

FOCUSED = "document.activeElement.id"

IN_SIGHT = """note => [note, document.querySelector(`.noteref[href='#${note.id}']`)].map(one => {
    const {top, bottom} = one.getBoundingClientRect()
    return top >= 0 && (bottom <= innerHeight || one == note)
})"""


def opened(page: Page) -> Locator:
    """The panel of settings, after the reader asked for it."""
    page.get_by_role("button", name="Reading").click()
    panel = page.get_by_role("dialog", name="Reading")
    expect(panel).to_be_visible()
    return panel


def clipboard(page: Page) -> str:
    """What would be pasted now."""
    return str(page.evaluate("navigator.clipboard.readText()"))


# Which notes are shown


def test_kinds_are_put_aside_and_the_address_says_so(reader: Reader) -> None:
    page = reader("nato/#p2")
    words, notes = page.evaluate(TEXT), page.evaluate(SHOWN)
    panel = opened(page)
    for kind in ("Context", "Definition", "Who is this", "What happened later"):
        panel.get_by_role("checkbox", name=kind).uncheck()
    assert page.url.endswith("/nato/?kinds=claim,sic#p2")
    left = page.evaluate(SHOWN)
    assert 0 < len(left) < len(notes)
    classes = page.locator("#text .note").evaluate_all(
        "(all, left) => all.filter(one => left.includes(one.id)).map(one => one.className)", left
    )
    assert all("kind-claim" in one or "kind-sic" in one for one in classes)
    assert page.evaluate(NUMBERS) == len(left)
    washed = page.locator("#text mark").evaluate_all(
        "all => all.filter(one => getComputedStyle(one).textDecorationLine != 'none')"
        ".map(one => one.className)"
    )
    assert washed
    assert all("kind-claim" in one or "kind-sic" in one for one in washed)
    assert page.evaluate(TEXT) == words
    panel.get_by_role("button", name="All notes").click()
    assert page.url.endswith("/nato/#p2")
    assert page.evaluate(SHOWN) == notes


def test_an_address_says_which_notes_are_shown(reader: Reader) -> None:
    page = reader("nato/?kinds=claim,sic&layers=notes")
    left = page.evaluate(SHOWN)
    assert left
    assert page.url.endswith("?kinds=claim,sic&layers=notes")
    panel = opened(page)
    expect(panel.get_by_role("checkbox", name="Claim checked")).to_be_checked()
    expect(panel.get_by_role("checkbox", name="Context")).not_to_be_checked()
    page.keyboard.press("Escape")
    page.locator(".noteref:not(.off)").first.click()
    assert "?kinds=claim,sic&layers=notes" in page.url
    assert page.evaluate(SHOWN) == left


def test_a_layer_is_put_aside(reader: Reader) -> None:
    page = reader("nato/")
    since = page.locator("#text [data-layer=since]")
    assert since.count() > 1
    panel = opened(page)
    panel.get_by_role("checkbox", name="What has happened since").uncheck()
    assert page.url.endswith("?layers=notes")
    for one in since.all():
        expect(one).to_be_hidden()
    assert page.evaluate(SHOWN)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_text_can_be_read_alone(width: int, reader: Reader) -> None:
    page = reader("nato/", width=width)
    words = page.evaluate(TEXT)
    for _ in range(2):
        page.keyboard.press("t")
        assert page.url.endswith("?kinds=none")
        assert (page.evaluate(SHOWN), page.evaluate(NUMBERS)) == ([], 0)
        expect(page.locator(".notes > summary").first).to_be_hidden()
        assert page.evaluate(TEXT) == words
        page.keyboard.press("t")
        assert page.url.endswith("/nato/")
        assert page.evaluate(NUMBERS) > 40


def test_what_was_chosen_comes_back_after_the_text_alone(reader: Reader) -> None:
    page = reader("nato/?kinds=claim,sic")
    left = page.evaluate(SHOWN)
    page.keyboard.press("t")
    assert page.url.endswith("?kinds=none")
    page.keyboard.press("t")
    assert page.url.endswith("?kinds=claim,sic")
    assert page.evaluate(SHOWN) == left


def test_all_notes_are_those_of_all_layers(reader: Reader) -> None:
    page = reader("nato/?layers=since")
    assert len(page.evaluate(SHOWN)) < 10
    opened(page).get_by_role("button", name="All notes").click()
    assert page.url.endswith("/nato/")
    assert len(page.evaluate(SHOWN)) == page.locator("#text .note").count()


@pytest.mark.parametrize("width", [360, 1280])
def test_passages_of_notes_that_are_off_lead_nowhere(width: int, reader: Reader) -> None:
    page = reader("nato/?kinds=none", width=width)
    passage = page.locator("#at-obituaries")
    passage.scroll_into_view_if_needed()
    url, top = page.url, page.evaluate("scrollY")
    line = "const {x, y, height} = one.getClientRects()[0]; return [x + 4, y + height / 2]"
    page.mouse.click(*passage.evaluate(f"one => {{ {line} }}"))
    page.wait_for_timeout(200)
    assert (page.url, page.evaluate("scrollY")) == (url, top)
    assert page.locator(".active").count() == 0


def test_what_else_an_address_says_stays_in_it(reader: Reader) -> None:
    page = reader("nato/?ref=a%26b&kinds=claim,sic")
    assert page.url.endswith("?ref=a%26b&kinds=claim,sic")
    page.keyboard.press("t")
    page.keyboard.press("t")
    opened(page).get_by_role("button", name="All notes").click()
    assert page.url.endswith("?ref=a%26b")


def test_the_choice_of_notes_goes_on_from_page_to_page(reader: Reader) -> None:
    page = reader("report/start/", site="parts")
    page.keyboard.press("t")
    page.locator("a[rel=next]").first.click()
    page.wait_for_url("**?kinds=none")
    assert page.evaluate(SHOWN) == []


def test_what_is_shown_by_a_script_stands_on_the_side_of_the_page(reader: Reader) -> None:
    page = reader("text/", site="mirrored")
    button = page.locator("button.reading")
    button.click()
    panel, aids = page.locator(".panel").bounding_box(), page.locator(".aids").bounding_box()
    assert panel
    assert aids
    assert panel["x"] < 20
    assert aids["x"] < 20


def test_a_fold_counts_in_words_of_its_language(reader: Reader) -> None:
    page = reader("text/", site="mirrored", width=360)
    expect(page.locator(".notes > summary").first).to_have_attribute("data-count", "שתי הערות")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_sign_to_copy_a_link_lies_on_no_words_of_a_note(width: int, reader: Reader) -> None:
    page = reader("nato/", width=width)
    page.locator("details.notes").evaluate_all("all => all.forEach(one => (one.open = true))")
    for note in page.locator("#text .notes:not(.wide) > .note").all()[:14]:
        note.hover()
        covered = note.evaluate(
            """note => {
            const sign = note.querySelector('.copy_link').getBoundingClientRect()
            const walker = document.createTreeWalker(note, NodeFilter.SHOW_TEXT)
            const range = document.createRange(), found = []
            while (walker.nextNode()) {
                const near = walker.currentNode.parentElement
                if (near.closest('.copy_link, .unseen') || !near.checkVisibility()) continue
                range.selectNodeContents(walker.currentNode)
                for (const {left, right, top, bottom} of range.getClientRects()) {
                    const across = Math.min(right, sign.right - 6) - Math.max(left, sign.left + 6)
                    const down = Math.min(bottom, sign.bottom) - Math.max(top, sign.top)
                    if (across > 0 && down > 0) found.push(near.outerHTML)
                }
            }
            return found
            }"""
        )
        assert covered == []


def test_a_fold_counts_what_is_in_it(reader: Reader) -> None:
    page = reader("nato/", width=360)
    summary = page.locator(".notes > summary").first
    for address, count in (("?kinds=later", "2 / 8 notes"), ("", "8 notes")):
        page.goto(page.url.partition("?")[0] + address)
        expect(summary).to_have_accessible_name(count)
        expect(summary).to_have_attribute("data-count", count)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_link_to_a_note_shows_it_also_where_its_kind_is_off(width: int, reader: Reader) -> None:
    page = reader("nato/?kinds=none#note-musk", width=width)
    expect(page.locator("#note-musk")).to_be_in_viewport()
    assert page.evaluate(SHOWN) == ["note-musk"]
    page.evaluate("location.hash = 'note-cat'")
    expect(page.locator("#note-cat")).to_be_in_viewport()
    assert page.evaluate(SHOWN) == ["note-cat"]


def test_what_is_left_stands_beside_its_line(reader: Reader) -> None:
    page = reader("nato/?kinds=sic", still=True)
    distances = page.locator("#text .note:not(.off)").evaluate_all(
        """all => all.map(one => one.getBoundingClientRect().top -
            document.querySelector(`.noteref[href='#${one.id}']`).getBoundingClientRect().top)"""
    )
    assert distances
    assert max(map(abs, distances)) < 60


# From note to note


@pytest.mark.parametrize("width", [360, 1280])
def test_keys_lead_from_note_to_note(width: int, reader: Reader) -> None:
    page = reader("nato/", width=width, still=True)
    notes = page.evaluate(SHOWN)
    for key, index in (("j", 0), ("j", 1), ("k", 0), ("j", 1), ("j", 2)):
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == notes[index]
        note = page.locator(f"#{notes[index]}")
        assert "active" in str(note.get_attribute("class"))
        assert note.evaluate(IN_SIGHT) == [True, True]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.note').id") == notes[2]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("site", ["nato", "stress"])
def test_keys_lead_to_every_note(site: str, width: int, reader: Reader) -> None:
    page = reader("nato/" if site == "nato" else "text/", site=site, width=width, still=True)
    for note in page.evaluate(SHOWN):
        page.keyboard.press("j")
        assert page.evaluate(FOCUSED) == note
        expect(page.locator(f"#{note}")).to_be_in_viewport()
    last = page.evaluate(FOCUSED)
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == last


def test_the_next_note_is_that_of_what_is_being_read(reader: Reader) -> None:
    page = reader("nato/")
    page.keyboard.press("j")
    page.locator("#p9").evaluate("one => one.scrollIntoView()")
    page.get_by_role("button", name="Next note").click()
    unit = "document.activeElement.closest('.unit').firstElementChild.id"
    assert page.evaluate(unit) == "p9"
    page.get_by_role("button", name="Previous note").click()
    assert int(page.evaluate(unit).removeprefix("p")) <= 9


def test_notes_that_are_off_are_passed_over(reader: Reader) -> None:
    page = reader("nato/?kinds=sic")
    for note in page.evaluate(SHOWN):
        page.keyboard.press("j")
        assert page.evaluate(FOCUSED) == note


def test_letters_are_letters_where_somebody_types_or_wants_no_keys(reader: Reader) -> None:
    page = reader("nato/")
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    page.locator("textarea").focus()
    page.keyboard.type("jkt?")
    assert page.locator("textarea").input_value() == "jkt?"
    assert page.url.endswith("/nato/")
    page.locator("textarea").evaluate("one => one.blur()")
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+t")
    panel = opened(page)
    panel.get_by_role("group", name="Keys").get_by_role("radio", name="Off").check()
    page.keyboard.press("Escape")
    for _ in range(2):
        page.keyboard.type("jkt?")
        assert page.locator(".active, dialog:popover-open, .off").count() == 0
        page.reload()


def test_a_list_names_all_keys(reader: Reader) -> None:
    page = reader("nato/")
    keys = page.locator("kbd")
    assert keys.all_text_contents() == ["j", "k", "t", "c", "?", "Esc"]
    page.keyboard.press("?")
    for key in keys.all():
        expect(key).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(keys.first).to_be_hidden()


# How the page looks


def test_what_was_chosen_stays_chosen_on_every_page(reader: Reader) -> None:
    page = reader("nato/")
    size, paper = (
        "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)",
        "getComputedStyle(document.body).backgroundColor",
    )
    line = "parseFloat(getComputedStyle(document.querySelector('main p')).lineHeight)"
    before = page.evaluate(f"[{size}, {line} / {size}, {paper}]")
    panel = opened(page)
    for name in ("120 %", "Comfortable", "Dark"):
        panel.get_by_role("radio", name=name).check()
    for address in ("about/", "nato/", "glossary/article-5/"):
        page.goto(page.url.split("/repo/")[0] + "/repo/" + address)
        after = page.evaluate(f"[{size}, {line} / {size}, {paper}]")
        assert after[2] not in (before[2], "rgb(255, 255, 255)")
        assert after[1] > 1.8 > before[1]
    page.goto(page.url.replace("glossary/article-5/", "nato/"))
    assert page.evaluate(size) == pytest.approx(1.2 * before[0])
    expect(opened(page).get_by_role("radio", name="Dark")).to_be_checked()


@pytest.mark.parametrize(
    "before",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})",
        "try { localStorage.glossator = 'null' } catch {}",
        "try { localStorage.glossator = '{' } catch {}",
    ],
)
def test_where_nothing_can_be_kept_all_else_is_as_it_is(before: str, reader: Reader) -> None:
    page = reader("nato/", before=before)
    opened(page).get_by_role("radio", name="Light", exact=True).check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == page.evaluate(SHOWN)[0]


def test_a_page_from_a_disk_has_the_aids_too(reader: Reader, sites: Sites) -> None:
    page = reader((sites.nato.folder / "nato/index.html").as_uri())
    page.keyboard.press("t")
    assert page.evaluate(SHOWN) == []
    opened(page).get_by_role("radio", name="Comfortable").check()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_as_aids_come_and_open(width: int, reader: Reader) -> None:
    page = reader("nato/", width=width)
    opened(page)
    page.keyboard.press("Escape")
    page.locator("#text p").first.hover()
    assert page.evaluate(SHIFTS) == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_the_panel_is_one_of_named_controls_of_a_good_size(width: int, reader: Reader) -> None:
    page = reader("nato/", width=width)
    button = page.get_by_role("button", name="Reading")
    button.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Reading")
    expect(panel).to_be_visible()
    assert panel.get_by_role("group").evaluate_all(
        "all => all.map(one => one.querySelector('legend').textContent)"
    ) == ["Kinds of notes", "Layers", "Contents", "Text size", "Type", "Light and dark", "Keys"]
    sizes = page.locator(".aids button, .panel label, .panel a").evaluate_all(
        """all => all.filter(one => one.checkVisibility()).map(one => {
            const {width, height} = one.getBoundingClientRect()
            return [one.tagName == 'BUTTON' ? 44 : 24, width, height]
        })"""
    )
    assert len(sizes) > 20
    assert [one for one in sizes if min(one[1:]) < one[0]] == []
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("address", ["", "glossary/", "works/", "nato/notes/", "404.html"])
def test_a_page_without_a_text_offers_only_how_it_looks(address: str, reader: Reader) -> None:
    page = reader(address)
    assert page.locator(".aids > button").count() == 1
    legends = opened(page).locator("legend").all_inner_texts()
    assert legends == ["Text size", "Type", "Light and dark"]
    page.keyboard.press("Escape")
    page.keyboard.type("jkt?")


def test_the_contents_say_where_the_reader_is(reader: Reader) -> None:
    page = reader("nato/")
    panel = opened(page)
    links = panel.get_by_role("group", name="Contents").get_by_role("link")
    assert links.count() == 2
    expect(panel.locator("[aria-current]")).to_have_count(0)
    for index in range(2):
        title = links.nth(index).inner_text()
        links.nth(index).click()
        expect(panel).to_be_hidden()
        expect(page.get_by_role("heading", name=title)).to_be_in_viewport()
        opened(page)
        expect(panel.locator("[aria-current]")).to_have_text([title])


def test_a_line_shows_how_far_one_has_read(reader: Reader) -> None:
    width = "parseFloat(getComputedStyle(document.documentElement, '::before').scale)"
    page = reader("nato/")
    far = []
    for part in (0, 0.5, 1):
        page.evaluate(
            "part => scrollTo(0, part * (document.documentElement.scrollHeight - innerHeight))",
            part,
        )
        page.evaluate("new Promise(requestAnimationFrame)")
        far.append(page.evaluate(width))
    assert far == pytest.approx([0, 0.5, 1], abs=0.02)
    still = reader("nato/", still=True)
    for page, is_there in ((still, False), (reader("glossary/"), False)):
        content = page.evaluate("getComputedStyle(document.documentElement, '::before').content")
        position = page.evaluate("getComputedStyle(document.documentElement, '::before').position")
        assert (content != "none" and position == "fixed") == is_there


@pytest.mark.parametrize("width", [360, 768, 1000, 1280])
def test_no_aid_covers_the_last_lines_or_a_note(width: int, reader: Reader) -> None:
    page = reader("nato/", width=width)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert page.evaluate(
        """() => {
            const aids = document.querySelector('.aids').getBoundingClientRect()
            const foot = [...document.querySelectorAll('.site-foot > *')].at(-1)
            const note = document.querySelector('.note').getBoundingClientRect()
            const range = document.createRange()
            range.selectNodeContents(foot)
            return [...range.getClientRects()].every(one => one.bottom <= aids.top
                || one.right <= aids.left) && (innerWidth < 1000 || note.right <= aids.left)
        }"""
    )


# What is taken along


@pytest.mark.parametrize("width", [360, 1280])
def test_a_paragraph_or_a_note_gives_its_address(width: int, reader: Reader) -> None:
    page = reader("nato/?kinds=person", width=width)
    page.evaluate(STILL)  # what the address leaves out goes when all is there
    base, shifts = page.url, page.evaluate(SHIFTS)
    words = page.evaluate(TEXT)
    link = page.get_by_role("button", name="Copy link")
    page.locator("#p3").hover()
    link.click()
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert clipboard(page) == f"{base}#p3"
    box, paragraph = link.bounding_box(), page.locator("#p3").bounding_box()
    assert box is not None
    assert paragraph is not None
    assert min(box["width"], box["height"]) >= 24
    assert box["x"] >= 0
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]
    assert right <= paragraph["x"] or bottom <= paragraph["y"] + 2
    expect(page.get_by_role("status")).to_be_empty()
    page.mouse.move(0, 0)
    page.keyboard.press("j")
    note = page.evaluate(FOCUSED)
    page.locator(f"#{note} .copy_link").click()
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert clipboard(page) == f"{base}#{note}"
    assert page.url == base
    assert page.evaluate(TEXT) == words
    assert page.evaluate(SHIFTS) == shifts
    expect(page.get_by_role("status")).to_be_empty()


def test_a_link_is_copied_by_keys(reader: Reader) -> None:
    page = reader("nato/")
    page.locator("#p9").evaluate("one => one.scrollIntoView()")
    page.keyboard.press("c")
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert clipboard(page).endswith("/nato/#p9")
    expect(page.get_by_role("status")).to_be_empty()
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert clipboard(page).endswith(f"/nato/#{page.evaluate(FOCUSED)}")


def test_the_keyboard_finds_the_link_beside_what_it_is_in(reader: Reader) -> None:
    page = reader("nato/")
    page.locator("#p2 a").last.focus()
    link = page.locator(".unit:has(> #p2) > .copy_link")
    expect(link).to_be_visible()
    link.focus()
    page.locator("#p3").hover()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert clipboard(page).endswith("/nato/#p2")


def test_where_nothing_may_be_copied_the_address_bar_has_the_link(reader: Reader) -> None:
    page = reader(
        "nato/", before="Object.defineProperty(navigator, 'clipboard', {value: undefined})"
    )
    page.locator("#p3").hover()
    page.get_by_role("button", name="Copy link").click()
    assert page.url.endswith("/nato/#p3")
    expect(page.get_by_role("status")).to_be_empty()


@pytest.mark.parametrize("width", [360, 1280])
def test_paragraphs_are_copied_word_for_word_without_their_notes(
    width: int, reader: Reader, sites: Sites
) -> None:
    page = reader("nato/", width=width)
    page.set_viewport_size({"width": width, "height": 6000})
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    source = (sites.nato.folder / "nato/source.txt").read_text("utf-8").split("\n")
    (left, top), (right, bottom) = page.evaluate(
        """['p1', 'p3'].map((id, is_last) => {
            const range = document.createRange()
            range.selectNodeContents(document.getElementById(id))
            const lines = [...range.getClientRects()].filter(one => one.height > 15)
            const line = lines.at(is_last ? -1 : 0)
            return [is_last ? line.right - 1 : line.left + 1, (line.top + line.bottom) / 2]
        })"""
    )
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right - 1, bottom, steps=5)
    page.mouse.move(right, bottom)
    page.mouse.up()
    page.keyboard.press("Control+c")
    words = [line.strip() for line in source if line.strip()]
    assert clipboard(page).strip() == "\n\n".join(words[:3])
    page.locator(".note .lead").first.click(click_count=3)
    page.keyboard.press("Control+c")
    assert "NATO’s end has been announced" in clipboard(page)


def test_paper_has_no_aids(reader: Reader) -> None:
    page = reader("nato/")
    page.locator("#p3").hover()
    page.emulate_media(media="print")
    for one in page.locator(".aids, .copy_link").all():
        expect(one).to_be_hidden()
