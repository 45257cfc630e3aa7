"""New files to the disk: all of them or none, and never over one that is there."""

import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from glossator.problems import Code, Problem
from glossator.text import Place

Files = Mapping[str, bytes]
"""What is to be written: paths with forward slashes, from the folder that `create` is given."""


def create(root: Path, files: Files, name: str = "") -> tuple[Problem, ...]:
    """Write `files` into `root`; if one of them is there already, nothing, and why.

    A folder that is not there yet appears whole or not at all. In one that is, what was written
    before the disk refused is taken away again. Problems call the folder `name`.
    """
    found = tuple(_in_the_way(root, path, name) for path in files if is_there(root / path))
    if found:
        return found
    try:
        if root.exists():
            _add(root, files)
        else:
            _make(root, files)
    except OSError as error:
        where = str(error.filename2 or error.filename or root)
        shown = Path(where).relative_to(root) if Path(where).is_relative_to(root) else Path()
        reason = (error.strerror or "the disk refuses").lower()
        place = Place((Path(name) / shown).as_posix())
        hint = "nothing was written; look at the rights of the folder and the room on the disk"
        return (Problem(Code.SITE_UNWRITABLE, place, f"this cannot be written: {reason}", hint),)
    return ()


def is_there(path: Path) -> bool:
    """Whether anything has this name, a link that leads nowhere too."""
    with suppress(OSError):  # a name that is too long, or below a file: writing will say so
        path.lstat()
        return True
    return False


def _in_the_way(root: Path, path: str, name: str) -> Problem:
    place = Place((Path(name) / path).as_posix())
    kind = "folder" if (root / path).is_dir() else "file"
    message = f"this {kind} is there already, so nothing was written"
    return Problem(Code.FILE_EXISTS, place, message, "choose another name, or move it away")


def _make(root: Path, files: Files) -> None:
    """A new folder, made beside its place and then renamed."""
    root.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".glossator-new-", dir=root.parent) as stage:
        made = Path(stage) / "made"  # the stage itself can be read by its owner alone
        made.mkdir()
        _add(made, files)
        made.rename(root)


def _add(root: Path, files: Files) -> None:
    done: list[Path] = []
    try:
        for path, content in files.items():
            target = root / path
            for folder in reversed([at for at in target.parents if not at.exists()]):
                done.append(folder)
                folder.mkdir()
            done.append(target)
            with target.open("xb") as written:
                written.write(content)
    except BaseException as error:  # Ctrl+C too, which may come at any moment
        if isinstance(error, FileExistsError):
            done.pop()  # somebody else made it just now
        for made in reversed(done):
            with suppress(OSError):
                if made.is_dir():
                    made.rmdir()
                else:
                    made.unlink()
        raise
