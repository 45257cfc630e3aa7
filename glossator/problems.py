"""What an author can put right, as values, and the ways to print one.

A problem is never raised: every stage hands back what it made and what was wrong. Exceptions are
for our own mistakes.
"""

import html
import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum

from wcwidth import wcwidth

from glossator.text import Place, Span


class Code(StrEnum):
    """The name of a mistake; each has a section in docs/problems.md."""

    ADDRESS_TWICE = "address-twice"
    ALT_MISSING = "alt-missing"
    ATTRIBUTE_MALFORMED = "attribute-malformed"
    ATTRIBUTE_UNKNOWN = "attribute-unknown"
    CONTROL_CHARACTER = "control-character"
    DATES_CONTRADICT = "dates-contradict"
    DATE_MISSING = "date-missing"
    EVENT_UNDATED = "event-undated"
    FENCE_UNCLOSED = "fence-unclosed"
    FIGURE_MALFORMED = "figure-malformed"
    FIGURE_MISPLACED = "figure-misplaced"
    FILE_EXISTS = "file-exists"
    FILE_MISNAMED = "file-misnamed"
    FILE_NOT_UTF8 = "file-not-utf8"
    FILE_UNREADABLE = "file-unreadable"
    FILE_UNUSED = "file-unused"
    FOLDER_FOREIGN = "folder-foreign"
    FORM_CLAIMED_TWICE = "form-claimed-twice"
    FRAGMENT_BROKEN = "fragment-broken"
    FRONT_MATTER_MALFORMED = "front-matter-malformed"
    FRONT_MATTER_TYPE = "front-matter-type"
    FRONT_MATTER_UNKNOWN = "front-matter-unknown"
    HEADINGS_MISSING = "headings-missing"
    HEADING_UNKNOWN = "heading-unknown"
    ID_MADE = "id-made"
    ID_TWICE = "id-twice"
    KEY_MISSING = "key-missing"
    KIND_UNKNOWN = "kind-unknown"
    LANGUAGE_UNKNOWN = "language-unknown"
    LAYER_UNUSED = "layer-unused"
    LINK_BROKEN = "link-broken"
    LINK_UNSAFE = "link-unsafe"
    MARK_UNREAD = "mark-unread"
    NAME_RESERVED = "name-reserved"
    NAME_UNUSABLE = "name-unusable"
    NESTING_TOO_DEEP = "nesting-too-deep"
    NO_BASE_URL = "no-base-url"
    NOT_A_PICTURE = "not-a-picture"
    NOTE_EMPTY = "note-empty"
    NOTE_STRAY = "note-stray"
    PERSON_UNKNOWN = "person-unknown"
    PICTURE_MISSING = "picture-missing"
    PROOF_FAILED = "proof-failed"
    QUOTE_AMBIGUOUS = "quote-ambiguous"
    QUOTE_EMPTY = "quote-empty"
    QUOTE_INSIDE_WORD = "quote-inside-word"
    QUOTE_NOT_FOUND = "quote-not-found"
    RAW_HTML = "raw-html"
    SETTINGS_MALFORMED = "settings-malformed"
    SETTINGS_TWICE = "settings-twice"
    SETTINGS_TYPE = "settings-type"
    SETTINGS_UNKNOWN = "settings-unknown"
    SITE_UNWRITABLE = "site-unwritable"
    SOURCE_CHANGED = "source-changed"
    SOURCE_EMPTY = "source-empty"
    SOURCE_LINK_BROKEN = "source-link-broken"
    SOURCE_MISSING = "source-missing"
    TEMPLATE_ERROR = "template-error"
    TERM_EMPTY = "term-empty"
    TERM_UNKNOWN = "term-unknown"
    TERM_UNUSED = "term-unused"
    WORDS_MISSING = "words-missing"
    WORK_EXPECTED = "work-expected"
    WORK_MALFORMED = "work-malformed"
    WORK_REQUIRED = "work-required"
    WORK_UNKNOWN = "work-unknown"
    WORK_UNUSED = "work-unused"


WARNINGS = frozenset(
    {
        Code.DATES_CONTRADICT,
        Code.EVENT_UNDATED,
        Code.FILE_UNUSED,
        Code.ID_MADE,
        Code.LAYER_UNUSED,
        Code.MARK_UNREAD,
        Code.NO_BASE_URL,
        Code.SOURCE_LINK_BROKEN,
        Code.TERM_EMPTY,
        Code.TERM_UNUSED,
        Code.WORDS_MISSING,
        Code.WORK_EXPECTED,
        Code.WORK_UNUSED,
    }
)
"""The codes that do not fail a build."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that helps to understand a problem."""

    place: Place
    message: str
    quote: str = ""
    """Words from there, shown below the message."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: what, where, and what to do about it."""

    code: str
    """A `Code`, or the name that a site gives to a rule of its own."""
    place: Place
    message: str
    """One line, lower case, no full stop, in the author's terms."""
    hint: str = ""
    related: tuple[Related, ...] = ()
    carets: tuple[Span, ...] = field(default=())
    """What to underline on the line, from 0; by default the place itself."""
    is_mild: bool = False
    """Whether a site's own rule only warns; ours stand in `WARNINGS`."""

    @property
    def is_error(self) -> bool:
        """Whether it stops the site from being written."""
        return not self.is_mild and self.code not in WARNINGS


_SHOWN = 12
"""How many names a hint lists at most."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of `known`, or else all of them."""
    choices = sorted(set(known))
    near = get_close_matches(word.casefold(), [choice.casefold() for choice in choices], 1, 0.6)
    if near:
        return f"did you mean “{next(c for c in choices if c.casefold() == near[0])}”?"
    if not choices:
        return "there is nothing of that sort yet"
    shown = ", ".join(choices[:_SHOWN]) + (", …" if len(choices) > _SHOWN else "")
    return f"known are: {shown}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Without repetitions, by file, line and column."""
    return tuple(
        sorted(set(problems), key=lambda problem: (problem.place, problem.code, problem.message))
    )


def count(problems: Sequence[Problem]) -> str:
    """Such as “2 errors, 1 warning”."""
    errors = sum(problem.is_error for problem in problems)
    numbers = ((errors, "error"), (len(problems) - errors, "warning"))
    return ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for n, name in numbers if n)


def differing(ours: str, theirs: str) -> tuple[Span, ...]:
    """The spans of `ours` to underline because they are not in `theirs`, whole words each."""
    spans: list[Span] = []
    for tag, start, end, _, _ in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        while start > 0 and ours[start - 1].isalnum():
            start -= 1  # noqa: PLW2901  (the span grows to the word's edges)
        while end < len(ours) and ours[end].isalnum():
            end += 1  # noqa: PLW2901
        if spans and start <= spans[-1].end:
            start = spans.pop().start  # noqa: PLW2901
        spans.append(Span(start, max(end, start + 1)))
    return tuple(spans)


_RED, _YELLOW, _BOLD, _DIM, _PLAIN = "\033[31m", "\033[33m", "\033[1m", "\033[2m", "\033[0m"


def as_text(problem: Problem, *, colour: bool = False) -> str:
    """The problem as an author reads it in a terminal: first line, code frame, places, hint."""

    def paint(code: str, words: str) -> str:
        return f"{code}{words}{_PLAIN}" if colour else words

    place = problem.place
    severity = paint(_RED, "error") if problem.is_error else paint(_YELLOW, "warning")
    code = paint(_DIM, f"[{problem.code}]")
    message = _printable(problem.message)
    lines = [f"{paint(_BOLD, _where(place))}: {severity}: {message} {code}"]
    carets = problem.carets or (Span(place.column - 1, place.column - 1 + place.length),)
    if place.text.strip():
        shown, under = frame(place.text, carets)
        number = str(place.line)
        blank = " " * len(number)
        lines += [
            paint(_DIM, f"{blank} |"),
            f"{paint(_DIM, f'{number} |')} {shown}",
            f"{paint(_DIM, f'{blank} |')} {paint(_RED, under)}",
        ]
    for other in problem.related:
        lines.append(f"  {_where(other.place)}: {_printable(other.message)}")
        lines += [f"    {_printable(line)}" for line in other.quote.split("\n") if other.quote]
    if problem.hint:
        lines.append(f"  {paint(_BOLD, 'hint')}: {_printable(problem.hint)}")
    return "\n".join(lines)


def frame(line: str, carets: Sequence[Span], width: int = 100) -> tuple[str, str]:
    """`line` through a window of `width` columns, and the carets that belong under it.

    Carets stand under characters as displayed: a wide character gets two, a combining one none.
    """
    shown = _printable(line)
    first = min((caret.start for caret in carets), default=0)
    last = max((caret.end for caret in carets), default=0)
    start = 0
    if _columns(shown) > width and last > width - 10:
        start = max(0, min(first - 20, len(shown) - width))
    end = min(len(shown), start + width)
    before, after = ("…" if start else ""), ("…" if end < len(shown) else "")
    under = " " * len(before)
    for at in range(start, max(end, min(last, start + width))):
        columns = _columns(shown[at]) if at < len(shown) else 1
        marked = any(caret.start <= at < caret.end for caret in carets)
        under += ("^" if marked else " ") * columns
    if "^" not in under:  # under a character without width
        under = " " * (len(before) + _columns(shown[start:first])) + "^"
    return f"{before}{shown[start:end]}{after}", under.rstrip()


def _columns(words: str) -> int:
    return sum(max(0, wcwidth(character)) for character in words)


_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn the order of those that follow."""


def _printable(line: str) -> str:
    """`line` with what would disturb a terminal replaced, one character for one."""
    return "".join(
        " "
        if character == "\t"
        else "\ufffd"
        if unicodedata.category(character) in {"Cc", "Zl", "Zp"} or character in _TURNS
        else character
        for character in line
    )


def _where(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}"


def as_github(problem: Problem) -> str:
    """A workflow command, so that GitHub shows the problem at its line."""

    def escaped(words: str) -> str:
        return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(words: str) -> str:
        return escaped(words).replace(":", "%3A").replace(",", "%2C")

    place = problem.place
    severity = "error" if problem.is_error else "warning"
    details = [problem.message]
    details += [f"{_where(other.place)}: {other.message}" for other in problem.related]
    if problem.hint:
        details.append(f"hint: {problem.hint}")
    return (
        f"::{severity} file={value(place.file)},line={place.line},col={place.column},"
        f"title={value(problem.code)}::{escaped(chr(10).join(details))}"
    )


def as_json(problem: Problem) -> str:
    """One line of JSON."""

    def where(place: Place) -> dict[str, str | int]:
        return {"file": place.file, "line": place.line, "column": place.column}

    return json.dumps(
        {
            "code": problem.code,
            "severity": "error" if problem.is_error else "warning",
            **where(problem.place),
            "length": problem.place.length,
            "text": problem.place.text,
            "message": problem.message,
            "hint": problem.hint,
            "related": [
                {**where(other.place), "message": other.message, "quote": other.quote}
                for other in problem.related
            ],
        },
        ensure_ascii=False,
    )


def as_panel(problems: Sequence[Problem]) -> str:
    """The same as HTML for the preview; empty without problems."""
    if not problems:
        return ""
    items = "".join(f"<li><pre>{html.escape(as_text(problem))}</pre></li>" for problem in problems)
    return (
        '<section class="problems" aria-label="Problems">'
        f"<h2>{html.escape(count(problems))}</h2><ol>{items}</ol></section>"
    )


FORMATS: dict[str, Callable[[Problem], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
}
