"""YAML without implicit types (`no`, `2025-03` and `1_000` stay words) and without double keys."""

import re
from typing import TYPE_CHECKING

from glossator.problems import Problem
from glossator.text import File, Place
from glossator.values.value import DEPTH, Codes, Key, Value, first_line_of

if TYPE_CHECKING:
    from yaml import ScalarNode


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
        what, hint, is_begun = _in_plain_words(f"{error.context}: {error.problem}")
        first, second = error.context_mark, error.problem_mark
        mark = (first or second) if is_begun else (second or first)
        if "'\\t'" in str(error.problem):
            place = file.place(begin + mark.index) if mark else file.at(first_line)
            return Problem(codes.malformed, place, "a tab stands here", "write spaces instead")
        place = file.place(begin + mark.index) if mark else file.at(first_line)
        if hint == _QUOTE and place.text[place.column - 1 : place.column] == ":":
            what, hint = _second_colon(place.text[: place.column - 1])
        return Problem(codes.malformed, place, f"this is not YAML: {what}", hint)
    except yaml.reader.ReaderError as error:
        place = file.place(begin + error.position)
        return Problem(codes.malformed, place, f"this is not YAML: {first_line_of(error)}")
    except (ValueError, OverflowError):  # PyYAML's scanner does not look at what \U names
        found = re.search(r"\\U(?!000|0010)", text)
        place = file.place(begin + (found.start() if found else 0), 10)
        return Problem(codes.malformed, place, "this is not YAML: there is no such character")


_QUOTE = "put quotation marks around all of the value"
_WORDS = (
    (r"mapping values are not allowed", "no “:” can stand here", _QUOTE, False),
    (r"flow sequence: expected", "a list that begins here with [ has no end",
     "write ] where it ends; a value with “#” or “,” in it needs quotation marks", True),
    (r"flow mapping: expected", "keys that begin here with { have no end",
     "write } where they end; a value with “#” or “,” in it needs quotation marks", True),
    (r"quoted scalar: found unexpected", "the quotation marks that begin here have no end",
     "write the same mark at the end; a ' inside '…' is written twice", True),
    (r"scalar.*: found unknown escape", "a backslash means something here",
     "write two of them, or '…' around the value in the place of \"…\"", False),
    (r"could not find expected ':'", "there is no “: ” after the key in this line",
     "write key: value; lines that continue a value are indented", True),
    (r"expected <block end>", "something stands here that does not fit the lines above it",
     "let keys of one table begin in one column; what follows “…” belongs inside the marks", False),
    (r"another document", "a second line --- stands here", "take it out", False),
    (r"cannot start any token|a comment or a line break|alphabetic or numeric|undefined alias",
     "a value cannot begin like this", _QUOTE, False),
)  # fmt: skip
"""What PyYAML says, to what that means, what to do, and whether it is meant where it begins."""


def _second_colon(before: str) -> tuple[str, str]:
    """What is wrong with a colon that has `before` it in its line, and what to do."""
    if ":" in before:
        return "a second “: ” stands in this line", _QUOTE
    hint = "begin it in the column of the keys above; or is a “: ” missing in the line before?"
    return "no key can stand here", hint


def _in_plain_words(said: str) -> tuple[str, str, bool]:
    for pattern, words, hint, is_begun in _WORDS:
        if re.search(pattern, said):
            return words, hint, is_begun
    hint = (
        "a value with “: ” or “#” in it, or one that begins with a quotation mark, a bracket, "
        "“@”, “*” or “&”, needs quotation marks around all of it"
    )
    return said.rpartition(": ")[2], hint, False


class _MalformedError(Exception):
    """Leaves the recursion over YAML's nodes; never this module."""

    def __init__(self, place: Place, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.place, self.message, self.hint = place, message, hint


_UNFIT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What YAML's escapes can name and no page can hold."""


_CUT = re.compile(r"[ \t]+#\S")
"""What makes a comment of the rest of a value, and was hardly meant to; a space after # was."""


def _scalar(node: "ScalarNode", file: File, begin: int, place: Place) -> str | None:
    """The words of `node`; None if there are none."""
    if unfit := _UNFIT.search(node.value):
        message = f"the character U+{ord(unfit[0]):04X} here cannot stand in a web page"
        raise _MalformedError(place, message, "take it out")
    if node.tag.startswith("!"):
        raise _MalformedError(place, "this is not YAML: a value cannot begin like this", _QUOTE)
    if node.style is None and _CUT.match(file.text, begin + node.end_mark.index):
        cut = file.place(begin + node.end_mark.index + 1)
        message = "what follows the # is a comment, and no part of this value"
        hint = "put quotation marks around all of the value; or a space after the #"
        raise _MalformedError(cut, message, hint)
    empty = not node.value and node.style is None
    return None if empty else str(node.value)


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
        return known.setdefault(id(node), Value(place, _scalar(node, file, begin, place)))
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
