"""The pages on which margins are measured are what they are said to be."""

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reader.optimum import least
from glossator.build import build
from glossator.project import Project
from tests.marginal import HEADINGS, MARGINAL, NATO, Marginal, dense, mirrored, shares, stress
from tests.sites import written

if TYPE_CHECKING:
    from pathlib import Path


def words(said: str) -> int:
    return len(said.split())


def notes_on(made: Marginal) -> list[int]:
    """How many passages each paragraph has."""
    return [sum(one in text for one in made.passages.values()) for text in made.paragraphs]


@pytest.mark.parametrize("name", MARGINAL)
def test_they_are_the_same_every_time_and_built_without_mistakes(
    name: str, tmp_path: "Path"
) -> None:
    made = MARGINAL[name]()
    assert MARGINAL[name]() == made
    built = build(Project(written(made.files, tmp_path)))
    assert [problem for problem in built.problems if problem.is_error or name != "stress"] == []
    page = next(page for page in built.pages if page.path == "text/index.html").content.decode()
    assert page.count('<aside role="note"') == len(made.notes)


def test_the_dense_article_is_the_nato_text_with_20_notes_of_40_words() -> None:
    made = dense()
    assert made.files["seeds/text.txt"] == NATO.read_text("utf-8") + "\n"
    assert len(made.paragraphs) == 13
    assert [words(note) for note in made.notes.values()] == [40] * 20


def test_its_passages_are_spread_in_proportion_to_the_paragraphs_lengths() -> None:
    made = dense()
    lengths, counts = [words(one) for one in made.paragraphs], notes_on(made)
    assert sum(counts) == 20
    assert min(counts) == 1
    assert counts == [one for _, one in zip(lengths, shares(20, lengths), strict=True)]
    by_length = sorted(zip(lengths, counts, strict=True))
    assert [count for _, count in by_length] == sorted(counts)


def test_the_stress_page_has_60_notes_on_three_paragraphs_and_8_long_ones_on_lines() -> None:
    made = stress()
    assert [words(one) for one in made.paragraphs] == [500] * 3 + [6] * 8
    assert notes_on(made) == [20] * 3 + [1] * 8
    assert [words(note) for note in made.notes.values()] == [40] * 60 + [110] * 8


def test_the_mirrored_page_is_in_hebrew_with_two_notes_for_each_paragraph() -> None:
    made = mirrored()
    assert notes_on(made) == [2] * 6
    letters = Counter("".join(made.paragraphs) + "".join(made.notes.values()))
    assert sum(n for letter, n in letters.items() if "א" <= letter <= "ת") > 1_000


@pytest.mark.parametrize("name", MARGINAL)
def test_every_passage_stands_once_in_its_text(name: str) -> None:
    made = MARGINAL[name]()
    assert set(made.passages) == set(made.notes)
    text = made.files["seeds/text.txt"]
    assert [text.count(one) for one in made.passages.values()] == [1] * len(made.passages)


def test_shares_are_by_length_and_nobody_goes_without() -> None:
    assert shares(6, [10, 30, 20]) == [1, 3, 2]
    assert shares(4, [1, 100, 1]) == [1, 2, 1]
    assert HEADINGS[0] not in dense().paragraphs


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 3)), min_size=1, max_size=3),
    st.integers(0, 2),
    st.sampled_from([None, 0, 4]),
)
def test_the_optimum_that_margins_are_held_against_is_the_best_of_all_arrangements(
    notes: list[tuple[int, int]], gap: int, top: int | None
) -> None:
    wishes, heights = [wish for wish, _ in notes], [height for _, height in notes]
    lowest, highest = (-15 if top is None else top), 25
    arrangements = (
        places
        for places in product(range(lowest, highest), repeat=len(notes))
        if all(
            after >= before + height + gap
            for before, height, after in zip(places, heights, places[1:], strict=False)
        )
    )
    costs = (sum(abs(a - b) for a, b in zip(one, wishes, strict=True)) for one in arrangements)
    assert least(wishes, heights, gap, top) == min(costs)
