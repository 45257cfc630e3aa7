"""What a plain text seems to be: its title, its headings, and what parts its paragraphs.

A guess that is written down for the author to correct, never used by a build. A heading that is
none cuts a text in two, and one that is missed costs the author a line: so in doubt it is none.

What makes a line a heading, besides being short and ending like no sentence:

- a **label**, such as “Chapter II”, “§ 3 Scope”, “Artikel 4” or “Preface”, and the title below it;
- a **number**, such as “2.1 Terms” or “IV”, if such numbers begin at one and rise through the text;
- **capitals** throughout, on a line of its own;
- **words alone**: on a line of its own, after a whole sentence and before a whole paragraph; if
  they have no capitals as titles have them, only where there are several such lines.

Each but a label must not be repeated (such are names of speakers), and what it heads must follow.
Ranks are guessed too: parts above chapters, these above sections, these above articles, unless the
text shows that one sort encloses another.
Lines are known by their words, so a heading that also stands where it is none, as in a list of
contents, is left to the author.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from glossator.sentences import sentences
from glossator.start.signs import Line, Sign, is_label, is_short, is_untitled, sign_of
from glossator.text import fold

PARAGRAPH = 80
"""How many characters a paragraph has at least, if words alone are to be its heading."""

WRAPPED = 120
"""A line that is longer was not broken by a program that fills lines."""

VERSE = 45
"""Lines that are shorter than this on average were broken by a poet."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that seems to be a heading."""

    title: str
    level: int
    """2 to 6, as in HTML."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text seems to be."""

    title: str
    """Its first line, if that is one; or empty."""
    headings: tuple[Heading, ...]
    paragraphs: str
    """What the settings have to say of it: `lines`, or nothing."""


def guess(text: str) -> Guess:
    """What `text` seems to be. Of a text without headings, none."""
    paragraphs = _paragraphs(text)
    lines = _lines(text, by_lines=bool(paragraphs))
    title = lines[0].words if len(lines) > 1 and _is_title(lines[0], lines[1]) else ""
    signs: dict[int, Sign] = {}
    for at, line in enumerate(lines):
        found = sign_of(line)
        if found and not (title and at == 0):
            signs[at] = found
    signs = _rising(_unrepeated(lines, signs), "number")
    signs = _rising(signs, "roman")
    signs |= _below_labels(lines, signs)
    signs = _with_text(lines, signs)
    signs |= _words_alone(lines, signs)
    signs = _known_by_words(lines, signs)
    levels = _levels(signs)
    return Guess(
        title,
        tuple(Heading(lines[at].words, levels[at]) for at in sorted(signs)),
        paragraphs,
    )


def _blocks(text: str) -> list[list[str]]:
    found = [block.split("\n") for block in re.split(r"\n[^\S\n]*\n", text)]
    return [
        lines
        for block in found
        if (lines := [" ".join(one.split()) for one in block if one.strip()])
    ]


def _paragraphs(text: str) -> str:
    """`lines` if the text has blank lines, and yet each line is a paragraph: prose, or verse."""
    blocks = _blocks(text)
    long = [line for block in blocks for line in block]
    broken = [line for block in blocks for line in block[:-1]]
    if len(blocks) < 2 or not broken:  # noqa: PLR2004  (the reader knows by itself)
        return ""
    ends = sum(_ends_sentence(line) for line in broken) * 2 > len(broken)
    if ends and max(map(len, long)) > WRAPPED:
        return "lines"
    following = [line for block in blocks for line in block[1:]]
    capital = sum(not line[:1].islower() for line in following) * 10 >= len(following) * 9
    is_short = sum(map(len, broken)) < VERSE * len(broken)
    return "lines" if capital and is_short and len(following) > 3 else ""  # noqa: PLR2004


def _lines(text: str, *, by_lines: bool) -> list[Line]:
    blocks = _blocks(text)
    each = by_lines or len(blocks) == 1
    found = []
    for number, block in enumerate(blocks):
        whole = " ".join(block)
        is_verse = not each and sum(map(len, block[:-1])) < VERSE * (len(block) - 1)
        for at, line in enumerate(block):
            alone = each or len(block) == 1
            paragraph = line if each else whole
            parted = len(block) == 1
            found.append(Line(line, number, alone, parted, paragraph, each or at == 0, is_verse))
    return found


def _ends_sentence(words: str) -> bool:
    return bool(re.search(r"[.!?…:][\"”’»)\]]*$", words))


def _is_title(line: Line, following: Line) -> bool:
    """Whether the text's first line is its title."""
    words = line.words
    return (
        line.is_alone
        and is_short(words)
        and any(one.isalpha() for one in words)
        and not words[0].islower()
        and not re.match(r"[(\[„“\"]", words)
        and not is_label(words)
        and (
            line.block != following.block
            or len(following.words) > 2 * len(words)
            or is_label(following.words)
        )
    )


def _unrepeated(lines: Sequence[Line], signs: dict[int, Sign]) -> dict[int, Sign]:
    """Without capitals that stand there more than once: so speakers are named."""
    count = Counter(line.words.casefold() for line in lines)
    return {
        at: sign
        for at, sign in signs.items()
        if sign.family != "capitals" or count[lines[at].words.casefold()] == 1
    }


def _rising(signs: dict[int, Sign], family: str) -> dict[int, Sign]:
    """Without the numbers of `family`, unless they are counted from one, each after the other."""
    ours = [(at, sign.number) for at, sign in sorted(signs.items()) if sign.family == family]
    counted = len(ours) > 1 and ours[0][1] in {(0,), (1,)}
    counted = counted and all(_is_next(one, two) for (_, one), (_, two) in pairwise(ours))
    return signs if counted else {at: x for at, x in signs.items() if x.family != family}


def _is_next(one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    """Whether two follows one: 1, 1.1, 1.2, 2."""
    depth = len(two)
    if depth > len(one):
        return two == (*one, 1)
    return two[:-1] == one[: depth - 1] and two[-1] == one[depth - 1] + 1


def _with_text(lines: Sequence[Line], signs: dict[int, Sign]) -> dict[int, Sign]:
    """Without those at the end, and those that follow on each other as the items of a list do."""
    ranks = {at: (sign.family, sign.rank) for at, sign in signs.items()}
    return {
        at: sign
        for at, sign in signs.items()
        if at + 1 < len(lines) and ranks[at] not in {ranks.get(at - 1), ranks.get(at + 1)}
    }


def _below_labels(lines: Sequence[Line], signs: dict[int, Sign]) -> dict[int, Sign]:
    """The titles that stand on the line below a label."""
    labels = [at for at, sign in signs.items() if sign.family in {"label", "roman"}]
    return {
        at + 1: Sign("title", 0)
        for at in labels
        if at + 1 < len(lines)
        and signs.get(at + 1, Sign("capitals", 0)).family == "capitals"
        and lines[at + 1].is_alone
        and is_untitled(lines[at].words)
        and _could_be_title(lines[at + 1].words)
    }


def _could_be_title(words: str) -> bool:
    ends = _ends_sentence(words) and not _is_title_case(words)
    return words[0].isupper() and is_short(words) and not ends


def _words_alone(lines: Sequence[Line], signs: dict[int, Sign]) -> dict[int, Sign]:
    """The lines that are headings for where they stand, unless too many lines stand so."""
    count = Counter(line.words.casefold() for line in lines)
    found = {
        at: Sign("words", 0)
        for at in range(1, len(lines) - 1)
        if at not in signs
        and count[lines[at].words.casefold()] == 1
        and _is_words_alone(lines, at, has_heading_before=at - 1 in signs)
    }
    if sum(not _is_title_case(lines[at].words) for at in found) == 1:
        found = {at: sign for at, sign in found.items() if _is_title_case(lines[at].words)}
    paragraphs = sum(map(_is_paragraph, lines))
    return found if len(found) * 2 <= paragraphs else {}


_NO_HEADING = re.compile(
    r"(by|par|von|de|dear) |.*\d{1,2}\D{1,12}\d{4}|.*[“”\"„:]|[^\w§¿¡]", re.IGNORECASE
)
"""By-lines, salutations, days, what somebody says, bullets and rules."""


def _is_words_alone(lines: Sequence[Line], at: int, *, has_heading_before: bool) -> bool:
    words = lines[at].words
    if not lines[at].is_alone or words[0].islower() or not words[0].isalpha():
        return False
    if not is_short(words) or _NO_HEADING.match(words):
        return False
    if not _is_title_case(words) and (words[-1] in "!?" or len(sentences(words, "en")) > 1):
        return False
    before = lines[at - 1].paragraph
    return (
        not has_heading_before
        and _ends_sentence(before)
        and len(before) > len(words)
        and _is_paragraph(lines[at + 1])
        and len(lines[at + 1].paragraph) > 2 * len(words)
    )


def _is_title_case(words: str) -> bool:
    each = re.findall(r"[^\W\d_]+", words)
    capital = [one for one in each if one[0].isupper()]
    return len(capital) > 1 and all(one in capital for one in each if len(one) > 3)  # noqa: PLR2004


def _is_paragraph(line: Line) -> bool:
    """Whether prose begins on this line: enough of it, ended like a sentence, no verse."""
    words = line.paragraph
    ends = _ends_sentence(words)
    return line.is_first and not line.is_verse and len(words) >= PARAGRAPH and ends


def _known_by_words(lines: Sequence[Line], signs: dict[int, Sign]) -> dict[int, Sign]:
    """Without those whose words also stand on a line that is no heading."""
    plain = [fold(line.words).text for line in lines]
    others = {words for at, words in enumerate(plain) if at not in signs}
    return {at: sign for at, sign in signs.items() if plain[at] not in others}


def _ranks(signs: Sequence[Sign]) -> list[int]:
    """The ranks that occur, the highest first: in the usual order, but for what the text shows."""
    found: list[int] = []
    for rank in sorted({sign.rank for sign in signs}):
        enclosed = [at for at, other in enumerate(found) if _encloses(rank, other, signs)]
        found.insert(min(enclosed, default=len(found)), rank)
    return found


def _encloses(outer: int, inner: int, signs: Sequence[Sign]) -> bool:
    """Whether headings of one rank stand in those of another.

    So it is where these come first, go on counting, and the others start anew right below one, or
    several of them follow on one.
    """
    both = [sign for sign in signs if sign.rank in {outer, inner}]
    count = Counter(sign.label for sign in both if sign.label)
    if both[0].rank != outer or any(x.rank == outer and count[x.label] > 1 for x in both):
        return False
    runs = Counter(one.rank for one, two in pairwise(both) if one.rank == two.rank)
    below = [two for one, two in pairwise(signs) if (one.rank, two.rank) == (outer, inner)]
    return any(count[sign.label] > 1 for sign in below) or runs[inner] > runs[outer]


def _levels(signs: dict[int, Sign]) -> dict[int, int]:
    """Ranks that occur count from 2; what has no rank is as high as the highest that has.

    Words alone are below capitals, if there are several of these.
    """
    ranks = _ranks([sign for _, sign in sorted(signs.items()) if sign.rank])
    capitals = sum(sign.family == "capitals" for sign in signs.values())
    levels: dict[int, int] = {}
    for at, sign in sorted(signs.items()):
        level = 2 + (ranks.index(sign.rank) if sign.rank else 0)
        if sign.family == "title":
            level = levels[at - 1] + 1
        if sign.family == "words" and capitals > 1:
            level += 1
        levels[at] = min(level, 6)
    return levels
