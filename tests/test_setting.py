"""A skeleton, its words and crossing marks, to HTML: the words stay, tags nest, links do not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.model import Source, Unit
from glossator.read.plain import txt
from glossator.read.source import Wish
from glossator.setting import Tag, unit_html
from glossator.text import Mark, Span

SEED = (Path(__file__).parents[1] / "seeds" / "nato.txt").read_bytes()
SETTINGS = settings(derandomize=True, max_examples=80, deadline=None, database=None)


def source_of(data: bytes) -> Source:
    source, problems = txt("seeds/x.txt", data, Wish())
    assert source, problems
    return source


NATO = source_of(SEED)


@dataclass(frozen=True, slots=True)
class Marked:
    """A source with passages and links on it, and how they are written."""

    source: Source
    passages: tuple[Mark, ...]
    links: tuple[Mark, ...]

    @property
    def tags(self) -> Mapping[str, Tag]:
        made = {}
        for mark in self.passages:
            rest = f'aria-details="note-{mark.key}">'
            made[mark.key] = Tag(f'<mark id="{mark.key}" {rest}', f"<mark {rest}", "</mark>")
        for mark in self.links:
            opening = f'<a class="term" href="#{mark.key}">'
            made[mark.key] = Tag(opening, opening, "</a>")
        return made

    @property
    def points(self) -> Mapping[int, str]:
        made: dict[int, str] = {}
        for mark in self.passages:
            link = f'<a role="doc-noteref" href="#note-{mark.key}"></a>'
            made[mark.span.end] = made.get(mark.span.end, "") + link
        return made

    def html(self) -> str:
        marks = (*self.passages, *self.links)
        return "".join(
            unit_html(unit, self.source.text, marks, self.tags, self.points, str)
            for unit in self.source.units
        )

    def plain(self) -> str:
        """The skeleton with its words, without a mark."""
        return "".join(
            unit_html(unit, self.source.text, (), {}, {}, str) for unit in self.source.units
        )


@st.composite
def marked(draw: st.DrawFn, source: Source) -> Marked:
    """Passages anywhere, over paragraphs too; links inside one paragraph, apart from each other."""
    passages = []
    length = len(source.text)
    for number in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, length - 1))
        end = min(length, start + draw(st.integers(1, 60) | st.integers(1, length)))
        words = source.text[start:end]
        start, end = end - len(words.lstrip()), start + len(words.rstrip())
        if start < end:
            passages.append(Mark(Span(start, end), f"at-{number}"))
    links = []
    for block in source.blocks:
        reach = st.integers(block.span.start, block.span.end)
        cuts = sorted(draw(st.sets(reach, max_size=6)))
        links += [
            Mark(Span(start, end), f"term {start}", whole=True)
            for start, end in pairwise(cuts)
            if draw(st.booleans())
        ]
    return Marked(source, tuple(passages), tuple(links))


@st.composite
def texts(draw: st.DrawFn) -> Source:
    line = st.text("ab<>&\"' é\u0301北", min_size=1, max_size=14).filter(str.strip)
    lines = draw(st.lists(line, min_size=1, max_size=5))
    gap = draw(st.sampled_from(["\n", "\n\n"]))
    return source_of(gap.join(lines).encode())


CASES = texts().flatmap(marked) | marked(NATO)


class Strict(HTMLParser):
    """Reads tags as they are written and minds that each end fits the last beginning."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.opened: list[tuple[str, dict[str, str | None], tuple[str, ...], int]] = []
        """Each tag with its attributes, what it stands in, and how many letters stand before it."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = tuple(
            f"{name}#{known.get('aria-details')}" if name == "mark" else name
            for name, known in self.stack
        )
        self.opened.append((tag, dict(attrs), around, len(self.text)))
        self.stack.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag, "tags nest"

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Strict:
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert not parser.stack, "every tag has its end"
    return parser


def words_of(element: Element) -> str:
    return "".join(element.itertext())


def elements(html: str) -> Iterator[Element]:
    yield from html5lib.parseFragment(html, namespaceHTMLElements=False).iter()


@SETTINGS
@given(CASES)
def test_marks_change_no_word(case: Marked) -> None:
    tree = html5lib.parseFragment(case.html(), namespaceHTMLElements=False)
    blocks = [words_of(element) for element in tree]
    assert blocks == [unit.span.of(case.source.text) for unit in case.source.units]


@SETTINGS
@given(CASES)
def test_tags_nest_and_no_link_is_inside_a_link(case: Marked) -> None:
    for tag, _, around, _ in read(case.html()).opened:
        assert tag != "a" or "a" not in around
        assert tag != "p" or not around


@SETTINGS
@given(CASES)
def test_a_browser_reads_the_same_elements(case: Marked) -> None:
    """The parser of HTML5 finds the elements that were written: nothing is mended."""
    html = case.html()
    written = [tag for tag, _, _, _ in read(html).opened]
    assert [element.tag for element in elements(html)][1:] == written


@SETTINGS
@given(CASES)
def test_each_mark_names_one_note_and_ids_are_unique(case: Marked) -> None:
    found = [one for one in elements(case.html()) if one.tag == "mark"]
    assert all(len((one.get("aria-details") or "").split()) == 1 for one in found)
    ids = [one.get("id") for one in elements(case.html()) if one.get("id")]
    assert len(ids) == len(set(ids))
    assert {mark.key for mark in case.passages} <= set(ids)


@SETTINGS
@given(CASES)
def test_with_marks_taken_out_it_is_the_plain_skeleton_again(case: Marked) -> None:
    html = re.sub(r'<a role="doc-noteref"[^>]*></a>', "", case.html())
    html = re.sub(r"</?mark[^>]*>|<a class[^>]*>|</a>", "", html)
    assert html == case.plain()


@SETTINGS
@given(CASES)
def test_a_passage_is_marked_and_nothing_else(case: Marked) -> None:
    """The letters inside the marks of a note are those of its passage."""
    html = case.html()
    for mark in case.passages:
        name = f"note-{mark.key}"
        made = "".join(words_of(one) for one in elements(html) if one.get("aria-details") == name)
        blocks = [unit.span.cut(mark.span).of(case.source.text) for unit in case.source.units]
        assert made == "".join(blocks)


@SETTINGS
@given(CASES)
def test_a_link_is_one_link_round_its_words(case: Marked) -> None:
    found = {
        str(one.get("href")): words_of(one)
        for one in elements(case.html())
        if one.get("class") == "term"
    }
    assert found == {f"#{mark.key}": mark.span.of(case.source.text) for mark in case.links}
    assert case.html().count('<a class="term"') == len(case.links)


@SETTINGS
@given(CASES)
def test_a_note_link_stands_right_after_its_passage_and_in_no_link(case: Marked) -> None:
    links = {
        str(attributes["href"]): (around, at)
        for tag, attributes, around, at in read(case.html()).opened
        if tag == "a" and attributes.get("role")
    }
    assert set(links) == {f"#note-{mark.key}" for mark in case.passages}
    for mark in case.passages:
        around, at = links[f"#note-{mark.key}"]
        over = [one.span.end for one in case.links if one.span.start < mark.span.end < one.span.end]
        end = over[0] if over else mark.span.end
        gaps = sum(len(unit.span.cut(Span(0, end))) for unit in case.source.units)
        assert at == gaps, "right after the passage, or after the link that its end cuts"
        assert "a" not in around
        assert f"mark#note-{mark.key}" not in around


@SETTINGS
@given(CASES)
def test_the_order_of_the_marks_changes_nothing(case: Marked) -> None:
    other = Marked(case.source, case.passages[::-1], case.links[::-1])
    assert re.sub(r"(<a role[^>]*></a>)+", "*", other.html()) == re.sub(
        r"(<a role[^>]*></a>)+", "*", case.html()
    )


# By example


def set_in(text: str, spans: Sequence[tuple[int, int, str]], *, points: bool = False) -> str:
    """`text` with a tag of that name round each span; a name in capitals is never broken."""
    unit = Unit(("<p>", Span(0, len(text)), "</p>"), Span(0, len(text)), is_heading=False)
    marks = [Mark(Span(start, end), name, whole=name.isupper()) for start, end, name in spans]
    tags = {name: Tag(f"<{name} id>", f"<{name}>", f"</{name}>") for _, _, name in spans}
    at = {end: f"[{name}]" for _, end, name in spans if not name.isupper()} if points else {}
    return str(unit_html(unit, text, marks, tags, at, str))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "<p>abcdef</p>"),
        ([(1, 3, "x")], "<p>a<x id>bc</x>def</p>"),
        ([(0, 6, "x")], "<p><x id>abcdef</x></p>"),
        ([(0, 3, "x"), (3, 6, "y")], "<p><x id>abc</x><y id>def</y></p>"),
        ([(0, 6, "x"), (2, 4, "y")], "<p><x id>ab<y id>cd</y>ef</x></p>"),
        ([(0, 4, "x"), (2, 6, "y")], "<p><x id>ab<y id>cd</y></x><y>ef</y></p>"),
        ([(1, 3, "x"), (1, 5, "y")], "<p>a<y id><x id>bc</x>de</y>f</p>"),
        ([(1, 5, "x"), (3, 5, "y")], "<p>a<x id>bc<y id>de</y></x>f</p>"),
        ([(0, 4, "x"), (2, 6, "L")], "<p><x id>ab</x><L id><x>cd</x>ef</L></p>"),
        ([(0, 6, "x"), (2, 4, "L")], "<p><x id>ab<L id>cd</L>ef</x></p>"),
        ([(2, 4, "x"), (0, 6, "L")], "<p><L id>ab<x id>cd</x>ef</L></p>"),
        ([(1, 5, "x"), (1, 5, "L")], "<p>a<x id><L id>bcde</L></x>f</p>"),
    ],
)
def test_marks_by_example(spans: list[tuple[int, int, str]], expected: str) -> None:
    assert set_in("abcdef", spans) == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(1, 3, "x")], "<p>a<x id>bc</x>[x]def</p>"),
        ([(0, 6, "x")], "<p><x id>abcdef</x>[x]</p>"),
        ([(0, 6, "x"), (2, 4, "y")], "<p><x id>ab<y id>cd</y>[y]ef</x>[x]</p>"),
        ([(0, 4, "x"), (2, 6, "L")], "<p><x id>ab</x><L id><x>cd</x>ef</L>[x]</p>"),
        ([(0, 4, "x"), (2, 5, "L")], "<p><x id>ab</x><L id><x>cd</x>e</L>[x]f</p>"),
        ([(0, 4, "x"), (2, 4, "L")], "<p><x id>ab<L id>cd</L></x>[x]ef</p>"),
    ],
)
def test_note_links_by_example(spans: list[tuple[int, int, str]], expected: str) -> None:
    assert set_in("abcdef", spans, points=True) == expected


def test_signs_that_mean_something_in_html_are_written_out() -> None:
    assert set_in("a<b>&\"'", [(1, 4, "x")]) == "<p>a<x id>&lt;b&gt;</x>&amp;&quot;'</p>"


def test_a_passage_over_two_paragraphs_has_its_id_once() -> None:
    source = source_of(b"one\ntwo")
    case = Marked(source, (Mark(Span(1, 6), "at-x"),), ())
    assert case.html() == (
        '<p id="p1">o<mark id="at-x" aria-details="note-at-x">ne</mark></p>'
        '<p id="p2"><mark aria-details="note-at-x">tw</mark>'
        '<a role="doc-noteref" href="#note-at-x"></a>o</p>'
    )
