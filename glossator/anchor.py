"""From a selector to a passage, and back.

`candidates` and `describe` are inverse functions. Nothing is ever placed by likeness: what is only
nearly right is a problem that shows the nearest passage.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from glossator.markdown import shown_words
from glossator.model import Quote, Selector, Source
from glossator.problems import Code, Problem, Related, differing
from glossator.text import Span, fold, occurrences

ENOUGH_LIKENESS = 0.80
"""From here on the nearest passage is worth showing: one letter changed in a quote of the NATO text
scores 0.93 and more, no wrong place above 0.69."""


def readings(words: str) -> tuple[Selector, ...]:
    """What a quote may mean, the likelier first: its very words, then with its marks.

    The marks: `[words]` are meant and the rest says which; `…`, `...`, `[…]`, `[...]` leave
    something out; a backslash takes a mark's meaning away.
    """
    literal = Selector((words,))
    marked = _marked(words)
    return (literal, marked) if marked and marked != literal else (literal,)


_MARKS = re.compile(
    r"\\(?P<plain>[\[\]…\\]|\.\.\.)|(?P<gap>\[(?:…|\.\.\.)\]|…|\.\.\.)|(?P<edge>[\[\]])"
)


def _marked(words: str) -> Selector | None:
    """The second reading; None if brackets do not pair."""
    parts = [[""]]  # before, inside and after the brackets; each a list, parted by omissions
    at, edges = 0, ""
    for mark in _MARKS.finditer(words):
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


def candidates(selector: Selector, source: Source, scope: Span | None = None) -> list[Span]:
    """Every span that fits all that `selector` says, in reading order.

    Offsets are code points of `source.text`. Typography and white space are folded, words are not.
    A hit begins and ends at word boundaries (UAX #29) and lies inside `scope`, if one is given; a
    part after an omission goes to its nearest following place in the same section. Empty if
    nothing fits. Never approximate. Source: W3C Web Annotation Data Model, Text Quote Selector.
    """
    return list(_hits(selector, source, scope, at_words=True))


def _hits(
    selector: Selector, source: Source, scope: Span | None, *, at_words: bool
) -> Iterator[Span]:
    first, *others = selector.exact
    whole = scope or Span(0, len(source.text))
    if not others:
        yield from _places(
            first, selector.prefix, selector.suffix, source, whole, at_words=at_words
        )
        return
    suffixes = [""] * (len(others) - 1) + [selector.suffix]
    following = [
        sorted(_places(part, "", suffix, source, whole, at_words=at_words))
        for part, suffix in zip(others, suffixes, strict=True)
    ]
    for span in _places(first, selector.prefix, "", source, whole, at_words=at_words):
        limit = source.section_at(span.start).span.cut(whole)
        end = span.end
        for places in following:
            at = bisect_left(places, Span(end, end))
            if at == len(places):
                return  # what comes later has even less before it
            end = places[at].end
        if Span(span.start, end) in limit:
            yield Span(span.start, end)


def _places(
    exact: str,
    prefix: str,
    suffix: str,
    source: Source,
    scope: Span,
    *,
    at_words: bool,
) -> Iterator[Span]:
    """Where `exact` stands in `scope`, directly between `prefix` and `suffix`.

    Those two may stand outside: no more of the text is searched than may hold all three.
    """
    before, words, behind = (fold(part).text for part in (prefix, exact, suffix))
    before, behind = before.lstrip(), behind.rstrip()
    if not (before or behind):
        words = words.strip()
    folded = source.folded
    edges = source.boundaries
    begin = max(0, bisect_left(folded.starts, scope.start) - len(before))
    stop = bisect_right(folded.ends, scope.end) + len(behind)
    for start, end in occurrences(before + words + behind, folded, begin, stop):
        span = folded.span(start + len(before), end - len(behind))
        whole = folded.span(start, end)
        if span is None or whole is None:
            continue
        if not at_words or {span.start, span.end, whole.start, whole.end} <= edges:
            yield span


def describe(span: Span, source: Source) -> Selector:
    """The selector that means `span` and nothing else; the inverse of `candidates`.

    For every span that `snapped` leaves as it is. Words before and after are added only as far as
    they are needed.
    """
    left, right, reach = span.start, span.end, 0
    while True:
        prefix = source.text[left : span.start].lstrip()
        suffix = source.text[span.end : right].rstrip()
        selector = Selector((span.of(source.text),), prefix, suffix)
        if candidates(selector, source) == [span] or (left, right) == (0, len(source.text)):
            return selector
        reach = reach * 2 or 12
        left = max(0, span.start - reach)
        while not _is_edge(left, source):
            left -= 1
        right = min(len(source.text), span.end + reach)
        while not _is_edge(right, source):
            right += 1


def _is_edge(at: int, source: Source) -> bool:
    """Whether a word may begin or end at `at`, and no character folded from several is cut there.

    Both ends of the text are edges.
    """
    ends = source.folded.ends
    index = bisect_left(ends, at)
    is_end = index < len(ends) and ends[index] == at
    return at in source.boundaries and (is_end or at in {0, len(source.text)})


def snapped(span: Span, source: Source) -> Span | None:
    """The smallest span around `span` that a quote can say: whole words, no space at its ends.

    None if it holds no words.
    """
    edges, folded = source.boundaries, source.folded
    first = bisect_right(folded.ends, span.start)
    last = bisect_left(folded.starts, span.end) - 1
    while first <= last and folded.text[first] == " ":
        first += 1
    while first <= last and folded.text[last] == " ":
        last -= 1
    if first > last:
        return None
    while first > 0 and (
        folded.starts[first] not in edges or folded.starts[first] == folded.starts[first - 1]
    ):
        first -= 1
    while last + 1 < len(folded.text) and (
        folded.ends[last] not in edges or folded.ends[last] == folded.ends[last + 1]
    ):
        last += 1
    found = Span(folded.starts[first], folded.ends[last])
    return found if found.of(source.text).strip() == found.of(source.text) else None


def _readings(quote: Quote, source: Source) -> Iterator[Selector]:
    """What `quote` may mean; of a source in Markdown also as copied with its markup."""
    yield from readings(quote.words)
    if source.form in {"markdown", "html"}:
        shown = shown_words(quote.words)
        if shown not in {"", quote.words}:
            yield from readings(shown)


def passage(quote: Quote, source: Source, scope: Span | None) -> Span | Problem:
    """The one place that `quote` means, or why there is none."""
    for selector in _readings(quote, source):
        hits = candidates(selector, source, scope)
        if quote.nth and len(hits) >= quote.nth:
            return hits[quote.nth - 1]
        if len(hits) == 1 and not quote.nth:
            return hits[0]
        if hits:
            return _ambiguous(quote, hits, source)
    return _not_found(quote, source, scope)


def _ambiguous(quote: Quote, hits: Sequence[Span], source: Source) -> Problem:
    related = tuple(_related(source, hit, f"place {n}") for n, hit in enumerate(hits[:8], 1))
    if quote.nth:
        message = (
            f"these words stand here {_times(len(hits))} only, so there is no number {quote.nth}"
        )
        hint = f"write nth=1 to nth={len(hits)}"
    else:
        message = f"these words stand in the source {_times(len(hits))}"
        hint = f"add words around them, for example: > {written(describe(hits[0], source))}"
    return Problem(Code.QUOTE_AMBIGUOUS, quote.place, message, hint, related)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _related(source: Source, span: Span, message: str) -> Related:
    """The passage in some words of its surroundings."""
    line = source.place(span.start)
    text = source.text
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - 40)
    newline = text.find("\n", span.end)
    end = min(newline if newline >= 0 else len(text), span.end + 40)
    words = f"{text[start : span.start]}[{span.of(text)}]{text[span.end : end]}".replace("\n", " ")
    before = "…" if text[start - 1 : start] not in {"", "\n"} else ""
    after = "…" if text[end : end + 1] not in {"", "\n"} else ""
    return Related(line, message, f"{before}{words}{after}")


def _not_found(quote: Quote, source: Source, scope: Span | None) -> Problem:
    for selector in _readings(quote, source):
        cut = next(_hits(selector, source, scope, at_words=False), None)
        if cut:
            whole = snapped(cut, source) or cut
            return Problem(
                Code.QUOTE_INSIDE_WORD,
                quote.place,
                "this quote begins or ends inside a word of the source",
                f"quote whole words: “{whole.of(source.text)}”",
                (_related(source, whole, "the place"),),
            )
    for selector in _readings(quote, source):
        elsewhere = candidates(selector, source)
        if elsewhere:
            section = source.section_at(elsewhere[0].start)
            where = (
                f"put it under ## {section.title}" if section.title else "put it above any heading"
            )
            return Problem(
                Code.QUOTE_NOT_FOUND,
                quote.place,
                "these words are not in this section of the source",
                where,
                (_related(source, elsewhere[0], "but they are here"),),
            )
    return _nearest(quote, source, scope)


def _nearest(quote: Quote, source: Source, scope: Span | None) -> Problem:
    """The problem of words that the source does not have, with the likest passage."""
    from rapidfuzz import fuzz

    message = "these words are not in the source"
    hint = "copy the words from the source, or shorten the quote"
    if _MARKS.search(quote.words):
        hint = "copy the words; [ ] may stand once, round the words meant, and … only inside it"
    wanted, folded = fold(quote.words), source.folded
    found = fuzz.partial_ratio_alignment(wanted.text, folded.text)
    if not found or found.src_end <= found.src_start:
        return Problem(Code.QUOTE_NOT_FOUND, quote.place, message, hint)
    start, end = found.dest_start, found.dest_end
    span = snapped(Span(folded.starts[start], folded.ends[max(start, end - 1)]), source)
    span = _trimmed(span, quote.words, source) if span else None
    words = span.of(source.text) if span else ""
    likeness = fuzz.ratio(wanted.text, fold(words).text) / 100
    if span is None or likeness < ENOUGH_LIKENESS:
        return Problem(Code.QUOTE_NOT_FOUND, quote.place, message, hint)
    if scope and span not in scope:
        hint += "; mind the section"
    near = f"the nearest passage ({int(likeness * 100)}% alike)"
    related = Related(source.place(span.start), near, f"“{' '.join(words.split())}”")
    carets = []
    for wrong in differing(wanted.text, fold(words).text):
        raw = wanted.span(wrong.start, min(wrong.end, len(wanted.text)))
        if raw and raw.end <= quote.place.length:
            offset = quote.place.column - 1
            carets.append(Span(offset + raw.start, offset + raw.end))
    return Problem(Code.QUOTE_NOT_FOUND, quote.place, message, hint, (related,), tuple(carets))


def _trimmed(span: Span, words: str, source: Source) -> Span:
    """`span` without punctuation at an end where `words` have none."""
    found = span.of(source.text)
    start, end = 0, len(found)
    while words[:1].isalnum() and start < end and not found[start].isalnum():
        start += 1
    while words[-1:].isalnum() and start < end and not found[end - 1].isalnum():
        end -= 1
    return Span(span.start + start, span.start + end) if start < end else span
