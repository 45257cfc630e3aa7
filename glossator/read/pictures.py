"""The pictures that a source shows: they stand beside it, or beside its explainer."""

import posixpath
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from glossator.model import Attachment, Ref, Source
from glossator.problems import Code, Problem
from glossator.project import is_file
from glossator.read.names import wrong_name
from glossator.read.reading import Reading, attachment


def pictures(
    reading: Reading, source: Source, folder: Path, address: str, files: list[Attachment]
) -> Mapping[str, str]:
    """The addresses of the pictures of `source`, by what it calls them; `files` get those it has.

    A picture is looked for at its path beside the source, then at its path beside the explainer,
    then there by its name alone: so also one that the source fetches from another host, whom
    readers are not to be sent to.
    """
    found: dict[str, str] = {}
    for piece in (one for unit in source.units for one in unit.pieces):
        if not isinstance(piece, Ref) or piece.attribute != "src" or piece.url in found:
            continue
        at = _picture(reading, source, folder, address, piece.url, files)
        if isinstance(at, Problem):
            reading.problems.append(at)
        else:
            found[piece.url] = at
    return found


def _picture(
    reading: Reading,
    source: Source,
    folder: Path,
    address: str,
    url: str,
    files: list[Attachment],
) -> str | Problem:
    parts = urlsplit(url)
    path = posixpath.normpath(unquote(parts.path)).lstrip("/")
    beside = path if not parts.netloc and not path.startswith("..") else ""
    known = {file.path: file.address for file in files}
    seeds = (reading.project.root / source.file.path).parent
    if beside and is_file(seeds / beside):
        name = reading.project.name(seeds / beside)
        if wrong := wrong_name(name):
            return wrong
        if name not in known:
            attachment(reading, seeds / beside, f"{address}/{beside}", files)
        return f"{address}/{beside}"
    names = (
        reading.project.name(folder / one) for one in (beside, posixpath.basename(path)) if one
    )
    at = next((known[name] for name in names if name in known), "")
    return at or _missing(reading, source, folder, url)


def _missing(reading: Reading, source: Source, folder: Path, url: str) -> Problem:
    name = posixpath.basename(unquote(urlsplit(url).path)) or "picture.png"
    message = "the source shows a picture that is not here"
    hint = f"put a copy at {reading.project.name(folder / name)}"
    return Problem(Code.PICTURE_MISSING, source.place_of(url), message, hint)
