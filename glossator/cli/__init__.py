"""The commands. Each builds, prints, writes; what they share is beside them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossator import __version__
from glossator.cli.completion import completion
from glossator.cli.explain import explain
from glossator.cli.guide import guide
from glossator.cli.new import new
from glossator.cli.options import Run, ending
from glossator.cli.site import build, check, clean, serve
from glossator.cli.streams import forgiving
from glossator.project import Project

if TYPE_CHECKING:
    from glossator.build import Tables
    from glossator.check import Check
    from glossator.pages import Maker
    from glossator.read import Reader

_END = """\b
In a clone, write python3 build.py in the place of glossator.

\b
What you can write: glossator guide, or docs/authors.md
What a problem means: glossator explain CODE, or docs/problems.md
A look, pages and rules of your own: glossator guide extending, or docs/extending.md

"""


def main(
    arguments: Sequence[str] | None = None,
    *,
    readers: "Mapping[str, Reader] | None" = None,
    checks: "Sequence[Check] | None" = None,
    pages: "Sequence[Maker] | None" = None,
) -> int:
    """Run a command and give its exit code: 0 done, 1 problems, 2 misuse.

    A site with pages, checks or readers of its own hands them in:
    `cli.main(pages=(*PAGES, mine))`.
    """

    def tables() -> "Tables":
        from glossator.build import TABLES, Tables

        return Tables(
            TABLES.readers if readers is None else readers,
            TABLES.checks if checks is None else checks,
            TABLES.pages if pages is None else pages,
        )

    forgiving()
    try:
        code = commands.main(arguments, "glossator", standalone_mode=False, obj=tables)
    except click.NoSuchOption as error:
        _placed(error).show()
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    return code if isinstance(code, int) else 0


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_END
    + ending(
        "glossator serve -o",
        "glossator build --help",
        "glossator --root ../texts check",
        codes={
            0: "all is well, or there were only warnings",
            1: "there were errors: then nothing was written",
            2: "the command was not understood, or there is no site",
            130: "ended by Ctrl+C; but serve, which is meant to end so, gives 0",
        },
    ),
)
@click.version_option(
    __version__,
    package_name="glossator",
    prog_name="glossator",
    help="Say which version this is, and end.",
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    metavar="FOLDER",
    help="The project's folder, with content/ and seeds/ in it; the one you are in if not said.",
)
@click.pass_context
def commands(context: click.Context, root: Path) -> None:
    """Annotated explainers: a text word for word, with notes beside it, as a static site."""
    context.obj = Run(Project(root.resolve()), context.obj)


for _command in (build, serve, check, clean, new, guide, explain, completion):
    commands.add_command(_command)


def _placed(error: click.NoSuchOption) -> click.UsageError:
    """`error`, or, where the option belongs to another place of the line, one that says so."""
    name, at = error.option_name, error.ctx.command if error.ctx else commands
    if at is not commands and name in _options(commands):
        words = f"{name} stands before the command: glossator {name} … {at.name}"
        return click.UsageError(words, error.ctx)
    takers = [one for one, command in commands.commands.items() if name in _options(command)]
    if at is commands and takers:
        words = f"{name} stands after the command: glossator {takers[0]} {name}"
        return click.UsageError(words, error.ctx)
    return error


def _options(command: click.Command) -> set[str]:
    found = (one for one in command.params if isinstance(one, click.Option))
    return {name for one in found for name in one.opts}
