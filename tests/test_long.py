"""The long project: what it is made of, and that its site holds all of it.

What the site must hold is known without the program: the generator chose the passages, and forms
of terms are looked for in the text as they are. Layout and links of its pages are looked at by the
tests of all pages.
"""

import html
import json
import re
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import html5lib
import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from glossator.build import Built, build
from glossator.project import Project
from tests.long import Long, Sizes, long
from tests.sites import written

if TYPE_CHECKING:
    from glossator.model import Page

TEXTS = ("report", "chronicle")


@pytest.fixture(scope="module")
def project() -> Long:
    return long()


@pytest.fixture(scope="module")
def built(project: Long, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site, with its proof; made once for all tests here."""
    return build(Project(written(project.files, tmp_path_factory.mktemp("long"))))


@pytest.fixture(scope="module")
def pages(built: Built) -> dict[str, "Page"]:
    return {page.path: page for page in built.pages}


@pytest.fixture(scope="module")
def texts(built: Built) -> dict[str, Element]:
    """For each explainer all that its pages hold of the text, as html5lib reads them."""
    found = {name: Element("body") for name in TEXTS}
    for page in built.pages:
        if page.kind == "explainer" and page.path.endswith(".html") and page.explainer:
            found[page.explainer].append(parsed(page))
    return found


def parsed(page: "Page") -> Element:
    tree = html5lib.parse(page.content, namespaceHTMLElements=False, transport_encoding="utf-8")
    assert isinstance(tree, Element)
    return tree


def words(element: Element, *, without: tuple[str, ...] = ()) -> str:
    """What an element says, but for what is inside it in the roles of `without`."""

    def pieces(one: Element) -> Iterator[str]:
        if one.get("role") not in without:
            yield one.text or ""
            for child in one:
                yield from pieces(child)
                yield child.tail or ""

    return " ".join("".join(pieces(element)).split())


# What it is made of


def test_it_is_as_long_as_it_says_and_the_same_every_time(project: Long) -> None:
    assert long() == project
    counts = {name: sum(len(one.split()) for one in project.paragraphs[name]) for name in TEXTS}
    assert 40_000 <= counts["report"] < 40_200
    assert 4_000 <= counts["chronicle"] < 4_200
    assert {name: len(project.passages[name]) for name in TEXTS} == {"report": 400, "chronicle": 40}
    english = [term for term in project.terms if term.id.isascii() and term.title.isascii()]
    assert len(english) == 120
    assert project.files["content/works.yaml"].count("- id:") == 60


def test_every_form_of_every_term_stands_in_a_text(project: Long) -> None:
    said = "\n".join("\n".join(one) for one in project.paragraphs.values())
    assert [form for term in project.terms for form in term.forms
            if form.lower() not in said.lower()] == []  # fmt: skip


def test_notes_are_of_every_sort_and_stand_all_over_the_text(project: Long) -> None:
    notes = project.files["content/report/notes.md"]
    for sort in (
        r"^> .* … ",
        r"^> §$",
        r"^> .*\[.*\]",
        r"^> .*\n> ",
        r"^> .*\n\n> .*\n\{#",
        r" nth=",
    ):
        assert len(re.findall(sort, notes, re.MULTILINE)) > 5, sort
    under_each = [part.count("\n{#") for part in re.split(r"(?m)^#{2,3} ", notes)]
    assert len(under_each) == 41
    assert min(under_each) > 3


@pytest.mark.parametrize("share", [1_000, 5_000])
def test_shorter_ones_are_whole_too(share: int, tmp_path: Path) -> None:
    made = long(Sizes.of(share))
    assert build(Project(written(made.files, tmp_path))).problems == ()


def test_its_markdown_says_the_same_words_with_all_that_markdown_has(project: Long) -> None:
    source = long(markdown=True).files["seeds/report.md"]
    parser = MarkdownIt().enable("table").use(footnote_plugin)
    made = parser.render(source)
    for tag in ("<ul>", "<table>", "<em>", "<strong>", "<pre>", 'class="footnotes"', "<h3>"):
        assert made.count(tag) >= 1, tag
    made = re.sub(r'<sup class="footnote-ref">.*?</sup>', "", made)
    said = " ".join(html.unescape(re.sub(r"<[^>]*>", "", made)).split())
    at = 0
    for paragraph in project.paragraphs["report"]:
        at = said.index(paragraph, at)


def test_by_section_is_said_in_the_front_matter() -> None:
    made = long(Sizes.of(1_000), by_section=True).files
    assert all("\npages: by-section\n" in made[f"content/{name}/index.md"] for name in TEXTS)


# Its site


def test_it_is_built_without_a_word_of_warning_and_proved(built: Built) -> None:
    assert built.problems == ()


@pytest.mark.parametrize("name", TEXTS)
def test_every_paragraph_stands_on_its_pages_once_and_in_order(
    name: str, project: Long, texts: dict[str, Element]
) -> None:
    blocks = {str(one.get("id")): words(one, without=("doc-noteref",))
              for one in texts[name].iter("p")
              if re.fullmatch(r"p\d+", one.get("id", ""))}  # fmt: skip
    assert list(blocks) == [f"p{number}" for number in range(1, len(blocks) + 1)]
    assert tuple(blocks.values()) == project.paragraphs[name]


@pytest.mark.parametrize("name", TEXTS)
def test_every_note_stands_once_and_is_marked_at_the_words_it_is_about(
    name: str, project: Long, texts: dict[str, Element]
) -> None:
    notes = [one.get("id", "") for one in texts[name].iter("aside") if one.get("role") == "note"]
    assert sorted(notes) == sorted(f"note-{one}" for one in project.passages[name])
    marked: dict[str, str] = {}
    for unit in texts[name].iter("div"):
        if "unit" in unit.get("class", "").split():
            for mark in unit[0].iter("mark"):
                note = mark.get("aria-details", "")
                marked[note] = marked.get(note, "") + words(mark, without=("doc-noteref",))
    for note, passages in project.passages[name].items():
        if f"note-{note}" in marked:
            orders = [tight("".join(order)) for order in permutations(passages)]
            assert tight(marked[f"note-{note}"]) in orders, note
    sections = {note for note in project.passages[name] if f"note-{note}" not in marked}
    assert len(sections) == len(project.passages[name]) // 25


def tight(said: str) -> str:
    """The same without white space: a mark ends where its paragraph does."""
    return "".join(said.split())


@pytest.mark.parametrize("name", TEXTS)
def test_the_list_has_every_note_with_its_quotations(
    name: str, project: Long, pages: dict[str, "Page"]
) -> None:
    tree = parsed(pages[f"{name}/notes/index.html"])
    listed = [one for one in tree.iter("li") if one.get("id", "").startswith("note-")]
    assert [one.get("value") for one in listed] == [
        str(number) for number in range(1, len(project.passages[name]) + 1)
    ]
    assert {one.get("id", "").removeprefix("note-") for one in listed} == {*project.passages[name]}
    for one in listed:
        quotes = [words(quote) for quote in one.iter("a") if quote.get("role") == "doc-backlink"]
        expected = project.passages[name][one.get("id", "").removeprefix("note-")]
        if not quotes[0].startswith("§"):
            assert quotes == [" ".join(words.split()) for words in expected]


@pytest.mark.parametrize("name", TEXTS)
def test_the_export_has_every_note_and_its_very_words(
    name: str, project: Long, pages: dict[str, "Page"]
) -> None:
    data = json.loads(pages[f"{name}/annotations.jsonld"].content)
    items = data["first"]["items"]
    assert data["total"] == len(items) == len(project.passages[name])
    text = project.files[f"seeds/{name}.txt"]
    for item in items:
        note = item["id"].rpartition("#note-")[2]
        exact = []
        for target in item["target"]:
            quote, position = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            exact.append(quote["exact"])
        assert tight("".join(exact)) == tight("".join(project.passages[name][note]))


def test_a_terms_page_lists_every_paragraph_that_names_it(
    project: Long, pages: dict[str, "Page"]
) -> None:
    for term in project.terms:
        tree = parsed(pages[f"glossary/{term.id}/index.html"])
        links = {one.get("href", "") for one in tree.iter("a") if one.get("class") == "where"}
        listed = {link for link in links if re.search(r"#p\d+$", link)}
        forms = "|".join(re.escape(form) for form in term.forms)
        named = re.compile(rf"(?<!\w)(?i:{forms})(?!\w)")
        expected = {
            f"../../{name}/#p{number}"
            for name in TEXTS
            for number, paragraph in enumerate(project.paragraphs[name], 1)
            if named.search(paragraph)
        }
        assert listed == expected, term.id
        assert expected


def test_each_term_is_linked_once_in_each_section_that_names_it(
    texts: dict[str, Element], project: Long
) -> None:
    linked = 0
    for part in texts["report"].iter("section"):
        if "part" not in part.get("class", "").split():
            continue
        found = [
            one.get("href", "").rpartition("glossary/")[2]
            for unit in part.iter("div")
            if "unit" in unit.get("class", "").split()
            for one in unit[0].iter("a")
            if one.get("class") == "term"
        ]
        assert len(found) == len(set(found))
        linked += len(found)
    assert linked > len(project.terms)


def test_every_work_is_listed_with_the_notes_that_cite_it(pages: dict[str, "Page"]) -> None:
    tree = parsed(pages["works/index.html"])
    cited = {one.get("id"): words(one) for one in tree.iter("li")
             if one.get("id", "").startswith("works-")}  # fmt: skip
    assert len(cited) == 60
    assert all(re.search(r"note \d+", said) for said in cited.values())
