"""Pages on which a margin is put to the proof: one dense, one overfull, one from right to left.

The browser's tests visit them, and the reader's benchmark measures them. Their notes and the
words of two of them were made by chance from a seed: they are the same every time.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from random import Random

from tests.fiction import HEBREW, hebrew

NATO = Path(__file__).parents[1] / "seeds" / "nato.txt"
HEADINGS = ("U.S. Wants Greater Defense Spending", "Ukraine's Uncertain NATO Path")
KINDS = ("context", "claim", "person", "definition", "later", "sic")

NOTE = (13, 14, 13)
"""The words of the sentences of a note of 40."""
LONG_NOTE = (13, 14, 14, 14, 14, 13, 14, 14)
"""Of one of 110."""
PARAGRAPH = (14,) * 8 + (13,) + (14,) * 8 + (13,) + (14,) * 8 + (13,) + (14,) * 8 + (13,)
"""Of a paragraph of 500."""


@dataclass(frozen=True, slots=True)
class Marginal:
    """A project with one text at `/text/`, and what is known of it without the program."""

    files: Mapping[str, str]
    paragraphs: tuple[str, ...]
    """Without the headings."""
    passages: Mapping[str, str]
    """Of each note's id the words it is about."""
    notes: Mapping[str, str]
    """Of each note's id its commentary."""


def dense() -> Marginal:
    """The NATO text with 20 notes of 40 words, in each paragraph as many as its length asks for."""
    chance = Random(1949)  # noqa: S311  nothing here is secret
    lines = NATO.read_text("utf-8").splitlines()
    paragraphs = tuple(line for line in lines if line not in HEADINGS)
    counts = shares(20, [len(one.split()) for one in paragraphs])
    said = [_note(chance, NOTE) for _ in range(20)]
    source = "{title: 'Will The U.S. Leave NATO?', date: 2025-03, lang: en}"
    each = dict(zip(paragraphs, counts, strict=True))
    return _project("Dense", "en", source, lines, each, said, "fold_over: 45\n")


def stress() -> Marginal:
    """60 notes of 40 words on 1,500 words; then eight lines with a note of 110 words each."""
    chance = Random(1954)  # noqa: S311  nothing here is secret
    paragraphs = [_note(chance, PARAGRAPH) for _ in range(3)]
    lines: list[str] = []
    while len(lines) < 8:
        line = _sentence(chance, 6)
        if line not in lines:
            lines.append(line)
    counts = dict.fromkeys(paragraphs, 20) | dict.fromkeys(lines, 1)
    said = [_note(chance, NOTE) for _ in range(60)] + [_note(chance, LONG_NOTE) for _ in range(8)]
    return _project("Stress", "en", "{lang: en}", [*paragraphs, *lines], counts, said)


def mirrored() -> Marginal:
    """Six paragraphs in Hebrew with two notes each, in Hebrew too: all of it for its readers."""
    chance = Random(1948)  # noqa: S311  nothing here is secret
    names = (form for term in cycle(HEBREW) for form in term.forms)
    sentences = (hebrew(chance, form) for form in names)
    paragraphs = [" ".join(islice(sentences, 6)) for _ in range(6)]
    said = [" ".join(islice(sentences, 3)) for _ in range(12)]
    return _project("מראה", "he", "{lang: he}", paragraphs, dict.fromkeys(paragraphs, 2), said)


MARGINAL: Mapping[str, Callable[[], Marginal]] = {
    "dense": dense,
    "stress": stress,
    "mirrored": mirrored,
}
"""By the name of the site that tests and the benchmark make of it."""


def shares(count: int, lengths: Sequence[int]) -> list[int]:
    """`count` things given to places by their lengths, to each at least one.

    By the highest averages (Sainte-Laguë), so that no share is out of proportion.
    """
    given = [1] * len(lengths)
    for _ in range(count - len(given)):
        asks = [length / (2 * has + 1) for length, has in zip(lengths, given, strict=True)]
        given[asks.index(max(asks))] += 1
    return given


def _project(
    title: str,
    lang: str,
    source: str,
    lines: Sequence[str],
    counts: Mapping[str, int],
    said: Sequence[str],
    more: str = "",
) -> Marginal:
    """`counts` says how many of the notes `said` each paragraph has; other lines are headings."""
    text = "\n".join(lines) + "\n"
    left = iter(zip(said, cycle(KINDS)))
    passages: dict[str, str] = {}
    notes: dict[str, str] = {}
    written = ["# Notes\n"]
    for line in lines:
        if line not in counts:
            written.append(f"## {line}\n")
            continue
        for passage in _passages(text, line, counts[line]):
            name, (note, kind) = f"n{len(notes) + 1}", next(left)
            passages[name], notes[name] = passage, note
            written.append(f"> {passage}\n{{#{name} .{kind}}}\n{note}\n")
    files = {
        "content/site.toml": _site(title, lang),
        "content/text/index.md": _INDEX.format(title=title, lang=lang, source=source, more=more),
        "content/text/notes.md": "\n".join(written),
        "seeds/text.txt": text,
    }
    return Marginal(files, tuple(counts), passages, notes)


_INDEX = """---
title: {title}
description: {title}, with notes that were made to try a margin on.
lang: {lang}
date: 2026-01-02
source: {source}
{more}---
"""


def _passages(text: str, paragraph: str, count: int) -> Iterator[str]:
    """Evenly spread stretches of five words or more, each of which the text has once."""
    words = [(one.start(), one.end()) for one in re.finditer(r"\S+", paragraph)]
    for number in range(count):
        first = number * len(words) // count
        first += paragraph[slice(*words[first])] == "--"
        last = min(first + 4, len(words) - 1)
        while text.count(paragraph[words[first][0] : words[last][1]]) > 1:
            last += 1
        yield paragraph[words[first][0] : words[last][1]]


def _site(title: str, lang: str) -> str:
    head = f'title = "{title}"\nlang = "{lang}"\nbase_url = "https://example.org/"\n'
    head += f'description = "{title}, made to try a margin on."\n'
    colours = ("blue", "red", "violet", "green", "amber", "grey")
    return head + "".join(
        f'[kinds.{kind}]\nlabel = "{kind.capitalize()}"\nmark = "{mark}"\n'
        f'colour = "{colour}"\nworks = "free"\n'
        for kind, mark, colour in zip(KINDS, "+?@=>!", colours, strict=True)
    )


# Words that nobody wrote

_ADJECTIVES = ("old", "northern", "quiet", "crowded", "narrow", "distant", "flooded", "careful",
               "lesser", "new")  # fmt: skip
_NOUNS = ("harbor", "council", "ledger", "bridge", "survey", "minister", "ferry", "committee",
          "report", "canal", "garrison", "warden")  # fmt: skip
_VERBS = ("kept", "measured", "refused", "described", "followed", "questioned", "repaired",
          "outlived", "counted", "remembered")  # fmt: skip
_JOINTS = {13: ("while", "because", "although", "until"), 14: ("even though", "long before")}


def _note(chance: Random, lengths: Sequence[int]) -> str:
    return " ".join(_sentence(chance, length) for length in lengths)


def _sentence(chance: Random, length: int) -> str:
    """Of 6, 13 or 14 words."""
    said = _clause(chance)
    if length > 6:
        said += f" {chance.choice(_JOINTS[length])} {_clause(chance)}"
    return said[0].upper() + said[1:] + "."


def _clause(chance: Random) -> str:
    """Of six words."""
    subject, thing = chance.sample(_NOUNS, 2)
    adjective, verb = chance.choice(_ADJECTIVES), chance.choice(_VERBS)
    return f"the {adjective} {subject} {verb} its {thing}"
