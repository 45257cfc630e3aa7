"""What machines read: source, annotations, feed, sitemap, robots, and the files hosts ask for."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from markupsafe import Markup

from glossator.model import Annotation, Explainer, Page, Prose, Site, day
from glossator.pages.head import quoted
from glossator.pages.notes import shortened
from glossator.pages.press import Press
from glossator.people import MAIN
from glossator.problems import Problem
from glossator.prose import html
from glossator.text import Span

CONTEXT = 32
"""How many characters before and after the quote prefix and suffix have."""

FEED_LENGTH = 100
"""How many entries the feed holds at most; readers' programs ask for it often."""


def source_files(press: Press) -> Iterator[Page | Problem]:
    """The sources as received, and every file beside an explainer or a page."""
    for explainer in press.site.explainers:
        source = explainer.source
        yield Page(f"{explainer.address}source{source.suffix}", source.data, "source")
        for file in explainer.files:
            yield Page(file.address, file.data, "file")
    for file in press.site.files:
        yield Page(file.address, file.data, "file")


def annotation_files(press: Press) -> Iterator[Page | Problem]:
    """`annotations.jsonld`: the annotations as W3C Web Annotations."""
    for explainer in press.site.explainers:
        made = _collection(press, explainer)
        data = json.dumps(made, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
        yield Page(f"{explainer.address}annotations.jsonld", data.encode(), "annotations")


Json = dict[str, "str | int | Json | Sequence[Json | str]"]

BESIDES: Json = {"assessing": "oa:assessing", "isPartOf": "dcterms:isPartOf"}
"""What W3C's context does not define.

A motivation of its vocabulary (the context has “reviewing”), and the layer that an annotation
belongs to: the context's own `partOf` is for the pages of a collection.
"""


def _collection(press: Press, explainer: Explainer) -> Json:
    """Source: W3C Web Annotation Data Model, section 5, Collections."""
    base = press.site.base_url + quoted(explainer.address)
    items = [_annotation(press, explainer, one) for one in explainer.annotations]
    page: Json = {"id": f"{base}annotations.jsonld#page", "type": "AnnotationPage", "items": items}
    return {
        "@context": ["http://www.w3.org/ns/anno.jsonld", BESIDES],
        "id": f"{base}annotations.jsonld",
        "type": "AnnotationCollection",
        "label": explainer.meta.title,
        "total": len(items),
        "first": page,
    }


def _annotation(press: Press, explainer: Explainer, annotation: Annotation) -> Json:
    """Source: W3C Web Annotation Data Model, sections 3 and 4.

    The target's source is the text as received, in which positions count; its scope is the page.
    """
    site = press.site
    made: Json = {
        "id": site.base_url + quoted(f"{explainer.page_of(annotation)}#note-{annotation.id}"),
        "type": "Annotation",
        "motivation": annotation.kind.motivation,
    }
    layer = annotation.layer
    if layer.label:
        base = site.base_url + quoted(explainer.address)
        name = f"{base}annotations.jsonld#layer-{quoted(layer.name or MAIN)}"
        made["isPartOf"] = {"id": name, "type": "AnnotationCollection", "label": layer.label}
    if annotation.authors:
        creators: list[Json] = [{"type": "Person", "name": name} for name in annotation.authors]
        made["creator"] = creators
    if annotation.created:
        made["created"] = instant(annotation.created)
    if annotation.modified:
        made["modified"] = instant(annotation.modified)
    rendered = _html(press, annotation.body, explainer)
    bodies = (
        ("text/html", str(rendered).strip()),
        ("text/markdown", annotation.note.body.markdown),
    )
    made["body"] = [_body(words, form, explainer.lang) for form, words in bodies]
    made["target"] = [
        _target(site, explainer, part, block)
        for passage in annotation.passages
        for part, block in _parts(explainer, passage)
    ]
    return made


def _body(words: str, form: str, lang: str) -> Json:
    return {"type": "TextualBody", "value": words, "format": form, "language": lang}


def _parts(explainer: Explainer, passage: Span) -> Iterator[tuple[Span, Span]]:
    """`passage` block by block: prefix and suffix must be of the same block."""
    blocks = explainer.source.blocks
    first = bisect_right(blocks, passage.start, key=lambda block: block.span.start) - 1
    for block in islice(blocks, max(0, first), None):
        if block.span.start >= passage.end:
            return
        part = passage.cut(block.span)
        if len(part):
            yield part, block.span


def _target(site: Site, explainer: Explainer, part: Span, block: Span) -> Json:
    text = explainer.source.text
    quote: Json = {"type": "TextQuoteSelector", "exact": part.of(text)}
    prefix = text[max(block.start, part.start - CONTEXT) : part.start]
    suffix = text[part.end : min(block.end, part.end + CONTEXT)]
    quote |= {"prefix": prefix} if prefix else {}
    quote |= {"suffix": suffix} if suffix else {}
    raw = explainer.source.raw(part)
    position: Json = {"type": "TextPositionSelector", "start": raw.start, "end": raw.end}
    source = f"{explainer.address}source{explainer.source.suffix}"
    return {
        "type": "SpecificResource",
        "source": site.base_url + quoted(source),
        "scope": site.base_url + quoted(explainer.page_at(part.start)),
        "selector": [quote, position],
    }


def instant(words: str) -> str:
    """A day, month or year as the moment it begins, as feeds and annotations want it (RFC 3339)."""
    return f"{(words + '-01-01')[:10]}T00:00:00Z"


@dataclass(frozen=True, slots=True)
class _FeedEntry:
    title: str
    url: str
    published: str
    updated: str
    authors: tuple[str, ...]
    html: Markup
    categories: tuple[tuple[str, str], ...] = ()
    """Name and label of a note's kind, and of its layer."""


def feed(press: Press) -> Iterator[Page | Problem]:
    """`feed.xml`: explainers and their notes, the latest first. Source: RFC 4287, Atom."""
    site = press.site
    told: list[tuple[Explainer, Annotation | None]] = []
    for explainer in site.explainers:
        told += [(explainer, None), *((explainer, one) for one in explainer.annotations)]
    told.sort(key=lambda one: _updated(*one), reverse=True)
    latest = _updated(*told[0]) if told else instant("1970")
    entries = [
        _note_entry(press, explainer, note) if note else _explainer_entry(press, explainer)
        for explainer, note in told[:FEED_LENGTH]
    ]
    head = press.head(site.settings.title, "feed.xml")
    yield press.page("feed.xml", head, entries=entries, updated=latest)


def _updated(explainer: Explainer, note: Annotation | None) -> str:
    return instant((note.modified if note else explainer.meta.changed) or "1970")


def _absolute(site: Site, address: str) -> str:
    return site.base_url + quoted(address)


def _html(press: Press, prose: Prose, explainer: Explainer) -> Markup:
    """A body of an explainer as it can stand anywhere."""
    say = press.say(explainer.lang)
    return html(prose, press.site, lambda address: _absolute(press.site, address), say)


def _explainer_entry(press: Press, explainer: Explainer) -> _FeedEntry:
    return _FeedEntry(
        title=explainer.meta.title,
        url=_absolute(press.site, explainer.address),
        published=instant(explainer.meta.date or explainer.meta.changed or "1970"),
        updated=_updated(explainer, None),
        authors=explainer.meta.authors,
        html=_html(press, explainer.intro, explainer),
    )


def _note_entry(press: Press, explainer: Explainer, annotation: Annotation) -> _FeedEntry:
    layer = annotation.layer
    words = " ".join(annotation.passages[0].of(explainer.source.text).split())
    quote = shortened(words)
    return _FeedEntry(
        title=f"{annotation.kind.label}: {quote}",
        url=_absolute(press.site, f"{explainer.page_of(annotation)}#note-{annotation.id}"),
        published=instant(annotation.created or annotation.modified or "1970"),
        updated=_updated(explainer, annotation),
        authors=annotation.authors,
        html=_html(press, annotation.body, explainer),
        categories=(
            (annotation.kind.name, annotation.kind.label),
            *(((layer.name or MAIN, layer.label),) if layer.label else ()),
        ),
    )


def sitemap(press: Press) -> Iterator[Page | Problem]:
    """`sitemap.xml`: every page that search engines should list. Source: sitemaps.org, 0.9."""
    site = press.site
    found = [("", ""), ("glossary/", ""), ("works/", "")]
    found += [("timeline/", "")] if site.has_timeline else []
    found += [("people/", "")] if site.has_people else []
    for explainer in site.explainers:
        found += [(explainer.address, explainer.meta.changed)]
        found += [(f"{explainer.address}notes/", explainer.meta.changed)]
        pages = {part.address_in(explainer.address) for part in explainer.source.parts}
        found += [(page, explainer.meta.changed) for page in pages - {explainer.address}]
    # A term's date is that of the thing it names, not of the page.
    found += [(entry.term.address, entry.term.meta.updated) for entry in site.entries]
    found += [
        (one.text.address, one.text.meta.changed) for one in site.articles if one.text.address
    ]
    addresses = [(address, changed if day(changed) else "") for address, changed in sorted(found)]
    yield press.page("sitemap.xml", press.head("", "sitemap.xml"), addresses=addresses)


def for_hosts(press: Press) -> Iterator[Page | Problem]:
    """`robots.txt`, `.nojekyll` (GitHub is to serve files as they are), `CNAME` if it is set."""
    settings, base_url = press.site.settings, press.site.base_url
    robots = f"User-agent: *\nAllow: /\nSitemap: {base_url}sitemap.xml\n"
    yield Page("robots.txt", robots.encode(), "host")
    yield Page(".nojekyll", b"", "host")
    if settings.cname:
        name = urlsplit(settings.cname).netloc or settings.cname
        yield Page("CNAME", f"{name}\n".encode(), "host")


def assets(press: Press) -> Iterator[Page | Problem]:
    """Stylesheet, script and pictures of the theme."""
    yield from press.theme.assets.pages
