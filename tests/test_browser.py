"""What a reader asks of the site: on a phone and a desk, by keyboard, without script, on paper."""

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from glossator.words import words_for
from tests.readers import Reader
from tests.sites import Sites

if TYPE_CHECKING:
    from pathlib import Path

WIDTHS = (360, 768, 1280, 1920)
SCHEMES = ("light", "dark")
PAGES = (
    "",
    "nato/",
    "nato/notes/",
    "glossary/",
    "glossary/article-5/",
    "works/",
    "about/",
    "404.html",
)
OTHERS = ("", "speech/", "speech/further/more/", "creation/", "song/", "song/notes/", "works/")
"""Pages of the small site."""
LONG = ("report/", "report/notes/", "chronicle/", "chronicle/notes/", "glossary/", "timeline/",
        "glossary/harbor-board/", "glossary/shomer-hayam/", "people/", "works/")  # fmt: skip
"""Pages of the long one."""
PARTS = ("report/", "report/start/", "report/section-9-on-the-matter-of-dike-office/",
         "report/notes/", "chronicle/", "chronicle/findings/")  # fmt: skip
"""Pages of the one on many pages."""
EVERY = [("nato", PAGES), ("small", OTHERS), ("long", LONG), ("parts", PARTS)]
TEXTS = [
    ("nato", "nato/"),
    ("long", "report/"),
    ("long", "chronicle/"),
    ("parts", PARTS[2]),
    ("parts", "chronicle/findings/"),
]

MARGINS = [*TEXTS, ("small", "creation/"), ("small", "song/")]
"""Pages with notes beside the text, in every direction."""

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
OPEN = "document.querySelectorAll('details').forEach(one => one.open = true)"

Visit = Callable[..., Page]


@pytest.fixture
def visit(reader: Reader) -> Visit:
    """Opens a page for somebody who as a rule has no script, perhaps no anchors but rows."""

    def visit(
        address: str,
        *,
        scheme: str = "light",
        script: bool = False,
        rows: bool = False,
        **more: str | int,
    ) -> Page:
        is_dark = scheme == "dark"
        return reader(address, height=900, dark=is_dark, script=script, anchors=not rows, **more)

    return visit


@dataclass(frozen=True)
class Box:
    """Where something is on the page, in CSS pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """By more than half a pixel."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.5
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.5
        )


@dataclass(frozen=True)
class Unit:
    """A paragraph of the text, and its notes."""

    text: Box
    notes: Box | None
    each: tuple[Box, ...]


def units(page: Page) -> list[Unit]:
    """The paragraphs of the text in their order."""
    found = page.evaluate(
        """() => {
        const box = one => {
            const {left, top, right, bottom} = one.getBoundingClientRect()
            return [left, top + scrollY, right, bottom + scrollY]
        }
        return [...document.querySelectorAll('#text .unit')].map(unit => [
            box(unit.firstElementChild),
            [...unit.querySelectorAll(':scope > .notes:not(.wide) > .note')]
                .filter(one => one.checkVisibility()).map(box),
            [...unit.querySelectorAll('.note')].map(box),
        ])
        }"""
    )
    return [
        Unit(Box(*text), around(notes), tuple(Box(*one) for one in each))
        for text, notes, each in found
    ]


def around(boxes: Sequence[tuple[float, float, float, float]]) -> Box | None:
    """The box that holds all `boxes`."""
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))


def lines_outside_of_notes(page: Page) -> list[Box]:
    """Every line of words that no note says."""
    found = page.evaluate(
        """() => {
        const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
        const range = document.createRange()
        while (walker.nextNode()) {
            const node = walker.currentNode
            if (!node.data.trim() || node.parentElement.closest('.notes, .skip, script')) continue
            range.selectNodeContents(node)
            for (const {left, top, right, bottom} of range.getClientRects()) {
                found.push([left, top + scrollY, right, bottom + scrollY])
            }
        }
        return found
        }"""
    )
    return [Box(*one) for one in found]


# Every page


@pytest.mark.parametrize(
    ("site", "addresses", "width", "scheme"),
    [("nato", PAGES, width, scheme) for width in WIDTHS for scheme in SCHEMES]
    + [(*other, width, "light") for other in EVERY[1:] for width in (360, 1280)],
)
def test_pages_fit_and_nothing_in_them_is_refused(
    site: str, addresses: tuple[str, ...], width: int, scheme: str, visit: Visit
) -> None:
    page = visit("", site=site, width=width, scheme=scheme, script=True)
    base = page.url
    for address in addresses:
        page.goto(base + address)
        assert page.evaluate(FITS), address
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.site-head')).display")
            == "flex"
        )
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (luminance(paper) > 0.5) == (scheme == "light"), address


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("site", "addresses"), EVERY)
def test_pages_fit_also_in_letters_of_twice_the_size(
    site: str, addresses: tuple[str, ...], width: int, visit: Visit
) -> None:
    page = visit("", site=site, width=width)
    base = page.url
    for address in addresses:
        page.goto(base + address)
        page.evaluate("document.documentElement.style.fontSize = '36px'")
        assert page.evaluate(FITS), address


@pytest.mark.parametrize(("site", "addresses"), EVERY)
def test_pages_say_and_show_the_same_without_script(
    site: str, addresses: tuple[str, ...], visit: Visit
) -> None:
    with_script, without = visit("", site=site, script=True), visit("", site=site)
    base = without.url
    look = """[document.querySelector('main').innerText,
        document.getElementById('text')?.getBoundingClientRect().height]"""
    for address in addresses:
        for page in (with_script, without):
            page.goto(base + address)
        assert with_script.evaluate(look) == without.evaluate(look), address


@pytest.mark.parametrize(("site", "addresses"), EVERY)
def test_pages_are_built_so_that_ears_find_their_way(
    site: str, addresses: tuple[str, ...], visit: Visit
) -> None:
    page = visit("", site=site)
    page.set_default_timeout(60_000)  # to say all of a long page takes a while
    base = page.url
    for address in addresses:
        page.goto(base + address)
        levels = page.evaluate(
            "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(one => +one.tagName[1])"
        )
        assert levels[0] == 1, address
        assert levels.count(1) == 1, address
        steps = pairwise(levels)
        assert all(after <= before + 1 for before, after in steps), (address, levels)
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
        assert len(ids) == len(set(ids)), address
        tree = page.locator("body").aria_snapshot()
        landmarks = re.findall(r"^- (banner|main|contentinfo):", tree, re.MULTILINE)
        assert landmarks == ["banner", "main", "contentinfo"], address
        say = words_for(page.locator("html").get_attribute("lang") or "", {})
        name = say.text("site_navigation")
        assert tree.count(f'- navigation "{name}":') == 1, address
        assert page.title(), address
        unnamed = page.evaluate(
            """[...document.querySelectorAll('a[href], img')].filter(one =>
            !(one.textContent || one.ariaLabel || one.alt || '').trim())
            .map(one => one.outerHTML)"""
        )
        assert unnamed == [], address


def test_the_first_tab_skips_to_the_content(visit: Visit) -> None:
    page = visit("nato/")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


# Notes beside the text


@pytest.mark.parametrize("width", [1000, 1280, 1920])
@pytest.mark.parametrize("rows", [False, True])
@pytest.mark.parametrize(
    ("site", "address"),
    [*MARGINS, ("small", "speech/")],
)
def test_notes_stand_beside_their_paragraphs_and_over_nothing(
    site: str, address: str, width: int, *, rows: bool, visit: Visit
) -> None:
    page = visit(address, site=site, width=width, rows=rows)
    is_mirrored = page.locator("html").get_attribute("dir") == "rtl"
    for unfold in ("", OPEN):
        page.evaluate(unfold)
        found = units(page)
        for unit in found:
            if unit.notes:
                assert unit.notes.top > unit.text.top - 1
                assert unit.notes.right - unit.notes.left > 200
                if is_mirrored:
                    assert all(unit.notes.right < other.text.left for other in found)
                else:
                    assert all(unit.notes.left > other.text.right for other in found)
        blocks = [unit.notes for unit in found if unit.notes]
        assert all(one.bottom < other.top for one, other in pairwise(blocks))
        if rows:
            for unit, following in pairwise(found):
                assert not unit.notes or unit.notes.bottom <= following.text.top
        notes = [note for unit in found for note in unit.each]
        lines = sorted(lines_outside_of_notes(page), key=lambda line: line.top)
        tallest = max(line.bottom - line.top for line in lines)
        for note in notes:
            first = bisect_left(lines, note.top - tallest, key=lambda line: line.top)
            near = takewhile(lambda line: line.top < note.bottom, islice(lines, first, None))  # noqa: B023  (used at once)
            assert not any(note.overlaps(line) for line in near)
        assert page.evaluate(FITS)


def test_the_text_runs_on_where_notes_are_longer_than_it(visit: Visit) -> None:
    page = visit("creation/", site="small")
    page.evaluate(OPEN)
    paragraphs = [unit.text for unit in units(page)]
    assert all(other.top - one.bottom < 40 for one, other in pairwise(paragraphs))


@pytest.mark.parametrize("width", [360, 768, 999])
@pytest.mark.parametrize(
    ("site", "address"),
    MARGINS,
)
def test_on_a_narrow_screen_notes_stand_under_their_paragraph_before_the_next(
    site: str, address: str, width: int, visit: Visit
) -> None:
    page = visit(address, site=site, width=width)
    folds = page.locator("details.notes")
    assert all(not unit.notes for unit in units(page))  # folded, behind their number
    for fold in folds.all():
        number = fold.locator(".note").count()
        count = fold.locator("> summary")
        expect(count).to_have_attribute("data-count", re.compile(rf"\b{number}\b|^\D+$"))
        expect(count).to_be_visible()
    for unfold in (OPEN.replace("details", "details.notes"), OPEN):
        page.evaluate(unfold)
        found = units(page)
        for unit in found:
            if unit.notes:
                assert unit.notes.top >= unit.text.bottom
                assert unit.notes.left >= 0
                assert unit.notes.right <= width
        for unit, following in pairwise(found):
            assert not unit.notes or unit.notes.bottom <= following.text.top


@pytest.mark.parametrize(
    ("site", "address", "text", "notes"),
    [
        ("small", "creation/", "rtl", "ltr"),
        ("small", "song/", "rtl", "rtl"),
        ("long", "chronicle/", "rtl", "rtl"),
        ("long", "report/", "ltr", "ltr"),
        ("parts", "chronicle/findings/", "rtl", "rtl"),
    ],
)
def test_texts_and_notes_run_in_their_own_directions(
    site: str, address: str, text: str, notes: str, visit: Visit
) -> None:
    page = visit(address, site=site)
    expect(page.locator("#text")).to_have_attribute("dir", text)
    expect(page.locator("html")).to_have_attribute("dir", notes)
    for selector, expected in (
        ("#text p[id]", text),
        (".back", text),
        (".lead, .note-body p", notes),
    ):
        expect(page.locator(selector).first).to_have_css("direction", expected)


# From the text to a note and back


@pytest.mark.parametrize("width", [360, 1280])
def test_a_note_link_shows_its_note_and_no_other_without_script(width: int, visit: Visit) -> None:
    page = visit("nato/", width=width)
    body = page.locator("#note-who-wrote .note-body")
    shown = page.locator(".note-body:visible")
    before = shown.count()  # the source's own slips stand open
    expect(body).to_be_hidden()
    page.locator(".noteref[href='#note-who-wrote']").click()
    expect(body).to_be_visible()
    expect(body).to_be_in_viewport()
    assert shown.count() == before + 1
    if width == 1280:
        expect(page.locator("#at-who-wrote")).to_be_in_viewport()
    box = body.bounding_box()
    assert box
    assert box["height"] > 20
    page.go_back()
    expect(body).to_be_hidden()


def test_the_keyboard_leads_to_a_note_into_it_and_back_to_the_passage(visit: Visit) -> None:
    page = visit("nato/")
    page.locator(".noteref[href='#note-cat']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#note-cat .note-body")).to_be_visible()
    page.keyboard.press("Tab")
    back = page.locator("#note-cat .back")
    expect(back).to_be_focused()
    expect(back).to_have_text("It’s like Schroedinger’s cat -- it … dead")
    page.keyboard.press("Enter")
    assert page.url.endswith("#at-cat")
    passage = page.locator("#at-cat")
    expect(passage).to_be_in_viewport()
    assert passage.evaluate("one => one.matches(':target')")
    page.keyboard.press("Tab")
    assert passage.evaluate(
        "one => one.compareDocumentPosition(document.activeElement) & "
        "(Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY)"
    )


@pytest.mark.parametrize(("site", "address"), TEXTS)
def test_every_passage_leads_to_a_note_and_the_note_back_to_its_passage(
    site: str, address: str, visit: Visit
) -> None:
    page = visit(address, site=site)
    pairs = page.evaluate(
        """[...document.querySelectorAll('.noteref')].map(one => {
            const note = document.getElementById(one.hash.slice(1))
            const hash = decodeURIComponent(note.querySelector('.back').hash)
            const back = document.getElementById(hash.slice(1))
            const leads_back = back.tagName == 'MARK'
                ? back.getAttribute('aria-details') == note.id
                : back.contains(one)  // a note on a section stands at its heading
            return [one.ariaLabel, note.ariaLabel, one.dataset.number, leads_back]
        })"""
    )
    assert len(pairs) > (3 if site == "parts" else 30)
    for link, note, number, leads_back in pairs:
        assert link == note
        assert link.startswith((f"Note {number}: ", f"הערה {number}: "))
        assert leads_back


def test_a_folded_note_opens_and_closes_by_keyboard(visit: Visit) -> None:
    page = visit("nato/")
    summary = page.locator("#note-musk summary")
    body = page.locator("#note-musk .note-body")
    summary.focus()
    for key, opens in (("Enter", True), ("Enter", False), ("Space", True)):
        page.keyboard.press(key)
        expect(body).to_be_visible(visible=opens)


@pytest.mark.parametrize(
    ("site", "address", "least"),
    [("nato", "nato/", 100), ("parts", PARTS[2], 50), ("parts", "chronicle/findings/", 10)],
)
def test_tab_goes_through_each_paragraph_then_its_notes_and_is_always_seen(
    site: str, address: str, least: int, visit: Visit
) -> None:
    page = visit(address, site=site)
    stops = (
        "[...document.querySelectorAll('#text :is(a[href], summary, [tabindex])')]"
        ".filter(one => one.checkVisibility())"
    )
    homes = page.evaluate(
        f"""(() => {{
        const units = [...document.querySelectorAll('#text .unit')]
        return {stops}.map(one =>
            2 * units.indexOf(one.closest('.unit')) + Boolean(one.closest('.notes')))
        }})()"""
    )
    assert homes == sorted(homes)  # even: a paragraph; odd: its notes
    assert len(homes) > least
    page.evaluate(
        """[...document.querySelectorAll('main a[href]')].filter(one =>
            one.compareDocumentPosition(document.getElementById('text')) == 4).at(-1).focus()"""
    )
    for index in range(len(homes)):
        page.keyboard.press("Tab")
        at, style, width, is_seen = page.evaluate(
            f"""(() => {{
            const one = document.activeElement
            const {{outlineStyle, outlineWidth}} = getComputedStyle(one)
            const box = one.getBoundingClientRect()
            const is_seen = box.height > 0 && box.bottom > 0 && box.top < innerHeight
            return [{stops}.indexOf(one), outlineStyle, parseFloat(outlineWidth), is_seen]
            }})()"""
        )
        assert (at, style, is_seen) == (index, "solid", True)
        assert width >= 2


def test_a_screen_reader_is_told_of_every_note_by_number_and_kind(
    visit: Visit, sites: Sites
) -> None:
    page = visit("nato/")
    data = json.loads((sites.nato.folder / "nato/annotations.jsonld").read_text("utf-8"))
    kinds = (
        page.get_by_role("list", name="Kinds of notes").get_by_role("listitem").all_inner_texts()
    )
    notes = re.findall(r'note "Note (\d+): ([^"]+)"', page.locator("#text").aria_snapshot())
    assert [int(number) for number, _ in notes] == list(range(1, data["total"] + 1))
    assert {kind for _, kind in notes} == set(kinds)
    lines = page.locator("#note-cat").aria_snapshot().splitlines()
    assert [line.strip() for line in lines[1:3]] == [
        "- paragraph:",
        '- link "It’s like Schroedinger’s cat -- it … dead":',
    ]


# What the eye is told


def test_passages_of_different_kinds_are_underlined_differently(visit: Visit) -> None:
    page = visit("nato/")
    found = page.evaluate(
        """[...document.querySelectorAll('#text mark')].map(one => {
            const style = getComputedStyle(one)
            return [one.classList[0], style.textDecorationLine, style.textDecorationStyle]
        })"""
    )
    assert {line for _, line, _ in found} == {"underline"}
    styles = {kind: style for kind, _, style in found}
    assert len(styles) == 6
    assert set(styles.values()) == {"solid", "dotted", "double", "dashed", "wavy"}  # CSS has these
    marks = page.locator(".legend .kind-mark").evaluate_all(
        "all => all.map(one => one.dataset.mark)"
    )
    assert len(set(marks)) == 6


CONTRASTS = """() => {
    const parts = colour => {
        const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number)
        const scale = colour.startsWith('color(srgb') ? 255 : 1
        return [scale * r, scale * g, scale * b, a]
    }
    const over = ([r, g, b, a], below) => [r, g, b].map((one, at) => a * one + (1 - a) * below[at])
    const luminance = colour => {
        const [r, g, b] = colour.map(one => one / 255)
            .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const background = one => one
        ? over(parts(getComputedStyle(one).backgroundColor), background(one.parentElement))
        : [255, 255, 255]
    const contrast = (one, pseudo) => {
        const below = background(one)
        const above = over(parts(getComputedStyle(one, pseudo).color), below)
        const [dark, light] = [luminance(above), luminance(below)].sort((a, b) => a - b)
        return (light + 0.05) / (dark + 0.05)
    }
    const found = []
    for (const one of document.body.querySelectorAll('*')) {
        const words = [...one.childNodes].filter(node => node.nodeType == 3)
            .map(node => node.data).join('').trim()
        const where = one.closest('#text > section > .unit > :first-child') ? 'text' : ''
        const name = `${one.tagName} ${one.className} ${words.slice(0, 30)}`
        if (one.closest('script')) continue
        if (words) found.push([contrast(one), where, name])
        for (const pseudo of ['::before', '::after']) {
            if (!['none', 'normal'].includes(getComputedStyle(one, pseudo).content)) {
                found.push([contrast(one, pseudo), '', `${name} ${pseudo}`])
            }
        }
    }
    return found
}"""
"""The contrast of all words with what is painted under them. Source: WCAG 2.2, contrast ratio."""


def luminance(colour: str) -> float:
    """Roughly how light a colour is, from 0 to 1."""
    return sum(float(part) for part in re.findall(r"[\d.]+", colour)[:3]) / 765


def assert_readable(page: Page) -> None:
    """The text at 7 to 1, all else at 4.5 to 1. Source: WCAG 2.2, 1.4.6 and 1.4.3.

    Coloured code is all else: its colours are hints, and Pygments has no style with 7 to 1.
    """
    found: list[tuple[float, str, str]] = page.evaluate(CONTRASTS)
    faint = [
        (round(ratio, 2), name)
        for ratio, where, name in found
        if ratio < (7 if where == "text" and not name.startswith(("A noteref", "SPAN")) else 4.5)
    ]
    assert faint == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_stand_out_from_what_is_under_them(scheme: str, visit: Visit) -> None:
    page = visit("", scheme=scheme)
    base = page.url
    for address in PAGES:
        page.goto(base + address)
        assert_readable(page)
    page.goto(f"{base}nato/")
    kinds: dict[str, str] = {}
    for name, kind in page.evaluate(
        "[...document.querySelectorAll('.note')].map(one => [one.id, one.classList[1]])"
    ):
        kinds.setdefault(kind, name)
    assert len(kinds) == 6
    for name in kinds.values():
        page.goto(f"{base}nato/#{name}")
        assert_readable(page)
    for site, address in (("small", "speech/"), ("parts", PARTS[2]), ("parts", PARTS[-1])):
        assert_readable(visit(address, site=site, scheme=scheme))


# Copying and finding


@pytest.mark.parametrize(("site", "address"), [one for one in TEXTS if one[1] != PARTS[2]])
def test_what_is_copied_is_the_source(site: str, address: str, visit: Visit, sites: Sites) -> None:
    page = visit(address, site=site)
    text = getattr(sites, site).folder / address.partition("/")[0] / "source.txt"
    source = [line.strip() for line in text.read_text("utf-8").splitlines()]
    for script in (
        "all => all.map(one => one.innerText)",
        """all => all.map(one => {
            getSelection().selectAllChildren(one)
            return getSelection().toString()
        })""",
    ):
        found = page.locator("#text .unit > :first-child").evaluate_all(script)
        if site == "parts":  # a part of it, which begins with a heading that others have too
            starts = [at for at, line in enumerate(source) if line == found[0]]
            assert any(source[at : at + len(found)] == found for at in starts)
        else:
            assert found == source


@pytest.mark.parametrize(("site", "address"), TEXTS)
def test_every_note_is_in_the_page_for_finding(
    site: str, address: str, visit: Visit, sites: Sites
) -> None:
    page = visit(address, site=site)
    folder: Path = getattr(sites, site).folder / address.partition("/")[0]
    data = json.loads((folder / "annotations.jsonld").read_text("utf-8"))
    own = f"{getattr(sites, site).base}{address}#"
    items = [one for one in data["first"]["items"] if one["id"].startswith(own)]
    said = page.locator("#text .note").evaluate_all("""notes => notes.map(note =>
        [...note.querySelectorAll('.lead, .note-body')].map(one => one.textContent).join(' ')
            .replace(/\\s+/g, ' '))""")
    assert len(said) == len(items) > 0
    for note, words in zip(items, said, strict=True):
        written = next(body for body in note["body"] if body["format"] == "text/html")["value"]
        plain = page.evaluate(
            "html => new DOMParser().parseFromString(html, 'text/html').body.textContent", written
        )
        assert " ".join(plain.split()) in words
    assert page.locator("[hidden], [hidden='until-found']").count() == 0


# On paper


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("site", "address", "least"), [("nato", "nato/", 30), ("parts", PARTS[2], 20)]
)
def test_paper_has_every_note_and_the_addresses_of_works_and_no_controls(
    site: str, address: str, least: int, scheme: str, visit: Visit
) -> None:
    page = visit(address, site=site, scheme=scheme)
    page.emulate_media(media="print")
    notes = page.locator(".note-body").evaluate_all(
        "all => all.map(one => one.checkVisibility() && one.getBoundingClientRect().height)"
    )
    assert len(notes) > least
    assert all(height > 10 for height in notes)
    for hidden in ("nav", ".skip", ".legend", ".site-foot"):
        for one in page.locator(hidden).all():
            expect(one).to_be_hidden()
    signs = page.locator("summary").evaluate_all(
        "all => all.map(one => getComputedStyle(one, '::after').content)"
    )
    assert set(signs) == {"none"}
    links = page.locator(".bibliography a[href^='http']").evaluate_all(
        "all => all.map(one => getComputedStyle(one, '::after').content)"
    )
    assert len(links) > least
    assert [link for link in links if not re.fullmatch(r'" <https?://[^ ]+>"', link)] == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert_readable(page)
