"""What machines read: W3C annotations, the feed, the sitemap, the list of files."""

import hashlib
import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest

from glossator.build import build
from glossator.kinds import MOTIVATIONS
from glossator.model import Page
from glossator.project import Project
from tests.sites import SMALL

ROOT = Path(__file__).parents[1]
BASE = "https://example.org/repo/"
CONTEXT = json.loads((ROOT / "tests" / "data" / "anno.jsonld").read_text(encoding="utf-8"))

DOS = {
    "content/site.toml": b'title = "Small"\n',
    "content/dos/index.md": (
        b"---\ntitle: DOS\nauthor: Ann\ndate: 2025-03\nupdated: 2025-04\n---\nHi.\n"
    ),
    "content/dos/notes.md": (
        "> two\n{#one}\nA *note*.\n\n> line, three\n{#two}\nA\nsecond.\n\n> four Five \U0001f469\n"
        "{#three}\nA third.\n\n> Five\n\n> one\n{#four}\nTwo places.\n\n> §\n{#all}\nAll of it.\n"
    ).encode(),
    "seeds/dos.txt": (
        "\ufeffone two\r\nline, three\r\n\r\nfour\r\n\r\nFive \U0001f469 e\u0301\r\n"
    ).encode(),
}
"""A wrapped text with a BOM, line ends of two characters, and signs beyond the first plane."""

Pages = dict[str, Page]
Json = dict[str, "Json | list[Json] | str | int"]


def made(root: Path) -> Pages:
    built = build(Project(root), base_url=BASE)
    assert not built.has_errors, built.problems
    return {page.path: page for page in built.pages}


def from_files(files: "dict[str, bytes] | dict[str, str | bytes]") -> Pages:
    with TemporaryDirectory() as folder:
        for name, words in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(words if isinstance(words, bytes) else words.encode())
        return made(Path(folder))


@cache
def site(name: str) -> Pages:
    return made(ROOT) if name == "nato" else from_files(dict(SMALL) if name == "small" else DOS)


@pytest.fixture(params=["nato", "small", "dos"])
def pages(request: pytest.FixtureRequest) -> Pages:
    return site(request.param)


# Annotations


def collections(pages: Pages) -> Iterator[tuple[str, Json]]:
    """Each collection with the address of its explainer."""
    for path, page in pages.items():
        if path.endswith("annotations.jsonld"):
            yield path.removesuffix("annotations.jsonld"), json.loads(page.content)


def listed(of: Json, name: str) -> list[Json]:
    """A property that may hold one thing or several."""
    found = of[name]
    if isinstance(found, dict):
        return [found]
    assert isinstance(found, list)
    return found


def word(of: Json, name: str) -> str:
    found = of[name]
    assert isinstance(found, str)
    return found


def number(of: Json, name: str) -> int:
    found = of[name]
    assert isinstance(found, int)
    return found


def annotations(pages: Pages) -> Iterator[tuple[str, Json]]:
    for address, collection in collections(pages):
        for one in listed(listed(collection, "first")[0], "items"):
            yield address, one


def text_of(pages: Pages, address: str) -> str:
    """The source as a program reads a text file: UTF-8, without BOM, line ends as one character."""
    data = pages[f"{address}source.txt"].content
    return io.TextIOWrapper(io.BytesIO(data), "utf-8-sig").read()


def test_every_explainer_has_its_annotations(pages: Pages) -> None:
    explainers = {page.explainer for page in pages.values() if page.kind == "explainer"}
    assert {address.rstrip("/") for address, _ in collections(pages)} == explainers


def test_a_collection_says_what_it_must(pages: Pages) -> None:
    """Source: Web Annotation Data Model, 5.1 and 5.2."""
    for address, collection in collections(pages):
        assert "http://www.w3.org/ns/anno.jsonld" in str(collection["@context"])
        assert collection["type"] == "AnnotationCollection"
        assert collection["id"] == f"{BASE}{address}annotations.jsonld"
        assert word(collection, "label")
        page = listed(collection, "first")[0]
        assert page["type"] == "AnnotationPage"
        assert word(page, "id").startswith(BASE)
        assert page["id"] != collection["id"]
        assert collection["total"] == len(listed(page, "items"))


def test_every_key_and_word_is_defined_in_the_context(pages: Pages) -> None:
    def check(value: object, terms: dict[str, object]) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                assert key in terms, key
                if key in {"type", "motivation"}:
                    assert inner in terms, inner
                check(inner, terms)
        elif isinstance(value, list):
            for inner in value:
                check(inner, terms)

    for _, collection in collections(pages):
        standard, more = json.loads(json.dumps(collection.pop("@context")))
        assert standard == "http://www.w3.org/ns/anno.jsonld"
        terms = CONTEXT["@context"]
        assert not set(more) & set(terms), "what W3C defines stays as it is"
        assert {one.partition(":")[0] for one in more.values()} <= set(terms)
        check(collection, {**terms, **more})


def test_an_annotation_says_what_it_must(pages: Pages) -> None:
    """Source: Web Annotation Data Model, 3.1 and 3.3."""
    ids = []
    for address, one in annotations(pages):
        ids.append(word(one, "id"))
        assert one["type"] == "Annotation"
        assert word(one, "id").startswith(f"{BASE}{address}#note-")
        assert listed(one, "target")
        assert one["motivation"] in MOTIVATIONS
        for name in ("created", "modified"):
            if name in one:
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", word(one, name))
                datetime.fromisoformat(word(one, name))
        assert word(one, "created") <= word(one, "modified")
        for creator in listed(one, "creator") if "creator" in one else []:
            assert creator["type"] in {"Person", "Organization", "Software"}
            assert word(creator, "name")
    assert len(ids) == len(set(ids))


def test_an_annotation_is_the_note_of_its_address(pages: Pages) -> None:
    for address, one in annotations(pages):
        tree = html5lib.parse(pages[f"{address}index.html"].content, namespaceHTMLElements=False)
        name = unquote(urlsplit(word(one, "id")).fragment)
        assert [e for e in tree.iter() if e.get("id") == name and e.get("role") == "note"]


def test_a_body_is_given_in_html_and_as_it_was_written(pages: Pages) -> None:
    for _, one in annotations(pages):
        bodies = {word(body, "format"): body for body in listed(one, "body")}
        assert set(bodies) == {"text/html", "text/markdown"}
        for body in bodies.values():
            assert body["type"] == "TextualBody"
            assert word(body, "value").strip("\n") == body["value"]
            assert re.fullmatch(r"[a-z]{2,3}(-\w+)*", word(body, "language"))
        html = word(bodies["text/html"], "value")
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parseFragment(html)
        assert parser.errors == []
        for element in tree.iter():
            for name in ("href", "src"):
                if element.get(name) is not None:
                    assert urlsplit(element.get(name)).scheme in {"http", "https", "mailto"}


def test_a_target_is_a_passage_of_the_source_as_received(pages: Pages) -> None:
    """Source: Web Annotation Data Model, 4.2.4 and 4.2.5. Both selectors mean the same words."""
    for address, one in annotations(pages):
        text = text_of(pages, address)
        for target in listed(one, "target"):
            assert target["type"] == "SpecificResource"
            assert target["source"] == f"{BASE}{address}source.txt"
            assert target["scope"] == f"{BASE}{address}"
            quote, position = listed(target, "selector")
            assert quote["type"] == "TextQuoteSelector"
            assert position["type"] == "TextPositionSelector"
            start, end = number(position, "start"), number(position, "end")
            assert 0 <= start < end <= len(text)
            assert text[start:end] == word(quote, "exact")
            prefix, suffix = str(quote.get("prefix", "")), str(quote.get("suffix", ""))
            assert text[:start].endswith(prefix)
            assert text[end:].startswith(suffix)
            assert len(prefix) <= 32
            assert len(suffix) <= 32


def test_a_quote_and_what_is_round_it_stand_in_one_block_of_the_page(pages: Pages) -> None:
    for address, one in annotations(pages):
        tree = html5lib.parse(pages[f"{address}index.html"].content, namespaceHTMLElements=False)
        text = next(element for element in tree.iter() if element.get("id") == "text")
        for note in [e for e in text.iter() if e.get("role") == "note"]:
            note.clear()
        blocks = ["".join(e.itertext()) for e in text.iter() if re.fullmatch(r"p|h\d", str(e.tag))]
        for target in listed(one, "target"):
            quote = listed(target, "selector")[0]
            words = f"{quote.get('prefix', '')}{quote['exact']}{quote.get('suffix', '')}"
            assert any(words in block for block in blocks), words


def test_a_passage_over_several_paragraphs_has_a_target_for_each() -> None:
    exact = {
        unquote(urlsplit(word(one, "id")).fragment): [
            word(listed(target, "selector")[0], "exact") for target in listed(one, "target")
        ]
        for _, one in annotations(site("dos"))
    }
    assert exact == {
        "note-all": ["one two\nline, three", "four", "Five \U0001f469 e\u0301"],
        "note-one": ["two"],
        "note-two": ["line, three"],
        "note-three": ["four", "Five \U0001f469"],
        "note-four": ["Five", "one"],
    }


def test_dates_of_a_month_are_its_beginning() -> None:
    for _, one in annotations(site("dos")):
        assert one["created"] == "2025-03-01T00:00:00Z"
        assert one["modified"] == "2025-04-01T00:00:00Z"
        assert listed(one, "creator") == [{"type": "Person", "name": "Ann"}]


def test_what_was_written_is_given_word_for_word() -> None:
    found = {
        word(one, "id").rpartition("-")[2]: word(body, "value")
        for _, one in annotations(site("dos"))
        for body in listed(one, "body")
        if body["format"] == "text/markdown"
    }
    assert found["one"] == "A *note*."
    assert found["two"] == "A\nsecond."


# The feed

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"


def inside(of: ET.Element, name: str) -> str:
    found = of.findall(f"{ATOM}{name}")
    assert len(found) == 1, name
    assert found[0].text
    return found[0].text


def feed(pages: Pages) -> ET.Element:
    return ET.fromstring(pages["feed.xml"].content)  # noqa: S314 (our own bytes)


def test_the_feed_says_what_it_must(pages: Pages) -> None:
    """Source: RFC 4287, 4.1.1."""
    tree = feed(pages)
    assert tree.tag == f"{ATOM}feed"
    assert tree.get(f"{XML}lang")
    assert inside(tree, "id") == BASE
    assert inside(tree, "title")
    assert re.fullmatch(MOMENT, inside(tree, "updated"))
    links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
    assert links == {"self": f"{BASE}feed.xml", "alternate": BASE}
    assert tree.find(f"{ATOM}author/{ATOM}name") is not None


def test_an_entry_says_what_it_must(pages: Pages) -> None:
    """Source: RFC 4287, 4.1.2."""
    entries = feed(pages).findall(f"{ATOM}entry")
    assert entries
    for entry in entries:
        assert inside(entry, "title").strip()
        address = inside(entry, "id")
        assert address.startswith(BASE)
        assert [link.get("href") for link in entry.findall(f"{ATOM}link")] == [address]
        for name in ("published", "updated"):
            moment = inside(entry, name)
            assert re.fullmatch(MOMENT, moment)
            datetime.fromisoformat(moment)
        assert inside(entry, "published") <= inside(entry, "updated")
        content = entry.findall(f"{ATOM}content")
        assert [one.get("type") for one in content] == ["html"]
        for author in entry.findall(f"{ATOM}author"):
            assert inside(author, "name")


def test_ids_of_entries_are_unique_and_the_latest_come_first(pages: Pages) -> None:
    tree = feed(pages)
    entries = tree.findall(f"{ATOM}entry")
    ids = [inside(entry, "id") for entry in entries]
    assert len(ids) == len(set(ids))
    moments = [inside(entry, "updated") for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert inside(tree, "updated") == moments[0]


def test_the_feed_holds_explainers_and_notes_whole(pages: Pages) -> None:
    ids = {inside(entry, "id") for entry in feed(pages).findall(f"{ATOM}entry")}
    notes = {word(one, "id") for _, one in annotations(pages)}
    explainers = {f"{BASE}{address}" for address, _ in collections(pages)}
    assert ids == notes | explainers
    html = {
        inside(entry, "id"): entry.findtext(f"{ATOM}content") or ""
        for entry in feed(pages).findall(f"{ATOM}entry")
    }
    for _, one in annotations(pages):
        body = next(b for b in listed(one, "body") if b["format"] == "text/html")
        assert html[word(one, "id")].strip() == body["value"]


def test_links_in_the_feed_are_whole(pages: Pages) -> None:
    for entry in feed(pages).findall(f"{ATOM}entry"):
        html = entry.findtext(f"{ATOM}content") or ""
        for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
            for name in ("href", "src"):
                if element.get(name) is not None:
                    assert urlsplit(element.get(name)).scheme, element.get(name)


# The sitemap, robots, the list of files

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_sitemap_lists_every_page_that_has_an_address_of_its_own(pages: Pages) -> None:
    tree = ET.fromstring(pages["sitemap.xml"].content)  # noqa: S314 (our own bytes)
    assert tree.tag == f"{SITEMAP}urlset"
    found = []
    for url in tree:
        assert url.tag == f"{SITEMAP}url"
        found.append(url.findtext(f"{SITEMAP}loc") or "")
        changed = url.findtext(f"{SITEMAP}lastmod")
        assert changed is None or re.fullmatch(r"\d{4}-\d\d-\d\d", changed)
    assert len(found) == len(set(found))
    assert all(address.startswith(BASE) and address.isascii() for address in found)
    listed_pages = {
        f"{BASE}{path.removesuffix('index.html')}"
        for path, page in pages.items()
        if path.endswith("index.html") and b'rel="canonical"' in page.content
    }
    assert {unquote(address) for address in found} == listed_pages


def test_robots_are_shown_the_sitemap(pages: Pages) -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in pages["robots.txt"].content.decode().split("\n")


def test_the_list_of_files_is_complete_and_right(pages: Pages) -> None:
    files = json.loads(pages["files.json"].content)["files"]
    assert files == {
        path: hashlib.sha256(page.content).hexdigest()
        for path, page in pages.items()
        if path != "files.json"
    }
    assert list(files) == sorted(files)


def test_the_source_is_published_as_received(pages: Pages) -> None:
    if "nato/source.txt" in pages:
        assert pages["nato/source.txt"].content == (ROOT / "seeds" / "nato.txt").read_bytes()
    if "dos/source.txt" in pages:
        assert pages["dos/source.txt"].content == DOS["seeds/dos.txt"]


def test_the_page_names_the_hash_of_the_source(pages: Pages) -> None:
    for address, _ in collections(pages):
        digest = hashlib.sha256(pages[f"{address}source.txt"].content).hexdigest()
        assert digest in pages[f"{address}index.html"].content.decode()


def test_hosts_serve_the_files_as_they_are(pages: Pages) -> None:
    assert pages[".nojekyll"].content == b""
    assert "CNAME" not in pages


def test_a_domain_of_ones_own_is_told_to_github() -> None:
    settings = b'title = "Small"\ncname = "notes.example.org"\n'
    with_name = from_files({**DOS, "content/site.toml": settings})
    assert with_name["CNAME"].content == b"notes.example.org\n"
