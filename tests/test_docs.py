"""The documentation, held against the program: its examples are built, its tables are complete.

In README.md, docs/authors.md and docs/extending.md a fence whose info string names a file
(```` ```toml content/site.toml ````) is that file; “instead of …” names one that is not there
then. The fences under one heading are one site, in authors.md on top of those under its first
heading; a file that is named again makes another site, in which it is that one. All of extending.md
is one site.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise
from pathlib import Path

import click
import pytest
from markdown_it import MarkdownIt

from glossator import cli
from glossator.build import Built, build
from glossator.check import PLACEHOLDER, RESERVED, RESERVED_BESIDE
from glossator.kinds import COLOURS, MOTIVATIONS, WORKS, WORKS_OF
from glossator.model import Settings
from glossator.pages.explainer import PartView, VoiceView
from glossator.pages.head import Head
from glossator.pages.notes import NoteView
from glossator.pages.register import Card, Event
from glossator.pages.text import SectionView, UnitView
from glossator.pictures import SUFFIXES
from glossator.problems import Code, Problem, as_text
from glossator.project import Project
from glossator.project import settings as settings_of
from glossator.read import TYPES
from glossator.read.explainers import GROUPS
from glossator.read.figures import DRAWINGS
from glossator.read.works import ROLES
from glossator.text import slug
from glossator.theme import Theme, theme
from glossator.values import Fields

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
AUTHORS = ROOT / "docs" / "authors.md"
PROBLEMS = ROOT / "docs" / "problems.md"
DESIGN = ROOT / "docs" / "design.md"
EXTENDING = ROOT / "docs" / "extending.md"
PAGES = (README, ROOT / "CHANGELOG.md", AUTHORS, EXTENDING, PROBLEMS, DESIGN)

Files = Mapping[str, str | bytes]


# Reading the documentation.


@dataclass(frozen=True, slots=True)
class Fence:
    """A block of code, and the heading it stands under."""

    heading: str
    info: str
    text: str

    @property
    def file(self) -> str:
        """The file that it is; empty if it is none."""
        words = self.info.split()
        return words[1] if len(words) > 1 else ""

    @property
    def replaced(self) -> str:
        """The file in whose stead it stands."""
        _, _, name = self.info.partition(" instead of ")
        return name.strip()


@cache
def fences(page: Path) -> tuple[Fence, ...]:
    found = []
    heading = ""
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = tokens[index + 1].content
        elif token.type == "fence":
            found.append(Fence(heading, token.info, token.content))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Example:
    """A site that the documentation shows."""

    heading: str
    number: int
    """Counts the sites under one heading, from 1."""
    files: Mapping[str, str]
    replaced: frozenset[str]

    @property
    def name(self) -> str:
        return f"{self.heading} {self.number}" if self.number > 1 else self.heading


@cache
def examples(page: Path) -> tuple[Example, ...]:
    found: list[Example] = []
    for fence in fences(page):
        if not fence.file:
            continue
        if not found or found[-1].heading != fence.heading:
            found.append(Example(fence.heading, 1, {}, frozenset()))
        last = found[-1] if fence.file in found[-1].files else found.pop()
        number = last.number + (fence.file in last.files)
        files = {**last.files, fence.file: fence.text}
        found.append(Example(fence.heading, number, files, last.replaced | {fence.replaced}))
    return tuple(found)


def base() -> Mapping[str, str]:
    """The first site of authors.md, on which all others there are built."""
    return examples(AUTHORS)[0].files


def under(page: Path, heading: str) -> str:
    """What stands under a heading, up to the next of any rank."""
    text = page.read_text(encoding="utf-8")
    match = re.search(rf"(?ms)^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text)
    assert match, f"{page.name} has no heading “{heading}”"
    return match[1]


def first_column(page: Path, heading: str) -> set[str]:
    """The names in the first column of the tables under a heading."""
    rows = re.findall(r"(?m)^\| (`[^|]*) \|", under(page, heading))
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def write(root: Path, files: Files) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def built(root: Path, files: Files) -> Built:
    write(root, files)
    return build(Project(root), with_drafts=True)


# The examples.


@pytest.mark.parametrize("page", [README, AUTHORS, EXTENDING], ids=lambda page: page.name)
def test_a_reader_sees_the_name_of_each_file(page: Path) -> None:
    # GitHub shows nothing of an info string.
    unnamed = []
    before = ""
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        fence = Fence("", token.info, token.content)
        if token.type == "fence" and fence.file and f"`{fence.file}`" not in before:
            unnamed.append(fence.file)
        before = token.content if token.type == "inline" else before
    assert unnamed == []


def test_the_smallest_site_of_the_readme_builds(tmp_path: Path) -> None:
    (example,) = examples(README)
    made = built(tmp_path, example.files)
    assert [problem.code for problem in made.problems] == [Code.NO_BASE_URL]


def test_the_mistake_in_the_readme_is_printed_so(tmp_path: Path) -> None:
    (example,) = examples(README)
    (says,) = [fence.text for fence in fences(README) if "[quote-not-found]" in fence.text]
    notes = "content/speech/notes.md"
    wrong = example.files[notes].replace("Four score", "Fourscore")
    made = built(tmp_path, {**example.files, notes: wrong})
    assert says.rstrip() in [as_text(problem) for problem in made.problems]


@pytest.mark.parametrize("example", examples(AUTHORS), ids=lambda example: example.name)
def test_every_example_for_authors_builds_without_a_problem(
    example: Example, tmp_path: Path
) -> None:
    files = {name: text for name, text in base().items() if name not in example.replaced}
    made = built(tmp_path, {**files, **example.files})
    assert made.problems == ()


@pytest.fixture
def extended(tmp_path: Path) -> Path:
    """The site of extending.md, built by its own build.py with an installed glossator."""
    write(tmp_path, {fence.file: fence.text for fence in fences(EXTENDING) if fence.file})
    done = extended_run(tmp_path, "build", "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    return tmp_path


def extended_run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "build.py", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def test_a_block_and_a_style_of_ones_own_are_on_every_page(extended: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in (extended / "site").rglob("*.html")]
    assert len(pages) > 4
    for page in pages:
        assert "<p>A project of class 9b.</p>\n</footer>" in page
        assert re.search(r'<link rel="stylesheet" href="[^"]*assets/scenes-\w+\.css">', page)
        assert "Scenes" in page.partition("<footer")[2], "what the theme has there"


def test_notes_of_a_kind_of_ones_own_look_as_its_template_says(extended: Path) -> None:
    page = (extended / "site" / "kettle" / "index.html").read_text(encoding="utf-8")
    assert page.count("<p><strong>Claim checked</strong></p>") == 1


def test_a_page_of_ones_own_is_made(extended: Path) -> None:
    page = (extended / "site" / "lengths" / "index.html").read_text(encoding="utf-8")
    assert '<li><a href="../kettle/">The kettle</a>: 30 words, 2 notes</li>' in page
    assert (extended / "site" / "lengths.csv").read_bytes() == b"text,words\nkettle,30\n"


def test_a_page_of_ones_own_never_replaces_another(extended: Path) -> None:
    maker = extended / "lengths.py"
    maker.write_text(maker.read_text("utf-8").replace('"lengths.csv"', '"index.html"'), "utf-8")
    done = extended_run(extended, "build")
    assert done.returncode == 1
    assert done.stderr.startswith("build.py:1:1: error: two pages are made for index.html [")


def test_a_reader_of_ones_own_finds_the_scenes(extended: Path) -> None:
    page = (extended / "site" / "kettle" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<h2 id="([^"]+)"', page)[:2] == ["int-kitchen-morning", "ext-garden-later"]


def test_a_check_of_ones_own_is_printed_like_all_others(extended: Path) -> None:
    index = extended / "content" / "kettle" / "index.md"
    words = index.read_text(encoding="utf-8")
    index.write_text(words.replace("standfirst: A short scene about waiting.\n", ""), "utf-8")
    done = extended_run(extended, "check")
    first = "content/kettle/index.md:2:1: warning: this explainer has no standfirst"
    assert done.stderr.startswith(f"{first} [standfirst-missing]\n")
    assert done.stderr.endswith("\n1 warning\n")
    assert done.returncode == 0
    assert extended_run(extended, "check", "--strict").returncode == 1


def test_the_pictures_told_are_those_that_are_shown() -> None:
    (row,) = [one for one in under(AUTHORS, "Pictures").splitlines() if ".jpeg" in one]
    assert tuple(re.findall(r"`(\.\w+)`", row)) == SUFFIXES


# The keys and names.

FILES = "Which file goes where"

KEYS = {
    "an explainer": ("Keys of every page", "Keys of an explainer"),
    "a page": ("Keys of every page",),
    "a glossary entry": ("Keys of every page", "Keys of a glossary entry"),
    "a speaker": ("Keys of `speakers`",),
    "a figure": ("Keys of a figure", "Keys of `kind: columns`", "Keys of `kind: map`"),
    "source": ("Keys of `source`",),
    "terms": ("Keys of `terms`",),
    "a notes file": ("Keys of a notes file",),
    "site.toml": ("Keys of the settings",),
    "a nav item": ("Keys of `[[nav]]`",),
    "kinds.aside": ("Keys of `[kinds.…]`",),
    "layers.notes": ("Keys of `[layers.…]`",),
    "people.ann": ("Keys of `[people.…]`",),
    "a work": ("Keys of a work",),
    "archived": ("Keys of `archived`",),
    "works.yaml": ("A list under a key",),
}
"""What the program calls a file or a table in it, to the headings its keys stand under."""

PAPER = "---\ntitle: A paper\ndate: 2026-11-23\nsource: {date: 2025}\n---\n"

FIGURE = "title: T\ndescription: D\ncolumns: [A, B]\nrows: [[x, 1]]\n"

ALL_SORTS = {
    "content/site.toml": (
        'title = "T"\nbase_url = "https://example.org/"\n[kinds.aside]\n[layers.notes]\n[people.ann]\n'
        'name = "Ann"\n[[nav]]\nlabel = "Home"\nto = "home"\n'
    ),
    "content/about.md": "---\ntitle: About\n---\n",
    "content/glossary/militia.md": "---\ntitle: Militia\n---\n",
    "content/glossary/congress.md": ("---\ntitle: Congress\ntype: organisation\ndate: 1789\n---\n"),
    "content/works.yaml": "references:\n- {id: a, title: A, archived: {url: https://example.org/}}\n",
    "content/rights/index.md": (
        "---\ntitle: T\ndate: 2025\nsource: {rights: none}\nterms: {skip: Militia}\n"
        "pages: by-section\nspeakers: [{name: Congress}]\n---\n"
    ),
    "content/rights/notes.md": "> §\n{#all}\nWords.\n\n## Amendment I\n\n## Amendment II\n",
    "content/figures/a.yaml": f"kind: columns\n{FIGURE}label: A\nvalue: B\n",
    "content/figures/b.yaml": (
        f"kind: map\n{FIGURE}area: A\noutlines: b.geojson\nframe: [0, 0, 9, 9]\n"
    ),
    "content/figures/b.geojson": (
        '{"features": [{"properties": {"name": "x"}, "geometry": {"type": "Polygon", '
        '"coordinates": [[[0, 0], [9, 0], [9, 9], [0, 0]]]}}]}'
    ),
}


def test_the_tables_of_keys_are_those_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, set[str]] = {}

    def end(self: Fields, also: tuple[str, ...] = ()) -> None:
        del also  # CSL's, which are let pass unread
        asked.setdefault(self._what, set()).update(self._asked)

    monkeypatch.setattr(Fields, "end", end)
    built(tmp_path, {**base(), **ALL_SORTS})
    told = {
        what: set().union(*(first_column(AUTHORS, heading) for heading in headings))
        for what, headings in KEYS.items()
    }
    assert told == asked


def test_the_settings_told_are_the_settings_there_are() -> None:
    assert first_column(AUTHORS, "Keys of the settings") == {
        field.name for field in fields(Settings) if field.name != "place"
    }


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Keys of `[kinds.…]`", (*COLOURS, *MOTIVATIONS, *WORKS, *WORKS_OF)),
        ("Keys of `speakers`", GROUPS),
        ("Keys of a figure", tuple(DRAWINGS)),
        ("Keys of a glossary entry", TYPES),
        ("Keys of a work", ROLES),
    ],
)
def test_a_key_of_few_values_is_told_with_all_of_them(
    heading: str, values: tuple[str, ...]
) -> None:
    assert set(values) <= set(re.findall(r"`([^`]+)`", under(AUTHORS, heading)))


def test_the_names_that_are_kept_are_told() -> None:
    told = {name.casefold() for name in re.findall(r"`([^`]+)`", under(AUTHORS, FILES))}
    assert {name.casefold() for name in (*RESERVED, *RESERVED_BESIDE)} <= told


# The problems.

ABOUT = "---\ntitle: About\n---\n"
TERM = "---\ntitle: Militia\n---\nCitizens who bear arms.\n"
INDEX = "---\ntitle: The Bill of Rights\ndate: 2026-11-23\n{}---\n"
NOTE = "> {}\n{{#note}}\n{}\n"


def index(more: str) -> Files:
    return {"content/rights/index.md": INDEX.format(more)}


def note(quote: str, words: str = "So it says.") -> Files:
    return {"content/rights/notes.md": NOTE.format(quote, words)}


def about(words: str) -> Files:
    return {"content/about.md": f"{ABOUT}{words}\n"}


def settings(more: str) -> Files:
    return {"content/site.toml": f'title = "Old texts"\n{more}\n'}


MISTAKES: Mapping[Code, Files] = {
    Code.ADDRESS_TWICE: {
        "content/about.md": ABOUT,
        "content/about-us.md": "---\ntitle: About us\nslug: About\n---\n",
    },
    Code.ALT_MISSING: {**about("![](parchment.jpg)"), "content/parchment.jpg": b""},
    Code.ATTRIBUTE_MALFORMED: {
        "content/rights/notes.md": "> keep and bear Arms\n{#arms, as-of=2026-11-23}\nWords.\n"
    },
    Code.ATTRIBUTE_UNKNOWN: {
        "content/rights/notes.md": "> keep and bear Arms\n{#arms asof=2026-11-23}\nWords.\n"
    },
    Code.DATES_CONTRADICT: index("updated: 2025-11-24\n"),
    Code.EVENT_UNDATED: {
        "content/glossary/militia.md": "---\ntitle: Militia\ntype: event\n---\nIt was called.\n"
    },
    Code.FILE_MISNAMED: {"content/works.yml": "- id: archives\n  title: The Bill of Rights\n"},
    Code.MARGIN_OVERFULL: {
        "content/rights/notes.md": "".join(
            f"> A well regulated Militia\n{{#n{n}}}\n{'Words ' * 30}.\n\n" for n in range(20)
        )
    },
    Code.MARK_UNREAD: about("The [[Militia] and what it was."),
    Code.TERM_EMPTY: {"content/glossary/militia.md": "---\ntitle: Militia\n---\n"},
    Code.WORDS_HIDDEN: {
        "content/paper/index.md": PAPER,
        "seeds/paper.md": "| a | b |\n|---|---|\n| 1 | 2 | 3 |\n",
    },
    Code.WORDS_MISSING: about("Here it is: [](rights/index.md)"),
    Code.DATE_MISSING: {"content/rights/index.md": "---\ntitle: The Bill of Rights\n---\n"},
    Code.FENCE_UNCLOSED: about("```\nWe the People"),
    Code.FIGURE_MALFORMED: {
        "content/figures/amendments.yaml": (
            "kind: columns\ntitle: T\ndescription: D\ncolumns: [Stage, Amendments]\n"
            "rows:\n- [Proposed, twelve]\n- [Ratified, 10]\nlabel: Stage\nvalue: Amendments\n"
        )
    },
    Code.FIGURE_MISPLACED: {
        "content/figures/amendments.yaml": f"kind: columns\n{FIGURE}label: A\nvalue: B\n",
        "content/about.md": f"{ABOUT}Look: ![](figures/amendments.yaml)\n",
    },
    Code.FILE_EXISTS: {"content/glossary/militia.md": "---\ntitle: Militia\n---\n"},
    Code.FILE_NOT_UTF8: {"content/about.md": f"{ABOUT}A café.\n".encode("latin-1")},
    Code.FILE_UNREADABLE: {"content/magna-carta/notes.md": "> No free man\n\nWords.\n"},
    Code.FILE_UNUSED: {"content/rights/parchment.jpg": b""},
    Code.FOLDER_FOREIGN: {"site/mine.html": "<p>Mine.\n"},
    Code.FORM_CLAIMED_TWICE: {
        "content/glossary/militia.md": TERM,
        "content/glossary/guard.md": "---\ntitle: National Guard\naliases: [militia]\n---\n",
    },
    Code.FRAGMENT_BROKEN: note("keep and bear Arms", "See [the first](#note-pres)."),
    Code.FRONT_MATTER_MALFORMED: {"content/about.md": "---\ntitle: About: who we are\n---\n"},
    Code.FRONT_MATTER_TYPE: index("updated: 24 November 2026\n"),
    Code.FRONT_MATTER_UNKNOWN: index("discription: Ten amendments.\n"),
    Code.HEADINGS_MISSING: {
        "content/rights/index.md": (
            "---\ntitle: The Bill of Rights\ndate: 2026-11-23\npages: by-section\n---\n"
        ),
        "content/rights/notes.md": "> keep and bear Arms\n{#arms}\nWords.\n",
    },
    Code.HEADING_UNKNOWN: {
        "content/rights/notes.md": "## Amendment 2\n\n> A well regulated Militia\n{#arms}\nWords.\n"
    },
    Code.ID_MADE: {"content/rights/notes.md": "> keep and bear Arms\n\nSo it says.\n"},
    Code.ID_TWICE: {
        "content/rights/notes.md": (
            "> keep and bear Arms\n{#arms}\nOne.\n\n> well regulated Militia\n{#arms}\nTwo.\n"
        )
    },
    Code.KEY_MISSING: {"content/about.md": "---\ndescription: Who we are.\n---\n"},
    Code.KIND_UNKNOWN: {
        "content/rights/notes.md": "> keep and bear Arms\n{#arms .contxt}\nWords.\n"
    },
    Code.LANGUAGE_UNKNOWN: index("lang: english\n"),
    Code.LAYER_UNUSED: settings('[layers.court]\nlabel = "In court"'),
    Code.LINK_BROKEN: about("See [the amendments](right/index.md)."),
    Code.LINK_UNSAFE: about("![The parchment](https://example.org/parchment.jpg)"),
    Code.NAME_RESERVED: {"content/timeline.md": "---\ntitle: Timeline\n---\n"},
    Code.NAME_UNUSABLE: {"content/rights/what-is-it?.txt": b""},
    Code.NESTING_TOO_DEEP: about("- " * 60 + "deep"),
    Code.NO_BASE_URL: settings(""),
    Code.NOT_A_PICTURE: {**about("![The letter](letter.pdf)"), "content/letter.pdf": b""},
    Code.NOTE_EMPTY: note("keep and bear Arms", ""),
    Code.NOTE_STRAY: {"content/rights/notes.md": "Nobody knows.\n\n> §\n{#note}\nWords.\n"},
    Code.PERSON_UNKNOWN: {
        "content/rights/notes.md": "> keep and bear Arms\n{#arms by=anne}\nWords.\n"
    },
    Code.PICTURE_MISSING: {
        "content/paper/index.md": PAPER,
        "seeds/paper.md": "See ![a map](figures/map.png).\n",
    },
    Code.PLACEHOLDER_LEFT: note("keep and bear Arms", PLACEHOLDER),
    Code.PROOF_FAILED: {
        "templates/explainer.html": (
            '{% extends "page.html" %}\n{% block main %}\n<div id="text">\n'
            "{% for section in sections %}{% for unit in section.units %}\n"
            "{{ unit.html | replace('Militia', 'militia') }}\n"
            "{% endfor %}{% endfor %}\n</div>\n{% endblock %}\n"
        )
    },
    Code.QUOTE_AMBIGUOUS: note("the right of the people"),
    Code.QUOTE_EMPTY: note(""),
    Code.QUOTE_INSIDE_WORD: note("to keep and bear Arm"),
    Code.QUOTE_NOT_FOUND: note("A well-regulated militia, being necessary"),
    Code.RAW_HTML: about("The <b>first</b> ten."),
    Code.SCRIPT_MALFORMED: {"static/script/scenes.js": "const first = ;\n"},
    Code.SETTINGS_MALFORMED: {"content/site.toml": "title = Old texts\n"},
    Code.SETTINGS_TWICE: {"glossator.toml": 'title = "Old texts"\n'},
    Code.SETTINGS_TYPE: settings('html = "yes"'),
    Code.SETTINGS_UNKNOWN: settings('language = "en"'),
    Code.SITE_UNWRITABLE: {"site": "A file, where the folder should be.\n"},
    Code.SOURCE_CHANGED: index(
        "source:\n  sha256: 3a696698983e01427a09e44e30ab2a8194886ba0aa2bd5f22ee27ffb3a3ac6b4\n"
    ),
    Code.CONTROL_CHARACTER: {"seeds/rights.txt": "Amendment\x0bI\n"},
    Code.SOURCE_EMPTY: {"seeds/rights.txt": "\n"},
    Code.SOURCE_LINK_BROKEN: {
        "content/paper/index.md": PAPER,
        "seeds/paper.md": "See [the annex](annex.html).\n",
    },
    Code.SOURCE_MISSING: index("source:\n  text: seeds/right.txt\n"),
    Code.TEMPLATE_ERROR: {
        "content/about.md": ABOUT,
        "templates/text.html": (
            '{% extends "page.html" %}\n{% block main %}{{ titel }}{% endblock %}\n'
        ),
    },
    Code.TERM_UNKNOWN: note("keep and bear Arms", "See [[Militias]]."),
    Code.TERM_UNUSED: {"content/glossary/quartering.md": "---\ntitle: Quartering\n---\n"},
    Code.WORK_EXPECTED: {
        **settings("[kinds.context]"),
        "content/rights/notes.md": "> keep and bear Arms\n{#arms .context}\nSo it says.\n",
    },
    Code.WORK_REQUIRED: {
        **settings("[kinds.claim]"),
        "content/rights/notes.md": "> keep and bear Arms\n{#arms .claim}\nSo it says.\n",
    },
    Code.WORK_MALFORMED: {"content/works.yaml": "- id: archives\n  titel: The Bill of Rights\n"},
    Code.WORK_UNKNOWN: note("keep and bear Arms", "It was ratified in 1791 [@archive]."),
    Code.WORK_UNUSED: {"content/works.yaml": "- id: archives\n  title: The Bill of Rights\n"},
}
"""What makes each problem, on top of the site of authors.md."""

COMMANDS = {Code.FILE_EXISTS: ("new", "term", "Militia")}
"""The commands that find what `build` does not."""


def printed(root: Path, code: Code, capsys: pytest.CaptureFixture[str]) -> str:
    """What an author reads who has made the mistake, of all that is printed."""
    write(root, {**base(), **MISTAKES[code]})
    cli.main(["--root", str(root), *COMMANDS.get(code, ("build",))])
    lines = capsys.readouterr().err.splitlines(keepends=True)
    starts = [
        n for n, line in enumerate(lines) if re.match(r"\S+:\d+:\d+: (error|warning): ", line)
    ]
    end = next(n for n, line in enumerate(lines) if re.match(r"\d+ (error|warning)", line))
    blocks = ["".join(lines[a:b]) for a, b in pairwise([*starts, end])]
    return next(block for block in blocks if block.partition("\n")[0].endswith(f"[{code}]"))


def sections_of_problems() -> list[str]:
    return re.findall(r"(?m)^## (.+)$", PROBLEMS.read_text(encoding="utf-8"))


def test_every_problem_has_its_section_in_the_order_of_the_alphabet() -> None:
    assert sections_of_problems() == sorted(Code)


@pytest.mark.parametrize("code", Code)
def test_a_problem_is_documented_as_it_is_printed(
    code: Code,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    accept: bool,  # noqa: FBT001  (a fixture)
) -> None:
    monkeypatch.delenv("GITHUB_PAGES", raising=False)
    (example,) = [fence.text for fence in fences(PROBLEMS) if fence.heading == code]
    says = printed(tmp_path, code, capsys)
    if accept:
        text = PROBLEMS.read_text(encoding="utf-8")
        PROBLEMS.write_text(text.replace(example, says), encoding="utf-8")
    else:
        assert example == says


# The commands.


def commands() -> dict[str, click.Command]:
    return dict(cli.commands.commands)


def test_every_command_told_is_one() -> None:
    told = set()
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        told.update(re.findall(r"(?:build\.py|`glossator) ([a-z]+)", text))
    assert told <= {*commands(), "test", "bench"}


@pytest.mark.parametrize("name", commands())
def test_every_command_and_option_is_told(name: str) -> None:
    text = README.read_text(encoding="utf-8") + AUTHORS.read_text(encoding="utf-8")
    assert f"build.py {name}" in text
    options = {
        option
        for parameter in (*commands()[name].params, *cli.commands.params)
        for option in parameter.opts
        if isinstance(parameter, click.Option)
    }
    assert {option for option in options if option not in text} == set()


# Templates and modules.


def test_what_a_template_is_given_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, set[str]] = {}

    def render(self: Theme, template: str, values: Mapping[str, object]) -> str | Problem:
        given[template] = set(values)
        return as_it_is(self, template, values)

    as_it_is = Theme.render
    monkeypatch.setattr(Theme, "render", render)
    files = {**ALL_SORTS, "content/about.md": "---\ntitle: About\nredirect_from: /us/\n---\n"}
    assert not built(tmp_path, {**base(), **files}).has_errors
    rows = dict(
        re.findall(r"(?m)^\| `([\w.]+)` \| (.*?) \|$", under(DESIGN, "What a template is given"))
    )
    told = {name: set(re.findall(r"(?:^|; )`(\w+)`", row)) for name, row in rows.items()}
    every = set(re.findall(r"(?m)^- `(\w+)`: ", under(DESIGN, "What a template is given")))
    assert every == {"asset", *set.intersection(*given.values())}
    assert told == {name: found - every for name, found in given.items()}


@pytest.mark.parametrize(
    ("heading", "kind", "more"),
    [
        ("`page`", Head, {"canonical", "href"}),
        ("A section", SectionView, set()),
        ("A page of a text", PartView, set()),
        ("A unit", UnitView, set()),
        ("A note", NoteView, set()),
        ("A speaker", VoiceView, set()),
        ("An event", Event, set()),
        ("A card", Card, set()),
    ],
)
def test_what_a_template_finds_in_it_is_told(heading: str, kind: type, more: set[str]) -> None:
    names = {field.name for field in fields(kind)}
    assert {name.partition("(")[0] for name in first_column(DESIGN, heading)} == names | more


def test_every_filter_of_ours_is_told() -> None:
    from jinja2.filters import FILTERS

    own, _ = settings_of(Project(ROOT))
    assert own
    ours = set(theme(Project(ROOT), own, ("en",)).environment.filters) - set(FILTERS)
    assert first_column(DESIGN, "Filters") == ours


def test_every_module_is_in_the_table() -> None:
    package = ROOT / "glossator"
    modules = {path.stem for path in package.glob("*.py") if path.stem != "__init__"}
    modules |= {path.parent.name for path in package.glob("*/__init__.py")}
    assert {name.strip("/") for name in first_column(DESIGN, "The modules")} == modules


# The links.


def links(page: Path) -> Iterator[str]:
    for token in MarkdownIt().enable("table").parse(page.read_text(encoding="utf-8")):
        for child in token.children or ():
            target = child.attrs.get("href") or child.attrs.get("src")
            if target and not str(target).startswith(("https://", "http://", "mailto:")):
                yield str(target)


def anchors(page: Path) -> set[str]:
    """The ids of its headings, as GitHub makes them, as far as ours need it."""
    text = re.sub(r"(?ms)^(`{3,}).*?^\1$", "", page.read_text(encoding="utf-8"))
    return {slug(title) for title in re.findall(r"(?m)^#+ (.+)$", text)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_in_the_documentation_leads_somewhere(page: Path) -> None:
    broken = []
    for link in links(page):
        path, _, fragment = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        is_there = target.exists() and target.is_relative_to(ROOT)
        if not is_there or (fragment and fragment not in anchors(target)):
            broken.append(link)
    assert broken == []
