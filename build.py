#!/usr/bin/env python3
"""Builds the site from a clone, with nothing but Python: `python3 build.py [command]`.

No command means `build`. `test` runs the tests, `bench` measures; every other command is
glossator's own. The first run makes .venv from the lock file; later ones find it ready and use
neither pip nor network.
Only the standard library, in words that Python 3.8 can read, so that it can say what is needed.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Iterator, NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
OURS = ROOT / ".glossator"
RUNTIME = ROOT / "requirements.lock"
TEST = ROOT / "requirements-test.lock"  # all of RUNTIME, and more
SCRIPTS = {"test": ROOT / "tests" / "run.py", "bench": ROOT / "benchmarks" / "run.py"}


def main() -> int | None:
    if sys.version_info < (3, 11):
        stop("Python 3.11 or newer is needed (this is {}.{}.{})".format(*sys.version_info))
    os.chdir(ROOT)
    command, *rest = sys.argv[1:] or ["build"]
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    try:
        prepare(inside=inside, testing=command in SCRIPTS)
    except OSError as error:
        stop(str(error))
    except KeyboardInterrupt:
        return 130  # as shells have it
    if command in SCRIPTS:
        return hand_over(SCRIPTS[command], *rest)
    if not inside:
        return hand_over(Path(__file__).resolve(), command, *rest)
    sys.argv[1:] = [command, *rest]
    if str(ROOT) not in sys.path:  # Python leaves it out when told to be safe (-P)
        sys.path.insert(0, str(ROOT))
    from glossator import cli

    return cli.main()  # a site with a kind of page of its own: cli.main(pages=(*PAGES, mine))


def prepare(*, inside: bool, testing: bool) -> None:
    """Sees to it that .venv has what is needed."""
    if (inside or is_ready(RUNTIME)) and (not testing or is_ready(TEST)):
        return
    with alone() as lock:  # and look again: another run may have done it meanwhile
        if not inside and not is_ready(RUNTIME):
            make_venv(lock)
        needed = TEST if testing else RUNTIME
        if not is_ready(needed):
            install(lock, needed)


def make_venv(lock: IO[str]) -> None:
    try:
        import ensurepip  # noqa: F401 Debian has it in a package of its own
        import venv  # noqa: F401
    except ImportError:
        advice = "install it (Debian, Ubuntu: apt install python3-venv) and run this again"
        stop("Python's venv module is incomplete; " + advice)
    run(lock, "make .venv", sys.executable, "-m", "venv", "--clear", VENV)


def install(lock: IO[str], requirements: Path) -> None:
    options = ("--quiet", "--no-input", "--no-user", "--disable-pip-version-check")
    exactly = ("--no-deps", "--require-hashes", "--requirement", requirements.name)
    run(lock, "install " + requirements.name, PYTHON, "-m", "pip", "install", *options, *exactly)
    for ready in (TEST, RUNTIME) if requirements == TEST else (RUNTIME,):
        (VENV / ready.name).write_text(fingerprint(ready), encoding="utf-8")


def run(lock: IO[str], purpose: str, *command: str | Path) -> None:
    """Changes .venv, which has no marker meanwhile. `command` holds the lock until it ends."""
    import subprocess

    print("build.py: only this once:", purpose, file=sys.stderr, flush=True)
    for outdated in (TEST, RUNTIME):
        (VENV / outdated.name).unlink(missing_ok=True)
    words = [str(word) for word in command]
    held = () if sys.platform == "win32" else (lock.fileno(),)
    log = OURS / "setup.log"
    with log.open("wb") as out:
        failed = subprocess.call(words, stdout=out, stderr=out, pass_fds=held)
    if failed:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().split("\n")
        errors = [line[7:] for line in lines if line.startswith("ERROR: ")] or lines
        stop(f"could not {purpose}: {errors[-1]} (no network? more in .glossator/setup.log)")


def is_ready(requirements: Path) -> bool:
    marker = VENV / requirements.name
    return PYTHON.exists() and marker.exists() and marker.read_text() == fingerprint(requirements)


def fingerprint(requirements: Path) -> str:
    """Of project (not its tools' settings), lock file and interpreter; the same from inside."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project.pop("tool", None)
    python = (sys.version, str(Path(sys.base_prefix).resolve()))
    return hashlib.sha256(repr((project, python)).encode() + requirements.read_bytes()).hexdigest()


@contextmanager
def alone() -> Iterator[IO[str]]:
    """A lock that vanishes with its last holder, so that none is ever left behind."""
    OURS.mkdir(exist_ok=True)
    with (OURS / "setup.lock").open("a", encoding="utf-8") as lock:
        if sys.platform == "win32":
            import msvcrt

            while True:
                with suppress(OSError):  # after ten seconds; a first run may take longer
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


def hand_over(script: Path, *arguments: str) -> int:
    """Puts .venv's Python in the place of this one."""
    command = [str(PYTHON), str(script), *arguments]
    if sys.platform == "win32":  # which has no exec that a shell would wait for
        import subprocess

        return subprocess.call(command)
    os.execv(PYTHON, command)


def stop(message: str) -> NoReturn:
    print("build.py: " + message, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    sys.exit(main())
