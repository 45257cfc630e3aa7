"""`explain`: what docs/problems.md says of a problem, for a terminal."""

import re
import textwrap
from collections.abc import Iterator, Mapping

import click
from click.shell_completion import CompletionItem

from glossator.cli.options import ending
from glossator.cli.report import line_width
from glossator.problems import WARNINGS, Code, did_you_mean
from glossator.project import documentation


def _known(context: click.Context, argument: click.Parameter, value: str | None) -> str | None:
    """The code meant, perhaps written with the brackets in which it is printed."""
    del context, argument
    code = value.strip("[]").lower() if value else None
    if code and code not in set(Code):
        raise click.BadParameter(f"there is no problem “{value}”; {did_you_mean(code, Code)}")
    return code


def _beginning(
    context: click.Context, argument: click.Parameter, typed: str
) -> "list[CompletionItem[str]]":
    """What a shell may complete `typed` to."""
    del context, argument
    found = {code: words for code, words in sections().items() if code.startswith(typed)}
    return [CompletionItem(code, help=_title(words)) for code, words in found.items()]


@click.command(
    epilog=ending(
        "glossator explain",
        "glossator explain quote-not-found",
        codes={0: "it is explained", 2: "there is no such problem"},
    )
)
@click.argument("code", required=False, callback=_known, shell_complete=_beginning)
def explain(code: str | None) -> int:
    """Say what a problem means.

    An example comes with it, and how to mend it. CODE is the name in brackets at the end of a
    problem's first line. Without one, all are listed.
    """
    found = sections()
    width = line_width()
    if code:
        severity = "warning" if code in WARNINGS else "error"
        print(f"{code} ({severity})\n")
        print("\n\n".join(_parts(found[code], width)))
        return 0
    formatter = click.HelpFormatter(width=width)
    formatter.write_dl([(name, _title(words)) for name, words in found.items()], col_max=30)
    print(formatter.getvalue(), end="")
    return 0


def sections() -> Mapping[str, str]:
    """What docs/problems.md says, by code."""
    text = (documentation() / "problems.md").read_text(encoding="utf-8")
    _, *parts = re.split(r"(?m)^## ", text)
    return {name: words.strip() for name, _, words in (part.partition("\n") for part in parts)}


def _title(words: str) -> str:
    """The first sentence, up to a colon if there is one outside of code."""
    first = _plain(words.partition("\n\n")[0])
    found = re.match(r"(?:`[^`]*`|.)*?(?=[.:](?:\s|$)|$)", first)
    return found[0] if found else first


def _parts(words: str, width: int) -> Iterator[str]:
    """Paragraphs wrapped, and code as it is."""
    for part in re.split(r"(?ms)^(```.*?^```)$", words):
        if part.startswith("```"):
            yield textwrap.indent("\n".join(part.split("\n")[1:-1]), "    ")
        else:
            for paragraph in filter(None, re.split(r"\n{2,}", part.strip())):
                yield textwrap.fill(_plain(paragraph), width, break_on_hyphens=False)


def _plain(words: str) -> str:
    """A paragraph without its line ends, and links as words and the file they lead to."""
    joined = " ".join(words.split())
    return re.sub(r"\[([^]]+)\]\(([^)]+)\)", r"\1 (docs/\2)", joined)
