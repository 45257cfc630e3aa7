"""Sentences of a paragraph: where a reader hears one end.

Offsets are code points of the text given. A mark that may end a sentence does end it, unless there
is a reason to go on: `_REASONS_TO_GO_ON` has them all. In doubt the sentence goes on, for two
sentences shown together can be read, half a one cannot. Knows nothing of grammar.
Source: UAX #29 (Sentence Boundaries) has the marks; what it leaves to tailoring is in tables here.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import regex

from glossator.abbreviations import Language, is_one_of, language_of
from glossator.text import Span

# A longer quotation is cut inside, too; four or five sentences are what one reads as one.
_LONGEST_HELD = 400
# How far round a mark the rules look.
_REACH = 100

_MARKS = r"\p{Sentence_Break=ATerm}\p{Sentence_Break=STerm}…‥"
_OPENING = r"[\p{Ps}\p{Pi}\"'’¿¡*_]*"
_TAIL = regex.compile(
    r"(?:[\p{Pe}\p{Pf}\p{Mark}\p{Cf}\"'*_†‡¹²³⁴⁵⁶⁷⁸⁹⁰]|\[\w{1,3}\]|\s*\[(?:…|\.\.\.)\])*"
)
_WITHOUT_SPACES = regex.compile("[。！？｡．︒]$")
_FIRST_WORD = regex.compile(rf"{_OPENING}(\w+(?:['’]\w+)?)(?=[\s,:;…]|$)")
_LAST_WORD = regex.compile(r"[^\s(\[“„«\"‘’']*$")
_SMALL = regex.compile(rf"{_OPENING}\p{{Ll}}")
_INITIALS = regex.compile(r"\p{L}|(?:\p{L}{1,2}\.)+\p{L}{1,2}")
_LIST_MARK = regex.compile(r"[\s•*-]*(?:\d{1,2}|\p{L})(?:\.\d{1,2})*")
_WORD = regex.compile(r"\w")
_LAST_OF_WORDS = regex.compile(r"(?r)\w")
_PUNCTUATION = regex.compile(r"[,;:!?)\]，、；：]|\.(?=\s|$)(?!\s\.)")
_REFERENCE = regex.compile(r"[(\[][^()\[\]]*[)\]][.,;]")
_DASH = regex.compile(r"(?:--+|[—–―]|-(?=\s))\s*(\p{Ll})?")


@dataclass(frozen=True, slots=True)
class _End:
    """A place where a sentence may end, and what stands round it."""

    before: str
    """The sentence so far, up to the mark; no more than the last part of it."""
    mark: str
    tail: str
    """What belongs to the mark: closing quotation marks and brackets, note marks."""
    after: str
    """What follows, no more than the first part of it; white space is taken off."""
    is_spaced: bool
    """White space follows."""
    language: Language

    @property
    def word(self) -> str:
        """The word before a full stop, in small letters, without what an apostrophe joins to it."""
        found = _LAST_WORD.search(self.before)
        return found[0].casefold() if found and self.mark == "." else ""

    @property
    def is_small(self) -> bool:
        """A small letter follows."""
        return _SMALL.match(self.after) is not None

    @property
    def is_opened(self) -> bool:
        """A word follows that often begins a sentence."""
        found = _FIRST_WORD.match(self.after)
        first = found[1].replace("’", "'").casefold() if found else ""
        return is_one_of(self.language.openers, first)

    @property
    def is_surely_new(self) -> bool:
        """Such a word follows, with a capital."""
        return self.is_opened and not self.is_small


def _no_word_yet(end: _End) -> bool:
    return not _WORD.search(end.before)


def _no_space(end: _End) -> bool:
    return not end.is_spaced and not _WITHOUT_SPACES.search(end.mark)


def _punctuation_follows(end: _End) -> bool:
    return _PUNCTUATION.match(end.after) is not None


def _reference_follows(end: _End) -> bool:
    """A bracket that is itself followed by a full stop: the sentence ends there."""
    return _REFERENCE.match(end.after) is not None


def _dash_follows(end: _End) -> bool:
    found = _DASH.match(end.after)
    return found is not None and bool(found[1] or end.tail)


def _list_mark(end: _End) -> bool:
    return end.mark == "." and _LIST_MARK.fullmatch(end.before) is not None


def _title(end: _End) -> bool:
    return is_one_of(end.language.titles, end.word)


def _counter(end: _End) -> bool:
    is_counter = is_one_of(end.language.counters, end.word)
    return is_counter and (end.is_small or regex.match(r"\d|[IVXLC]+\b", end.after) is not None)


def _short_word(end: _End) -> bool:
    is_initials = _INITIALS.fullmatch(end.word) is not None
    is_short = is_initials or is_one_of(end.language.short, end.word)
    return is_short and not end.is_surely_new


def _ordinal(end: _End) -> bool:
    is_ordinal = end.language.has_ordinals and regex.fullmatch(r"\d{1,2}", end.word) is not None
    return is_ordinal and not end.is_surely_new


def _omission(end: _End) -> bool:
    """Dots with a space or a bracket before them stand for words left out inside a sentence."""
    is_dots = "".join(end.mark.split()) in {"...", "…"}
    return is_dots and end.before[-1:] in {" ", "\u00a0", "[", "("} and not end.is_opened


def _small_letter(end: _End) -> bool:
    """After a plain full stop a sentence may begin small, with a word that often begins one."""
    return end.is_small and not (end.mark == "." and not end.tail and end.is_opened)


def _speaker(end: _End) -> bool:
    """Who asked comes after the question, and says nothing of a new sentence."""
    if not end.language.says or not end.tail or end.is_opened or end.mark[-1] not in "!?。！？":
        return False
    return regex.match(end.language.says, end.after) is not None


_REASONS_TO_GO_ON = (
    _no_word_yet,
    _no_space,
    _punctuation_follows,
    _reference_follows,
    _dash_follows,
    _list_mark,
    _title,
    _counter,
    _short_word,
    _ordinal,
    _omission,
    _small_letter,
    _speaker,
)


def sentences(text: str, lang: str) -> tuple[Span, ...]:
    """The sentences of a paragraph's `text`, in order, without the white space round them.

    They are disjoint and cover all that is not white space. A quotation or a bracket of several
    sentences stays whole, with whoever speaks it, unless it is long: a mention is shown in its
    sentence, and half a quotation would not say that it is one. `lang` is a BCP 47 tag.
    """
    spans = []
    begin = 0
    for end in (*_ends(text, language_of(lang.partition("-")[0].lower())), len(text)):
        sentence = text[begin:end]
        start = end - len(sentence.lstrip())
        if sentence.strip():
            spans.append(Span(start, begin + len(sentence.rstrip())))
        begin = end
    return tuple(spans)


def _ends(text: str, language: Language) -> Iterator[int]:
    """Where sentences end, but the last."""
    marks = regex.compile(rf"\.(?:\s\.){{2,3}}|[{_MARKS}{language.marks}]+")
    pairs = _pairs(text)
    closings = {pair.end - 1 for pair in pairs}
    held = sorted(pair for pair in pairs if len(pair) <= _LONGEST_HELD)
    reaches = list(accumulate((pair.end for pair in held), max))
    last = _LAST_OF_WORDS.search(text)
    last_word = last.end() if last else 0
    begin = 0
    for found in marks.finditer(text):
        end = _tail_end(text, found.end(), closings)
        inside = bisect_left(held, Span(found.start(), 0))
        is_held = inside > 0 and reaches[inside - 1] > end
        if is_held or end >= last_word:
            continue
        rest = text[end : end + _REACH]
        place = _End(
            before=text[max(begin, found.start() - _REACH) : found.start()],
            mark=found[0],
            tail=text[found.end() : end],
            after=rest.lstrip(),
            is_spaced=rest[:1].isspace(),
            language=language,
        )
        if not any(goes_on(place) for goes_on in _REASONS_TO_GO_ON):
            yield end
            begin = end


def _tail_end(text: str, at: int, closings: set[int]) -> int:
    """Where that ends which belongs to the mark before `at`."""
    while True:
        found = _TAIL.match(text, at)
        end = found.end() if found else at
        if end in closings:
            at = end + 1
        elif end + 1 in closings and regex.match(r"\s»", text[end : end + 2]):
            at = end + 2
        else:
            return end


_QUOTATIONS = {"“": "”", "„": "“”", "«": "»", "»": "«»", "‘": "’", '"': '"'}
_BRACKETS = {"「": "」", "『": "』", "《": "》", "(": ")", "[": "]", "（": "）", "【": "】"}
_CLOSINGS = _QUOTATIONS | _BRACKETS
_PAIRED = regex.compile(r"[“”„«»‘’\"「」『』《》()\[\]（）【】]")
# How deep a mark's partner is looked for.
_DEEPEST = 16


def _pairs(text: str) -> list[Span]:
    """Quotations and brackets, with their marks. A quotation opened twice was not closed."""
    found: list[Span] = []
    opened: list[tuple[str, int]] = []
    for match in _PAIRED.finditer(text):
        mark, at = match[0], match.start()
        depth = _partner(opened, mark) if _may_close(text, at) else 0
        if depth:
            found.append(Span(opened[-depth][1], at + 1))
            del opened[-depth:]
        elif mark in _BRACKETS:
            opened.append((mark, at))
        elif mark in _QUOTATIONS and _may_open(text, at):
            opened = [other for other in opened[-_DEEPEST:] if other[0] != mark]
            opened.append((mark, at))
    return found


def _partner(opened: list[tuple[str, int]], mark: str) -> int:
    """How deep in `opened` that lies which `mark` closes; 0 if nowhere."""
    for depth, (opening, _) in enumerate(reversed(opened[-_DEEPEST:]), 1):
        if mark in _CLOSINGS[opening]:
            return depth
    return 0


def _may_open(text: str, at: int) -> bool:
    """No letter or digit stands before: an inch mark and an apostrophe open nothing."""
    return not text[at - 1 : at].isalnum() or text[at] in "“„"


def _may_close(text: str, at: int) -> bool:
    """A straight mark before a word closes nothing, nor an apostrophe in or after one (allies’)."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == '"':
        return bool(before.strip()) or not after.strip()
    return text[at] != "’" or not (after.isalnum() or before == "s")
