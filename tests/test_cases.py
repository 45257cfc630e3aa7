"""Small sites with what is made of them. A directory in `cases/` is a case; no Python is needed.

`cases/<name>/` is a project without problems (`content/`, `seeds/`, whatever else one may have),
and `expected/` holds its site: of each page the part inside `<main>`, of other files all of it;
assets and `files.json` are left out. If the case is about a few files only, `expected/only` lists
them, one to a line; a line `! path` names one that must not be made. Too many files fail as too
few do. `pytest --accept` writes `expected/` anew, never in CI; read the difference.
"""

import re
import shutil
from pathlib import Path

import pytest

from glossator.build import build
from glossator.project import Project

CASES = sorted((Path(__file__).parent / "cases").glob("*/"))
_MAIN = re.compile(rb"<main\b[^>]*>\n?(.*)</main>", re.DOTALL)


def made(case: Path) -> dict[str, bytes]:
    """What the case is about, by path."""
    built = build(Project(case))
    assert built.problems == ()
    files = {page.path: page.content for page in built.pages}
    only = case / "expected" / "only"
    if only.exists():
        lines = only.read_text(encoding="utf-8").splitlines()
        absent = {line.removeprefix("! ") for line in lines if line.startswith("! ")}
        wanted = {line for line in lines if not line.startswith("! ")}
        assert not absent & set(files)
        assert wanted <= set(files), "expected/only lists files that are not made"
    else:
        wanted = {path for path in files if path != "files.json" and path[:7] != "assets/"}
    return {path: inside(files[path]) for path in wanted}


def inside(content: bytes) -> bytes:
    """The part of a page that is its own, or the whole of another file."""
    match = _MAIN.search(content)
    return match[1] if match else content


def kept(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path != folder / "only")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def accept(found: dict[str, bytes], folder: Path) -> None:
    only = folder / "only"
    before = only.read_bytes() if only.exists() else None
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in found.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    if before is not None:
        only.write_bytes(before)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_small_site_is_made_as_expected(case: Path, pytestconfig: pytest.Config) -> None:
    found, folder = made(case), case / "expected"
    if pytestconfig.getoption("accept"):
        accept(found, folder)
    expected = kept(folder)
    assert sorted(found) == sorted(expected)
    for path, content in sorted(found.items()):
        assert content.decode() == expected[path].decode(), path


def test_git_and_editors_leave_the_cases_as_they_are() -> None:
    seed = (Path(__file__).parent / "cases" / "bom-and-crlf" / "seeds" / "wire.txt").read_bytes()
    assert seed.startswith(b"\xef\xbb\xbf")
    assert seed.count(b"\r\n") == seed.count(b"\n") == 2
    assert seed.endswith(b"No end")
