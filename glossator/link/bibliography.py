"""The works cited in their order, and the short forms by which citations name them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from glossator.model import Work
from glossator.words import Words


def bibliography(works: Sequence[Work], say: Words) -> tuple[tuple[Work, ...], Mapping[str, str]]:
    """`works` by name, date and title; and for each id a short form that no other work has.

    Two works of one name and year are told apart by a letter after the year, as author-date styles
    do (Chicago Manual of Style, 17th edition, 15.20).
    """
    ordered = sorted(
        works, key=lambda work: (_key(_who(work, say)), work.issued, _key(work.title), work.id)
    )
    by_base: dict[str, list[Work]] = {}
    for work in ordered:
        by_base.setdefault(
            f"{_who(work, say)} {work.issued[:4] or say.text('undated')}", []
        ).append(work)
    labels: dict[str, str] = {}
    for base, same in by_base.items():
        for index, work in enumerate(same):
            labels[work.id] = base if len(same) == 1 else f"{base}{_letters(index)}"
    return tuple(ordered), labels


def _letters(index: int) -> str:
    """Letters for 0, 1, 2 and so on: a to z, then aa, ab."""
    name = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        name = chr(ord("a") + digit) + name
    return name


def _who(work: Work, say: Words) -> str:
    """Who answers for the work: its authors, or where it appeared, or itself."""
    names = [author.family for author in work.authors]
    if len(names) == 1:
        return names[0]
    if names:
        first, *others = names
        if others[1:]:
            return say.text("more_authors", first=first)
        return say.text("two_authors", first=first, second=others[0])
    return work.container or work.publisher or work.title


def _key(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    return re.sub(r"^(the|a|an) ", "", re.sub(r"[^\w ]", "", plain))
