"""What pages say to readers besides authors' words: a table for each language, and how it is said.

The tables are data: a TOML file each, beside this one. A site's own words go before them, and what
a language has no word for is said in English. Dates, numbers and lists are words too.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from glossator.model import Name, WordTable
from glossator.problems import did_you_mean

FALLBACK = "en"
"""The language whose table the others are held against."""

SCRIPT = "script"
"""The word whose forms are all that scripts say."""

PLAIN = "other"
"""The form of a word that has but one, and of one that counts for any number without its own."""

COUNTS = {1: "one", 2: "two"}
"""The numbers that may have forms of their own."""

HOLE = re.compile(r"\{([a-z]+)\}")
"""What is filled in."""

_GROUP = 3
"""How many digits stand together in a number."""

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
"""Languages that are written from right to left, unless a script subtag says otherwise."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, as templates and makers of pages say them.

    A key or a form that is not there, and a hole that nothing is given for, are mistakes of the
    template: LookupError.
    """

    lang: str
    _own: tuple[WordTable, ...]
    """The language's: what the site says, then what we say."""
    _others: tuple[WordTable, ...]
    """English."""

    def __call__(self, key: str, form: str = "", **fill: object) -> Markup:
        """A word as HTML; what it is filled with is escaped, unless it is HTML itself."""
        word = str(escape(self._word(key, form, fill)))
        filled = HOLE.sub(lambda hole: str(escape(self._given(key, hole[1], fill))), word)
        return Markup(filled)  # noqa: S704  (escaped piece by piece)

    def text(self, key: str, form: str = "", **fill: object) -> str:
        """A word as plain text."""
        word = self._word(key, form, fill)
        return HOLE.sub(lambda hole: str(self._given(key, hole[1], fill)), word)

    def day(self, date: str) -> str:
        """A date as people read it: 7 March 2025, March 2025, 2025.

        As it is, if the language has no words for dates.
        """
        year, _, rest = date.partition("-")
        month, _, day = rest.partition("-")
        whole = _found(self._own, "date_day" if day else "date_month", (PLAIN,))
        if not month:
            return str(int(year))
        name = _found(self._own, "month", (month,))
        if whole is None or name is None:
            return date
        fill = {"year": str(int(year)), "month": name, "day": str(int(day or "0"))}
        return HOLE.sub(lambda hole: fill[hole[1]], whole)

    def number(self, number: int) -> str:
        """A number with its thousands told apart, if the language has a sign for that."""
        sign = _found(self._own, "thousands", (PLAIN,)) or ""
        digits = str(number)
        first = len(digits) % _GROUP or _GROUP
        return sign.join([digits[:first], *re.findall("...", digits[first:])])

    def names(self, names: Sequence[Name | str]) -> str:
        """Such as “Ann Lee, Bo Ek and Cy Ray”."""
        each = [name.full if isinstance(name, Name) else name for name in names]
        if not each:
            return ""
        *before, last = each
        if not before:
            return last
        made = before[-1]
        for name in reversed(before[:-1]):
            made = self.text("list", first=name, rest=made)
        return self.text("list_end", first=made, last=last)

    def script(self) -> dict[str, str]:
        """What scripts say, by key; they fill it in themselves."""
        tables = (*reversed(self._others), *reversed(self._own))
        return {form: word for table in tables for form, word in table.get(SCRIPT, {}).items()}

    def _word(self, key: str, form: str, fill: Mapping[str, object]) -> str:
        number = fill.get("n")
        count = COUNTS.get(number, PLAIN) if isinstance(number, int) else PLAIN
        word = _found((*self._own, *self._others), key, (form,) if form else (count, PLAIN))
        if word is None:
            named = f"{key}, {form}" if form else key
            raise LookupError(f"there is no word “{named}”; {did_you_mean(key, english())}")
        return word

    def _given(self, key: str, name: str, fill: Mapping[str, object]) -> object:
        if name not in fill:
            raise LookupError(f"nothing is given to fill in for {{{name}}} in “{key}”")
        given = fill[name]
        return self.number(given) if isinstance(given, int) else given


def words_for(lang: str, site: Mapping[str, WordTable]) -> Words:
    """The words of `lang`; a `site`'s own, by language, go first."""
    whole = lang.lower()
    primary = whole.partition("-")[0]
    own = [site[name] for name in dict.fromkeys((whole, primary)) if name in site]
    own += [_read(primary)] if primary in languages() else []
    others = [site[FALLBACK]] if FALLBACK in site else []
    return Words(lang, tuple(own), (*others, english()))


def direction(lang: str) -> str:
    """`ltr` or `rtl`, as a language is written."""
    primary, *others = lang.lower().split("-")
    if any(other in {"arab", "hebr", "syrc", "thaa", "adlm", "nkoo"} for other in others):
        return "rtl"
    return "rtl" if primary in _RIGHT_TO_LEFT and "latn" not in others else "ltr"


def english() -> WordTable:
    """The table that has every word."""
    return _read(FALLBACK)


@cache
def languages() -> tuple[str, ...]:
    """Those that have a table of ours."""
    return tuple(sorted(path.stem for path in Path(__file__).parent.glob("*.toml")))


@cache
def _read(lang: str) -> WordTable:
    path = Path(__file__).with_name(f"{lang}.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        key: word if isinstance(word, dict) else {PLAIN: str(word)} for key, word in table.items()
    }


def _found(tables: Sequence[WordTable], key: str, forms: Sequence[str]) -> str | None:
    """The first of `forms` in the first table that has one of them."""
    kept = (table[key] for table in tables if key in table)
    return next((word[form] for word in kept for form in forms if form in word), None)
