"""Layers of notes: who wrote them, what they are called, and two people on the same words."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest

from glossator.build import Built, build
from glossator.problems import as_text
from glossator.project import Project

SETTINGS = """title = "Small"
base_url = "https://example.org/"
[people.ann]
name = "Ann Lee"
[people.bo]
name = "Bo Ek"
"""

BASE: Mapping[str, str] = {
    "content/site.toml": SETTINGS,
    "seeds/x.txt": "The garden belongs to all of us.\n",
    "content/x/index.md": "---\ntitle: X\ndate: 2025-01-01\n---\n",
    "content/x/notes.md": "> The garden\n{#garden}\nWords are here. And more.\n",
}

ATOM = "{http://www.w3.org/2005/Atom}"


def made(root: Path, files: Mapping[str, str]) -> Built:
    for name, words in {**BASE, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return build(Project(root))


def pages(root: Path, files: Mapping[str, str]) -> dict[str, str]:
    """The pages of a site in which nothing is wrong."""
    built = made(root, files)
    assert not built.problems, [as_text(one) for one in built.problems]
    return {page.path: page.content.decode() for page in built.pages}


def court(front: str = "", note: str = "{#court}") -> dict[str, str]:
    """A second layer on the words of the first."""
    head = f"---\n{front}\n---\n" if front else ""
    words = f"{head}> The garden\n{note}\nIt says so. And more.\n"
    return {"content/x/notes.court.md": words}


def rows(said: str) -> dict[str, str]:
    return {"content/site.toml": f"{SETTINGS}{said}\n"}


@pytest.mark.parametrize(
    ("said", "front", "label", "authors"),
    [
        ("", "", "Court", []),
        ("", "label: In court", "In court", []),
        ("", "title: In court", "In court", []),
        ("", "title: A title\nlabel: In court\nby: ann", "In court", ["Ann Lee"]),
        ('[layers.court]\nlabel = "In court"\nby = "ann"', "", "In court", ["Ann Lee"]),
        ('[layers.court]\nby = ["bo", "Ann Lee"]', "", "Court", ["Bo Ek", "Ann Lee"]),
        ('[layers.court]\nlabel = "In court"\nby = "ann"', "by: bo", "In court", ["Bo Ek"]),
        ('[layers.court]\nlabel = "In court"\nby = "ann"', "label: C", "C", ["Ann Lee"]),
        ('[layers.court]\nlabel = "In court"', "title: C", "C", []),
    ],
)
def test_a_layer_is_what_its_file_says_else_the_settings_else_its_name(
    tmp_path: Path, said: str, front: str, label: str, authors: list[str]
) -> None:
    data = json.loads(pages(tmp_path, {**rows(said), **court(front)})["x/annotations.jsonld"])
    (note,) = [one for one in data["first"]["items"] if one["id"].endswith("#note-court")]
    assert note["isPartOf"]["label"] == label
    assert [one["name"] for one in note.get("creator", ())] == authors


def test_a_note_has_an_author_of_its_own(tmp_path: Path) -> None:
    files = {**rows('[layers.court]\nby = "ann"'), **court(note="{#court by=bo}")}
    made = pages(tmp_path, files)
    assert "Court</span> · Bo Ek</p>" in made["x/notes/index.html"]


@pytest.mark.parametrize(
    ("said", "front", "is_folded"),
    [
        ("", "", True),
        ("[layers.court]\nfolded = false", "", False),
        ("[layers.court]\nfolded = false", "folded: true", True),
        ("[layers.court]\nfolded = true", "folded: false", False),
        ("", "folded: false", False),
    ],
)
def test_a_layer_is_folded_if_it_says_so_or_says_nothing(
    tmp_path: Path,
    said: str,
    front: str,
    is_folded: bool,  # noqa: FBT001  (a parameter)
) -> None:
    page = pages(tmp_path, {**rows(said), **court(front)})["x/index.html"]
    assert ('<span class="layer">Court:</span> It says so.' not in page) == is_folded


def test_the_first_layer_is_folded_and_named_too_if_the_settings_say_so(tmp_path: Path) -> None:
    said = '[layers.notes]\nlabel = "Ours"\nfolded = true'
    assert "Ours<span" in pages(tmp_path, rows(said))["x/index.html"]


@pytest.mark.parametrize("front", ["folded: maybe", "lable: C", "by: anne", "label: [a, b]"])
def test_a_slip_in_a_layer_is_told_where_it_stands(tmp_path: Path, front: str) -> None:
    (problem,) = [one for one in made(tmp_path, court(front)).problems if one.is_error]
    assert (problem.place.file, problem.place.line) == ("content/x/notes.court.md", 2)


@pytest.mark.parametrize(
    "said", ["[layers.court]\nlable = 'C'", "[layers]\ncourt = 'C'", "[layers.court]\nfolded = 1"]
)
def test_a_slip_in_the_settings_is_told_where_it_stands(tmp_path: Path, said: str) -> None:
    built = made(tmp_path, {**rows(said), **court()})
    (problem,) = [one for one in built.problems if one.is_error]
    assert (problem.place.file, problem.place.line) == ("content/site.toml", 8)


def test_a_layer_that_waits_in_a_draft_is_not_unused(tmp_path: Path) -> None:
    draft = {"content/x/index.md": "---\ntitle: X\ndraft: true\n---\n"}
    files = {**rows('[layers.court]\nby = "ann"'), **court(), **draft}
    assert not made(tmp_path, files).problems


# Two people on the same words

TWO = {
    **rows('[layers.notes]\nby = "ann"\n[layers.court]\nby = "bo"'),
    **court(),
    "content/x/notes.market.md": "> garden belongs\n{#market}\nBuy and sell.\n",
}


def test_both_notes_of_two_people_on_the_same_words_are_there(tmp_path: Path) -> None:
    made = pages(tmp_path, TWO)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(made["x/index.html"])
    marks = {one.get("id"): "".join(one.itertext()) for one in tree.iter("mark") if one.get("id")}
    assert marks["at-garden"] == marks["at-court"] == "The garden"
    numbers = [one.get("data-number") for one in tree.iter("a") if one.get("class") == "back"]
    assert numbers == ["1", "2", "3"]
    notes = [one.get("id") for one in tree.iter("aside")]
    assert notes == ["note-garden", "note-court", "note-market"]
    items = re.findall(r'<li value="\d" id="note-(\w+)"', made["x/notes/index.html"])
    assert items == ["garden", "court", "market"]
    data = json.loads(made["x/annotations.jsonld"])["first"]["items"]
    exact = [one["target"][0]["selector"][0]["exact"] for one in data]
    assert exact == ["The garden", "The garden", "garden belongs"]
    entries = ET.fromstring(made["feed.xml"]).findall(f"{ATOM}entry")  # noqa: S314  (our own bytes)
    names = {
        entry.findtext(f"{ATOM}id", "").partition("#note-")[2]: [
            author.text for author in entry.findall(f"{ATOM}author/{ATOM}name")
        ]
        for entry in entries
    }
    assert names == {"": [], "garden": ["Ann Lee"], "court": ["Bo Ek"], "market": []}


def test_the_page_and_the_list_name_the_layers_with_their_authors(tmp_path: Path) -> None:
    made = pages(tmp_path, TWO)
    for path in ("x/index.html", "x/notes/index.html"):
        (legend,) = re.findall(r'aria-label="Layers of notes">\n(.*?)</ul>', made[path], re.DOTALL)
        assert re.findall(r"<li[^>]*>(.*)</li>", legend) == [
            "Notes, by Ann Lee (1)",
            "Court, by Bo Ek (1)",
            "Market (1)",
        ]


def test_one_layer_is_no_choice_and_one_hand_signs_nothing(tmp_path: Path) -> None:
    index = {"content/x/index.md": "---\ntitle: X\ndate: 2025-01-01\nauthor: ann\n---\n"}
    made = pages(tmp_path, index)
    assert "Layers of notes" not in made["x/index.html"]
    assert made["x/index.html"].count("Ann Lee") == 1  # in the byline
    assert "Ann Lee" not in made["x/notes/index.html"]


def test_where_two_people_write_every_note_is_signed(tmp_path: Path) -> None:
    index = {"content/x/index.md": "---\ntitle: X\ndate: 2025-01-01\nauthor: ann\n---\n"}
    made = pages(tmp_path, {**index, **court("by: bo")})
    feet = re.findall(r'<p class="note-foot">(.*?)</p>', made["x/notes/index.html"])
    assert feet == ["Ann Lee", '<span class="layer">Court</span> · Bo Ek']


def test_one_id_in_two_layers_names_both_files(tmp_path: Path) -> None:
    (problem,) = made(tmp_path, court(note="{#garden}")).problems
    assert problem.code == "id-twice"
    assert problem.place.file == "content/x/notes.court.md"
    assert [other.place.file for other in problem.related] == ["content/x/notes.md"]
