"""How long each stage of a build takes, and how that grows: three lengths, interleaved.

`python3 build.py bench stages`. Builds the project of tests/long.py, notes and terms in
proportion to the words. Prints the seconds that a processor was busy, and how they grow against
the shortest text; a stage is linear when its growth is no greater than the text's.
"""

import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from glossator import anchor, check, link, pages, proof, read
from glossator.project import Project
from glossator.theme import theme
from tests.long import Sizes, long
from tests.sites import written

SIZES = (10_000, 20_000, 40_000)
ROUNDS = 3


def main() -> None:
    totals: dict[tuple[int, str], float] = {}
    with tempfile.TemporaryDirectory() as folder:
        projects = {
            size: Project(written(long(Sizes.of(size)).files, Path(folder) / str(size)))
            for size in SIZES
        }
        for _ in range(ROUNDS):
            for size, project in projects.items():
                for stage, seconds in stages(project):
                    key = (size, stage)
                    totals[key] = min(totals.get(key, seconds), seconds)
    print(f"{'stage':<10}" + "".join(f"{size:>10,} words" for size in SIZES) + "   growth")
    for stage in dict.fromkeys(name for _, name in totals):
        row = [totals[size, stage] for size in SIZES]
        growth = row[-1] / row[0]
        cells = "".join(f"{one:>14.3f} s" for one in row)
        print(f"{stage:<10}{cells}   x{growth:.1f}")
    print(f"{'text':<10}" + " " * 48 + f"  x{SIZES[-1] / SIZES[0]:.1f}")


def stages(project: Project) -> list[tuple[str, float]]:
    """Each stage of a build with its seconds."""
    marks = [("", time.process_time())]
    manuscript, _ = read.manuscript(project, with_drafts=False)
    assert manuscript
    marks.append(("read", time.process_time()))
    site, problems = link.site(manuscript, check.LOCAL)
    assert not problems, problems[0]
    marks.append(("link", time.process_time()))
    check.problems(site)
    marks.append(("check", time.process_time()))
    printed, _ = pages.pages(site, theme(project, site.settings, site.languages))
    marks.append(("pages", time.process_time()))
    assert not proof.problems(site, printed)
    marks.append(("proof", time.process_time()))
    report = next(one for one in site.explainers if one.slug == "report")
    source = report.source
    for span in [one.passages[0] for one in report.annotations if not one.is_section][:20]:
        assert anchor.candidates(anchor.describe(span, source), source) == [span]
    marks.append(("describe", time.process_time()))
    return [(name, at - before) for (_, before), (name, at) in pairwise(marks)]


if __name__ == "__main__":
    main()
