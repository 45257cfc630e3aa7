"""A mistake as a value: what, where, and what to do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches

from glossator.problems.code import WARNINGS
from glossator.text import Place, Span


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
