"""Notes on a story, made by chance: their quotes, their commentaries, and what stands there.

What a note's passages say is found here without the program, by looking for words as they are.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.fiction import Speak, Story, Term, forms

Extent = tuple[int, int]
"""The first and the last of some words, counted in their paragraph."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A paragraph in which passages are chosen."""

    text: str
    """The whole text's."""
    words: Sequence[Extent]
    """Of each word of the paragraph its begin and end in the text."""
    following: Sequence[Extent]
    """The same of the next paragraph under the same heading, if there is one."""
    scope: Extent
    """The stretch of the text in which a quote has to stand once."""

    def said(self, first: int, last: int) -> str:
        """The words from `first` to `last`, as they stand."""
        return self.text[self.words[first][0] : self.words[last][1]]

    def once(self, first: int, last: int) -> Extent:
        """These words, with as many more as it takes for them to stand once."""
        first, last = max(0, first), min(len(self.words) - 1, last)
        while self.text.count(self.said(first, last), *self.scope) > 1:
            if last + 1 < len(self.words):
                last += 1
            else:
                first -= 1
        return first, last


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a note is about."""

    quotes: tuple[str, ...]
    """As its author writes them, each after `> `."""
    passages: tuple[str, ...]
    extent: Extent = (0, 0)
    nth: int = 0


Choice = Callable[[Ground, int, Extent], Chosen]
"""From a word of a paragraph, or from the passage that was chosen before, to another."""


def words(ground: Ground, at: int, before: Extent) -> Chosen:
    """Some words."""
    del before
    extent = ground.once(at, at + 4)
    return Chosen((ground.said(*extent),), (ground.said(*extent),), extent)


def around(ground: Ground, at: int, before: Extent) -> Chosen:
    """A passage with the one before inside it."""
    del at
    extent = ground.once(before[0] - 2, before[1] + 2)
    return Chosen((ground.said(*extent),), (ground.said(*extent),), extent)


def crossing(ground: Ground, at: int, before: Extent) -> Chosen:
    """A passage that begins inside the one before, and ends after it."""
    del at
    middle = (before[0] + before[1] + 1) // 2
    extent = ground.once(middle, before[1] + 4)
    return Chosen((ground.said(*extent),), (ground.said(*extent),), extent)


def bracketed(ground: Ground, at: int, before: Extent) -> Chosen:
    """Two words in brackets, with those around them that say which are meant."""
    del before
    first, last = at, min(at + 1, len(ground.words) - 1)
    outer = ground.once(first - 2, last + 2)
    begin, end = ground.words[first][0], ground.words[last][1]
    left = ground.text[ground.words[outer[0]][0] : begin]
    right = ground.text[end : ground.words[outer[1]][1]]
    inner = ground.said(first, last)
    return Chosen((f"{left}[{inner}]{right}",), (inner,), (first, last))


def with_omission(ground: Ground, at: int, before: Extent) -> Chosen:
    """The beginning and the end of a passage."""
    first, last = ground.once(at, at + 2)
    head, after = ground.said(first, last), ground.words[last][1]
    for begin in range(last + 3, len(ground.words) - 2):
        tail = ground.said(begin, begin + 2)
        if ground.text.find(tail, after) == ground.words[begin][0]:
            return Chosen((f"{head} … {tail}",), (ground.said(first, begin + 2),), (first, last))
    return words(ground, at, before)


def counted(ground: Ground, at: int, before: Extent) -> Chosen:
    """Two words, and which of the places where they stand."""
    for first in range(at, len(ground.words) - 1):
        said = ground.said(first, first + 1)
        if re.fullmatch(r"[^\W\d_]{2,} [^\W\d_]{3,}", said):
            found = re.compile(rf"(?<![\w’'\"]){said}(?![\w’'\"])")
            hits = [hit.start() for hit in found.finditer(ground.text, *ground.scope)]
            nth = hits.index(ground.words[first][0]) + 1
            return Chosen((said,), (said,), (first, first + 1), nth)
    return words(ground, at, before)


def across(ground: Ground, at: int, before: Extent) -> Chosen:
    """From one paragraph into the next."""
    if not ground.following:
        return words(ground, at, before)
    begin, middle = ground.words[-5][0], ground.words[-1][1]
    start, end = ground.following[0][0], ground.following[4][1]
    quote = f"{ground.text[begin:middle]}\n> {ground.text[start:end]}"
    last = len(ground.words) - 1
    return Chosen((quote,), (ground.text[begin:end],), (last - 4, last))


def twice(ground: Ground, at: int, before: Extent) -> Chosen:
    """Two passages of one note."""
    first = words(ground, at, before)
    second = words(ground, (at + len(ground.words) // 2) % len(ground.words), before)
    if first.extent == second.extent:
        return first
    return Chosen(first.quotes + second.quotes, first.passages + second.passages, first.extent)


CHOICES: tuple[Choice, ...] = (words, around, crossing, words, bracketed, with_omission, twice,
                               words, across, counted)  # fmt: skip
SECTION_EVERY = 25
"""So many notes, and one is on its whole section."""
KINDS = ("context", "definition", "claim", "later", "sic")
FREE = {"definition", "sic"}
"""Kinds whose notes may do without a work."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as its author writes it, but for its quotes' marks."""

    id: str
    part: int
    layer: str
    chosen: Chosen
    attributes: str
    commentary: str

    @property
    def written(self) -> str:
        """As it stands in its file."""
        quotes = "\n\n".join(f"> {quote}" for quote in self.chosen.quotes)
        return f"{quotes}\n{{#{self.id} {self.attributes}}}\n{self.commentary}\n"


@dataclass(frozen=True, slots=True)
class Margin:
    """The notes on a story, in its order."""

    story: Story
    notes: tuple[Note, ...]

    @property
    def passages(self) -> Mapping[str, tuple[str, ...]]:
        """Of each note the words of its passages."""
        return {note.id: note.chosen.passages for note in self.notes}

    def file(self, layer: str, head: str) -> str:
        """The notes file of one layer."""
        lines = [head]
        for number, part in enumerate(self.story.parts):
            lines += [f"{'#' * part.level} {part.title}\n"] if part.title else []
            lines += [one.written for one in self.notes if (one.layer, one.part) == (layer, number)]
        return "\n".join(lines)


def margin(
    chance: Random,
    story: Story,
    speak: Speak,
    terms: Sequence[Term],
    count: int,
    works: int,
    elsewhere: str,
) -> Margin:
    """`count` notes, spread evenly; some lead `elsewhere`, a link to a note of another text."""
    homes = [(n, one) for n, part in enumerate(story.parts) for one in part.paragraphs]
    split = [
        [(m.start() + one.start, m.end() + one.start) for m in re.finditer(r"\S+", one.words)]
        for _, one in homes
    ]
    said = forms(terms, chance)
    notes: list[Note] = []
    home, before, citing = -1, (0, 3), 0
    for number in range(count):
        index = number * len(homes) // count
        if CHOICES[number % len(CHOICES)] in {around, crossing} and home >= 0:
            index = home
        before = before if index == home else (0, 3)
        home, part = index, homes[index][0]
        whole = story.extent(part)
        follows = index + 1 < len(homes) and homes[index + 1][0] == part
        ground = Ground(
            story.text,
            split[index],
            split[index + 1] if follows else (),
            whole if story.parts[part].title else (0, len(story.text)),
        )
        if number % SECTION_EVERY == SECTION_EVERY - 1:
            chosen = Chosen(("§",), (story.text[slice(*whole)],), before)
        else:
            at = chance.randrange(len(ground.words) - 5)
            chosen = CHOICES[number % len(CHOICES)](ground, at, before)
        before = chosen.extent
        kind = KINDS[number % len(KINDS)]
        cited = "" if kind in FREE else f"w{citing % works + 1}"
        citing += kind not in FREE
        sentences = [speak(chance, next(said)) for _ in range(chance.randint(2, 4))]
        notes.append(
            Note(
                f"{terms[0].id[0]}{number}",
                part,
                "second" if number % 4 == 3 else "",
                chosen,
                _attributes(number, kind, chosen.nth),
                _commentary(number, sentences, cited, terms, elsewhere),
            )
        )
    return Margin(story, tuple(notes))


def _attributes(number: int, kind: str, nth: int) -> str:
    said = [f".{kind}"]
    said += [f"nth={nth}"] if nth else []
    said += ["wide"] if number % 40 == 7 else []
    said += ["as-of=1939-05"] if kind == "later" else []
    return " ".join(said)


def _commentary(
    number: int, sentences: Sequence[str], cited: str, terms: Sequence[Term], elsewhere: str
) -> str:
    """A paragraph, and now and then more."""
    first, *others = sentences
    if cited:
        first = f"{first.removesuffix('.')} [@{cited}, p. {number}]."
    more = [" ".join([first, *others])]
    name = terms[0].id[0]
    if number % 5 == 4:
        more[0] += f" [An earlier note](#note-{name}{number - 3}) says why."
    if number % 9 == 5:
        more[0] += f" So does the entry on [[{terms[number % len(terms)].title}]]."
    if number % 50 == 20:
        more.append(f"See [elsewhere]({elsewhere}).")
    if number % 11 == 6:
        more.append("\n".join(f"- {one}" for one in sentences))
    if number % 17 == 8:
        more.append(f"> > {sentences[-1]}")
    if number % 40 == 7:
        more.append("| year | tonnes |\n|---|---:|\n| 1911 | 1,204 |\n| 1912 | 988 |")
    return "\n\n".join(more)
