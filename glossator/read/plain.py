"""Plain texts: no letter of them is markup; `notes.md` says which lines are headings."""

import hashlib
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from glossator.model import Block, Heading, Source, Unit
from glossator.problems import Problem
from glossator.project import decoded
from glossator.read.sections import headings_of, sections
from glossator.read.source import Wish, source_problems, unknown_heading
from glossator.text import File, Span, fold


def txt(path: str, data: bytes, wish: Wish) -> tuple[Source | None, list[Problem]]:
    """A plain text: no letter of it is markup.

    Without a blank line, each line is a paragraph; with blank lines, they part the paragraphs and
    line ends inside one are spaces. A line equal to a declared heading is a heading.
    """
    file = decoded(path, data)
    if isinstance(file, Problem):
        return None, [file]
    problems = source_problems(file)
    if problems:
        return None, problems
    lines = _lines(file.text)
    gaps = [file.text.count("\n", one.end, two.start) > 1 for one, two in pairwise(lines)]
    is_wrapped = any(gaps) if not wish.paragraphs else wish.paragraphs == "blank"
    declared = _declared(file, lines, wish.headings)
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
    return plain_source(file, data, ".txt", "wrapped" if is_wrapped else "lines", spans), problems


def plain_source(
    file: File,
    data: bytes,
    suffix: str,
    form: Literal["lines", "wrapped"],
    spans: Sequence[tuple[Span, int]],
) -> Source:
    """A source whose words are the file's own: paragraphs, and headings with their level (2 to 6).

    The level of a paragraph is 0.
    """
    blocks: list[Block] = []
    units: list[Unit] = []
    ids: dict[str, int] = {}
    heads = headings_of([(span.of(file.text), level) for span, level in spans])
    number = 0
    for index, (span, level) in enumerate(spans):
        number += not level
        tag = f"h{level}" if level else "p"
        name = heads[index].id if level else f"p{number}"
        ids[name] = index
        blocks.append(Block(span, 0 if level else number))
        units.append(Unit((f'<{tag} id="{name}">', span, f"</{tag}>"), span, bool(level)))
    return Source(
        file=file,
        text=file.text,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        suffix=suffix,
        form=form,
        blocks=tuple(blocks),
        units=tuple(units),
        sections=sections([span for span, _ in spans], heads),
        ids=ids,
    )


def _lines(text: str) -> list[Span]:
    """The lines that are not blank, without white space at their ends."""
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]


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
