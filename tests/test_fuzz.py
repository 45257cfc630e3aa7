"""Whatever stands in a file, the author gets problems with places, never a traceback.

Files are put together of pieces that mean something to one of the readers, and of any characters.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossator import check, link, read
from glossator.build import build
from glossator.problems import Problem, as_github, as_json, as_panel, as_text
from glossator.project import Project

BASE = Path(__file__).parent / "problems" / "_base"

MARKDOWN = (
    *("> ", ">", "> > ", "\n", "\n\n", "    ", "\t", "# ", "## ", "- ", "1. ", "---\n", "```\n"),
    *("[", "]", "(", ")", "[[", "]]", "|", "![", "](", "#", "`", "*", "\\", "<", "<b>", "<!--"),
    *("-->", "{", "}", "{#a .claim}\n", "{nth=2 by=ann}\n", "{as-of=", '"', "§", "…", "[...]"),
    *("[@smith", "; @jones, p. 3]", "[[gate|the gate]]", "](#note-all)", "](../about.md#x)"),
    *(
        "http://",
        "javascript:",
        "&amp;",
        "&#0;",
        "| a | b |\n|---|:-:|\n",
        "\\[on\\]",
        "title: A\n",
    ),
    *("The garden belongs", "belongs to all of us", "gate", "Opening", "日本の庭師は", "e\u0301"),
)
YAML = (
    *("---\n", "title: ", "date: ", "2025-03-07", "source:\n", "  text: ", "seeds/speech.txt"),
    *("slug: ", "..", "aliases: ", "see: ", "- ", "  - ", "id: a\n", "[", "]", "{", "}", ", "),
    *(": ", "\n", "  ", "\t", "#", "&a ", "*a", "<<: ", "!!int ", "|\n", ">-\n", "'", '"', "\\U"),
    *("\\uD800", "~", "? ", "terms: {skip: [gate]}\n", "author: {family: B}\n", "references:\n"),
    *("issued: ", "date-parts: [[2025, 2]]", "archived: {url: x}\n", "draft: true\n", "%YAML 1\n"),
    *("redirect_from: /a/\n", "lang: ", "paragraphs: lines\n", "sha256: 0\n", "\u2028", "gate"),
)
TOML = (
    *('title = "A"\n', "title", " = ", "[", "]", "[[", "]]", "nav", "kinds", ".", "people", '"'),
    *("'", '"""', "{", "}", ",", "\n", "#", "true", "1e400", "0x1", "2025-03-07", 'to = "home"'),
    *("label", "[kinds.context]\n", "[people.ann]\n", 'name = "x"\n', "base_url", '"https://['),
    *("note_keys", "html", 'colour = "red"\n', "cname", "lang", '"en"', "\\u0000", "\t"),
)
WORDS = (
    *("The garden", " ", "\n", "\n\n", "\r\n", "\r", "\t", "gate.", "gate", "U.S. ", "Opening\n"),
    *("\ufeff", "\u00a0", "\u200b", "\u00ad", "\u0301", "\u2028", "\x0c", "\x07", "—", "--", "’"),
    *("日本の庭師は", "السلام", "👩‍👩‍👧", "<b>", "&amp;", "…", "belongs to all of us", "\x85"),
)
FILES = {
    "content/speech/notes.md": MARKDOWN,
    "content/speech/index.md": (*YAML, *MARKDOWN),
    "content/about.md": (*YAML, *MARKDOWN),
    "content/glossary/gate.md": (*YAML, *MARKDOWN),
    "content/works.yaml": YAML,
    "content/site.toml": TOML,
    "seeds/speech.txt": WORDS,
}
HEADS = {
    "content/speech/index.md": "---\ntitle: A\ndate: 2025\n---\n",
    "content/glossary/gate.md": "---\ntitle: Gate\n---\n",
    "content/about.md": "---\ntitle: About\n---\n",
    "content/site.toml": 'title = "A"\n',
}
ANY = st.text(st.characters(codec="utf-8"), max_size=8)


@st.composite
def files(draw: st.DrawFn) -> dict[str, str]:
    """One or two files of the project, some with a beginning that is right."""
    names = draw(st.sets(st.sampled_from(sorted(FILES)), min_size=1, max_size=2))
    found = {}
    for name in sorted(names):
        piece = st.one_of(st.sampled_from(FILES[name]), st.sampled_from(FILES[name]), ANY)
        head = draw(st.sampled_from(["", HEADS.get(name, "")]))
        found[name] = head + "".join(draw(st.lists(piece, max_size=25)))
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("fuzz"))


def lay(project: Project, written: dict[str, str]) -> None:
    shutil.rmtree(project.root)
    shutil.copytree(BASE, project.root)
    for name, text in written.items():
        path = project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def hold(problems: Sequence[Problem]) -> None:
    """What must be true of every problem."""
    for problem in problems:
        place = problem.place
        assert place.line >= 1
        assert 1 <= place.column <= len(place.text) + 1
        assert problem.message
        first, *_ = as_text(problem).split("\n")
        assert first.endswith(f"[{problem.code}]")
        assert "\n" not in as_json(problem) + as_github(problem)
    as_panel(problems)


@settings(
    derandomize=True,
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(written=files())
def test_no_file_is_too_odd_to_be_read_and_linked(
    project: Project, written: dict[str, str]
) -> None:
    lay(project, written)
    manuscript, problems = read.manuscript(project, with_drafts=True)
    hold(problems)
    if manuscript:
        site, problems = link.site(manuscript, "https://example.org/")
        hold([*problems, *check.problems(site)])


@settings(
    derandomize=True,
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(written=files())
def test_what_has_no_errors_is_a_site_with_its_words_in_it(
    project: Project, written: dict[str, str]
) -> None:
    lay(project, written)
    built = build(project)
    hold(built.problems)
    assert "proof-failed" not in {problem.code for problem in built.problems}
    paths = [page.path.casefold() for page in built.pages]
    assert built.has_errors or len(set(paths)) == len(paths)
