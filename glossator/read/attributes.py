"""Attributes of a note: the lines `{#id .kind key=value}` under its quote, and their grammar."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from glossator.model import Settings
from glossator.problems import Code, Problem, did_you_mean
from glossator.text import File, Place
from glossator.values import is_date

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(slots=True)
class Attributes:
    """What the lines `{…}` under a quote say."""

    id: str = ""
    kind: str = ""
    flags: set[str] = field(default_factory=set)
    values: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    """Where the values stand, each with its key."""


_LOOKS_LIKE_ATTRIBUTES = re.compile(r"\s{0,3}\{\s*([#.][\w-]|[\w-]+=)[^}]*\}?\s*")


def misplaced(file: File, line: int, problems: list[Problem]) -> None:
    if _LOOKS_LIKE_ATTRIBUTES.fullmatch(file.lines[line]):
        hint = "put it directly under the quote, without a blank line"
        message = "these attributes belong to no quote"
        place = file.at(line + 1, 1, len(file.lines[line]))
        problems.append(Problem(Code.ATTRIBUTE_MALFORMED, place, message, hint))


_ITEM = re.compile(
    r"#(?P<id>[^\s}#=\"]+)|\.(?P<kind>[^\s}#.=\"]+)"
    r"|(?P<key>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<value>[^\s}\"]+))|(?P<flag>[\w-]+)"
)
_OWN_KEYS = ("by", "as-of", "nth")
_FLAGS = ("noterms", "wide")


def attributes(
    file: File, quotes: Sequence["Token"], settings: Settings, problems: list[Problem]
) -> Attributes:
    found = Attributes()
    for number in (line for quote in quotes for line in quote.meta["attributes"]):
        raw = file.lines[number].rstrip()
        at, end, told = raw.find("{") + 1, raw.rfind("}"), problems
        if end != len(raw) - 1:
            place = file.at(number + 1, at, len(raw) - at + 1)
            hint = "attributes stand on a line of their own, from { to }"
            message = "these attributes have no end" if end < 0 else "something follows the }"
            problems.append(Problem(Code.ATTRIBUTE_MALFORMED, place, message, hint))
            end, told = (len(raw) if end < 0 else end), []  # one problem is enough
        while at < end:
            if raw[at].isspace():
                at += 1
                continue
            item = _ITEM.match(raw, at, end)
            stop = item.end() if item else at
            if item and (stop == end or raw[stop].isspace()):
                place = file.at(number + 1, at + 1, stop - at)
                _attribute(found, item, place, settings, told)
            else:
                stop = max(stop, at + len(raw[at:end].split()[0]))
                place = file.at(number + 1, at + 1, stop - at)
                hint = 'write #id, .kind, key=value or key="two words", with no space around ='
                if re.search("[“”„‘’]", raw[at - 1 : end]):
                    hint = 'write straight quotation marks: key="two words"'
                message = f"“{raw[at:stop]}” is not an attribute"
                told.append(Problem(Code.ATTRIBUTE_MALFORMED, place, message, hint))
            at = stop
    return found


def _attribute(
    found: Attributes,
    item: re.Match[str],
    place: Place,
    settings: Settings,
    problems: list[Problem],
) -> None:
    if item["id"]:
        problem, found.id = _wrong_id(found, item["id"], place), item["id"]
    elif item["kind"]:
        problem = _wrong_kind(found, item["kind"], place, settings)
        found.kind = found.kind if problem else item["kind"]
    elif item["flag"]:
        problem = _wrong_flag(item["flag"], place, settings)
        found.flags.add(item["flag"])
    else:
        key, value = item["key"], item["quoted"] or item["value"] or ""
        problem = _wrong_value(found, key, value, place, settings)
        if not problem:
            found.values[key], found.places[key] = value, place
    if problem:
        problems.append(problem)


_TWICE, _KEEP = "this note has one already", "keep one of the two"


def _wrong_id(found: Attributes, name: str, place: Place) -> Problem | None:
    if found.id:
        return Problem(Code.ATTRIBUTE_MALFORMED, place, f"{_TWICE}: #{found.id}", _KEEP)
    if not regex.fullmatch(r"\w[\w.-]*", name):  # its \w has the vowel signs of Indic scripts
        hint = "use letters, digits, hyphens and underscores"
        return Problem(Code.ATTRIBUTE_MALFORMED, place, f"“{name}” cannot be an id", hint)
    return None


def _wrong_kind(found: Attributes, name: str, place: Place, settings: Settings) -> Problem | None:
    names = [kind.name for kind in settings.kinds]
    if name not in names:
        hint = did_you_mean(name, names)
        if name in _FLAGS:
            hint = f"write {name} without the dot: it is no kind"
        return Problem(Code.KIND_UNKNOWN, place, f"the site has no kind “{name}”", hint)
    if found.kind:
        return Problem(Code.ATTRIBUTE_MALFORMED, place, f"{_TWICE}: .{found.kind}", _KEEP)
    return None


def _wrong_flag(name: str, place: Place, settings: Settings) -> Problem | None:
    if name in _FLAGS:
        return None
    known = (*_FLAGS, *(f"{key}=…" for key in (*_OWN_KEYS, *settings.note_keys)))
    hint = did_you_mean(name, known)
    if name in {kind.name for kind in settings.kinds}:
        hint = f"a kind has a dot before it: .{name}"
    elif hint.startswith("known are"):
        hint = f"an id has a # before it: #{name}; {hint}"
    return Problem(Code.ATTRIBUTE_UNKNOWN, place, f"there is no attribute “{name}”", hint)


def _wrong_value(
    found: Attributes, key: str, value: str, place: Place, settings: Settings
) -> Problem | None:
    known = (*_OWN_KEYS, *settings.note_keys)
    if key not in known:
        hint = did_you_mean(key, (*known, *_FLAGS))
        if key in _FLAGS:
            hint = f"write {key} alone"
        return Problem(Code.ATTRIBUTE_UNKNOWN, place, f"there is no attribute “{key}”", hint)
    message = hint = ""
    if key in found.values:
        message, hint = f"{_TWICE}: {key}={found.values[key]}", _KEEP
    elif key == "nth" and not re.fullmatch(r"[1-9]\d{0,5}", value):
        message, hint = "“nth” counts from 1", "write nth=2"
    elif key == "as-of" and not is_date(value):
        message, hint = f"“{value}” is not a date", "write as-of=2025-03-07"
    return Problem(Code.ATTRIBUTE_MALFORMED, place, message, hint) if message else None
