"""Sources in Markdown: their words found across markup, their links and pictures, their proof."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator import link, proof, read
from glossator.anchor import candidates, describe, passage, snapped
from glossator.build import Built, build
from glossator.model import Quote, Source
from glossator.pages import pages
from glossator.problems import Code, Problem
from glossator.project import Project
from glossator.read.markdown import md
from glossator.read.sections import parts
from glossator.read.source import Wish
from glossator.text import Place, Span
from glossator.theme import theme
from tests.sites import png

TEXT = """\
---
title: for another program
---
# A *study* of rights

The *first* and the **second** amendment, see [the record](https://example.org/r "R"),
protect `speech &amp; press` &mdash; and \\*arms\\*.[^1]

## Methods

- One item with *emphasis*
- Two items
  1. with one inside

> A quotation
> of two lines.

| right | since |
|:------|------:|
| *arms* | 1791 |
| speech \\| press | 1791 |

```python
def rights(count: int) -> str:
    return "speech" * count
```

    indented code

## Results

Last  words.\\
After a break.

[^1]: The footnote, with *emphasis*.
"""


def source_of(text: str, *, html: bool = False, by_section: bool = False) -> Source:
    source, problems = md("seeds/x.md", text.encode(), Wish(html=html))
    assert source, problems
    return replace(source, parts=parts(source, by_section=by_section))


@cache
def paper() -> Source:
    return source_of(TEXT)


def found(words: str, source: Source | None = None) -> str | Code:
    """What `words` mark, or why they mark nothing."""
    source = source or paper()
    span = passage(Quote(words, Place("notes.md", length=len(words))), source, None)
    return span.code if isinstance(span, Problem) else span.of(source.text)


# Words and where they stand


def test_the_words_are_what_a_reader_sees() -> None:
    assert paper().text.startswith("A study of rights\nThe first and the second amendment, see the")
    assert "speech &amp; press" in paper().text  # code is taken as it stands
    assert "— and *arms*." in paper().text
    assert "another program" not in paper().text
    assert "[^1]" not in paper().text


def test_headings_are_sections_and_move_down_below_the_page_s_own() -> None:
    assert [(one.id, one.title, one.level) for one in paper().sections] == [
        ("a-study-of-rights", "A study of rights", 2),
        ("methods", "Methods", 3),
        ("results", "Results", 3),
        ("footnotes", "", 0),
    ]
    assert source_of("## Only\n\nwords").sections[0].level == 2


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("The first and the second amendment", "The first and the second amendment"),
        ("second amendment, see the record, protect", "second amendment, see the record,\nprotect"),
        ("The *first* and the **second** amendment", "The first and the second amendment"),
        ("see [the record](https://example.org/r)", "see the record"),
        ("protect speech &amp; press — and", "protect speech &amp; press — and"),
        ("*arms*.", "*arms*."),
        ("*first* and the **second**", "first and the second"),
        ("- One item with *emphasis*", "One item with emphasis"),
        ("| *arms* | 1791 |", "arms\n1791"),
        ("## Methods", "Methods"),
        ("and \\*arms\\*.[^1]", "and *arms*."),
        ("One item with emphasis Two items", "One item with emphasis\nTwo items"),
        ("Two items with one inside", "Two items\nwith one inside"),
        ("inside A quotation of two", "inside\nA quotation\nof two"),
        ("arms 1791 speech | press", "arms\n1791\nspeech | press"),
        ("def rights(count: int)", "def rights(count: int)"),
        ('int) -> str: return "speech"', 'int) -> str:\n    return "speech"'),
        ("count indented code", "count\nindented code"),
        ("Last words. After a break.", "Last  words.\nAfter a break."),
        ("methods … of two lines", Code.QUOTE_NOT_FOUND),
        ("Methods … of two lines", None),
        ("The footnote, with emphasis", "The footnote, with emphasis"),
        ("emphasi", Code.QUOTE_INSIDE_WORD),
        ("1791", Code.QUOTE_AMBIGUOUS),
    ],
)
def test_a_quote_runs_across_markup(words: str, marked: str | Code | None) -> None:
    here = found(words)
    if marked is None:
        assert isinstance(here, str)
        assert here.startswith("Methods")
        assert here.endswith("of two lines")
    else:
        assert here == marked


def test_a_problem_points_into_the_file() -> None:
    problem = passage(Quote("1791", Place("n")), paper(), None)
    assert isinstance(problem, Problem)
    lines = [
        (one.place.line, one.place.text[one.place.column - 1 :][:4]) for one in problem.related
    ]
    assert lines == [(20, "1791"), (21, "1791")]


def test_words_have_their_place_behind_escapes_and_entities() -> None:
    source = paper()
    for words, raw in (("and *arms*.", "and \\*arms\\*."), ("— and", "&mdash; and")):
        (span,) = candidates(describe(span_of(words), source), source)
        assert source.raw(span).of(source.file.text) == raw


def span_of(words: str) -> Span:
    at = paper().text.index(words)
    return Span(at, at + len(words))


@given(st.data())
def test_every_stretch_of_words_can_be_described_and_found_again(data: st.DataObject) -> None:
    source = paper()
    start = data.draw(st.integers(0, len(source.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(source.text), start + 120)))
    span = snapped(Span(start, end), source)
    if span:
        assert candidates(describe(span, source), source) == [span]


@given(st.text(st.sampled_from("ab \n*_`[]()!#>-|\\&<1.~^:\t"), max_size=80))
def test_any_markdown_is_read_and_every_hole_stands_in_its_order(text: str) -> None:
    source, problems = md("seeds/x.md", text.encode(), Wish())
    if source is None:
        assert problems
        return
    holes = [one for unit in source.units for one in unit.pieces if isinstance(one, Span)]
    assert all(a.end <= b.start for a, b in pairwise(holes))
    words = "".join(hole.of(source.text) for hole in holes)
    assert words.replace("\n", "") == source.text.replace("\n", "")


# Whole sites


def made(root: Path, text: str, files: Mapping[str, str | bytes] = {}, more: str = "") -> Built:
    every = {
        "content/site.toml": 'title = "T"\nbase_url = "https://example.org/"\n',
        "content/x/index.md": f"---\ntitle: X\ndate: 2026-01-01\n{more}---\n",
        "content/x/notes.md": "",
        "seeds/x.md": text,
        **files,
    }
    for name, content in every.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return build(Project(root))


def page(built: Built, path: str = "x/index.html") -> str:
    assert not built.has_errors, [str(one) for one in built.problems]
    return next(one.content.decode() for one in built.pages if one.path == path)


def text_of(html: str) -> str:
    return html[html.index('id="text"') : html.index('<section class="provenance"')]


def test_a_note_number_stands_behind_a_link_never_in_it(tmp_path: Path) -> None:
    notes = "> see the\n{#a}\nA.\n\n> the record\n{#b}\nB.\n"
    built = made(tmp_path, "We [see the record](https://e.org) now.", {"content/x/notes.md": notes})
    html = text_of(page(built))
    assert re.search(
        r'record</mark></a><a class="noteref[^>]*href="#note-a".*?href="#note-b"', html
    )
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", html, re.DOTALL)


def test_terms_are_found_in_links_and_code_and_linked_behind_them(tmp_path: Path) -> None:
    text = "A [militia](https://e.org), a `militia`, a *militia*, a militia."
    term = {"content/glossary/militia.md": "---\ntitle: Militia\n---\n"}
    built = made(tmp_path, text, term)
    assert text_of(page(built)).count('class="term"') == 1
    assert '<em><a class="term"' in text_of(page(built))
    assert page(built, "glossary/militia/index.html").count('class="where"') == 4


def test_html_is_shown_unless_the_settings_let_it_through(tmp_path: Path) -> None:
    text = "Some <b>bold</b> words.\n\n<div>a block</div>\n\n<!-- hidden -->\n"
    shown = text_of(page(made(tmp_path / "a", text)))
    assert "Some &lt;b&gt;bold&lt;/b&gt; words." in shown
    assert "&lt;div&gt;a block" in shown
    settings = {"content/site.toml": 'title = "T"\nbase_url = "https://e.org/"\nhtml = true\n'}
    through = text_of(page(made(tmp_path / "b", text, settings)))
    assert "Some <b>bold</b> words." in through
    assert "<div>a block</div>" in through


def test_html_that_breaks_out_of_the_text_fails_the_proof(tmp_path: Path) -> None:
    settings = {"content/site.toml": 'title = "T"\nbase_url = "https://e.org/"\nhtml = true\n'}
    built = made(tmp_path, "One.\n\n</div></section></div>\n\nTwo.\n", settings)
    assert [one.code for one in built.problems if one.is_error] == [Code.PROOF_FAILED]


def test_links_lead_where_they_can(tmp_path: Path) -> None:
    text = (
        "# Top\n\n[a](https://e.org/) [b](#top) [c](other.html) [d](//h.org/x) [e](vbscript:x)"
        " [f](x.md) [g](mailto:a@e.org) [h](#Top)\n"
    )
    built = made(tmp_path, text, more='source: {url: "https://example.com/a/b.html"}\n')
    hrefs = re.findall(r'<a(?: href="([^"]*)")?[^>]*>(\w)</a>', text_of(page(built)))
    assert hrefs == [
        ("https://e.org/", "a"),
        ("#top", "b"),
        ("https://example.com/a/other.html", "c"),
        ("https://h.org/x", "d"),
        ("source.md", "f"),
        ("mailto:a@e.org", "g"),
        ("#top", "h"),
    ]
    assert "[e](vbscript:x)" in text_of(page(built))


@pytest.mark.parametrize("scheme", ["data:text/plain,x", "ftp://h/x", "blob:x", "file:///x"])
def test_a_link_of_a_scheme_that_is_not_safe_is_no_link(tmp_path: Path, scheme: str) -> None:
    html = text_of(page(made(tmp_path, f"Go [there]({scheme}) now.")))
    assert scheme not in html.replace(f"[there]({scheme})", "")


def test_pictures_stand_beside_the_text_or_beside_the_explainer(tmp_path: Path) -> None:
    text = "See ![A](img/a.png) ![B](b%20c.png) ![C](https://host.example/pics/c.png?w=2)"
    files = {
        "seeds/img/a.png": png(3, 2),
        "content/x/b c.png": png(2, 2),
        "content/x/c.png": png(1, 1),
    }
    built = made(tmp_path, text, files)
    html = text_of(page(built))
    assert re.findall(r'src="([^"]*)"', html) == ["img/a.png", "b%20c.png", "c.png"]
    assert {"x/img/a.png", "x/b c.png", "x/c.png"} <= {one.path for one in built.pages}
    assert "host.example" not in html


def test_footnotes_are_kept_apart_from_our_notes(tmp_path: Path) -> None:
    notes = "> The footnote\n{#on}\nOurs.\n"
    html = text_of(page(made(tmp_path, TEXT, {"content/x/notes.md": notes})))
    assert html.count('role="doc-footnote"') == 1
    footnote = html[html.index('role="doc-footnote"') :]
    assert footnote.index("</div>") < footnote.index('id="note-on"')
    assert 'id="fnref1" href="#fn1"' in html
    assert 'href="#fnref1"' in footnote


def test_long_markdown_is_parted_with_its_footnotes(tmp_path: Path) -> None:
    text = (
        "# T\n\nZero.[^z]\n\n## A\n\nOne.[^a] See [B](#b).\n\n## B\n\nTwo.[^b] Again.[^a]\n\n"
        "[^a]: Alpha.\n\n[^b]: Beta.\n\n[^z]: Zeta.\n"
    )
    built = made(tmp_path, text, more="pages: by-section\n")
    assert "Zeta" in page(built, "x/t/index.html")
    one, two = page(built, "x/a/index.html"), page(built, "x/b/index.html")
    assert "Alpha" in one
    assert "Beta" not in one
    assert "Beta" in two
    assert 'href="../b/#b"' in one
    assert 'id="fnref2-2" href="../a/#fn2"' in two
    assert 'href="../b/#fnref2-2"' in one


# The proof


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        ("amendment", "amendement"),
        ("<em>first</em>", "<em></em>"),
        ("<em>first</em>", "<em>last</em>"),
        (r"(<li id=\"p2\">.*?</li>)\s*(<li id=\"p3\">.*?\n</li>)", r"\2\1"),
        ("<blockquote>", "<blockquote><p>More.</p>"),
        ("speech &amp;amp; press", "speech &amp; press"),
        ("1791", "1792"),
        (r"<h3 id=\"methods\">Methods</h3>", '<p id="methods">Methods</p>'),
        ("The footnote, with <em>emphasis</em>", "The footnote"),
        (r"<p id=\"p\d+\">Last  words", "<p>Last words"),
        ("Last  words", "Last words"),
        (r'    <span class="k">return', '<span class="k">return'),
        (r"<br>\nAfter", " After"),
        ('alt="A hall"', 'alt="A hole"'),
        ("<p>", "<p>Ours: "),
    ],
)
def test_whatever_changes_a_word_fails(tmp_path: Path, pattern: str, by: str) -> None:
    files = {"seeds/h.png": png(1, 1)}
    made(tmp_path, TEXT.replace("## Results", "![A hall](h.png)\n\n## Results"), files)
    project = Project(tmp_path)
    manuscript, _ = read.manuscript(project, with_drafts=False)
    assert manuscript
    site, _ = link.site(manuscript, "https://example.org/")
    whole, _ = pages(site, theme(project, site.settings, site.languages))
    html = next(one for one in whole if one.path == "x/index.html").content.decode()
    begin = html.index('id="text"')
    changed, count = re.subn(pattern, by, html[begin:], count=1, flags=re.DOTALL)
    assert count == 1
    other = [
        replace(one, content=(html[:begin] + changed).encode())
        if one.path == "x/index.html"
        else one
        for one in whole
    ]
    assert proof.problems(site, whole) == []
    assert [one.code for one in proof.problems(site, other)] == [Code.PROOF_FAILED]


# What was broken once


@pytest.mark.parametrize(
    "text",
    [
        "---\nChapter one: the night\n\nA whole chapter of words.\n\n---\n\nChapter two.\n",
        "---\nScene: a room\n\nwords\n\n...\n\nrest\n",
        "---\nScene: [a room\n---\n\nrest\n",
        "---\nA line of words\n---\n\nrest\n",
    ],
)
def test_only_settings_are_front_matter(text: str) -> None:
    assert source_of(text).skipped == 0
    assert source_of(text).length >= len(re.findall(r"\w+", text))


def test_no_footnote_is_lost(tmp_path: Path) -> None:
    text = (
        "a[^1]\n\n[^1]: One.\n\n[^9]: Nobody refers to it.[^2]\n\n[^1]: The same label.\n\n"
        "[^2]: From a note.\n"
    )
    html = text_of(page(made(tmp_path, text)))
    for words in ("One.", "Nobody refers to it.", "The same label.", "From a note."):
        assert html.count(words) == 1
    assert html.count('role="doc-footnote"') == 4
    ids = re.findall(r' id="([^"]+)"', html)
    assert {one[1:] for one in re.findall(r'href="(#fn[^"]+)"', html)} <= set(ids)


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\na[^1]\n\n# B\n\nb\n\n[^1]: foot[^2]\n\n[^2]: second\n",
        "# A\n\na\n\n# B\n\nb\n\n[^1]: one\n\n[^2]: two[^1]\n",
        "# A\n\na ![b[^1]](p.svg) c\n\n# B\n\nb\n\n[^1]: foot\n",
        "# A\n\nx[^1]\n\n# B\n\ny[^1][^2]\n\n[^1]: one[^3]\n\n[^2]: two\n\n[^3]: three[^3]\n",
    ],
)
def test_footnotes_of_footnotes_have_a_page(tmp_path: Path, text: str) -> None:
    picture = {"seeds/p.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'}
    built = made(tmp_path, text, picture, more="pages: by-section\n")
    assert not built.has_errors
    every = "".join(one.content.decode() for one in built.pages if one.kind == "part")
    assert every.count('role="doc-footnote"') == text.count("]: ")


def test_a_passage_into_a_footnote_shown_earlier_has_its_id_where_it_begins(tmp_path: Path) -> None:
    text = "# A\n\nx[^1]\n\n# B\n\ny[^1][^2]\n\n[^1]: one\n\n[^2]: two\n"
    notes = {"content/x/notes.md": "> y one\n{#y}\nM.\n"}
    built = made(tmp_path, text, notes, more="pages: by-section\n")
    assert 'id="at-y"' in page(built, "x/b/index.html")
    assert 'id="at-y"' not in page(built, "x/a/index.html")


def test_two_passages_of_one_note_never_share_an_id_with_another_note(tmp_path: Path) -> None:
    notes = "> one\n\n> two\n{#a}\nX.\n\n> three\n{#a-2}\nY.\n"
    html = page(made(tmp_path, "one two three four", {"content/x/notes.md": notes}))
    assert re.findall(r'<mark id="([^"]+)"[^>]*>(\w+)', html) == [
        ("at-a", "one"),
        ("at-a:2", "two"),
        ("at-a-2", "three"),
    ]


def test_pages_of_a_long_text_have_names_of_their_own_that_a_disk_takes() -> None:
    text = "# Notes\n\na\n\n# Section notes\n\nb\n\n# Con\n\nc\n\n" + f"# {'long ' * 90}\n\nd\n"
    text += f"\n# {'long ' * 80}\n\ne\n\n# {'庭' * 200}\n\nf\n"
    names = [part.name for part in source_of(text, by_section=True).parts]
    assert names[:3] == ["section-notes", "section-notes-2", "section-con"]
    assert len(set(names)) == 6
    assert max(len(name.encode()) for name in names) <= 90


def test_every_paragraph_of_an_item_can_be_pointed_to(tmp_path: Path) -> None:
    html = text_of(page(made(tmp_path, "- Foo\n  # baz\n  More words\n")))
    assert re.findall(r' id="(p\d+)"', html) == ["p1", "p2"]


def html_let_through(root: Path, text: str, notes: str = "") -> Built:
    settings = 'title = "T"\nbase_url = "https://e.org/"\nhtml = true\n'
    term = "---\ntitle: Militia\ndescription: Soldiers.\n---\n"
    files = {"content/site.toml": settings, "content/glossary/militia.md": term}
    return made(root, text, {**files, "content/x/notes.md": notes})


@pytest.mark.parametrize(
    "text",
    [
        'x <A\nhref="https://q.org">one two three</A > y four\n',
        'x <a name="q"/> one two three, y four\n',
        'x <a href="https://q.org">one two three, y four\n',
    ],
)
def test_the_number_of_a_note_is_never_lost_in_a_link_of_html(tmp_path: Path, text: str) -> None:
    notes = "> two\n{#two}\nA.\n\n> four\n{#four}\nB.\n"
    html = text_of(page(html_let_through(tmp_path, text, notes)))
    assert html.count('class="noteref') == 2


@pytest.mark.parametrize(
    "html", ['<span role="note">kept words</span>', '<sup class="footnote-ref">kept words</sup>']
)
def test_words_in_html_that_looks_like_ours_are_the_sources(tmp_path: Path, html: str) -> None:
    built = html_let_through(tmp_path, f"A {html} here.\n")
    whole = next(one for one in built.pages if one.path == "x/index.html")
    other = replace(whole, content=whole.content.replace(b"kept", b"lost"))
    assert built.site
    assert proof.problems(built.site, [whole]) == []
    assert [one.code for one in proof.problems(built.site, [other])] == [Code.PROOF_FAILED]


def test_terms_in_links_of_html_are_no_links(tmp_path: Path) -> None:
    text = '<a href="https://q.org">The Militia here</a>, and the Militia.\n'
    html = text_of(page(html_let_through(tmp_path, text)))
    assert html.count('class="term"') == 1
    assert "and the <a" in html


def test_an_open_comment_hides_no_more_than_the_text_behind_it(tmp_path: Path) -> None:
    html = page(html_let_through(tmp_path, "One.\n\n<!-- unclosed\n\nTwo.\n"))
    assert re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL).count('id="proof"') == 1


@pytest.mark.parametrize("element", ["details", "center", "div align=center", "main"])
def test_html_may_stand_around_paragraphs(tmp_path: Path, element: str) -> None:
    name = element.split(maxsplit=1)[0]
    text = f"Before.\n\n<{element}>\n\n# Inner\n\ninner words\n\n</{name}>\n\nAfter.\n"
    html = text_of(page(html_let_through(tmp_path, text, "> inner words\n{#in}\nA.\n")))
    inside = html[html.index(f"<{element}>") : html.index(f"</{name}>", html.index("inner"))]
    assert "inner words" in inside
    assert "note-in" in inside


def test_positions_count_escaped_bars_and_lines_of_code() -> None:
    text = "| a | b |\n|---|---|\n| one \\| two three | four |\n\n> `code\n> span` end\n"
    source = source_of(text)
    for words, raw in (("two three", "two three"), ("| two", "\\| two"), ("four", "four"),
                       ("code span", "code\n> span"), ("end", "end")):  # fmt: skip
        at = source.text.index(words)
        assert source.raw(Span(at, at + len(words))).of(text) == raw
