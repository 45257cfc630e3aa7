"""The proof: the words of the finished pages, held against the sources as received.

The pages' bytes are read by html5lib, which knows nothing of how they were made; what is ours
(`role=note`, links to notes) is taken out; what is left must be the source, character for
character, and nothing else. What the source says is read from its bytes: line by line of a plain
text; of Markdown from the HTML that markdown-it-py makes of it when nobody else has a hand in it.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from glossator.model import Explainer, Page, Site, Source
from glossator.pages.head import path_of
from glossator.problems import Code, Problem, Related
from glossator.text import File, Place

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SIGNS = {
    "noteref": re.compile(r"\d*"),
    "footnote-ref": re.compile(r"\[\d+(:\d+)?\]"),
    "footnote-backref": re.compile("\u21a9\ufe0e"),
    "footnote-back": re.compile("\u21a9\ufe0e"),
}
"""What leads to notes, ours or the source's own, and back, by its class: signs, and no words."""

_BLOCKS = frozenset(
    ("p", "h", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody",
     "tfoot", "caption", "tr", "th", "td", "hr", "figure", "figcaption", "body", "article",
     "section", "div", "address", "aside", "center", "details", "summary", "fieldset", "footer",
     "form", "header", "main", "nav")
)  # fmt: skip
"""Elements that end a run of words; `h` is any heading."""

_ANY = ("body", "article", "section", "div")
"""Elements that say nothing of the words in them."""


def problems(site: Site, pages: Sequence[Page]) -> list[Problem]:
    """One problem for each explainer whose pages do not hold its source word for word."""
    by_path = {page.path: page for page in pages}
    found: list[Problem] = []
    for explainer in site.explainers:
        addresses = [part.address_in(explainer.address) for part in explainer.source.parts]
        mine = [by_path[path] for path in map(path_of, addresses) if path in by_path]
        found += _compare(explainer, mine)
    return found


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together in one block of a page."""

    words: str
    kind: str
    """The element, such as `p`, `li`, `pre`; `h` for any heading; empty for one of `_ANY`."""
    footnote: int = 0
    """The number of the footnote it is in."""


@dataclass(slots=True)
class Found:
    """What a page says in place of its source."""

    runs: list[Run] = field(default_factory=list)
    is_there: bool = False


def words_of(content: bytes, notes: Container[str] | None = None) -> Found:
    """The source's text, block by block.

    Of a page it is what stands in the element with the id `text`, without the annotations, which
    have the ids `notes`. Without these it is all of a document.
    """
    import html5lib

    found = Found()
    document = html5lib.parse(content, namespaceHTMLElements=False, transport_encoding="utf-8")
    for element in document.iter():
        if element.tag == "body" if notes is None else element.get("id") == "text":
            found.is_there = True
            _Gathering(found, notes or ()).gather(element)
            break
    return found


class _Gathering:
    """Goes through an element, block by block."""

    def __init__(self, found: Found, notes: Container[str]) -> None:
        self._found, self._notes = found, notes
        self._words: list[str] = []
        self._footnote = 0

    def gather(self, element: "Element") -> None:
        """All runs in it."""
        kind = _kind(element)
        outside = self._footnote
        self._footnote = _footnote(element) or outside
        self._words.append(element.text or "")
        for child in element:
            is_block = isinstance(child.tag, str) and _kind(child) in _BLOCKS
            if is_block:
                self._end(kind)
            if is_block and not self._is_note(child):
                self.gather(child)
            elif not is_block:
                self._words += _texts(child)
            self._words.append(child.tail or "")
        self._end(kind)
        self._footnote = outside

    def _is_note(self, element: "Element") -> bool:
        """Whether this is an annotation of ours, each of which stands in an element of its own."""
        return element.get("role") == "note" and element.get("id") in self._notes

    def _end(self, kind: str) -> None:
        words = "".join(self._words)
        self._words.clear()
        if words.strip():
            is_any = kind in _ANY
            run = Run(words.strip() if is_any else words, "" if is_any else kind, self._footnote)
            self._found.runs.append(run)


def _footnote(element: "Element") -> int:
    """The number of the footnote that `element` is, or 0."""
    name = element.get("id") or ""
    is_one = element.get("role") == "doc-footnote" or "footnote-item" in (
        element.get("class") or ""
    )
    return int(name.removeprefix("fn")) if is_one and name.removeprefix("fn").isdigit() else 0


def _kind(element: "Element") -> str:
    tag = str(element.tag)
    return "h" if tag[:1] == "h" and tag[1:].isdigit() else tag


def _texts(element: "Element") -> Iterator[str]:
    """The words in an element that is no block; a picture's are those that stand in for it."""
    waiting: list[str | Element] = [element]
    while waiting:  # as deep as one likes
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        if not isinstance(one.tag, str) or _is_sign(one):
            continue
        if one.tag == "img":
            yield f"\ufffc{one.get('alt') or ''}"
        yield one.text or ""
        for child in reversed(one):
            waiting += (child.tail or "", child)


def _is_sign(element: "Element") -> bool:
    """Whether it only leads to a note, or back; and says no more than such a thing does."""
    classes = (element.get("class") or "").split()
    signs = [_SIGNS[name] for name in classes if name in _SIGNS]
    if "noteref" in classes and element.get("role") != "doc-noteref":
        return False
    return bool(signs) and signs[0].fullmatch("".join(element.itertext())) is not None


def _compare(explainer: Explainer, pages: Sequence[Page]) -> Iterator[Problem]:
    source = explainer.source
    notes = frozenset(f"note-{one.id}" for one in explainer.annotations)
    try:
        found = [words_of(page.content, notes) for page in pages]
    except RecursionError:
        message = "this source is nested more deeply than can be read"
        yield Problem(Code.NESTING_TOO_DEEP, source.file.at(1), message, "take HTML out, or quotes")
        return
    if len(found) < len(source.parts) or not all(one.is_there for one in found):
        place = source.file.at(1)
        message = "no page has an element with the id “text”, where the source should stand"
        yield Problem(Code.PROOF_FAILED, place, message, _HINT)
        return
    # A footnote stands on the page that refers to it first; the text has them all at its end.
    runs = sorted((run for one in found for run in one.runs), key=lambda run: run.footnote)
    if source.form in {"markdown", "html"}:
        yield from _differing_runs(source, runs)
        return
    stray = [run for run in runs if run.kind not in {"p", "h"}]
    yield from _differing_lines(source, [run for run in runs if run.kind in {"p", "h"}])
    for run in stray[:3]:
        message = f"the page has words in the text that are not the source's: “{run.words[:60]}”"
        yield Problem(Code.PROOF_FAILED, source.file.at(1), message, _HINT)


_HINT = "a template or plug-in changed the text: it may stand around the source, never in it"


def _differing_runs(source: Source, runs: Sequence[Run]) -> Iterator[Problem]:
    """The first difference between what markdown-it-py makes of the source and the `runs`."""
    from glossator.commonmark import source_parser, without_front_matter

    text = source.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    html = source_parser(html=source.form == "html").render(without_front_matter(text)[0])
    wanted = words_of(html.encode())
    at = 0
    for received, run in zip_longest(wanted.runs, runs):
        words, shown = received.words if received else "", run.words if run else ""
        begin = max(0, source.text.find(words, at)) if words else max(0, len(source.text) - 1)
        if words == shown and received and run:
            at = begin
            if received.kind == run.kind:
                continue
            message = f"what is “{received.kind}” in the source is “{run.kind}” on the page"
            yield Problem(Code.PROOF_FAILED, source.place(begin), message, _HINT)
            return
        differs = _first_difference(words, shown)
        place = source.place(min(begin + differs, max(0, len(source.text) - 1)))
        yield _difference(source.file, place, words, shown, differs)
        return


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a block on a page."""

    words: str
    begins: bool
    """Whether it is the first of its block."""
    ends: bool
    is_heading: bool


def _lines(runs: Sequence[Run]) -> Iterator[_Line]:
    for run in runs:
        rows = run.words.split("\n")
        for index, words in enumerate(rows):
            yield _Line(words, not index, index == len(rows) - 1, run.kind == "h")


@dataclass(frozen=True, slots=True)
class _Received:
    """A line of the source that has words."""

    number: int
    words: str
    begins: bool
    """Whether a paragraph begins with it."""


def _differing_lines(source: Source, runs: Sequence[Run]) -> Iterator[Problem]:
    """The first difference between the received bytes of a plain text and the `runs`."""
    text = source.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    file = File(source.file.path, text)
    after_heading = False
    is_wrapped = source.form == "wrapped"
    for received, line in zip_longest(_received(file, is_wrapped=is_wrapped), _lines(runs)):
        problem = None
        if received is None:
            problem = _differing(file, len(file.lines), "", line.words)
        elif line is None:
            problem = _differing(file, received.number, received.words.strip(), "")
        else:
            words = received.words.lstrip() if line.begins else received.words
            words = words.rstrip() if line.ends else words
            is_new = line.begins and not (line.is_heading or after_heading)
            if words != line.words:
                problem = _differing(file, received.number, words, line.words)
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


def _differing(file: File, number: int, words: str, line: str) -> Problem:
    at = _first_difference(words, line)
    place = file.at(number, file.lines[number - 1].find(words) + at + 1)
    return _difference(file, place, words, line, at)


def _first_difference(words: str, line: str) -> int:
    pairs = enumerate(zip(words, line, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(words), len(line)))


def _difference(file: File, place: Place, words: str, line: str, at: int) -> Problem:
    start = max(0, at - 30)
    shown = Related(
        Place(file.path, place.line, place.column),
        "the difference (- source, + page)",
        f"- {words[start : at + 30]}\n+ {line[start : at + 30]}",
    )
    message = "the finished page does not hold the source word for word"
    return Problem(Code.PROOF_FAILED, place, message, _HINT, (shown,))
