"""What the pages are like to read, beside the best of nine peers: bytes, margins, reach, audits.

`python3 build.py bench reader [--only NAME …] [--json FILE]`. Builds four sites (this repository's,
and those of tests/marginal.py), serves them compressed, and looks at them in Chromium; axe-core,
Lighthouse and the Nu checker are fetched through npm the first time. What could not be measured has
a question mark and is never counted as met. A mark of the machine is in times alone.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.reader import programs
from benchmarks.reader.bench import Bench, subjects
from benchmarks.reader.figure import Figure, Verdict
from benchmarks.reader.measures import MEASURES, Measure


def main() -> int:
    names = [measure.name for measure in MEASURES]
    parser = argparse.ArgumentParser(prog="build.py bench reader")
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    options = parser.parse_args()
    chosen = [one for one in MEASURES if not options.only or one.name in options.only]
    found = measured(chosen)
    counts = dict.fromkeys(Verdict, 0)
    for figures in found.values():
        for figure in figures:
            counts[figure.verdict] += 1
    print(f"\n{counts[Verdict.MET]} met, {counts[Verdict.MISSED]} not met,"
          f" {counts[Verdict.UNMEASURED]} not measured")  # fmt: skip
    if options.json:
        data = {name: [asdict(figure) for figure in figures] for name, figures in found.items()}
        options.json.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


def measured(chosen: Sequence[Measure]) -> dict[str, list[Figure]]:
    """The figures of each measure by its name; each is printed when it is there."""
    found: dict[str, list[Figure]] = {}
    missing = programs.fetch() if any(one.asks_others for one in chosen) else None
    if missing:
        print(missing.why, file=sys.stderr)
    path = os.environ.get("GLOSSATOR_CHROMIUM") or shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]) as browser,
        subjects(Path(folder)) as sites,
    ):
        bench = Bench(browser, path or playwright.chromium.executable_path, sites)
        print(f"\nChromium {browser.version}")
        for measure in chosen:
            print(f"\n{measure.title} [{measure.name}]")
            print(f"    best of nine peers: {measure.peers}\n    wanted: {measure.target}")
            found[measure.name] = []
            for figure in measure.figures(bench):
                found[measure.name].append(figure)
                print(f"  {figure.verdict} {figure.on}: {figure.said}", flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main())
