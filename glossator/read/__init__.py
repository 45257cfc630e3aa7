"""Files to a manuscript: all that authors wrote, each thing with its place."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from glossator.model import Manuscript, Meta, Term, Text
from glossator.people import MAIN
from glossator.problems import Code, Problem, did_you_mean
from glossator.project import Project, files_below, folder_unreadable, settings
from glossator.read.explainers import explainer, explainer_folders
from glossator.read.figures import figure, is_figure
from glossator.read.front import front, meta, prose
from glossator.read.markdown import md
from glossator.read.misnamed import misnamed
from glossator.read.names import wrong_name
from glossator.read.plain import plain_source, txt
from glossator.read.reading import Reading, attachment, is_notes, page, text
from glossator.read.source import Reader, Wish
from glossator.read.works import works
from glossator.text import slug

__all__ = ["READERS", "Reader", "Wish", "manuscript", "plain_source"]

READERS: Mapping[str, Reader] = {".txt": txt, ".md": md}
"""How sources are read, by the suffix of their files."""

TYPES = ("person", "organisation", "place", "event", "concept")


def manuscript(
    project: Project, *, with_drafts: bool, readers: Mapping[str, Reader] = READERS
) -> tuple[Manuscript | None, list[Problem]]:
    """Everything below `content/` and the sources it names; None without settings.

    Drafts are left out unless asked for.
    """
    read, problems = settings(project)
    if read is None:
        return None, problems
    reading = Reading(project, read, readers, problems=problems)

    def refused(error: OSError) -> None:
        problem = folder_unreadable(project, error)
        reading.problems.append(problem)
        reading.unread.add(f"{problem.place.file}/")

    paths = [path for path in files_below(project.content, refused) if _has_name(reading, path)]
    list(files_below(project.seeds, refused))
    folders = explainer_folders(reading, paths)
    beside: dict[Path, list[Path]] = {folder: [] for folder in folders}
    for path in paths:
        folder = next((at for at in (path.parent, *path.parents) if at in beside), None)
        if folder is not None:
            beside[folder].append(path)
        else:
            _plain_file(reading, path)
    for folder, inside in beside.items():
        explainer(reading, folder, inside)
    _layers_are_used(reading)
    return (
        Manuscript(
            settings=read,
            drafts=tuple(x for x in reading.drafts if with_drafts or not x.meta.draft),
            terms=tuple(x for x in reading.terms if with_drafts or not x.meta.draft),
            works=reading.works,
            texts=tuple(x for x in reading.texts if with_drafts or not x.meta.draft),
            files=tuple(reading.files),
            figures=tuple(reading.figures),
            unread=frozenset(reading.unread),
            withheld=frozenset() if with_drafts else reading.withheld(),
        ),
        reading.problems,
    )


def _has_name(reading: Reading, path: Path) -> bool:
    """Whether the file has a name that can be published, and read; else a problem says so."""
    problem = wrong_name(reading.project.name(path)) or misnamed(reading.project, path)
    if problem:
        reading.problems.append(problem)
        reading.unread |= {problem.place.file, reading.project.name(path)}
    return problem is None


def _layers_are_used(reading: Reading) -> None:
    """What the settings say of a layer holds for some notes file; else its name is a slip."""
    used = {one.name or MAIN for draft in reading.drafts for one in draft.layers}
    for name, said in reading.settings.layers.items():
        if name not in used and not reading.unread:
            near = did_you_mean(name, used)
            hint = near if near.endswith("?") else f"its notes stand in files notes.{name}.md"
            message = f"there are no notes of the layer “{name}”"
            reading.problems.append(Problem(Code.LAYER_UNUSED, said.place, message, hint))


def _plain_file(reading: Reading, path: Path) -> None:
    """What belongs to no explainer: settings, works, terms, pages, files."""
    name = path.relative_to(reading.project.content)
    if name.as_posix() == "site.toml":
        return
    if name.as_posix() == "works.yaml":
        file = text(reading, path)
        if file:
            reading.works, problems = works(file)
            reading.problems += problems
            if any(problem.is_error for problem in problems):
                reading.unread.add(file.path)
    elif name.as_posix() == "index.md":
        _home(reading, path)
    elif name.parts[0] == "glossary" and path.suffix == ".md":
        _term(reading, path)
    elif is_notes(path) and len(name.parts) > 1:
        return  # that they have no index.md beside them is a problem already
    elif path.suffix == ".md":
        at = PurePosixPath(name.as_posix()).with_suffix("")
        page(reading, path, at.parent if at.name == "index" else at)
    else:
        attachment(reading, path, name.as_posix(), reading.files)
        if is_figure(path) and (made := figure(reading, path, name.as_posix(), "")):
            reading.figures.append(made)


def _term(reading: Reading, path: Path) -> None:
    file = text(reading, path)
    if not file:
        return
    fields, line = front(file, reading.problems, "a glossary entry")
    if not fields.is_mapping:
        reading.unread.add(file.path)
    about = meta(fields, reading.settings, reading.problems)
    aliases = fields.texts("aliases")
    title = ((about.title, about.place),) if about.title else ()
    reading.terms.append(
        Term(
            id=about.slug or slug(path.stem) or path.stem,
            path=file.path,
            meta=about,
            forms=(*title, *aliases, *fields.texts("phrases")),
            aliases=tuple(name for name, _ in aliases),
            see=fields.texts("see"),
            type=fields.choice("type", TYPES),
            date=about.date,
            then=fields.plain("then"),
            later=fields.plain("later"),
            body=prose(file, line, reading.settings, reading.problems),
        )
    )
    fields.end()


def _home(reading: Reading, path: Path) -> None:
    """What the home page says above its list; the site's title is its own."""
    file = text(reading, path)
    if file:
        fields, line = front(file, reading.problems, "the home page")
        about = Meta(fields.text("title") or reading.settings.title, fields.place)
        about = replace(about, description=fields.text("description"))
        fields.end()
        body = prose(file, line, reading.settings, reading.problems)
        reading.texts.append(Text(file.path, "", about, body))
