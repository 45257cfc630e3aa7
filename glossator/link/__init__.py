"""Manuscripts to a site: ids, numbers, terms, references. Nothing in the result is half-known.

A link is written once, as a `Link`; back-links are read off them.
"""

from collections.abc import Iterator, Sequence

from glossator.link.addresses import addresses, nav_address, redirect
from glossator.link.bibliography import bibliography
from glossator.link.bodies import excerpt, prose, unknown_work
from glossator.link.linking import Linking
from glossator.link.margin import Placed, annotations, placed
from glossator.link.quoted import targets
from glossator.link.terms import glossary, mentions_in
from glossator.link.voices import voices
from glossator.model import (
    Article,
    Draft,
    Entry,
    Excerpt,
    Explainer,
    Figure,
    Link,
    Manuscript,
    Mention,
    Origin,
    Site,
    Work,
)
from glossator.problems import Problem
from glossator.sentences import sentences
from glossator.text import Span
from glossator.words import words_for

__all__ = ["site"]


def site(manuscript: Manuscript, base_url: str) -> tuple[Site, list[Problem]]:
    """Everything placed and linked. What could not be linked is a problem, and left out."""
    settings = manuscript.settings
    terms, problems = glossary(manuscript.terms, settings.lang)
    works, labels = bibliography(manuscript.works, words_for(settings.lang, settings.words))
    notes: dict[str, Sequence[Placed]] = {}
    for draft in manuscript.drafts:
        notes[draft.slug], wrong = placed(draft)
        problems += wrong
    homes = {slug: {one.note.id: one.home for one in found} for slug, found in notes.items()}
    linking = Linking(
        manuscript,
        addresses(manuscript, homes),
        terms,
        {work.id: work for work in works},
        settings.lang,
        {one.address: one for one in _figures(manuscript)},
        problems=problems,
    )
    _figures_name_works(linking)
    explainers = [_explainer(linking, one, notes[one.slug], works) for one in manuscript.drafts]
    explainers.sort(key=lambda one: one.slug)
    explainers.sort(key=lambda one: one.meta.date, reverse=True)
    entries = [_entry(linking, term_id) for term_id in terms.terms]
    entries.sort(key=lambda entry: (entry.term.meta.title.casefold(), entry.term.id))
    articles = []
    for text in manuscript.texts:
        origin = Origin(text.address, text.meta.title, "page")
        body = prose(linking, text.body, text.path, origin, text.meta.lang or settings.lang)
        articles.append(Article(text, body))
    named = [item for item in settings.nav if item.to]
    rows = [(item.label, linking.ok(nav_address(item, linking.addresses))) for item in named]
    nav = [(label, address) for label, address in rows if address is not None]
    made = Site(
        settings=settings,
        base_url=base_url,
        explainers=tuple(explainers),
        entries=tuple(entries),
        works=works,
        labels=labels,
        articles=tuple(articles),
        nav=tuple(nav),
        links=tuple(linking.links),
        is_whole=not manuscript.unread,
        redirects=tuple(_redirects(linking)),
        files=manuscript.files,
        figures=linking.figures,
    )
    return made, linking.problems


def _figures(manuscript: Manuscript) -> Iterator[Figure]:
    yield from manuscript.figures
    for draft in manuscript.drafts:
        yield from draft.figures


def _figures_name_works(linking: Linking) -> None:
    for figure in linking.figures.values():
        for key, place in figure.works:
            if key not in linking.works:
                linking.note(unknown_work(linking, key, place))


def _redirects(linking: Linking) -> Iterator[tuple[str, str]]:
    manuscript = linking.manuscript
    pages = [(draft.meta, f"{draft.slug}/") for draft in manuscript.drafts]
    pages += [(term.meta, term.address) for term in manuscript.terms]
    pages += [(text.meta, text.address) for text in manuscript.texts]
    for meta, address in pages:
        for words, place in meta.redirect_from:
            old = linking.ok(redirect(words, place))
            if old:
                yield old, address


def _explainer(
    linking: Linking, draft: Draft, notes: Sequence[Placed], works: Sequence[Work]
) -> Explainer:
    settings = linking.manuscript.settings
    lang = draft.meta.lang or settings.lang
    source_lang = draft.provenance.lang or lang
    address = f"{draft.slug}/"
    skip = {linking.ok(linking.terms.named(name, place)) for name, place in draft.skip_terms}
    first_link = len(linking.links)
    mentions = mentions_in(
        draft.source, linking.terms, source_lang, frozenset(one for one in skip if one)
    )
    _mention_links(linking, draft, mentions, source_lang)
    origin = Origin(address, draft.meta.title, "introduction")
    intro = prose(linking, draft.intro, draft.path, origin, lang)
    margin = annotations(linking, draft, notes, lang)
    cited = {link.target for link in linking.links[first_link:] if link.kind == "cite"}
    return Explainer(
        slug=draft.slug,
        meta=draft.meta,
        standfirst=draft.standfirst,
        provenance=draft.provenance,
        lang=lang,
        source_lang=source_lang,
        intro=intro,
        source=draft.source,
        layers=draft.layers,
        annotations=margin,
        mentions=mentions,
        works=tuple(work.id for work in works if work.address in cited),
        voices=voices(linking, draft, margin),
        files=draft.files,
        fold_over=draft.fold_over,
        targets=targets(linking, draft),
    )


def _mention_links(linking: Linking, draft: Draft, mentions: Sequence[Mention], lang: str) -> None:
    source = draft.source
    cut: dict[int, tuple[Span, ...]] = {}
    for mention in mentions:
        block = source.block_at(mention.span.start)
        words = block.span.of(source.text)
        if block.span.start not in cut:
            cut[block.span.start] = sentences(words, lang)
        at = Span(mention.span.start - block.span.start, mention.span.end - block.span.start)
        if block.number:
            name, sort = f"p{block.number}", "paragraph"
        else:
            name, sort = source.section_at(mention.span.start).id, "heading"
        page = source.part_at(mention.span.start).address_in(f"{draft.slug}/")
        origin = Origin(f"{page}#{name}", draft.meta.title, sort, block.number)
        target = linking.terms.terms[mention.term].address
        found = excerpt(words, at, cut[block.span.start])
        linking.links.append(Link("mention", origin, target, found))


def _entry(linking: Linking, term_id: str) -> Entry:
    term = linking.terms.terms[term_id]
    lang = term.meta.lang or linking.lang
    origin = Origin(term.address, term.meta.title, "entry")
    see = []
    for name, place in term.see:
        found = linking.ok(linking.terms.named(name, place))
        if found and found != term_id and found not in see:
            see.append(found)
            target = linking.terms.terms[found].address
            linking.links.append(Link("see", origin, target, Excerpt("", term.meta.title, "")))
    taken = frozenset({term_id})
    return Entry(term, prose(linking, term.body, term.path, origin, lang, taken=taken), tuple(see))
