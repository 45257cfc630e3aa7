"""What `new` writes, what it guesses, and what it refuses.

`tables/headings/` holds twelve texts of different make, written for it, and beside each its title
and its headings with their levels, as a person would declare them. `RESULTS` is what the guesses
come to: misses are told, not hidden. They are our own texts, so they favour us.
"""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement

from glossator import cli, start
from glossator.build import Built, build
from glossator.model import Heading as Declared
from glossator.problems import Code, Problem
from glossator.project import Project
from glossator.project import settings as project_settings
from glossator.read import READERS, Wish
from glossator.start.guess import guess
from glossator.start.program import wheel
from glossator.text import Place
from tests.sites import png

ROOT = Path(__file__).resolve().parents[1]
TEXTS = sorted((Path(__file__).parent / "tables" / "headings").glob("*.txt"))


@dataclass(frozen=True, slots=True)
class Result:
    """What a guess comes to."""

    hits: int
    misses: int
    wrong: int
    title: str
    """`title` if it is right, or rightly none; else `other`."""


RESULTS = {
    "article": Result(3, 0, 0, "title"),
    "capitals": Result(4, 0, 0, "title"),
    "dotted": Result(6, 1, 0, "title"),
    "german": Result(5, 0, 0, "title"),
    "interview": Result(0, 0, 0, "other"),
    "law": Result(16, 0, 0, "title"),
    "letter": Result(0, 0, 0, "title"),
    "none": Result(0, 0, 0, "title"),
    "numbered": Result(6, 0, 0, "title"),
    "poem": Result(0, 1, 0, "title"),
    "speech": Result(0, 0, 0, "title"),
    "wrapped": Result(6, 0, 0, "title"),
}


def expected(text: Path) -> tuple[str, set[str]]:
    """The title, and each heading behind its level."""
    title, found = "", set()
    for line in text.with_suffix(".headings").read_text(encoding="utf-8").splitlines():
        kind, *words = line.split()
        if kind == "title":
            title = " ".join(words)
        else:
            found.add(" ".join([kind, *words]))
    return title, found


# The guesses.


def test_there_are_twelve_texts_each_with_its_result() -> None:
    assert [text.stem for text in TEXTS] == list(RESULTS)
    assert len(TEXTS) == 12


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)
def test_the_headings_of_a_text_are_guessed_as_well_as_told(text: Path) -> None:
    guessed = guess(text.read_text(encoding="utf-8"))
    title, wanted = expected(text)
    found = {f"{one.level} {one.title}" for one in guessed.headings}
    hits, misses, wrong = found & wanted, wanted - found, found - wanted
    told = [f"{text.stem}: {len(hits)} hits, {len(misses)} misses, {len(wrong)} wrong"]
    told += [f"  missed: {one}" for one in sorted(misses)]
    told += [f"  wrong: {one}" for one in sorted(wrong)]
    sys.stdout.write("\n".join(["", *told, ""]))
    right = "title" if guessed.title == title else "other"
    assert RESULTS[text.stem] == Result(len(hits), len(misses), len(wrong), right)


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("One.\n\n1. Milk\n\n2. Eggs\n\n3. Bread\n\nThat is all.\n", []),
        ("Words of the treaty, as\nArticle 5\nhas them.\n\nMore.\n", []),
        ("Words.\n\nArticle 5\nIt binds.\n\nArt. 6\nIt does not.\n", ["Article 5", "Art. 6"]),
        ("Contents\n\nPreface\n\nI write this.\n\nPreface\n\nAgain.\n", []),
        ("a\n\n3. Third\n\nWords.\n\n4. Fourth\n\nWords.\n", []),
        ("a\n\n" + "1" * 5000 + " Words\n\nWords.\n", []),
        ("a\n\nI\n\nWords.\n\nII\n\nWords.\n", ["I", "II"]),
    ],
)  # fmt: skip
def test_a_line_is_a_heading_for_what_the_text_says_of_it(text: str, headings: list[str]) -> None:
    assert [one.title for one in guess(text).headings] == headings


@pytest.mark.parametrize(
    ("lines", "levels"),
    [
        ("Article III|Section 1|Section 2|Article IV|Section 1", "23323"),
        ("ARTICLE I|SECTION 1|ARTICLE II|SECTION 1|ARTICLE III", "23232"),
        ("Section 1. Of things|Article 1|Article 2|Section 2. Of people|Article 3", "23323"),
        ("Article I. The Courts|Section 1. Of judges|Section 2. Of pay|Article II", "2332"),
        ("Article I|Section 1|Section 2|Amendment I|Section 1", "23323"),
        ("Chapter III|§ 1|§ 2|Chapter IV|§ 1", "23323"),
        ("Artikel 1|§ 1|§ 2|Artikel 2|§ 1", "23323"),
        ("Part I|Article 1|Section 1|Section 2|Article 2|Section 1|Part II|Article 3", "23443423"),
        ("Article 1|Article 2|Part I|Chapter 1|Article 3|Article 4|Part II|Chapter 1", "44234423"),
        ("Article 1|Part I|Chapter 1|Article 2|Part II|Chapter 1|Article 3", "4234234"),
    ],
)  # fmt: skip
def test_what_encloses_others_has_the_higher_rank(lines: str, levels: str) -> None:
    text = "\n\n".join(f"{line}\n\nIt says this, and that." for line in lines.split("|"))
    assert [f"{one.level} {one.title}" for one in guess(text).headings] == [
        f"{level} {line}" for level, line in zip(levels, lines.split("|"), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One line.\nAnother.\n", ""),
        ("A line that was broken by a\nprogram, as the next one was.\n\nMore.\n", ""),
        ("Head\n\n" + "A whole paragraph. " * 9 + "\n" + "And the next. " * 9 + "\n", "lines"),
        ("Head\n\nThe sun,\nThe moon,\nThe star,\nThe sea\n\nAnd I\nAnd you\n", "lines"),
    ],
)
def test_what_parts_paragraphs_is_said_where_blank_lines_do_not(text: str, paragraphs: str) -> None:
    assert guess(text).paragraphs == paragraphs


@given(st.text(alphabet="aA I1.\n§(“x", max_size=60))
def test_every_guessed_heading_is_a_line_that_can_be_declared(text: str) -> None:
    guessed = guess(text)
    found: list[Declared] = []
    for one in guessed.headings:
        count = 1 + sum(other.title == one.title for other in found)
        found.append(Declared(one.title, one.level, Place("notes.md"), count))
    if found:
        source, problems = READERS[".txt"](
            "seeds/x.txt", text.encode(), Wish(found, guessed.paragraphs)
        )
        assert source
        assert problems == []
        assert len([section for section in source.sections if section.level]) == len(found)


# What is written builds.


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new site, in which the commands are run."""
    for name in ("GITHUB_PAGES", "GITHUB_REPOSITORY", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "my-site", "--install-from", "glossator"]) == 0
    monkeypatch.chdir(tmp_path / "my-site")
    return tmp_path / "my-site"


def built(site: Path) -> Built:
    return build(Project(site), base_url="https://example.org/")


def told(made: Built) -> list[str]:
    """The codes of what a build tells, but for first notes that wait for their words."""
    return [one.code for one in made.problems if one.code != Code.PLACEHOLDER_LEFT]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() if one.is_file() else b""
        for one in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)
def test_an_explainer_on_any_of_the_texts_builds_at_once(site: Path, text: Path) -> None:
    assert cli.main(["new", text.stem, "--from", str(text), "--date", "2026-11-23"]) == 0
    assert (site / "seeds" / text.name).read_bytes() == text.read_bytes()
    index = (site / "content" / text.stem / "index.md").read_text(encoding="utf-8")
    assert f"sha256: {hashlib.sha256(text.read_bytes()).hexdigest()}\n" in index
    assert "\ndate: 2026-11-23\n" in index
    made = built(site)
    assert [one.code for one in made.problems] == [Code.PLACEHOLDER_LEFT]
    (page,) = [one for one in made.pages if one.path == f"{text.stem}/index.html"]
    assert b'id="note-first-note"' in page.content


PIECES = ("Art. 1", "a b c d e", "“No!”", "> x", "# y #", "", "[1] … words", "I.", "II.", "{#a}")


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES)).map("\n".join)))
def test_an_explainer_on_any_text_builds_or_is_refused(text: str) -> None:
    with TemporaryDirectory() as name:
        root = Path(name) / "site"
        assert start.create(root, start.site("A site", start.Requirement("glossator"))) == ()
        (Path(name) / "text.txt").write_bytes(text.encode("utf-8", "replace"))
        before = tree(root)
        words = ["--root", str(root), "new", "a", "--from", f"{name}/text.txt"]
        status = cli.main([*words, "--date", "2026-11-23"])
        assert status == (1 if tree(root) == before else 0)
        assert told(built(root)) == []


def test_a_name_may_have_spaces_accents_and_folders(site: Path) -> None:
    Path("a text.txt").write_text("Some words of somebody.\n", encoding="utf-8")
    for name in ("Über uns", "1791/rights", "100%", "庭"):
        Path("a text.txt").write_text(f"Some words of {name}, and others.\n", encoding="utf-8")
        assert cli.main(["new", name, "--from", "a text.txt"]) == 0
    made = built(site)
    assert told(made) == []
    assert {"Über uns/index.html", "1791/rights/index.html"} <= {one.path for one in made.pages}


def test_a_text_keeps_its_windows_line_ends_and_its_byte_order_mark(site: Path) -> None:
    received = "\ufeffA Title of It\r\n\r\nSome words of somebody,\r\nand more.\r\n".encode()
    Path("Text.TXT").write_bytes(received)
    assert cli.main(["new", "a", "--from", "Text.TXT"]) == 0
    assert (site / "seeds" / "a.txt").read_bytes() == received
    assert 'title: "A Title of It"' in (site / "content/a/index.md").read_text(encoding="utf-8")
    assert told(built(site)) == []


def test_a_text_that_lies_in_seeds_is_taken_from_there(site: Path) -> None:
    (site / "seeds").mkdir()
    for name in ("a", "other"):
        (site / "seeds" / f"{name}.txt").write_text(f"Words of {name}, to be read.\n")
        assert cli.main(["new", "a" if name == "a" else "b", "--from", f"seeds/{name}.txt"]) == 0
    assert sorted(one.name for one in (site / "seeds").iterdir()) == ["a.txt", "other.txt"]
    assert "text:" not in (site / "content/a/index.md").read_text()
    assert 'text: "seeds/other.txt"' in (site / "content/b/index.md").read_text()
    assert told(built(site)) == []


def test_the_note_to_copy_is_of_a_kind_that_needs_no_work(site: Path) -> None:
    with (site / "content" / "site.toml").open("a") as file:
        file.write('[kinds.claim]\nlabel = "Claim"\n[kinds.aside]\nlabel = "Aside"\n')
    Path("text.txt").write_text("Some words of somebody.\n")
    assert cli.main(["new", "a", "--from", "text.txt"]) == 0
    assert "{#first-note .aside}" in (site / "content" / "a" / "notes.md").read_text()
    assert told(built(site)) == []


def test_a_new_term_is_an_entry_that_the_text_mentions(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("text.txt").write_text("The clause is called Article 5.\nArticle 5 binds all.\n")
    assert cli.main(["new", "a", "--from", "text.txt"]) == 0
    capsys.readouterr()
    assert cli.main(["new", "term", "Article", "5"]) == 0
    path = "content/glossary/article-5.md"
    assert capsys.readouterr().out == f"{path}\nmentioned 2 times in texts and notes\n"
    assert cli.main(["new", "term", "Article 6"]) == 0
    assert "\nnothing mentions it so: " in capsys.readouterr().out
    (site / "content" / "glossary" / "article-6.md").unlink()
    assert 'title: "Article 5"' in (site / "content/glossary/article-5.md").read_text()
    assert told(built(site)) == [Code.TERM_EMPTY]


def test_a_link_to_a_new_term_counts_as_a_mention(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content" / "about.md").write_text("---\ntitle: About\n---\nSee [[NATO|them]].\n")
    capsys.readouterr()
    assert cli.main(["new", "term", "NATO"]) == 0
    assert capsys.readouterr().out.endswith("\nmentioned 1 time in texts and notes\n")


def test_what_new_asks_its_author_is_never_published(site: Path) -> None:
    Path("text.txt").write_text("The clause is called Article 5.\n")
    assert cli.main(["new", "a", "--from", "text.txt"]) == 0
    assert cli.main(["new", "term", "Article 5"]) == 0
    pages = {one.path: one.content.decode("utf-8", "replace") for one in built(site).pages}
    for path, words in (
        ("a/index.html", "Why read this text"),
        ("about/index.html", "Who makes this site"),
        ("glossary/article-5/index.html", "What should a reader"),
    ):
        assert "</main>" in pages[path]
        assert not [name for name, page in pages.items() if words in page]


def test_a_title_that_was_taken_from_the_text_is_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert site.is_dir()
    Path("text.txt").write_text("On Gates\n\nThe gate stays open.\n")
    Path("other.txt").write_text("The gate stays open, and nobody laughs.\n")
    capsys.readouterr()
    assert cli.main(["new", "a", "--from", "text.txt"]) == 0
    said = "\ntitle: “On Gates”, the first line; it stands in the text too\n"
    assert said in capsys.readouterr().out
    assert cli.main(["new", "b", "--from", "other.txt"]) == 0
    assert "title:" not in capsys.readouterr().out


# What is refused.


@pytest.mark.parametrize(
    ("data", "words", "code", "hint"),
    [
        ("Wörter".encode("utf-16"), "new a --from text.txt", Code.FILE_NOT_UTF8, "UTF-16"),
        ("Wörter".encode("latin-1"), "new a --from text.txt", Code.FILE_NOT_UTF8, "save the file"),
        (b"a\x07b", "new a --from text.txt", Code.CONTROL_CHARACTER, "take it out"),
        (b"", "new a --from text.txt", Code.SOURCE_EMPTY, "--from"),
        (b" \r\n", "new a --from text.txt", Code.SOURCE_EMPTY, "--from"),
        (b"a", "new a --from content", Code.FILE_UNREADABLE, "--from names a file"),
        (b"a", "new a --from nowhere.txt", Code.FILE_UNREADABLE, "--from names a file"),
        (b"a", "new a --from requirements.pdf", Code.FILE_UNREADABLE, "--from names a file"),
        (b"a", "new a --from .gitignore", Code.FILE_UNREADABLE, "known are: "),
        (b"a", "new a#b --from text.txt", Code.NAME_UNUSABLE, "use a name"),
        (b"a", "new ../a --from text.txt", Code.FILE_UNREADABLE, "use a name"),
        (b"a", "new /a --from text.txt", Code.FILE_UNREADABLE, "use a name"),
        (b"a", "new .a --from text.txt", Code.FILE_UNREADABLE, "use a name"),
        (b"a", "new a~ --from text.txt", Code.FILE_UNREADABLE, "use a name"),
        (b"a", "new a\x07 --from text.txt", Code.NAME_UNUSABLE, "use a name"),
        (b"a", "new a\udce4 --from text.txt", Code.NAME_UNUSABLE, "use a name"),
        (b"a", "new Glossary --from text.txt", Code.NAME_RESERVED, "choose another name"),
        (b"a", "new about --from text.txt", Code.FILE_EXISTS, "choose another name"),
        (b"a", f"new {'a' * 300} --from text.txt", Code.SITE_UNWRITABLE, "nothing was written"),
        (b"a", "new other-site", Code.FILE_EXISTS, "../NAME"),
        (b"a", f"new a --from {'a' * 300}.txt", Code.FILE_UNREADABLE, "--from names a file"),
        (b"a", "new About --from text.txt", Code.FILE_EXISTS, "choose another name"),
        (b"a", "new x/start --from text.txt", Code.NAME_RESERVED, "choose another name"),
        (b"a", "new x/Source.txt --from text.txt", Code.NAME_RESERVED, "choose another name"),
        (b"a", "new a/notes/ --from text.txt", Code.NAME_RESERVED, "choose another name"),
        (b"a", "new term con", Code.NAME_UNUSABLE, "name it as the text does"),
        (b"a", "new term …", Code.FILE_UNREADABLE, "name it as the text does"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_with_a_hint(
    site: Path, data: bytes, words: str, code: Code, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("text.txt").write_bytes(data)
    before = tree(site)
    capsys.readouterr()
    assert cli.main(words.split(" ")) == 1
    out, said = capsys.readouterr()
    assert re.findall(r"^\S.*: error: .* \[([\w-]+)\]$", said, re.MULTILINE) == [code]
    assert re.search(rf"^  hint: .*{re.escape(hint)}", said, re.MULTILINE)
    assert out == ""
    assert tree(site) == before


@pytest.mark.parametrize(
    "words",
    [
        "new",
        "new ",
        "new term",
        "new one two",
        "new a --date 2026-11-23",
        "new term a --from text.txt",
        "new a --from text.txt --install-from glossator",
        "new a --from text.txt --date yesterday",
        "new ../b --install-from https://example.org/glossator",
        "new ../b --install-from glossator;rm",
        "new ../\udce4",
    ],
)
def test_what_is_not_understood_is_misuse(site: Path, words: str) -> None:
    before = tree(site.parent)
    assert cli.main(words.split(" ")) == 2
    assert tree(site.parent) == before


@pytest.mark.parametrize("name", ["x/", "./x", "x/.", "x//"])
def test_a_name_may_be_written_as_a_folder(site: Path, name: str) -> None:
    Path("text.txt").write_text("Some words.\n")
    assert cli.main(["new", name, "--from", "text.txt"]) == 0
    assert (site / "seeds" / "x.txt").exists()
    assert (site / "content" / "x" / "index.md").exists()


def test_no_two_names_differ_by_capitals_alone(site: Path) -> None:
    Path("text.txt").write_text("Some words.\n")
    Path("other.txt").write_text("Other words.\n")
    assert cli.main(["new", "Link", "--from", "text.txt"]) == 0
    before = tree(site)
    assert cli.main(["new", "link", "--from", "other.txt"]) == 1
    assert tree(site) == before


def test_a_name_without_letters_is_its_own_title(tmp_path: Path) -> None:
    assert cli.main(["new", str(tmp_path / "---"), "--install-from", "glossator"]) == 0
    assert 'title = "---"' in (tmp_path / "---" / "content" / "site.toml").read_text()


def test_a_picture_beside_the_text_needs_a_name_that_can_be_published(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("text.md").write_text(f"Words ![a](a%23b.png) and ![b]({'n' * 300}.png).\n")
    Path("a#b.png").write_bytes(png(4, 4))
    before = tree(site)
    assert cli.main(["new", "x", "--from", "text.md"]) == 1
    assert "holds a #" in capsys.readouterr().err
    assert tree(site) == before


def test_a_link_to_itself_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("text.txt").write_text("Some words.\n")
    (site / "seeds").symlink_to("seeds")
    assert cli.main(["new", "x", "--from", "text.txt"]) == 1
    assert "[site-unwritable]" in capsys.readouterr().err


INTERRUPTED = """
import os, signal, sys
from pathlib import Path
from glossator.cli import main

opened, count = Path.open, []

def interrupted(self, *words, **named):
    file = opened(self, *words, **named)
    if words == ("xb",):
        count.append(self)
        if len(count) == int(sys.argv[1]):
            os.kill(os.getpid(), signal.SIGINT)
    return file

Path.open = interrupted
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("number", ["1", "2", "3"])
def test_what_is_interrupted_leaves_nothing(site: Path, number: str) -> None:
    Path("text.txt").write_text("Some words.\n")
    before = tree(site)
    words = [sys.executable, "-c", INTERRUPTED, number, "new", "x", "--from", "text.txt"]
    done = subprocess.run(
        words, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert done.returncode == 130
    assert tree(site) == before


def test_a_folder_that_cannot_be_written_is_left_as_it_was(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder for the notes is a file, which the disk says only after the text is copied."""
    Path("text.txt").write_text("Some words.\n")
    (site / "content" / "a").write_text("A file.\n")
    before = tree(site)
    assert cli.main(["new", "a", "--from", "text.txt"]) == 1
    assert "content/a" in capsys.readouterr().err
    assert tree(site) == before


# A site.


def test_a_new_site_may_be_a_folder_that_holds_other_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As one that was cloned from GitHub, with a read-me."""
    (tmp_path / "README.md").write_text("Mine.\n")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", ".", "--install-from", "glossator"]) == 0
    assert (tmp_path / "README.md").read_text() == "Mine.\n"
    assert (tmp_path / "content" / "site.toml").exists()
    assert "\nNext:\n  glossator new my-text --from text.txt " in capsys.readouterr().out


def test_a_new_site_has_nothing_that_a_strict_check_complains_of(site: Path) -> None:
    assert cli.main(["--root", str(site), "check", "--strict"]) == 0
    assert cli.main(["--root", str(site), "build", "--strict"]) == 1, "who publishes says where"


def test_a_new_site_goes_over_no_file_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".gitignore").write_text("/mine/\n")
    (tmp_path / "requirements.txt").write_text("mine\n")
    before = tree(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", ".", "--install-from", "glossator"]) == 1
    said = capsys.readouterr().err
    assert re.findall(r"^(\S+):1:1: error: this file is there already", said, re.MULTILINE) == [
        ".gitignore",
        "requirements.txt",
    ]
    assert tree(tmp_path) == before


def test_in_a_clone_the_commands_to_come_are_those_of_the_clone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["/home/ann/glossator/build.py", "new"])
    words = ["--root", str(tmp_path), "new", "a site", "--install-from", "glossator"]
    assert cli.main(words) == 0
    assert "\n  python3 build.py --root 'a site' serve -o " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("glossator", "glossator"),
        ("glossator==0.1", "glossator==0.1"),
        ("glossator>=0.1,<1", "glossator>=0.1,<1"),
        (
            "git+https://example.org/glossator.git@v0.1",
            "glossator @ git+https://example.org/glossator.git@v0.1",
        ),
    ],
)
def test_requirements_are_what_install_from_says(words: str, line: str) -> None:
    assert start.is_requirement(words)
    found = start.required(words)
    assert found == start.Requirement(line)
    assert isinstance(found, start.Requirement)
    Requirement(line)
    written = start.site("A site", found)["requirements.txt"].decode()
    assert [one for one in written.splitlines() if not one.startswith("#")] == [line]


def test_a_wheel_that_is_named_comes_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = wheel()
    assert not isinstance(packed, Problem)
    (tmp_path / packed[0]).write_bytes(packed[1])
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "a", "--install-from", packed[0]]) == 0
    assert (tmp_path / "a" / "vendor" / packed[0]).read_bytes() == packed[1]
    assert (tmp_path / "a/requirements.txt").read_text().endswith(f"\n./vendor/{packed[0]}\n")


@pytest.mark.parametrize("data", [None, b"no zip", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_wheel_of_ours_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes | None
) -> None:
    name = "glossator-0.1.0-py3-none-any.whl"
    if data is not None:
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "a", "--install-from", name]) == 1
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("title", ['A “b” \\ "c"', "Über uns", "庭 🎋", "TITLE"])
def test_the_settings_have_the_title_of_any_folder(tmp_path: Path, title: str) -> None:
    files = start.site(title, start.Requirement("glossator"))
    assert start.create(tmp_path / "a", files) == ()
    read, problems = project_settings(Project(tmp_path / "a"))
    assert problems == []
    assert read
    assert read.title == title


def test_the_workflow_of_a_new_site_is_ours_but_for_what_it_installs() -> None:
    """The same majors and rights, so that one is not forgotten when the other is changed."""
    files = start.site("A site", start.Requirement("glossator"))
    theirs, ours = (
        yaml.load(data, yaml.BaseLoader)  # noqa: S506 makes nothing but text, so `on` stays
        for data in (
            files[".github/workflows/pages.yml"],
            (ROOT / ".github" / "workflows" / "pages.yml").read_bytes(),
        )
    )
    assert theirs["permissions"] == {}
    assert theirs["jobs"]["deploy"] == ours["jobs"]["deploy"]
    assert theirs["jobs"]["build"]["permissions"] == ours["jobs"]["build"]["permissions"]
    used = [
        [step for step in one["jobs"]["build"]["steps"] if "uses" in step] for one in (theirs, ours)
    ]
    assert used[0] == used[1]
    assert [step["run"] for step in theirs["jobs"]["build"]["steps"] if "run" in step] == [
        "python -m pip install -r requirements.txt",
        'glossator build --format github --base-url "$BASE_URL/"',
    ]


def test_a_text_in_markdown_comes_with_its_headings_and_pictures(site: Path) -> None:
    (site.parent / "img").mkdir()
    (site.parent / "img" / "a b.png").write_bytes(png(2, 2))
    text = "# On *rights*\n\nA few words of it, ![a map](img/a%20b.png) too.\n\n## Part\n\nMore.\n"
    (site.parent / "paper.md").write_text(text, encoding="utf-8")
    assert cli.main(["new", "paper", "--from", "../paper.md"]) == 0
    assert (site / "seeds" / "img" / "a b.png").is_file()
    assert 'title: "On rights"' in (site / "content" / "paper" / "index.md").read_text()
    notes = (site / "content" / "paper" / "notes.md").read_text()
    assert "## Part" not in notes
    assert "> A few words" in notes
    assert told(built(site)) == []
