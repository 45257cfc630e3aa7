"""The finished site as hosts serve it, and as a folder on a disk: everything leads somewhere."""

import html
import json
import re
import stat
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from playwright.sync_api import Browser, Page

from tests.sites import TYPES, Served, Sites

SITES = ("nato", "nato_at_root", "small", "long", "parts")

FOR_HOSTS = {".nojekyll", "404.html", "files.json", "robots.txt"}
"""What no page links to."""

WHOLE = {"canonical", "og:url"}
"""What must be said with the whole address."""


@dataclass(frozen=True)
class Link:
    """An address as a file says it; `rel` is what a link element or a meta element is about."""

    tag: str
    rel: str
    href: str


@dataclass(frozen=True)
class File:
    """What is at an address."""

    url: str
    status: int
    kind: str
    body: bytes

    @cached_property
    def tree(self) -> Element | None:
        """The document, if it is a page."""
        if self.kind != "text/html":
            return None
        tree = html5lib.parse(self.body, namespaceHTMLElements=False, transport_encoding="utf-8")
        assert isinstance(tree, Element)
        return tree

    @cached_property
    def ids(self) -> set[str]:
        """What a fragment may name."""
        return (
            set() if self.tree is None else {one.attrib.get("id", "") for one in self.tree.iter()}
        )

    def links(self) -> Iterator[Link]:
        """Every address it says: a page in attributes, other files in what looks like one."""
        if self.tree is not None:
            yield from _links(self.tree)
        elif self.kind == "text/css":
            for found in re.findall(r"url\(\s*[\"']?([^\"')]+)", self.body.decode()):
                yield Link("css", "", found)
        elif self.kind in {"application/xml", "application/ld+json"} or self.url.endswith("s.txt"):
            words = html.unescape(html.unescape(self.body.decode()))
            origin = re.escape("{0.scheme}://{0.netloc}".format(urlsplit(self.url)))
            for found in re.findall(rf"{origin}[^\s<>\"'\\]*", words):
                yield Link("data", "", found)


def _links(tree: Element) -> Iterator[Link]:
    for one in tree.iter():
        tag, rel = str(one.tag), one.attrib.get("rel", "")
        for name in ("href", "src", "poster", "action", "data", "cite"):
            if not one.attrib.get(name, "data:").startswith("data:"):  # which nobody is asked for
                yield Link(tag, rel, one.attrib[name])
        for part in one.attrib.get("srcset", "").split(","):
            if part.split():
                yield Link(tag, rel, part.split()[0])
        content = one.attrib.get("content", "")
        if one.attrib.get("http-equiv") == "refresh":
            yield Link(tag, "refresh", content.partition("url=")[2])
        elif one.attrib.get("property") in {"og:url", "og:image"}:
            yield Link(tag, one.attrib["property"], content)


@dataclass
class Crawl:
    """All that can be reached from a site's first page, and from what hosts and readers ask for."""

    site: Served
    files: dict[str, File] = field(default_factory=dict)
    links: list[tuple[File, Link, str]] = field(default_factory=list)
    """Where it stands, what it says, the address it leads to."""

    def __post_init__(self) -> None:
        base = self.site.base
        host = urlsplit(base).netloc
        connection = HTTPConnection(host, timeout=10)
        waiting = [base, f"{base}robots.txt", f"{base}404.html"]
        while waiting:
            url = waiting.pop()
            if url in self.files:
                continue
            self.files[url] = file = ask(connection, url)
            for link in file.links():
                target = urljoin(url, link.href)
                self.links.append((file, link, target))
                if urlsplit(target).netloc == host:
                    waiting.append(urldefrag(target).url)
        connection.close()

    @cached_property
    def inside(self) -> list[tuple[File, Link, str]]:
        """The links that stay on this host."""
        host = urlsplit(self.site.base).netloc
        return [found for found in self.links if urlsplit(found[2]).netloc == host]

    @cached_property
    def outside(self) -> list[tuple[Link, str]]:
        """The other links, and the addresses they lead to."""
        host = urlsplit(self.site.base).netloc
        return [(link, at) for _, link, at in self.links if urlsplit(at).netloc != host]

    @property
    def pages(self) -> list[File]:
        """The HTML pages."""
        return [file for file in self.files.values() if file.tree is not None]


def ask(connection: HTTPConnection, url: str) -> File:
    """The file at `url`, asked for without any tidying up of the address."""
    connection.request("GET", url.split(urlsplit(url).netloc, 1)[1])
    answer = connection.getresponse()
    body = answer.read()
    kind = (answer.getheader("Content-Type") or "").partition(";")[0]
    return File(url, answer.status, kind, body)


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest, sites: Sites) -> Served:
    """Each of the sites."""
    found = getattr(sites, request.param)
    assert isinstance(found, Served)
    return found


@pytest.fixture(scope="module")
def crawl(site: Served) -> Crawl:
    """All that can be reached in it."""
    return Crawl(site)


def names(folder: Path) -> list[str]:
    """Every file and folder below."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def files(folder: Path) -> set[str]:
    """Every file below."""
    return {name for name in names(folder) if (folder / name).is_file()}


# Served


def test_every_address_is_there_without_a_detour(crawl: Crawl) -> None:
    missing = {
        f"{file.url} -> {link.href}: {self.status}"
        for file, link, target in crawl.inside
        if (self := crawl.files[urldefrag(target).url]).status != 200
    }
    assert missing == set()


def test_every_fragment_is_on_its_page(crawl: Crawl) -> None:
    broken = set()
    fragments = 0
    for file, link, target in crawl.inside:
        page, fragment = urldefrag(target)
        if fragment and crawl.files[page].tree is not None:
            fragments += 1
            if unquote(fragment) not in crawl.files[page].ids:
                broken.add(f"{file.url} -> {link.href}")
    assert broken == set()
    assert fragments > 10


def test_no_link_leaves_the_folder_of_the_site(crawl: Crawl) -> None:
    assert {file.url for file in crawl.files.values()} == {
        url for url in crawl.files if url.startswith(crawl.site.base)
    }


def test_other_hosts_are_only_linked_to(crawl: Crawl) -> None:
    assert {link.tag for link, _ in crawl.outside} == {"a"}
    assert {urlsplit(target).scheme for _, target in crawl.outside} <= {"http", "https", "mailto"}
    assert not [link for link, _ in crawl.outside if link.href.startswith("//")]


def test_every_file_is_reached_but_those_that_hosts_ask_for(crawl: Crawl) -> None:
    reached = {unquote(url.removeprefix(crawl.site.base)) for url in crawl.files}
    reached = {f"{one}index.html" if one.endswith("/") or not one else one for one in reached}
    left = files(crawl.site.folder) - reached - FOR_HOSTS
    moved = {"alt/speech/index.html", "glossary/market/index.html", "old.html", "rede/index.html"}
    assert left == (moved if "speech/index.html" in reached else set())


def test_every_file_is_of_the_kind_its_name_says(crawl: Crawl) -> None:
    for url, file in crawl.files.items():
        name = urlsplit(url).path.rpartition("/")[2]
        assert file.kind in TYPES, url
        assert TYPES[file.kind] == (name.rpartition(".")[2] or "html"), url


def test_addresses_are_said_as_urls_are_written(crawl: Crawl) -> None:
    """Source: RFC 3986, section 2: ASCII, and percent signs only before two hexadecimal digits."""
    shape = re.compile(r"(?:[\w.~:/?#@!$&'()*+,;=-]|%[0-9A-F]{2})*", re.ASCII)
    odd = [link.href for _, link, _ in crawl.links if not shape.fullmatch(link.href)]
    assert odd == []


def test_links_are_relative_but_where_an_address_must_be_whole(crawl: Crawl) -> None:
    for file, link, target in crawl.inside:
        is_whole = "://" in link.href
        if file.url.endswith("/404.html") and link.rel not in WHOLE:
            assert link.href.startswith((urlsplit(crawl.site.base).path, "#")), link
        elif file.tree is not None:
            assert is_whole == (link.rel in WHOLE), (file.url, link)
            assert not link.href.startswith("/"), (file.url, link)
        if is_whole:
            assert target.startswith(crawl.site.base)


def test_canonical_addresses_are_the_pages_own(crawl: Crawl) -> None:
    own = {file.url: link.href for file, link, _ in crawl.links if link.rel == "canonical"}
    pages = {file.url for file in crawl.pages} - {f"{crawl.site.base}404.html"}
    assert own == {url: url for url in pages}


def test_the_sitemap_names_every_page_that_is_to_be_found(crawl: Crawl) -> None:
    listed = [link.href for file, link, _ in crawl.links if file.url.endswith("/sitemap.xml")]
    pages = {file.url for file in crawl.pages} - {f"{crawl.site.base}404.html"}
    assert sorted(listed) == sorted(pages)


def test_the_page_for_unknown_addresses_works_at_any_depth(site: Served, crawl: Crawl) -> None:
    connection = HTTPConnection(urlsplit(site.base).netloc, timeout=10)
    for address in ("a", "a/b/c", "nato/a/b/", "%C3%BC/x.html"):
        answer = ask(connection, site.base + address)
        assert answer.status == 404
        assert answer.body == crawl.files[f"{site.base}404.html"].body
        links = list(answer.links())
        assert {"link", "script", "a"} <= {link.tag for link in links}
        for link in links:
            target, fragment = urldefrag(urljoin(answer.url, link.href))
            if target != answer.url:
                assert crawl.files[target].status == 200, link
            else:
                assert fragment in answer.ids, link
    connection.close()


@pytest.mark.parametrize(
    ("old", "new", "heading"),
    [
        ("alt/speech/", "speech/", "Friends & Romans"),
        ("old.html", "speech/", "Friends & Romans"),
        ("rede/", "speech/", "Friends & Romans"),
        ("glossary/market/", "glossary/forum/", "Forum"),
    ],
)
@pytest.mark.parametrize("with_script", [True, False])
def test_old_addresses_lead_to_the_page_that_moved(
    old: str, new: str, heading: str, *, with_script: bool, sites: Sites, browser: Browser
) -> None:
    page = browser.new_page(java_script_enabled=with_script)
    page.set_default_timeout(10_000)
    page.goto(sites.small.base + old)
    page.wait_for_url(sites.small.base + new)
    assert page.locator("h1").inner_text() == heading
    page.go_back()  # the old address is not kept in the way back
    assert page.url == "about:blank"
    page.close()


def test_a_redirect_says_so_to_readers_and_to_search_engines(sites: Sites) -> None:
    page = (sites.small.folder / "alt/speech/index.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../../speech/">' in page
    assert '<a href="../../speech/">' in page
    assert '<meta name="robots" content="noindex">' in page


# On a disk


def test_a_reader_walks_through_the_folder_without_a_server(sites: Sites, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(request.url))
    root = sites.nato.folder.as_uri()

    def is_at(address: str) -> None:
        page.wait_for_url(f"{root}/{address}")
        assert is_styled(page)

    page.goto(f"{root}/index.html")
    is_at("index.html")
    page.get_by_role("link", name="Will the U.S. leave NATO?").click()
    is_at("nato/index.html")
    page.locator("#text p .term").first.click()
    is_at("glossary/nato/index.html")
    page.get_by_role("link", name="paragraph 1", exact=True).click()
    is_at("nato/index.html#p1")
    page.get_by_label("Note 1: Context").first.click()
    is_at("nato/index.html#note-obituaries")
    page.get_by_role("link", name="Sources").click()
    is_at("works/index.html")
    page.get_by_role("link", name="note 1", exact=False).first.click()
    page.wait_for_url(f"{root}/nato/index.html#note-*")
    page.get_by_role("link", name="About", exact=True).click()
    is_at("about/index.html")
    page.get_by_role("link", name="Glossator", exact=True).click()
    is_at("index.html")
    context.close()
    assert said == []


def is_styled(page: Page) -> bool:
    """Whether the theme's stylesheet holds."""
    shown = page.evaluate("getComputedStyle(document.querySelector('.site-head')).display")
    return bool(shown == "flex")


def test_every_link_leads_to_a_file_also_where_nothing_serves_it(site: Served) -> None:
    for name in sorted(files(site.folder)):
        if not name.endswith(".html") or name == "404.html":
            continue
        at = (site.folder / name).as_uri()
        page = File(at, 200, "text/html", (site.folder / name).read_bytes())
        for link in page.links():
            target = urlsplit(urljoin(at, link.href))
            if target.scheme != "file":
                continue
            path = Path(unquote(target.path))
            assert path.is_relative_to(site.folder), (name, link)
            found = path / "index.html" if target.path.endswith("/") else path
            assert found.is_file(), (name, link)


# Published


def test_nothing_is_hidden_or_a_link_to_elsewhere(site: Served) -> None:
    hidden = [name for name in names(site.folder) if name.rpartition("/")[2].startswith(".")]
    assert hidden == [".nojekyll"]
    for name in names(site.folder):
        path = site.folder / name
        assert not path.is_symlink()
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), name


def test_nothing_tells_of_the_machine_it_was_made_on(site: Served) -> None:
    private = (str(site.folder.parent), str(Path.home()), str(Path.cwd()), "localhost", "/tmp/")  # noqa: S108
    for name in sorted(files(site.folder)):
        data = (site.folder / name).read_bytes()
        assert [words for words in private if len(words) > 1 and words.encode() in data] == [], name


def test_the_same_project_gives_the_same_files_wherever_it_is_served(sites: Sites) -> None:
    """But for the addresses that are whole."""
    under, root = sites.nato, sites.nato_at_root
    assert files(under.folder) == files(root.folder)
    for name in files(under.folder) - {"files.json"}:
        one, other = (site.folder / name for site in (under, root))
        expected = other.read_bytes().replace(root.base.encode(), under.base.encode())
        if name == "404.html":
            expected = re.sub(rb'(href|src)="/(?!repo/)', rb'\1="/repo/', expected)
        assert one.read_bytes() == expected, name


def test_the_artifact_that_github_is_given_holds_all_of_it(site: Served, tmp_path: Path) -> None:
    """As upload-pages-artifact packs it: links followed, dot files as they are asked for."""
    artifact = tmp_path / "artifact.tar"
    with tarfile.open(artifact, "w", dereference=True) as archive:
        archive.add(site.folder, ".")
    with tarfile.open(artifact) as archive:
        members = archive.getmembers()
    assert all(member.isfile() or member.isdir() for member in members)
    packed = {member.name.removeprefix("./") for member in members if member.isfile()}
    manifest = json.loads((site.folder / "files.json").read_text("utf-8"))
    assert packed == {*manifest["files"], "files.json"}
    dots = {name for name in packed if any(part.startswith(".") for part in name.split("/"))}
    assert dots == {".nojekyll"}
    assert sum(member.size for member in members) < 1_000_000_000  # GitHub's limit
