"""The program as other people have it: a wheel, installed in an empty environment elsewhere.

A site is begun, written, built, served and cleaned in an empty folder, with nothing of the clone
at hand; and what it says installs the program installs it again.
"""

import base64
import hashlib
import io
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from glossator import cli
from glossator.problems import Problem
from glossator.start import program

ROOT = Path(__file__).resolve().parents[1]
TEXT = """\
The Gate
The mayor said that the gate stays open, in summer and in winter, by day and by night, for all.
Of those who came to hear it, most believed it; and the others, who did not, stayed for the wine.
On Bells
Whoever rings the bell has to wait until somebody comes, and nobody has waited for long.
"""


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment with glossator in it, and a folder that was empty."""

    environment: Path
    folder: Path

    def run(self, *words: str, at: str = ".") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.environment / "bin" / words[0], *words[1:]],
            cwd=self.folder / at,
            env=surroundings(),
            capture_output=True,
            text=True,
            check=False,
        )

    def done(self, *words: str, at: str = ".") -> str:
        """What a command says that succeeds."""
        found = self.run(*words, at=at)
        assert found.returncode == 0, found.stdout + found.stderr
        return found.stdout

    def check(self, at: str = ".") -> list[str]:
        """The codes that `check` prints, which finds no error."""
        found = self.run("glossator", "check", at=at)
        assert found.returncode == 0, found.stderr
        return re.findall(r"\[([\w-]+)\]$", found.stderr, re.MULTILINE)


def surroundings() -> dict[str, str]:
    """What a shell elsewhere has: nothing of this clone."""
    left_out = {"PYTHONPATH", "VIRTUAL_ENV", "GITHUB_PAGES", "GITHUB_REPOSITORY"}
    return {name: words for name, words in os.environ.items() if name not in left_out}


def environment(at: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", at], check=True)
    return at


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that `pip wheel .` makes."""
    at = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", at, ROOT], check=True)
    (found,) = at.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    at = tmp_path_factory.mktemp("else where")
    empty = at / "empty"
    empty.mkdir()
    found = Installed(environment(at / "environment"), empty)
    found.done("pip", "install", "--quiet", "--disable-pip-version-check", str(wheel))
    return found


@pytest.mark.network
def test_a_site_is_made_from_nothing_with_the_wheel_alone(installed: Installed) -> None:
    folder = installed.folder
    (folder / "text.txt").write_bytes(TEXT.encode())

    said = installed.done("glossator", "new", "my-site")
    assert "Settings > Pages > Build and deployment > Source: GitHub Actions" in said
    site = folder / "my-site"
    assert files(site) == {
        ".gitattributes",
        ".github/workflows/pages.yml",
        ".gitignore",
        "content/about.md",
        "content/site.toml",
        "requirements.txt",
        "vendor/glossator-0.1.0-py3-none-any.whl",
    }
    installed.done("glossator", "build", at="my-site")
    assert installed.check("my-site") == []

    installed.done("glossator", "new", "gate", "--from", "../text.txt", at="my-site")
    assert (site / "seeds" / "gate.txt").read_bytes() == TEXT.encode()
    assert installed.check("my-site") == ["placeholder-left"]
    installed.done("glossator", "new", "term", "Bell", at="my-site")
    assert installed.check("my-site") == ["placeholder-left", "term-empty"]

    templates = site / "templates"
    templates.mkdir()
    (templates / "page.html").write_text(
        '{% extends "theme/page.html" %}{% block foot %}{{ super() }}<p>Class 9b.</p>{% endblock %}'
    )
    address = ("--base-url", "https://example.org/texts/")
    installed.done("glossator", "build", *address, at="my-site")
    page = (site / "site" / "gate" / "index.html").read_text(encoding="utf-8")
    assert '<h2 id="on-bells"' in page, "its heading was guessed"
    assert 'id="note-first-note"' in page
    assert "Class 9b." in page
    assert "https://example.org/texts/gate/" in page
    assert (site / "site" / "glossary" / "bell" / "index.html").exists()

    assert 'id="note-first-note"' in asked(installed, "my-site", "gate/")
    installed.done("glossator", "clean", at="my-site")
    assert not (site / "site").exists()


@pytest.mark.network
def test_the_documentation_comes_with_the_wheel(installed: Installed) -> None:
    for name in ("authors", "extending", "design"):
        said = installed.done("glossator", "guide", name)
        assert said == (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert "# Writing for glossator\n" in installed.done("glossator", "guide")


def files(folder: Path) -> set[str]:
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()} - {
        one.relative_to(folder).as_posix() for one in (folder / "site").rglob("*")
    }


def asked(installed: Installed, at: str, path: str) -> str:
    """What `serve` answers, started on a free port and stopped again as from a keyboard."""
    command = [str(installed.environment / "bin" / "glossator"), "serve"]
    with subprocess.Popen(
        command,
        cwd=installed.folder / at,
        env={**surroundings(), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        url = ""
        while not url:
            line = process.stdout.readline()
            assert line, "the preview has ended"
            url = next((word for word in line.split() if word.startswith("http")), "")
        words = ""
        while not words:  # until the first build is done
            assert process.poll() is None, "the preview has ended"
            with suppress(OSError), urlopen(url + path) as answer:
                words = answer.read().decode()
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        process.stdout.close()
        assert process.wait() == 0
    return words


@pytest.mark.network
def test_what_a_new_site_requires_is_installed_and_builds_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From a clone: the wheel that comes along is made of it, by nothing but the program."""
    assert cli.main(["--root", str(tmp_path), "new", "my #1 site"]) == 0
    assert "cd 'my #1 site'" in capsys.readouterr().out
    found = Installed(environment(tmp_path / "environment"), tmp_path / "my #1 site")
    found.done("pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt")
    assert found.done("glossator", "--version") == "glossator, version 0.1.0\n"
    found.done("glossator", "build")
    assert (found.folder / "site" / "about" / "index.html").exists()


@pytest.mark.network
def test_an_installed_program_packs_the_files_it_was_installed_from(
    installed: Installed, wheel: Path
) -> None:
    """The file it came in need not be there any more."""
    installed.done("glossator", "new", "packed")
    (packed,) = (installed.folder / "packed" / "vendor").glob("*.whl")
    ours, theirs = inside(packed.read_bytes()), inside(wheel.read_bytes())
    assert ours.keys() == theirs.keys()
    assert {name for name in ours if ours[name] != theirs[name]} == {
        "glossator-0.1.0.dist-info/RECORD",
        "glossator-0.1.0.dist-info/WHEEL",
    }


def inside(wheel: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed() -> tuple[str, bytes]:
    found = program.wheel()
    assert not isinstance(found, Problem)
    return found


def test_a_clone_packs_what_pip_would(wheel: Path) -> None:
    name, data = packed()
    ours, theirs = inside(data), inside(wheel.read_bytes())
    assert name == wheel.name
    assert ours.keys() == theirs.keys()
    info = "glossator-0.1.0.dist-info"
    unlike = {one for one in ours if ours[one] != theirs[one]}
    assert unlike == {f"{info}/{one}" for one in ("METADATA", "RECORD", "WHEEL")}
    one, other = (message_from_bytes(files[f"{info}/METADATA"]) for files in (ours, theirs))
    for key in ("Name", "Version", "Summary", "License-Expression", "License-File"):
        assert one[key] == other[key]
    assert one["Requires-Python"] == other["Requires-Python"]
    assert needed(one) == needed(other)


def needed(metadata: Message) -> set[Requirement]:
    found = {Requirement(words) for words in metadata.get_all("Requires-Dist", [])}
    for one in found:
        one.name = canonicalize_name(one.name)
    return found


def test_the_same_program_packs_the_same_bytes() -> None:
    assert packed() == packed()


def test_the_list_in_a_wheel_has_every_file_with_its_hash() -> None:
    files = inside(packed()[1])
    (record,) = [name for name in files if name.endswith("/RECORD")]
    rows = [row.split(",") for row in files[record].decode().splitlines()]
    assert {name for name, _, _ in rows} == files.keys()
    for name, digest, size in rows:
        if name != record:
            hashed = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest())
            assert digest == f"sha256={hashed.decode().rstrip('=')}"
            assert int(size) == len(files[name])
