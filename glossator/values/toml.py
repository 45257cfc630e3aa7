"""TOML, whose values have no line in Python 3.11: the keys' are looked up."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time

from glossator.problems import Problem
from glossator.text import File, Place
from glossator.values.value import Codes, Key, Value, first_line_of


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
        what = str(error)[: found.start()] if found else first_line_of(error).split(" (at")[0]
        words, hint = _in_plain_words(what)
        return Problem(codes.malformed, place, f"this is not TOML: {words}", hint)
    except ValueError:  # Python reads no number of more than 4300 digits
        return Problem(codes.malformed, file.at(1), "there is a number here that is too long")


_TEXT = 'text needs straight quotation marks around it: title = "…"'
_WORDS = (
    ("Illegal character '\\n'", "the quotation marks in this line have no end", _TEXT),
    ("Expected '=' after a key", "there is no = after the key", 'write key = value: title = "…"'),
    ("Expected ']", "a ] is missing", "write [kinds.note], and [[nav]] with two on each side"),
    ("Expected newline", "something follows the value", "put it on a line of its own"),
    ("Cannot ", "a key or table stands here for the second time", "keep one of the two"),
)
"""How the words of Python's parser begin, what they mean, and what to do."""


def _in_plain_words(said: str) -> tuple[str, str]:
    found = ((words, hint) for begin, words, hint in _WORDS if said.startswith(begin))
    return next(found, (f"{said[:1].lower()}{said[1:]}", _TEXT))


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
        case int() | float():
            return Value(place, float(item))
        case date() | datetime() | time():
            return Value(place, item.isoformat())
        case _:
            return Value(place, str(item))
