"""Sources in Markdown: CommonMark with tables and footnotes; their headings are their sections."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from glossator.commonmark import OPTIONS, without_front_matter
from glossator.markdown import NESTING, plain
from glossator.model import FOOTNOTES, Block, Section, Source, Unit
from glossator.problems import Code, Problem
from glossator.project import decoded
from glossator.read.sections import Head, headings_of, sections
from glossator.read.source import Wish, source_problems
from glossator.text import File, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

    from glossator.read.skeleton import Stretch


def md(path: str, data: bytes, wish: Wish) -> tuple[Source | None, list[Problem]]:
    """A text in Markdown. Its words are those that its HTML shows; markup is skeleton."""
    from glossator.read.origins import Origins, source_tokens
    from glossator.read.skeleton import skeleton

    file = decoded(path, data)
    if isinstance(file, Problem):
        return None, [file]
    problems = source_problems(file)
    text, skipped = without_front_matter(file.text)
    tokens = source_tokens(text, html=wish.html)
    problems += _too_deep(file, tokens, skipped)
    if problems:
        return None, problems
    heads = _dressed(tokens)
    made = skeleton(tokens, OPTIONS, Origins(file, skipped), is_coloured=True)
    words, stretches, runs = made.words, made.stretches, made.runs
    if not words.strip():
        place = file.at(skipped + 1)
        return None, [Problem(Code.SOURCE_EMPTY, place, "this source has no words")]
    body = [one for one in stretches if not one.is_footnote]
    spans = [one.span for one in body]
    parted = sections(spans, {at: heads[id(one.tokens[0])] for at, one in enumerate(body)
                              if id(one.tokens[0]) in heads})  # fmt: skip
    if len(body) < len(stretches):
        span = Span(stretches[len(body)].span.start, stretches[-1].span.end)
        parted = (*parted, Section(FOOTNOTES, "", 0, span, range(len(body), len(stretches))))
    units = [
        Unit(tuple(one.pieces), one.span, id(one.tokens[0]) in heads, tuple(one.apart))
        for one in stretches
    ]
    ids = dict(_ids(stretches))
    return (
        Source(
            file=file,
            text=words,
            data=data,
            sha256=hashlib.sha256(data).hexdigest(),
            suffix=".md",
            form="html" if wish.html else "markdown",
            blocks=tuple(_blocks(stretches)),
            units=tuple(units),
            sections=parted,
            ids=ids,
            runs=runs,
            referrers=tuple(_referrers(ids, len(body), len(stretches))),
            skipped=skipped,
        ),
        list(_surplus(file, tokens, skipped)),
    )


def _referrers(ids: Mapping[str, int], body: int, end: int) -> Iterator[int]:
    """For each footnote the unit of the text that leads to it, perhaps by way of other footnotes.

    What nothing leads to belongs to the text's last unit.
    """
    for note in range(body, end):
        unit, seen = note, set[int]()
        while unit >= body and unit not in seen:
            seen.add(unit)
            unit = ids.get(f"fnref{unit - body + 1}", body - 1)
        yield max(0, min(unit, body - 1))


def _too_deep(file: File, tokens: "Sequence[Token]", skipped: int) -> Iterator[Problem]:
    """Beyond a depth the parser drops words without a word."""
    deep = next((token for token in tokens if token.map and token.level >= NESTING - 1), None)
    if deep and deep.map:
        message = "this is nested more deeply than can be read"
        yield Problem(Code.NESTING_TOO_DEEP, file.at(deep.map[0] + skipped + 1), message)


def _surplus(file: File, tokens: "Sequence[Token]", skipped: int) -> Iterator[Problem]:
    """A warning for each row of a table that has more cells than its head: they are not shown."""
    from markdown_it.rules_block.table import escapedSplit

    columns = 0
    for token in tokens:
        if token.type == "table_open":
            columns = 0
        columns += token.type == "th_open"
        if token.type == "tr_open" and token.map and columns:
            line = token.map[0] + skipped
            row = re.sub(r"^[>\s]*([-*+]\s+|\d+[.)]\s+)?\|?|\|?\s*$", "", file.lines[line])
            if len(escapedSplit(row)) > columns:
                place = file.at(line + 1, 1, len(file.lines[line]))
                message = (
                    "this row of the source has more cells than its table: the last are hidden"
                )
                hint = "say in source: {unknown: …} what they are, if readers should know"
                yield Problem(Code.WORDS_HIDDEN, place, message, hint)


def _dressed(tokens: "Sequence[Token]") -> Mapping[int, Head]:
    """The headings among fresh `tokens`, by the id of the object; all get what a page needs.

    Headings move down by one if there is one of the page's own rank. Blocks of words get an id,
    aligned cells a class, tables a frame that scrolls, code one that takes the focus.
    """
    shift = int(any(token.tag == "h1" for token in tokens))
    found: list[tuple[Token, str, int]] = []
    items: list[Token] = []
    number = 0
    for index, token in enumerate(tokens):
        if token.tag[:1] == "h" and token.tag[1:].isdigit():
            level = min(6, int(token.tag[1:]) + shift)
            token.tag = f"h{level}"
            words = plain(tokens[index + 1]) if token.nesting > 0 else ""
            if words.strip() and not token.level:
                found.append((token, words, level))
        if token.type == "list_item_open":
            items.append(token)
        elif token.type == "list_item_close":
            items.pop()
        _dress(token)
        opening = _opening(tokens, index, items)
        if opening is not None:
            number += 1
            if "id" in opening.attrs:  # the second paragraph of an item that shows none
                opening = tokens[index - 1]
                opening.meta["before"] = f'<span id="p{number}"></span>'
            opening.attrSet("id", f"p{number}")
    heads = headings_of([(words, level) for _, words, level in found])
    for at, (token, _, _) in enumerate(found):
        token.attrSet("id", heads[at].id)
    return {id(token): heads[at] for at, (token, _, _) in enumerate(found)}


def _dress(token: "Token") -> None:
    match token.type:
        case "th_open" | "td_open" if "style" in token.attrs:
            token.attrs = {"class": str(token.attrs["style"]).removeprefix("text-align:")}
        case "table_open":
            label = 'role="group" aria-label="Table" tabindex="0"'
            token.meta["before"] = f'<div class="table" {label}>'
        case "table_close":
            token.meta["after"] = "</div>\n"
        case "fence" | "code_block":
            token.meta["pre"] = ' class="code" tabindex="0"'
        case "footnote_open":
            number = token.meta["id"] + 1
            name = escape(f"fn{number}")
            token.meta["html"] = (
                f'<div class="footnote" role="doc-footnote" id="{name}" data-number="{number}">\n'
            )


def _opening(tokens: "Sequence[Token]", index: int, items: "Sequence[Token]") -> "Token | None":
    """The token whose element holds the words of a block that is no heading."""
    token = tokens[index]
    if token.type in {"fence", "code_block"}:
        return token if token.content.strip() else None
    if token.type != "inline" or not plain(token).strip():
        return None
    before = tokens[index - 1]
    if before.type == "heading_open":
        return None
    return items[-1] if before.hidden and items else before


def _blocks(stretches: "Sequence[Stretch]") -> Iterator[Block]:
    number = 0
    for stretch in stretches:
        for span, is_heading in stretch.blocks:
            number += not is_heading
            yield Block(span, 0 if is_heading else number)


def _ids(stretches: "Sequence[Stretch]") -> Iterator[tuple[str, int]]:
    """Every id of the skeleton, with the index of its stretch."""
    for index, stretch in enumerate(stretches):
        for name in stretch.ids:
            yield name, index
