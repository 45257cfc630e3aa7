"""Sentences that nobody wrote: an inquiry into a flood, by chance, and a chronicle in Hebrew.

They have what real ones have and code trips over: abbreviations, initials, numbers, quotations of
several sentences, dashes, and in each a form of a term.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

Speak = Callable[[Random, str], str]
"""A sentence that uses a form of a term."""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary."""

    id: str
    title: str
    alias: str
    type: str = ""

    @property
    def forms(self) -> tuple[str, str]:
        """As texts have them, inside a sentence."""
        words = self.title.split()
        is_name = any(word[0].isupper() for word in words[1:])
        return (self.title if is_name else self.title[0].lower() + self.title[1:], self.alias)


_FIRST = ("harbor", "tide", "ferry", "dike", "pilot", "signal", "beacon", "cargo", "quay", "marsh",
          "canal", "storm")  # fmt: skip
_SECOND = ("board", "levy", "survey", "warden", "ledger", "gauge", "office", "Act", "Fund", "Rule")
_TYPES = {"warden": "person", "board": "organisation", "Act": "event"}


def _english_term(number: int, first: str, second: str) -> Term:
    if second == "Rule":
        second = f"Rule {number}"
    is_name = second[0].isupper()
    title = f"{first.capitalize()} {second}"
    alias = f"{second} of the {first.capitalize() if is_name else first}"
    kind = _TYPES.get(second, "")
    return Term(title.lower().replace(" ", "-"), title, alias, kind)


ENGLISH = tuple(
    _english_term(number, first, second)
    for number, (first, second) in enumerate(product(_FIRST, _SECOND), 1)
)
"""120 terms."""

_ROOTS = {"shomer": "שומר", "sefer": "ספר", "beit": "בית", "minhag": "מנהג"}
_ENDS = {"hayam": "הים", "hagesher": "הגשר", "hanamal": "הנמל"}
HEBREW = tuple(
    Term(f"{root}-{end}", f"{_ROOTS[root]} {_ENDS[end]}", f"{_ROOTS[root]} של {_ENDS[end]}")
    for root, end in product(_ROOTS, _ENDS)
)
"""Twelve terms."""


def forms(terms: Sequence[Term], chance: Random) -> Iterator[str]:
    """Forms without an end: each of them once, then some often and most of them seldom."""
    found = [form for term in terms for form in term.forms]
    chance.shuffle(found)
    yield from found
    weights = [1 / rank for rank in range(1, len(found) + 1)]
    while True:
        yield from chance.choices(found, weights, k=100)


_SLOTS = {
    "name": ("Hale", "Okafor", "Lindqvist", "Marrow", "Ibarra", "Petrov", "Ashdown", "Ngata"),
    "title": ("Dr.", "Mr.", "Mrs.", "Prof.", "Gen.", "Sen.", "Capt.", "J. R.", "Anna", "Tom"),
    "place": ("Marrow Sound", "St. Brannock", "the U.S.", "the U.K.", "Port Ellery", "New Leith",
              "Fort Cassel", "the lower town", "the northern basin", "Vik"),
    "body": ("commission", "council", "Senate", "inquiry", "press", "jury", "chamber", "ministry"),
    "month": ("Jan.", "March", "April", "Aug.", "September", "Nov.", "Dec."),
    "thing": ("the old sluice", "a wall of clay", "the second gate", "every pump", "the mole",
              "a row of piles", "the outer lock", "the coal wharf", "the ice house"),
    "verb": ("held", "gave way", "stood open", "was repaired", "was sold", "had been forgotten",
             "could not be found", "was measured again", "burned", "silted up"),
    "adverb": ("by night", "in plain sight", "for years", "without a word", "at great cost",
               "before anybody asked", "twice", "once more", "within the hour"),
    "say": ("said", "wrote", "replied", "told the clerk", "answered", "insisted"),
}  # fmt: skip
_TEMPLATES = """
{title} {name} told the {body} on {month} {day} that the {term} had cost ${hour}.{digit} million
“The {term} costs more than all of {place},” {title} {name} {say}, “and {number} percent is not all”
“We were warned in {year}. Nobody asked the {term}, and nobody will,” {title} {name} {say}
In {year} the {term} {verb} {adverb}; {thing} {verb2}
{Term} No. {number} lay at {place} -- {number} feet below {thing} -- and {verb} {adverb}
At {hour} p.m. {thing} {verb}, and the {term} with it, as {title} {name} of {place} {say}
Neither the {body} nor {title} {name}’s own {term} could say why {thing} {verb} {adverb}
What {place} called the {term} was, in the words of the {body}, “{thing} and {number} men”
{thing} {verb} in {month} {year}, when the {term} at {place} counted {number},{three} tonnes
Asked whether the {term} {verb}, {title} {name} {say}: “Not in {place}! Ask {title2} {name2}”
The {body} (see p. {number}) held that the {term} {verb} {adverb}, e.g. in {year}
It was {title} {name} who {say} that {thing} {verb} — and that the {term} knew of it
{few} of {number} letters from {place} name the {term}, and {few} name {thing}
The {term} {verb}; it {verb2} {adverb} in {year}, vs. {number} times in {place2} before
“Is it the {term}?” {title} {name} asked, and the {body} {say} that {thing} {verb} {adverb}
By {month} {day}, {year}, {name} & Co. had {number} boats at {place}, and the {term} had none
For {title} {name} the {term} was ‘a promise of the {body}’s making’ that {verb} in {year}
"""


def english(chance: Random, form: str) -> str:
    """A sentence of the report."""
    words = {name: chance.choice(values) for name, values in _SLOTS.items()}
    for name in ("title", "name", "place", "verb"):
        words[f"{name}2"] = chance.choice(_SLOTS[name])
    words |= {
        "few": chance.choice(("two", "three", "five", "nine")),
        "hour": str(chance.randint(1, 11)),
        "day": str(chance.randint(1, 28)),
        "year": str(chance.randint(1871, 1938)),
        "number": str(chance.randint(11, 98)),
        "three": str(chance.randint(100, 999)),
        "digit": str(chance.randint(1, 9)),
    }
    said = chance.choice(_TEMPLATES.strip().split("\n")).format(
        term=form, Term=form[0].upper() + form[1:], **words
    )
    return _stopped(said[0].upper() + said[1:])


def _stopped(words: str) -> str:
    """`words` with a full stop where it belongs."""
    if words.endswith(("!”", "?”")):
        return words
    return f"{words[:-1]}.”" if words.endswith("”") else f"{words.removesuffix('.')}."


_WORDS = """
הים העיר הגל הסערה האיש המלך הנמל הספינה הרוח הלילה היום הדרך החומה השער האור המים האבן העץ
הלך בא ראה אמר שמע נתן לקח בנה שבר פתח סגר ידע שאל ענה כתב עמד ישב נפל קם זכר
אל על מן עם כי אשר לא עוד כבר אז שם פה מאוד תמיד לבדו ביחד אחר לפני
"""


def hebrew(chance: Random, form: str) -> str:
    """A sentence of the chronicle: no grammar, but numbers, quotations, abbreviations."""
    words = chance.choices(_WORDS.split(), k=chance.randint(6, 14))
    words.insert(chance.randrange(1, len(words)), form)
    if chance.random() < 0.3:
        words.insert(2, f"בשנת {chance.randint(1871, 1938)},")
    if chance.random() < 0.2:
        words[-2:] = [f'"{words[-2]}', f'{words[-1]}"']
    if chance.random() < 0.2:
        words.insert(1, 'ד"ר לוי')
    return " ".join(words) + "."


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and where it begins in the text."""

    start: int
    sentences: tuple[str, ...]

    @property
    def words(self) -> str:
        """All that it says."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the paragraphs under it; the first part has no heading."""

    title: str
    level: int
    start: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A whole text."""

    parts: tuple[Part, ...]
    text: str
    """As a plain text has it: each heading and each paragraph a line."""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Those of all parts, in order."""
        return tuple(paragraph for part in self.parts for paragraph in part.paragraphs)

    def extent(self, part: int) -> tuple[int, int]:
        """From a part's heading to the next of its level or a higher one."""
        level = self.parts[part].level or 9  # the first part ends with any heading
        later = (one.start for one in self.parts[part + 1 :] if one.level <= level)
        return self.parts[part].start, next(later, len(self.text))


def story(chance: Random, speak: Speak, terms: Sequence[Term], length: int) -> Story:
    """A text of `length` words or a few more, with a heading for about every thousand.

    Of four headings the first is of rank 2, the others of rank 3; each last one is “Findings”.
    """
    said = forms(terms, chance)
    lines: list[str] = []
    parts: list[Part] = []
    at = count = 0
    for number in range(max(2, round(length / 1000)) + 1):
        start = at
        title = _title(number, chance.choice(terms).title)
        if title:
            lines.append(title)
            at += len(title) + 1
        paragraphs = []
        while count < length * (number + 1) / (max(2, round(length / 1000)) + 1):
            sentences = tuple(speak(chance, next(said)) for _ in range(chance.randint(3, 6)))
            paragraphs.append(Paragraph(at, sentences))
            lines.append(" ".join(sentences))
            at += len(lines[-1]) + 1
            count += len(lines[-1].split())
        level = (2 if number % 4 == 1 else 3) if title else 0
        parts.append(Part(title, level, start, tuple(paragraphs)))
    return Story(tuple(parts), "\n".join(lines) + "\n")


def _title(number: int, term: str) -> str:
    if not number:
        return ""
    return "Findings" if number % 4 == 0 else f"{number}. On the matter of {term}"
