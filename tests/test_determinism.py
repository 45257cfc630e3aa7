"""The same input gives the same bytes: here and there, now and then, in whatever surroundings."""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from glossator.build import build
from glossator.project import Project
from tests.sites import SMALL

ROOT = Path(__file__).parents[1]
BASE = "https://example.org/"
NAMES = ("nato", "small")

HASHES = """
import hashlib, json, sys
from pathlib import Path
from glossator.build import build
from glossator.project import Project
built = build(Project(Path(sys.argv[1])), base_url="https://example.org/")
assert not built.has_errors, built.problems
print(json.dumps({page.path: hashlib.sha256(page.content).hexdigest() for page in built.pages}))
"""


def hashes(root: Path) -> dict[str, str]:
    built = build(Project(root), base_url=BASE)
    assert not built.has_errors, built.problems
    return {page.path: hashlib.sha256(page.content).hexdigest() for page in built.pages}


def elsewhere(root: Path, **environment: str) -> dict[str, str]:
    """The same from an interpreter of its own, in these surroundings."""
    done = subprocess.run(
        [sys.executable, "-c", HASHES, str(root)],
        cwd=root,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def files_of(name: str) -> list[tuple[str, bytes]]:
    if name == "small":
        return [(k, v if isinstance(v, bytes) else v.encode()) for k, v in SMALL.items()]
    return [
        (path.relative_to(ROOT).as_posix(), path.read_bytes())
        for folder in ("content", "seeds")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file()
    ]


def written(root: Path, name: str, seed: int = 0) -> Path:
    """A project's files, written in an order that the seed says."""
    files = files_of(name)
    random.Random(seed).shuffle(files)  # noqa: S311 (no secret: an order)
    for path, data in files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@pytest.mark.parametrize("name", NAMES)
def test_a_second_build_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    root = written(tmp_path, name)
    assert hashes(root) == hashes(root)


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_elsewhere_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    """Under another path, written in another order, with other dates."""
    first = written(tmp_path / "one", name, 1)
    second = written(tmp_path / "a longer way" / "zwei", name, 2)
    for path in second.rglob("*"):
        os.utime(path, (1, 1))
    assert hashes(first) == hashes(second)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"},
        {
            "PYTHONHASHSEED": "2",
            "LC_ALL": "de_DE.UTF-8",
            "LANG": "tr_TR.UTF-8",
            "TZ": "America/Adak",
        },
        {"PYTHONHASHSEED": "3", "LC_ALL": "POSIX", "SOURCE_DATE_EPOCH": "1"},
        {"PYTHONHASHSEED": "4", "PYTHONOPTIMIZE": "2", "NO_COLOR": "1", "HOME": "/nowhere"},
    ],
    ids=["C", "de", "POSIX", "optimized"],
)
def test_other_surroundings_give_the_same_bytes(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    for name in NAMES:
        root = written(tmp_path / name, name)
        assert elsewhere(root, **environment) == hashes(root)


def test_files_beside_what_is_read_change_nothing(tmp_path: Path) -> None:
    root = written(tmp_path, "nato")
    before = hashes(root)
    for name in (".DS_Store", "content/.notes.md.swp", "content/nato/notes.md~", "notes.txt"):
        (root / name).write_bytes(b"\0")
    (root / "site").mkdir()
    (root / ".git").mkdir()
    assert hashes(root) == before


def test_the_theme_is_the_same_from_a_copy_of_the_package(tmp_path: Path) -> None:
    root = written(tmp_path / "project", "nato")
    copy = tmp_path / "clone"
    for name in ("glossator", "templates", "static"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run(
        [sys.executable, "-c", HASHES, str(root)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == hashes(root)


@pytest.mark.parametrize("name", NAMES)
def test_problems_come_in_the_same_order(tmp_path: Path, name: str) -> None:
    root = written(tmp_path, name)
    for path in sorted((root / "content").rglob("*.md")):
        path.write_text(path.read_text(encoding="utf-8").replace("title:", "titel:"), "utf-8")
    code = HASHES.replace("assert not built.has_errors, built.problems", "").replace(
        "{page.path: hashlib.sha256(page.content).hexdigest() for page in built.pages}",
        "[repr(problem) for problem in built.problems]",
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code, str(root)],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1
    assert b"titel" in found.pop()
