"""What holds of every site: ids, links, numbers; back-links held against a search of our own."""

import posixpath
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest

from glossator import link, read
from glossator.build import build
from glossator.model import Explainer, Page, Site
from glossator.project import Project
from glossator.text import Span, fold
from glossator.words import words_for
from tests.sites import SMALL

ROOT = Path(__file__).parents[1]
BASE = "https://example.org/repo/"


@dataclass(frozen=True)
class Made:
    """A site, and its files by path."""

    site: Site
    pages: Mapping[str, Page]

    @property
    def html(self) -> Iterator[tuple[str, Element]]:
        """Every page that a reader sees, as a parser reads it."""
        for path, page in self.pages.items():
            if path.endswith(".html"):
                yield path, parsed(page.content)


@cache
def parsed(content: bytes) -> Element:
    tree = html5lib.parse(content, namespaceHTMLElements=False, transport_encoding="utf-8")
    assert isinstance(tree, Element)
    return tree


def made(root: Path) -> Made:
    project = Project(root)
    built = build(project, base_url=BASE)
    assert not built.has_errors, built.problems
    manuscript, _ = read.manuscript(project, with_drafts=False)
    assert manuscript
    site, _ = link.site(manuscript, BASE)
    return Made(site, {page.path: page for page in built.pages})


@cache
def nato() -> Made:
    return made(ROOT)


@cache
def small() -> Made:
    with TemporaryDirectory() as folder:
        return made(written(Path(folder), SMALL))


def written(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, words in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return root


@pytest.fixture(params=["nato", "small"])
def one(request: pytest.FixtureRequest) -> Made:
    return nato() if request.param == "nato" else small()


def ids(tree: Element) -> list[str]:
    return [element.get("id", "") for element in tree.iter() if element.get("id")]


def words_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


# Every page


def test_ids_are_unique_on_every_page(one: Made) -> None:
    for path, tree in one.html:
        twice = [name for name, count in Counter(ids(tree)).items() if count > 1]
        assert not twice, path


def test_every_reference_to_an_id_of_the_page_leads_to_one(one: Made) -> None:
    for path, tree in one.html:
        known = set(ids(tree))
        for element in tree.iter():
            for name in ("aria-details", "aria-labelledby", "aria-describedby", "aria-controls"):
                assert set(element.get(name, "").split()) <= known, path
            if element.get("href", "").startswith("#"):
                assert unquote(element.get("href", "")[1:]) in known, (path, element.get("href"))


def test_every_link_leads_to_a_file_and_an_id_of_the_site(one: Made) -> None:
    for path, tree in one.html:
        if path == "404.html":
            continue
        for element in tree.iter():
            for name in ("href", "src"):
                address = urlsplit(element.get(name, ""))
                if name not in element.keys() or address.scheme:  # noqa: SIM118 (an element)
                    continue
                target = posixpath.normpath(
                    posixpath.join(posixpath.dirname(path), unquote(address.path))
                )
                target = path if not address.path else target.removeprefix("./")
                if address.path.endswith(("/", ".")):
                    target = posixpath.normpath(posixpath.join(target, "index.html"))
                assert target in one.pages, (path, element.get(name))
                if address.fragment:
                    there = parsed(one.pages[target].content)
                    assert unquote(address.fragment) in ids(there), (path, element.get(name))


def test_nothing_is_styled_or_scripted_in_a_page(one: Made) -> None:
    for path, tree in one.html:
        for element in tree.iter():
            names = {name.lower() for name in element.keys()}  # noqa: SIM118 (an element)
            assert "style" not in names, path
            assert not any(name.startswith("on") for name in names), path
            if element.tag == "script":
                assert element.get("src"), path
                assert not (element.text or "").strip(), path


def test_the_style_of_a_page_stands_in_its_head_and_in_its_policy(one: Made) -> None:
    for path, tree in one.html:
        head = tree.find("head")
        assert head is not None
        (style,) = tree.iter("style")
        assert style in list(head), path
        digest = b64encode(sha256((style.text or "").encode()).digest()).decode()
        assert f"'sha256-{digest}'" in head[0].get("content", ""), path


def test_nothing_is_fetched_from_another_host(one: Made) -> None:
    for path, tree in one.html:
        for element in tree.iter():
            if element.tag in {"script", "img", "iframe", "audio", "video", "source", "embed"}:
                assert not urlsplit(element.get("src", "")).netloc, path
            if element.tag == "link" and element.get("rel") != "canonical":
                assert not urlsplit(element.get("href", "")).netloc, path


def test_the_policy_is_the_first_thing_in_every_head(one: Made) -> None:
    for path, tree in one.html:
        head = tree.find("head")
        assert head is not None
        first = head[0]
        assert (first.tag, first.get("http-equiv")) == ("meta", "Content-Security-Policy"), path
        policy = first.get("content", "")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_every_page_says_what_it_is(one: Made) -> None:
    for path, tree in one.html:
        head = tree.find("head")
        assert head is not None
        assert tree.get("lang"), path
        assert tree.get("dir") in {"ltr", "rtl"}, path
        titles = [element for element in head if element.tag == "title"]
        assert len(titles) == 1, path
        assert words_of(titles[0]), path
        metas = {
            element.get("name") or element.get("property"): element.get("content")
            for element in head
            if element.tag == "meta"
        }
        for name in ("viewport", "og:title", "og:type", "og:url", "og:site_name"):
            assert metas.get(name), (path, name)
        assert metas.get("description", "-"), path
        assert metas.get("description") == metas.get("og:description"), path
        links = {one.get("rel"): one.get("href") for one in head if one.tag == "link"}
        assert links.get("icon"), path
        is_listed = path != "404.html" and metas.get("robots") != "noindex"
        if is_listed:
            address = path.removesuffix("index.html")
            assert unquote(links.get("canonical") or "") == f"{BASE}{address}", path
            assert metas["og:url"] == links["canonical"], path
        else:
            assert "canonical" not in links, path


def test_titles_of_pages_differ(one: Made) -> None:
    titles = Counter(
        words_of(title)
        for path, tree in one.html
        if (title := tree.find("head/title")) is not None and words_of(title)[:5] != "Moved"
    )
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_page_has_one_main_part_and_one_first_heading(one: Made) -> None:
    for path, tree in one.html:
        tags = Counter(element.tag for element in tree.iter())
        assert tags["main"] == 1, path
        assert tags["h1"] == 1, path
        levels = [int(str(element.tag)[1]) for element in tree.iter()
                  if re.fullmatch(r"h[1-6]", str(element.tag))]  # fmt: skip
        assert levels[0] == 1, path
        assert all(b <= a + 1 for a, b in pairwise(levels)), (path, levels)


def test_pages_are_written_as_a_parser_reads_them(one: Made) -> None:
    """html5lib has nothing to mend."""
    for path, page in one.pages.items():
        if path.endswith(".html"):
            parser = html5lib.HTMLParser(namespaceHTMLElements=False)
            parser.parse(page.content, transport_encoding="utf-8")
            assert parser.errors == [], path


# An explainer and its notes


def explained(one: Made) -> Iterator[tuple[Explainer, Element]]:
    for explainer in one.site.explainers:
        yield explainer, parsed(one.pages[f"{explainer.address}index.html"].content)


def with_role(tree: Element, role: str) -> list[Element]:
    return [element for element in tree.iter() if element.get("role") == role]


def test_on_a_page_a_note_stands_once(one: Made) -> None:
    for explainer, tree in explained(one):
        notes = [element.get("id") for element in with_role(tree, "note")]
        assert notes == [f"note-{annotation.id}" for annotation in explainer.annotations]


def test_numbers_follow_the_passages(one: Made) -> None:
    for explainer, tree in explained(one):
        say = words_for(explainer.lang, {})
        numbers = [annotation.number for annotation in explainer.annotations]
        assert numbers == list(range(1, len(numbers) + 1))
        ends = [
            (annotation.home, not annotation.is_section, annotation.passages[0].end)
            for annotation in explainer.annotations
            if not annotation.is_section
        ]
        assert ends == sorted(ends)
        seen: dict[str, int] = {}
        for element in with_role(tree, "doc-noteref"):
            seen.setdefault(element.get("href", ""), len(seen) + 1)
            assert element.get("data-number") == str(seen[element.get("href", "")])
            label = say.text("note_label", number=element.get("data-number"), kind="")
            assert element.get("aria-label", "").startswith(label)


def test_every_mark_has_one_note_and_every_passage_its_marks(one: Made) -> None:
    for explainer, tree in explained(one):
        text = next(element for element in tree.iter() if element.get("id") == "text")
        found: dict[str, str] = {}
        for mark in text.iter("mark"):
            names = mark.get("aria-details", "").split()
            assert len(names) == 1
            found[names[0]] = found.get(names[0], "") + "".join(mark.itertext())
        for annotation in explainer.annotations:
            if not annotation.is_section:
                words = "".join(span.of(explainer.source.text) for span in annotation.passages)
                made = found.pop(f"note-{annotation.id}")
                assert made.split() == words.split() or made == words.replace("\n", "")
        assert not found


def test_a_note_stands_after_the_paragraph_in_which_its_passage_ends(one: Made) -> None:
    for explainer, tree in explained(one):
        units = [e for e in tree.iter() if "unit" in e.get("class", "").split()]
        assert len(units) == len(explainer.source.units)
        for annotation in explainer.annotations:
            inside = [e.get("id") for e in units[annotation.home].iter() if e.get("role") == "note"]
            assert f"note-{annotation.id}" in inside
            first = annotation.passages[0]
            at = first.start if annotation.is_section else first.end - 1
            span = explainer.source.units[annotation.home].span
            assert span.start <= at < span.end
        paragraphs = [e for e in tree.iter() if re.fullmatch(r"p\d+", e.get("id", ""))]
        assert not any(e.get("role") == "note" for p in paragraphs for e in p.iter())


def test_a_note_begins_with_a_way_back_to_its_words(one: Made) -> None:
    for explainer, tree in explained(one):
        for note, annotation in zip(with_role(tree, "note"), explainer.annotations, strict=True):
            back = next(element for element in note.iter() if element.tag == "a")
            assert back.get("role") == "doc-backlink"
            words = words_of(back)
            if annotation.is_section:
                continue
            assert back.get("href") == f"#at-{annotation.id}"
            quote = " ".join(annotation.passages[0].of(explainer.source.text).split())
            begin, _, end = words.partition(" … ")
            assert quote.startswith(begin)
            assert quote.endswith(end)
            assert len(words) <= 60 or words == quote


def test_paragraphs_count_up_from_one(one: Made) -> None:
    for explainer, tree in explained(one):
        numbers = [int(name[1:]) for name in ids(tree) if re.fullmatch(r"p\d+", name)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) == sum(not unit.is_heading for unit in explainer.source.units)


# Terms


def naive(one: Made, explainer: Explainer) -> Counter[tuple[str, str]]:
    """Term and paragraph of every mention, by a search of our own: at each place the longest."""
    spellings: list[tuple[str, str]] = []
    for entry in one.site.entries:
        for form, _ in entry.term.forms:
            plain = fold(form).text
            plurals = {plain, f"{plain}s", re.sub("y$", "ies", plain)}
            spellings += [(spelling, entry.term.id) for spelling in plurals]
    spellings.sort(key=lambda row: -len(row[0]))
    found: Counter[tuple[str, str]] = Counter()
    source = explainer.source
    for block in source.blocks:
        text = fold(block.span.of(source.text)).text
        at = 0
        while at < len(text):
            hit = next((row for row in spellings if stands_at(row[0], text, at)), None)
            if hit:
                heading = source.section_at(block.span.start).id
                found[hit[1], f"p{block.number}" if block.number else heading] += 1
            at += len(hit[0]) if hit else 1
    return found


def stands_at(spelling: str, text: str, at: int) -> bool:
    here = text[at : at + len(spelling)]
    is_same = here == spelling
    if not any(letter.isupper() for letter in spelling[1:]):
        is_same = here.casefold() == spelling.casefold()
    before, after = text[at - 1 : at], text[at + len(spelling) : at + len(spelling) + 1]
    return is_same and not before.isalnum() and not after.isalnum()


def test_every_mention_is_found_that_a_plain_search_finds() -> None:
    explainer = nato().site.explainers[0]
    found: Counter[tuple[str, str]] = Counter()
    for mention in explainer.mentions:
        block = explainer.source.block_at(mention.span.start)
        heading = explainer.source.section_at(mention.span.start).id
        found[mention.term, f"p{block.number}" if block.number else heading] += 1
    assert sum(found.values()) >= 30
    assert found == naive(nato(), explainer)


def test_every_term_page_lists_every_mention_in_the_text() -> None:
    explainer = nato().site.explainers[0]
    expected = naive(nato(), explainer)
    for entry in nato().site.entries:
        tree = parsed(nato().pages[f"{entry.term.address}index.html"].content)
        listed: Counter[tuple[str, str]] = Counter()
        for item in tree.iter("li"):
            anchor = next((e for e in item.iter("a") if e.get("class") == "where"), None)
            href = anchor.get("href", "") if anchor is not None else ""
            if href.startswith("../../nato/#") and "#note-" not in href:
                listed[entry.term.id, href.partition("#")[2]] += 1
        assert listed == Counter({k: n for k, n in expected.items() if k[0] == entry.term.id})


def test_the_first_mention_of_a_term_in_each_section_is_linked(one: Made) -> None:
    for explainer in one.site.explainers:
        for section in explainer.source.sections:
            spans = [explainer.source.units[index] for index in section.units]
            inside = [
                mention
                for mention in explainer.mentions
                if any(mention.span in unit.span and not unit.is_heading for unit in spans)
            ]
            linked = [mention.term for mention in inside if mention.is_linked]
            assert len(linked) == len(set(linked))
            assert set(linked) == {mention.term for mention in inside}
            for term in set(linked):
                assert next(m for m in inside if m.term == term).is_linked


def test_linked_mentions_are_the_links_on_the_page(one: Made) -> None:
    for explainer, tree in explained(one):
        text = next(element for element in tree.iter() if element.get("id") == "text")
        outside = {e for note in text.iter("aside") for e in note.iter("a")}
        inside = [e for e in text.iter("a") if e not in outside]
        links = [words_of(e) for e in inside if e.get("class") == "term"]
        words = [m.span.of(explainer.source.text) for m in explainer.mentions if m.is_linked]
        assert links == words


def test_no_link_stands_inside_a_link_or_a_heading(one: Made) -> None:
    for path, tree in one.html:
        for anchor in tree.iter("a"):
            assert not [e for e in anchor.iter("a") if e is not anchor], path
    for _, tree in explained(one):
        text = next(element for element in tree.iter() if element.get("id") == "text")
        headings = [e for e in text.iter() if re.fullmatch("h[2-6]", str(e.tag))]
        assert not [e for h in headings for e in h.iter("a") if e.get("class") == "term"]


# Links read backwards


def test_an_excerpt_is_of_the_text_or_of_a_note(one: Made) -> None:
    """Each sentence shown stands word for word where the link says."""
    texts = {
        address: " ".join(words_of(tree).split())
        for address, tree in ((path.removesuffix("index.html"), tree) for path, tree in one.html)
    }
    for found in one.site.links:
        sentence = f"{found.excerpt.before}{found.excerpt.words}{found.excerpt.after}"
        page = found.origin.address.partition("#")[0]
        # What a citation shows, in parentheses, is not among an excerpt's words.
        there = re.sub(r"\s*\((?:[^()]|\([^()]*\))*\)", "", texts[page])
        here = re.sub(r"\s*\((?:[^()]|\([^()]*\))*\)", "", " ".join(sentence.split()))
        if found.kind != "see":
            assert re.sub(r"\s+", "", here) in re.sub(r"\s+", "", there), found


def test_excerpts_from_the_text_are_its_words_character_for_character(one: Made) -> None:
    for explainer in one.site.explainers:
        plain = explainer.source.text.replace("\n", " ")
        for found in one.site.links:
            if found.origin.address.startswith(f"{explainer.address}#p"):
                excerpt = found.excerpt
                assert f"{excerpt.before}{excerpt.words}{excerpt.after}" in plain


def test_back_links_are_links_read_backwards(one: Made) -> None:
    targets = {found.target for found in one.site.links}
    back = [found for target in sorted(targets) for found in one.site.links_to(target)]
    assert Counter(back) == Counter(one.site.links)
    assert all(found.target == t for t in targets for found in one.site.links_to(t))


def test_every_link_of_the_site_is_on_its_page(one: Made) -> None:
    """What the model calls a citation or a link is an element where it says it stands."""
    trees = dict(one.html)
    for found in one.site.links:
        if found.kind not in {"cite", "term", "link"}:
            continue
        address, _, fragment = found.origin.address.partition("#")
        tree = trees[f"{address}index.html"]
        place = next((e for e in tree.iter() if e.get("id") == fragment), tree)
        _, _, name = found.target.partition("#")
        hrefs = [unquote(e.get("href") or e.get("src") or "") for e in place.iter()]
        last = name or found.target.rstrip("/").rpartition("/")[2]
        assert any(last in href for href in hrefs), found


def test_every_citation_leads_back_from_its_work(one: Made) -> None:
    tree = parsed(one.pages["works/index.html"].content)
    for work in one.site.works:
        entry = next(e for e in tree.iter() if e.get("id") == f"works-{work.id}")
        back = [unquote(e.get("href", "")) for e in with_role(entry, "doc-backlink")]
        cited = {found.origin.address for found in one.site.links_to(work.address)}
        assert {href.removeprefix("../") for href in back} == cited
        assert len(back) == len(set(back))


def test_the_works_of_an_explainer_are_those_cited_in_it(one: Made) -> None:
    for explainer, tree in explained(one):
        cited = {
            found.target.partition("#works-")[2]
            for found in one.site.links
            if found.kind == "cite" and found.origin.address.startswith(explainer.address)
        }
        assert set(explainer.works) == cited
        listed = [name[6:] for name in ids(tree) if name.startswith("works-")]
        assert listed == list(explainer.works)


# How notes are placed, by example

PROJECT = {
    "content/site.toml": 'title = "Small"\nbase_url = "https://example.org/"\n',
    "content/x/index.md": "---\ntitle: X\ndate: 2025-01-01\n---\n",
    "seeds/x.txt": "A word before.\nHead\nA word under it, and more.\nHead\nA word at the end.",
}


def placed(root: Path, notes: str, more: Mapping[str, str] | None = None) -> dict[str, list[str]]:
    """The words of each note's passages, by id, in the order of their numbers; or the codes."""
    project = Project(written(root, {**PROJECT, "content/x/notes.md": notes, **(more or {})}))
    manuscript, problems = read.manuscript(project, with_drafts=False)
    assert manuscript
    site, wrong = link.site(manuscript, BASE)
    errors = [problem for problem in (*problems, *wrong) if problem.is_error]
    if errors:
        return {str(problem.code): [str(problem.place.line)] for problem in errors}
    explainer = site.explainers[0]
    return {
        annotation.id: [span.of(explainer.source.text) for span in annotation.passages]
        for annotation in explainer.annotations
    }


def test_a_heading_of_notes_declares_a_heading_and_scopes_what_follows(tmp_path: Path) -> None:
    notes = "## Head\n\n> A word\n{#one}\nNote.\n\n## Head\n\n> A word\n{#two}\nNote.\n"
    assert placed(tmp_path, notes) == {"one": ["A word"], "two": ["A word"]}


def test_above_any_heading_a_quote_means_the_whole_text(tmp_path: Path) -> None:
    assert placed(tmp_path, "> A word\n{#one}\nNote.\n") == {"quote-ambiguous": ["1"]}
    notes = "> A word at\n{#one}\nNote.\n\n## Head\n"
    assert placed(tmp_path, notes) == {"one": ["A word at"]}


def test_a_section_sign_means_the_whole_section(tmp_path: Path) -> None:
    notes = "> §\n{#top}\nNote.\n\n## Head\n\n> §\n{#one}\nNote.\n\n## Head\n\n> §\n{#two}\nNote.\n"
    assert placed(tmp_path, notes) == {
        "top": ["A word before."],
        "one": ["Head\nA word under it, and more."],
        "two": ["Head\nA word at the end."],
    }


def test_two_quotes_that_follow_each_other_are_one_note(tmp_path: Path) -> None:
    notes = "> before\n\n> under it\n{#one}\nNote.\n\n> end\n{#two}\nNote.\n"
    assert placed(tmp_path, notes) == {"one": ["before", "under it"], "two": ["end"]}


def test_notes_are_numbered_in_the_order_of_the_text_over_all_layers(tmp_path: Path) -> None:
    notes = (
        "> end\n{#last}\nNote.\n\n> word before\n{#second}\nNote.\n\n"
        "> A word before\n{#first}\nNote.\n"
    )
    more = {"content/x/notes.later.md": "---\nlabel: Later\n---\n\n> more\n{#third}\nNote.\n"}
    assert list(placed(tmp_path, notes, more)) == ["first", "second", "third", "last"]


def test_a_quote_over_several_lines_is_one_quote(tmp_path: Path) -> None:
    notes = "> before. Head\n> A word under\n{#one}\nNote.\n"
    assert placed(tmp_path, notes) == {"one": ["before.\nHead\nA word under"]}


def test_an_id_does_not_shift_when_another_note_is_added(tmp_path: Path) -> None:
    one = "> word under it\n\nNote.\n"
    two = "> A word before\n\nNote.\n\n> more\n\nNote.\n\n"
    assert set(placed(tmp_path / "a", one)) < set(placed(tmp_path / "b", two + one))


def test_ids_are_unique_over_all_layers(tmp_path: Path) -> None:
    more = {"content/x/notes.later.md": "> more\n{#one}\nNote.\n"}
    assert placed(tmp_path, "> end\n{#one}\nNote.\n", more) == {"id-twice": ["1"]}


@pytest.mark.parametrize(
    "heading",
    ["Text", "Main", "Introduction", "Works", "Proof", "Provenance", "P3", "Note one", "Head",
     "At one", "Works cited", "Start", "Proof title", "Mentions", "See"],
)  # fmt: skip
def test_a_heading_of_an_authors_own_clashes_with_no_id_of_the_page(
    tmp_path: Path, heading: str
) -> None:
    files = {
        **PROJECT,
        "content/x/index.md": f"---\ntitle: X\ndate: 2025-01-01\n---\n## {heading}\n\nWords.\n",
        "content/x/notes.md": f"## Head\n\n> under it\n{{#one}}\nNote.\n\n- ## {heading}\n\n"
        f"> more\n{{#two}}\n- ## {heading}\n",
        "content/about.md": f"---\ntitle: About\n---\n## {heading}\n",
        "content/glossary/word.md": f"---\ntitle: Word\n---\n## {heading}\n",
    }
    site = made(written(tmp_path, files))
    test_ids_are_unique_on_every_page(site)
    test_every_reference_to_an_id_of_the_page_leads_to_one(site)


def test_spans_of_mentions_do_not_overlap(one: Made) -> None:
    for explainer in one.site.explainers:
        spans = [mention.span for mention in explainer.mentions]
        assert spans == sorted(spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(span in Span(0, len(explainer.source.text)) for span in spans)
