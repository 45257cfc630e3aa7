"""The pages that are no explainers: home, glossary, terms, works, texts, 404, redirects."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from glossator.model import WHO, Entry, Link, Page
from glossator.pages.press import Press
from glossator.problems import Problem
from glossator.prose import html


def home_page(press: Press) -> Iterator[Page | Problem]:
    """`/`: the explainers, newest first."""
    settings = press.site.settings
    head = press.head(settings.title, "", description=settings.description)
    own = next((one for one in press.site.articles if not one.text.address), None)
    body = html(own.body, press.site, head.href, press.say()) if own else ""
    yield press.page("home.html", head, body=body)


SHELVES = (("", ("", "concept", "place")), ("who", WHO), ("events", ("event",)))
"""How the glossary is parted, by the types of its entries."""

LONG = 16
"""From how many entries on a list has its letters to jump to."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A part of the glossary."""

    label: str
    """Empty for the first."""
    entries: tuple[Entry, ...]
    firsts: Mapping[str, str]
    """The id of the first entry of each letter, and that letter."""

    @property
    def row(self) -> tuple[str, Mapping[str, str]]:
        """What leads to its letters."""
        return self.label, self.firsts


def glossary_page(press: Press) -> Iterator[Page | Problem]:
    """`/glossary/`: all terms with their definitions."""
    say = press.say()
    head = press.head(say.text("glossary"), "glossary/", description=say.text("glossary_about"))
    shelves = []
    for name, types in SHELVES:
        entries = tuple(one for one in press.site.entries if one.term.type in types)
        firsts = _firsts((one.term.id, one.term.meta.title) for one in entries)
        if entries:
            shelves.append(Shelf(say.text("shelf", name) if name else "", entries, firsts))
    yield press.page("glossary.html", head, shelves=shelves, is_long=_is_long(press.site.entries))


def _firsts(named: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """The id of the first thing of each letter, and that letter; given are ids and names."""
    found: dict[str, str] = {}
    for id_, name in named:
        plain = unicodedata.normalize("NFD", name)
        found.setdefault(next((one.upper() for one in plain if one.isalnum()), "#"), id_)
    return {id_: letter for letter, id_ in found.items()}


def _is_long(entries: Sequence[object]) -> bool:
    return len(entries) >= LONG


def term_pages(press: Press) -> Iterator[Page | Problem]:
    """`/glossary/article-5/`: one term, and every mention in its sentence."""
    site = press.site
    for entry in site.entries:
        term = entry.term
        head = press.head(
            term.meta.title,
            term.address,
            lang=term.meta.lang or site.settings.lang,
            description=term.meta.description,
        )
        links = [link for link in site.links_to(term.address) if link.kind != "see"]
        yield press.page(
            "term.html",
            head,
            entry=entry,
            body=html(entry.body, site, head.href, press.say(head.lang)),
            aliases=term.aliases,
            see=[site.entries_by_id[name] for name in entry.see],
            backlinks=_by_page(links),
        )


def _by_page(links: Sequence[Link]) -> list[tuple[str, list[Link]]]:
    """Links by the page they stand on, those of one place in one sentence once."""
    once = {(link.origin, link.excerpt): link for link in links}
    ordered = sorted(once.values(), key=lambda link: link.origin.title != "")
    return [(title, list(same)) for title, same in groupby(ordered, lambda link: link.origin.title)]


def works_page(press: Press) -> Iterator[Page | Problem]:
    """`/works/`: every work with every place that cites it."""
    site = press.site
    say = press.say()
    head = press.head(say.text("sources"), "works/", description=say.text("sources_about"))
    works = []
    for work in site.works:
        once = {link.origin: link for link in site.links_to(work.address)}
        works.append((work, list(once.values())))
    firsts = _firsts((f"works-{work.id}", site.labels[work.id]) for work in site.works)
    yield press.page("works.html", head, works=works, firsts=firsts, is_long=_is_long(site.works))


def text_pages(press: Press) -> Iterator[Page | Problem]:
    """`/about/` and any other page in `content/`."""
    for article in press.site.articles:
        text = article.text
        if not text.address:
            continue
        head = press.head(
            text.meta.title,
            text.address,
            lang=text.meta.lang or press.site.settings.lang,
            description=text.meta.description,
        )
        body = html(article.body, press.site, head.href, press.say(head.lang))
        yield press.page("text.html", head, body=body)


def missing_page(press: Press) -> Iterator[Page | Problem]:
    """`/404.html`, which hosts show at any address that has no page."""
    say = press.say()
    head = press.head(
        say.text("not_found"),
        "404.html",
        description=say.text("not_found_about"),
        is_listed=False,
        is_anywhere=True,
    )
    yield press.page("404.html", head)


def redirect_pages(press: Press) -> Iterator[Page | Problem]:
    """A page at each old address, which leads to the new one."""
    say = press.say()
    for old, new in press.site.redirects:
        about = say.text("moved_about")
        head = press.head(say.text("moved"), old, description=about, is_listed=False)
        yield press.page("redirect.html", head, target=new)
