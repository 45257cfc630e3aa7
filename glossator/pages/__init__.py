"""PAGES: a site to its files. A kind of page, or an output format, is one function and one row."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence

from glossator.model import Page, Site
from glossator.pages.data import (
    annotation_files,
    assets,
    feed,
    for_hosts,
    sitemap,
    source_files,
)
from glossator.pages.explainer import explainer_pages
from glossator.pages.notes import note_list_pages
from glossator.pages.ordinary import (
    glossary_page,
    home_page,
    missing_page,
    redirect_pages,
    term_pages,
    text_pages,
    works_page,
)
from glossator.pages.press import Press
from glossator.pages.register import people_page, timeline_page
from glossator.problems import Problem
from glossator.theme import Theme

__all__ = ["MADE_BY", "MANIFEST", "PAGES", "Maker", "Press", "pages"]

Maker = Callable[[Press], Iterator[Page | Problem]]

PAGES: tuple[Maker, ...] = (
    home_page,
    explainer_pages,
    note_list_pages,
    source_files,
    annotation_files,
    glossary_page,
    term_pages,
    timeline_page,
    people_page,
    works_page,
    text_pages,
    missing_page,
    redirect_pages,
    feed,
    sitemap,
    for_hosts,
    assets,
)

MANIFEST = "files.json"
"""Lists every file of the site with its SHA-256: what stands in it is ours."""

MADE_BY = "glossator"
"""By this we know our own list from somebody else's file of that name."""


def pages(
    site: Site, theme: Theme, makers: Sequence[Maker] = PAGES
) -> tuple[tuple[Page, ...], list[Problem]]:
    """Every file of the site, by path, and what was wrong in templates."""
    press = Press(site, theme)
    made = [one for maker in makers for one in maker(press)]
    problems = [one for one in made if isinstance(one, Problem)]
    found = sorted((one for one in made if isinstance(one, Page)), key=lambda page: page.path)
    return (*found, _manifest(found)), problems


def _manifest(found: Sequence[Page]) -> Page:
    files = {page.path: hashlib.sha256(page.content).hexdigest() for page in found}
    data = json.dumps({"made by": MADE_BY, "files": files}, ensure_ascii=False, indent=1)
    return Page(MANIFEST, f"{data}\n".encode(), "manifest")
