"""`new`: a site, an explainer or a term; and what is left to do by hand."""

import os
import shlex
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import click

from glossator.cli.options import Run, ending
from glossator.cli.report import Report
from glossator.problems import Problem

_SITE = """\
{shown}: {count} files written

Next:
{there}  {command} new my-text --from {text}   # a text, .txt or .md, copied as it is
  {command} serve -o   # the site, as you write it
  {command} guide      # all that you can write

To publish it on GitHub Pages:
  1. Push the folder to a repository of your own there, to its branch main.
  2. There, once: Settings > Pages > Build and deployment > Source: GitHub Actions.
  3. If you pushed before that: Actions > Pages > Run workflow.
"""

_END = ending(
    "glossator new my-site",
    "glossator new nato --from ../article.txt",
    'glossator new term "Article 5"',
    "glossator new my-site --install-from git+https://example.org/glossator.git",
    codes={
        0: "the files were written",
        1: "it cannot be so: then nothing was written",
        2: "the command was not understood",
    },
)


def _install_from(_context: click.Context, _option: click.Parameter, words: str) -> str:
    from glossator.start import is_requirement

    if words and not is_requirement(words):
        raise click.BadParameter(
            "write a name on an index (glossator, glossator==0.1), a git address"
            " (git+https://example.org/glossator.git) or the path of a wheel (….whl)"
        )
    return words


@click.command(epilog=_END)
@click.argument("name", nargs=-1, required=True)
@click.option(
    "--from",
    "text",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The text of a new explainer: a file, copied to seeds/ unchanged.",
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The day that a new explainer is published; today, if not said.",
)
@click.option(
    "--install-from",
    default="",
    metavar="WHERE",
    callback=_install_from,
    help="Where a new site installs glossator from: a name on an index, a git address, or a"
    " wheel. The program in use comes along as a wheel, if not said.",
)
@click.pass_obj
def new(
    run: Run, name: tuple[str, ...], text: Path | None, date: datetime | None, install_from: str
) -> int:
    """Begin a site, an explainer or a term.

    What has --from is an explainer. What begins with the word term is a term. All else is a site,
    in a folder of this name, outside of any other site. No file that is there already is touched.
    """
    kind, *words = name
    if not kind.strip():
        raise click.UsageError("this name is empty")
    if kind == "term":
        if not words:
            raise click.UsageError("say which term; a site of this name is ./term")
    elif words:
        raise click.UsageError("one name at a time; put quotation marks around a name with spaces")
    if (text or date) and (words or not text):
        raise click.UsageError("--from and --date are for an explainer: new NAME --from text.txt")
    if install_from and (words or text):
        raise click.UsageError("--install-from is for a new site")
    if words:
        return _term(run, " ".join(words))
    if text:
        kind = PurePosixPath(kind).as_posix()  # x/ is x
        return _explainer(run, kind, text, date or datetime.now(UTC).astimezone())
    return _site(run, kind, install_from)


def _site(run: Run, name: str, install_from: str) -> int:
    from glossator import start

    root = Path(os.path.realpath(run.project.root / name))  # Path.resolve raises
    if not root.name.isprintable():
        raise click.UsageError("choose a name that can be typed")
    found = start.site_around(root, name) or start.required(install_from)
    if isinstance(found, Problem):
        return _refused([found])
    title = root.name.replace("-", " ").replace("_", " ").strip() or root.name
    files = start.site(title[:1].upper() + title[1:], found)
    problems = start.create(root, files, name)
    if problems:
        return _refused(problems)
    folder = shlex.quote(name)
    is_clone = Path(sys.argv[0]).name == "build.py"
    is_here = root == Path.cwd()
    _say(
        _SITE.format(
            shown=name,
            count=len(files),
            there="" if is_clone or is_here else f"  cd {folder}\n",
            text="text.txt" if is_here else "../text.txt",
            command=f"python3 build.py --root {folder}" if is_clone else "glossator",
        )
    )
    return 0


def _explainer(run: Run, name: str, text: Path, date: datetime) -> int:
    from glossator import start
    from glossator.project import settings

    read, problems = settings(run.project)
    if read is None:
        return _refused(problems)
    if not start.is_there(text):  # a path as problems say it, from the site's folder
        text = run.project.root / text
    begun, problems = start.explainer(
        run.project, read, run.tables().readers, name, text, f"{date:%Y-%m-%d}"
    )
    problems += start.create(run.project.root, begun.files) if begun else ()
    if problems or not begun:
        return _refused(problems)
    _say("\n".join(begun.files))
    notes = f"content/{name}/notes.md"
    if begun.guess.title:
        _say(f"title: “{begun.guess.title}”, the first line; it stands in the text too")
    if begun.guess.headings:
        _say(f"headings guessed: {len(begun.guess.headings)}; correct them in {notes}")
    if begun.guess.paragraphs:
        _say(f"each line was taken for a paragraph (paragraphs: {begun.guess.paragraphs})")
    return 0


def _term(run: Run, name: str) -> int:
    from glossator import start
    from glossator.project import settings

    read, problems = settings(run.project)
    if read is None:
        return _refused(problems)
    files = start.term(name)
    if isinstance(files, Problem):
        return _refused([files])
    found = start.create(run.project.root, files)
    if found:
        return _refused(found)
    (path,) = files
    count = _mentions(run, path)
    _say(path)
    if count:
        _say(f"mentioned {count} {'time' if count == 1 else 'times'} in texts and notes")
    else:
        _say("nothing mentions it so: give it the forms that the text uses, as aliases")
    return 0


def _mentions(run: Run, path: str) -> int:
    """How often what is there names the term of the file `path`, or links to it."""
    from glossator import link, read

    readers = run.tables().readers
    manuscript, _ = read.manuscript(run.project, with_drafts=True, readers=readers)
    if manuscript is None:
        return 0
    site, _ = link.site(manuscript, "")
    addresses = [one.term.address for one in site.entries if one.term.path == path]
    links = [one for address in addresses for one in site.links_to(address)]
    return sum(one.kind != "see" for one in links)


def _refused(problems: Sequence[Problem]) -> int:
    Report().show(problems)
    return 1


def _say(words: str) -> None:
    print(words, flush=True)
