"""An author's own prose, read to tokens, and what it refers to."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.text import Place

if TYPE_CHECKING:  # a build with nothing to do needs no Markdown
    from markdown_it.token import Token


INTRO = "intro-"
"""What the ids of headings in an introduction begin with: they share a page with the source's."""


@dataclass(frozen=True, slots=True)
class TermRef:
    """`[[Article 5|the clause]]`: a link to a term, by any of its forms."""

    name: str
    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class Cite:
    """One work in a citation, with what stands around it."""

    key: str
    prefix: str
    locator: str
    place: Place


@dataclass(frozen=True, slots=True)
class Citation:
    """`[see @a, p. 3; @b]`."""

    cites: tuple[Cite, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Href:
    """The target of an ordinary link or image, as written."""

    url: str
    place: Place
    is_image: bool = False


Reference = TermRef | Citation | Href


@dataclass(frozen=True, slots=True)
class Body:
    """Markdown that an author wrote, read to tokens; nobody changes them afterwards."""

    markdown: str
    place: Place
    tokens: tuple["Token", ...]
    references: tuple[Reference, ...]
    """In reading order; a token knows its own by `meta["reference"]`, an index into this."""
    headings: tuple[str, ...] = ()
    """The ids of its headings, which links may name."""
    named: tuple[tuple[str, Place], ...] = ()
    """What stands in it behind a bare @, which may be a work that was meant to be cited."""

    @property
    def cited(self) -> tuple[str, ...]:
        """The keys of the works it cites."""
        citations = [one for one in self.references if isinstance(one, Citation)]
        return tuple(cite.key for citation in citations for cite in citation.cites)


def leads_outside(target: str) -> bool:
    """Whether a resolved link leads to somewhere else than this site."""
    return re.match(r"(https?|mailto):", target, re.IGNORECASE) is not None
