"""Values that somebody wrote in YAML or TOML, each with its place, and taking them with care.

YAML is read without implicit types (`no`, `2025-03` and `1_000` stay words) and without duplicate
keys; whoever takes a value says what it should be.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from glossator.problems import Code, Problem, did_you_mean
from glossator.text import File, Place

DEPTH = 12
"""How deep values may nest; deeper is a mistake or an attack."""


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar as its words, or a list, or a mapping."""

    place: Place
    data: "str | bool | tuple[Value, ...] | Mapping[Key, Value] | None"

    @property
    def sort(self) -> str:
        """What it is, in an author's words."""
        match self.data:
            case None:
                return "nothing"
            case bool():
                return "true or false"
            case str():
                return "text" if self.data.strip() else "nothing"
            case tuple():
                return "a list"
            case _:
                return "a table of keys and values"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as written; equal to any other of the same name."""

    name: str
    place: Place

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Codes:
    """Which problems a sort of file gives."""

    malformed: Code
    unknown: Code
    type: Code


FRONT_MATTER = Codes(Code.FRONT_MATTER_MALFORMED, Code.FRONT_MATTER_UNKNOWN, Code.FRONT_MATTER_TYPE)
SETTINGS = Codes(Code.SETTINGS_MALFORMED, Code.SETTINGS_UNKNOWN, Code.SETTINGS_TYPE)
WORKS = Codes(Code.WORK_MALFORMED, Code.WORK_MALFORMED, Code.WORK_MALFORMED)


# --- YAML -------------------------------------------------------------------------------------


def yaml_value(file: File, text: str, first_line: int, codes: Codes) -> Value | Problem:
    """The value of `text`, which begins at `first_line` of `file`; an empty one is a mapping."""
    import yaml

    begin = sum(len(line) + 1 for line in file.lines[: first_line - 1])
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        if node is None:
            return Value(file.at(first_line), {})
        return _yaml_node(node, file, begin, 0, {})
    except _MalformedError as malformed:
        return Problem(codes.malformed, malformed.place, malformed.message, malformed.hint)
    except RecursionError:
        return Problem(codes.malformed, file.at(first_line), "this is nested too deeply")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Problem(
            codes.malformed,
            file.place(begin + mark.index) if mark else file.at(first_line),
            f"this is not YAML: {error.problem or error.context}",
            "a value with “: ” or “#” in it, or one that begins with a quotation mark, a bracket, "
            "“@”, “*” or “&”, needs quotation marks around all of it",
        )
    except yaml.reader.ReaderError as error:
        place = file.place(begin + error.position)
        return Problem(codes.malformed, place, f"this is not YAML: {_line_of(error)}")
    except (ValueError, OverflowError):  # PyYAML's scanner does not look at what \U names
        found = re.search(r"\\U(?!000|0010)", text)
        place = file.place(begin + (found.start() if found else 0), 10)
        return Problem(codes.malformed, place, "this is not YAML: there is no such character")


class _MalformedError(Exception):
    """Leaves the recursion over YAML's nodes; never this module."""

    def __init__(self, place: Place, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.place, self.message, self.hint = place, message, hint


_UNFIT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What YAML's escapes can name and no page can hold."""


def _yaml_node(node: object, file: File, begin: int, depth: int, known: dict[int, Value]) -> Value:
    """The value of `node`, once for all its aliases; the text begins at offset `begin`."""
    import yaml

    assert isinstance(node, yaml.Node)  # noqa: S101  (what the composer gives)
    if id(node) in known:
        return known[id(node)]
    start, end = node.start_mark, node.end_mark
    length = end.index - start.index if end.line == start.line else 1
    place = file.place(begin + start.index, length)
    if depth > DEPTH:
        raise _MalformedError(place, "this is nested too deeply")
    if isinstance(node, yaml.ScalarNode):
        if unfit := _UNFIT.search(node.value):
            message = f"the character U+{ord(unfit[0]):04X} here cannot stand in a web page"
            raise _MalformedError(place, message, "take it out")
        empty = not node.value and node.style is None
        return known.setdefault(id(node), Value(place, None if empty else str(node.value)))
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_yaml_node(item, file, begin, depth + 1, known) for item in node.value)
        return known.setdefault(id(node), Value(place, items))
    found: dict[Key, Value] = {}
    for key_node, value_node in node.value:
        key = _yaml_node(key_node, file, begin, depth + 1, known)
        if not isinstance(key.data, str):
            raise _MalformedError(key.place, "a key must be plain text")
        name = Key(key.data, key.place)
        if name in found:
            message = f"the key “{key.data}” stands here for the second time"
            raise _MalformedError(key.place, message, "keep one of the two")
        found[name] = _yaml_node(value_node, file, begin, depth + 1, known)
    return known.setdefault(id(node), Value(place, found))


# --- TOML -------------------------------------------------------------------------------------


def toml_value(file: File, codes: Codes) -> Value | Problem:
    """What a TOML file holds. Python 3.11 gives no lines for values: the keys' are looked up."""
    try:
        data = tomllib.loads(file.text)
        return _toml_item(data, (), _toml_places(file, data), file.at(1))
    except RecursionError:
        return Problem(codes.malformed, file.at(1), "this is nested too deeply")
    except tomllib.TOMLDecodeError as error:
        found = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
        place = file.at(int(found[1]), int(found[2])) if found else file.at(len(file.lines))
        what = str(error)[: found.start()] if found else _line_of(error).split(" (at")[0]
        return Problem(
            codes.malformed,
            place,
            f"this is not TOML: {what[:1].lower()}{what[1:]}",
            'text needs straight quotation marks around it: title = "…"',
        )
    except ValueError:  # Python reads no number of more than 4300 digits
        return Problem(codes.malformed, file.at(1), "there is a number here that is too long")


_TABLE = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")

Path = tuple[str | int, ...]


def _toml_places(file: File, data: object) -> Mapping[Path, Place]:
    """Where each key of `data` stands, as far as lines tell; and then those inside of lines."""
    found = _toml_lines(file)
    _toml_inline(file, data, (), found, 0)
    return found


def _toml_inline(file: File, item: object, path: Path, found: dict[Path, Place], at: int) -> int:
    """Add to `found` what is below `path` and in inline tables from offset `at` on; where it ends.

    TOML's tables keep the order in which they are written, so each key is the next of its name.
    """
    if not isinstance(item, dict | list):
        return at
    for name, value in item.items() if isinstance(item, dict) else enumerate(item):
        inner = (*path, name)
        if inner in found:
            place = found[inner]
            at = sum(len(line) + 1 for line in file.lines[: place.line - 1]) + place.column - 1
        elif isinstance(name, str):
            key = re.compile(rf"""(?<![\w-])(["']?{re.escape(name)}["']?)\s*[=.\]]""")
            if match := key.search(file.text, at):
                at = match.end()
                found[inner] = file.place(match.start(), len(match[1]))
        at = _toml_inline(file, value, inner, found, at)
    return at


def _toml_lines(file: File) -> dict[Path, Place]:
    found: dict[Path, Place] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    fence = ""
    for number, line in enumerate(file.lines, 1):
        if fence:
            fence = "" if fence in line else fence
            continue
        if match := _TABLE.match(line):
            table = _toml_path(match[2])
            if match[1] == "[[":
                index = counts.get(table, 0)
                counts[table] = index + 1
                table = (*table, index)
            else:
                table = _inside_latest(table, counts)
            found[table] = file.at(number, match.start(1) + 1, match.end(2) - match.start(1) + 1)
        elif match := _KEY.match(line):
            key = (*table, *_toml_path(match[1]))
            found[key] = file.at(number, match.start(1) + 1, len(match[1]))
            for mark in ('"""', "'''"):
                if line.count(mark) % 2:
                    fence = mark
    return found


def _inside_latest(table: Path, counts: Mapping[Path, int]) -> Path:
    """`[a.b]` after `[[a]]` belongs to the latest `a`."""
    for length in range(len(table) - 1, 0, -1):
        if table[:length] in counts:
            return (*table[:length], counts[table[:length]] - 1, *table[length:])
    return table


def _toml_path(words: str) -> Path:
    return tuple(next(group for group in match.groups() if group is not None)
                 for match in _PART.finditer(words))  # fmt: skip


def _toml_item(item: object, path: Path, places: Mapping[Path, Place], outer: Place) -> Value:
    place = places.get(path, outer)
    match item:
        case bool():
            return Value(place, item)
        case dict():
            entries = {
                Key(str(name), places.get((*path, name), place)): _toml_item(
                    value, (*path, name), places, place
                )
                for name, value in item.items()
            }
            return Value(place, entries)
        case list():
            return Value(
                place, tuple(_toml_item(x, (*path, n), places, place) for n, x in enumerate(item))
            )
        case date() | datetime() | time():
            return Value(place, item.isoformat())
        case _:
            return Value(place, str(item))


# --- taking values ----------------------------------------------------------------------------

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
        """Note that `value` is not what it should be."""
        message = f"{expected} should stand here, not {value.sort}"
        self._problems.append(Problem(self._codes.type, value.place, message, hint))

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
                missing = self._codes.type if self._codes is WORKS else Code.KEY_MISSING
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

    def date(self, name: str) -> str:
        """A year, month or day (ISO 8601), or nothing."""
        words = self.text(name)
        if words and not is_date(words):
            self._problems.append(
                Problem(
                    self._codes.type,
                    self.value_place(name),
                    f"“{words}” is not a date",
                    "write a day as 2025-03-07, a month as 2025-03, a year as 2025",
                )
            )
            return ""
        return words

    def language(self, name: str) -> str:
        """A language tag, or nothing."""
        words = self.text(name)
        if words and not _LANGUAGE.fullmatch(words):
            message, hint = f"“{words}” is not a language", "write its tag: en, de, pt-BR, ar"
            place = self.value_place(name)
            self._problems.append(Problem(Code.LANGUAGE_UNKNOWN, place, message, hint))
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


def is_date(words: str) -> bool:
    """Whether `words` are a year, a month or a day that exists."""
    if not _DATE.fullmatch(words):
        return False
    try:
        date.fromisoformat(f"{words}-01-01"[:10])
    except ValueError:
        return False
    return True


def _line_of(error: Exception) -> str:
    return str(error).split("\n", 1)[0]
