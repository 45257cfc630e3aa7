"""The proof: whatever changes a word of the source in the finished page must fail it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from glossator import link, proof, read
from glossator.build import build
from glossator.model import Page, Site
from glossator.pages import pages
from glossator.problems import Code, Problem, as_text
from glossator.project import Project
from glossator.theme import theme

ROOT = Path(__file__).parents[1]
BASE = "https://example.org/"


def made(root: Path) -> tuple[Site, tuple[Page, ...]]:
    """The site and its pages, not yet proved."""
    project = Project(root)
    manuscript, problems = read.manuscript(project, with_drafts=False)
    assert manuscript, problems
    site, problems = link.site(manuscript, BASE)
    found, _ = pages(site, theme(project, site.settings, site.languages))
    assert not any(problem.is_error for problem in problems)
    return site, found


@dataclass(frozen=True)
class Finished:
    """A site with one explainer, and what the proof says of its page."""

    site: Site
    page: Page

    def problems(self, html: str) -> list[Problem]:
        """What the proof says of `html` in the page's place."""
        return proof.problems(self.site, [replace(self.page, content=html.encode())])

    @property
    def html(self) -> str:
        return self.page.content.decode()

    @property
    def text(self) -> str:
        """The part of the page that holds the source, without notes, marks and links."""
        begin = self.html.index('<div class="source" id="text"')
        end = self.html.index('<section class="proof')
        html = re.sub(r'<aside role="note".*?</aside>', "", self.html[begin:end], flags=re.DOTALL)
        html = re.sub(r'</?mark[^>]*>|<a role="doc-noteref"[^>]*></a>', "", html)
        html = re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", html)
        return f"<!DOCTYPE html><title>x</title>{html}"

    def changed_text(self, pattern: str, by: str) -> list[Problem]:
        """What it says after the first match of `pattern` in the text was replaced."""
        assert self.problems(self.text) == []
        html, count = re.subn(pattern, by, self.text, count=1, flags=re.DOTALL)
        assert count == 1, f"the text has no {pattern}"
        return self.problems(html)

    def changed(self, pattern: str, by: str | Callable[[re.Match[str]], str]) -> list[Problem]:
        """What it says after the first match of `pattern` in the page was replaced."""
        html, count = re.subn(pattern, by, self.html, count=1, flags=re.DOTALL)
        assert count == 1, f"the page has no {pattern}"
        return self.problems(html)


@cache
def nato() -> Finished:
    site, found = made(ROOT)
    page = next(one for one in found if one.explainer == "nato" and one.kind == "explainer")
    return Finished(site, page)


def small(root: Path, text: str, notes: str = "", *, more: str = "") -> Finished:
    """An explainer of `text`."""
    files = {
        "content/site.toml": 'title = "Small"',
        "content/x/index.md": f"---\ntitle: X\ndate: 2025-01-01\n{more}---\n",
        "content/x/notes.md": notes,
        "seeds/x.txt": text,
    }
    for name, words in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words.encode())
    site, found = made(root)
    page = next(one for one in found if one.explainer == "x" and one.kind == "explainer")
    return Finished(site, page)


def code(problems: list[Problem]) -> str:
    assert problems, "the proof holds, and should not"
    assert {problem.code for problem in problems} == {Code.PROOF_FAILED}
    for problem in problems:
        assert problem.is_error
        assert problem.place.file.startswith("seeds/")
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.hint
    return problems[0].code


# What passes


def test_the_untouched_page_is_the_source() -> None:
    assert nato().problems(nato().html) == []


def test_what_is_ours_may_change() -> None:
    assert nato().changed(r'(role="note"[^>]*>)', r"\1<p>More words of ours.</p>") == []
    assert nato().changed(r'(role="doc-noteref"[^>]*>)</a>', r"\g<1>17</a>") == []
    assert nato().changed(r"(<article>)", r"\1<p>Before the text.</p>") == []
    assert nato().changed(r'(<section class="proof)', r"<p>After the text.</p>\1") == []


def test_a_comment_is_no_word() -> None:
    assert nato().changed(r'(<p id="p1">)', r"<!-- well -->\1<!-- well -->") == []


@pytest.mark.parametrize(
    "text",
    [
        "One line",
        "One\nTwo\n",
        "\ufeffOne\nTwo",
        "One\r\nTwo\r\n",
        "One\rTwo",
        "  One  \n\tTwo\u00a0\n   \n",
        "One\ntwo\n\nThree  \n  four\n\n\n\nFive",
        "A < B & C > D &amp; &lt; “x” <b>no</b> <!-- no -->",
        "e\u0301 \u00e9 \u2126 \ufb01 \U0001f469\u200d\U0001f680 \u202eabc\u202c \u00ad\u200b",
        "one\ttab  two  spaces\u3000three",
        "One\fform feed\u0085next line\u2028line\u2029paragraph",
        "H\nunder it\n\nNo heading",
    ],
    ids=range(12),
)
def test_any_text_is_proved(tmp_path: Path, text: str) -> None:
    finished = small(tmp_path, text)
    assert finished.problems(finished.html) == []


def test_headings_in_a_text_with_blank_lines_are_proved(tmp_path: Path) -> None:
    notes = "## Head\n\n> under it\n\nA note.\n"
    finished = small(tmp_path, "Before\nthat\nHead\nunder it\nand on\n\nMore", notes)
    assert "<h2" in finished.html
    assert finished.problems(finished.html) == []


# What fails: the seed, letter by letter


@dataclass(frozen=True)
class Letter:
    """A character of the source's text in a page's HTML."""

    at: int
    end: int
    line: int
    """Of the source, from 1."""
    column: int


TOKEN = re.compile(
    r'(?P<ours><aside role="note".*?</aside>)'
    r"|(?P<block><(?:p|h\d)[ >][^>]*>?)|(?P<out></(?:p|h\d)>)|<[^>]*>|&\w+;|.",
    re.DOTALL,
)


def shortened() -> tuple[str, list[Letter]]:
    """The NATO page without notes and surroundings, and where its letters stand."""
    html = nato().html
    begin, end = html.index('<div class="source" id="text"'), html.index('<section class="speakers')
    html = f"<!DOCTYPE html><title>x</title>{html[begin:end]}"
    html = re.sub(r'<aside role="note".*?</aside>', "", html, flags=re.DOTALL)
    letters: list[Letter] = []
    line, column, inside = 0, 0, False
    for token in TOKEN.finditer(html):
        if token["block"]:
            line, column, inside = line + 1, 0, True
        elif token["out"]:
            inside = False
        elif inside and not token[0].startswith("<"):
            column += 1
            letters.append(Letter(token.start(), token.end(), line, column))
    return html, letters


def test_every_seventh_letter_changed_fails_at_its_place() -> None:
    html, letters = shortened()
    assert nato().problems(html) == []
    source = nato().site.explainers[0].source
    assert len(letters) == len(source.text.replace("\n", "")), "no letter is left out"
    for letter in letters[::7]:
        other = "#" if html[letter.at] != "#" else "%"
        problems = nato().problems(html[: letter.at] + other + html[letter.end :])
        assert code(problems)
        place = problems[0].place
        assert (place.line, place.column) == (letter.line, letter.column)


@pytest.mark.parametrize("start", range(3))
def test_letters_taken_out_doubled_or_changed_in_case_fail(start: int) -> None:
    html, letters = shortened()
    source = nato().site.explainers[0].source
    for letter in letters[start::61]:
        words = html[letter.at : letter.end]
        assert words in {"&amp;", source.file.lines[letter.line - 1][letter.column - 1]}
        for other in {"", words + words, words.swapcase()} - {words}:
            assert code(nato().problems(html[: letter.at] + other + html[letter.end :]))


def test_the_whole_page_fails_as_its_part_does() -> None:
    found = re.finditer(r"<p id=\"p\d+\">(?:<mark[^>]*>)?(\w)", nato().html)
    starts = [match.start(1) for match in found]
    assert len(starts) >= 10
    for at in starts:
        assert code(nato().problems(nato().html[:at] + "#" + nato().html[at + 1 :]))


# What fails: by example


def paragraph(number: int) -> str:
    return (
        rf'(<div class="unit[^>]*>\s*<p id="p{number}">.*?</p>.*?)(?=<div class="unit|</section>)'
    )


def test_two_paragraphs_changed_round_fail() -> None:
    swapped = nato().changed(paragraph(1) + paragraph(2), r"\2\1")
    assert code(swapped)
    assert swapped[0].place.line == 1


def test_a_paragraph_left_out_fails() -> None:
    problems = nato().changed(paragraph(2), "")
    assert code(problems)
    assert problems[0].place.line == 2


def test_the_last_paragraph_left_out_fails() -> None:
    lines = nato().site.explainers[0].source.file.lines
    problems = nato().changed(r'<p id="p13">.*?</p>', "")
    assert code(problems)
    assert problems[0].place.line == len(lines)


def test_a_paragraph_printed_twice_fails() -> None:
    problems = nato().changed(paragraph(3), r"\1\1")
    assert code(problems)
    assert problems[0].place.line == 4


def test_the_last_paragraph_printed_twice_fails() -> None:
    assert code(nato().changed(r'(<p id="p13">.*?</p>)', r"\1\1"))


def test_two_paragraphs_in_one_fail() -> None:
    assert code(nato().changed_text(r"</p>.*?<p id=\"p2\">", ""))
    assert code(nato().changed_text(r"</p>.*?<p id=\"p2\">", " "))
    assert code(nato().changed_text(r"</p>.*?<p id=\"p2\">", "\n"))


def test_one_paragraph_in_two_fails() -> None:
    assert code(nato().changed_text(r"(declaring) ", r"\1</p><p>"))


def test_paragraphs_of_a_wrapped_text_keep_their_ends(tmp_path: Path) -> None:
    finished = small(tmp_path, "one\ntwo\n\nthree\nfour")
    merged = finished.changed_text(r"</p>.*?<p id=\"p2\">", "\n")
    assert code(merged)
    assert merged[0].message == "two paragraphs of the source are one on the page"
    assert merged[0].place.line == 4
    parted = finished.changed_text(r"three\nfour", "three</p><p>four")
    assert code(parted)
    assert parted[0].message == "one paragraph of the source is two on the page"
    assert parted[0].place.line == 5


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        ("declaring NATO", "declaring  NATO"),
        ("declaring NATO", "declaring\u00a0NATO"),
        ("declaring NATO", "declaring\tNATO"),
        ("declaring NATO", "declaringNATO"),
        ("declaring NATO", "declaring\nNATO"),
        ("declaring NATO", "declaring<br>NATO"),
        ("declaring NATO", "declaring\u200b NATO"),
        ('<p id="p1">', '<p id="p1"> '),
        ('</p>(?=.*?id="p2")', " </p>"),
        (" -- ", " — "),
        ("’", "'"),
        ("Article 5", "article 5"),
    ],
)
def test_white_space_and_typography_are_words_too(pattern: str, by: str) -> None:
    assert code(nato().changed_text(pattern, by))


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        (r'(id="text"[^>]*>)', r"\1Advertisement"),
        (r'(id="text"[^>]*>)', r"\1<div>Advertisement</div>"),
        (r'(id="text"[^>]*>)', r"\1<p>Advertisement</p>"),
        (r'(id="text"[^>]*>)', r"\1<ul><li>Advertisement</li></ul>"),
        (r'(<p id="p1">)', r"Advertisement\1"),
        (r'(<p id="p1">)', r"\1<span>Advertisement </span>"),
        (r'(<p id="p1">)', r"\1<span hidden>Advertisement </span>"),
        (r'(<p id="p1">)', r"\1<script>1</script>"),
        (r'(<p id="p1">)', r"\1<style>p {}</style>"),
        (r'(<p id="p1">)', r'\1<span role="notes">Advertisement </span>'),
        (r"</p>", r"</p>Advertisement"),
        (r"</aside>", r"</aside>Advertisement"),
        (r'<aside role="note"', "<aside"),
        (r'<aside role="note"', '<aside role="complementary"'),
        (r'role="doc-noteref"([^>]*)>', r"\1>1"),
        (r'id="text"', 'id="other"'),
    ],
)
def test_a_word_that_is_not_the_sources_fails(pattern: str, by: str) -> None:
    before, mark, after = nato().html.partition('<div class="source" ')
    html, count = re.subn(pattern, by, after, count=1, flags=re.DOTALL)
    assert count == 1
    assert code(nato().problems(before + mark + html))


def test_a_word_before_the_whole_text_is_named() -> None:
    problems = nato().changed(r'(id="text"[^>]*>)', r"\1Advertisement")
    assert code(problems)
    assert "“Advertisement”" in problems[-1].message


def test_a_page_that_is_missing_fails() -> None:
    assert code(proof.problems(nato().site, []))


def test_a_failed_proof_shows_file_line_column_and_both_sides() -> None:
    problems = nato().changed_text("mutual defense clause", "mutual defence clause")
    assert code(problems)
    assert as_text(problems[0]).startswith("seeds/nato.txt:5:")
    difference = problems[0].related[0]
    assert difference.message == "the difference (- source, + page)"
    source, page = difference.quote.split("\n")
    assert source.startswith("- ")
    assert "mutual defense" in source
    assert page.startswith("+ ")
    assert "mutual defence" in page
    assert problems[0].place.text.startswith("Take the first reason.")


# What fails: through a build


def project(root: Path) -> Project:
    for folder in ("content", "seeds"):
        (root / folder).symlink_to(ROOT / folder)
    (root / "templates").mkdir()
    return Project(root)


def overridden(root: Path, name: str, pattern: str, by: str) -> list[Problem]:
    """The errors of a build with a template that differs from ours."""
    ours = (ROOT / "templates" / name).read_text(encoding="utf-8")
    changed, count = re.subn(pattern, by, ours, count=1)
    assert count == 1
    built = project(root)
    (root / "templates" / name).parent.mkdir(exist_ok=True)
    (root / "templates" / name).write_text(changed, encoding="utf-8")
    return [one for one in build(built, base_url=BASE).problems if one.is_error]


def test_a_template_of_ones_own_that_leaves_the_text_alone_passes(tmp_path: Path) -> None:
    assert overridden(tmp_path, "explainer.html", r"(<article>)", r"\1<p>Welcome.</p>") == []


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        (r"\{\{ unit.html \}\}", r"Read this: {{ unit.html }}"),
        (r"\{\{ unit.html \}\}", r"<p>Read this:</p>{{ unit.html }}"),
        (r"\{\{ unit.html \}\}", r"{{ unit.html | replace('NATO', 'Nato') }}"),
        (r"\{\{ unit.html \}\}", r"{{ unit.html | upper }}"),
        (r"\{\{ unit.html \}\}", r"{% if not loop.last %}{{ unit.html }}{% endif %}"),
        (r"in section.units", "in section.units | reverse"),
        (r"in sections", "in sections | list + sections | list"),
        (r' id="text"', ""),
        (r"(<section)", r'<sup class="footnote-ref">sneaked in</sup>\1'),
        (r"(<section)", r'<aside role="note" id="note-sneaked">sneaked in</aside>\1'),
        (r"(<section)", r'<a class="noteref" role="doc-noteref">sneaked in</a>\1'),
    ],
)
def test_a_template_that_touches_the_text_fails_the_build(
    tmp_path: Path, pattern: str, by: str
) -> None:
    assert code(overridden(tmp_path, "parts/source.html", pattern, by))
