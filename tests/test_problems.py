"""Every mistake an author can make: files in, the printed words out.

`problems/<code>/<case>/` holds what differs from the small project `problems/_base/`, and in
`expected.txt` the words that are printed. What files alone cannot say stands in `setup.txt`, a
line each:

    run build --base-url https://example.org/     the command; without this line, check
    remove content/speech/notes.md                take away what the base has
    folder content/speech/map.jpg                 a folder where a file is wanted
    link content/about.md -> nowhere              a symbolic link
    folder site ... and so on, in the order of the lines, after the case's own files

Of each code there is a plain case, one with two mistakes at once (`twice`; of a mistake that a
site can make only once, together with another), and one with wide or combined characters on the
line (`not-ascii`). More may follow under any name. `pytest --accept` writes `expected.txt`.
"""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from glossator import cli
from glossator.problems import (
    WARNINGS,
    Code,
)

PROBLEMS = Path(__file__).parent / "problems"
BASE = PROBLEMS / "_base"
OWN = ("expected.txt", "setup.txt")
NAMES = ("plain", "twice", "not-ascii")
CASES = sorted(path for path in PROBLEMS.glob("*/*") if path.parent != BASE and path.is_dir())


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No address of a site, and no colour, from the surroundings."""
    for name in ("GITHUB_PAGES", "GITHUB_REPOSITORY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The base, which has no problems."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(project: Path, *arguments: str) -> int:
    return cli.main(["--root", str(project), *arguments])


def set_up(case: Path, project: Path) -> list[str]:
    """Lay `case` over `project`; the command to run."""
    own = shutil.ignore_patterns(*OWN)
    shutil.copytree(case, project, dirs_exist_ok=True, ignore=own)
    command = ["check"]
    setup = case / "setup.txt"
    for line in setup.read_text(encoding="utf-8").splitlines() if setup.exists() else ():
        match shlex.split(line):
            case ["run", *words]:
                command = words
            case ["remove", path]:
                (project / path).unlink()
            case ["folder", path]:
                (project / path).mkdir(parents=True)
            case ["link", path, "->", target]:
                (project / path).symlink_to(target)
            case _:
                pytest.fail(f"{setup}: not a line of a setup: {line}")
    return command


def named(path: Path) -> str:
    return path.relative_to(PROBLEMS).as_posix()


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_mistake_is_told_in_the_words_of_its_case(
    case: Path,
    project: Path,
    accept: bool,  # noqa: FBT001  (a fixture)
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = run(project, *set_up(case, project))
    printed = "".join(capsys.readouterr()[::-1])
    assert "Traceback" not in printed
    assert str(project) not in printed
    code = Code(case.parent.name)
    assert f"[{code}]" in printed
    assert status == (0 if set(re.findall(r"\[([\w-]+)\]$", printed, re.MULTILINE)) <= WARNINGS else 1)
    expected = case / "expected.txt"
    if accept:
        expected.write_text(printed, encoding="utf-8", newline="\n")
    assert printed == expected.read_text(encoding="utf-8")
