"""The NATO explainer as data: its notes against the facts, its works, its glossary, its words."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from glossator.link import site as linked
from glossator.markdown import plain
from glossator.model import Annotation, Body, Entry, Explainer, Site
from glossator.project import Project
from glossator.read import manuscript
from glossator.sentences import sentences

ROOT = Path(__file__).parents[1]

REQUIRED = ("article-5", "aspirant", "defense-spending-target", "deterrence", "eastern-flank",
            "force-posture-review", "leaving-nato", "meeting-of-defense-ministers", "nato",
            "nato-ally", "nato-ambassador", "nato-headquarters", "nato-summit",
            "north-atlantic-treaty", "schroedingers-cat", "strategic-patience",
            "ukraine-defense-contact-group")  # fmt: skip
"""The seventeen entries."""

AVOIDED = ("Al Mayadeen", "One America News", "OAN", "TASS", "news-pravda", "Epoch Times",
           "Independent Sentinel", "Big News Network", "Particle", "Newsylist", "Newsbly",
           "Parallax", "Real News Not BS", "like123")  # fmt: skip
"""What the sheet of facts names as no source to print: partisan, aggregated, or a copy."""


class Fact(TypedDict, total=False):
    """One row of `facts.yaml`."""

    id: str
    date: str
    statement: str
    exact: str
    read: list[dict[str, str]]


@cache
def site() -> Site:
    read, problems = manuscript(Project(ROOT), with_drafts=False)
    assert read is not None
    made, more = linked(read, "https://example.org/")
    assert not [one for one in (*problems, *more) if one.is_error]
    return made


def nato() -> Explainer:
    return next(one for one in site().explainers if one.slug == "nato")


@cache
def facts() -> dict[str, Fact]:
    rows: list[Fact] = yaml.safe_load((ROOT / "content/nato/facts.yaml").read_text("utf-8"))
    assert len({row["id"] for row in rows}) == len(rows)
    return {row["id"]: row for row in rows}


def words_of(body: Body) -> str:
    """The plain words of a body, block by block; what a citation shows is none of them."""
    inline = (plain(token) for token in body.tokens if token.type == "inline")
    return " ".join(" ".join(inline).split())


def count(words: str) -> int:
    return len(words.split())


def facts_of(one: Annotation) -> list[str]:
    return [name.strip() for name in dict(one.note.keys).get("facts", "").split(",") if name]


NOTES = nato().annotations
FIRST = [one for one in NOTES if not one.layer.name]
SINCE = [one for one in NOTES if one.layer.name == "since"]
by_id = pytest.mark.parametrize("note", NOTES, ids=lambda one: one.id)
entries = pytest.mark.parametrize("entry", site().entries, ids=lambda one: one.term.id)


def test_there_are_notes_enough_and_a_layer_of_what_came_after() -> None:
    assert len(FIRST) >= 35
    assert len(SINCE) >= 6
    assert all(one.kind.name == "later" and one.note.as_of for one in SINCE)


def test_every_paragraph_of_the_source_has_a_note() -> None:
    blocks = [block for block in nato().source.blocks if block.number]
    spans = [span for one in FIRST if not one.is_section for span in one.passages]
    bare = [block.number for block in blocks
            if not any(span.start < block.span.end and block.span.start < span.end
                       for span in spans)]  # fmt: skip
    assert bare == []


def test_at_least_five_pairs_of_passages_nest_or_cross() -> None:
    spans = [(one.id, span) for one in NOTES if not one.is_section for span in one.passages]
    pairs = {frozenset((a, b)) for (a, one), (b, two) in combinations(spans, 2)
             if a != b and one.start < two.end and two.start < one.end}  # fmt: skip
    assert len(pairs) >= 5


@by_id
def test_a_note_has_20_to_90_words(note: Annotation) -> None:
    assert 20 <= count(words_of(note.note.body)) <= 90


@by_id
def test_the_first_sentence_of_a_note_has_25_words_at_most(note: Annotation) -> None:
    first = next(token for token in note.note.body.tokens if token.type == "inline")
    words = plain(first)
    lead = sentences(words, "en")[0].of(words)
    assert 1 <= count(lead) <= 25
    assert count(lead) < count(words_of(note.note.body)), "the rest has more to say"


@by_id
def test_a_note_names_facts_that_stand_in_the_sheet_and_an_id_of_its_own(note: Annotation) -> None:
    assert facts_of(note)
    assert set(facts_of(note)) <= facts().keys()
    assert not note.note.has_made_id


@by_id
def test_a_note_cites_a_work(note: Annotation) -> None:
    assert note.note.body.cited


MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
          "october", "november", "december")  # fmt: skip
_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
          "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = {word: n for n, word in enumerate(_UNITS)}
NUMBERS |= {word: 10 * n for n, word in enumerate(_TENS, 2)}
NUMBERS |= {f"{ten}-{one}": 10 * n + m for n, ten in enumerate(_TENS, 2)
            for m, one in enumerate(_UNITS[1:10], 1)}  # fmt: skip
SMALL = 2
"""Number words up to this are not looked up: “one” is seldom a number."""

_MONTH = r"(?P<{}>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = re.compile(
    r"\b(?P<day>\d{1,2})(?:(?:-| to |/)(?P<last>\d{1,2}))? " + _MONTH.format("month")
    + r"(?: (?P<year>\d{4}))?", re.IGNORECASE)  # fmt: skip
_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2})(?:/(\d{2}))?)?\b")
_MONTH_AND_YEAR = re.compile(
    r"(?P<day>)(?P<last>)\b" + _MONTH.format("month") + r" (?P<year>\d{4})\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORD = re.compile(rf"\b({'|'.join(sorted(NUMBERS, key=len, reverse=True))})\b", re.IGNORECASE)


def month(words: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(words[:3].lower()))


def quantities(words: str) -> Iterator[tuple[str, float]]:
    """Every date and number: `day` as month * 100 + day, `month`, and years among the `number`s."""
    rest = words
    for pattern, said in _DATES:
        for found in pattern.finditer(rest):
            yield from said(found)
        rest = pattern.sub(" ", rest)
    for found in _NUMBER.finditer(rest):
        yield "number", float(found[0].strip(",").replace(",", ""))
    for found in _WORD.finditer(rest):
        if NUMBERS[found[1].lower()] > SMALL:
            yield "number", float(NUMBERS[found[1].lower()])


def _iso(found: re.Match[str]) -> Iterator[tuple[str, float]]:
    yield "number", float(found[1])
    yield "month", float(found[2])
    for day in filter(None, found.groups()[2:]):
        yield "day", int(found[2]) * 100 + float(day)


def _named(found: re.Match[str]) -> Iterator[tuple[str, float]]:
    number = month(found["month"])
    yield "month", float(number)
    for day in filter(None, (found["day"], found["last"])):
        yield "day", number * 100 + float(day)
    if found["year"]:
        yield "number", float(found["year"])


_DATES = ((_ISO, _iso), (_DAY, _named), (_MONTH_AND_YEAR, _named))


def sheet(names: list[str]) -> set[tuple[str, float]]:
    """What the facts of these names say in numbers."""
    rows = [facts()[name] for name in names]
    said = [words for row in rows
            for words in (row["statement"], row.get("exact", ""), row.get("date", ""),
                          *(read["words"] for read in row.get("read", ())))]  # fmt: skip
    return {one for words in said for one in quantities(words)}


def test_dates_and_numbers_are_found_in_words() -> None:
    found = set(quantities("On 27 February 2025 and 12-13 March, 5,000 of twenty-two; April 2024"))
    assert found == {
        ("day", 227.0), ("month", 2.0), ("number", 2025.0), ("day", 312.0), ("day", 313.0),
        ("month", 3.0), ("number", 5000.0), ("number", 22.0), ("month", 4.0), ("number", 2024.0),
    }  # fmt: skip
    assert set(quantities("2025-03-14/15")) == {
        ("number", 2025.0), ("month", 3.0), ("day", 314.0), ("day", 315.0),
    }  # fmt: skip


@by_id
def test_every_number_and_date_in_a_note_agrees_with_the_facts_it_names(note: Annotation) -> None:
    own = {("number", 5.0), ("number", 4.0)}  # of the treaty's articles, wherever they are named
    said = re.sub(r"\bArticle (5|4|10|13|3)\b", "Article", words_of(note.note.body))
    assert set(quantities(said)) - own <= sheet(facts_of(note))


def test_every_fact_of_the_sheet_is_named_by_a_note() -> None:
    named = {name for one in NOTES for name in facts_of(one)}
    assert facts().keys() - named == set()


def test_the_words_read_for_a_fact_are_of_works_that_are_listed() -> None:
    listed = {work.id for work in site().works}
    read = {one["work"] for row in facts().values() for one in row.get("read", ())}
    assert read - listed == set()


def test_every_work_listed_is_cited_and_has_what_a_reader_needs_to_find_it() -> None:
    for work in site().works:
        assert site().links_to(work.address), work.id
        assert work.role, work.id
        assert work.container or work.publisher or work.authors, work.id
        assert not (work.title.startswith("(") and not work.is_described), work.id
        shown = f"{work.container} {work.publisher} {' '.join(n.full for n in work.authors)}"
        assert not [name for name in AVOIDED if name.casefold() in shown.casefold()], work.id


def test_the_seventeen_entries_are_there() -> None:
    assert set(REQUIRED) <= {entry.term.id for entry in site().entries}


@entries
def test_a_definition_has_at_most_30_words(entry: Entry) -> None:
    assert 1 <= count(entry.term.meta.description) <= 30


@pytest.mark.parametrize("name", REQUIRED)
def test_an_explanation_has_60_to_120_words_and_cites_a_work(name: str) -> None:
    entry = site().entries_by_id[name]
    assert 60 <= count(words_of(entry.term.body)) <= 120
    assert entry.term.body.cited
    assert entry.see


@entries
def test_every_entry_cites_a_work(entry: Entry) -> None:
    assert entry.term.body.cited


@entries
def test_every_see_also_is_mutual(entry: Entry) -> None:
    for name in entry.see:
        assert entry.term.id in site().entries_by_id[name].see, name


@pytest.mark.parametrize("name", REQUIRED)
def test_a_reader_of_the_text_meets_every_one_of_the_seventeen(name: str) -> None:
    assert name in {one.term for one in nato().mentions}


def test_people_and_organisations_are_told_as_they_were_and_as_they_became() -> None:
    for entry in site().entries:
        if entry.term.type in {"person", "organisation"}:
            assert entry.term.then, entry.term.id
            assert entry.term.later, entry.term.id
    people = [one for one in site().entries if one.term.type == "person"]
    assert len(people) >= 7


def test_the_introduction_has_80_to_150_words() -> None:
    assert 80 <= count(words_of(nato().intro.body)) <= 150
    assert nato().standfirst


def test_every_speaker_of_the_article_is_heard() -> None:
    groups = [one.speaker.group for one in nato().voices]
    assert groups.count("named") + groups.count("reported") >= 4
    assert groups.count("unnamed") >= 4
    assert groups.count("reporter") == 1
    assert all(one.passages for one in nato().voices)


def test_the_time_line_runs_from_1949_on() -> None:
    dates = sorted(entry.term.date for entry in site().entries if entry.term.date)
    assert dates[0] == "1949-04-04"
    assert len(dates) >= 18
    assert dates[-1] < "2026-07"
