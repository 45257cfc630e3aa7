"""`guide`: the documentation, for who has the program alone."""

import re
import sys
import textwrap
from collections.abc import Iterator

import click

from glossator.cli.options import ending
from glossator.cli.report import line_width
from glossator.project import documentation

_TEXTS = ("authors", "extending", "design")
"""The files of docs/ that can be read so; problems.md is what `explain` shows."""


@click.command(
    epilog=ending(
        "glossator guide",
        "glossator guide extending",
        "glossator guide > authors.md",
        codes={0: "it is shown", 2: "there is no such text"},
    )
)
@click.argument("text", type=click.Choice(_TEXTS), default=_TEXTS[0])
def guide(text: str) -> int:
    """Show all that you can write.

    On a terminal a page at a time; else all of it, in Markdown. TEXT is authors (what you can
    write, if not said), extending (a look, pages and rules of your own) or design (what templates
    are given, and how the program is made).
    """
    words = (documentation() / f"{text}.md").read_text(encoding="utf-8")
    if sys.stdout.isatty():
        click.echo_via_pager("\n".join(_wrapped(words, line_width())) + "\n")
    else:
        print(words, end="")
    return 0


def _wrapped(words: str, width: int) -> Iterator[str]:
    """The lines, broken between words; those of tables and code as they are."""
    fence = ""
    for line in words.splitlines():
        ticks = re.match("`{3,}", line)
        if fence or ticks or line.startswith("|") or not line:
            yield line
        else:
            indent = "  " if line.startswith("- ") else ""
            yield from textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False)
        if ticks and (not fence or line == fence):
            fence = "" if fence else ticks[0]
