"""What a long text costs: the seconds and the memory of whole builds, and how they grow.

`python3 build.py bench long`. Builds the generated project of tests/long.py at several
lengths, each in a process of its own and from an empty folder, interleaved, and keeps the best
round: once with everything in proportion, once with all notes and terms whatever the length.
Fails if the longest takes more memory than it may, or if time grows faster than the text.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.long import Sizes, long  # noqa: E402 - the tests need not be installed
from tests.sites import written  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTHS = (5_000, 10_000, 20_000, 40_000)
ROUNDS = 3
MEGABYTES = 300
"""What the longest may take."""
GROWTH = 1.2
"""So many times as fast as the text, from one length to the next, time may grow: a machine is not
always as fast as it was."""
BUILD = "import sys; from glossator.cli import main; sys.exit(main())"


def main() -> int:
    series: dict[str, Callable[[int], Sizes]] = {
        "everything in proportion": Sizes.of,
        "all notes, terms and works": lambda words: Sizes(words=words),
    }
    best: dict[tuple[str, int], tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        projects = {
            (name, words): written(long(sizes(words)).files, Path(folder) / f"{number}-{words}")
            for number, (name, sizes) in enumerate(series.items())
            for words in LENGTHS
        }
        for _ in range(ROUNDS):
            for key, project in projects.items():
                best[key] = min(best.get(key, (1e9, 1e9)), built(project))
    failed = False
    for name in series:
        print(f"{name}\n{'words':>10}{'seconds':>10}{'growth':>10}{'of text':>10}{'MB':>8}")
        for words in LENGTHS:
            seconds, peak = best[name, words]
            growth, length = seconds / best[name, LENGTHS[0]][0], words / LENGTHS[0]
            print(f"{words:>10,}{seconds:>10.2f}{growth:>9.1f}x{length:>9.1f}x{peak:>8.0f}")
        is_large = peak > MEGABYTES
        is_slow = any(
            best[name, longer][0] / best[name, shorter][0] > longer / shorter * GROWTH
            for shorter, longer in pairwise(LENGTHS)
        )
        if is_large or is_slow:
            failed = True
            print("  TOO MUCH MEMORY" * is_large + "  GROWS FASTER THAN THE TEXT" * is_slow)
    return int(failed)


def built(project: Path) -> tuple[float, float]:
    """The seconds a processor was busy with a build of `project`, and its peak in megabytes."""
    shutil.rmtree(project / "site", ignore_errors=True)
    command = [sys.executable, "-c", BUILD, "--root", str(project), "build"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, f"{project} cannot be built"
    # In kilobytes, but on macOS. A process counts what its parent had; ours has less than any.
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6


if __name__ == "__main__":
    sys.exit(main())
