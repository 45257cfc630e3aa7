"""What every page knows of itself, and how its links are made relative."""

import posixpath
from dataclasses import dataclass
from urllib.parse import quote, urlsplit


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page: a template's `page`."""

    title: str
    address: str
    lang: str
    base_url: str
    description: str = ""
    og_type: str = "website"
    is_listed: bool = True
    """Whether search engines should list it."""
    is_anywhere: bool = False
    """Whether it is served at other addresses than its own, as `404.html` is."""
    works: frozenset[str] = frozenset()
    """The ids of the works that are described on this very page."""

    def href(self, address: str) -> str:
        """What a link from this page to `address` says: relative, so that it works anywhere."""
        work = address.removeprefix("works/#works-")
        if work != address and work in self.works:
            return f"#works-{work}"
        if self.is_anywhere:
            return urlsplit(self.base_url).path + quoted(address)
        return relative(self.address, address)

    @property
    def canonical(self) -> str:
        """The whole address."""
        return self.base_url + quoted(self.address)


def relative(own: str, address: str) -> str:
    """The way from the page at `own` to `address`, both from the root of the site."""
    before, mark, fragment = address.partition("#")
    path, asks, query = before.partition("?")
    if path == own and mark:
        return f"#{quote(fragment)}"
    way = posixpath.relpath(f"/{path}", f"/{posixpath.dirname(own)}")
    if path.endswith("/") or not path:
        way += "/"
    way = quoted(f"{way}{asks}{query}")
    if ":" in way.split("/")[0]:  # else it would be taken for a scheme
        way = f"./{way}"
    return f"{way}{mark}{quote(fragment)}"


def quoted(address: str) -> str:
    """`address` with what a URL cannot hold in percent signs (RFC 3986, section 3.3).

    What is asked of a file, behind a question mark, comes as a source wrote it.
    """
    before, mark, fragment = address.partition("#")
    path, asks, query = before.partition("?")
    safe = "/-._~!$&'()*+,;=:@"
    return f"{quote(path, safe=safe)}{asks}{quote(query, safe=f'{safe}?%')}{mark}{quote(fragment)}"


def path_of(address: str) -> str:
    """The file that is served at `address`."""
    return f"{address}index.html" if not address or address.endswith("/") else address
