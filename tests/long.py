"""A long project, made by chance from a seed: always the same for the same sizes.

A report of many words with its notes in two layers, a glossary and works, and beside it a sister
that is written from right to left. Beside the files it says what is known of them without the
program.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.fiction import ENGLISH, HEBREW, Story, Term, english, hebrew, story
from tests.marginalia import margin


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is of everything."""

    words: int = 40_000
    notes: int = 400
    terms: int = 120
    works: int = 60
    sister: int = 4_000
    """The words of the sister, which has a note for every hundred."""

    @classmethod
    def of(cls, words: int) -> "Sizes":
        """As many words, and everything else in proportion; of terms enough for every type."""
        whole = cls()
        parts = (whole.notes, whole.terms, whole.works, whole.sister)
        notes, terms, works, sister = (round(part * words / whole.words) for part in parts)
        return cls(words, notes, max(10, terms), works, sister)


@dataclass(frozen=True, slots=True)
class Long:
    """The files, and what is known of them."""

    files: Mapping[str, str]
    passages: Mapping[str, Mapping[str, tuple[str, ...]]]
    """For each explainer and the id of each note, the words of its passages."""
    paragraphs: Mapping[str, tuple[str, ...]]
    """For each explainer, in order."""
    terms: tuple[Term, ...]


def long(sizes: Sizes | None = None, *, markdown: bool = False, by_section: bool = False) -> Long:
    """The project; `markdown`, if the report is to be a `.md`; `by_section`, on many pages."""
    sizes = sizes or Sizes()
    chance = Random(1904)  # noqa: S311  nothing here is secret
    own, others = ENGLISH[: sizes.terms], HEBREW[: max(1, sizes.terms // 10)]
    report = story(chance, english, own, sizes.words)
    chronicle = story(chance, hebrew, others, sizes.sister)
    away, back = "../chronicle/notes.md#note-s1", "../report/notes.md#note-h1"
    notes = max(2, sizes.sister // 100)
    margins = {
        "report": margin(chance, report, english, own, sizes.notes, sizes.works, away),
        "chronicle": margin(chance, chronicle, hebrew, others, notes, sizes.works, back),
    }
    pages = "pages: by-section\n" if by_section else ""
    files = {
        "content/site.toml": _SITE,
        "content/about.md": "---\ntitle: About\n---\nA site that nobody wrote.\n",
        "content/works.yaml": "".join(_work(number) for number in range(1, sizes.works + 1)),
        "content/report/index.md": _REPORT.format(pages=pages),
        "content/chronicle/index.md": _CHRONICLE.format(pages=pages),
        "seeds/chronicle.txt": chronicle.text,
    }
    if markdown:
        files["seeds/report.md"] = "\n".join(_as_markdown(report))
    else:
        files["seeds/report.txt"] = report.text
    files |= {f"content/glossary/{term.id}.md": _entry(chance, term, own) for term in own}
    files |= {f"content/glossary/{term.id}.md": _hebrew_entry(chance, term) for term in others}
    for name, made in margins.items():
        files[f"content/{name}/notes.md"] = made.file("", "# Notes\n")
        head = "---\nlabel: A second look\nby: bo\n---\n"
        files[f"content/{name}/notes.second.md"] = made.file("second", head)
    stories = {"report": report, "chronicle": chronicle}
    return Long(
        files,
        {name: made.passages for name, made in margins.items()},
        {name: tuple(one.words for one in told.paragraphs) for name, told in stories.items()},
        (*own, *others),
    )


_SITE = """
title = "Floods"
description = "A report that nobody wrote."
base_url = "https://example.org/"
license = "CC0"

[people.bo]
name = "Bo Ek"

[kinds.context]
label = "Context"
mark = "+"
colour = "blue"

[kinds.definition]
label = "Definition"
mark = "="
colour = "green"

[kinds.claim]
label = "Claim checked"
mark = "?"
colour = "red"
motivation = "assessing"

[kinds.later]
label = "What came after"
mark = ">"
colour = "amber"

[kinds.sic]
label = "Slip of the source"
mark = "!"
colour = "grey"
""" + "".join(
    f'\n[[nav]]\nlabel = "{label}"\nto = "{to}"\n'
    for label, to in (("Glossary", "glossary"), ("Timeline", "timeline"), ("People", "people"),
                      ("Sources", "works"), ("About", "about.md"))
)  # fmt: skip

_REPORT = """---
title: The flood at Marrow Sound
description: What the commission heard, word for word.
standfirst: A harbor, a storm, and everybody who knew.
author: Ann Lee
date: 2026-01-02
{pages}source:
  title: Report of the commission
  publisher: The commission
  date: 1939
  lang: en
---
The report as it was printed, with [notes](notes.md#note-h0) by two of us.
"""

_CHRONICLE = """---
title: ספר הסערה
lang: he
date: 2026-01-01
{pages}source:
  publisher: הנמל
  lang: he
---
מבוא אל הספר.
"""


def _entry(chance: Random, term: Term, terms: Sequence[Term]) -> str:
    """A term's file; those of a type have a date, or tell what became of them."""
    more = f"type: {term.type}\n" if term.type else ""
    more += f"date: {chance.randint(1871, 1938)}\n" if term.type == "event" else ""
    more += "then: Of some weight in the harbor.\nlater: Forgotten.\n" if more else ""
    see = chance.choice(terms).title
    said = " ".join(english(chance, chance.choice(terms).forms[0]) for _ in range(3))
    return f"""---
title: {term.title}
description: What the harbor had in place of another.
aliases: [{term.alias}]
see: [{see}]
{more}---
{said} [@w1, p. 2].
"""


def _hebrew_entry(chance: Random, term: Term) -> str:
    return f"""---
title: {term.title}
lang: he
aliases: [{term.alias}]
---
{hebrew(chance, term.title)}
"""


def _work(number: int) -> str:
    return f"""
- id: w{number}
  type: book
  title: "The sea and its ledgers, volume {number}"
  author: [{{family: Hale, given: J. R.}}]
  issued: {1880 + number}
  URL: https://example.org/{number}
"""


def _as_markdown(told: Story) -> Iterator[str]:
    """The story's lines with all that Markdown has: the same words, and a few more between them.

    Some paragraphs are lists of their sentences, some have emphasis or a footnote; here and there
    a part ends with a table or code.
    """
    footnotes = []
    for number, part in enumerate(told.parts):
        if part.title:
            yield f"{'#' * part.level} {part.title}\n"
        for index, paragraph in enumerate(part.paragraphs):
            words = paragraph.words
            if index % 6 == 4:
                yield "".join(f"- {one}\n" for one in paragraph.sentences)
                continue
            if index % 6 == 2:
                words = re.sub("Marrow Sound|New Leith", r"*\g<0>*", words)
                words = re.sub("St. Brannock|Port Ellery", r"**\g<0>**", words)
            if index % 10 == 5:
                footnotes.append(f"[^{number}-{index}]: Folio {number}, leaf {index}.\n")
                words += f"[^{number}-{index}]"
            yield f"{words}\n"
        if number % 3 == 1:
            yield f"| Gate | Feet |\n|:-----|-----:|\n| lower | {number} |\n| upper | 2 |\n"
        if number % 4 == 2:
            yield f"```python\ndepth = {number}\nprint(depth)\n```\n"
    yield from footnotes
