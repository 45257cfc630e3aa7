"""Forms of terms: where they stand in a text.

Text here is folded (`text.fold`); the spans of hits count in the original. Knows nothing of
sections and first mentions.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from glossator.inflections import inflections, primary
from glossator.text import Folded, Span, fold


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a form of a term stands."""

    span: Span
    """In the original text."""
    term: str
    form: str
    """As the author wrote it; the words at `span` may be another spelling of it."""


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds forms of terms in texts of one language."""

    _as_written: "_Index"
    _in_any_case: "_Index"

    @classmethod
    def of(cls, forms: Mapping[str, str], lang: str) -> "Finder":
        """A finder for `forms`, each as its author wrote it, with its term.

        A spelling that two forms have in common belongs to the one written so, else to the first.
        """
        as_written: dict[str, tuple[str, str]] = {}
        in_any_case: dict[str, tuple[str, str]] = {}
        rows = [(form, [fold(form).text.strip()]) for form in forms]
        rows += [(form, sorted(inflections(form, lang))) for form in forms]
        for form, spellings in rows:
            owner = (forms[form], form)
            for spelling in filter(None, spellings):
                if is_as_written(form, lang):
                    as_written.setdefault(spelling, owner)
                    # At the start of a sentence: The NATO treaty.
                    as_written.setdefault(spelling[0].upper() + spelling[1:], owner)
                else:
                    in_any_case.setdefault(_small(spelling), owner)
        return cls(_Index.of(as_written), _Index.of(in_any_case))

    def find(self, folded: Folded) -> tuple[Hit, ...]:
        """Where forms stand in the text, in reading order: the leftmost, and there the longest.

        Hits do not overlap, are whole words, and never lie in the address of a page.
        """
        text = _ADDRESS.sub(lambda address: "\n" * len(address[0]), folded.text)
        searches = ((self._as_written, text), (self._in_any_case, _small(text)))
        hits = []
        for words, owner in _leftmost(searches):
            span = folded.span(words.start, words.end)
            if span:
                hits.append(Hit(span, *owner))
        return tuple(hits)


def is_as_written(form: str, lang: str) -> bool:
    """Whether letter case counts in `form`: it has a capital beyond its first letter, or is one.

    In German any capital will do: it tells a noun from another word (Macht, macht).
    """
    letters = [character for character in form if character.isalpha()]
    counted = letters if primary(lang) == "de" or len(letters) == 1 else letters[1:]
    return any(letter.isupper() for letter in counted)


def _small(text: str) -> str:
    """`text` in small letters, one for one, so that offsets stay."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return small.replace("ς", "σ")


@dataclass(frozen=True, slots=True)
class _Index:
    """Spellings that are compared with a text in one way."""

    pattern: re.Pattern[str]
    owners: Mapping[str, tuple[str, str]]
    """Of each spelling the term and the form."""

    @classmethod
    def of(cls, owners: Mapping[str, tuple[str, str]]) -> "_Index":
        return cls(re.compile(whole_words(owners)), owners)

    def first(self, text: str, at: int) -> Span | None:
        """The leftmost spelling in `text` from `at` on, and there the longest."""
        found = self.pattern.search(text, at)
        return Span(*found.span()) if found else None


def _leftmost(searches: Sequence[tuple[_Index, str]]) -> Iterator[tuple[Span, tuple[str, str]]]:
    """What several searches find, without overlaps: the leftmost, of these the longest."""
    waiting = [index.first(text, 0) for index, text in searches]
    while found := [(span, row) for row, span in enumerate(waiting) if span]:
        best, row = min(found, key=lambda each: (each[0].start, -each[0].end))
        index, text = searches[row]
        yield best, index.owners[best.of(text)]
        for other, (index, text) in enumerate(searches):
            span = waiting[other]
            if span and span.start < best.end:
                waiting[other] = index.first(text, best.end)


# The pattern.

# A letter, digit or vowel sign, but of a script without spaces: beside one of those words begin
# and end.
_LETTER = (
    r"(?:[^\W\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff]|[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0966-\u0dff])"
)
# After a spelling's first letter: it begins a word, and no name of an account (@nato). Not before
# that letter: an expression that begins with one of a few letters is found ten times as fast.
_BEGIN = rf"(?<!{_LETTER}.)(?<!@.)"
# A spelling that ends in a letter ends a word, and is no part of a number (5.2), of a host
# (nato.int) or of "can't"; one that ends in a full stop is no part of a longer abbreviation.
_FINISH = (
    rf"(?:(?<={_LETTER})(?!{_LETTER}|(?<=\d)[.,]\d|[.@][a-z]|'t(?!{_LETTER}))"
    rf"|(?<!{_LETTER})(?!(?<=\.){_LETTER}))"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_Trie = dict[str, "_Trie"]


def whole_words(spellings: Iterable[str]) -> str:
    """A pattern that matches the longest of `spellings` at a place, whole words only.

    It has the shape of a trie: what many spellings begin with is tried once, not once for each.
    """
    root: _Trie = {}
    for spelling in spellings:
        node = root
        for character in spelling:
            node = node.setdefault(character, {})
        node[""] = {}
    options = [
        re.escape(first) + (_BEGIN if re.match(_LETTER, first) else "") + _branches(node)
        for first, node in root.items()
    ]
    # Without spellings, what never matches.
    return f"(?:{'|'.join(options)}){_FINISH}" if options else "(?!)"


def _branches(node: _Trie) -> str:
    """What may follow at `node`, the longest first."""
    options = []
    for first, child in node.items():
        run, end = first, child
        while len(end) == 1 and "" not in end:
            ((character, end),) = end.items()
            run += character
        if run:
            options.append(re.escape(run) + _branches(end))
    if "" in node:
        options.append("")
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
