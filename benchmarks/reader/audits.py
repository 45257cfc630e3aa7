"""What other people's checkers say: axe-core, Lighthouse, the Nu checker."""

from collections import Counter
from collections.abc import Iterator
from typing import cast

from benchmarks.reader import programs
from benchmarks.reader.bench import SCHEMES, Bench, arrive
from benchmarks.reader.figure import Figure, Verdict, wanted
from benchmarks.reader.programs import Missing

KINDS = ("", "nato/", "nato/notes/", "glossary/", "glossary/article-5/", "works/", "timeline/",
         "people/", "about/", "404.html")  # fmt: skip
"""A page of each kind."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GROUPS = {
    "A and AA": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "AAA contrast": ["color-contrast-enhanced"],
    "best practice": ["best-practice"],
}
RUN = """async ([values, by]) => {
    const runOnly = {type: by, values}
    const found = await axe.run(document, {runOnly, resultTypes: ["violations"]})
    return found.violations.map(one => [one.id, one.nodes.length, one.nodes[0].target.join(" ")])
}"""


def axe(bench: Bench) -> Iterator[Figure]:
    """All pages of all sites, at two widths, in both schemes."""
    script = programs.axe()
    if isinstance(script, Missing):
        yield Figure("every page", script.why, Verdict.UNMEASURED)
        return
    wrong: dict[str, Counter[str]] = {name: Counter() for name in GROUPS}
    where: dict[str, str] = {}
    looked = 0
    for subject in bench.subjects.values():
        for width in (360, 1280):
            for scheme in SCHEMES:
                with bench.visit(subject.base, width, scheme=scheme) as page:
                    for path in subject.pages():
                        arrive(page, subject.base + path)
                        page.evaluate(script)
                        looked += 1
                        for name, values in GROUPS.items():
                            by = "rule" if name == "AAA contrast" else "tag"
                            for rule, count, target in page.evaluate(RUN, [values, by]):
                                wrong[name][rule] += count
                                at = f"{subject.name} /{path} at {width}, {scheme}: {target}"
                                where.setdefault(rule, at)
    for name, rules in wrong.items():
        said = "; ".join(f"{rule} {count} ({where[rule]})" for rule, count in rules.most_common())
        on = f"{looked} looks at every page: {name}"
        yield wanted(on, f"{rules.total()}" + (f": {said}" if said else ""), when=not rules)


def lighthouse(bench: Bench) -> Iterator[Figure]:
    """One page of each kind, as on a phone."""
    pages = [(f"/{path}", bench.nato.base + path) for path in KINDS]
    for on, url in (*pages, ("dense", bench.dense.url), ("stress", bench.stress.url)):
        yield _best(on, url, bench.chromium)


def _best(on: str, url: str, chromium: str) -> Figure:
    """Of three tries, if the first is slow: what else a machine does only ever costs."""
    tries: list[Figure] = []
    while len(tries) < 3:
        report = programs.lighthouse(url, chromium)
        if isinstance(report, Missing):
            return Figure(on, report.why, Verdict.UNMEASURED)
        tries.append(_scores(on, report))
        if tries[-1].said.startswith("100/"):
            break
    return max(tries, key=lambda one: [int(n) for n in one.said.split(" ")[0].split("/")])


def _scores(on: str, report: dict[str, object]) -> Figure:
    categories = cast("dict[str, dict[str, object]]", report["categories"])
    audits = cast("dict[str, dict[str, object]]", report["audits"])
    scores, wrong = [], []
    for name in CATEGORIES:
        score = cast("float | None", categories[name]["score"])
        scores.append(round(100 * (score or 0)))
        references = cast("list[dict[str, object]]", categories[name]["auditRefs"])
        wrong += [
            str(one["id"])
            for one in references
            if scores[-1] < 100 and one["weight"] and _fails(audits[str(one["id"])]["score"])
        ]
    more = f" ({', '.join(wrong)})" if wrong else ""
    return wanted(on, "/".join(map(str, scores)) + more, when=min(scores) == 100)


def _fails(score: object) -> bool:
    return isinstance(score, int | float) and score < 1


UNKNOWN = {
    "error: CSS: “anchor-name”: Property “anchor-name” doesn't exist.": "css-anchor-position-1",
    "error: CSS: “anchor-scope”: Property “anchor-scope” doesn't exist.": "css-anchor-position-1",
    "error: CSS: “top”: Parse Error.": "css-anchor-position-1, anchor()",
    "error: CSS: “paint-order”: Property “paint-order” doesn't exist.": "SVG 2, section 13.8",
}
"""What the checker does not know yet, and where it is specified."""


def nu(bench: Bench) -> Iterator[Figure]:
    """All HTML files of all sites."""
    for subject in bench.subjects.values():
        paths = [one.relative_to(subject.folder) for one in sorted(subject.folder.rglob("*.html"))]
        messages = programs.nu([subject.base + path.as_posix() for path in paths])
        on = f"{subject.name}, {len(paths)} files"
        if isinstance(messages, Missing):
            yield Figure(on, messages.why, Verdict.UNMEASURED)
            continue
        grouped = Counter(
            f"{one.get('subType') or one['type']}: {one['message']}" for one in messages
        )
        wrong = sum(count for said, count in grouped.items() if said not in UNKNOWN)
        unknown = len(messages) - wrong
        yield wanted(on, f"{wrong}, and {unknown} that it does not know yet", when=not wrong)
        for said, count in grouped.most_common():
            what = f", {UNKNOWN[said]}" if said in UNKNOWN else ""
            yield Figure(f"{subject.name}: {count} times{what}", said)
