"""Where sentences end: a table of cases, and what must hold of every text."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.sentences import sentences

TABLE = Path(__file__).parent / "tables" / "sentences.txt"


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table; its text has a `|` where a new sentence begins."""

    language: str
    name: str
    marked: str

    @property
    def text(self) -> str:
        return self.marked.replace("|", "")

    @property
    def expected(self) -> list[str]:
        return [part.strip() for part in self.marked.split("|")]


def table() -> list[Case]:
    """The cases of the table; remarks and reasons are left out."""
    kept = re.sub(r"(?m)^(?:#|why:).*\n?", "", TABLE.read_text(encoding="utf-8"))
    cases = []
    for block in kept.strip().split("\n\n"):
        head, _, text = block.partition("\n")
        language, _, name = head.strip().partition(": ")
        cases.append(Case(language, name, text.rstrip("\n")))
    return cases


CASES = table()
LANGUAGES = ["en", "de", "fr", "zh", "ja", "el", "xx", ""]
WRITING = st.text("aZé5 \n\u00a0\u00ad.?!…。:;,-—()[]“”‘’\"'«»„我ك\u0301\U0001f600", max_size=60)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.language}: {case.name}")
def test_a_sentence_ends_where_a_reader_hears_it_end(case: Case) -> None:
    found = [span.of(case.text) for span in sentences(case.text, case.language)]
    assert found == case.expected


def test_the_table_has_no_name_twice_and_covers_what_it_promises() -> None:
    names = [(case.language, case.name) for case in CASES]
    assert len(names) == len(set(names))
    assert sum(case.language == "en" for case in CASES) >= 60
    assert sum(case.language == "de" for case in CASES) >= 10


@pytest.mark.parametrize("lang", ["en", "en-GB", "EN-us", "de-AT", "x-unknown", ""])
def test_any_language_tag_will_do(lang: str) -> None:
    assert len(sentences("Mr. Lee left. Nobody knew.", lang)) == 2


@pytest.mark.parametrize("text", ["", " ", "\n\u00a0\t"])
def test_a_text_without_words_has_no_sentences(text: str) -> None:
    assert sentences(text, "en") == ()


def test_a_long_quotation_is_cut_inside() -> None:
    quoted = "It holds, as it always has. " * 40
    assert len(sentences(f"“{quoted.strip()}” That is all.", "en")) == 41


def test_a_quotation_in_a_long_quotation_stays_whole() -> None:
    quoted = "It holds, as it always has. " * 40
    found = sentences(f"“{quoted}He said ‘It holds. Always.’ Then he left.”", "en")
    assert len(found) == 42


@pytest.mark.parametrize("character", list('(“"‘.…)’”1aA '))
def test_long_runs_cost_little(character: str) -> None:
    assert len(sentences(character * 20_000 + " Then. More.", "en")) <= 4


@given(st.text(max_size=60) | WRITING, st.sampled_from(LANGUAGES))
def test_sentences_are_ordered_and_leave_out_only_white_space(text: str, lang: str) -> None:
    at = 0
    for span in sentences(text, lang):
        assert at <= span.start < span.end <= len(text)
        assert not text[at : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        at = span.end
    assert not text[at:].strip()


@given(WRITING, st.sampled_from(LANGUAGES))
def test_white_space_round_a_text_changes_nothing(text: str, lang: str) -> None:
    plain = [span.of(text) for span in sentences(text, lang)]
    padded = f"  {text}\n"
    assert [span.of(padded) for span in sentences(padded, lang)] == plain
