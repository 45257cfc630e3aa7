"""The kinds of notes that a site's settings name, and what they may say of one."""

from glossator.model import Kind
from glossator.problems import Code, Problem
from glossator.values import Fields
from glossator.words import Words

MOTIVATIONS = (
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing",
    "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging",
)  # fmt: skip
"""Source: W3C Web Annotation Vocabulary, section 3.3.5, Motivation."""

COLOURS = ("blue", "green", "red", "violet", "amber", "grey")
"""The colours that the theme has a light and a dark value for."""

WORKS = ("required", "expected", "free")
"""Whether notes of a kind must cite a work: without one an error, a warning, or nothing."""

WORKS_OF = {"claim": "required", "later": "required", "context": "expected"}
"""What holds for kinds of these names if their site says nothing; others are `free`."""


def kinds_in(fields: Fields, say: Words, problems: list[Problem]) -> tuple[Kind, ...]:
    """What stands under `kinds`; a single one, if nothing does."""
    kinds = fields.mapping("kinds", "kinds")
    found: list[Kind] = []
    for name in kinds.names() if kinds else ():
        kind = kinds.mapping(name, f"kinds.{name}") if kinds else None
        if kind is None:
            continue
        if not name.replace("-", "").isalnum():
            hint = "a kind's name is made of letters, digits and hyphens"
            message = f"“{name}” cannot be the name of a kind"
            problems.append(Problem(Code.SETTINGS_TYPE, kind.place, message, hint))
        found.append(
            Kind(
                name=name,
                label=kind.text("label") or name.capitalize(),
                mark=kind.text("mark"),
                colour=kind.choice("colour", COLOURS) or COLOURS[0],
                motivation=kind.choice("motivation", MOTIVATIONS) or "commenting",
                works=kind.choice("works", WORKS) or WORKS_OF.get(name, "free"),
            )
        )
        kind.end()
    return tuple(found) or (
        Kind("note", say.text("default_kind"), "", COLOURS[0], "commenting", "free"),
    )
