"""Taking values with care: what each should be, and what is wrong with it."""

import re
from collections.abc import Mapping
from datetime import date

from glossator.problems import Code, Problem, did_you_mean
from glossator.text import Place
from glossator.values.value import FIGURES, SETTINGS, WORKS, Codes, Key, Value

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""The shape of a language tag. Source: RFC 5646, section 2.1, without private use."""


class Fields:
    """Takes the values of one mapping by name, and notes what is wrong with them.

    What was asked for is what is known: `end` names every key that nobody asked for.
    """

    def __init__(self, value: Value, codes: Codes, problems: list[Problem], what: str) -> None:
        self.place = value.place
        self._codes, self._problems, self._what = codes, problems, what
        self._asked: set[str] = set()
        self._values: Mapping[Key, Value] = {}
        self.is_mapping = isinstance(value.data, Mapping)
        if isinstance(value.data, Mapping):
            self._values = value.data
        else:
            self.wrong(value, "keys and values")

    def wrong(self, value: Value, expected: str, hint: str = "") -> None:
        """Note that `value` is not what it should be; without a `hint`, what such a thing is."""
        hint = hint or next((words for sort, words in self._sorts() if sort in expected), "")
        message = f"{expected} should stand here, not {value.sort}"
        self._problems.append(Problem(self._codes.type, value.place, message, hint))

    def _sorts(self) -> tuple[tuple[str, str], ...]:
        if self._codes == SETTINGS:
            return (
                ("keys and values", "write a table, such as [people.ann], and its keys below it"),
                ("a list", 'write [[nav]], in two brackets, above each; or ["a", "b"] for words'),
                ("text", "put straight quotation marks around it"),
                ("true or false", "write true or false, without quotation marks"),
            )
        return (
            ("keys and values", "write its keys below it, each indented, as in “source:”"),
            ("a list", "begin each line of it with “- ”"),
            ("text", "write words; in quotation marks if they begin with [ or {"),
            ("true or false", "write true or false, in small letters"),
        )

    def take(self, name: str) -> Value | None:
        """The value of `name`, if there is one."""
        self._asked.add(name)
        value = self._values.get(Key(name, self.place))
        return value if value and value.data is not None else None

    def place_of(self, name: str) -> Place:
        """Where `name` stands; the whole, if it does not."""
        return next((key.place for key in self._values if key.name == name), self.place)

    def value_place(self, name: str) -> Place:
        """Where the value of `name` stands; the whole, if there is none."""
        value = self.take(name)
        return value.place if value else self.place

    def required(self, name: str, hint: str) -> str:
        """The words of `name`; a problem if it is missing."""
        value = self.take(name)
        if value is None or (isinstance(value.data, str) and not value.data.strip()):
            if self.is_mapping:
                message = f"{self._what} has no “{name}”"
                is_data = self._codes in (FIGURES, WORKS)
                missing = self._codes.type if is_data else Code.KEY_MISSING
                self._problems.append(Problem(missing, self.place_of(name), message, hint))
            return ""
        return self.text(name)

    def text(self, name: str) -> str:
        """The words of `name`, or nothing."""
        value = self.take(name)
        if value is None:
            return ""
        if not isinstance(value.data, str):
            self.wrong(value, f"text for “{name}”")
            return ""
        return " ".join(value.data.split()) if "\n" in value.data else value.data.strip()

    def plain(self, name: str) -> str:
        """The words of `name`, in which no Markdown is read; a problem if it looks so."""
        words = self.text(name)
        if found := re.search(r"\[\[|\[[^\]]*@|\]\(", words):
            message = f"“{name}” is plain text: “{found[0]}” would be shown as it is"
            hint = "put links and citations into the text below the front matter"
            place = self.value_place(name)
            self._problems.append(Problem(self._codes.type, place, message, hint))
        return words

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of `choices`, or nothing."""
        words = self.text(name)
        if words and words not in choices:
            message = f"“{words}” is not a value of “{name}”"
            problem = Problem(
                self._codes.type, self.value_place(name), message, did_you_mean(words, choices)
            )
            self._problems.append(problem)
            return ""
        return words

    def flag(self, name: str) -> bool:
        """True or false; false if not said."""
        value = self.take(name)
        if value is None or isinstance(value.data, bool):
            return bool(value and value.data)
        if isinstance(value.data, str) and value.data in {"true", "false"}:
            return value.data == "true"
        self.wrong(value, f"true or false for “{name}”")
        return False

    def count(self, name: str) -> int | None:
        """How many, in digits; or nothing."""
        value = self.take(name)
        words = str(value.data) if value else ""
        if value and not re.fullmatch("[0-9]{1,6}", words):
            self.wrong(value, f"a number in digits for “{name}”")
            return None
        return int(words) if value else None

    def date(self, name: str) -> str:
        """A year, month or day (ISO 8601), or nothing."""
        words = self.text(name)
        if words and not is_date(words):
            hint = "write a day as 2025-03-07, a month as 2025-03, a year as 2025, or 0800"
            if _DATE.fullmatch(words):
                hint = "there is no such day"
            message = f"“{words}” is not a date"
            self._problems.append(Problem(self._codes.type, self.value_place(name), message, hint))
            return ""
        return words

    def follows(self, first: str, second: str) -> None:
        """Note it if the date of `second` lies before that of `first`."""
        early, late = self.take(first), self.take(second)
        if early and late and isinstance(early.data, str) and isinstance(late.data, str):
            known = min(len(early.data), len(late.data))
            if (
                is_date(early.data)
                and is_date(late.data)
                and late.data[:known] < early.data[:known]
            ):
                message = f"“{second}” lies before “{first}”, {early.data}"
                self.contradict(second, message, "one of the two is mistyped")

    def contradict(self, name: str, message: str, hint: str) -> None:
        """Note that the date of `name` cannot be true beside another."""
        place = self.value_place(name)
        self._problems.append(Problem(Code.DATES_CONTRADICT, place, message, hint))

    def language(self, name: str) -> str:
        """A language tag, or nothing."""
        words = self.text(name)
        if words and not is_language(words):
            message, hint = f"“{words}” is not a language", "write its tag: en, de, pt-BR, ar"
            place = self.value_place(name)
            self._problems.append(Problem(Code.LANGUAGE_UNKNOWN, place, message, hint))
            return ""
        return words

    def url(self, name: str) -> str:
        """The address of a page on the web, or nothing."""
        words = self.text(name)
        if words and not re.match(r"https?://[^\s/]", words):
            hint = "an address begins with https:// or http://"
            message = f"“{words}” is not a web address"
            problem = Problem(Code.LINK_UNSAFE, self.value_place(name), message, hint)
            self._problems.append(problem)
            return ""
        return words

    def texts(self, name: str) -> tuple[tuple[str, Place], ...]:
        """A list of words, each with its place; a single one may stand alone."""
        value = self.take(name)
        if value is None:
            return ()
        items = value.data if isinstance(value.data, tuple) else (value,)
        found = []
        for item in items:
            if isinstance(item.data, str) and item.data.strip():
                found.append((item.data.strip(), item.place))
            else:
                self.wrong(item, f"text in the list “{name}”")
        return tuple(found)

    def mapping(self, name: str, what: str) -> "Fields | None":
        """The keys and values under `name`; call its `end` too."""
        value = self.take(name)
        if value is None:
            return None
        return Fields(value, self._codes, self._problems, what)

    def mappings(self, name: str, what: str) -> "list[Fields]":
        """A list of mappings under `name`."""
        value = self.take(name)
        if value is None:
            return []
        if not isinstance(value.data, tuple):
            self.wrong(value, f"a list for “{name}”")
            return []
        return [Fields(item, self._codes, self._problems, what) for item in value.data]

    def lists(self, name: str) -> "list[tuple[Value, ...]]":
        """A list of lists under `name`, such as the rows of a table."""
        value = self.take(name)
        if value is None:
            return []
        if not isinstance(value.data, tuple):
            self.wrong(value, f"a list for “{name}”")
            return []
        found = []
        for item in value.data:
            cells = item.data if isinstance(item.data, tuple) else ()
            if not cells or any(isinstance(cell.data, tuple | Mapping) for cell in cells):
                self.wrong(item, f"a list of words or numbers in “{name}”")
            else:
                found.append(cells)
        return found

    def names(self) -> tuple[str, ...]:
        """The keys, when they are the author's own to choose."""
        return tuple(key.name for key in self._values)

    def end(self, also: tuple[str, ...] = ()) -> None:
        """Name every key that is not known; `also` are known and may be left unread."""
        known = self._asked | set(also)
        for key in self._values:
            if key.name not in known:
                message = f"{self._what} has no key “{key.name}”"
                hint = did_you_mean(key.name, known)
                self._problems.append(Problem(self._codes.unknown, key.place, message, hint))


def is_language(words: str) -> bool:
    """Whether `words` have the shape of a language tag."""
    return _LANGUAGE.fullmatch(words) is not None


def is_number(words: str) -> bool:
    """Whether `words` are a number in digits."""
    return re.fullmatch(r"-?\d{1,12}(\.\d{1,12})?", words, re.ASCII) is not None


def is_date(words: str) -> bool:
    """Whether `words` are a year, a month or a day that exists."""
    if not _DATE.fullmatch(words):
        return False
    try:
        date.fromisoformat(f"{words}-01-01"[:10])
    except ValueError:
        return False
    return True
