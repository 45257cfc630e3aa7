"""The commands that make a site: build, check, serve, clean."""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from glossator.cli import options
from glossator.cli.options import Run, ending
from glossator.cli.report import Report
from glossator.problems import Code, Problem, as_panel

if TYPE_CHECKING:
    from glossator.build import Built
    from glossator.model import Site
    from glossator.project import Project

PREVIEW = ".glossator/preview"
"""Where a preview is built: drafts, and pages that are not finished, stay out of site/."""


@click.command(
    epilog=ending(
        "glossator build",
        "glossator build --base-url https://example.org/texts/",
        "glossator build --strict --quiet",
        "glossator --root ../texts build",
    )
)
@options.base_url
@options.form
@options.strict
@options.loudness
@click.pass_obj
def build(run: Run, *, base_url: str, form: str, strict: bool, loudness: str | None) -> int:
    """Build the site into site/.

    Only what changed is written. With an error nothing is: site/ stays as it was. Drafts are left
    out. Each build takes the text out of the finished pages again and compares it with the source.
    """
    from glossator import write

    run.needs_content()
    report = Report(form, loudness, strict)
    start = time.monotonic()
    with write.alone(run.project) as refused:
        if refused:
            report.show([refused])
            return 1
        built = _build(run, report, base_url=base_url)
        if report.fails(built.problems):
            report.show(built.problems)
            return 1
        done = _write(run.project, built, report)
    if isinstance(done, Problem):
        report.show([*built.problems, done])
        return 1
    report.show(built.problems)
    report.say(f"{done} ({time.monotonic() - start:.1f} s)")
    return 0


@click.command(
    epilog=ending(
        "glossator check",
        "glossator check --strict",
        "glossator check --format json",
    )
)
@options.base_url
@options.form
@options.strict
@options.loudness
@click.pass_obj
def check(run: Run, *, base_url: str, form: str, strict: bool, loudness: str | None) -> int:
    """Name all problems; write nothing.

    Each has its file and line, a hint, and a name in brackets: glossator explain NAME says more.
    That nobody has said the site's address is told by build alone: elsewhere it may be known.
    """
    run.needs_content()
    report = Report(form, loudness, strict)
    problems = _but_address(_build(run, report, base_url=base_url))
    report.show(problems)
    if not problems:
        report.say("no problems")
    return 1 if report.fails(problems) else 0


@click.command(
    epilog=ending(
        "glossator serve -o",
        "glossator serve --port 8001",
        "glossator serve --host 0.0.0.0",
        codes={
            0: "ended by Ctrl+C",
            1: "nothing can be served at that address",
            2: "the command was not understood, or there is no site",
        },
    )
)
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Where to serve; a port in use is passed over for the next free one.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="For whom: 0.0.0.0 lets others in your network see the site.",
)
@options.base_url
@options.loudness
@click.pass_obj
def serve(
    run: Run, *, open_browser: bool, port: int, host: str, base_url: str, loudness: str | None
) -> int:
    """Build, watch and preview.

    Drafts are shown too. Saving a file reloads the page. Problems lie over the last good page until
    they are mended. site/ is left alone. Ctrl+C ends it. The address is said even with --quiet.
    """
    from glossator import preview, write

    run.needs_content()
    report = Report(loudness=loudness)
    project = replace(run.project, folder=PREVIEW)
    base_path = ""

    def rebuild() -> str:
        nonlocal base_path
        with write.alone(project) as refused:
            if refused:
                report.show([refused])
                return as_panel([refused])
            built = _build(run, report, base_url=base_url, with_drafts=True)
            problems = _but_address(built)
            report.show(problems)
            if built.has_errors:
                return as_panel(problems)
            done = _write(project, built, report)
            base_path = urlsplit(built.base_url).path.lstrip("/")
        if isinstance(done, Problem):
            report.show([done])
            return as_panel([done])
        report.say(done)
        return ""

    return preview.serve(
        rebuild,
        folder=project.site,
        base_path=lambda: base_path,
        watched=run.project.watched,
        host=host,
        port=port,
        open_browser=open_browser,
        say=Report().say,  # the address is what a preview is asked for, quiet or not
    )


@click.command(
    epilog=ending(
        "glossator clean",
        "glossator clean --verbose",
        codes={
            0: "nothing of ours is left",
            1: "a file there is not ours, or cannot be removed",
            2: "the command was not understood",
        },
    )
)
@options.loudness
@click.pass_obj
def clean(run: Run, loudness: str | None) -> int:
    """Remove what was built.

    That is site/, and what serve has built for itself. Nothing is removed that glossator did not
    write.
    """
    from glossator import write

    report = Report(loudness=loudness)
    for folder in (run.project.folder, PREVIEW):
        project = replace(run.project, folder=folder)
        with write.alone(project) as refused:
            removed = refused or write.clean(project)
        if isinstance(removed, Problem):
            report.show([removed])
            return 1
        _list(report, folder, "removed", removed)
        if removed or folder == run.project.folder:
            report.say(f"{folder}/: {len(removed)} files removed")
    return 0


def _build(run: Run, report: Report, *, base_url: str, with_drafts: bool = False) -> "Built":
    from glossator.build import build as make

    tables = run.tables()
    built = make(
        run.project,
        with_drafts=with_drafts,
        base_url=base_url,
        environment=os.environ,
        tables=tables,
        done=report.steps(),
    )
    if built.site:
        report.detail(f"{_counts(built.site)}; {len(built.pages)} files")
    return built


def _but_address(built: "Built") -> list[Problem]:
    """Its problems, but that the address is not known: nobody asks one of what is not published."""
    return [one for one in built.problems if one.code != Code.NO_BASE_URL]


def _counts(site: "Site") -> str:
    """What there is in a site, such as “2 explainers, 1 note”."""
    numbers = {
        "explainer": len(site.explainers),
        "note": sum(len(one.annotations) for one in site.explainers),
        "term": len(site.entries),
        "work": len(site.works),
        "page of text": len(site.articles),
    }
    return ", ".join(f"{n} {_plural(name, n)}" for name, n in numbers.items())


def _plural(name: str, number: int) -> str:
    first, *rest = name.split(" ")
    return name if number == 1 else " ".join([f"{first}s", *rest])


def _write(project: "Project", built: "Built", report: Report) -> str | Problem:
    """What was done, in words."""
    from glossator import write

    done = report.steps()
    planned = write.plan(built.pages, project)
    if isinstance(planned, Problem):
        return planned
    problem = write.apply(planned, project)
    if problem:
        return problem
    done("write")
    _list(report, project.folder, "written", [page.path for page in planned.writes])
    _list(report, project.folder, "removed", planned.removals)
    written, removed = len(planned.writes), len(planned.removals)
    words = f"{written} files written, {removed} removed, {planned.unchanged} unchanged"
    return f"{project.folder}/: {words}"


def _list(report: Report, folder: str, what: str, paths: Sequence[str]) -> None:
    for path in sorted(paths):
        report.detail(f"  {what} {folder}/{path}")
