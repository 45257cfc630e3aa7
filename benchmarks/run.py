"""Runs a benchmark in .venv: `python3 build.py bench NAME [its arguments]`; alone, it lists them.

A benchmark is a script or a folder beside this one, and says in its first line what it measures.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.run import need_chromium, stop  # noqa: E402 - the tests need not be installed


def main(arguments: list[str]) -> int:
    found = benchmarks()
    if not arguments:
        for name, measures in found.items():
            print(f"{name:<8} {measures}")
        return 0
    name, *rest = arguments
    if name not in found:
        stop(f"there is no benchmark {name!r}; there are {', '.join(found)}")
    os.chdir(ROOT)
    need_chromium()
    return subprocess.call([sys.executable, "-m", f"benchmarks.{name}", *rest])


def benchmarks() -> dict[str, str]:
    """What each of them measures, by name."""
    own = Path(__file__).resolve()
    scripts = [*own.parent.glob("[a-z]*.py"), *own.parent.glob("*/__main__.py")]
    named = {path.parent.name if path.stem == "__main__" else path.stem: path
             for path in scripts if path != own}  # fmt: skip
    return {
        name: (ast.get_docstring(ast.parse(path.read_bytes())) or "").partition("\n")[0]
        for name, path in sorted(named.items())
    }


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)  # as shells have it
