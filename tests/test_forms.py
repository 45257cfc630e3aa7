"""Forms of terms: a table of texts with their mentions, and what must hold of every text."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.forms import Finder, is_as_written, whole_words
from glossator.inflections import inflections
from glossator.text import Span, fold

TABLE = Path(__file__).parent / "tables" / "mentions.txt"


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table: forms, and a text with its mentions in braces."""

    language: str
    name: str
    forms: tuple[str, ...]
    marked: str

    @property
    def text(self) -> str:
        return re.sub(r"\{([^{}=]*)(?:=[^{}]*)?\}", r"\1", self.marked)

    @property
    def expected(self) -> list[tuple[str, str]]:
        """The mentions' words, each with its form."""
        found = re.findall(r"\{([^{}=]*)(?:=([^{}]*))?\}", self.marked)
        return [(words, form or self.forms[0]) for words, form in found]


def table() -> list[Case]:
    """The cases of the table; remarks and reasons are left out."""
    kept = re.sub(r"(?m)^(?:#|why:).*\n?", "", TABLE.read_text(encoding="utf-8"))
    kept = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), kept)
    cases = []
    for block in kept.strip("\n").split("\n\n"):
        head, forms, text = block.strip("\n").split("\n", 2)
        language, _, name = head.partition(": ")
        written = forms.removeprefix("forms: ").split("; ")
        cases.append(Case(language, name, tuple(written), text))
    return cases


CASES = table()
LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "xx"]
FORMS = [
    "NATO",
    "ally",
    "Article 5",
    "eastern flank",
    "crisis",
    "C++",
    ".NET",
    "X",
    "北约",
    "Λόγος",
]
PIECES = [*FORMS, "nato", "allies", "Eastern\u00a0Flanks", "’s", "'", "-", " ", "\n", ".", "5", "s"]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=20).map("".join)


def hits(text: str, forms: list[str], lang: str = "en") -> list[str]:
    """The words of `text` at its hits."""
    finder = Finder.of({form: form for form in forms}, lang)
    return [hit.span.of(text) for hit in finder.find(fold(text))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.language}: {case.name}")
def test_a_mention_is_found_where_a_reader_sees_one(case: Case) -> None:
    finder = Finder.of({form: f"term of {form}" for form in case.forms}, case.language)
    found = finder.find(fold(case.text))
    assert [(hit.span.of(case.text), hit.form) for hit in found] == case.expected
    assert all(hit.term == f"term of {hit.form}" for hit in found)


def test_the_table_has_no_name_twice_and_covers_what_it_promises() -> None:
    names = [(case.language, case.name) for case in CASES]
    assert len(names) == len(set(names))
    assert sum(case.language == "en" for case in CASES) >= 100
    assert sum(case.language == "de" for case in CASES) >= 15


def test_a_hit_says_the_term_and_the_form_as_its_author_wrote_it() -> None:
    finder = Finder.of({"eastern flank": "eastern-flank"}, "en")
    (hit,) = finder.find(fold("Eastern flanks"))
    assert (hit.span, hit.term, hit.form) == (Span(0, 14), "eastern-flank", "eastern flank")


def test_a_spelling_of_two_forms_belongs_to_the_one_that_is_written_so() -> None:
    finder = Finder.of({"crisis": "one", "crises": "many"}, "en")
    found = finder.find(fold("crisis, crises, crisis's"))
    assert [hit.term for hit in found] == ["one", "many", "one"]


def test_no_forms_find_nothing() -> None:
    assert hits("NATO and its allies", []) == []


@pytest.mark.parametrize("form", ["", " ", "\u00ad", "\n"])
def test_an_empty_form_finds_nothing(form: str) -> None:
    assert inflections(form, "en") == frozenset()
    assert hits("NATO and its allies", [form]) == []


@pytest.mark.parametrize("tag", ["en", "en-GB", "EN-us"])
def test_any_language_tag_will_do(tag: str) -> None:
    assert "allies" in inflections("ally", tag)


@pytest.mark.parametrize(
    ("form", "lang", "expected"),
    [
        ("ally", "en", {"ally", "ally's", "allies"}),
        ("Article 5", "en", {"Article 5", "Article 5's"}),
        ("NATO", "en", {"NATO", "NATO's", "NATOs"}),
        ("GPS", "en", {"GPS", "GPS's"}),
        ("X", "en", {"X", "X's"}),
        ("Article V", "en", {"Article V", "Article V's"}),
        ("woman", "en", {"woman", "woman's", "women", "women's"}),
        ("Oman", "en", {"Oman", "Oman's", "Omans"}),
        ("the allies’", "en", {"the allies'"}),
        ("NATO", "fr", {"NATO"}),
        ("ally", "xx", {"ally"}),
        ("ally", "", {"ally"}),
        ("Ostflanke", "de", {"Ostflanke", "Ostflanken", "Ostflankens", "Ostflankes"}),
    ],
)
def test_inflections_are_these_and_no_others(form: str, lang: str, expected: set[str]) -> None:
    assert inflections(form, lang) == expected


@pytest.mark.parametrize(
    ("form", "lang", "expected"),
    [
        ("NATO", "en", True),
        ("Article V", "en", True),
        ("the NATO treaty", "en", True),
        ("X", "en", True),
        ("Article 5", "en", False),
        ("eastern flank", "en", False),
        (".Net", "en", False),
        ("Macht", "de", True),
        ("östliche Flanke", "de-CH", True),
        ("strategisch", "de", False),
        ("5", "en", False),
    ],
)
def test_letter_case_counts_where_a_form_has_more_capitals_than_a_first(
    form: str, lang: str, *, expected: bool
) -> None:
    assert is_as_written(form, lang) is expected


def test_a_phrase_of_many_words_has_not_too_many_spellings() -> None:
    assert len(inflections("banca " * 20, "it")) <= 513


def test_forms_that_go_on_from_each_other_are_no_trouble() -> None:
    forms = ["a" * length for length in range(1, 200)]
    assert hits("b aaa " + "a" * 150, forms, "xx") == ["aaa", "a" * 150]


def test_an_expression_without_spellings_matches_nothing() -> None:
    assert re.search(whole_words([]), "") is None


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_hits_are_ordered_and_disjoint_and_spellings_of_their_forms(text: str, lang: str) -> None:
    finder = Finder.of({form: form for form in FORMS}, lang)
    at = 0
    for hit in finder.find(fold(text)):
        assert at <= hit.span.start < hit.span.end <= len(text)
        words = fold(hit.span.of(text)).text.casefold()
        assert words in {spelling.casefold() for spelling in inflections(hit.form, lang)}
        at = hit.span.end


@given(st.lists(st.text(max_size=8), max_size=5), TEXTS, st.sampled_from(LANGUAGES))
def test_any_form_will_do(forms: list[str], text: str, lang: str) -> None:
    hits(text, forms, lang)


@given(st.text(max_size=12), st.sampled_from(LANGUAGES))
def test_a_form_that_stands_alone_is_found(form: str, lang: str) -> None:
    plain = fold(form).text.strip()
    found = hits(plain, [form], lang)
    if plain and not re.match(r"@|https?://|www\.", plain):
        assert found == [plain]


@given(st.text(max_size=12), st.sampled_from(LANGUAGES))
def test_inflections_are_folded(form: str, lang: str) -> None:
    for spelling in inflections(form, lang):
        assert spelling == fold(spelling).text.strip()
