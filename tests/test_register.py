"""The line of time, who is who, the glossary's shelves, speakers, works demanded, wide notes."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urldefrag
from xml.etree.ElementTree import Element, fromstring

import html5lib
import pytest
from playwright.sync_api import Browser, Page

from glossator.build import Built, build
from glossator.problems import Problem, as_text
from glossator.project import Project
from tests.readers import STILL, Reader

Files = Mapping[str, str]

TOML = """
title = "Small"
base_url = "https://example.org/"
[[nav]]
label = "Timeline"
to = "timeline"
[[nav]]
label = "People"
to = "people"
[kinds.context]
label = "Context"
works = "free"
[kinds.claim]
label = "Claim"
works = "free"
"""

BARE = TOML.replace(TOML[TOML.index("[[nav]]") : TOML.index("[kinds.context]")], "")
"""Without a navigation."""

BASE: Files = {
    "content/site.toml": BARE,
    "seeds/x.txt": "The garden\n"
    "“The garden belongs to all of us,” Ann Lee said. “Nobody owns the gate.”\n"
    "An official of the Assembly came … and left. “It was late,” the official said.\n",
    "content/x/index.md": "---\ntitle: X\ndate: 2025-01-01\n---\n",
    "content/x/notes.md": "## The garden\n\n> belongs to all\n{#all}\nIt does.\n",
}


def term(title: str, more: str = "", body: str = "") -> str:
    return f"---\ntitle: {title}\ndescription: What {title} is.\n{more}---\n{body}\n"


FULL: Files = {
    **BASE,
    "content/site.toml": TOML,
    "content/x/index.md": "---\ntitle: X\ndate: 2025-01-01\n"
    "source: {publisher: The Post, title: A story, date: 2020-03-05}\n---\n"
    "In front: the [[Siege]], the [[War]], the [[Peace]], the [[Gate]], the [[Town]].\n",
    "content/x/notes.md": "## The garden\n\n> belongs to all\n{#all}\nSince the Treaty, which "
    "[[Treaty|was signed]] by Ann Lee. The Siege came later.\n\n"
    "> Nobody owns\n{#owns}\nThe Treaty says so [@smith], and Ann Lee.\n",
    "content/works.yaml": "- {id: smith, title: A book, author: [{family: Smith}], issued: 2020}\n"
    "- {id: jones, title: Another, author: [{family: Jones}], issued: 2021}\n",
    "content/glossary/treaty.md": term("Treaty", "type: event\ndate: 1949-04-04\n",
                                       "Signed, as [@smith; @jones] say. And [@smith] again."),
    "content/glossary/siege.md": term("Siege", "type: event\ndate: 2020-03\n"),
    "content/glossary/war.md": term("War", "date: 2020\n"),
    "content/glossary/peace.md": term("Peace", "type: event\ndate: 2021-01-01\n", "See [[War]]."),
    "content/glossary/gate.md": term("Gate"),
    "content/glossary/town.md": term("Town", "type: place\n"),
    "content/glossary/lee.md": term(
        "Ann Lee",
        "type: person\nthen: mayor <of> “the” town\nlater: left the town & its gate\n",
        "She kept the [[Gate]].",
    ),
    "content/glossary/assembly.md": term("Assembly", "type: organisation\nthen: the parliament\n"),
}  # fmt: skip


def made(files: Files) -> Built:
    with TemporaryDirectory() as folder:
        for name, words in {**BASE, **files}.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(words.encode())
        return build(Project(Path(folder)))


def well(files: Files) -> dict[str, bytes]:
    built = made(files)
    assert not built.has_errors, [as_text(one) for one in built.problems]
    return {page.path: page.content for page in built.pages}


@cache
def full() -> dict[str, bytes]:
    built = made(FULL)
    assert not built.problems, [as_text(one) for one in built.problems]
    return {page.path: page.content for page in built.pages}


def errors(files: Files) -> list[Problem]:
    return [one for one in made(files).problems if one.is_error]


def parsed(content: bytes) -> Element:
    tree = html5lib.parse(content, namespaceHTMLElements=False, transport_encoding="utf-8")
    assert isinstance(tree, Element)
    return tree


def with_class(tree: Element, name: str) -> list[Element]:
    return [one for one in tree.iter() if name in one.get("class", "").split()]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def ids(tree: Element) -> list[str]:
    return [one.get("id", "") for one in tree.iter() if one.get("id")]


def links(element: Element) -> list[tuple[str, str]]:
    return [(words(one), one.get("href", "")) for one in element.iter("a")]


# The line of time


def events() -> dict[str, Element]:
    """What stands on the line, by its title, in order."""
    found = with_class(parsed(full()["timeline/index.html"]), "event")
    return {words(next(one.iter("h2"))): one for one in found}


def test_the_line_of_time_is_in_order_with_months_and_years_before_their_days() -> None:
    assert list(events()) == ["Treaty", "War", "Siege", "X", "Peace"]
    dates = [next(one.iter("time")).get("datetime") for one in events().values()]
    assert dates == ["1949-04-04", "2020", "2020-03", "2020-03-05", "2021-01-01"]


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["2020-03-05", "2020-03", "2020"], ["2020", "2020-03", "2020-03-05"]),
        (["2020-02", "2020-01-31", "2019-12-31"], ["2019-12-31", "2020-01-31", "2020-02"]),
        (["0987", "1066-10-14", "2000"], ["0987", "1066-10-14", "2000"]),
        (["2020-12-31", "2021", "2020-12"], ["2020-12", "2020-12-31", "2021"]),
    ],
)
def test_dates_of_any_length_are_in_order(dates: list[str], order: list[str]) -> None:
    files = {f"content/glossary/t{n}.md": term(f"Term {n}", f"date: {date}\n")
             for n, date in enumerate(dates)}  # fmt: skip
    tree = parsed(well(files)["timeline/index.html"])
    shown = with_class(tree, "event")
    assert [next(one.iter("time")).get("datetime") for one in shown] == order


def test_events_of_one_day_are_in_the_order_of_their_titles() -> None:
    files = {f"content/glossary/{name}.md": term(name.upper(), "date: 2020-01-01\n")
             for name in ("bb", "aa", "cc")}  # fmt: skip
    tree = parsed(well(files)["timeline/index.html"])
    assert [words(one) for one in tree.iter("h2")] == ["AA", "BB", "CC"]


def test_a_pause_of_years_is_said_and_a_short_one_is_not() -> None:
    pauses = {name: [words(p) for p in with_class(one, "pause")] for name, one in events().items()}
    assert pauses == {"Treaty": [], "War": ["71 years later"], "Siege": [], "X": [], "Peace": []}


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("2019", "2020", []),
        ("2019-01-01", "2021-01-01", ["2 years later"]),
        ("1949", "2024", ["75 years later"]),
        ("2019-12-31", "2021-01-01", []),
    ],
)
def test_a_pause_counts_the_years_that_have_passed(
    first: str, second: str, said: list[str]
) -> None:
    files = {"content/glossary/a.md": term("Aa", f"date: {first}\n"),
             "content/glossary/b.md": term("Bb", f"date: {second}\n")}  # fmt: skip
    tree = parsed(well(files)["timeline/index.html"])
    assert [words(one) for one in with_class(tree, "pause")] == said


def test_an_event_leads_to_its_entry_its_notes_and_the_works_it_rests_on() -> None:
    assert links(events()["Treaty"]) == [
        ("Treaty", "../glossary/treaty/"),
        ("Note 1", "../x/#note-all"),
        ("Note 2", "../x/#note-owns"),
        ("Smith 2020", "../works/#works-smith"),
        ("Jones 2021", "../works/#works-jones"),
    ]
    assert links(events()["War"]) == [("War", "../glossary/war/")]


def test_a_text_stands_on_the_day_it_was_published() -> None:
    text = events()["X"]
    assert links(text) == [("X", "../x/")]
    assert "The text that is explained here: A story, The Post." in words(text)
    assert "type-text" in text.get("class", "")


def test_a_text_without_a_day_of_its_own_does_not_stand_on_the_line() -> None:
    tree = parsed(
        well({"content/glossary/a.md": term("Aa", "date: 2020\n")})["timeline/index.html"]
    )
    assert [words(one) for one in tree.iter("h2")] == ["Aa"]


def test_the_line_of_time_asks_for_nothing_and_styles_nothing_in_place() -> None:
    for one in parsed(full()["timeline/index.html"]).iter():
        if one.tag not in {"link", "script", "meta"}:
            assert not {"style", "src"} & set(one.keys())
    one_alone = well({"content/glossary/a.md": term("Aa", "date: 2020\n")})
    assert b"nan" not in one_alone["timeline/index.html"]


def test_the_line_of_time_is_the_same_every_time() -> None:
    assert well(FULL) == full()
    assert well(dict(reversed(list(FULL.items())))) == full()


def test_without_a_dated_entry_there_is_no_line_of_time() -> None:
    index = "---\ntitle: X\ndate: 2025-01-01\nsource: {date: 2020-01-01}\n---\n"
    pages = well({"content/glossary/a.md": term("Aa"), "content/x/index.md": index})
    assert "timeline/index.html" not in pages
    assert b"timeline" not in pages["sitemap.xml"]
    assert not any(b"timeline/" in content for path, content in pages.items()
                   if path.endswith(".html"))  # fmt: skip


def test_a_draft_does_not_stand_on_the_line() -> None:
    draft = term("Aa", "date: 2020\ndraft: true\n")
    assert "timeline/index.html" not in well({"content/glossary/a.md": draft})


# The site around it


@pytest.mark.parametrize("name", ["timeline", "people"])
def test_a_link_to_a_page_that_is_not_made_is_told(name: str) -> None:
    nav = f'[[nav]]\nlabel = "There"\nto = "{name}"\n'
    [problem] = errors({"content/site.toml": BARE + nav, "content/glossary/a.md": term("Aa")})
    assert problem.code == "link-broken"
    assert problem.place.file == "content/site.toml"
    assert f'to = "{name}"' in problem.place.text
    assert name in problem.message
    assert problem.hint


@pytest.mark.parametrize(("name", "meant"), [("timelin", "timeline"), ("peple", "people")])
def test_a_slip_in_the_navigation_is_told_with_what_was_meant(name: str, meant: str) -> None:
    nav = f'[[nav]]\nlabel = "There"\nto = "{name}"\n'
    [problem] = errors({"content/site.toml": BARE + nav})
    assert problem.hint == f"did you mean “{meant}”?"


def test_an_entry_that_cannot_be_read_is_not_told_as_a_missing_page_too() -> None:
    files = {"content/site.toml": TOML, "content/glossary/a.md": "---\ntitle: [\n---\n"}
    assert {one.place.file for one in errors(files)} == {"content/glossary/a.md"}


@pytest.mark.parametrize(
    "path",
    ["content/timeline.md", "content/people.md", "content/timeline/index.md",
     "content/People/index.md", "content/people/more.md", "content/timeline/data.csv"],
)  # fmt: skip
def test_the_names_of_these_pages_are_kept(path: str) -> None:
    words = "---\ntitle: Mine\n---\nWords.\n" if path.endswith(".md") else "a,b\n"
    found = errors({path: words})
    assert {one.code for one in found} == {"name-reserved"}
    assert {one.place.file for one in found} == {path}


def test_the_sitemap_and_every_page_lead_to_them() -> None:
    sitemap = fromstring(full()["sitemap.xml"])  # noqa: S314  (our own)
    listed = [one.text for one in sitemap.iter() if one.tag.endswith("loc")]
    assert {"https://example.org/timeline/", "https://example.org/people/"} <= set(listed)
    for path, content in full().items():
        if path.endswith(".html"):
            nav = next(parsed(content).iter("nav"))
            assert [words(one) for one in nav.iter("a")] == ["Timeline", "People"], path


@pytest.mark.parametrize("path", ["timeline/index.html", "people/index.html",
                                  "glossary/index.html", "x/index.html"])  # fmt: skip
def test_their_ids_are_unique_and_their_links_lead_somewhere(path: str) -> None:
    tree = parsed(full()[path])
    assert not [name for name, times in Counter(ids(tree)).items() if times > 1]
    folder = path.removesuffix("index.html")
    for _, href in links(tree):
        address, fragment = urldefrag(href)
        if "//" in address:
            continue
        parts: list[str] = folder.split("/")[:-1] if address else []
        for part in address.split("/")[:-1]:
            parts = parts[:-1] if part == ".." else [*parts, *([part] if part != "." else [])]
        rest = address.split("/")[-1]
        target = "/".join([*parts, rest or "index.html"]) if address else path
        assert target in full(), href
        if fragment:
            assert fragment in ids(parsed(full()[target])), href


@pytest.mark.parametrize("name", ["person", "organisation", "main"])
def test_an_entry_may_have_the_name_of_its_own_shelf(name: str) -> None:
    kind = "organisation" if name == "organisation" else "person"
    files = {f"content/glossary/{name}.md": term("Aa", f"type: {kind}\n")}
    pages = well(files)
    for path in ("people/index.html", "glossary/index.html"):
        twice = [one for one, times in Counter(ids(parsed(pages[path]))).items() if times > 1]
        assert twice == [], path


# Who is who


def cards() -> dict[str, Element]:
    return {words(next(one.iter("h3"))): one
            for one in with_class(parsed(full()["people/index.html"]), "person")}  # fmt: skip


def test_people_and_organisations_have_cards_and_nothing_else_has() -> None:
    tree = parsed(full()["people/index.html"])
    assert [words(one) for one in tree.iter("h2")] == ["People", "Organizations"]
    assert list(cards()) == ["Ann Lee", "Assembly"]


def became(element: Element) -> list[tuple[str, str]]:
    """What it was then, and since."""
    said = ([words(one) for one in element.iter(name)] for name in ("dt", "dd"))
    return list(zip(*said, strict=True))


def test_a_card_says_who_it_was_then_and_since() -> None:
    lee, assembly = cards().values()
    assert became(lee) == [("Then", "mayor <of> “the” town"), ("Since", "left the town & its gate")]
    assert became(assembly) == [("Then", "the parliament")]
    assert "What Ann Lee is." in words(lee)


def test_a_card_leads_to_every_place_that_names_it() -> None:
    assert links(cards()["Ann Lee"]) == [
        ("Ann Lee", "../glossary/lee/"),
        ("1", "../x/#p1"),
        ("1", "../x/#note-all"),
        ("2", "../x/#note-owns"),
    ]
    assert "paragraph 1 notes 1 2" in words(cards()["Ann Lee"])
    assert links(cards()["Assembly"]) == [
        ("Assembly", "../glossary/assembly/"),
        ("2", "../x/#p2"),
    ]


def test_a_card_leads_to_each_other_page_that_names_it_once() -> None:
    pages = well({
        "content/glossary/lee.md": term("Ann Lee", "type: person\n"),
        "content/glossary/gate.md": term("Gate", "", "Ann Lee built it. So [[Ann Lee]] said."),
        "content/about.md": "---\ntitle: About\n---\nBy Ann Lee.\n",
    })  # fmt: skip
    [card] = with_class(parsed(pages["people/index.html"]), "person")
    found = Counter(href for _, href in links(card))
    assert found == {"../glossary/lee/": 1, "../x/#p1": 1, "../glossary/gate/": 1, "../about/": 1}


def test_without_people_there_is_no_page_of_them() -> None:
    pages = well({"content/glossary/a.md": term("Aa", "type: event\n")})
    assert "people/index.html" not in pages
    assert b"people" not in pages["sitemap.xml"]


def test_only_groups_with_somebody_in_them_are_shown() -> None:
    pages = well({"content/glossary/a.md": term("Aa", "type: organisation\n")})
    tree = parsed(pages["people/index.html"])
    assert [words(one) for one in tree.iter("h2")] == ["Organizations"]


# The glossary


def test_the_glossary_is_parted_by_what_its_entries_are() -> None:
    tree = parsed(full()["glossary/index.html"])
    shelves = {words(next(one.iter("h2"))) if list(one.iter("h2")) else "":
               [words(dfn) for dfn in one.iter("dfn")]
               for one in tree.iter("section")}  # fmt: skip
    assert shelves == {
        "": ["Gate", "Town", "War"],
        "People and organizations": ["Ann Lee", "Assembly"],
        "Events": ["Peace", "Siege", "Treaty"],
    }


def test_every_entry_stands_on_one_shelf_whatever_its_type() -> None:
    types = ("", "person", "organisation", "place", "event", "concept")
    files = {f"content/glossary/t{n}.md": term(f"Term {n}", f"type: {name}\n" if name else "")
             for n, name in enumerate(types)}  # fmt: skip
    tree = parsed(well(files)["glossary/index.html"])
    assert sorted(words(one) for one in tree.iter("dfn")) == [f"Term {n}" for n in range(6)]


def test_a_type_nobody_knows_is_told() -> None:
    [problem] = errors({"content/glossary/a.md": term("Aa", "type: persona\n")})
    assert problem.code == "front-matter-type"
    assert problem.place.line == 4
    assert problem.hint == "did you mean “person”?"


@pytest.mark.parametrize("files", [{}, {"content/glossary/a.md": term("Aa", "type: event\n")}])
def test_a_glossary_without_concepts_is_a_page_all_the_same(files: Files) -> None:
    tree = parsed(well(files)["glossary/index.html"])
    assert [words(one) for one in tree.iter("h1")] == ["Glossary"]
    assert bool(list(tree.iter("dt"))) == bool(files)
    assert ("No terms yet" in words(tree)) != bool(files)


def test_a_glossary_of_people_alone_does_not_say_that_it_is_empty() -> None:
    tree = parsed(
        well({"content/glossary/a.md": term("Aa", "type: person\n")})["glossary/index.html"]
    )
    assert "No terms yet" not in words(tree)


def test_the_page_of_an_entry_shows_its_date_and_what_became_of_it() -> None:
    treaty, lee = (parsed(full()[f"glossary/{name}/index.html"]) for name in ("treaty", "lee"))
    facts = [one for one in with_class(treaty, "facts") if list(one.iter("time"))]
    assert [links(one) for one in facts] == [[("Timeline", "../../timeline/")]]
    assert next(facts[0].iter("time")).get("datetime") == "1949-04-04"
    assert not with_class(treaty, "then")
    [then] = with_class(lee, "then")
    assert became(then) == [
        ("Then", "mayor <of> “the” town"), ("Since", "left the town & its gate"),
    ]  # fmt: skip
    assert not [one for one in with_class(lee, "facts") if list(one.iter("time"))]


# Speakers

SPEAKERS = """---
title: X
date: 2025-01-01
speakers:
  - name: Ann Lee
    about: mayor of the town
    says: ["The garden belongs to all of us", Nobody owns the gate]
    note: all
  - name: An official
    about: of the Assembly
    group: unnamed
    says: It was late
  - name: The reporter
    group: reporter
    says: An official of the Assembly came … and left
---
"""

LEE = {"content/glossary/lee.md": term("Ann Lee", "type: person\naliases: [Mayor Lee]\n")}


def spoken(index: str, more: Files | None = None) -> Element:
    """The section that says who speaks."""
    pages = well({"content/x/index.md": index, **LEE, **(more or {})})
    [section] = with_class(parsed(pages["x/index.html"]), "speakers")
    return section


def test_speakers_stand_in_their_groups_with_what_they_say() -> None:
    section = spoken(SPEAKERS)
    assert [words(one) for one in section.iter("h3")] == [
        "By name", "Without a name", "The reporter",
    ]  # fmt: skip
    assert [words(one) for one in section.iter("strong")] == [
        "Ann Lee", "An official", "The reporter",
    ]  # fmt: skip
    assert [words(one) for one in section.iter("blockquote")] == [
        "The garden belongs to all of us",
        "Nobody owns the gate",
        "It was late",
        "An official of the Assembly came … and left",
    ]
    assert "mayor of the town" in words(section)


def test_what_is_said_leads_to_its_paragraph() -> None:
    hrefs = [link.get("href") for one in spoken(SPEAKERS).iter("blockquote")
             for link in one.iter("a")]  # fmt: skip
    assert hrefs == ["#p1", "#p1", "#p2", "#p2"]


def test_a_name_that_the_glossary_knows_leads_there_and_another_does_not() -> None:
    names = list(spoken(SPEAKERS).iter("strong"))
    assert [links(one) for one in names] == [[("Ann Lee", "../glossary/lee/")], [], []]


@pytest.mark.parametrize("name", ["Mayor Lee", "Ann Lee"])
def test_any_form_of_the_name_will_do(name: str) -> None:
    index = SPEAKERS.replace("name: Ann Lee", f"name: {name}")
    assert links(next(spoken(index).iter("strong"))) == [(name, "../glossary/lee/")]


def test_the_note_that_says_more_is_named_by_its_number() -> None:
    assert ("note 1", "#note-all") in links(spoken(SPEAKERS))


def test_what_is_said_is_shown_as_in_the_source() -> None:
    says = "says: Nobody  owns the\n      gate\n"
    index = re.sub(r"says: \[.*\n", says, SPEAKERS)
    assert words(next(spoken(index).iter("blockquote"))) == "Nobody owns the gate"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("It was late", "It was later", "quote-not-found", 12),
        ("It was late", "t was lat", "quote-inside-word", 12),
        ("It was late", "official", "quote-ambiguous", 12),
        ("Nobody owns the gate]", "Nobody owns a gate]", "quote-not-found", 7),
        ("note: all", "note: al", "fragment-broken", 8),
        ("note: all", "note: [all]", "front-matter-type", 8),
        ("group: unnamed", "group: unamed", "front-matter-type", 11),
        ("name: An official\n", "nam: An official\n", "front-matter-unknown", 9),
        ("    about: of the Assembly\n", "    abuot: of\n", "front-matter-unknown", 10),
        ("says: It was late", "says: {a: b}", "front-matter-type", 12),
    ],
)
def test_a_mistake_about_speakers_is_told_at_its_line(
    old: str, new: str, code: str, line: int
) -> None:
    assert SPEAKERS.count(old) == 1
    found = errors({"content/x/index.md": SPEAKERS.replace(old, new), **LEE})
    told = [one for one in found if one.code == code]
    assert [(one.place.file, one.place.line) for one in told] == [("content/x/index.md", line)]
    assert not [one for one in found if one.place.file != "content/x/index.md"]


@pytest.mark.parametrize(
    "value", ["Ann Lee", "5", "{name: Ann Lee}", "[Ann Lee]", "[[]]", "[5, {}]"]
)
def test_speakers_that_are_no_list_of_speakers_are_told(value: str) -> None:
    index = f"---\ntitle: X\ndate: 2025-01-01\nspeakers: {value}\n---\n"
    found = errors({"content/x/index.md": index})
    assert found
    assert {one.place.file for one in found} == {"content/x/index.md"}
    assert {one.place.line for one in found} == {4}


def test_a_note_whose_quote_is_wrong_is_not_told_as_missing_too() -> None:
    notes = "> belongs to none\n{#all}\nIt does.\n"
    found = errors({"content/x/index.md": SPEAKERS, "content/x/notes.md": notes, **LEE})
    assert [(one.code, one.place.file) for one in found] == [
        ("quote-not-found", "content/x/notes.md")
    ]


def test_who_says_a_heading_is_led_to_it() -> None:
    index = SPEAKERS.replace("says: It was late", "says: The garden")
    notes = "## The garden\n\n> Nobody owns\n{#all}\nIt does.\n"
    seed = BASE["seeds/x.txt"].replace("“The garden ", "“This garden ")
    index = index.replace('"The garden belongs to all of us", ', "")
    files = {"content/x/index.md": index, "content/x/notes.md": notes, "seeds/x.txt": seed, **LEE}
    page = parsed(well(files)["x/index.html"])
    [section] = with_class(page, "speakers")
    hrefs = [link.get("href", "") for one in section.iter("blockquote") for link in one.iter("a")]
    assert len(hrefs) == 3
    assert not [href for href in hrefs if href[1:] not in ids(page)]


def test_a_heading_of_the_source_may_have_the_name_of_the_section() -> None:
    seed = BASE["seeds/x.txt"].replace("The garden\n", "Speakers\n", 1)
    notes = "## Speakers\n\n> belongs to all\n{#all}\nIt does.\n"
    files = {
        "content/x/index.md": SPEAKERS,
        "content/x/notes.md": notes,
        "seeds/x.txt": seed,
        **LEE,
    }
    page = parsed(well(files)["x/index.html"])
    assert not [name for name, times in Counter(ids(page)).items() if times > 1]


def test_the_section_of_speakers_is_no_part_of_the_text_and_the_proof_holds() -> None:
    pages = well({"content/x/index.md": SPEAKERS, **LEE})
    tree = parsed(pages["x/index.html"])
    [text] = [one for one in tree.iter() if one.get("id") == "text"]
    assert not with_class(text, "speakers")
    assert with_class(tree, "speakers")
    assert [one for one in tree.iter() if one.get("id") == "proof"]


def test_without_speakers_nothing_is_said_of_them() -> None:
    assert not with_class(parsed(full()["x/index.html"]), "speakers")


# Works demanded of kinds

KINDS = 'title = "Small"\nbase_url = "https://example.org/"\n'


def told(kind: str, setting: str = "", commentary: str = "Words.") -> list[tuple[str, int]]:
    """What is said of a note of this kind."""
    works = f'works = "{setting}"\n' if setting else ""
    files = {
        "content/site.toml": f'{KINDS}[kinds.{kind}]\nlabel = "Kind"\n{works}',
        "content/x/notes.md": f"> belongs to all\n{{#all .{kind}}}\n{commentary}\n"
        "\n> Nobody owns\n{#other}\n[@smith]\n",
        "content/works.yaml": FULL["content/works.yaml"].splitlines()[0],
    }
    return [(str(one.code), one.place.line) for one in made(files).problems]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("claim", "work-required"),
        ("later", "work-required"),
        ("context", "work-expected"),
        ("definition", ""),
        ("person", ""),
        ("sic", ""),
        ("mine", ""),
    ],
)
def test_kinds_demand_works_by_their_names(kind: str, code: str) -> None:
    assert told(kind) == ([(code, 1)] if code else [])
    assert told(kind, commentary="Words [@smith, p. 3].") == []


@pytest.mark.parametrize("kind", ["claim", "context", "mine"])
@pytest.mark.parametrize(
    ("setting", "code"),
    [("required", "work-required"), ("expected", "work-expected"), ("free", "")],
)
def test_the_site_decides_otherwise(kind: str, setting: str, code: str) -> None:
    assert told(kind, setting) == ([(code, 1)] if code else [])


def test_a_work_required_stops_the_build_and_one_expected_does_not() -> None:
    notes = {"content/x/notes.md": "> belongs to all\n{#all .claim}\nWords.\n"}
    toml = f"{KINDS}[kinds.claim]\nworks = "
    assert made({**notes, "content/site.toml": f'{toml}"required"\n'}).has_errors
    assert not made({**notes, "content/site.toml": f'{toml}"expected"\n'}).has_errors


def test_the_kind_of_a_site_without_kinds_demands_nothing() -> None:
    assert made({"content/site.toml": KINDS}).problems == ()


def test_a_demand_nobody_knows_is_told() -> None:
    [problem] = errors({"content/site.toml": f'{KINDS}[kinds.context]\nworks = "require"\n'})
    assert problem.code == "settings-type"
    assert problem.place.line == 4
    assert problem.hint == "did you mean “required”?"


def test_a_plain_link_is_no_work() -> None:
    assert told("claim", commentary="[Words](https://example.org/).") == [("work-required", 1)]


# Wide notes

LONG = "This is a sentence of some length, which says the same thing over and over again. "

WIDE: Files = {
    "content/site.toml": BARE,
    "seeds/x.txt": "\n".join(
        ["A heading", *(f"Paragraph {n}. {'The garden belongs to all of us. ' * 6}".strip()
                        for n in range(1, 7))]
    ) + "\n",
    "seeds/song.txt": "שיר השירים אשר לשלמה\nישקני מנשיקות פיהו\nמשכני אחריך נרוצה\n",
    "content/song/index.md": "---\ntitle: Song\ndate: 2025-01-02\nsource: {lang: he}\n---\n",
    "content/song/notes.md": f"> שיר השירים\n{{#song}}\n{LONG * 4}\n\n"
    f"> לשלמה\n{{#wide wide}}\n{LONG * 4}\n\n> ישקני\n{{#kiss}}\n{LONG * 4}\n",
    "content/x/notes.md": "## A heading\n\n> Paragraph 1\n{#one}\n" + LONG * 4 + "\n\n- a list\n\n"
    f"> Paragraph 2\n{{#two}}\n{LONG * 4}\n\n"
    f"> Paragraph 2. The\n{{#wide .claim wide}}\n{LONG * 3}\n\n"
    "| a | b |\n|---|---|\n| c | d |\n\n![Caption](figures/one.yaml)\n\n"
    f"> Paragraph 3\n{{#three}}\n{LONG * 2}\n\n"
    f"> Paragraph 4\n{{#alone wide}}\n{LONG * 2}\n\n"
    f"> Paragraph 5\n{{#five}}\nShort.\n\n"
    "> Paragraph 6\n{#six}\n- a list. First.\n",
    "content/x/notes.since.md": "---\nlabel: Since then\n---\n"
    f"> Paragraph 3. The\n{{#late}}\n{LONG * 3}\n\n"
    f"> Paragraph 5. The\n{{#latewide wide}}\n{LONG * 3}\n",
    "content/x/figures/one.yaml": "kind: columns\ntitle: T\ndescription: What it shows.\n"
    "columns: [A, B]\nrows: [[2024, 1], [2025, 2]]\nlabel: A\nvalue: B\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with wide notes, on the disk."""
    at = tmp_path_factory.mktemp("wide")
    for path, content in well(WIDE).items():
        (at / path).parent.mkdir(parents=True, exist_ok=True)
        (at / path).write_bytes(content)
    return at


@pytest.fixture
def visit(browser: Browser, folder: Path) -> Iterator[Page]:
    """A page of it at 1280 pixels, without script."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto((folder / "x/index.html").as_uri())
    yield page
    context.close()


def test_wide_notes_stand_under_their_paragraph_unfolded() -> None:
    tree = parsed(well(WIDE)["x/index.html"])
    asides = {one.get("id"): one for one in tree.iter("aside")}
    groups = with_class(tree, "wide")
    inside = [[one.get("id") for one in group.iter("aside")] for group in groups]
    assert inside == [["note-wide"], ["note-alone"], ["note-latewide"]]
    for name in ("note-wide", "note-alone", "note-latewide"):
        folded = [one for one in asides[name].iter("details") if one.get("class") != "figure-data"]
        assert folded == [], name
        assert words(with_class(asides[name], "note-body")[0]).startswith("This is a sentence")


SHAPES = """() => {
const box = one => {
    const {left, top, right, bottom} = one.getBoundingClientRect()
    return [left, top + scrollY, right, bottom + scrollY]
}
return [...document.querySelectorAll('#text .unit')].map(unit => ({
    text: box(unit.firstElementChild),
    beside: [...unit.querySelectorAll('.notes:not(.wide) .note')]
        .filter(one => one.checkVisibility()).map(box),
    wide: [...unit.querySelectorAll('.notes.wide .note')].map(box),
    inside: [...unit.querySelectorAll('.notes.wide .note *')].map(box),
}))}"""

Shape = tuple[float, float, float, float]


def overlap(one: Shape, other: Shape) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 0.5
        and min(one[3], other[3]) - max(one[1], other[1]) > 0.5
    )


@pytest.mark.parametrize("address", ["x/index.html", "song/index.html"])
@pytest.mark.parametrize("rows", [False, True])
@pytest.mark.parametrize("unfolded", [False, True])
@pytest.mark.parametrize("width", [1000, 1280, 1920])
def test_a_wide_note_keeps_to_the_column_of_the_text_and_off_the_margin(
    reader: Reader, folder: Path, address: str, width: int, *, rows: bool, unfolded: bool
) -> None:
    page = reader((folder / address).as_uri(), width=width, anchors=not rows)
    if unfolded:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.evaluate(STILL)
    units = page.evaluate(SHAPES)
    assert any(unit["wide"] for unit in units)
    left = min(unit["text"][0] for unit in units)
    right = max(unit["text"][2] for unit in units)
    beside = [one for unit in units for one in unit["beside"]]
    assert beside
    for unit in units:
        for one in unit["wide"]:
            assert one[0] >= left - 1
            assert one[2] <= right + 1
            assert one[1] >= unit["text"][3] - 1, "under its paragraph"
            assert one[2] - one[0] > 0.9 * (right - left), "as wide as the text"
        for inner in unit["inside"]:
            assert inner[2] <= right + 1
    boxes = [*(unit["text"] for unit in units), *beside]
    boxes += [one for unit in units for one in unit["wide"]]
    assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []
    tops = [unit["text"][1] for unit in units]
    assert all(before < after for before, after in pairwise(tops))
    for unit, after in pairwise(units):
        assert all(one[3] <= after["text"][1] + 1 for one in unit["wide"])


@pytest.mark.parametrize("width", [360, 768])
def test_on_a_narrow_screen_a_wide_note_fits(reader: Reader, folder: Path, width: int) -> None:
    page = reader((folder / "x/index.html").as_uri(), width=width)
    fits = page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    units = page.evaluate(SHAPES)
    assert fits
    for unit in units:
        for one in unit["wide"]:
            assert 0 <= one[0] < one[2] <= width
            assert one[1] >= max([unit["text"][3], *(x[3] for x in unit["beside"])]) - 1


SEEN = """one => {
const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT)
const range = document.createRange()
let words = ''
while (walker.nextNode()) {
    const node = walker.currentNode
    range.selectNodeContents(node)
    const parent = node.parentElement
    if (!parent.checkVisibility()) continue
    if (parent.closest('.unseen, .note-head, title, desc, summary')) continue
    const {width, height} = range.getBoundingClientRect()
    if (width > 2 && height > 2) words += node.data + ' '
}
return words.split(/\\s+/).filter(Boolean).join(' ')
}"""


@pytest.mark.parametrize(
    ("name", "begin", "times"),
    [
        ("one", "This is a sentence", 1),
        ("two", "This is a sentence", 1),
        ("three", "This is a sentence", 2),
        ("five", "Short.", 0),
        ("wide", "This is a sentence", 3),
        ("alone", "This is a sentence", 2),
        ("latewide", "This is a sentence", 3),
    ],
)
def test_the_margin_shows_first_sentences_and_short_and_wide_notes_whole(
    visit: Page, name: str, begin: str, times: int
) -> None:
    seen = visit.locator(f"#note-{name}").evaluate(SEEN)
    seen = re.sub(r"^(Claim|Context) ", "", seen)
    assert seen.startswith(begin)
    assert seen.count("over and over again") == times


@pytest.mark.parametrize("name", ["late", "six"])
def test_notes_of_further_layers_and_lists_are_folded(visit: Page, name: str) -> None:
    note = visit.locator(f"#note-{name}")
    assert note.evaluate(SEEN) == ""
    note.locator("summary").click()
    assert note.evaluate(SEEN) != ""


@pytest.mark.parametrize("name", ["one", "two", "late", "six"])
def test_without_script_a_click_shows_all_of_a_note(visit: Page, name: str) -> None:
    note = visit.locator(f"#note-{name}")
    whole = {"one": 4, "two": 4, "late": 3, "six": 0}[name]
    assert note.evaluate(SEEN).count("over and over") == (1 if whole and name != "late" else 0)
    note.locator("summary").first.click()
    assert note.evaluate(SEEN).count("over and over") == whole
    assert visit.evaluate("document.scrollingElement.scrollWidth") <= 1280


@pytest.mark.parametrize("name", ["one", "two", "three", "late", "six"])
def test_a_link_to_a_note_shows_all_of_it_without_script(visit: Page, name: str) -> None:
    visit.goto(f"{visit.url}#note-{name}")
    whole = {"one": 4, "two": 4, "three": 2, "late": 3, "six": 0}[name]
    assert visit.locator(f"#note-{name}").evaluate(SEEN).count("over and over") == whole


def test_all_words_are_on_paper(visit: Page, folder: Path) -> None:
    visit.emulate_media(media="print")
    listed = parsed((folder / "x/notes/index.html").read_bytes())
    count = 0
    for one in listed.iter("li"):
        name = one.get("id", "")
        if not name.startswith("note-"):
            continue
        count += 1
        seen = "".join(visit.locator(f"#{name}").evaluate(SEEN).split())
        for body in with_class(one, "note-body"):
            for part in ("p", "li", "td", "th", "figcaption"):
                for element in body.iter(part):
                    if not list(element.iter("p"))[1:]:
                        assert "".join(words(element).split()) in seen, (name, part)
    assert count == 9


def test_on_paper_nothing_asks_to_be_clicked(visit: Page) -> None:
    visit.emulate_media(media="print")
    asked = visit.locator(".more > summary").evaluate_all(
        "all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().width > 2)"
        ".map(one => one.textContent)"
    )
    assert asked == []


@pytest.mark.parametrize("flag", ["wide", "wide noterms", "noterms wide"])
def test_wide_is_a_flag_beside_others(flag: str) -> None:
    notes = f"## The garden\n\n> belongs to all\n{{#all {flag}}}\nIt does.\n"
    assert with_class(parsed(well({"content/x/notes.md": notes})["x/index.html"]), "wide")


def test_a_slip_in_the_flag_is_told() -> None:
    notes = "## The garden\n\n> belongs to all\n{#all wid}\nIt does.\n"
    [problem] = errors({"content/x/notes.md": notes})
    assert problem.code == "attribute-unknown"
    assert problem.hint == "did you mean “wide”?"
