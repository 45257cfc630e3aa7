"""Sources: somebody else's text, to words and a skeleton. READERS by suffix."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from glossator.model import Block, Heading, Section, Source, Unit
from glossator.problems import Code, Problem, Related
from glossator.project import decoded
from glossator.text import File, Span, fold, heading_id

Reader = Callable[[str, bytes, Sequence[Heading], str], tuple[Source | None, list[Problem]]]
"""Path, bytes, the headings that `notes.md` declares, and how paragraphs are told (or "")."""


def txt(
    path: str, data: bytes, headings: Sequence[Heading], paragraphs: str
) -> tuple[Source | None, list[Problem]]:
    """A plain text: no letter of it is markup.

    Without a blank line, each line is a paragraph; with blank lines, they part the paragraphs and
    line ends inside one are spaces. A line equal to a declared heading is a heading.
    """
    file = decoded(path, data)
    if isinstance(file, Problem):
        return None, [file]
    hint = "take it out of the source, and say so in `source: {unknown: …}`"
    problems = control_characters(file, hint, allowed="\f")
    lines = _lines(file.text)
    if not lines:
        problems.append(Problem(Code.SOURCE_EMPTY, file.at(1), "this source has no words"))
    if problems:
        return None, problems
    gaps = [file.text.count("\n", one.end, two.start) > 1 for one, two in pairwise(lines)]
    is_wrapped = any(gaps) if not paragraphs else paragraphs == "blank"
    declared = _declared(file, lines, headings)
    problems = [problem for problem in declared if isinstance(problem, Problem)]
    levels = {one[0]: one[1].level for one in declared if not isinstance(one, Problem)}
    spans: list[tuple[Span, int]] = []
    for index, line in enumerate(lines):
        level = levels.get(index, 0)
        joins = is_wrapped and index and not gaps[index - 1] and not level and not spans[-1][1]
        if joins:
            spans[-1] = (Span(spans[-1][0].start, line.end), 0)
        else:
            spans.append((line, level))
    blocks, units = _blocks(spans)
    return (
        Source(
            file=file,
            data=data,
            sha256=hashlib.sha256(data).hexdigest(),
            suffix=".txt",
            is_wrapped=is_wrapped,
            blocks=blocks,
            units=units,
            sections=_sections(file, spans),
        ),
        problems,
    )


READERS: Mapping[str, Reader] = {".txt": txt}


def _lines(text: str) -> list[Span]:
    """The lines that are not blank, without white space at their ends."""
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]


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


def _declared(
    file: File, lines: Sequence[Span], headings: Sequence[Heading]
) -> list[tuple[int, Heading] | Problem]:
    """For each heading the index of its line; equal headings count up in the source's order."""
    plain = [fold(line.of(file.text)).text for line in lines]
    found: list[tuple[int, Heading] | Problem] = []
    for heading in headings:
        wanted = fold(heading.title).text
        hits = [index for index, words in enumerate(plain) if words == wanted]
        if len(hits) >= heading.count:
            found.append((hits[heading.count - 1], heading))
        else:
            found.append(unknown_heading(heading, file, lines, len(hits)))
    return found


def unknown_heading(heading: Heading, file: File, lines: Sequence[Span], hits: int = 0) -> Problem:
    """The problem of a heading that the source does not have, with the nearest line."""
    from difflib import get_close_matches

    words = {line.of(file.text): line for line in lines}
    near = get_close_matches(heading.title, list(words), 1, 0.7)
    related = tuple(
        Related(file.place(words[line].start, len(line)), "the nearest line", line) for line in near
    )
    message = "the source has no such line"
    if hits:
        message = f"the source has this line {'once' if hits == 1 else f'{hits} times'} only"
    hint = "copy a whole line of the source; ## in notes says that this line is a heading"
    if not hits and any(fold(line).text == fold(heading.title).text for line in words):
        message = "notes.md does not say that this line is a heading"
        hint = f"write {'#' * heading.level} {heading.title} in notes.md"
    return Problem(Code.HEADING_UNKNOWN, heading.place, message, hint, related)


def _blocks(spans: Sequence[tuple[Span, int]]) -> tuple[tuple[Block, ...], tuple[Unit, ...]]:
    blocks: list[Block] = []
    units: list[Unit] = []
    number = 0
    for span, level in spans:
        number += not level
        tag = f"h{level}" if level else "p"
        name = "" if level else f' id="p{number}"'
        blocks.append(Block(span, 0 if level else number))
        units.append(Unit((f"<{tag}{name}>", span, f"</{tag}>"), span, bool(level)))
    return tuple(blocks), tuple(units)


def _sections(file: File, spans: Sequence[tuple[Span, int]]) -> tuple[Section, ...]:
    heads = [index for index, (_, level) in enumerate(spans) if level]
    end = spans[-1][0].end
    found: list[Section] = []
    if not heads or heads[0] > 0:
        until = heads[0] if heads else len(spans)
        span = Span(spans[0][0].start, spans[until - 1][0].end)
        found.append(Section("start", "", 0, span, range(until)))
    taken = {"start"}
    for index, after in pairwise([*heads, len(spans)]):
        line, level = spans[index]
        peers = (span.start for span, other in spans[index + 1 :] if other and other <= level)
        stop = next(peers, end + 1)
        last = max(span.end for span, _ in spans if span.end <= stop)
        title = line.of(file.text)
        name = heading_id(title, taken)
        found.append(Section(name, title, level, Span(line.start, last), range(index, after)))
    return tuple(found)
