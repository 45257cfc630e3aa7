"""Pages to a folder: only what changed, each file whole, nothing of anybody else's touched."""

import hashlib
import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from glossator import write
from glossator.build import build
from glossator.cli import main
from glossator.model import Page
from glossator.pages import MADE_BY, MANIFEST
from glossator.problems import Code, Problem
from glossator.project import Project

ROOT = Path(__file__).parents[1]
BASE = "https://example.org/"


def pages(files: Mapping[str, str]) -> list[Page]:
    """A site of these files, with its manifest, as `pages` makes it; sorted by the suffix."""
    kinds = {".css": "asset", ".txt": "source", ".html": "explainer"}
    made = [
        Page(path, words.encode(), kinds.get(Path(path).suffix, ""))
        for path, words in files.items()
    ]
    hashes = {page.path: hashlib.sha256(page.content).hexdigest() for page in made}
    data = json.dumps({"made by": MADE_BY, "files": hashes})
    return [*made, Page(MANIFEST, data.encode(), "manifest")]


def planned(project: Project, files: Mapping[str, str]) -> write.Plan:
    plan = write.plan(pages(files), project)
    assert isinstance(plan, write.Plan)
    return plan


def put(project: Project, files: Mapping[str, str]) -> write.Plan:
    """Make the site of these files."""
    plan = planned(project, files)
    assert write.apply(plan, project) is None
    return plan


def refused(project: Project, files: Mapping[str, str]) -> Problem:
    """Why the site may not be made; nothing in it is touched."""
    before = snapshot(project.root)
    problem = write.plan(pages(files), project)
    assert isinstance(problem, Problem)
    assert isinstance(write.clean(project), Problem)
    assert snapshot(project.root) == before
    return problem


Snapshot = dict[str, tuple[int, int, bytes]]


def snapshot(folder: Path) -> Snapshot:
    """Everything below a folder: mode, time of the last change, and what it is."""
    found: Snapshot = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        data = b""
        if path.is_symlink():
            data = str(path.readlink()).encode()
        elif path.is_file():
            data = path.read_bytes()
        # A folder's time changes with what is in it.
        moment = 0 if stat.S_ISDIR(status.st_mode) else status.st_mtime_ns
        found[path.relative_to(folder).as_posix()] = (status.st_mode, moment, data)
    return found


def words(project: Project) -> dict[str, str]:
    """The files of the site, without its manifest."""
    return {
        path.relative_to(project.site).as_posix(): path.read_text(encoding="utf-8")
        for path in project.site.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


FIRST = {"index.html": "home", "a/index.html": "a", "a/b/c.html": "c", "assets/x.css": "x"}


# Only what changed


def test_a_site_is_made_from_nothing(project: Project) -> None:
    plan = put(project, FIRST)
    assert words(project) == FIRST
    assert (len(plan.writes), plan.removals, plan.unchanged) == (5, (), 0)
    assert sorted(path.name for path in project.cache.iterdir()) == []


def test_what_did_not_change_is_not_written(project: Project) -> None:
    put(project, FIRST)
    before = snapshot(project.site)
    assert planned(project, FIRST).writes == ()
    put(project, FIRST)
    assert snapshot(project.site) == before
    plan = put(project, {**FIRST, "a/index.html": "another"})
    assert [page.path for page in plan.writes] == ["a/index.html", MANIFEST]
    after = snapshot(project.site)
    assert {path for path in after if after[path] != before[path]} == {"a/index.html", MANIFEST}


def test_a_plan_changes_nothing(project: Project) -> None:
    put(project, FIRST)
    before = snapshot(project.root)
    planned(project, {"other.html": "other"})
    assert snapshot(project.root) == before


def test_a_file_that_somebody_changed_is_put_right(project: Project) -> None:
    put(project, FIRST)
    (project.site / "index.html").write_text("spoilt", encoding="utf-8")
    (project.site / "a" / "index.html").unlink()
    put(project, FIRST)
    assert words(project) == FIRST


def test_what_is_no_longer_made_goes_and_so_do_empty_folders(project: Project) -> None:
    put(project, FIRST)
    plan = put(project, {"index.html": "home"})
    assert set(plan.removals) == {"a/index.html", "a/b/c.html", "assets/x.css"}
    assert sorted(path.name for path in project.site.rglob("*")) == [MANIFEST, "index.html"]


def test_a_folder_with_something_in_it_stays(project: Project) -> None:
    put(project, FIRST)
    put(project, {"index.html": "home", "a/b/c.html": "c"})
    assert words(project) == {"index.html": "home", "a/b/c.html": "c"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"data": "file"}, {"data/x": "in a folder"}),
        ({"data/x": "in a folder"}, {"data": "file"}),
        ({"a/b/c/d": "deep", "a/e": "e"}, {"a/b": "file", "a/e": "e"}),
        ({"a": "1", "b/c": "2"}, {"a/x": "1", "b": "2"}),
    ],
)
def test_a_file_may_become_a_folder_and_a_folder_a_file(
    project: Project, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    put(project, before)
    put(project, after)
    assert words(project) == after
    put(project, before)
    assert words(project) == before


# In which order


def test_assets_come_before_pages_and_the_manifest_last(project: Project) -> None:
    files = dict.fromkeys(["z.html", "a.html", "assets/y.css", "a/source.txt", "feed.xml"], "x")
    order = [page.path for page in planned(project, files).writes]
    assert order[:2] == ["assets/y.css", "a/source.txt"]
    assert order[-1] == MANIFEST
    assert order[2:-1] == sorted(order[2:-1])


def test_removals_come_after_all_that_is_written(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(project, FIRST)
    steps: list[str] = []
    replace, unlink = Path.replace, Path.unlink

    def replacing(self: Path, target: Path) -> Path:
        steps.append(f"write {target.name}")
        return replace(self, target)

    def unlinking(self: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 (theirs)
        if self.exists():
            steps.append(f"remove {self.name}")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "replace", replacing)
    monkeypatch.setattr(Path, "unlink", unlinking)
    put(project, {"index.html": "home", "new.css": "n", "new.html": "n"})
    assert steps == [
        "write writing-site.json",
        "write new.css",
        "write new.html",
        f"write {MANIFEST}",
        "remove x.css",
        "remove index.html",
        "remove c.html",
        "remove writing-site.json",
    ]


def test_a_disk_that_refuses_is_a_problem_and_the_next_run_mends_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(project, FIRST)
    second = {"index.html": "new home", "n/index.html": "n", "o/index.html": "o"}
    write_bytes = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.parent.name == "n":
            write_bytes(self, data[: len(data) // 2])
            raise OSError(28, "No space left on device", str(self))
        return write_bytes(self, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        problem = write.apply(planned(project, second), project)
    assert problem
    assert problem.code == Code.SITE_UNWRITABLE
    assert problem.message == "the site cannot be written: no space left on device"
    assert not list(project.root.rglob(".glossator-writing-*"))
    put(project, second)
    assert words(project) == second


# Nothing of anybody else's


@pytest.mark.parametrize("name", ["mine.txt", ".git", ".DS_Store", "a/mine.html", "CNAME"])
def test_a_folder_with_a_foreign_file_is_refused(project: Project, name: str) -> None:
    put(project, FIRST)
    (project.site / name).write_text("mine", encoding="utf-8")
    problem = refused(project, {"index.html": "new"})
    assert problem.code == Code.FOLDER_FOREIGN
    assert name in problem.message
    assert problem.place.file == f"site/{name}"


def test_a_folder_that_was_there_before_is_refused(project: Project) -> None:
    project.site.mkdir()
    (project.site / "index.html").write_text("mine", encoding="utf-8")
    assert refused(project, FIRST).code == Code.FOLDER_FOREIGN


@pytest.mark.parametrize("listed", ['{"files": {"mine.txt": ""}}', '["mine.txt"]', "{}", "\0"])
def test_somebody_elses_files_json_makes_nothing_ours(project: Project, listed: str) -> None:
    project.site.mkdir()
    (project.site / "mine.txt").write_text("mine", encoding="utf-8")
    (project.site / MANIFEST).write_text(listed, encoding="utf-8")
    assert refused(project, FIRST).code == Code.FOLDER_FOREIGN


def test_an_empty_folder_of_somebody_elses_stays(project: Project) -> None:
    put(project, FIRST)
    (project.site / "mine").mkdir()
    put(project, {"index.html": "home"})
    assert (project.site / "mine").is_dir()


@pytest.mark.parametrize("target", ["nowhere", "../elsewhere", "index.html"])
def test_a_foreign_link_is_refused(project: Project, target: str) -> None:
    put(project, FIRST)
    (project.site / "link").symlink_to(target)
    assert refused(project, FIRST).code == Code.FOLDER_FOREIGN


def test_a_link_to_a_folder_is_not_followed(project: Project) -> None:
    outside = project.root / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("mine", encoding="utf-8")
    put(project, FIRST)
    shutil.rmtree(project.site / "a")
    (project.site / "a").symlink_to(outside)
    assert refused(project, FIRST).code == Code.FOLDER_FOREIGN


def test_a_link_in_the_place_of_a_page_is_replaced_and_not_written_through(
    project: Project,
) -> None:
    outside = project.root / "outside.html"
    outside.write_text("mine", encoding="utf-8")
    files = {**FIRST, ".nojekyll": ""}
    put(project, files)
    for name in ("index.html", ".nojekyll"):
        (project.site / name).unlink()
        (project.site / name).symlink_to(outside)
    put(project, files)
    assert words(project) == files
    assert not (project.site / ".nojekyll").is_symlink()
    assert outside.read_text(encoding="utf-8") == "mine"


def test_a_pipe_in_the_folder_is_refused_and_not_read(project: Project) -> None:
    put(project, FIRST)
    os.mkfifo(project.site / "pipe")
    problem = write.plan(pages(FIRST), project)
    assert isinstance(problem, Problem)
    assert problem.code == Code.FOLDER_FOREIGN


@pytest.mark.parametrize("sort", ["a file", "a link", "a link to nowhere", "a link to a file"])
def test_a_site_that_is_no_folder_is_refused(project: Project, sort: str) -> None:
    other = project.root / "other"
    if sort == "a file":
        project.site.write_text("mine", encoding="utf-8")
    else:
        if sort == "a link":
            other.mkdir()
        elif sort == "a link to a file":
            other.write_text("mine", encoding="utf-8")
        project.site.symlink_to(other)
    problem = refused(project, FIRST)
    assert problem.code == Code.SITE_UNWRITABLE
    assert problem.place.file == "site"


def test_clean_removes_what_is_ours_and_nothing_else(project: Project) -> None:
    (project.root / "keep.txt").write_text("mine", encoding="utf-8")
    put(project, FIRST)
    removed = write.clean(project)
    assert not isinstance(removed, Problem)
    assert len(removed) == 5
    assert not project.site.exists()
    assert (project.root / "keep.txt").exists()
    assert write.clean(project) == ()


def test_clean_leaves_a_folder_of_somebody_elses(project: Project) -> None:
    put(project, FIRST)
    (project.site / "mine").mkdir()
    write.clean(project)
    assert [path.name for path in project.site.iterdir()] == ["mine"]


# Modes


@pytest.mark.parametrize("mask", [0o077, 0o000, 0o022, 0o277])
def test_everybody_may_read_whatever_the_mask(project: Project, mask: int) -> None:
    before = os.umask(mask)
    try:
        put(project, FIRST)
        put(project, {**FIRST, "d/e/f.html": "f", "index.html": "new"})
    finally:
        os.umask(before)
    for path in (project.site, *project.site.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


# Killed in the middle

WRITER = """
import json, os, random, signal, sys, time
from pathlib import Path
from glossator import write
from glossator.model import Page
from glossator.project import Project

project = Project(Path(sys.argv[1]))
versions = {
    name: [Page(path, words.encode(), kind) for path, words, kind in pages]
    for name, pages in json.loads(Path(sys.argv[2]).read_text()).items()
}

def pause():
    return random.uniform(0, 0.1) if len(names) == 1 else 0

def make(name):
    with write.alone(project):
        plan = write.plan(versions[name], project)
        assert isinstance(plan, write.Plan), plan
        problem = write.apply(plan, project)
        assert problem is None, problem

def stop_after(steps):
    for name in ("write_bytes", "chmod", "replace", "unlink", "mkdir", "rmdir"):
        def step(*given, whole=getattr(Path, name), name=name, **more):
            nonlocal steps
            steps -= 1
            if steps < 0:
                if name == "write_bytes":
                    whole(given[0], given[1][:len(given[1]) // 2])
                os._exit(9)
            return whole(*given, **more)
        setattr(Path, name, step)

print("ready", flush=True)
for line in sys.stdin:
    names, steps = line.split()
    child = os.fork()
    if not child:
        if steps != "forever":
            stop_after(int(steps))
            make(names)
            os._exit(0)
        while True:
            for name in names:
                make(name)
                time.sleep(pause())  # a lock is nobody's turn: who waits must find it free
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""
"""Forks on demand: a child that makes sites in turn until it is killed, or that stops for good at
its n-th step on the disk, in the middle of it."""

VERSIONS = {
    name: {
        f"{name if not number % 3 else 'shared'}/{number % 4}/{number}{suffix}": f"{name}{number} "
        * 999
        for number, suffix in enumerate([".css", ".txt", *[".html"] * 3])
    }
    for name in "ABC"
}
"""Sites that share two thirds of their addresses and no word."""


class Writer:
    """The process behind the tests below."""

    def __init__(self, project: Project) -> None:
        versions = project.root / "versions.json"
        listed = {
            name: [(page.path, page.content.decode(), page.kind) for page in pages(files)]
            for name, files in VERSIONS.items()
        }
        versions.write_text(json.dumps(listed), encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(project.root), str(versions)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # so that it ends with all its children, whatever happens
        )
        assert self.answer() == "ready"

    def answer(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def start(self, names: str, steps: int | str = "forever") -> int:
        """The process id of a child that makes these versions."""
        assert self.process.stdin
        self.process.stdin.write(f"{names} {steps}\n")
        self.process.stdin.flush()
        return int(self.answer())

    def end(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


@pytest.fixture
def writer(project: Project) -> Iterator[Writer]:
    writer = Writer(project)
    yield writer
    writer.end()


def whole(project: Project) -> set[str]:
    """The versions that the site's files are of; a file that is no version's whole fails."""
    found = set()
    for path, content in words(project).items():
        if not Path(path).name.startswith(".glossator-writing-"):
            names = [name for name in VERSIONS if VERSIONS[name].get(path) == content]
            assert len(names) == 1, f"{path} is not whole"
            found.update(names)
    return found


def mended(project: Project, version: Mapping[str, str]) -> None:
    """Make this version, and see that nothing is left of what was interrupted."""
    put(project, version)
    assert words(project) == version
    left = [path for path in project.root.rglob("*") if path.name.startswith(".glossator-writing-")]
    assert not left
    assert {path.name for path in project.cache.iterdir()} <= {"build.lock"}
    folders = [path for path in project.site.rglob("*") if path.is_dir()]
    assert all(any(folder.iterdir()) for folder in folders), "no empty folder is left"


def test_a_build_that_ends_at_any_step_leaves_whole_files_and_is_mended(
    project: Project, writer: Writer
) -> None:
    steps, status = 0, "0"
    mixed = 0
    while steps == 0 or status != "0":
        put(project, VERSIONS["A"])
        writer.start("B", steps)
        status = writer.answer()
        assert status in {"0", str(9 << 8)}
        mixed += whole(project) == {"A", "B"}
        mended(project, VERSIONS["ABC"[steps % 3]])
        steps += 1
    assert steps > 25, "every write, rename and removal was once the last step"
    assert mixed > 8


def test_a_first_build_that_ends_at_any_step_is_mended_or_cleaned(
    project: Project, writer: Writer
) -> None:
    steps, status = 0, "9"
    while status != "0":
        writer.start("B", steps)
        status = writer.answer()
        if project.site.exists():
            assert whole(project) <= {"B"}
        if steps % 2:
            mended(project, VERSIONS["C"])
        assert not isinstance(write.clean(project), Problem)
        assert not project.site.exists() or not list(project.site.rglob("*.*"))
        steps += 1


def test_a_build_killed_in_the_middle_leaves_whole_files_and_is_mended(
    project: Project, writer: Writer
) -> None:
    chance = random.Random(1)  # noqa: S311 (no secret: moments to kill at)
    put(project, VERSIONS["C"])
    for number in range(25):
        child = writer.start("AB")
        time.sleep(chance.uniform(0, 0.06))
        os.kill(child, signal.SIGKILL)
        assert writer.answer() == str(int(signal.SIGKILL))
        whole(project)
        mended(project, VERSIONS["ABC"[number % 3]])


# Two at once


def test_two_builds_at_once_do_not_mix(project: Project, writer: Writer) -> None:
    other = Writer(project)
    put(project, VERSIONS["C"])
    writer.start("A")
    other.start("B")
    seen: set[str] = set()
    looks = 0
    try:
        while looks < 10 or not seen >= {"A", "B"}:
            looks += 1
            assert looks < 3000, "they take turns"
            with write.alone(project):
                found = whole(project)
            assert len(found) == 1
            seen |= found
    finally:
        other.end()


def command(root: Path, *arguments: str) -> "subprocess.Popen[str]":
    code = "import sys; from glossator.cli import main; sys.exit(main())"
    return subprocess.Popen(
        [sys.executable, "-c", code, "--root", str(root), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def copied(root: Path) -> Project:
    """A copy of what this repository's site is made from."""
    for name in ("content", "seeds"):
        shutil.copytree(ROOT / name, root / name)
    return Project(root)


def test_two_builds_of_the_command_at_once_make_one_site(tmp_path: Path) -> None:
    project = copied(tmp_path)
    addresses = ("https://one.example/", "https://two.example/site/")
    expected = [
        {page.path: page.content for page in build(project, base_url=base).pages}
        for base in addresses
    ]
    running = [command(tmp_path, "build", "--base-url", base) for base in addresses]
    for process in running:
        _, said = process.communicate()
        assert process.returncode == 0, said
    made = {
        path.relative_to(project.site).as_posix(): path.read_bytes()
        for path in project.site.rglob("*")
        if path.is_file()
    }
    assert made in expected


# The command


def run(project: Project, *arguments: str) -> int:
    return main(["--root", str(project.root), *arguments])


def spoil(project: Project, name: str, pattern: str, by: str) -> None:
    path = project.root / name
    text = path.read_text(encoding="utf-8")
    assert pattern in text
    path.write_text(text.replace(pattern, by, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "pattern", "by"),
    [
        ("content/nato/notes.md", "> declaring NATO dead", "> declaring NATO alive"),
        ("content/site.toml", "title =", "titel ="),
        ("content/about.md", "---", "---\ndraft: maybe"),
        ("seeds/nato.txt", "Mike Lee", "Mike Loo"),
    ],
)
def test_errors_leave_the_site_byte_for_byte_as_it_was(
    tmp_path: Path, name: str, pattern: str, by: str
) -> None:
    project = copied(tmp_path)
    assert run(project, "build", "--base-url", BASE) == 0
    before = snapshot(project.site)
    spoil(project, name, pattern, by)
    assert run(project, "build", "--base-url", BASE) == 1
    assert snapshot(project.site) == before


def test_a_template_that_fails_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    project = copied(tmp_path)
    assert run(project, "build", "--base-url", BASE) == 0
    before = snapshot(project.site)
    (tmp_path / "templates").mkdir()
    for words in ("{{ nothing.here }}", "{% if %}", "{{ 1 / 0 }}"):
        (tmp_path / "templates" / "works.html").write_text(words, encoding="utf-8")
        assert run(project, "build", "--base-url", BASE) == 1
        assert snapshot(project.site) == before


def test_a_build_writes_only_the_site_and_what_may_be_thrown_away(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    before = snapshot(tmp_path)
    assert run(project, "build", "--base-url", BASE) == 0
    assert run(project, "check", "--base-url", BASE) == 0
    after = snapshot(tmp_path)
    assert {path: after[path] for path in before} == before
    new = {"/".join(path.split("/")[:2]) for path in set(after) - set(before)}
    assert new == {"project/site", "project/.glossator"}
    assert run(project, "clean") == 0
    left = set(snapshot(tmp_path)) - set(before)
    assert all(path.startswith("project/.glossator") for path in left)


def test_check_writes_nothing(tmp_path: Path) -> None:
    project = copied(tmp_path)
    before = snapshot(tmp_path)
    assert run(project, "check", "--base-url", BASE) == 0
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("slug", ["..", ".", "../out", "a/b", "/etc", "..\\out", "...", "~"])
def test_no_slug_leads_out_of_the_site(tmp_path: Path, slug: str) -> None:
    project = copied(tmp_path / "project")
    for name in ("content/about.md", "content/nato/index.md", "content/glossary/aspirant.md"):
        spoil(project, name, "---\n", f'---\nslug: "{slug}"\n')
    built = build(project, base_url=BASE)
    if not built.has_errors:
        site = project.site.resolve()
        assert all((site / page.path).resolve().is_relative_to(site) for page in built.pages)
        assert all(page.path == os.path.normpath(page.path) for page in built.pages)


@pytest.mark.parametrize("old", ["../out/", "/../out", "a/../../out", "..", "\\out"])
def test_no_redirect_leads_out_of_the_site(tmp_path: Path, old: str) -> None:
    project = copied(tmp_path / "project")
    spoil(project, "content/about.md", "---\n", f"---\nredirect_from: ['{old}']\n")
    built = build(project, base_url=BASE)
    assert built.has_errors


WITHOUT_RIGHTS = (
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
)
"""How root runs a command that may not read everything."""

UNREADABLE = ("content/speech", "content/glossary", "seeds", "static", "templates")


@pytest.mark.skipif(
    os.name != "posix" or (os.geteuid() == 0 and not shutil.which("setpriv")),
    reason="needs a user who may not read everything",
)
@pytest.mark.parametrize("folder", [*UNREADABLE, "content", "site/speech"])
def test_a_folder_that_cannot_be_read_removes_nothing(tmp_path: Path, folder: str) -> None:
    shutil.copytree(ROOT / "tests" / "problems" / "_base", tmp_path, dirs_exist_ok=True)
    for name in UNREADABLE:
        (tmp_path / name).mkdir(exist_ok=True)
    assert main(["--root", str(tmp_path), "build"]) == 0
    before = snapshot(tmp_path / "site")
    (tmp_path / folder).chmod(0)
    done = subprocess.run(
        [
            *(WITHOUT_RIGHTS if os.geteuid() == 0 else ()),
            *(sys.executable, "-c", "import sys; from glossator.cli import main; sys.exit(main())"),
            *("--root", str(tmp_path), "build"),
        ],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    (tmp_path / folder).chmod(0o755)
    named = "content/site.toml" if folder == "content" else folder
    assert done.returncode == 1
    assert done.stderr.startswith(f"{named}:1:1: error: ")
    assert done.stderr.endswith("\n1 error\n")
    assert snapshot(tmp_path / "site") == before


def test_the_second_build_says_that_nothing_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = copied(tmp_path)
    assert run(project, "build", "--base-url", BASE) == 0
    count = len([path for path in project.site.rglob("*") if path.is_file()])
    assert f"{count} files written, 0 removed, 0 unchanged" in capsys.readouterr().out
    before = snapshot(project.site)
    assert run(project, "build", "--base-url", BASE) == 0
    assert f"0 files written, 0 removed, {count} unchanged" in capsys.readouterr().out
    assert snapshot(project.site) == before


def test_a_foreign_file_stops_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = copied(tmp_path)
    project.site.mkdir()
    (project.site / "mine.txt").write_text("mine", encoding="utf-8")
    before = snapshot(project.site)
    assert run(project, "build", "--base-url", BASE) == 1
    assert "[folder-foreign]" in capsys.readouterr().err
    assert run(project, "clean") == 1
    assert snapshot(project.site) == before


def kinds(found: Sequence[Page]) -> set[str]:
    return {page.kind for page in found}


def test_the_real_pages_are_sorted_into_assets_files_pages_and_the_manifest() -> None:
    built = build(Project(ROOT), base_url=BASE)
    assert {"asset", "source", "explainer", "manifest"} <= kinds(built.pages)
    for page in built.pages:
        if page.path.startswith("assets/"):
            assert page.kind == "asset"
