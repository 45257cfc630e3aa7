"""The program in use, as a wheel; and the line of requirements.txt that installs it.

Glossator is on no package index, so a new site brings along the very files that made it. They are
packed anew, from a clone as from an installed wheel: the file it was installed from may be gone.
Sources: PyPA, Binary distribution format; Core metadata specifications.
"""

import base64
import hashlib
import io
import re
import stat
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from glossator import __version__
from glossator.problems import Code, Problem
from glossator.project import files_below
from glossator.start.create import Files
from glossator.text import Place

_PACKAGE = Path(__file__).resolve().parents[1]
_INFO = f"glossator-{__version__}.dist-info"
_WHEEL = f"""\
Wheel-Version: 1.0
Generator: glossator {__version__}
Root-Is-Purelib: true
Tag: py3-none-any
"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What `pip install -r requirements.txt` is told, and what it needs for that."""

    line: str
    files: Files = field(default_factory=dict)
    """The wheel, if it comes along."""


_INDEX = re.compile(
    r"[A-Za-z0-9][\w.-]*(\[[\w,. -]+\])?( *(===|==|~=|!=|<=|>=|<|>) *[\w.*+!-]+,?)*"
)
_ADDRESS = re.compile(r"git\+(https|http|ssh|file|git)://[^\s;]+")


def is_requirement(words: str) -> bool:
    """Whether `--install-from` may say this: a name on an index, a git address, or a wheel."""
    is_wheel = words.endswith(".whl") and "://" not in words
    return bool(is_wheel or _ADDRESS.fullmatch(words) or _INDEX.fullmatch(words))


def required(words: str) -> Requirement | Problem:
    """What requirements.txt says if `--install-from` says `words`; empty is the program in use."""
    if not words:
        packed = wheel()
        return packed if isinstance(packed, Problem) else _beside(*packed)
    if words.endswith(".whl") and "://" not in words:
        return _wheel_at(Path(words))
    return Requirement(f"glossator @ {words}" if _ADDRESS.fullmatch(words) else words)


def _beside(name: str, data: bytes) -> Requirement:
    return Requirement(f"./vendor/{name}", {f"vendor/{name}": data})


def _wheel_at(path: Path) -> Requirement | Problem:
    place = Place(path.as_posix())
    hint = "name a wheel of glossator, as `pip wheel .` makes it in a clone"
    try:
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except OSError as error:
        message = f"this wheel cannot be read: {(error.strerror or 'the disk refuses').lower()}"
        return Problem(Code.FILE_UNREADABLE, place, message, hint)
    except zipfile.BadZipFile:
        return Problem(Code.FILE_UNREADABLE, place, "this file is no wheel", hint)
    is_named = re.fullmatch(r"glossator-[\w.!+]+(-\d\w*)?-[\w.]+-[\w.]+-[\w.]+\.whl", path.name)
    if not is_named or "glossator/__init__.py" not in names:
        return Problem(Code.FILE_UNREADABLE, place, "this wheel is not one of glossator", hint)
    return _beside(path.name, data)


def wheel() -> tuple[str, bytes] | Problem:
    """The name and the bytes of a wheel that installs what is running now.

    The same files give the same bytes.
    """
    around = _installed() or _cloned()
    if isinstance(around, Problem):
        return around
    package = {f"glossator/{name}": data for name, data in _below(_PACKAGE)}
    files = {**package, **around, f"{_INFO}/WHEEL": _WHEEL.encode()}
    return f"glossator-{__version__}-py3-none-any.whl", _zip(files)


def _below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in files_below(folder):
        if "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _installed() -> Files | None:
    """The metadata of the installed distribution that this very package belongs to."""
    try:
        found = distribution("glossator")
    except PackageNotFoundError:
        return None
    if Path(str(found.locate_file("glossator"))).resolve() != _PACKAGE:
        return None  # another one is installed beside the clone that runs
    return dict(_metadata_of(found))


def _metadata_of(found: Distribution) -> Iterator[tuple[str, bytes]]:
    for path in found.files or ():
        folder, _, name = path.as_posix().partition("/")
        kept = name in {"METADATA", "entry_points.txt"} or name.startswith("licenses/")
        if folder.endswith(".dist-info") and kept:
            yield f"{_INFO}/{name}", Path(str(path.locate())).read_bytes()


def _cloned() -> Files | Problem:
    """What pyproject.toml puts beside the package, of the clone that it lies in."""
    root = _PACKAGE.parent
    try:
        read = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        project = read["project"]
        included = read["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
        files = {f"{_INFO}/licenses/LICENSE": (root / "LICENSE").read_bytes()}
    except (OSError, ValueError, KeyError):
        message = "the program in use cannot be packed: it is neither a clone nor installed"
        hint = "say where it comes from: --install-from"
        return Problem(Code.FILE_UNREADABLE, Place("glossator"), message, hint)
    for here, there in included.items():
        if (root / here).is_file():
            files[there] = (root / here).read_bytes()
        else:
            files |= {f"{there}/{name}": data for name, data in _below(root / here)}
    scripts = "".join(f"{name} = {where}\n" for name, where in project["scripts"].items())
    files[f"{_INFO}/entry_points.txt"] = f"[console_scripts]\n{scripts}".encode()
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {project['name']}",
        f"Version: {project['version']}",
        f"Summary: {project['description']}",
        f"License-Expression: {project['license']}",
        "License-File: LICENSE",
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {one}" for one in project["dependencies"]),
    ]
    # What installers need; the read-me, for an index to show, is left out.
    files[f"{_INFO}/METADATA"] = ("\n".join(lines) + "\n").encode()
    return files


def _zip(files: Files) -> bytes:
    """`files` and the list of them, with nothing in it of this day or this disk."""
    listed = "".join(f"{name},{_digest(data)},{len(data)}\n" for name, data in files.items())
    record = f"{_INFO}/RECORD"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in {**files, record: f"{listed}{record},,\n".encode()}.items():
            entry = zipfile.ZipInfo(name)  # of 1980, the first day that a zip can say
            entry.create_system = 3  # Unix, so that the rights count
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return written.getvalue()


def _digest(data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    return f"sha256={digest.rstrip(b'=').decode()}"
