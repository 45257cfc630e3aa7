"""A value that somebody wrote, with its place; and the problems a sort of file gives."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.problems import Code
from glossator.text import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

DEPTH = 12
"""How deep values may nest; deeper is a mistake or an attack."""


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar as its words, or a list, or a mapping."""

    place: Place
    data: "str | bool | float | tuple[Value, ...] | Mapping[Key, Value] | None"

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
            case int() | float():
                return "a number"
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
FIGURES = Codes(Code.FIGURE_MALFORMED, Code.FIGURE_MALFORMED, Code.FIGURE_MALFORMED)
WORKS = Codes(Code.WORK_MALFORMED, Code.WORK_MALFORMED, Code.WORK_MALFORMED)


def first_line_of(error: Exception) -> str:
    return str(error).split("\n", 1)[0]
