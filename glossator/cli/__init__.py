"""The commands. Each builds, prints, writes; what they share is here, what they do is elsewhere."""

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from glossator import __version__
from glossator.cli.new import new
from glossator.problems import FORMATS, Code, Problem, as_panel, as_text, count
from glossator.project import Project, is_base_url

if TYPE_CHECKING:
    from glossator.build import Built, Tables
    from glossator.check import Check
    from glossator.pages import Maker
    from glossator.read import Reader


PREVIEW = ".glossator/preview"
"""Where a preview is built: drafts, and pages that are not finished, stay out of site/."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What a command needs: the project, and the tables of this site."""

    project: Project
    tables: "Callable[[], Tables]"


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

    try:
        code = commands.main(arguments, "glossator", standalone_mode=False, obj=tables)
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    return code if isinstance(code, int) else 0


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="glossator", prog_name="glossator")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The project's folder, with content/ and seeds/ in it.",
)
@click.pass_context
def commands(context: click.Context, root: Path) -> None:
    """Annotated explainers: a text word for word, with notes beside it, as a static site."""
    context.obj = _Run(Project(root.resolve()), context.obj)


commands.add_command(new)


def _address(_context: click.Context, _option: click.Parameter, words: str) -> str:
    if words and not is_base_url(words):
        raise click.BadParameter("write the whole address: https://example.org/site/")
    return words


_base_url = click.option(
    "--base-url", default="", callback=_address, help="The address the site will have."
)
_format = click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    help="How problems are printed.",
)


@commands.command()
@_base_url
@_format
@click.pass_obj
def build(run: _Run, base_url: str, form: str) -> int:
    """Build the site into site/."""
    from glossator import write

    start = time.monotonic()
    with write.alone(run.project) as refused:
        if refused:
            _show([refused], form)
            return 1
        built = _build(run, base_url=base_url)
        done = "" if built.has_errors else _write(run.project, built)
    wrong = [done] if isinstance(done, Problem) else []
    _show([*built.problems, *wrong], form)
    if wrong or built.has_errors:
        return 1
    if form == "text":
        _say(f"{done} ({time.monotonic() - start:.1f} s)")
    return 0


@commands.command()
@_base_url
@_format
@click.pass_obj
def check(run: _Run, base_url: str, form: str) -> int:
    """Name all problems; write nothing."""
    built = _build(run, base_url=base_url)
    _show(built.problems, form)
    if not built.problems and form == "text":
        _say("no problems")
    return 1 if built.has_errors else 0


@commands.command()
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@_base_url
@click.pass_obj
def serve(run: _Run, *, open_browser: bool, port: int, host: str, base_url: str) -> int:
    """Build, watch and preview, drafts included; saving a file reloads the page."""
    from glossator import preview, write

    project = replace(run.project, folder=PREVIEW)
    base_path = ""

    def rebuild() -> str:
        nonlocal base_path
        with write.alone(project) as refused:
            if refused:
                _show([refused], "text")
                return as_panel([refused])
            built = _build(run, base_url=base_url, with_drafts=True)
            # Nobody asks a preview for its address.
            problems = [one for one in built.problems if one.code != Code.NO_BASE_URL]
            _show(problems, "text")
            if built.has_errors:
                return as_panel(problems)
            done = _write(project, built)
            base_path = urlsplit(built.base_url).path.lstrip("/")
        if isinstance(done, Problem):
            _show([done], "text")
            return as_panel([done])
        _say(done)
        return ""

    return preview.serve(
        rebuild,
        folder=project.site,
        base_path=lambda: base_path,
        watched=run.project.watched,
        host=host,
        port=port,
        open_browser=open_browser,
        say=_say,
    )


@commands.command()
@click.pass_obj
def clean(run: _Run) -> int:
    """Remove what was built."""
    from glossator import write

    for folder in (run.project.folder, PREVIEW):
        project = replace(run.project, folder=folder)
        with write.alone(project) as refused:
            removed = refused or write.clean(project)
        if isinstance(removed, Problem):
            _show([removed], "text")
            return 1
        if removed or folder == run.project.folder:
            _say(f"{folder}/: {removed} files removed")
    return 0


def _build(run: _Run, *, base_url: str, with_drafts: bool = False) -> "Built":
    from glossator.build import build as make

    return make(
        run.project,
        with_drafts=with_drafts,
        base_url=base_url,
        environment=os.environ,
        tables=run.tables(),
    )


def _write(project: Project, built: "Built") -> str | Problem:
    """What was done, in words."""
    from glossator import write

    planned = write.plan(built.pages, project)
    if isinstance(planned, Problem):
        return planned
    problem = write.apply(planned, project)
    if problem:
        return problem
    written, removed = len(planned.writes), len(planned.removals)
    done = f"{written} files written, {removed} removed, {planned.unchanged} unchanged"
    return f"{project.folder}/: {done}"


def _show(problems: Sequence[Problem], form: str) -> None:
    """Print problems and their count; to standard error, but for what a program reads."""
    colour = form == "text" and sys.stderr.isatty() and "NO_COLOR" not in os.environ
    for problem in problems:
        if form == "text":
            print(as_text(problem, colour=colour), file=sys.stderr)
        else:
            print(FORMATS[form](problem))
    if problems and form == "text":
        print(count(problems), file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()


def _say(words: str) -> None:
    print(words, flush=True)
