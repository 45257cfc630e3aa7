"""What others measure with: axe-core, Lighthouse and the Nu checker, fetched by npm, run by Node.

Their versions are those of package-lock.json. What cannot be had is said, with its reason.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a program cannot be run."""

    why: str


def fetch() -> Missing | None:
    """Sees to it that node_modules is what the lock file says."""
    lock, marker = HERE / "package-lock.json", MODULES / ".locked"
    if marker.is_file() and marker.read_bytes() == lock.read_bytes():
        return None
    npm = shutil.which("npm")
    if not npm:
        return Missing("npm is not installed")
    print("fetching axe-core, Lighthouse and the Nu checker, only this once", flush=True)
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        return Missing(f"npm could not fetch it: {said[0] if said else 'no reason given'}")
    marker.write_bytes(lock.read_bytes())
    return None


def axe() -> str | Missing:
    """The script that is put into a page."""
    path = MODULES / "axe-core" / "axe.min.js"
    return path.read_text("utf-8") if path.is_file() else Missing("axe-core was not fetched")


def lighthouse(url: str, chromium: str) -> dict[str, object] | Missing:
    """Its report on a page as a phone of its own sees it."""
    node, script = shutil.which("node"), MODULES / "lighthouse" / "cli" / "index.js"
    if not node:
        return Missing("node is not installed")
    if not script.is_file():
        return Missing("Lighthouse was not fetched")
    command = [node, str(script), url, "--quiet", "--output=json", "--output-path=stdout"]
    command += ["--chrome-flags=--headless=new --no-sandbox"]
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return Missing((done.stderr.strip() or "Lighthouse failed").splitlines()[-1])
    return cast("dict[str, object]", json.loads(done.stdout))


def nu(urls: Sequence[str]) -> list[dict[str, object]] | Missing:
    """The messages of the Nu checker on served pages: files have no origin a policy could name."""
    java, jar = shutil.which("java"), MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not java:
        return Missing("java is not installed")
    if not jar.is_file():
        return Missing("the Nu checker was not fetched")
    local = "-Dnu.validator.servlet.allow-forbidden-hosts=true"  # as it calls one's own machine
    command = [java, local, "-Xss8m", "-jar", str(jar), "--format", "json", *urls]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = (done.stderr.strip() or done.stdout.strip()).splitlines()
    if not said or not said[-1].startswith("{"):
        return Missing(said[-1] if said else "the Nu checker said nothing")
    return cast("list[dict[str, object]]", json.loads(said[-1])["messages"])
