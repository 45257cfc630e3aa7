"""What a line of a plain text says of itself: that it is numbered, labelled, all in capitals.

Whether it is a heading for that, the text around it decides.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

LONGEST = 90
"""How many characters a heading has at most. In our twelve texts the longest has 29."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a plain text that is not blank, and how it stands there."""

    words: str
    block: int
    """Lines without a blank line between them are one block."""
    is_alone: bool
    """Whether it is a paragraph or a heading of its own, as the text is broken."""
    is_parted: bool
    """Whether blank lines stand around it."""
    paragraph: str
    """The paragraph that it belongs to."""
    is_first: bool
    """Whether that begins on this line."""
    is_verse: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """Why a line may be a heading."""

    family: str
    rank: int
    """The higher in the usual order of headings, the smaller; 0 for what has no order."""
    number: tuple[int, ...] = ()
    label: str = ""
    """Name and number of a labelled one, which starts anew where it occurs again."""


_ROMAN = r"(?=[XVI])X{0,3}(?:IX|IV|V?I{0,3})"
_COUNTED = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|fourth"
    "|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|erstes|zweites|drittes|viertes"
)
_RANKS = {
    1: "volume band tome book buch livre libro part teil partie parte title titel titre título",
    2: "chapter kapitel chapitre capítulo capitolo act akt acte",
    3: "section abschnitt sección sezione scene szene scène division",
    4: "article artikel articolo artículo art amendment rule regel clause",
    5: "§",
    6: "appendix anhang annex anlage annexe schedule",
}
_NAMED = re.compile(
    "preface|foreword|prologue|introduction|conclusion|epilogue|afterword|appendix|contents"
    "|vorwort|prolog|einleitung|schluss|epilog|nachwort|anhang|inhalt"
    "|préface|avant-propos|prologue|introduction|conclusion|épilogue|postface"
    "|prólogo|introducción|conclusión|epílogo|prefazione|introduzione|conclusione",
    re.IGNORECASE,
)
_RANK = {word: rank for rank, words in _RANKS.items() for word in words.split()}
_NUMBER = rf"(?:\d+[a-z]?|{_ROMAN}|[A-Z]|{_COUNTED})"
_LABEL = re.compile(
    rf"(?P<name>{'|'.join(map(re.escape, _RANK))})\.?\s*(?P<number>{_NUMBER})\b[.:]?"
    r"(?:\s*[-–—:]\s*|\s+|$)(?P<title>.*)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?P<number>\d+(?:\.\d+)*)\.?\s+(?P<title>\D.*)")
_NUMERAL = re.compile(rf"(?P<number>{_ROMAN})(?:\.|\)|\.?\s+[-–—]?\s*(?P<title>\D.*))?")


def is_short(words: str) -> bool:
    """Whether a heading could be so long, and end so."""
    return len(words) <= LONGEST and not re.search(r"[,;:.…)\]]$|\.\.\.|\. \.|#$", words)


def _begins_title(words: str) -> bool:
    return not words or (not words[0].islower() and is_short(words))


def sign_of(line: Line) -> Sign | None:
    """What in the line itself says that it is a heading."""
    words = line.words
    if len(words) > LONGEST:
        return None
    label = _LABEL.fullmatch(words)
    if label and _begins_title(label["title"]):
        # In a paragraph, the line may have been broken there; but none begins with a bare label.
        is_own = line.is_first and not label["title"] and not words.endswith((".", ":"))
        if line.is_alone or is_own:
            name = label["name"].casefold()
            return Sign("label", _RANK[name], label=f"{name} {label['number'].casefold()}")
    if not line.is_alone:
        return None
    if _NAMED.fullmatch(words):
        return Sign("named", 0)
    dotted = _DOTTED.fullmatch(words)
    # Laws end such a heading with a full stop; blank lines around it say what it is all the same.
    title = dotted["title"].removesuffix("." if line.is_parted else "") if dotted else ""
    if dotted and _begins_title(title) and title[:1].isalpha():
        number = tuple(int(part) for part in dotted["number"].split("."))
        return Sign("number", 2 + len(number), number)
    numeral = _NUMERAL.fullmatch(words)
    if numeral and numeral["number"] and _begins_title(numeral["title"] or ""):
        return Sign("roman", 2, (_value(numeral["number"]),))
    letters = [one for one in words if one.isalpha()]
    if len(letters) > 3 and words == words.upper() != words.lower() and is_short(words):  # noqa: PLR2004
        return Sign("capitals", 0)
    return None


def _value(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[one] for one in numeral]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def is_label(words: str) -> bool:
    """Whether the line is one of a text's parts by its label, its number or its name."""
    return any(kind.fullmatch(words) for kind in (_LABEL, _DOTTED, _NAMED))


def is_untitled(words: str) -> bool:
    found = _LABEL.fullmatch(words) or _NUMERAL.fullmatch(words)
    return found is not None and not found["title"]
