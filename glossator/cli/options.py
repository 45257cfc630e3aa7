"""What several commands share: what they are given, the options they take, how their help ends."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

from glossator.problems import FORMATS
from glossator.project import Project, is_base_url

if TYPE_CHECKING:
    from glossator.build import Tables

_Command = TypeVar("_Command", bound=Callable[..., int])

ERRORS: Mapping[int, str] = {
    0: "all is well, or there were only warnings",
    1: "there were errors; with --strict, warnings too",
    2: "the command was not understood, or there is no site",
}
"""What the exit codes of a command say that can find problems and takes `--strict`."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command needs: the project, and the tables of this site."""

    project: Project
    tables: "Callable[[], Tables]"

    def needs_content(self) -> None:
        """Nothing, if there is something to build; else the command has been misused."""
        if not os.path.isdir(self.project.content):  # noqa: PTH112  (Path raises)
            raise click.ClickException(
                f"there is no folder content/ in {self.project.root}, so there is no site\n"
                "hint: glossator new my-site makes one; --root FOLDER, before the command, "
                "says where yours is"
            )


def ending(*examples: str, codes: Mapping[int, str] = ERRORS) -> str:
    """How a command's help ends: with examples, and what its exit codes say."""
    lines = ["\b", "Examples:", *(f"  {one}" for one in examples), ""]
    lines += ["\b", "Exit codes:", *(f"  {code:<3}  {words}" for code, words in codes.items())]
    return "\n".join(lines)


def _address(_context: click.Context, _option: click.Parameter, words: str) -> str:
    if words and not is_base_url(words):
        raise click.BadParameter("write the whole address: https://example.org/site/")
    return words


def _usual_form() -> str:
    # There a workflow command stands at its line in the pull request; a text only in the log.
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


base_url = click.option(
    "--base-url",
    default="",
    metavar="ADDRESS",
    callback=_address,
    help="The address the site will have, such as https://example.org/texts/.",
)

form = click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default=_usual_form,
    help="How problems are printed: text if not said, but github in GitHub Actions.",
)

strict = click.option("--strict", is_flag=True, help="Warnings fail too: then nothing is written.")

_quiet = click.option(
    "-q", "--quiet", "loudness", flag_value="quiet", help="Print problems and nothing else."
)
_verbose = click.option(
    "-v",
    "--verbose",
    "loudness",
    flag_value="verbose",
    help="Print too how long each step took, what there is, and each file written.",
)


def loudness(command: _Command) -> _Command:
    """`command` with `--quiet` and `--verbose`, the last of which counts."""
    return _quiet(_verbose(command))
