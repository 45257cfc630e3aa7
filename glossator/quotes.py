"""What an author may mean by the words of a quote, and how a selector is written as one."""

import re
from collections.abc import Iterator

from glossator.commonmark import shown_words
from glossator.model import Quote, Selector, Source


def readings(words: str) -> tuple[Selector, ...]:
    """What a quote may mean, the likelier first: its very words, then with its marks.

    The marks: `[words]` are meant and the rest says which; `…`, `...`, `[…]`, `[...]` leave
    something out; a backslash takes a mark's meaning away.
    """
    literal = Selector((words,))
    marked = _marked(words)
    return (literal, marked) if marked and marked != literal else (literal,)


MARKS = re.compile(
    r"\\(?P<plain>[\[\]…\\]|\.\.\.)|(?P<gap>\[(?:…|\.\.\.)\]|…|\.\.\.)|(?P<edge>[\[\]])"
)


def meanings(quote: Quote, source: Source) -> Iterator[Selector]:
    """What `quote` may mean; of a source in Markdown also as copied with its markup."""
    yield from readings(quote.words)
    if source.form in {"markdown", "html"}:
        shown = shown_words(quote.words)
        if shown not in {"", quote.words}:
            yield from readings(shown)


def _marked(words: str) -> Selector | None:
    """The second reading; None if brackets do not pair."""
    parts = [[""]]  # before, inside and after the brackets; each a list, parted by omissions
    at, edges = 0, ""
    for mark in MARKS.finditer(words):
        parts[-1][-1] += words[at : mark.start()]
        at = mark.end()
        if mark["plain"]:
            parts[-1][-1] += mark["plain"]
        elif mark["gap"]:
            parts[-1].append("")
        else:
            edges += mark["edge"]
            parts.append([""])
    parts[-1][-1] += words[at:]
    if edges not in {"", "[]"}:
        return None
    before, inside, after = parts if edges else ([""], parts[0], [""])
    exact = tuple(part.strip() for part in inside if part.strip())
    if not exact or len(before) > 1 or len(after) > 1:
        return None
    # A space inside a bracket is a space all the same: "the [NATO ]path".
    opening = " " if inside[0][:1].isspace() and edges else ""
    closing = " " if inside[-1][-1:].isspace() and edges else ""
    return Selector(exact, before[0] + opening, closing + after[0])


def written(selector: Selector) -> str:
    """`selector` as an author would write it after `> `."""
    marks = re.compile(r"([\[\]…\\]|\.\.\.)")

    def plain(words: str) -> str:
        return marks.sub(r"\\\1", words.replace("\n", " "))

    exact = " … ".join(plain(part) for part in selector.exact)
    if not (selector.prefix or selector.suffix):
        return exact
    return f"{plain(selector.prefix)}[{exact}]{plain(selector.suffix)}"
