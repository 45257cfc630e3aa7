"""Where the words of a Markdown source stand in its file.

markdown-it-py knows the lines of a block and nothing of columns. Here the raw text of each block
is gone through beside its tokens, before escapes and entities are joined with what is around them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from glossator.commonmark import source_parser
from glossator.markdown import keep_offset
from glossator.model import Run
from glossator.text import File, Span

_SET_APART = ("link", "image", "autolink", "html_inline", "backticks", "footnote_ref",
              "footnote_inline")  # fmt: skip
"""The inline rules whose tokens say less than stands in the file."""


def source_tokens(text: str, *, html: bool) -> list[Token]:
    """The tokens of a Markdown source; inline ones have `meta["runs"]`, as `_runs` gives them."""
    return _parser(html=html).parse(text)


@cache
def _parser(*, html: bool) -> MarkdownIt:
    parser = source_parser(html=html)
    for name in _SET_APART:
        keep_offset(parser, name)
    parser.core.ruler.before("text_join", "origins", _note_origins)
    return parser


def _note_origins(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            token.meta["runs"] = tuple(_runs(token))


def _runs(inline: Token) -> Iterator[tuple[int, int, int, int]]:
    """Each run of words: its offset in the block's words, its length, and both in the raw text."""
    at = words = 0
    ends: list[int] = []
    for child in inline.children or ():
        set_apart = child.meta.get("at", at)
        length = child.meta.get("length", 0)
        match child.type:
            case "text":
                found = inline.content.find(child.content, at)
                at = max(at, found)
                yield words, len(child.content), at, len(child.content)
                at += len(child.content)
                words += len(child.content)
            case "text_special":
                yield words, len(child.content), at, len(child.markup)
                at += len(child.markup)
                words += len(child.content)
            case "code_inline":
                core = child.content.strip()
                plain = inline.content.replace("\n", " ")
                begin = max(set_apart, plain.find(core, set_apart)) if core else set_apart
                first = words + child.content.index(core)
                for row in inline.content[begin : begin + len(core)].split("\n"):
                    yield first, len(row), begin, len(row)
                    first, begin = first + len(row) + 1, begin + len(row) + 1
                words += len(child.content)
                at = set_apart + length
            case "softbreak" | "hardbreak":
                at = max(at, inline.content.find("\n", at))
                yield words, 1, at, 1
                words += 1
                at += 1
            case "link_open":
                at = set_apart + 1
                ends.append(set_apart + length)
            case "link_close":
                at = ends.pop()
            case _ if length:
                at = set_apart + length
            case _:
                at += len(child.markup)


class Origins:
    """Finds the raw text of one block after the other in a file."""

    def __init__(self, file: File, first_line: int) -> None:
        self._file, self._first = file, first_line
        self._starts = list(accumulate((len(line) + 1 for line in file.lines), initial=0))
        self._last = (-1, 0)
        """The line that was looked at last, and how far: the cells of a row share one."""
        self._piped: set[int] = set()
        """The rows of the block in hand in which a backslash stands before each bar."""

    def inline(self, token: Token, words_at: int) -> Iterator[Run]:
        """The runs of an inline token whose words begin at `words_at`."""
        raws = self._raws(token.content.split("\n"), token.map)
        rows = token.content.split("\n")
        offsets = list(accumulate((len(row) + 1 for row in rows), initial=0))
        indents = [len(row) - len(row.lstrip()) for row in rows]
        for begin, length, at, raw_length in token.meta["runs"]:
            row = max(row for row in range(len(raws)) if offsets[row] <= at)
            start = at - offsets[row]
            raw = raws[row] + start - indents[row]
            run = Run(_span(words_at + begin, length), _span(raw, raw_length))
            yield from self._unpiped(run, rows[row], start) if row in self._piped else (run,)

    @staticmethod
    def _unpiped(run: Run, row: str, start: int) -> Iterator[Run]:
        """`run`, which begins at `start` of `row`, parted at the bars that are escaped there."""
        words, raw = run.span.start, run.raw.start + row[:start].count("|")
        for piece in re.split(r"(\|)", row[start : start + len(run.span)]):
            length = 2 if piece == "|" else len(piece)
            if piece:
                yield Run(_span(words, len(piece)), _span(raw, length))
            words, raw = words + len(piece), raw + length

    def code(self, token: Token, words_at: int) -> Iterator[Run]:
        """The runs of a block of code, line by line."""
        rows = token.content.split("\n")
        lines = token.map or [0, 0]
        skipped = [lines[0] + (token.type == "fence"), lines[1]]
        for row, raw in zip(rows, self._raws(rows, skipped), strict=True):
            if core := row.strip():  # what stands before it may be a tab, or half of one
                begin = words_at + row.index(core)
                yield Run(_span(begin, len(core)), _span(raw, len(core)))
            words_at += len(row) + 1

    def _raws(self, rows: Sequence[str], lines: Sequence[int] | None) -> list[int]:
        """Where each row, without white space around it, begins in the file."""
        if not lines:  # a note inside a sentence has no lines of its own
            found = max(0, self._file.text.find("\n".join(rows)))
            return [found + at for at in accumulate((len(one) + 1 for one in rows[:-1]), initial=0)]
        raws = []
        self._piped.clear()
        for number, row in enumerate(rows):
            line = min(self._first + lines[0] + number, len(self._file.lines) - 1)
            begin = self._last[1] if self._last[0] == line else 0
            core, raw = row.strip(), self._file.lines[line]
            if "|" in core and (piped := core.replace("|", "\\|")) in raw[begin:]:
                self._piped.add(number)  # a cell of a table, whose own bars are escaped
                core = piped
            column = max(begin, raw.find(core, begin))
            self._last = (line, column + len(core))
            raws.append(self._starts[line] + column)
        return raws


def _span(start: int, length: int) -> Span:
    return Span(start, start + length)
