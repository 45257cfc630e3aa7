"""The road from a clean clone to a running program: build.py, the lock files, CI and Pages."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build.py"
LOCKS = ("requirements.lock", "requirements-test.lock")
CLI = """\
import sys
import jinja2
def main():
    print("ran", *sys.argv[1:])
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of the set-up alone, never run, with a program that only says how it was called."""
    for name in ("build.py", "pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "glossator").mkdir()
    (tmp_path / "glossator" / "__init__.py").touch()
    (tmp_path / "glossator" / "cli.py").write_text(CLI, encoding="utf-8")
    return tmp_path


def start(clone: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, clone / "build.py", *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit status, output, and what was said beside it."""
    output, said = process.communicate(timeout=600)
    return process.returncode, output, said


def pretending(python: str, script: Path) -> tuple[int, str, str]:
    """What the script does after the line `python`, which changes the interpreter."""
    code = f"import runpy, sys\n{python}\nrunpy.run_path({str(script)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


# build.py


def test_build_py_is_at_most_150_lines() -> None:
    assert len(BUILD.read_text(encoding="utf-8").splitlines()) <= 150


def test_build_py_can_be_read_by_python_3_8() -> None:
    ast.parse(BUILD.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_build_py_imports_the_standard_library_and_glossator_alone() -> None:
    imported = {name.split(".")[0] for name in imports(ast.parse(BUILD.read_bytes()))}
    assert imported - sys.stdlib_module_names == {"glossator"}


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module)):
                yield module
            case _:
                pass


def test_an_old_python_is_told_in_one_line_what_is_needed(clone: Path) -> None:
    status, output, said = pretending("sys.version_info = (3, 8, 18)", clone / "build.py")
    assert (status, output) == (2, "")
    assert said == "build.py: Python 3.11 or newer is needed (this is 3.8.18)\n"


def test_a_python_without_ensurepip_is_told_in_one_line_what_to_install(clone: Path) -> None:
    status, output, said = pretending("sys.modules['ensurepip'] = None", clone / "build.py")
    assert (status, output) == (2, "")
    assert said == (
        "build.py: Python's venv module is incomplete;"
        " install it (Debian, Ubuntu: apt install python3-venv) and run this again\n"
    )
    assert not (clone / ".venv").exists()


def test_a_first_run_without_network_fails_in_one_line_and_leaves_no_marker(clone: Path) -> None:
    status, output, said = finish(start(clone, PIP_NO_INDEX="1", PIP_FIND_LINKS=""))
    assert (status, output) == (2, "")
    last = said.splitlines()[-1]
    assert last.startswith("build.py: could not install requirements.lock: No matching distribu")
    assert last.endswith("(no network? more in .glossator/setup.log)")
    assert "Traceback" not in said
    assert not (clone / ".venv" / "requirements.lock").exists()


@pytest.mark.network
def test_an_interrupted_first_run_is_mended_once_and_for_all_by_the_next(clone: Path) -> None:
    first = start(clone, "check")
    while not (clone / ".venv" / "pyvenv.cfg").exists():
        assert first.poll() is None
        time.sleep(0.01)
    first.kill()
    finish(first)
    (clone / ".venv" / "left-over").touch()

    results = [finish(each) for each in (start(clone, "check"), start(clone, "serve", "-o"))]
    assert [(status, output) for status, output, _ in results] == [
        (0, "ran check\n"),
        (0, "ran serve -o\n"),
    ]
    installed = [said for _, _, said in results if "install requirements.lock" in said]
    assert len(installed) == 1, "two runs at once made .venv together"
    assert not (clone / ".venv" / "left-over").exists()

    (clone / ".venv" / "bin" / "pip").unlink(missing_ok=True)
    shutil.rmtree(next((clone / ".venv").rglob("site-packages/pip")))
    assert finish(start(clone)) == (0, "ran build\n", ""), "a later run needs no pip"

    with (clone / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    _, _, said = finish(start(clone, PIP_NO_INDEX="1", PIP_FIND_LINKS=""))
    assert "make .venv" in said, "another lock file asks for another .venv"


def test_bench_alone_lists_all_benchmarks_and_says_what_they_measure() -> None:
    names = ["long", "reader", "stages", "terms"]
    command = [sys.executable, str(ROOT / "benchmarks" / "run.py")]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert [line.split()[0] for line in listed.splitlines()] == [
        "long",
        "reader",
        "stages",
        "terms",
    ]
    assert all(len(line.split()) > 5 for line in listed.splitlines())
    unknown = subprocess.run([*command, "nothing"], capture_output=True, text=True, check=False)
    assert unknown.returncode == 2
    assert f"'nothing'; there are {', '.join(names)}" in unknown.stderr


def test_what_npm_fetches_is_locked_and_no_host_is_named() -> None:
    folder = ROOT / "benchmarks" / "reader"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in wanted.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    fetched = [one for path, one in packages.items() if path]
    assert all("integrity" in one and "resolved" not in one for one in fetched)


# The lock files


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_is_locked_within_its_bounds(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"]
    if name == "requirements-test.lock":
        wanted = wanted + project["dependency-groups"]["test"]
    versions = locked(name)
    for requirement in map(Requirement, wanted):
        version = versions[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), requirement


@pytest.mark.parametrize("name", LOCKS)
def test_everything_locked_has_its_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for entry in re.split(r"\n(?=\w)", re.sub(r"^#.*\n|^    #.*\n?", "", text, flags=re.MULTILINE)):
        requirement, *hashes = (line.strip() for line in entry.strip().split(" \\\n"))
        assert "==" in requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes)


def test_tests_run_with_the_versions_that_are_delivered() -> None:
    delivered, tested = (locked(name) for name in LOCKS)
    assert delivered.items() <= tested.items()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_no_host_and_no_path(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|(?<!\w)/\w|--(index|find|extra)", text)


def locked(name: str) -> dict[str, str]:
    """Version by name, of everything in the lock file."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, flags=re.MULTILINE))


# CI and GitHub Pages


def test_ci_runs_the_test_command_and_nothing_else() -> None:
    script = ROOT / ".ci" / "run"
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[1].startswith("cd ")
    assert lines[2:] == ["exec python3 build.py test"]
    assert os.access(script, os.X_OK)


def test_the_workflow_uses_the_current_majors() -> None:
    text = (ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"uses: (\S+)", text)) == {
        "actions/checkout@v7",
        "actions/setup-python@v7",
        "actions/configure-pages@v6",
        "actions/upload-pages-artifact@v5",
        "actions/deploy-pages@v5",
    }


def test_each_job_of_the_workflow_may_do_no_more_than_it_must() -> None:
    text = (ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    workflow = yaml.load(text, yaml.BaseLoader)  # noqa: S506 makes nothing but text, so `on` stays
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "test": {"contents": "read"},
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert workflow["jobs"]["build"]["needs"] == "test"
    assert workflow["jobs"]["deploy"]["needs"] == "build"
    assert workflow["jobs"]["build"]["if"] == "github.event_name != 'pull_request'"
    assert set(workflow["on"]) == {"push", "pull_request", "workflow_dispatch"}


def test_the_sites_address_comes_from_configure_pages() -> None:
    text = (ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    assert '--base-url "$BASE_URL/"' in text
    assert "BASE_URL: ${{ steps.pages.outputs.base_url }}" in text
    assert "${{" not in "".join(re.findall(r"run: .*", text)), "an expression in a shell command"
