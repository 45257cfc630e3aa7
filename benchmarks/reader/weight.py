"""What a page sends for before its first paint, and what scripts it has: gzip -9, in bytes."""

import gzip
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from benchmarks.reader.bench import Bench, Subject
from benchmarks.reader.figure import Figure, wanted

THEME = Path(__file__).resolve().parents[2] / "static" / "script"
MARGIN_MOST, SCRIPT_MOST = 2_000, 6_000
"""Bytes of the margin's script, and of all."""


class Head(HTMLParser):
    """The addresses that a page loads by itself: those it waits for, and its other scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocking: list[str] = []
        self.scripts: list[str] = []
        self.icons: list[str] = []
        self.inline = 0
        """Scripts that stand in the page itself: the paint waits for them."""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        relations = (said.get("rel") or "").split()
        address = said.get("src") or said.get("href") or ""
        if tag == "script" and said.get("type", "") != "application/ld+json":
            self.inline += not said.get("src")
            if said.get("src"):
                waits = "defer" not in said and "async" not in said and said.get("type") != "module"
                (self.blocking if waits else self.scripts).append(address)
        elif tag == "link" and "stylesheet" in relations and said.get("media") != "print":
            self.blocking.append(address)
        elif tag == "link" and "icon" in relations and not address.startswith("data:"):
            self.icons.append(address)


def zipped(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def _local(subject: Subject, address: str) -> bytes:
    """What stands at an address of the page with the notes, if it is the site's own."""
    url = urlsplit(urljoin(subject.url, address))
    path = subject.folder / url.path.lstrip("/")
    is_own = subject.base.startswith(f"{url.scheme}://{url.netloc}/") and path.is_file()
    return path.read_bytes() if is_own else b""


def load(bench: Bench) -> Iterator[Figure]:
    """Bytes before the first paint; requests; other hosts."""
    for subject, most in ((bench.dense, 10_000), (bench.nato, 14_600), (bench.stress, None)):
        html = subject.file.read_bytes()
        head = Head(html.decode())
        waited = sum(zipped(_local(subject, one)) for one in head.blocking)
        total = zipped(html) + waited
        last = html.rfind(b"</aside>") + len(b"</aside>")
        said = (
            f"{total:,} bytes, of which the page has {zipped(html):,};"
            f" {zipped(html[:last]) + waited:,} up to the end of its last note"
        )
        yield wanted(subject.name, said, when=total <= most) if most else Figure(subject.name, said)
        sent = _requests(bench, subject)
        sent |= {urljoin(subject.url, one) for one in head.icons}  # which Chromium asks for unseen
        others = sorted({urlsplit(url).netloc for url in sent if not url.startswith(subject.base)})
        on = f"{subject.name}: requests; other hosts"
        said = f"{len(sent)}; {', '.join(others) or 0}"
        yield wanted(on, said, when=len(sent) <= 2 and not others)


def _requests(bench: Bench, subject: Subject) -> set[str]:
    """What Chromium asks for, to show the page."""
    asked: list[str] = []
    with bench.visit("about:blank") as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(subject.url, wait_until="networkidle")
    return {url for url in asked if not url.startswith(("data:", "blob:"))}


def scripts(bench: Bench) -> Iterator[Figure]:
    """What blocks; all of it, in each language and with the style it brings; the margin's part."""
    head = Head(bench.dense.file.read_text("utf-8"))
    blocking = [one for one in head.blocking if one.endswith(".js")]
    count = len(blocking) + head.inline
    yield wanted("blocking, and in the page itself", f"{count}", when=count == 0)
    for subject in (bench.dense, bench.subjects["mirrored"]):
        head = Head(subject.file.read_text("utf-8"))
        script = b"".join(_local(subject, one) for one in (*head.blocking, *head.scripts))
        style = max(_LITERAL.findall(script), key=len, default=b"")
        bare = zipped(script.replace(style, b"''"))
        said = f"{bare:,} bytes; {zipped(script):,} with the style of what it brings"
        yield wanted(f"all of it, {subject.name}", said, when=bare <= SCRIPT_MOST)
    margin = THEME / "margin.js"
    lines = (line.strip() for line in margin.read_text("utf-8").splitlines())
    size = zipped("\n".join(one for one in lines if not one.startswith("//")).encode())
    yield wanted("the margin", f"{size:,} bytes", when=size <= MARGIN_MOST)


_LITERAL = re.compile(rb"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`(?:[^`\\]|\\.)*`")
