"""How long a build takes, and how that grows: texts of 5,000, 10,000 and 20,000 words, interleaved.

`python3 benchmarks/stages.py` (in .venv). One note for every hundred words, one term for every
three hundred; the words are made up, the same every time. Prints seconds, and how they grow against
the shortest text; a stage is linear when its growth is no greater than the text's.
"""

import random
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from glossator import anchor, check, link, pages, proof, read
from glossator.project import Project
from glossator.theme import theme

SIZES = (5_000, 10_000, 20_000)
ROUNDS = 3
SYLLABLES = ("ba", "do", "ke", "li", "mu", "na", "po", "ri", "sa", "te", "vo", "zu")


def main() -> None:
    totals: dict[tuple[int, str], float] = {}
    with tempfile.TemporaryDirectory() as folder:
        projects = {size: made(Path(folder) / str(size), size) for size in SIZES}
        for _ in range(ROUNDS):
            for size, project in projects.items():
                for stage, seconds in stages(project):
                    key = (size, stage)
                    totals[key] = min(totals.get(key, seconds), seconds)
    print(f"{'stage':<10}" + "".join(f"{size:>10,} words" for size in SIZES) + "   growth")
    for stage in dict.fromkeys(name for _, name in totals):
        row = [totals[size, stage] for size in SIZES]
        growth = row[-1] / row[0]
        seconds = "".join(f"{one:>14.3f} s" for one in row)
        print(f"{stage:<10}{seconds}   x{growth:.1f}")
    print(f"{'text':<10}" + " " * 48 + f"  x{SIZES[-1] / SIZES[0]:.1f}")


def stages(project: Project) -> list[tuple[str, float]]:
    """Each stage of a build with its seconds."""
    marks = [("", time.perf_counter())]
    manuscript, _ = read.manuscript(project, with_drafts=False)
    assert manuscript
    marks.append(("read", time.perf_counter()))
    site, problems = link.site(manuscript, check.LOCAL)
    assert not problems, problems[0]
    marks.append(("link", time.perf_counter()))
    check.problems(site)
    marks.append(("check", time.perf_counter()))
    printed, _ = pages.pages(site, theme(project, site.settings.kinds))
    marks.append(("pages", time.perf_counter()))
    assert not proof.problems(site, printed)
    marks.append(("proof", time.perf_counter()))
    source = manuscript.drafts[0].source
    passages = [one.passages[0] for one in site.explainers[0].annotations[:20]]
    for span in passages:
        assert anchor.candidates(anchor.describe(span, source), source) == [span]
    marks.append(("describe", time.perf_counter()))
    return [(name, at - before) for (_, before), (name, at) in pairwise(marks)]


def made(root: Path, size: int) -> Project:
    """A project whose source has `size` words."""
    chance = random.Random(size)  # noqa: S311  nothing here is secret
    (root / "seeds").mkdir(parents=True)
    (root / "content" / "long").mkdir(parents=True)
    (root / "content" / "glossary").mkdir()
    vocabulary = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(1500)]
    words = chance.choices(vocabulary, k=size)
    paragraphs = [" ".join(words[at : at + 80]).capitalize() + "." for at in range(0, size, 80)]
    (root / "seeds" / "long.txt").write_text("\n".join(paragraphs) + "\n", encoding="utf-8")
    notes = "".join(
        f"> {' '.join(words[at : at + 6])}\n{{#n{at} }}\nA note on {words[at + 1]} and more.\n\n"
        for at in range(1, size - 10, 100)
        if at % 80 < 70  # a quote that does not run over a paragraph's end
    )
    content = root / "content"
    (content / "long" / "notes.md").write_text(notes, encoding="utf-8")
    (content / "long" / "index.md").write_text("---\ntitle: Long\ndate: 2026-01-01\n---\n")
    (content / "site.toml").write_text('title = "Long"\n')
    for term in dict.fromkeys(words[::300]):
        page = f"---\ntitle: {term}\n---\nA term.\n"
        (content / "glossary" / f"{term}.md").write_text(page, encoding="utf-8")
    return Project(root)


if __name__ == "__main__":
    main()
