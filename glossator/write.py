"""Pages to a folder: plan what would change, then apply it.

Only what changed is written, each file whole; assets before the pages that need them, removals
last, and only of what is ours. What is ours stands in the folder's `files.json`; while files are
being written, also in a journal outside it, so that an interrupted run is mended by the next.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NoReturn

from glossator.model import Page
from glossator.pages import MADE_BY, MANIFEST
from glossator.problems import Code, Problem
from glossator.project import Project
from glossator.text import Place

_TEMPORARY = ".glossator-writing-"
_ORDER = {"asset": 0, "file": 1, "source": 1, "manifest": 3}
"""Which sorts of files are written before the others, and which after."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change in a folder."""

    folder: Path
    writes: tuple[Page, ...]
    removals: tuple[str, ...]
    unchanged: int


def plan(pages: Sequence[Page], project: Project) -> Plan | Problem:
    """What has to be done so that the site's folder holds `pages` and nothing else.

    A folder that holds a file which is not ours is a problem: nothing of somebody else's is lost.
    """
    folder = project.site
    try:
        found = _files(folder)
        listed = _ours(folder / MANIFEST)
        ours = listed | _ours(_journal(project)) | ({MANIFEST} if listed else set())
    except OSError as error:
        return _unwritable(project, error)
    foreign = sorted(set(found) - ours)
    if foreign:
        return _foreign(project, foreign)
    wanted = {page.path: page for page in pages}
    writes = [page for page in pages if found.get(page.path) != _hash(page.content)]
    writes.sort(key=lambda page: (_ORDER.get(page.kind, 2), page.path))
    removals = sorted((set(found) - set(wanted)), reverse=True)
    return Plan(folder, tuple(writes), tuple(removals), len(wanted) - len(writes))


def apply(planned: Plan, project: Project) -> Problem | None:
    """Do what `planned` says; a problem if the disk refuses."""
    folder = planned.folder
    journal = _journal(project)
    try:
        journal.parent.mkdir(parents=True, exist_ok=True)
        paths = [page.path for page in planned.writes]
        known = _ours(folder / MANIFEST) | _ours(journal)
        listed = dict.fromkeys([*sorted(known), *paths], "")
        _write(journal, json.dumps({"made by": MADE_BY, "files": listed}).encode())
        for leftover in folder.rglob(f"{_TEMPORARY}*"):
            leftover.unlink(missing_ok=True)
        first = _in_the_way(planned)
        _remove(folder, first)
        for page in planned.writes:
            _write(folder / page.path, page.content)
        _remove(folder, set(planned.removals) - first)
        _remove_empty(folder, listed)
        journal.unlink(missing_ok=True)
    except OSError as error:
        return _unwritable(project, error)
    return None


def clean(project: Project) -> Problem | tuple[str, ...]:
    """Remove all that is ours in the site's folder; which files that were."""
    planned = plan((), project)
    if isinstance(planned, Problem):
        return planned
    problem = apply(planned, project)
    if problem:
        return problem
    if planned.folder.is_dir() and not any(planned.folder.iterdir()):
        planned.folder.rmdir()
    return planned.removals


@contextmanager
def alone(project: Project) -> Iterator[Problem | None]:
    """While it lasts, no other build of this project reads or writes; a problem if it cannot be."""
    from filelock import FileLock

    lock = FileLock(project.cache / "build.lock")
    try:
        project.cache.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except OSError as error:
        yield _unwritable(project, error)
        return
    try:
        yield None
    finally:
        lock.release()


def _journal(project: Project) -> Path:
    return project.cache / f"writing-{project.site.name}.json"


def _files(folder: Path) -> dict[str, str]:
    """Every file below `folder` with its SHA-256; links and the like are no page and have none."""
    found: dict[str, str] = {}
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotADirectoryError(20, "it is no folder", str(folder))
    if not folder.exists():
        return found
    for at, folders, names in os.walk(folder, onerror=_refuse):
        links = [name for name in folders if (Path(at) / name).is_symlink()]
        for name in [*names, *links]:
            path = Path(at) / name
            if not name.startswith(_TEMPORARY):
                is_plain = path.is_file() and not path.is_symlink()
                hashed = _hash(path.read_bytes()) if is_plain else ""
                found[path.relative_to(folder).as_posix()] = hashed
    return found


def _refuse(error: OSError) -> NoReturn:
    raise error


def _ours(manifest: Path) -> set[str]:
    try:
        listed = json.loads(manifest.read_text(encoding="utf-8"))
        return {str(path) for path in listed["files"]} if listed["made by"] == MADE_BY else set()
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return set()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """The file whole or not at all, with the same mode everywhere."""
    for folder in reversed([one for one in path.parents if not one.exists()]):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
    temporary = path.parent / f"{_TEMPORARY}{_hash(path.name.encode())[:12]}"
    try:
        temporary.write_bytes(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _in_the_way(planned: Plan) -> frozenset[str]:
    """The removals that cannot wait: files where a folder must stand, or below a page's path."""
    pages = {page.path for page in planned.writes}
    folders = {at.as_posix() for path in pages for at in PurePosixPath(path).parents}
    return frozenset(
        path
        for path in planned.removals
        if path in folders or any(at.as_posix() in pages for at in PurePosixPath(path).parents)
    )


def _remove(root: Path, paths: Iterable[str]) -> None:
    """Every one of the files gone, and the folders that this leaves empty."""
    gone = sorted(paths, reverse=True)
    for path in gone:
        (root / path).unlink(missing_ok=True)
    _remove_empty(root, gone)


def _remove_empty(root: Path, paths: Iterable[str]) -> None:
    """The folders of `paths` gone, as far as nothing is in them."""
    folders = {root / at for path in paths for at in PurePosixPath(path).parents} - {root}
    for folder in sorted(folders, reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _foreign(project: Project, foreign: Sequence[str]) -> Problem:
    place = Place(project.name(project.site / foreign[0]))
    others = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
    message = f"the site's folder holds a file that is not ours: {foreign[0]}{others}"
    hint = "move it away; files for the site belong into content/ or static/"
    return Problem(Code.FOLDER_FOREIGN, place, message, hint)


def _unwritable(project: Project, error: OSError) -> Problem:
    name = error.filename2 or error.filename  # a file that could not take another's place is meant
    where = Path(name) if isinstance(name, str) else project.site
    reason = (error.strerror or "the disk refuses").lower()
    message = f"the site cannot be written: {reason}"
    return Problem(Code.SITE_UNWRITABLE, Place(project.name(where)), message)
