"""What every step of linking needs to know, and what they gather."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from glossator.link.addresses import Addresses
from glossator.link.terms import Glossary
from glossator.model import Figure, Link, Manuscript, Work
from glossator.problems import Code, Problem

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Linking:
    """What every step needs to know, and what they gather."""

    manuscript: Manuscript
    addresses: Addresses
    terms: Glossary
    works: Mapping[str, Work]
    lang: str
    figures: Mapping[str, Figure]
    """By address."""
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def ok(self, found: _T | Problem) -> _T | None:
        """What was found; a problem is noted."""
        if isinstance(found, Problem):
            self.note(found)
            return None
        return found

    def note(self, problem: Problem) -> None:
        """Keep a problem, unless it only says that what could not be read is not there."""
        unread = self.manuscript.unread
        terms = any(path.startswith("content/glossary/") for path in unread)
        works = "content/works.yaml" in unread
        if not (terms and problem.code == Code.TERM_UNKNOWN) and not (
            works and problem.code == Code.WORK_UNKNOWN
        ):
            self.problems.append(problem)
