"""Style, rule by rule: a page has the rules that name something in it, and looks as with all."""

import minify
import pytest

from glossator.assets import SHEETS
from glossator.rules import names, needed, rules
from tests.readers import Reader
from tests.sites import ROOT

PAGE = '<body class="plain home"><h1 id="top">One</h1><p class="lead"><EM>two</EM></p></body>'


def kept(css: str, html: str = PAGE) -> str:
    return needed(rules(css), names(html))


def test_what_a_selector_can_name_is_read_off_the_page() -> None:
    assert names(PAGE) == {"html", "body", ".plain", ".home", "h1", "#top", "p", ".lead", "em"}


@pytest.mark.parametrize(
    "selector",
    [
        "html",
        "*",
        "p",
        "P",
        ".lead",
        "#top",
        "p.lead > em::before",
        ":root",
        ".home:hover p:first-child",
        "[data-number]",
        "p[class=none]",
        "p:not(.none)",
        ":is(.none, .lead) em",
        ":where(h1, h2)",
        "p:has(> em)",
        "p:has(> .none, em)",
    ],
)
def test_a_rule_that_may_find_something_is_kept(selector: str) -> None:
    assert kept(f"{selector}{{color:red}}") == f"{selector}{{color:red}}"


@pytest.mark.parametrize(
    "selector",
    [
        ".none",
        "#none",
        "h2",
        "p .none em",
        "p.none",
        ".home > h1 + h2",
        ":is(.none, h3) em",
        "p:has(.none)",
        ":is(.lead, p) :where(.none, h4)",
        "h2:hover",
    ],
)
def test_a_rule_that_can_find_nothing_is_left_out(selector: str) -> None:
    assert kept(f"{selector}{{color:red}}") == ""


def test_of_a_list_those_selectors_are_left_that_may_find_something() -> None:
    assert kept("h1,h2,.lead,.none{margin:0}") == "h1,.lead{margin:0}"


def test_a_condition_is_kept_with_what_is_left_in_it_or_goes() -> None:
    css = "@media print{.lead{top:0}.none{top:1px}@supports (top:0){.none{left:0}}}"
    assert kept(css) == "@media print{.lead{top:0}}"
    assert kept("@media print{.none{top:0}}") == ""


def test_rules_that_select_nothing_in_a_page_are_kept_whole() -> None:
    css = "@page:first{margin:0}@keyframes read{from{scale:0 1}}@font-face{font-family:x}"
    assert kept(css) == css


def test_the_order_of_rules_is_kept() -> None:
    assert kept("p{top:0}h2{top:0}h1{top:0}p{top:1px}") == "p{top:0}h1{top:0}p{top:1px}"


LOOKS = """css => {
    const all = [...document.querySelectorAll('*')]
    const relaid = () => {  // else Chromium may say 0 of margins that are auto
        document.body.hidden = true
        document.body.offsetHeight
        document.body.hidden = false
    }
    const look = () => (relaid(), all.map(one => [null, '::before', '::after'].map(part => {
        const style = getComputedStyle(one, part)
        return [...style].map(name => name + ':' + style.getPropertyValue(name))
    })))
    const before = look()
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets.push(sheet)
    const after = look()
    const found = []
    before.forEach((parts, index) => parts.forEach((said, part) => said.forEach((value, at) => {
        const now = after[index][part][at]
        if (value != now) found.push([all[index].outerHTML.slice(0, 60), value, now])
    })))
    return found
}"""


@pytest.mark.parametrize(
    ("site", "address", "width"),
    [
        *(("nato", one, 1280) for one in ("", "nato/notes/", "glossary/", "timeline/", "people/")),
        ("nato", "nato/", 1500),
        ("small", "speech/", 360),
        ("nato", "glossary/article-5/", 1280),
        ("nato", "404.html", 1280),
        ("small", "speech/", 1280),
        ("small", "creation/", 1280),
        ("small", "works/", 360),
        ("parts", "report/", 1280),
        ("parts", "report/section-9-on-the-matter-of-dike-office/", 1280),
        ("mirrored", "text/", 1280),
    ],
)
def test_a_page_looks_the_same_with_all_rules(
    site: str, address: str, width: int, reader: Reader
) -> None:
    sheets = [ROOT / "static" / "style" / f"{name}.css" for name in SHEETS]
    css = minify.string("text/css", "".join(path.read_text("utf-8") for path in sheets))
    page = reader(address, site=site, width=width, script=False)
    for medium in ("screen", "print"):
        page.emulate_media(media=medium)
        assert page.evaluate(LOOKS, css) == [], medium
        page.reload()
