"""What commands print: problems to standard error, words to standard output, and how much of it."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glossator.problems import FORMATS, Problem, as_text, count


@dataclass(frozen=True, slots=True)
class Report:
    """How a command speaks."""

    form: str = "text"
    """One of `FORMATS`."""
    loudness: str | None = None
    """`quiet` or `verbose`, if one was asked for."""
    is_strict: bool = False
    """Whether warnings fail."""

    def fails(self, problems: Sequence[Problem]) -> bool:
        """Whether a command with these problems may write nothing."""
        return any(self.is_strict or problem.is_error for problem in problems)

    def show(self, problems: Sequence[Problem]) -> None:
        """Print problems and their count; to standard error, but for what a program reads."""
        colour = has_colour()
        for problem in problems:
            if self.form == "text":
                print(as_text(problem, colour=colour), file=sys.stderr)
            else:
                print(FORMATS[self.form](problem))
        if problems and self.form != "json":
            is_told = self.fails(problems) and not any(one.is_error for one in problems)
            note = " (--strict: warnings fail)" if is_told else ""
            print(f"{count(problems)}{note}", file=sys.stderr)
        sys.stdout.flush()
        sys.stderr.flush()

    def say(self, words: str) -> None:
        """Print what was done, unless only problems are wanted."""
        if self.loudness != "quiet" and self.form != "json":
            print(words, flush=True)

    def detail(self, words: str) -> None:
        """Print what only some want to know; to standard error, away from what programs read."""
        if self.loudness == "verbose":
            print(words, file=sys.stderr, flush=True)

    def steps(self) -> Callable[[str], None]:
        """A function that is told the name of each step when it is done, and says how long."""
        last = time.monotonic()

        def done(step: str) -> None:
            nonlocal last
            now = time.monotonic()
            self.detail(f"{now - last:7.2f} s  {step}")
            last = now

        return done


def line_width() -> int:
    """How wide prose is printed: as the terminal is, but longer lines are hard to read."""
    return min(shutil.get_terminal_size().columns, 100)


def has_colour() -> bool:
    """Whether problems are coloured.

    Sources: https://no-color.org and https://force-color.org, which let any word but none count.
    """
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stderr.isatty()
