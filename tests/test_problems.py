"""Every mistake an author can make: files in, the printed words out; and the forms of a problem.

`problems/<code>/<case>/` holds what differs from the small project `problems/_base/`, and in
`expected.txt` the words that are printed. What files alone cannot say stands in `setup.txt`, line
by line, done in this order after the case's own files:

    run build --base-url https://example.org/     the command; without this line, check
    remove content/speech/notes.md                take away a file of the base
    folder content/speech/map.jpg                 a folder, perhaps where a file is wanted
    link content/about.md -> nowhere              a symbolic link

Of each code there is a plain case, one with two mistakes at once (`twice`; if a site can make the
mistake only once, together with another), and one with wide or combined characters on the line
(`not-ascii`). More may follow under any name. `pytest --accept` writes `expected.txt`; read it.
"""

import io
import json
import re
import shlex
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest

from glossator import cli
from glossator.problems import (
    WARNINGS,
    Code,
    Problem,
    Related,
    as_github,
    as_json,
    as_panel,
    as_text,
    count,
    did_you_mean,
    frame,
    in_order,
)
from glossator.text import Place, Span

PROBLEMS = Path(__file__).parent / "problems"
BASE = PROBLEMS / "_base"
NAMES = ("plain", "twice", "not-ascii")
CASES = sorted(path for path in PROBLEMS.glob("*/*/") if path.parent != BASE)


def named(path: Path) -> str:
    return path.relative_to(PROBLEMS).as_posix()


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The surroundings say nothing of an address or of colour."""
    for name in ("GITHUB_PAGES", "GITHUB_REPOSITORY", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The base, which has no problems."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(project: Path, *arguments: str) -> int:
    return cli.main(["--root", str(project), *arguments])


def set_up(case: Path, project: Path) -> list[str]:
    """Lay `case` over `project`; the command to run."""
    own = shutil.ignore_patterns("expected.txt", "setup.txt")
    shutil.copytree(case, project, dirs_exist_ok=True, ignore=own)
    command = ["check"]
    setup = case / "setup.txt"
    for line in setup.read_text(encoding="utf-8").splitlines() if setup.exists() else ():
        match shlex.split(line):
            case ["run", *words]:
                command = words
            case ["remove", path]:
                (project / path).unlink()
            case ["folder", path]:
                (project / path).mkdir(parents=True)
            case ["link", path, "->", target]:
                (project / path).symlink_to(target)
            case _:
                pytest.fail(f"{setup}: this is no line of a setup: {line}")
    return command


def codes_in(printed: str) -> set[str]:
    return set(re.findall(r"^\S.*: (?:error|warning): .* \[([\w-]+)\]$", printed, re.MULTILINE))


# The cases.


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_mistake_is_told_in_the_words_of_its_case(
    case: Path, project: Path, capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    status = run(project, *set_up(case, project))
    out, printed = capsys.readouterr()
    codes = codes_in(printed)
    assert "Traceback" not in printed + out
    assert str(project) not in printed + out
    assert case.parent.name in codes
    assert status == (0 if codes <= WARNINGS else 1)
    expected = case / "expected.txt"
    if pytestconfig.getoption("accept"):
        expected.write_text(printed, encoding="utf-8", newline="\n")
    assert printed == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", list(Code))
def test_each_code_has_its_three_cases(code: Code) -> None:
    assert {case.name for case in CASES if case.parent.name == code} >= set(NAMES)


@pytest.mark.parametrize("code", list(Code))
def test_one_case_has_two_mistakes_and_one_a_line_that_is_not_ascii(code: Code) -> None:
    twice, other = (PROBLEMS / code / name / "expected.txt" for name in ("twice", "not-ascii"))
    told = re.findall(r"^\S.*: (?:error|warning): ", twice.read_text("utf-8"), re.MULTILINE)
    assert len(told) >= 2
    words = [path.name for path in other.parent.rglob("*")]
    words += [path.read_bytes().decode("utf-8", "replace") for path in files_of(other.parent)]
    assert any(unicodedata.east_asian_width(one) in "WF" for one in "".join(words))


def files_of(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def test_no_case_is_of_a_code_that_does_not_exist() -> None:
    folders = {path.name for path in PROBLEMS.iterdir() if path != BASE}
    assert folders == set(Code)
    assert all((case / "expected.txt").is_file() for case in CASES)


@pytest.mark.parametrize("code", list(Code))
def test_each_code_has_a_section_in_the_documentation(code: Code) -> None:
    text = (PROBLEMS.parents[1] / "docs" / "problems.md").read_text(encoding="utf-8")
    assert f"\n## {code}\n" in text, f"docs/problems.md has no section “## {code}”"


def test_the_base_has_no_problems(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "check") == 0
    assert capsys.readouterr() == ("no problems\n", "")


# Commands.


def test_a_build_with_errors_leaves_the_site_as_it_was(project: Path) -> None:
    assert run(project, "build") == 0
    before = {path: path.read_bytes() for path in files_of(project / "site")}
    (project / "content" / "about.md").write_text("---\ntitle: About\n---\nNew.\n", "utf-8")
    (project / "content" / "speech" / "notes.md").write_text("> nobody\n{#all}\nWords.\n", "utf-8")
    assert run(project, "build") == 1
    assert {path: path.read_bytes() for path in files_of(project / "site")} == before


def test_a_check_writes_nothing(project: Path) -> None:
    before = sorted(project.rglob("*"))
    assert run(project, "check") == 0
    assert sorted(project.rglob("*")) == before


def test_a_warning_does_not_fail_a_build(project: Path) -> None:
    (project / "content" / "works.yaml").write_text("- {id: a, title: A}\n", "utf-8")
    assert run(project, "check") == 0
    assert run(project, "build") == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build", "--fast"],
        ["check", "--format", "xml"],
        ["build", "--base-url", "example.org"],
        ["build", "--base-url", "https://["],
        ["--root", "nowhere-at-all", "build"],
    ],
    ids=" ".join,
)
def test_misuse_has_an_exit_code_of_its_own(
    project: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, *arguments) == 2
    out, printed = capsys.readouterr()
    assert out == ""
    assert "Error: " in printed
    assert "Traceback" not in printed
    assert not (project / "site").exists()


@pytest.mark.parametrize("command", ["check", "build"])
def test_json_is_all_that_stands_in_the_output(
    project: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, command, "--format", "json") == 0
    assert capsys.readouterr() == ("", "")
    (project / "content" / "speech" / "notes.md").write_text("> nobody\n{#a}\n[@b]\n", "utf-8")
    assert run(project, command, "--format", "json") == 1
    out, printed = capsys.readouterr()
    assert [json.loads(line)["code"] for line in out.splitlines()] == [
        "quote-not-found",
        "work-unknown",
    ]
    assert printed == ""


def test_problems_are_told_by_file_and_line_and_then_counted(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "content" / "works.yaml").write_text("- {id: a, title: A}\n", "utf-8")
    (project / "content" / "b.md").write_text("[x](y)\n\n[x](z)\n", "utf-8")
    (project / "content" / "a.md").write_text("[[x]]\n", "utf-8")
    assert run(project, "check") == 1
    printed = capsys.readouterr().err
    places = re.findall(r"^content/(\w+)\.\w+:(\d+):(\d+): ", printed, re.MULTILINE)
    assert [name for name, *_ in places] == ["a", "a", "b", "b", "b", "works"]
    assert places == sorted(places, key=lambda place: (place[0], int(place[1]), int(place[2])))
    assert printed.endswith("\n5 errors, 1 warning\n")


def test_colour_is_for_terminals_that_want_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def printed() -> str:
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        assert run(project, "check") == 1
        return terminal.getvalue()

    (project / "content" / "about.md").write_text("[[x]]\n", "utf-8")
    assert "\033[31merror\033[0m" in printed()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033" not in printed()


# The forms of one problem.

LINE = "> words with a mistaek in them"
PROBLEM = Problem(
    Code.QUOTE_NOT_FOUND,
    Place("content/a,b:c.md", 5, 16, 7, LINE),
    "100% of “these words”\nare not in the source",
    "copy the words",
    (Related(Place("seeds/a.txt", 12, 3), "the nearest passage", "words with\na mistake"),),
)


def test_colour_changes_nothing_but_colour() -> None:
    coloured = as_text(PROBLEM, colour=True)
    assert "\033[" in coloured
    assert re.sub(r"\033\[\d+m", "", coloured) == as_text(PROBLEM)


def test_the_first_line_is_one_that_editors_understand() -> None:
    first = as_text(PROBLEM).split("\n")[0]
    match = re.fullmatch(r"(.+):(\d+):(\d+): (error|warning): .+ \[([\w-]+)\]", first)
    assert match
    assert match.groups() == ("content/a,b:c.md", "5", "16", "error", "quote-not-found")


def test_an_escape_sequence_of_an_author_never_reaches_the_terminal() -> None:
    place = Place("a.md", 1, 1, 1, "a \033[31mb\u202e \u2028c\a")
    related = Related(place, "\033[0m", "\033[0m\u2066")
    shown = as_text(Problem(Code.TERM_UNKNOWN, place, "no “\033[2J”", "\033[0m", (related,)))
    assert not re.search("[\x00-\x09\x0b-\x1f\u2028\u2029\u202a-\u202e\u2066-\u2069]", shown)


def test_github_reads_back_what_was_written() -> None:
    match = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", as_github(PROBLEM))
    assert match
    severity, values, words = match.groups()
    assert severity == "error"
    assert dict(one.split("=", 1) for one in values.split(",")) == {
        "file": "content/a%2Cb%3Ac.md",
        "line": "5",
        "col": "16",
        "title": "quote-not-found",
    }
    assert unescaped(words).split("\n") == [
        "100% of “these words”",
        "are not in the source",
        "seeds/a.txt:12:3: the nearest passage",
        "hint: copy the words",
    ]


def unescaped(words: str) -> str:
    """Source: GitHub's actions/toolkit, command.ts."""
    return words.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_json_reads_back_what_was_written() -> None:
    line = as_json(PROBLEM)
    assert "\n" not in line
    read = json.loads(line)
    assert (read["code"], read["severity"]) == ("quote-not-found", "error")
    assert (read["file"], read["line"], read["column"]) == ("content/a,b:c.md", 5, 16)
    assert (read["length"], read["text"]) == (7, LINE)
    assert (read["message"], read["hint"]) == (PROBLEM.message, PROBLEM.hint)
    assert read["related"] == [
        {
            "file": "seeds/a.txt",
            "line": 12,
            "column": 3,
            "message": "the nearest passage",
            "quote": "words with\na mistake",
        }
    ]


def test_the_panel_is_html_and_says_the_same() -> None:
    problem = Problem(Code.RAW_HTML, Place("a.md", 1, 1, 3, "<b>"), "“<b>” stands here")
    panel = as_panel([problem])
    assert "<pre>a.md:1:1: error: “&lt;b&gt;” stands here [raw-html]\n" in panel
    assert "<b>" not in panel
    assert "1 error" in panel
    assert as_panel([]) == ""


@pytest.mark.parametrize(
    ("errors", "warnings", "words"),
    [
        (0, 0, ""),
        (1, 0, "1 error"),
        (2, 1, "2 errors, 1 warning"),
        (0, 2, "2 warnings"),
    ],
)
def test_the_count_says_how_many_of_each(errors: int, warnings: int, words: str) -> None:
    codes = [Code.RAW_HTML] * errors + [Code.ID_MADE] * warnings
    assert count([Problem(code, Place("a"), "") for code in codes]) == words


def test_what_is_told_twice_is_told_once_and_in_order() -> None:
    last, first, second = (
        Problem(Code.RAW_HTML, Place(file, line), "x")
        for file, line in (("b", 1), ("a", 2), ("a", 10))
    )
    assert in_order([last, second, first, last]) == (first, second, last)


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("titel", ["title", "text"], "did you mean “title”?"),
        ("NATO-Summit", ["Nato summit"], "did you mean “Nato summit”?"),
        ("x", ["b", "a", "b"], "known are: a, b"),
        ("x", [], "there is nothing of that sort yet"),
        ("x", "abcdefghijklmnop", "known are: a, b, c, d, e, f, g, h, i, j, k, l, …"),
    ],
)
def test_a_hint_names_the_nearest_or_all(word: str, known: list[str], hint: str) -> None:
    assert did_you_mean(word, known) == hint


@pytest.mark.parametrize(
    ("line", "span", "under"),
    [
        ("one two", Span(4, 7), "    ^^^"),
        ("日本 two", Span(3, 6), "     ^^^"),
        ("日本 two", Span(0, 2), "^^^^"),
        ("cafe\u0301 two", Span(6, 9), "     ^^^"),
        ("cafe\u0301 two", Span(0, 5), "^^^^"),
        ("\ttwo", Span(1, 4), " ^^^"),
        ("a\u200bb", Span(1, 2), " ^"),
        ("one", Span(3, 4), "   ^"),
        ("", Span(0, 1), "^"),
    ],
)
def test_a_caret_stands_under_the_character_as_displayed(line: str, span: Span, under: str) -> None:
    assert frame(line, [span])[1] == under


def test_a_long_line_is_shown_through_a_window() -> None:
    line = f"{'a' * 300}wrong{'b' * 300}"
    shown, under = frame(line, [Span(300, 305)])
    assert len(shown) <= 102
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert shown[under.index("^") : under.rindex("^") + 1] == "wrong"
