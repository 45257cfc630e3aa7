"""What readers of sources are given, and what they have in common."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glossator.model import Heading, Source
from glossator.problems import Code, Problem, Related
from glossator.text import File, Span, fold


@dataclass(frozen=True, slots=True)
class Wish:
    """What an explainer says of how its source is to be read."""

    headings: Sequence[Heading] = ()
    """Those that `notes.md` declares."""
    paragraphs: str = ""
    """`lines` or `blank`, if it says what parts paragraphs."""
    html: bool = False
    """Whether HTML in it is let through."""


Reader = Callable[[str, bytes, Wish], tuple[Source | None, list[Problem]]]
"""Path, bytes and wishes, to the source; none if a problem is an error."""


def source_problems(file: File) -> list[Problem]:
    """What no source may have or lack."""
    hint = "take it out of the source, and say so in `source: {unknown: …}`"
    problems = control_characters(file, hint, allowed="\f")
    if not file.text.strip():
        problems.append(Problem(Code.SOURCE_EMPTY, file.at(1), "this source has no words"))
    return problems


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What a page or a feed cannot hold. Sources: HTML Standard, 13.2.3.5; XML 1.0, 2.2."""


def control_characters(file: File, hint: str, allowed: str = "") -> list[Problem]:
    """A problem for each character of `file` that no page could show, unless it is `allowed`."""
    return [
        Problem(
            Code.CONTROL_CHARACTER,
            file.place(match.start()),
            f"the control character U+{ord(match[0]):04X} here cannot stand in a web page",
            hint,
        )
        for match in _FORBIDDEN.finditer(file.text)
        if match[0] not in allowed
    ]


def unknown_heading(
    heading: Heading, file: File, lines: Sequence[Span], hits: int = 0, *, has_own: bool = False
) -> Problem:
    """The problem of a heading that the source does not have, with the nearest line.

    `lines` are spans of the file; `has_own` says that the source's headings are its own, and that
    no notes file can declare one.
    """
    from difflib import get_close_matches

    words = {line.of(file.text): line for line in lines}
    near = get_close_matches(heading.title, list(words), 1, 0.7)
    related = tuple(
        Related(file.place(words[line].start, len(line)), "the nearest line", line) for line in near
    )
    message = "the source has no such line"
    if hits:
        message = f"the source has this line {'once' if hits == 1 else f'{hits} times'} only"
    hint = "copy the heading from the source; ## in notes repeats a heading of the source"
    if not hits and any(fold(line).text == fold(heading.title).text for line in words):
        message = "notes.md does not say that this line is a heading"
        hint = f"write {'#' * heading.level} {heading.title} in notes.md"
        if has_own:
            message = "these words of the source are no heading there"
            hint = "put the notes under a heading of the source, or under none"
    return Problem(Code.HEADING_UNKNOWN, heading.place, message, hint, related)
