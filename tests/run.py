"""Runs everything that holds glossator up, in .venv: `python3 build.py test [pytest arguments]`.

Formatting, lint, types and tests; with arguments, only the tests they choose. Sees first to the
two programs that tests drive: Chromium, and nginx for the served site. What is missing is
installed where that needs nobody's password, else named; no test is ever left out for it.
"""

import os
import shutil
import subprocess
import sys
import time
from typing import NoReturn

CHECKS = (
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("ruff check", ("ruff", "check", ".")),
    ("mypy", ("mypy",)),
    ("pytest", ("pytest",)),
)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LAUNCH = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    playwright.chromium.launch().close()
"""


def main(arguments: list[str]) -> int:
    if os.name == "posix":  # where servers live, which is not on everyone's PATH
        os.environ["PATH"] += os.pathsep + "/usr/local/sbin:/usr/sbin:/sbin"
    need_nginx()
    need_chromium()
    need_examples()
    if arguments:
        return run("pytest", *arguments)
    results = [(name, *timed(command)) for name, command in CHECKS]
    print()
    for name, status, seconds in results:
        print(f"{name:<12} {'ok' if status == 0 else 'FAILED':<7} {seconds:6.1f} s")
    return next((status for _, status, _ in results if status != 0), 0)


def timed(command: tuple[str, ...]) -> tuple[int, float]:
    """The exit status of a check, and how many seconds it took."""
    print("\n$", *command, flush=True)
    start = time.monotonic()
    return run(*command), time.monotonic() - start


def run(module: str, *arguments: str) -> int:
    return subprocess.call([sys.executable, "-m", module, *arguments])


def need_nginx() -> None:
    if not shutil.which("nginx"):
        install_package("nginx-light")
    if not shutil.which("nginx"):
        stop("the tests need nginx; install it (apt, dnf, brew install nginx) and run this again")


def need_chromium() -> None:
    """Chromium from the PATH, else as a Debian package, else Playwright's own.

    Tests find the first two in GLOSSATOR_CHROMIUM; without it, Playwright takes its own.
    """
    found = chromium()
    if not found and install_package("chromium"):
        found = chromium()
    if found:
        os.environ["GLOSSATOR_CHROMIUM"] = found
        return
    os.environ.pop("GLOSSATOR_CHROMIUM", None)
    libraries = ["--with-deps"] if may_install_packages() else []
    if run("playwright", "install", *libraries, "chromium") != 0 or not playwright_starts():
        stop("the tests need Chromium; install it (apt install chromium) and run this again")


def need_examples() -> None:
    """CommonMark's, which come with the source distribution of markdown-it-py."""
    if run("tests.commonmark") != 0:
        stop("the tests need CommonMark's examples, which pip could not fetch (no network?)")


def chromium() -> str | None:
    """The first Chromium on the PATH that starts; Ubuntu has one that only names a snap."""
    for name in CHROMIUM:
        path = shutil.which(name)
        if path and succeeds(path, "--version"):
            return path
    return None


def playwright_starts() -> bool:
    """Whether Playwright's Chromium finds the system's libraries it needs."""
    return succeeds(sys.executable, "-c", LAUNCH)


def succeeds(*command: str) -> bool:
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(
            command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def may_install_packages() -> bool:
    """As root on Debian and its children; sudo is never used."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_package(name: str) -> bool:
    if not may_install_packages():
        return False
    print("build.py: the tests need", name, "and apt-get can install it", flush=True)
    unasked = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(
        subprocess.call(["apt-get", "-q", *words], stdin=subprocess.DEVNULL, env=unasked) == 0
        for words in (("update",), ("install", "-y", "--no-install-recommends", name))
    )


def stop(message: str) -> NoReturn:
    print("build.py:", message, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)  # as shells have it
