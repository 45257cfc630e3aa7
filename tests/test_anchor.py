"""From a quote to its passage and back: what authors write, what is found, and what never is."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from glossator.anchor import candidates, describe, passage, snapped
from glossator.model import Heading, Quote, Selector, Source
from glossator.problems import Code, Problem, as_text
from glossator.quotes import readings, written
from glossator.read.plain import txt
from glossator.read.source import Wish
from glossator.text import Place, Span, fold

SEED = (Path(__file__).parents[1] / "seeds" / "nato.txt").read_bytes()
HEADINGS = ("U.S. Wants Greater Defense Spending", "Ukraine's Uncertain NATO Path")
SETTINGS = settings(derandomize=True, deadline=None, database=None)


def source_of(text: str | bytes, *headings: str) -> Source:
    data = text.encode() if isinstance(text, str) else text
    named = [
        Heading(title, 2, Place("content/x/notes.md"), 1 + headings[:index].count(title))
        for index, title in enumerate(headings)
    ]
    source, problems = txt("seeds/x.txt", data, Wish(named))
    assert source, problems
    assert not problems
    return source


NATO = source_of(SEED, *HEADINGS)


def placed(words: str, source: Source, *, under: int | None = None, nth: int = 0) -> Span | Problem:
    """Where the quote is found, if it stands under the heading of that number."""
    quote = Quote(words, Place("content/x/notes.md", 3, 3, len(words), f"> {words}"), nth)
    return passage(quote, source, source.sections[under].span if under is not None else None)


def found(words: str, text: str, *, nth: int = 0) -> str:
    """The text with the passage in ⟦ ⟧, or the problem's code."""
    source = source_of(text)
    span = placed(words, source, nth=nth)
    if isinstance(span, Problem):
        return str(span.code)
    return f"{text[: span.start]}⟦{span.of(text)}⟧{text[span.end :]}"


# What authors write

CASES = [
    # The words themselves.
    ("the words as they stand", "eastern flank", "NATO’s ⟦eastern flank⟧ asks"),
    ("the whole text", "One word", "⟦One word⟧"),
    ("a single word", "ally", "an ⟦ally⟧ about to quit"),
    ("case counts", "nato", "NATO left", "quote-not-found"),
    ("spelling counts", "defence", "defense", "quote-not-found"),
    ("accents count", "Schrodinger", "Schrödinger", "quote-not-found"),
    ("white space at the ends does not", "  flank ", "the ⟦flank⟧ asks"),
    ("a full stop counts", "flank.", "the flank, the ⟦flank.⟧"),
    ("punctuation alone", "!", "No⟦!⟧ Yes."),
    # The literal reading comes first.
    ("brackets in the source", "the [sic] mark", "⟦the [sic] mark⟧ and the sic mark"),
    ("an ellipsis in the source", "a … b", "a x b, ⟦a … b⟧"),
    ("three dots in the source", "wait... no", "⟦wait... no⟧ or wait, no"),
    ("a bracketed ellipsis in the source", "he […] said", "⟦he […] said⟧; he also said"),
    ("a backslash in the source", "a \\[b", "⟦a \\[b⟧ and a [b"),
    ("literal twice is ambiguous, whatever the marks say", "[a] b", "[a] b [a] b a b",
     "quote-ambiguous"),
    # Brackets: what they hold is meant, the rest says which.
    ("context before", "eastern [flank]", "the flank, the eastern ⟦flank⟧"),
    ("context after", "[flank] asks", "the flank, the ⟦flank⟧ asks"),
    ("context on both sides", "clause, [Article 5], in remarks",
     "Article 5. The clause, ⟦Article 5⟧, in remarks"),
    ("context inside a sentence's marks", "“[No]” for", "No, “⟦No⟧” for two reasons"),
    ("context must be directly beside", "the [flank] asks", "the flank it asks", "quote-not-found"),
    ("context must be whole words", "tern [flank]", "eastern flank", "quote-inside-word"),
    ("context folds too", "NATO's [flank] -- asks", "NATO’s ⟦flank⟧ — asks"),
    ("context across paragraphs", "one. [Two] three", "one.\n⟦Two⟧ three"),
    ("a bracket that does not close", "a [b", "a b", "quote-not-found"),
    ("two pairs of brackets", "[a] b [c]", "a b c", "quote-not-found"),
    ("empty brackets", "a [] b", "a b", "quote-not-found"),
    # Omissions.
    ("an omission", "never left … took notes", "He ⟦never left the room, took notes⟧."),
    ("three dots leave out too", "never ... notes", "⟦never took notes⟧"),
    ("in brackets", "never […] notes", "⟦never took notes⟧"),
    ("three dots in brackets", "never [...] notes", "⟦never took notes⟧"),
    ("two omissions", "a … c … e", "⟦a b c d e⟧"),
    ("each part goes to the nearest following place", "a … b", "⟦a x b⟧ y b"),
    ("a part before it does not count", "a … b", "b ⟦a x b⟧"),
    ("parts do not overlap", "a b … b c", "a b c", "quote-not-found"),
    ("a part that is nowhere", "a … z", "a b c", "quote-not-found"),
    ("an omission across paragraphs", "one … four", "⟦one two\nthree four⟧"),
    ("each beginning counts", "a … b", "a x a b", "quote-ambiguous"),
    ("an omission in brackets with context", "x [a … c] y", "a c, x ⟦a b c⟧ y"),
    ("an omission in the context is none", "x … y [a]", "x z y a", "quote-not-found"),
    ("an omission at the end leaves nothing out", "never left …", "He ⟦never left⟧ the room"),
    ("nothing but an omission", "…", "a b c", "quote-not-found"),
    # Escapes.
    ("an escaped bracket", "a \\[b\\] c", "a b c, ⟦a [b] c⟧"),
    ("an escaped bracket in context", "\\[a\\] [b]", "a b, [a] ⟦b⟧"),
    ("an escaped ellipsis with an omission", "a \\… b … d", "⟦a … b c d⟧"),
    ("escaped dots with context", "[a\\...] b", "a, ⟦a...⟧ b"),
    ("an escaped backslash", "[a\\\\b] c", "⟦a\\b⟧ c"),
    ("a backslash before anything else stays", "[a\\n] c", "⟦a\\n⟧ c"),
    # Typography.
    ("straight quotes for curly ones", "\"No\" for two 'reasons'", "⟦“No” for two ‘reasons’⟧"),
    ("curly quotes for straight ones", "“No”", '⟦"No"⟧ he said'),
    ("an apostrophe", "Ukraine’s", "⟦Ukraine's⟧ path"),
    ("a dash for two hyphens", "before — dead", "⟦before -- dead⟧"),
    ("two hyphens for a dash", "aspirants -- notably", "⟦aspirants – notably⟧"),
    ("a hyphen is no dash", "a - b", "a – b", "quote-not-found"),
    ("one space for several", "a b c", "⟦a  b\u00a0 c⟧"),
    ("a line end for a space", "a\nb", "⟦a b⟧"),
    ("a space for a line end", "two three", "one ⟦two\nthree⟧ four"),
    ("a soft hyphen in the source", "defense", "the ⟦de\u00adfense⟧ clause"),
    ("a soft hyphen in the quote", "de\u00adfense", "the ⟦defense⟧ clause"),
    ("no width in the source", "NATO allies", "⟦NATO\u200b allies⟧"),
    ("a hyphen that does not break", "e-mail", "an ⟦e\u2011mail⟧"),
    ("decomposed in the source", "café", "the ⟦cafe\u0301⟧ is open"),
    ("decomposed in the quote", "cafe\u0301", "the ⟦café⟧ is open"),
    ("half of a decomposed letter", "cafe", "the cafe\u0301", "quote-not-found"),
    ("jamo", "한국", "⟦\u1112\u1161\u11ab\u1100\u116e\u11a8⟧ 사람"),
    # Word boundaries.
    ("not inside a word", "NATO", "Senator SENATOR NATOs", "quote-inside-word"),
    ("not from inside a word", "nator Lee", "Senator Lee", "quote-inside-word"),
    ("U.S. with its full stop", "U.S.", "the ⟦U.S.⟧ policy"),
    ("U.S without it", "U.S", "the ⟦U.S⟧. policy"),
    ("U alone", "U", "the U.S. policy", "quote-inside-word"),
    ("a possessive", "NATO’s", "⟦NATO’s⟧ flank"),
    ("a possessive is one word", "NATO", "NATO’s flank", "quote-inside-word"),
    ("the word, not its possessive", "NATO", "NATO’s flank and ⟦NATO⟧"),
    ("a part of a number", "2", "2.5 percent", "quote-inside-word"),
    ("a part of a word with a hyphen", "mail", "an e-⟦mail⟧"),
    ("inside quotation marks", "No", "a “⟦No⟧” for"),
    ("an acronym before a dash", "NATO", "⟦NATO⟧—alive"),
    ("an acronym before a word joiner", "NATO", "⟦NATO⟧\u2060—alive"),
    ("Chinese needs no space", "北约", "脱离⟦北约⟧吗"),
    ("Japanese needs no space", "同盟", "日米⟦同盟⟧です"),
    ("Thai needs no space", "นาโต", "ออกจาก⟦นาโต⟧ไหม"),
    ("Latin beside Chinese", "NATO", "脱离⟦NATO⟧吗"),
    ("Arabic has spaces", "ناتو", "الناتو", "quote-inside-word"),
    ("Arabic words", "حلف الناتو", "من ⟦حلف الناتو⟧ الآن"),
    # Which of several.
    ("twice is ambiguous", "NATO", "NATO and NATO", "quote-ambiguous"),
    ("overlapping hits are two", "a b a", "a b a b a", "quote-ambiguous"),
    ("many paragraphs", "one two three", "zero ⟦one\ntwo\nthree⟧ four"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expected"), [row[1:3] for row in CASES if len(row) == 3], ids=[
        row[0] for row in CASES if len(row) == 3
    ]
)  # fmt: skip
def test_a_quote_is_found(words: str, expected: str) -> None:
    assert found(words, re.sub("[⟦⟧]", "", expected)) == expected


@pytest.mark.parametrize(
    ("words", "text", "code"), [row[1:] for row in CASES if len(row) == 4], ids=[
        row[0] for row in CASES if len(row) == 4
    ]
)  # fmt: skip
def test_a_quote_is_a_problem(words: str, text: str, code: str) -> None:
    assert found(words, text) == code


def test_the_table_is_long_and_has_no_name_twice() -> None:
    names = [row[0] for row in CASES]
    assert len(names) == len(set(names)) >= 40


@pytest.mark.parametrize(
    ("nth", "expected"),
    [
        (1, "⟦NATO⟧ and NATO or NATO"),
        (2, "NATO and ⟦NATO⟧ or NATO"),
        (3, "NATO and NATO or ⟦NATO⟧"),
        (4, "quote-ambiguous"),
    ],
)
def test_nth_chooses_in_reading_order(nth: int, expected: str) -> None:
    assert found("NATO", "NATO and NATO or NATO", nth=nth) == expected


def test_nth_counts_inside_the_section() -> None:
    source = source_of("word\nH\nword word\nI\nword", "H", "I")
    assert placed("word", source, under=1, nth=2) == Span(12, 16)


# Sections


def test_a_heading_scopes_the_quotes_below_it() -> None:
    source = source_of("word\nH\nword\nI\nword", "H", "I")
    spans = [placed("word", source, under=number) for number in range(3)]
    assert spans == [Span(0, 4), Span(7, 11), Span(14, 18)]
    problem = placed("word", source)
    assert isinstance(problem, Problem)
    assert problem.code == Code.QUOTE_AMBIGUOUS


def test_a_section_holds_the_sections_below_it() -> None:
    named = [Heading("H", 2, Place("n"), 1), Heading("I", 3, Place("n"), 1)]
    source, _ = txt("s", b"a\nH\nb\nI\nc", Wish(named))
    assert source
    assert source.sections[1].span == Span(2, 9)
    assert source.sections[2].span == Span(6, 9)
    assert placed("c", source, under=1) == Span(8, 9)


def test_equal_headings_count_up_in_source_order() -> None:
    source = source_of("H\none\nH\ntwo", "H", "H")
    assert [section.span.of(source.text) for section in source.sections] == ["H\none", "H\ntwo"]
    assert placed("two", source, under=1) == Span(8, 11)


def test_an_omission_stays_in_its_section() -> None:
    source = source_of("a\nH\nb\na b", "H")
    assert placed("a … b", source) == Span(6, 9)


def test_a_quote_may_cross_a_heading() -> None:
    text = "end of one.\nH\nStart of two."
    assert placed("one. H Start", source_of(text, "H")) == Span(7, 19)


def test_words_in_another_section_are_named_with_their_heading() -> None:
    source = source_of("first\nThe heading\nsecond", "The heading")
    problem = placed("second", source, under=0)
    assert isinstance(problem, Problem)
    assert problem.code == Code.QUOTE_NOT_FOUND
    assert problem.message == "these words are not in this section of the source"
    assert problem.hint == "put it under ## The heading"
    assert (problem.related[0].place.line, problem.related[0].place.column) == (3, 1)
    other = placed("first", source, under=1)
    assert isinstance(other, Problem)
    assert other.hint == "put it above any heading"


# Problems


def test_an_ambiguous_quote_shows_every_place_and_a_quote_that_is_not() -> None:
    source = source_of("We know NATO well.\nThey know NATO too.\nNATO knows.")
    problem = placed("know NATO", source)
    assert isinstance(problem, Problem)
    assert problem.code == Code.QUOTE_AMBIGUOUS
    assert problem.message == "these words stand in the source 2 times"
    assert [(one.place.line, one.place.column) for one in problem.related] == [(1, 4), (2, 6)]
    assert [one.quote for one in problem.related] == [
        "We [know NATO] well.",
        "They [know NATO] too.",
    ]
    better = problem.hint.partition("> ")[2]
    assert placed(better, source) == Span(3, 12)


def test_a_number_that_is_too_high_is_told_how_far_it_may_go() -> None:
    problem = placed("b", source_of("a b a b"), nth=3)
    assert isinstance(problem, Problem)
    assert problem.hint == "write nth=1 to nth=2"


def test_a_quote_that_cuts_a_word_is_told_the_whole_words() -> None:
    problem = placed("nator Mike Le", NATO)
    assert isinstance(problem, Problem)
    assert problem.code == Code.QUOTE_INSIDE_WORD
    assert problem.hint == "quote whole words: “Senator Mike Lee”"
    assert problem.related[0].place.line == 1


def test_the_nearest_passage_is_shown_with_its_likeness_and_the_wrong_word() -> None:
    problem = placed("Trump reaffirmed his commitment to NATO's mutual defence clause", NATO)
    assert isinstance(problem, Problem)
    assert problem.code == Code.QUOTE_NOT_FOUND
    assert problem.related[0].message == "the nearest passage (98% alike)"
    assert problem.related[0].place.file == "seeds/x.txt"
    assert (problem.related[0].place.line, problem.related[0].place.column) == (5, 50)
    assert problem.related[0].quote == (
        "“Trump reaffirmed his commitment to NATO’s mutual defense clause”"
    )
    words = problem.place.text
    assert [caret.of(words) for caret in problem.carets] == ["defence"]
    assert "hint: copy the words from the source" in as_text(problem)


@pytest.mark.parametrize(
    "words",
    [
        "The quick brown fox jumps over the lazy dog",
        "xyzzy",
        "北约",
        "\u00ad",
        "…",
        "[",
        "\\",
        "§ 5",
    ],
)
def test_what_is_like_nothing_is_shown_no_passage(words: str) -> None:
    problem = placed(words, NATO)
    assert isinstance(problem, Problem)
    assert problem.code == Code.QUOTE_NOT_FOUND
    assert not problem.related


def test_a_quote_longer_than_its_source_is_a_problem_too() -> None:
    problem = placed("a much longer text than the source has words", source_of("a much"))
    assert isinstance(problem, Problem)


# Nothing is ever placed by likeness


def words_of_the_seed(length: int) -> list[Span]:
    """Every run of so many words that stands in one paragraph."""
    spans = []
    for block in NATO.blocks:
        words = [Span(block.span.start + match.start(), block.span.start + match.end())
                 for match in re.finditer(r"\S+", block.span.of(NATO.text))]  # fmt: skip
        spans += [Span(a.start, b.end) for a, b in zip(words, words[length - 1 :], strict=False)]
    return spans


@settings(SETTINGS, max_examples=150)
@given(
    st.sampled_from([span for length in (1, 2, 3, 5, 9) for span in words_of_the_seed(length)]),
    st.integers(0, 10_000),
    st.sampled_from("aeiouxNT1é"),
)
def test_a_quote_with_one_letter_changed_is_a_problem(span: Span, at: int, letter: str) -> None:
    words = span.of(NATO.text)
    letters = [n for n, character in enumerate(words) if character.isalnum()]
    assume(letters)
    index = letters[at % len(letters)]
    changed = words[:index] + letter + words[index + 1 :]
    assume(fold(changed).text not in NATO.folded.text)
    problem = placed(changed, NATO)
    assert isinstance(problem, Problem)
    assert problem.code == Code.QUOTE_NOT_FOUND


@settings(SETTINGS, max_examples=100)
@given(st.sampled_from(words_of_the_seed(6)), st.integers(0, 10_000))
def test_the_passage_with_one_letter_changed_is_the_nearest(span: Span, at: int) -> None:
    words = span.of(NATO.text)
    letters = [n for n, character in enumerate(words) if character.isalpha()]
    index = letters[at % len(letters)]
    problem = placed(words[:index] + "%" + words[index + 1 :], NATO)
    assert isinstance(problem, Problem)
    assert len(problem.related) == 1
    shown = problem.related[0].place
    assert shown.line == NATO.file.place(span.start).line
    assert abs(shown.column - NATO.file.place(span.start).column) <= 12


@settings(SETTINGS, max_examples=100)
@given(st.sampled_from(words_of_the_seed(3)))
def test_a_quote_of_a_paragraph_that_is_gone_is_a_problem_without_a_suggestion(span: Span) -> None:
    paragraph = NATO.block_at(span.start).span
    rest = source_of(NATO.text[: paragraph.start] + NATO.text[paragraph.end :])
    words = span.of(NATO.text)
    assume(len(words) >= 12 and fold(words).text not in rest.folded.text)
    problem = placed(words, rest)
    assert isinstance(problem, Problem)
    if problem.related:  # a suggestion has to be nearly the same
        assert int(re.findall(r"\d+", problem.related[0].message)[0]) >= 80


# There and back

WORDS = (
    "NATO", "ally", "the", "defense", "U.S.", "cafe\u0301", "café", "e-mail", "Article 5", "北约",
    "กขค", "حلف الناتو", "de\u00adfense", "2.5", "NATO’s", "“No”", "‘x’", "\u1112\u1161\u11ab",
    "a", "a a", "(", ")", "!", "👩‍🚀", "🇺🇸", "--", "—", "\u0301x", "x\u2060", "\u200d",
)  # fmt: skip
MARKED = (*WORDS, "[", "]", "[x]", "…", "...", "[…]", "\\", "\\[", "\\…")
GAPS = (" ", " ", " ", " ", "  ", "\u00a0", " -- ", "—", ", ", ". ", "\u200b", "", "\u2011", "\n")


@st.composite
def texts(draw: st.DrawFn, words: tuple[str, ...] = WORDS) -> str:
    """Few words often repeated, in lines, or in paragraphs parted by blank lines."""
    known = draw(st.lists(st.sampled_from(words), min_size=1, max_size=6))
    gaps = (*GAPS, "\n\n", "\n\n") if draw(st.booleans()) else GAPS
    pairs = st.tuples(st.sampled_from(known), st.sampled_from(gaps))
    text = "".join(word + gap for word, gap in draw(st.lists(pairs, min_size=1, max_size=14)))
    assume(text.strip())
    return text


@st.composite
def quotable(draw: st.DrawFn, text: str, source: Source) -> Span:
    one, two = draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))
    span = snapped(Span(min(one, two), max(one, two)), source)
    assume(span is not None)
    assert span
    return span


@settings(SETTINGS, max_examples=250)
@given(st.data(), texts())
def test_describing_a_passage_is_the_inverse_of_finding_it(data: st.DataObject, text: str) -> None:
    source = source_of(text)
    span = data.draw(quotable(text, source))
    selector = describe(span, source)
    assert candidates(selector, source) == [span]
    assert placed(written(selector), source) == span


@settings(SETTINGS, max_examples=250)
@given(st.data(), texts(), st.integers(0, 40), st.integers(1, 40))
def test_a_scope_keeps_the_hits_inside_it_whatever_stands_outside(
    data: st.DataObject, text: str, start: int, length: int
) -> None:
    source = source_of(text)
    outer = data.draw(quotable(text, source))
    at = st.integers(outer.start, outer.end)
    one, two = data.draw(at), data.draw(at)
    inner = snapped(Span(min(one, two), max(one, two)), source)
    assume(inner)
    assert inner
    before, after = Span(outer.start, inner.start), Span(inner.end, outer.end)
    selector = Selector((inner.of(text),), before.of(text), after.of(text))
    scope = Span(start, min(len(text), start + length))
    assume(start < len(text))
    everywhere = candidates(selector, source)
    assert candidates(selector, source, scope) == [hit for hit in everywhere if hit in scope]


def test_a_scope_may_part_a_passage_from_the_words_that_say_which() -> None:
    source = source_of("one ally two ally three")
    for prefix, suffix, scope, expected in (
        ("one ", "", Span(4, 23), [Span(4, 8)]),
        ("", " two", Span(0, 8), [Span(4, 8)]),
        ("", " three", Span(0, 17), [Span(13, 17)]),
        ("two ", "", Span(0, 16), []),
        ("", "", Span(5, 23), [Span(13, 17)]),
    ):
        assert candidates(Selector(("ally",), prefix, suffix), source, scope) == expected


@settings(SETTINGS, max_examples=150)
@given(st.data(), texts(MARKED))
def test_a_source_may_hold_the_marks_of_the_authors_syntax(data: st.DataObject, text: str) -> None:
    source = source_of(text)
    span = data.draw(quotable(text, source))
    selector = describe(span, source)
    assert candidates(selector, source) == [span]
    assert candidates(readings(written(selector))[-1], source) == [span]


@settings(SETTINGS, max_examples=150)
@given(st.integers(0, len(NATO.text)), st.integers(0, len(NATO.text)))
def test_any_passage_of_the_seed_can_be_described(one: int, two: int) -> None:
    span = snapped(Span(min(one, two), max(one, two)), NATO)
    assume(span is not None)
    assert span
    selector = describe(span, NATO)
    assert candidates(selector, NATO) == [span]
    assert placed(written(selector), NATO) == span


@pytest.mark.parametrize("wrapped", [False, True], ids=["lines", "blank lines"])
def test_every_word_of_the_seed_can_be_described(wrapped: bool) -> None:  # noqa: FBT001
    text = NATO.text.replace("\n", "\n\n") if wrapped else NATO.text
    source = source_of(text)
    assert (source.form == "wrapped") == wrapped
    for match in re.finditer(r"\w+", text):
        span = snapped(Span(*match.span()), source)
        assert span
        selector = describe(span, source)
        assert candidates(selector, source) == [span]
        assert placed(written(selector), source) == span


def test_a_description_is_no_longer_than_it_must_be() -> None:
    selector = describe(Span(0, 4), source_of("NATO left. " + "Nobody knew. " * 50))
    assert selector == Selector(("NATO",))
    text = "We know NATO. They know NATO. " + "Nobody knew. " * 50
    at = text.rindex("NATO")
    selector = describe(Span(at, at + 4), source_of(text))
    assert len(selector.prefix) + len(selector.suffix) < 60


@settings(SETTINGS, max_examples=150)
@given(st.data(), texts(MARKED))
def test_what_can_be_quoted_is_snapped_already(data: st.DataObject, text: str) -> None:
    source = source_of(text)
    span = data.draw(quotable(text, source))
    assert snapped(span, source) == span
    assert {span.start, span.end} <= source.boundaries
    assert span.of(text) == span.of(text).strip()


@settings(SETTINGS, max_examples=150)
@given(st.data(), texts())
def test_snapping_keeps_every_word(data: st.DataObject, text: str) -> None:
    source = source_of(text)
    one, two = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))
    span = Span(min(one, two), max(one, two))
    found_span = snapped(span, source)
    if found_span is not None:
        left = text[span.start : found_span.start] + text[found_span.end : span.end]
        assert not fold(left).text.strip()


def test_white_space_has_no_words() -> None:
    source = source_of("a \u200b b")
    assert snapped(Span(1, 4), source) is None
    assert snapped(Span(2, 2), source) is None
    assert snapped(Span(2, 3), source) is None


@settings(SETTINGS, max_examples=150)
@given(st.lists(st.text("ab \\[]….", min_size=1, max_size=8), min_size=1, max_size=3))
def test_what_is_written_is_read_as_it_was_meant(parts: list[str]) -> None:
    exact = tuple(part.strip() for part in parts)
    assume(all(exact))
    selector = Selector(exact, "a ", " b")
    assert readings(written(selector))[-1] == selector


def test_readings_are_at_most_two_and_the_words_themselves_come_first() -> None:
    assert readings("a b") == (Selector(("a b",)),)
    assert readings("a [b] c") == (Selector(("a [b] c",)), Selector(("b",), "a ", " c"))
    assert readings("a … b") == (Selector(("a … b",)), Selector(("a", "b")))
