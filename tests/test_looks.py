"""How the pages look to a reader: one family, room for fingers, nothing that says nothing."""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.sites import ROOT, Sites, built, written

PAGES = (
    ("nato", ""),
    ("nato", "nato/"),
    ("nato", "nato/notes/"),
    ("nato", "glossary/"),
    ("nato", "glossary/article-5/"),
    ("nato", "works/"),
    ("nato", "timeline/"),
    ("nato", "people/"),
    ("nato", "about/"),
    ("nato", "404.html"),
    ("parts", "report/"),
    ("parts", "report/section-9-on-the-matter-of-dike-office/"),
    ("small", "song/notes/"),
)
"""A page of each kind."""

EMPTY = {
    "content/site.toml": 'title = "New"\nlang = "de"\n'
    '[[nav]]\nlabel = "Glossar"\nto = "glossary"\n[[nav]]\nlabel = "Quellen"\nto = "works"\n'
}
UNNOTED = {
    **EMPTY,
    "seeds/talk.txt": "Friends, Romans, countrymen.\n",
    "content/talk/index.md": "---\ntitle: Talk\ndate: 2024-01-02\n---\n",
}

Open = Callable[[str, str, int], Page]


@pytest.fixture
def opened(browser: Browser, sites: Sites) -> Iterator[Open]:
    """A page of a site at a width, without script."""
    contexts: list[BrowserContext] = []

    def opened(site: str, address: str, width: int) -> Page:
        size = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, java_script_enabled=False)  # type: ignore[arg-type]  # a TypedDict
        contexts.append(context)
        page = context.new_page()
        page.goto(getattr(sites, site).base + address)
        return page

    yield opened
    for context in contexts:
        context.close()


SMALL_LINKS = """() => {
    const small = []
    for (const link of document.querySelectorAll('a[href]:not(.skip)')) {
        if (link.closest('#text') || !link.checkVisibility()) continue
        const around = link.closest('p, li, dd, td, cite, figcaption, small')
        const words = around ? around.textContent.replace(link.textContent, '').trim() : ''
        if (getComputedStyle(link).display === 'inline' && words) continue
        const box = link.getBoundingClientRect()
        if (box.width < 24 || box.height < 23.9) small.push([link.outerHTML, box.width, box.height])
    }
    return small
}"""
"""Links outside of running text that are smaller than a finger needs. Source: WCAG 2.2, 2.5.8."""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("site", "address"), PAGES)
def test_a_finger_finds_every_link_that_stands_alone(
    site: str, address: str, width: int, opened: Open
) -> None:
    assert opened(site, address, width).evaluate(SMALL_LINKS) == []


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_from_page_to_page_title_and_navigation_stay_where_they_are(
    width: int, opened: Open
) -> None:
    begin = "one => Math.round(one.getBoundingClientRect().left)"
    places = set()
    for site, address in PAGES:
        if site == "nato":
            page = opened(site, address, width)
            first = page.locator("main :is(h1, .crumb)").first
            places.add((page.locator(".site-title").evaluate(begin), first.evaluate(begin)))
    assert len(places) == 1
    assert len(set(places.pop())) == 1


@pytest.mark.parametrize(
    ("site", "address", "each", "first", "second"),
    [
        ("nato", "", ".card", ".standfirst", ".facts"),
        ("nato", "glossary/", ".glossary > div", "dt", "dd"),
        ("nato", "glossary/article-5/", "article", ".main", ".mentions"),
        ("nato", "works/", ".works > li", ".work", ".cited"),
        ("nato", "timeline/", ".event", ".what", ".behind"),
        ("nato", "people/", ".person", ".then", ".behind"),
        ("nato", "nato/notes/", ".note-list > li", "blockquote", ".note-side"),
        ("small", "song/notes/", ".note-list > li", "blockquote", ".note-side"),
    ],
)
def test_a_wide_screen_has_side_by_side_what_a_narrow_one_has_in_a_row(
    site: str, address: str, each: str, first: str, second: str, opened: Open
) -> None:
    boxes = """(each, [first, second]) => {
        const [one, other] = [first, second].map(name => each.querySelector(name))
        if (!one || !other) return null
        const [a, b] = [one, other].map(part => part.getBoundingClientRect())
        return [a.right <= b.left || b.right <= a.left, a.bottom <= b.top + 1]
    }"""
    for width, wanted in ((1280, [True, False]), (360, [False, True])):
        page = opened(site, address, width)
        found = [one.evaluate(boxes, [first, second]) for one in page.locator(each).all()[:20]]
        found = [one for one in found if one]
        assert found
        assert all(one == wanted for one in found), width


@pytest.mark.parametrize("address", ["glossary/", "works/"])
def test_a_letter_leads_to_the_first_entry_that_begins_with_it(address: str, opened: Open) -> None:
    page = opened("nato", address, 1280)
    links = page.locator(".letters a").all()
    assert len(links) > 9
    for link in links:
        entry = page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']")
        letter, name = link.inner_text(), entry.locator("dt, .label").inner_text()
        assert re.sub(r"^\W+", "", name)[0].upper() == letter


def test_few_entries_need_no_letters_to_jump_to(opened: Open) -> None:
    assert opened("small", "glossary/", 1280).locator(".letters, [data-letter]").count() == 0


def test_a_page_that_is_missing_offers_what_there_is(opened: Open) -> None:
    page = opened("nato", "no/such/page", 1280)
    links = page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert links == [
        f"/repo/{name}" for name in ("", "nato/", "glossary/", "timeline/", "people/", "works/")
    ]


def test_an_empty_site_says_what_belongs_where(tmp_path: Path) -> None:
    site = built(written(EMPTY, tmp_path), "http://localhost/")
    for address, wanted in (
        ("index.html", "content/"),
        ("glossary/index.html", "content/glossary/"),
        ("works/index.html", "content/works.yaml"),
    ):
        main = _main(site / address)
        assert f"<code>{wanted}</code>" in main
        assert "<ul" not in main
    assert 'href="/"' in _main(site / "404.html")


def test_a_text_without_notes_says_so(tmp_path: Path) -> None:
    site = built(written(UNNOTED, tmp_path), "http://localhost/")
    for address in ("talk/index.html", "talk/notes/index.html"):
        assert "Es gibt noch keine Anmerkungen." in _main(site / address)
    assert '<a href="../">Talk</a>' in _main(site / "talk/notes/index.html")


def test_who_wrote_a_work_is_said_once(sites: Sites) -> None:
    works = (sites.nato.folder / "works/index.html").read_text(encoding="utf-8")
    entry = works.partition('id="works-afp-oval"')[2].partition("</li>")[0]
    assert entry.partition("<small>")[0].count("AFP 2025a") == 1
    assert "AFP. <i>" not in entry
    assert "Joseph Addington. <i>" in works


def test_the_style_of_a_text_is_small(sites: Sites) -> None:
    page = (sites.nato.folder / "nato/index.html").read_text(encoding="utf-8")
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert len(gzip.compress(style.partition("\n.n1{")[0].encode(), 9)) <= 5_400


def test_the_sign_of_the_site_stands_in_its_pages(sites: Sites) -> None:
    sign = (ROOT / "static/favicon.svg").read_text(encoding="utf-8")
    for path in (sites.nato.folder / "index.html", sites.nato.folder / "nato/index.html"):
        (icon,) = re.findall(
            r'<link rel="icon" href="data:image/svg\+xml,(.*?)">', path.read_text()
        )
        assert unquote(icon) == sign


def _main(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("<main")[2].partition("</main>")[0]
