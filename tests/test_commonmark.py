"""CommonMark's examples through words and skeleton: not a letter of markdown-it's HTML is lost."""

import random
from collections.abc import Mapping, Sequence
from functools import cache
from html import unescape

import pytest
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

from glossator.commonmark import OPTIONS, source_parser
from glossator.model import Ref, Unit
from glossator.proof import words_of
from glossator.read.origins import Origins, source_tokens
from glossator.read.skeleton import Made, skeleton
from glossator.setting import Tag, unit_html
from glossator.text import File, Mark, Span
from tests.commonmark import Example, examples

UNLIKE = (218, 239, 240)
"""What markdown-it-py makes otherwise than the specification wants."""


@cache
def every() -> tuple[Example, ...]:
    return examples()


def made(markdown: str) -> Made:
    tokens = source_tokens(markdown, html=True)
    return skeleton(tokens, OPTIONS, Origins(File("x.md", markdown), 0), is_coloured=False)


def html(made: Made, marks: Sequence[Mark] = (), tags: Mapping[str, Tag] = {}) -> str:
    units = [Unit(tuple(one.pieces), one.span, is_heading=False) for one in made.stretches]
    return "".join(unit_html(one, made.words, marks, tags, {}, as_it_is) for one in units)


def as_it_is(ref: Ref) -> str:
    return f' {ref.attribute}="{escapeHtml(ref.url)}"'


def test_there_are_652_examples() -> None:
    assert len(every()) == 652


def test_markdown_it_makes_all_but_three_as_the_specification_wants() -> None:
    parser = MarkdownIt("commonmark")
    unlike = [one.number for one in every() if parser.render(one.markdown) != one.html]
    assert tuple(unlike) == UNLIKE


def test_words_and_skeleton_are_the_html_that_markdown_it_makes() -> None:
    parser = source_parser(html=True)
    for one in every():
        assert html(made(one.markdown)) == parser.render(one.markdown), one.number


def test_tables_and_footnotes_change_no_example() -> None:
    plain = MarkdownIt("commonmark", {"xhtmlOut": False})
    ours = source_parser(html=True)
    unlike = [
        one.number for one in every() if plain.render(one.markdown) != ours.render(one.markdown)
    ]
    assert unlike == []


@pytest.mark.parametrize("seed", range(5))
def test_marks_set_in_and_taken_out_leave_the_html_as_it_was(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (no secret)
    count = 0
    for one in every():
        found = made(one.markdown)
        marks, tags = overlapping(chance, len(found.words))
        marked = html(found, marks, tags)
        count += marked.count("\ue001")
        for tag in tags.values():
            for piece in (tag.first, tag.again, tag.close):
                marked = marked.replace(piece, "")
        assert marked == html(found), one.number
    assert count > 652


def overlapping(chance: random.Random, length: int) -> tuple[list[Mark], dict[str, Tag]]:
    """Some marks anywhere in a text, each written in signs that no text has."""
    marks, tags = [], {}
    for number in range(chance.randint(1, 6) if length > 1 else 0):
        start, end = sorted(chance.sample(range(length + 1), 2))
        key = f"m{number}"
        marks.append(Mark(Span(start, end), key))
        tags[key] = Tag(f"\ue000{key}\ue002", f"\ue000{key}+\ue002", f"\ue001{key}\ue002")
    return marks, tags


def test_words_stand_in_the_file_where_they_are_said_to() -> None:
    for one in every():
        found = made(one.markdown)
        for run in found.runs:
            raw, words = run.raw.of(one.markdown), run.span.of(found.words)
            if len(run.raw) == len(run.span):
                assert raw.replace("\n", " ") == words.replace("\n", " "), one.number
            else:
                assert raw[:1] in {"&", "\\"}, one.number


def test_the_words_are_those_that_the_html_shows() -> None:
    """Held against html5lib, which knows nothing of skeletons."""
    parser = source_parser(html=False)
    for one in every():
        tokens = source_tokens(one.markdown, html=False)
        found = skeleton(tokens, OPTIONS, Origins(File("x.md", one.markdown), 0), is_coloured=False)
        page = words_of(parser.render(one.markdown).encode())
        shown = "".join(run.words.replace("\ufffc", "") for run in page.runs)
        if "![" not in one.markdown:
            assert "".join(found.words.split()) == "".join(shown.split()), one.number
        assert unescape(found.words) or not shown.strip() or "![" in one.markdown
