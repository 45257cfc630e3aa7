"""A note's first sentence and the rest of it: together every word of the note, and whole HTML."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import Element

import html5lib
import pytest
from html5lib.html5parser import ParseError
from hypothesis import given
from hypothesis import strategies as st

from glossator import link, read
from glossator.build import build
from glossator.model import Site
from glossator.problems import Problem
from glossator.project import Project
from glossator.prose import html, lead_and_rest
from glossator.words import words_for

FIGURE = """
kind: columns
title: A title. Of two sentences.
description: What it shows.
columns: [Year, Number]
rows: [[2024, 22], [2025, 23]]
label: Year
value: Number
"""

BASE: Mapping[str, str] = {
    "content/site.toml": 'title = "Small"\nbase_url = "https://example.org/"\n',
    "seeds/x.txt": "The garden belongs to all of us.\n",
    "content/x/index.md": "---\ntitle: X\ndate: 2025-01-01\n---\n",
    "content/x/figures/one.yaml": FIGURE,
    "content/x/figures/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "content/glossary/gate.md": "---\ntitle: gate\naliases: [Yahoo! Inc, Gate]\n---\n",
    "content/works.yaml": "- {id: smith, title: A book, author: [{family: Smith}], issued: 2020}\n",
}

RAW = {"content/site.toml": f"{BASE['content/site.toml']}html = true\n"}
"""A site that allows HTML."""


def written(root: Path, files: Mapping[str, str]) -> Project:
    for name, words in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words.encode())
    return Project(root)


def note(body: str, more: str = "") -> str:
    return f"> The garden\n{{#garden{more}}}\n{body}\n"


def linked(files: Mapping[str, str]) -> tuple[Site, list[Problem]]:
    with TemporaryDirectory() as folder:
        manuscript, problems = read.manuscript(written(Path(folder), files), with_drafts=False)
        assert manuscript
        site, more = link.site(manuscript, "https://example.org/")
        return site, [one for one in (*problems, *more) if one.is_error]


@cache
def parts(body: str, lang: str = "en", *, raw: bool = False) -> tuple[str, str, str] | None:
    """First sentence, rest and whole of the note with this commentary; None if it is none."""
    index = f"---\ntitle: X\ndate: 2025-01-01\nlang: {lang}\n---\n"
    more = RAW if raw else {}
    notes = {"content/x/index.md": index, "content/x/notes.md": note(body)}
    site, problems = linked({**BASE, **more, **notes})
    annotations = site.explainers[0].annotations
    if problems or len(annotations) != 1:
        return None
    found = annotations[0].body
    say = words_for(lang, {})
    lead, rest = lead_and_rest(found, site, str, say)
    return str(lead), str(rest), str(html(found, site, str, say))


def parsed(fragment: str) -> Element:
    """A piece of HTML as a parser reads it that forgives nothing."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parseFragment(fragment, container="div")
    assert isinstance(tree, Element)
    return tree


def words(fragment: str) -> str:
    """What a reader reads, in one line."""
    tree = html5lib.parseFragment(fragment, namespaceHTMLElements=False)
    assert isinstance(tree, Element)
    return " ".join("".join(tree.itertext()).split())


def tight(fragment: str) -> str:
    """The same without white space: where one part ends, there may be some or none."""
    return "".join(words(fragment).split())


BLOCKS = {"p", "ul", "ol", "li", "table", "div", "pre", "blockquote", "figure", "h2", "h3", "hr"}
"""What cannot stand in the paragraph that shows a first sentence."""


def hold(lead: str, rest: str, whole: str) -> None:
    """What must be true of every body."""
    assert tight(lead) + tight(rest) == tight(whole)
    for part in (lead, rest):
        parsed(part)
    assert not {str(one.tag) for one in parsed(lead).iter()} & BLOCKS
    assert "<p></p>" not in rest
    assert lead == lead.strip()


def test_the_parser_of_these_tests_forgives_nothing() -> None:
    for wrong in ("<em>a", "a</em>", "<a href='x'>b<em>c</a></em>", "<p>a</p></p>"):
        with pytest.raises(ParseError):
            parsed(wrong)


LEADS = [
    ("plain", "One is here. Two is there.", "One is here."),
    ("alone", "One is all.", "One is all."),
    ("no full stop", "Nothing ends here", "Nothing ends here"),
    ("one paragraph of one sentence, then more", "One.\n\nTwo. Three.", "One."),
    ("a country", "The U.S. Congress met in Washington. It voted.",
     "The U.S. Congress met in Washington."),
    ("a month", "He came on Feb. 27 and left. It rained.", "He came on Feb. 27 and left."),
    ("a title", "He asked Gen. Smith about it. It rained.", "He asked Gen. Smith about it."),
    ("a number", "It cost 3.5 billion. It was worth it.", "It cost 3.5 billion."),
    ("a question", "Was it so? It was.", "Was it so?"),
    ("a line end inside", "One\nsentence. Two\nmore.", "One sentence."),
    ("a line end after", "One is here.\nTwo is there.", "One is here."),
    ("a citation before the full stop", "He said so [@smith, p. 3]. It rained.",
     "He said so (Smith 2020, p. 3)."),
    ("a citation after the full stop", "He said so. [@smith] It rained.",
     "He said so. (Smith 2020)"),
    ("a citation and a full stop after a quotation that has one",
     "He had “two men.” [@smith]. It rained.", "He had “two men.” (Smith 2020)."),
    ("a citation with a prefix", "He said so [see @smith; @smith, p. 4]. It rained.",
     "He said so (see Smith 2020; Smith 2020, p. 4)."),
    ("emphasis up to the end", "*He said so.* It rained.", "He said so."),
    ("emphasis from the next on", "He said so. *It rained.*", "He said so."),
    ("emphasis over two", "*He said so. It rained.* Then it was over.", "He said so. It rained."),
    ("emphasis into the next", "He **said. It** rained. Then it was over.",
     "He said. It rained."),
    ("emphasis in emphasis", "***He** said so.* It rained.", "He said so."),
    ("all of it emphasis", "*He said so. It rained.*", "He said so. It rained."),
    ("a link up to the end", "He [said so.](https://example.org/) It rained.", "He said so."),
    ("a link over two", "[He said. It rained](https://example.org/) there. Then it was over.",
     "He said. It rained there."),
    ("an address", "<https://example.org/a.b> has it. It rained.",
     "https://example.org/a.b has it."),
    ("a term at the end", "They met at the gate. Then they left.", "They met at the gate."),
    ("a term that begins the next", "They met. Gate and wall fell.", "They met."),
    ("a term with a mark in it", "He joined Yahoo! Inc in May. It rained.",
     "He joined Yahoo! Inc in May."),
    ("a term's link with a full stop in it", "See [[gate|the end. A gate]] there. It rained.",
     "See the end. A gate there."),
    ("code with a full stop in it", "Write `done. Now` there. It rained.",
     "Write done. Now there."),
    ("code up to the end", "Write `x.` It rained.", "Write x."),
    ("an omission", "“I support it … for now,” he said. It rained.",
     "“I support it … for now,” he said."),
    ("a quotation of two", "He said: “One. Two.” It rained.", "He said: “One. Two.”"),
    ("a bracket of two", "He came (it rained. It did). She left.", "He came (it rained. It did)."),
    ("signs of HTML", "A < B & \"C\" > D. It's so.", 'A < B & "C" > D.'),
    ("a comment in it", "One <!-- No. Yes. -->is here. Two is there.", "One is here."),
    ("a picture in it", "![No. Yes](figures/dot.svg) is here. It rained.", "is here."),
    ("a hard break in it", "One\\\nsentence. Two.", "One sentence."),
    ("a hard break after it", "One is here.\\\nTwo is there.", "One is here."),
    ("a list after it", "One is here:\n\n- a. B.\n- c\n", "One is here:"),
    ("a figure after it", "One is here.\n\n![No](figures/one.yaml)\n\nTwo.", "One is here."),
    ("non-ASCII", "Čtyři státy hlasovaly. Pátý ne.", "Čtyři státy hlasovaly."),
    ("combined characters", "Ze\u0301ro. Deux e\u0301tait la\u0300.", "Ze\u0301ro."),
    ("beyond the first plane", "A 👩‍👩‍👧 𝔘 came. They left.", "A 👩‍👩‍👧 𝔘 came."),
]  # fmt: skip

OTHERS = [
    ("ar", "وافق المجلس على القرار. ثم غادر الوفد.", "وافق المجلس على القرار."),
    ("ar", "هل وافق المجلس؟ نعم وافق.", "هل وافق المجلس؟"),
    ("he", "הוועדה הסכימה *לכך*. אחר כך הלכו.", "הוועדה הסכימה לכך."),
    ("zh", "他同意了。后来他走了。", "他同意了。"),
    ("ja", "彼は[同意した。](https://example.org/)そして去った。", "彼は同意した。"),
    ("hi", "उसने हाँ कहा। फिर वह गया।", "उसने हाँ कहा।"),
    ("de", "Er kam am 27. Februar. Es regnete.", "Er kam am 27. Februar."),
    ("de", "Das gilt z. B. für Bonn. Es regnete.", "Das gilt z. B. für Bonn."),
    ("fr", "M. Dupont est venu. Il pleuvait.", "M. Dupont est venu."),
]

WITHOUT = [
    ("a list", "- One. Two.\n- Three.\n\nFour. Five."),
    ("numbers", "1. One. Two.\n2. Three."),
    ("a figure", "![Words. More](figures/one.yaml)\n\nOne. Two."),
    ("a figure alone", "![Words. More](figures/one.yaml)"),
    ("a picture", "![Words. More](figures/dot.svg)\n\nOne. Two."),
    ("a heading", "```\nOne. Two.\n```\n\nThree. Four."),
    ("code", "    One. Two.\n\nThree. Four."),
    ("a table", "| One. Two. | B |\n|---|---|\n| c | d |\n\nThree. Four."),
    ("a quotation", "> > One. Two.\n\nThree. Four."),
    ("a citation", "[@smith]\n\nOne. Two."),
    ("a rule", "***\n\nOne. Two."),
]


@pytest.mark.parametrize(("body", "expected"), [one[1:] for one in LEADS],
                         ids=[one[0] for one in LEADS])  # fmt: skip
def test_the_first_sentence_is_the_first_sentence(body: str, expected: str) -> None:
    found = parts(body)
    assert found
    hold(*found)
    assert words(found[0]) == expected


@pytest.mark.parametrize(("lang", "body", "expected"), OTHERS)
def test_so_it_is_in_other_languages(lang: str, body: str, expected: str) -> None:
    found = parts(body, lang)
    assert found
    hold(*found)
    assert words(found[0]) == expected


@pytest.mark.parametrize("body", [one[1] for one in WITHOUT], ids=[one[0] for one in WITHOUT])
def test_what_does_not_begin_with_words_has_no_first_sentence(body: str) -> None:
    found = parts(body)
    assert found
    hold(*found)
    lead, rest, whole = found
    assert lead == ""
    assert rest == whole


@pytest.mark.parametrize(
    "body",
    [
        "<b>One is here. Two</b> is there. Three.",
        "One <span>is. Two</span> is there. Three.",
        "One is here.<br>Two is there.",
        "<b>One.</b> Two.",
        "<div>\nOne. Two.\n</div>\n\nThree. Four.",
    ],
)
def test_html_of_an_author_is_not_torn_apart(body: str) -> None:
    found = parts(body, raw=True)
    assert found
    hold(*found)


@pytest.mark.parametrize("body", ["One is here.\\\nTwo is there.", "One is here.  \nTwo."])
def test_no_empty_line_stands_between_the_first_sentence_and_its_more(body: str) -> None:
    found = parts(body)
    assert found
    assert not found[0].endswith("<br>")


def test_the_first_of_several_paragraphs_is_not_repeated_in_the_rest() -> None:
    found = parts("One is all.\n\nTwo. Three.")
    assert found
    assert parsed(found[1]).findall("p")[0].text == "Two. Three."
    assert len(parsed(found[1]).findall("p")) == 1


def test_the_rest_of_the_first_paragraph_is_a_paragraph() -> None:
    found = parts("One is here. Two is *there*.\n\nThree.")
    assert found
    texts = ["".join(one.itertext()) for one in parsed(found[1]).findall("p")]
    assert texts == ["Two is there.", "Three."]


PIECES = (
    *("One is here. ", "He said so. ", "Two", " and more", ". ", ".\n", "\\\n", "  \n", "\n\n"),
    *(
        "*",
        "**",
        "_",
        "`",
        "`done. Now`",
        "[",
        "](https://example.org/) ",
        "[@smith]",
        "[@smith, p. 3]",
    ),
    *("[[gate]]", "[[gate|A gate. So]]", "gate ", "Yahoo! Inc ", "U.S. ", "“", "”", "(", ")", "…"),
    *("- ", "> > ", "\n- ", "![a. B](figures/one.yaml)", "![a. B](figures/dot.svg)", "\n\n\n"),
    *("<!-- a. B -->", "&amp; ", "& ", "< ", "。", "他同意了。", "؟ ", "שלום. ", "e\u0301", "!"),
    *("\n\n| a. B | c |\n|---|---|\n| d | e |\n\n", "\n\n    code. Here\n\n", "?? ", '"', "’"),
)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_first_sentence_and_rest_have_the_words_of_the_whole(body: str) -> None:
    found = parts(body)
    if found:
        hold(*found)


@given(st.lists(st.sampled_from(PIECES[:30]), min_size=1, max_size=10).map("".join))
def test_a_body_that_begins_with_words_begins_with_a_sentence(body: str) -> None:
    found = parts(f"Words {body}")
    if found:
        hold(*found)
        assert tight(found[0]).startswith("Words")


# On the page

NOTES = """
> The garden
{#one}
One is here [@smith]. Two is *there*.

- three
- four

> belongs
{#two by=ann as-of=2025-03-07}
Alone.

> belongs to all
{#three}
Alone, and nobody's.

> all of us
{#four}
- A list. First.

> us
{#five .sic}
A slip. As it was.
"""

PAGE: Mapping[str, str] = {
    **BASE,
    "content/site.toml": BASE["content/site.toml"]
    + '[kinds.context]\nlabel="Context"\nworks="free"\n[kinds.sic]\nlabel="Slip"\n'
    + '[people.ann]\nname="Ann Lee"\n',
    "content/x/notes.md": NOTES,
    "content/x/notes.since.md": "---\nlabel: Since then\n---\n"
    "> garden belongs\n{#six}\nLater it was. Then no more.\n",
}


@cache
def page(name: str) -> Element:
    with TemporaryDirectory() as folder:
        built = build(written(Path(folder), PAGE))
    assert not built.has_errors, built.problems
    content = next(one.content for one in built.pages if one.path == name)
    tree = html5lib.parse(content, namespaceHTMLElements=False, transport_encoding="utf-8")
    assert isinstance(tree, Element)
    return tree


def with_class(tree: Element, name: str) -> list[Element]:
    return [one for one in tree.iter() if name in one.get("class", "").split()]


def text(elements: list[Element]) -> str:
    return re.sub(r"\s+", "", "".join("".join(one.itertext()) for one in elements))


@cache
def notes() -> Mapping[str, Element]:
    return {one.get("id", ""): one for one in page("x/index.html").iter("aside")}


@pytest.mark.parametrize("name", ["one", "two", "three", "four", "five", "six"])
def test_a_note_beside_the_text_has_all_the_words_that_it_has_in_the_list(name: str) -> None:
    aside = notes()[f"note-{name}"]
    beside = text(with_class(aside, "lead")) + text(with_class(aside, "note-body"))
    listed = next(one for one in page("x/notes/index.html").iter("li")
                  if one.get("id") == f"note-{name}")  # fmt: skip
    assert text(with_class(aside, "lead")) or not with_class(aside, "lead")
    assert beside == text(with_class(listed, "note-body"))


@pytest.mark.parametrize(
    ("name", "lead"),
    [
        ("one", "One is here (Smith 2020)."),
        ("two", "Alone."),
        ("three", "Alone, and nobody's."),
        ("four", ""),
        ("five", ""),
        ("six", ""),
    ],
)
def test_first_sentences_stand_outside_of_what_is_folded(name: str, lead: str) -> None:
    aside = notes()[f"note-{name}"]
    found = with_class(aside, "lead")
    assert " ".join("".join("".join(one.itertext()) for one in found).split()) == lead
    folded = {id(one) for details in aside.iter("details") for one in details.iter()}
    assert not any(id(one) in folded for one in found)


def test_only_what_has_more_to_say_is_folded() -> None:
    folded = {name for name, aside in notes().items() if list(aside.iter("details"))}
    assert folded == {"note-one", "note-two", "note-four", "note-six"}


def test_what_unfolds_the_rest_says_of_which_note_it_is() -> None:
    said = [
        " ".join("".join(one.itertext()).split()) for one in notes()["note-one"].iter("summary")
    ]
    assert said == ["More on “The garden”"]
