"""What a measure says of a page, and whether that is what is wanted."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Its value is the mark in the table."""

    MET = "✓"
    MISSED = "✗"
    UNMEASURED = "?"
    """Never counted as met."""
    TOLD = " "
    """Nothing is wanted of it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table."""

    on: str
    """The page, and how it was looked at."""
    said: str
    verdict: Verdict = Verdict.TOLD


def wanted(on: str, said: str, *, when: bool) -> Figure:
    """A figure that is met `when` this holds."""
    return Figure(on, said, Verdict.MET if when else Verdict.MISSED)


def all_of(on: str, met: int, every: int, more: str = "") -> Figure:
    """A count of which nothing may be missing; of nothing at all it says nothing."""
    if not every:
        return Figure(on, "there is none", Verdict.UNMEASURED)
    return wanted(on, f"{met} of {every}{more}", when=met == every)
