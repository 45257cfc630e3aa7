"""The proof: the words of the finished pages, held against the sources as received.

The pages' bytes are read by html5lib, which knows nothing of how they were made; what is ours
(`role=note`, links to notes) is taken out; what is left must be the source, character for
character, and nothing else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from glossator.model import Explainer, Page, Site, Source
from glossator.problems import Code, Problem, Related
from glossator.text import File, Place

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OURS = ("note", "doc-noteref")
"""The roles of what stands in the text and is not the source's."""

_BLOCKS = frozenset({"p", "h2", "h3", "h4", "h5", "h6"})


def problems(site: Site, pages: Sequence[Page]) -> list[Problem]:
    """One problem for each explainer whose pages do not hold its source word for word."""
    found: list[Problem] = []
    for explainer in site.explainers:
        mine = [one for one in pages if one.explainer == explainer.slug and one.kind == "explainer"]
        found += _compare(explainer, mine)
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block on a page."""

    words: str
    begins: bool
    """Whether it is the first of its block."""
    ends: bool
    is_heading: bool


@dataclass(slots=True)
class Found:
    """What a page says in place of its source."""

    lines: list[Line] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    """Words that stand in no block."""
    is_there: bool = False


def words_of(content: bytes) -> Found:
    """The blocks of the source's text on a page, without what is ours."""
    import html5lib

    found = Found()
    document = html5lib.parse(content, namespaceHTMLElements=False, transport_encoding="utf-8")
    for element in document.iter():
        if element.get("id") == "text":
            found.is_there = True
            _gather(element, found)
            break
    return found


def _gather(element: "Element", found: Found) -> None:
    if element.text and element.text.strip():
        found.stray.append(element.text.strip())
    for child in element:
        if child.get("role") in _OURS or not isinstance(child.tag, str):
            pass
        elif child.tag in _BLOCKS:
            lines = "".join(_texts(child)).split("\n")
            for index, words in enumerate(lines):
                begins, ends = not index, index == len(lines) - 1
                found.lines.append(Line(words, begins, ends, child.tag != "p"))
        else:
            _gather(child, found)
        if child.tail and child.tail.strip():
            found.stray.append(child.tail.strip())


def _texts(element: "Element") -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.get("role") not in _OURS:
            yield from _texts(child)
        yield child.tail or ""


def _compare(explainer: Explainer, pages: Sequence[Page]) -> Iterator[Problem]:
    source = explainer.source
    found = [words_of(page.content) for page in pages]
    if not any(one.is_there for one in found):
        place = source.file.at(1)
        message = "no page has an element with the id “text”, where the source should stand"
        yield Problem(Code.PROOF_FAILED, place, message, _HINT)
        return
    yield from _differing(source, [line for one in found for line in one.lines])
    for one in found:
        for words in one.stray[:3]:
            message = f"the page has words in the text that are not the source's: “{words[:60]}”"
            yield Problem(Code.PROOF_FAILED, source.file.at(1), message, _HINT)


_HINT = "a template or plug-in changed the text: it may stand around the source, never in it"


@dataclass(frozen=True, slots=True)
class _Received:
    """A line of the source that has words."""

    number: int
    words: str
    begins: bool
    """Whether a paragraph begins with it."""


def _differing(source: Source, lines: Sequence[Line]) -> Iterator[Problem]:
    """The first difference between the received bytes and the `lines` of the pages."""
    text = source.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    file = File(source.file.path, text)
    after_heading = False
    for received, line in zip_longest(_received(file, is_wrapped=source.is_wrapped), lines):
        problem = None
        if received is None:
            problem = _difference(file, len(file.lines), "", line.words)
        elif line is None:
            problem = _difference(file, received.number, received.words.strip(), "")
        else:
            words = received.words.lstrip() if line.begins else received.words
            words = words.rstrip() if line.ends else words
            is_new = line.begins and not (line.is_heading or after_heading)
            if words != line.words:
                problem = _difference(file, received.number, words, line.words)
            elif received.begins and not line.begins:
                problem = _parted(file, received.number, "two paragraphs of the source are one")
            elif is_new and not received.begins:
                problem = _parted(file, received.number, "one paragraph of the source is two")
            after_heading = line.is_heading
        if problem:
            yield problem
            return


def _received(file: File, *, is_wrapped: bool) -> Iterator[_Received]:
    """Each line is a paragraph; or, in a wrapped text, those between blank lines are one."""
    after_blank = True
    for number, words in enumerate(file.lines, 1):
        if words.strip():
            yield _Received(number, words, after_blank or not is_wrapped)
        after_blank = not words.strip()


def _parted(file: File, number: int, message: str) -> Problem:
    return Problem(Code.PROOF_FAILED, file.at(number), f"{message} on the page", _HINT)


def _difference(file: File, number: int, words: str, line: str) -> Problem:
    at = next((n for n, (a, b) in enumerate(zip(words, line, strict=False)) if a != b),
              min(len(words), len(line)))  # fmt: skip
    column = file.lines[number - 1].find(words) + at + 1
    start = max(0, at - 30)
    shown = Related(
        Place(file.path, number, column),
        "the difference (- source, + page)",
        f"- {words[start : at + 30]}\n+ {line[start : at + 30]}",
    )
    message = "the finished page does not hold the source word for word"
    return Problem(Code.PROOF_FAILED, file.at(number, column), message, _HINT, (shown,))
