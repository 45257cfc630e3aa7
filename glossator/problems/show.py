"""The ways to print a problem: for a terminal, GitHub, programs, and the preview's panel."""

import html
import json
import unicodedata
from collections.abc import Callable, Sequence

from wcwidth import wcwidth

from glossator.problems.problem import Problem, count
from glossator.text import Place, Span

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
