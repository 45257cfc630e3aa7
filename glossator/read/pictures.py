"""The pictures that a source shows: they stand beside it, or beside its explainer."""

import posixpath
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from glossator.model import Attachment, Ref, Source
from glossator.problems import Code, Problem
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
        if at:
            found[piece.url] = at
        else:
            reading.problems.append(_missing(reading, source, folder, piece.url))
    return found


def _picture(
    reading: Reading,
    source: Source,
    folder: Path,
    address: str,
    url: str,
    files: list[Attachment],
) -> str:
    parts = urlsplit(url)
    path = posixpath.normpath(unquote(parts.path)).lstrip("/")
    beside = path if not parts.netloc and not path.startswith("..") else ""
    known = {file.path: file.address for file in files}
    seeds = (reading.project.root / source.file.path).parent
    if beside and (seeds / beside).is_file():
        name = reading.project.name(seeds / beside)
        if name not in known:
            attachment(reading, seeds / beside, f"{address}/{beside}", files)
        return f"{address}/{beside}"
    return _known(known, [reading.project.name(folder / one)
                          for one in (beside, posixpath.basename(path)) if one])  # fmt: skip


def _known(known: Mapping[str, str], names: Sequence[str]) -> str:
    return next((known[name] for name in names if name in known), "")


def _missing(reading: Reading, source: Source, folder: Path, url: str) -> Problem:
    name = posixpath.basename(unquote(urlsplit(url).path)) or "picture.png"
    message = "the source shows a picture that is not here"
    hint = f"put a copy at {reading.project.name(folder / name)}"
    return Problem(Code.PICTURE_MISSING, source.place_of(url), message, hint)
