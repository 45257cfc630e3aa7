"""What a trie-shaped expression saves: 300 forms, looked for in the NATO text fifty times over.

Prints the milliseconds of the best round and the ratio. The rounds are interleaved, so that a slow
moment of the machine hits both. `python3 build.py bench terms`
"""

import re
import sys
import time
from itertools import chain, islice, product
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from glossator.forms import Finder, whole_words  # noqa: E402 - the package need not be installed
from glossator.inflections import inflections  # noqa: E402
from glossator.text import fold  # noqa: E402

ROUNDS = 7
REAL = """
NATO, Article 5, eastern flank, strategic patience, ally, aspirant, North Atlantic Treaty,
NATO ambassador, NATO summit, defense minister, deterrence, force posture review
"""
FIRST = "defense deterrence treaty summit alliance troop missile border energy trade"
SECOND = """
minister review posture budget council commitment exercise spending target doctrine agreement
clause command deployment guarantee mission office planning policy reform report response secretary
session strategy summit talk threat track zone
"""


def best(rounds: list[float]) -> str:
    return f"{min(rounds) * 1000:8.1f} ms"


def main() -> None:
    made = (f"{first} {second}" for first, second in product(FIRST.split(), SECOND.split()))
    real = (form.strip() for form in REAL.split(","))
    forms = {form: form for form in islice(dict.fromkeys(chain(real, made)), 300)}
    text = (ROOT / "seeds" / "nato.txt").read_text(encoding="utf-8") * 50
    folded = fold(text)
    spellings = sorted({each for form in forms for each in inflections(form, "en")}, key=len)[::-1]
    begun = time.perf_counter()
    finder = Finder.of(forms, "en")
    built = time.perf_counter() - begun
    shapes = {
        "flat": re.compile(rf"\b(?:{'|'.join(map(re.escape, spellings))})\b"),
        "trie": re.compile(whole_words(spellings)),
    }
    took: dict[str, list[float]] = {name: [] for name in (*shapes, "finder")}
    found = {}
    for _ in range(ROUNDS):
        for name, pattern in shapes.items():
            begun = time.perf_counter()
            found[name] = [match.span() for match in pattern.finditer(folded.text)]
            took[name].append(time.perf_counter() - begun)
        begun = time.perf_counter()
        hits = finder.find(folded)
        took["finder"].append(time.perf_counter() - begun)
    print(f"{len(forms)} forms, {len(spellings)} spellings, {len(text):,} characters")
    print(f"same hits: {found['flat'] == found['trie']} ({len(found['trie'])}; finder {len(hits)})")
    for name, rounds in took.items():
        print(f"{name:8}{best(rounds)}")
    print(f"trie is {min(took['flat']) / min(took['trie']):.1f} times as fast as flat")
    print(f"building the finder: {built * 1000:.1f} ms")


if __name__ == "__main__":
    main()
