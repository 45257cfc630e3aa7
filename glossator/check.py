"""CHECKS: rules that a whole site must keep. A rule is a generator of problems and a row."""

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from html import unescape
from urllib.parse import unquote, urlsplit

from glossator.model import Meta, Site
from glossator.problems import Code, Problem, Related
from glossator.text import Place

Check = Callable[[Site], Iterator[Problem]]

LOCAL = "http://localhost:8000/"
"""The address of a site that has been given none."""

RESERVED = ("assets", "glossary", "people", "search", "sources", "static", "timeline", "works",
            "404.html", "feed.xml", "files.json", "index.html", "robots.txt", "sitemap.xml",
            "cname")  # fmt: skip
"""Names at the top of every site, in small letters; also those that later pages will have."""

RESERVED_BESIDE = ("annotations.jsonld", "notes", "source.txt", "source.md", "start")
"""Names beside every explainer."""

ASKED_FOR = ("*.html", "*.txt", "*.xml", "*.webmanifest", "favicon.*", "apple-touch-icon*.png")
"""Files directly in `content/` that browsers and search engines ask for by their names."""

PLACEHOLDER = """\
A note stands under the words it is about. Readers see its first sentence, and unfold the rest.
Copy these lines, quote other words, and write what you know of them.
"""
"""The commentary of the first note on a new text, for its author to replace."""

LICENCES = ("licence*", "license*", "copying*", "notice*")
"""Files in any folder that say whose the others are."""


def terms_are_used(site: Site) -> Iterator[Problem]:
    """A term that nothing mentions helps nobody."""
    for entry in site.entries if site.is_whole else ():
        links = site.links_to(entry.term.address)
        if entry.term.meta.title and not any(
            link.kind in {"mention", "term", "link"} for link in links
        ):
            yield Problem(
                Code.TERM_UNUSED,
                entry.term.meta.place,
                f"nothing mentions the term “{entry.term.meta.title}”",
                "add the form that the text uses to its aliases, or take the term out",
            )


def terms_say_something(site: Site) -> Iterator[Problem]:
    """Who follows a link to a term wants to know what it means; a comment does not tell."""
    from glossator.markdown import is_comment

    for entry in site.entries:
        term = entry.term
        says = term.meta.description or term.then or term.later
        if term.meta.title and not says and all(is_comment(x.content) for x in term.body.tokens):
            message = f"the entry of the term “{term.meta.title}” says nothing"
            hint = "write a description in its front matter, or words below it"
            yield Problem(Code.TERM_EMPTY, term.meta.place, message, hint)


def events_are_dated(site: Site) -> Iterator[Problem]:
    """An event without a date is missing on the time line."""
    for entry in site.entries:
        if entry.term.type == "event" and not entry.term.meta.has_date:
            message = f"the event “{entry.term.meta.title}” has no date, and no place in time"
            hint = "write date: 1949-04-04 in its front matter, a month or a year will do"
            yield Problem(Code.EVENT_UNDATED, entry.term.meta.place, message, hint)


def works_are_cited(site: Site) -> Iterator[Problem]:
    """A work that nothing cites is not a work cited."""
    for work in site.works if site.is_whole else ():
        if not site.links_to(work.address):
            hint = f"cite it as [@{work.id}], or take it out"
            yield Problem(Code.WORK_UNUSED, work.place, f"nothing cites the work “{work.id}”", hint)


def files_are_used(site: Site) -> Iterator[Problem]:
    """What no page links to or shows was forgotten, or has another name than its author thinks."""
    reached = {link.target.partition("#")[0] for link in site.links}
    reached |= {address for one in site.figures.values() for address in one.files[1:]}
    named = frozenset(_named(site)) if site.settings.html else frozenset()
    for file in site.files_by_address.values() if site.is_whole else ():
        name = posixpath.basename(file.path)
        if file.address in reached or _is_asked_for(file.address) or name in named:
            continue
        message = "no page links to this file, or shows it"
        hint = "link to it, or take it out: it is published all the same"
        if file.address in site.figures:
            message = "no page shows this figure"
            hint = f"show it with ![a caption](figures/{name}), or take it out"
        yield Problem(Code.FILE_UNUSED, Place(file.path), message, hint)


_VALUE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""")
"""The value of an attribute. Source: HTML Standard, section 13.1.2.3."""


def _named(site: Site) -> Iterator[str]:
    """The names of files in attributes of HTML, of ours or a source's, which make no link."""
    for markdown in _markdown(site):
        for found in _VALUE.finditer(markdown):
            value = unescape(found[found.lastindex or 1])
            for one in (value, *re.split(r"[\s,()'\"]+", value)):  # as in srcset and style
                yield posixpath.basename(unquote(re.split("[?#]", one, maxsplit=1)[0]))


def _markdown(site: Site) -> Iterator[str]:
    """All that authors wrote, and the sources."""
    written = [one.body for one in site.entries] + [one.body for one in site.articles]
    for explainer in site.explainers:
        written += [explainer.intro, *(one.body for one in explainer.annotations)]
    yield from (prose.body.markdown for prose in written)
    yield from (one.source.file.text for one in site.explainers if one.source.suffix == ".md")


def _is_asked_for(address: str) -> bool:
    """Whether somebody may look for the file who follows no link."""
    folder, name = posixpath.split(address.lower())
    names = LICENCES if folder else LICENCES + ASKED_FOR
    return any(fnmatchcase(name, one) for one in names)


def notes_cite_works(site: Site) -> Iterator[Problem]:
    """What a note states of the world rests on a work, if the site asks that of its kind."""
    for explainer in site.explainers:
        for annotation in explainer.annotations:
            note, kind = annotation.note, annotation.kind
            shown = [site.figures[one] for one in annotation.body.targets if one in site.figures]
            if kind.works == "free" or note.body.cited or any(one.works for one in shown):
                continue
            code = Code.WORK_REQUIRED if kind.works == "required" else Code.WORK_EXPECTED
            message = f"this note of the kind “{kind.name}” cites no work"
            hint = "cite what it rests on: [@key], with a key of works.yaml"
            yield Problem(code, note.place, message, hint)


def placeholders_are_replaced(site: Site) -> Iterator[Problem]:
    """What a new text's first note says is for its author, not for readers."""
    for explainer in site.explainers:
        for annotation in explainer.annotations:
            if " ".join(PLACEHOLDER.split()) in " ".join(annotation.note.body.markdown.split()):
                message = "this note still says what a new explainer's first note says"
                hint = "write what you know of these words, or take the note out"
                yield Problem(Code.PLACEHOLDER_LEFT, annotation.note.place, message, hint)


def margins_have_room(site: Site) -> Iterator[Problem]:
    """Notes that need more height than their text stand far from the words they are about."""
    from glossator.room import excess, limit, load

    for explainer in site.explainers:
        for part in explainer.source.parts:
            if excess(explainer, part) <= 0:
                continue
            share = load(explainer, part, limit(explainer, part))
            where = f" of “{part.title}”" if part.title else ""
            message = f"the notes{where} need {share:.1f} times the height of the text beside them"
            hint = "write shorter first sentences, fold_over: 0 in index.md, or fold a layer"
            first = next(one for one in explainer.annotations if one.home in part.units)
            place = first.note.place
            yield Problem(Code.MARGIN_OVERFULL, place, message, hint)


def ids_are_chosen(site: Site) -> Iterator[Problem]:
    """An id made of the quoted words changes with them, and links to the note break."""
    for explainer in site.explainers:
        for annotation in explainer.annotations:
            note = annotation.note
            if note.has_made_id and not explainer.meta.draft:
                yield Problem(
                    Code.ID_MADE,
                    note.place,
                    f"this note has no id of its own; its address is #note-{note.id}",
                    f"write {{#{note.id}}} under the quote, so that the address stays",
                )


def explainers_are_dated(site: Site) -> Iterator[Problem]:
    """The feed and the export need the day of an explainer; the clock is never asked."""
    for explainer in site.explainers:
        if not explainer.meta.has_date and not explainer.meta.draft:
            hint = "write date: 2025-03-07 in the front matter, or draft: true"
            yield Problem(
                Code.DATE_MISSING, explainer.meta.place, "this explainer has no date", hint
            )


def addresses_are_unique(site: Site) -> Iterator[Problem]:
    """No two things at one address, whatever the letter case, and none at a reserved one."""
    taken = dict(_parts(site))
    for address, place in _addresses(site):
        key = unicodedata.normalize("NFC", address).casefold().rstrip("/")
        first, _, rest = key.partition("/")
        beside = any(address.startswith(one.address) for one in site.explainers) and rest
        inside = rest.split("/")[0] if beside else ""
        is_term = place.file.startswith("content/glossary/") and first == "glossary"
        is_theirs = is_term and rest != "index.html"
        if (first in RESERVED and not is_theirs) or inside in RESERVED_BESIDE:
            name = inside or first
            message = f"the name “{name}” is kept for a page or file of every site"
            yield Problem(Code.NAME_RESERVED, place, message, "choose another name, or a slug")
        other = taken.setdefault(key.removesuffix("/index.html"), place)
        if other is not place:
            message = f"two things have the address /{address}"
            hint = "rename one of them, or give one a slug"
            yield Problem(Code.ADDRESS_TWICE, place, message, hint, (Related(other, "the other"),))


def _addresses(site: Site) -> Iterator[tuple[str, Place]]:
    for explainer in site.explainers:
        yield explainer.address, explainer.meta.place
        for file in explainer.files:
            yield file.address, Place(file.path)
    for entry in site.entries:
        yield entry.term.address, entry.term.meta.place
    for article in site.articles:
        yield article.text.address, article.text.meta.place
    for file in site.files:
        yield file.address, Place(file.path)
    metas = [one.meta for one in site.explainers]
    metas += [entry.term.meta for entry in site.entries]
    metas += [article.text.meta for article in site.articles]
    for meta in metas:
        yield from _redirects(meta)


def _parts(site: Site) -> Iterator[tuple[str, Place]]:
    """The pages of long works, which are named by the source."""
    for explainer in site.explainers:
        source = explainer.source
        for part in source.parts if len(source.parts) > 1 else ():
            place = source.place(source.units[part.units[0]].span.start)
            yield part.address_in(explainer.address).casefold().rstrip("/"), place


def _redirects(meta: Meta) -> Iterator[tuple[str, Place]]:
    for words, place in meta.redirect_from:
        yield words.strip("/") + "/", place


def base_url_is_known(site: Site) -> Iterator[Problem]:
    """Feed, sitemap, canonical links and export need the site's whole address."""
    if site.base_url == LOCAL and urlsplit(site.settings.base_url or LOCAL).hostname == "localhost":
        yield Problem(
            Code.NO_BASE_URL,
            site.settings.place,
            f"the site's address is not known; {LOCAL} stands in its feed and sitemap",
            "on GitHub Pages the workflow knows it; for another server write base_url = "
            '"https://example.org/" in site.toml, or build with --base-url',
        )


CHECKS: tuple[Check, ...] = (
    terms_are_used,
    terms_say_something,
    events_are_dated,
    works_are_cited,
    files_are_used,
    notes_cite_works,
    placeholders_are_replaced,
    margins_have_room,
    ids_are_chosen,
    explainers_are_dated,
    addresses_are_unique,
    base_url_is_known,
)


def problems(site: Site, checks: Sequence[Check] = CHECKS) -> list[Problem]:
    """What the rules have against `site`."""
    return [problem for check in checks for problem in check(site)]
