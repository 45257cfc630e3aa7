"""Folding and the way back, word boundaries, segments, slugs, places."""

import re
import unicodedata
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.text import (
    File,
    Mark,
    Segment,
    Span,
    boundaries,
    fold,
    occurrences,
    segments,
    slug,
)

SETTINGS = settings(derandomize=True, max_examples=200, deadline=None, database=None)

# Letters that compose and Hangul jamo, marks in and out of order, quotes, dashes, hyphens, spaces,
# and what nobody sees.
CHARACTERS = (
    "abeéÅän\u00e9\u212b\u1112\u1161\u11ab\uac00\u11a8\u0915\u093c"
    "\u0301\u0323\u0308\u0327\u0338"
    "“”„‟″\"‘’‚‛′ʼ'‒–—―-\u2010\u2011--- \n\t\u00a0\u2000\u2001\u2009\u3000\u0085"
    "\u00ad\u200b\u200c\u200d\u2060\ufeff.,中ไ我"
)
WRITING = st.text(CHARACTERS, max_size=40) | st.text(max_size=40)


def reference(text: str) -> str:
    """What folding gives, said once more in the plainest way, without the way back."""
    text = re.sub("[\u00ad\u200b\u200c\u200d\u2060\ufeff]", "", text)
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[\u2010\u2011]", "-", text)
    text = re.sub("(?<!-)(--|---)(?!-)|[‒–—―]", "—", text)
    text = re.sub("[“”„‟″]", '"', text)
    text = re.sub("[‘’‚‛′ʼ]", "'", text)
    return re.sub(r"\s+", " ", text)


# Folding


@pytest.mark.parametrize(
    ("name", "text", "folded"),
    [
        ("double quotes", "“a” „b‟ 5″", '"a" "b" 5"'),
        ("single quotes and apostrophes", "‘a’ ‚b‛ NATOʼs 5′", "'a' 'b' NATO's 5'"),
        ("straight quotes stay", "\"a\" 'b'", "\"a\" 'b'"),
        ("guillemets are no such quotes", "«a» ‹b›", "«a» ‹b›"),
        ("dashes", "a ‒ b – c — d ― e", "a — b — c — d — e"),
        ("two hyphens are a dash", "before -- declaring", "before — declaring"),
        ("three hyphens are a dash", "before---declaring", "before—declaring"),
        ("a single hyphen is none", "e-mail - x", "e-mail - x"),
        ("a line of hyphens is one dash", "a ---- b", "a — b"),
        ("a minus sign is none", "−5", "−5"),
        ("hyphens that do not break", "e\u2011mail e\u2010mail", "e-mail e-mail"),
        ("two of them are a dash", "a\u2011\u2010b", "a—b"),
        ("runs of white space", "a \t\r\n\n b", "a b"),
        ("a space that does not break", "U.S.\u00a0policy", "U.S. policy"),
        ("spaces of every width", "a\u2009b\u202fc\u3000d\u2003e", "a b c d e"),
        ("spaces that NFC changes", "a\u2000b\u2001 c", "a b c"),
        ("a soft hyphen", "de\u00adfense", "defense"),
        ("what has no width", "a\u200bb\u200cc\u200dd\u2060e\ufefff", "abcdef"),
        ("what has no width, between spaces", "a \u200b b", "a b"),
        ("a soft hyphen between hyphens", "-\u00ad-", "—"),
        ("composed already", "Zelenskyy café", "Zelenskyy café"),
        ("decomposed", "cafe\u0301", "café"),
        ("decomposed round a soft hyphen", "cafe\u00ad\u0301", "café"),
        ("marks in another order", "a\u0301\u0323", "\u1ea1\u0301"),
        ("a sign for another letter", "\u212b \u2126", "Å Ω"),
        ("Hangul from jamo", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
        ("Hangul from a syllable and a final", "\ud558\u11ab", "한"),
        ("what NFC takes apart", "\u0958", "\u0915\u093c"),
        ("no compatibility", "ﬁve ½ ²", "ﬁve ½ ²"),
        ("no case and no spelling", "Defence DEFENSE", "Defence DEFENSE"),
        ("an ellipsis stays", "a … b ...", "a … b ..."),
        ("nothing", "", ""),
        ("nothing to see", "\u00ad\u200b", ""),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isascii() else "",
)
def test_typography_is_made_plain_and_words_are_not(name: str, text: str, folded: str) -> None:
    assert fold(text).text == folded, name


@SETTINGS
@given(WRITING)
def test_folding_is_what_the_table_says(text: str) -> None:
    assert fold(text).text == reference(text)


@SETTINGS
@given(WRITING)
def test_what_is_folded_stays_so(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@SETTINGS
@given(WRITING)
def test_every_folded_character_stands_for_a_stretch_of_the_original(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    for start, end in zip(folded.starts, folded.ends, strict=True):
        assert 0 <= start < end <= len(text)
    for here, there in pairwise(zip(folded.starts, folded.ends, strict=True)):
        assert here == there or here[1] <= there[0], "in order, and never half over one another"


@SETTINGS
@given(WRITING)
def test_what_no_folded_character_stands_for_is_invisible(text: str) -> None:
    folded = fold(text)
    seen: set[int] = set()
    for start, end in zip(folded.starts, folded.ends, strict=True):
        seen.update(range(start, end))
    assert not fold("".join(text[at] for at in range(len(text)) if at not in seen)).text


@SETTINGS
@given(WRITING, st.integers(0, 40), st.integers(0, 40))
def test_the_original_of_a_folded_stretch_folds_to_it_again(text: str, one: int, two: int) -> None:
    folded = fold(text)
    start, end = sorted((one % (len(folded.text) + 1), two % (len(folded.text) + 1)))
    span = folded.span(start, end)
    if span is not None:
        assert fold(span.of(text)).text == folded.text[start:end]


@pytest.mark.parametrize(("start", "end"), [(0, 1), (1, 2), (1, 3)])
def test_a_character_that_folds_to_two_is_not_cut(start: int, end: int) -> None:
    folded = fold("a\u0301\u0323b")
    assert folded.text == "\u1ea1\u0301b"
    assert folded.span(start, end) is None
    assert folded.span(0, 2) == Span(0, 3)


def test_an_empty_stretch_has_no_original() -> None:
    assert fold("abc").span(1, 1) is None


def test_occurrences_may_overlap_and_nothing_occurs_nowhere() -> None:
    assert list(occurrences("aa", fold("aaaa"))) == [(0, 2), (1, 3), (2, 4)]
    assert not list(occurrences("", fold("aaaa")))


# Word boundaries


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NATO Senator", ["NATO", " ", "Senator"]),
        ("U.S. policy", ["U.S", ".", " ", "policy"]),
        ("NATO’s eastern flank", ["NATO’s", " ", "eastern", " ", "flank"]),
        ("NATO's", ["NATO's"]),
        ("2.5 percent, 1,000", ["2.5", " ", "percent", ",", " ", "1,000"]),
        ("before -- dead", ["before", " ", "-", "-", " ", "dead"]),
        ("“No”", ["“", "No", "”"]),
        ("e-mail", ["e", "-", "mail"]),
        ("cafe\u0301 x", ["cafe\u0301", " ", "x"]),
        ("de\u00adfense", ["de\u00adfense"]),
        ("北大西洋", ["北", "大", "西", "洋"]),
        ("NATO北约", ["NATO", "北", "约"]),
        ("กขค", ["ก", "ข", "ค"]),
        ("حلف الناتو", ["حلف", " ", "الناتو"]),
        ("한국 사람", ["한국", " ", "사람"]),
        ("", []),
    ],
)
def test_words_begin_and_end_where_uax_29_says(text: str, words: list[str]) -> None:
    cuts = sorted(boundaries(text))
    assert [text[start:end] for start, end in pairwise(cuts)] == words


def test_what_nobody_sees_belongs_to_a_word_or_not() -> None:
    assert {3, 4} <= boundaries("foo\u2060—bar")
    assert {3, 4} <= boundaries("foo\u00ad bar")
    assert not {2, 3} & boundaries("fo\u00ado")


@SETTINGS
@given(WRITING)
def test_a_text_begins_and_ends_at_a_boundary(text: str) -> None:
    assert {0, len(text)} <= boundaries(text) <= set(range(len(text) + 1))


# Segments


@st.composite
def marks(draw: st.DrawFn, length: int = 24) -> list[Mark]:
    """Marks that cross and nest as they like, and some whole ones that do not touch each other."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        start, end = sorted((draw(st.integers(0, length)), draw(st.integers(0, length))))
        found.append(Mark(Span(start, end), f"m{number}"))
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
    for number, (start, end) in enumerate(pairwise(cuts)):
        if draw(st.booleans()):
            found.append(Mark(Span(start, end), f"w{number}", whole=True))
    return draw(st.permutations(found))


@st.composite
def spans(draw: st.DrawFn, length: int = 24) -> Span:
    start, end = sorted((draw(st.integers(0, length)), draw(st.integers(0, length))))
    return Span(start, end)


@SETTINGS
@given(spans(), marks(), st.sets(st.integers(0, 24), max_size=4))
def test_pieces_joined_are_the_text(span: Span, found: list[Mark], cuts: set[int]) -> None:
    text = "abcdefghijklmnopqrstuvwxyz"[: span.end]
    pieces = segments(span, found, cuts)
    assert "".join(piece.span.of(text) for piece in pieces) == span.of(text)
    assert all(len(piece.span) for piece in pieces)


@SETTINGS
@given(spans(), marks(), st.sets(st.integers(0, 24), max_size=4))
def test_a_mark_is_over_its_span_and_nothing_else(
    span: Span, found: list[Mark], cuts: set[int]
) -> None:
    for piece in segments(span, found, cuts):
        over = {mark.key for mark in found if len(mark.span.cut(piece.span))}
        assert {mark.key for mark in piece.marks} == over
        assert len(piece.marks) == len(over)
        assert all(piece.span in mark.span for mark in piece.marks)


@SETTINGS
@given(spans(), marks(), st.sets(st.integers(0, 24), max_size=4))
def test_there_is_a_piece_for_every_edge_and_cut(
    span: Span, found: list[Mark], cuts: set[int]
) -> None:
    edges = {edge for mark in found for edge in (mark.span.start, mark.span.end)}
    inside = {edge for edge in (edges | cuts) if span.start < edge < span.end}
    empty = {m.span.start for m in found if not len(m.span)} - cuts
    made = {piece.span.start for piece in segments(span, found, cuts)} - {span.start}
    kept = {edge for mark in found if len(mark.span) for edge in (mark.span.start, mark.span.end)}
    assert made == inside - (empty - kept)


def opened(pieces: tuple[Segment, ...]) -> dict[str, int]:
    """How often each mark is opened, if tags are closed and opened as the pieces' marks say."""
    counts: dict[str, int] = {}
    stack: tuple[Mark, ...] = ()
    for piece in pieces:
        keep = 0
        while keep < min(len(stack), len(piece.marks)) and stack[keep].key == piece.marks[keep].key:
            keep += 1
        for mark in piece.marks[keep:]:
            counts[mark.key] = counts.get(mark.key, 0) + 1
        stack = piece.marks
    return counts


@SETTINGS
@given(spans(), marks(), st.sets(st.integers(0, 24), max_size=4))
def test_a_whole_mark_is_never_broken(span: Span, found: list[Mark], cuts: set[int]) -> None:
    counts = opened(segments(span, found, cuts))
    assert all(counts.get(mark.key, 1) == 1 for mark in found if mark.whole)


@SETTINGS
@given(spans(), marks())
def test_a_mark_that_nothing_crosses_is_not_broken(span: Span, found: list[Mark]) -> None:
    counts = opened(segments(span, found))
    for mark in found:
        others = [other.span for other in found if other is not mark]
        crossing = [one for one in others if len(mark.span.cut(one))]
        if all(mark.span in one or one in mark.span for one in crossing):
            assert counts.get(mark.key, 1) == 1


@SETTINGS
@given(marks(), st.randoms(use_true_random=False))
def test_the_order_of_the_marks_changes_nothing(found: list[Mark], random: Random) -> None:
    other = list(found)
    random.shuffle(other)
    assert segments(Span(0, 24), found) == segments(Span(0, 24), other)


def test_marks_that_cross_are_closed_and_opened_once() -> None:
    one, two = Mark(Span(0, 6), "one"), Mark(Span(4, 9), "two")
    assert segments(Span(0, 10), [one, two]) == (
        Segment(Span(0, 4), (one,)),
        Segment(Span(4, 6), (one, two)),
        Segment(Span(6, 9), (two,)),
        Segment(Span(9, 10), ()),
    )


def test_a_link_stays_one_link_where_a_passage_ends_in_it() -> None:
    passage, link = Mark(Span(0, 6), "passage"), Mark(Span(4, 9), "link", whole=True)
    assert segments(Span(0, 10), [passage, link]) == (
        Segment(Span(0, 4), (passage,)),
        Segment(Span(4, 6), (link, passage)),
        Segment(Span(6, 9), (link,)),
        Segment(Span(9, 10), ()),
    )


def test_of_two_equal_passages_one_encloses_the_other() -> None:
    one, two = Mark(Span(1, 3), "a"), Mark(Span(1, 3), "b")
    assert [piece.marks for piece in segments(Span(0, 4), [two, one])] == [(), (one, two), ()]


# Slugs


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Article 5", "article-5"),
        ("Schrödinger’s cat", "schrodingers-cat"),
        ("U.S. Wants Greater Defense Spending", "u-s-wants-greater-defense-spending"),
        ("  — NATO —  ", "nato"),
        ("Straße", "strasse"),
        ("ΝΑΤΟ", "νατο"),
        ("北约 2025", "北约-2025"),
        ("ﬁve", "five"),
        ("…", ""),
        ("snake_case", "snake_case"),
    ],
)
def test_a_slug_can_be_typed(words: str, made: str) -> None:
    assert slug(words) == made


@SETTINGS
@given(WRITING)
def test_a_slug_is_part_of_an_address(words: str) -> None:
    made = slug(words)
    assert slug(made) == made
    assert not re.search(r"[\s/?#%\"'<>:]", made)


# Places


def test_a_place_counts_from_one_and_shows_its_line() -> None:
    file = File("seeds/x.txt", "ab\nçd\n\nlast")
    place = file.place(4, 1)
    assert (place.line, place.column, place.length, place.text) == (2, 2, 1, "çd")
    assert file.place(0).column == 1
    assert file.place(2).line == 1, "a line's end belongs to it"
    assert file.place(len(file.text)).line == 4
    assert file.at(99).text == "last"
    assert file.at(0).line == 1


@SETTINGS
@given(st.text("ab\n", max_size=20), st.integers(0, 20))
def test_a_place_leads_back_to_its_offset(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    file = File("x", text)
    place = file.place(offset)
    before = sum(len(line) + 1 for line in file.lines[: place.line - 1])
    assert before + place.column - 1 == offset
    assert place.text == file.lines[place.line - 1]
