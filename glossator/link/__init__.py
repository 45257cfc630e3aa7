"""Manuscripts to a site: ids, numbers, terms, references. Nothing in the result is half-known.

A link is written once, as a `Link`; back-links are read off them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from glossator.anchor import passage
from glossator.link.addresses import Addresses, addresses, nav_address, redirect, resolve
from glossator.link.bibliography import bibliography
from glossator.link.terms import Glossary, glossary, mentions_in, mentions_in_body
from glossator.markdown import plain
from glossator.model import (
    Annotation,
    Article,
    Body,
    Citation,
    Cite,
    Draft,
    Entry,
    Excerpt,
    Explainer,
    Href,
    Layer,
    Link,
    Manuscript,
    Mention,
    Note,
    Origin,
    Prose,
    Site,
    Source,
    TermRef,
    Work,
)
from glossator.problems import Code, Problem, Related, did_you_mean
from glossator.sentences import sentences
from glossator.text import Place, Span

__all__ = ["site"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Linking:
    """What every step needs to know, and what they gather."""

    manuscript: Manuscript
    addresses: Addresses
    terms: Glossary
    works: Mapping[str, Work]
    lang: str
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def ok(self, found: _T | Problem) -> _T | None:
        """What was found; a problem is noted."""
        if isinstance(found, Problem):
            self.problems.append(found)
            return None
        return found


def site(manuscript: Manuscript, base_url: str) -> tuple[Site, list[Problem]]:
    """Everything placed and linked. What could not be linked is a problem, and left out."""
    settings = manuscript.settings
    terms, problems = glossary(manuscript.terms, settings.lang)
    works, labels = bibliography(manuscript.works)
    linking = _Linking(
        manuscript,
        addresses(manuscript),
        terms,
        {work.id: work for work in works},
        settings.lang,
        problems=problems,
    )
    explainers = [_explainer(linking, draft, works) for draft in manuscript.drafts]
    explainers.sort(key=lambda one: one.slug)
    explainers.sort(key=lambda one: one.meta.date, reverse=True)
    entries = [_entry(linking, term_id) for term_id in terms.terms]
    entries.sort(key=lambda entry: (entry.term.meta.title.casefold(), entry.term.id))
    articles = []
    for text in manuscript.texts:
        origin = Origin(text.address, text.meta.title, "")
        body = _prose(linking, text.body, text.path, origin, text.meta.lang or settings.lang)
        articles.append(Article(text, body))
    nav = [(item.label, address) for item in settings.nav
           if (address := linking.ok(nav_address(item, linking.addresses))) is not None]  # fmt: skip
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
        redirects=tuple(_redirects(linking)),
        files=manuscript.files,
    )
    return made, linking.problems


def _redirects(linking: _Linking) -> Iterator[tuple[str, str]]:
    manuscript = linking.manuscript
    pages = [(draft.meta, f"{draft.slug}/") for draft in manuscript.drafts]
    pages += [(term.meta, term.address) for term in manuscript.terms]
    pages += [(text.meta, text.address) for text in manuscript.texts]
    for meta, address in pages:
        for words, place in meta.redirect_from:
            old = linking.ok(redirect(words, place))
            if old:
                yield old, address


# --- explainers -------------------------------------------------------------------------------


def _explainer(linking: _Linking, draft: Draft, works: Sequence[Work]) -> Explainer:
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
    intro = _prose(linking, draft.intro, draft.path, origin, lang)
    annotations = _annotations(linking, draft, lang)
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
        annotations=annotations,
        mentions=mentions,
        works=tuple(work.id for work in works if work.address in cited),
        files=draft.files,
    )


def _mention_links(linking: _Linking, draft: Draft, mentions: Sequence[Mention], lang: str) -> None:
    source = draft.source
    cut: dict[int, tuple[Span, ...]] = {}
    for mention in mentions:
        block = source.block_at(mention.span.start)
        words = block.span.of(source.text)
        if block.span.start not in cut:
            cut[block.span.start] = sentences(words, lang)
        at = Span(mention.span.start - block.span.start, mention.span.end - block.span.start)
        if block.number:
            name, label = f"p{block.number}", f"paragraph {block.number}"
        else:
            name, label = source.section_at(mention.span.start).id, "heading"
        origin = Origin(f"{draft.slug}/#{name}", draft.meta.title, label)
        target = linking.terms.terms[mention.term].address
        excerpt = _excerpt(words, at, cut[block.span.start])
        linking.links.append(Link("mention", origin, target, excerpt))


def _excerpt(words: str, at: Span, parts: Sequence[Span]) -> Excerpt:
    """The sentences of `words` that `at` touches, parted around it."""
    whole = [
        part for part in parts if part.start < max(at.end, at.start + 1) and at.start < part.end
    ]
    start = min([at.start, *(part.start for part in whole)])
    end = max([at.end, *(part.end for part in whole)])

    def joined(piece: str) -> str:
        return piece.replace("\n", " ")

    return Excerpt(
        joined(words[start : at.start]), joined(at.of(words)), joined(words[at.end : end])
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A note whose passages are known, not yet numbered."""

    note: Note
    layer: Layer
    passages: tuple[Span, ...]
    is_section: bool
    home: int

    @property
    def reference(self) -> int:
        """Where its number stands: at the passage's end, or at the beginning of its section."""
        return self.passages[0].start if self.is_section else self.passages[0].end


def _annotations(linking: _Linking, draft: Draft, lang: str) -> tuple[Annotation, ...]:
    """The notes of all layers at their passages, numbered in the order of the text."""
    placed = [
        found
        for layer in draft.layers
        for note in layer.notes
        if (found := _placed(linking, note, layer, draft.source))
    ]
    _ids_once(linking, placed)
    placed.sort(
        key=lambda one: (one.home, not one.is_section, one.reference, one.passages[0].start)
    )
    kinds = {kind.name: kind for kind in linking.manuscript.settings.kinds}
    made = []
    for number, one in enumerate(placed, 1):
        note = one.note
        address = f"{draft.slug}/#note-{note.id}"
        origin = Origin(address, draft.meta.title, f"note {number}")
        modified = (
            max(draft.meta.changed, note.as_of) if len(note.as_of) == 10 else draft.meta.changed
        )
        made.append(
            Annotation(
                note=note,
                layer=one.layer,
                kind=kinds[note.kind],
                number=number,
                passages=one.passages,
                is_section=one.is_section,
                home=one.home,
                body=_prose(
                    linking, note.body, one.layer.file.path, origin, lang, noterms=note.noterms
                ),
                authors=note.by or one.layer.by or draft.meta.authors,
                created=draft.meta.date,
                modified=modified,
            )
        )
    return tuple(made)


def _placed(linking: _Linking, note: Note, layer: Layer, source: Source) -> _Placed | None:
    section = source.section_named(note.heading) if note.heading else None
    if note.heading and section is None:
        return None  # the heading is a problem already
    passages = []
    is_section = any(quote.is_section for quote in note.quotes)
    for quote in note.quotes:
        if quote.is_section:
            whole = section or next((one for one in source.sections if not one.level), None)
            if whole is None:
                linking.problems.append(_nothing_before(quote.place))
                return None
            passages.append(whole.span)
            continue
        found = linking.ok(passage(quote, source, section.span if section else None))
        if found:
            passages.append(found)
    if len(passages) < len(note.quotes):
        return None
    first = passages[0]
    home = source.unit_at(first.start if is_section else first.end - 1)
    return _Placed(note, layer, tuple(passages), is_section, home)


def _nothing_before(place: Place) -> Problem:
    message = "the source has no text before its first heading"
    hint = "put the note under one of its headings"
    return Problem(Code.QUOTE_NOT_FOUND, place, message, hint)


def _ids_once(linking: _Linking, placed: Sequence[_Placed]) -> None:
    first: dict[str, Note] = {}
    for one in placed:
        other = first.setdefault(one.note.id, one.note)
        if other is not one.note:
            made = other.has_made_id or one.note.has_made_id
            hint = "write {#another-id} under one of the quotes"
            message = f"two notes have the id “{one.note.id}”" + (
                ", which was made of their words" if made else ""
            )
            related = (Related(other.place, "the other note"),)
            linking.problems.append(Problem(Code.ID_TWICE, one.note.place, message, hint, related))


# --- bodies -----------------------------------------------------------------------------------


def _entry(linking: _Linking, term_id: str) -> Entry:
    term = linking.terms.terms[term_id]
    lang = term.meta.lang or linking.lang
    origin = Origin(term.address, term.meta.title, "glossary entry")
    see = []
    for name, place in term.see:
        found = linking.ok(linking.terms.named(name, place))
        if found and found != term_id and found not in see:
            see.append(found)
            target = linking.terms.terms[found].address
            linking.links.append(Link("see", origin, target, Excerpt("", term.meta.title, "")))
    taken = frozenset({term_id})
    return Entry(term, _prose(linking, term.body, term.path, origin, lang, taken=taken), tuple(see))


def _prose(  # noqa: PLR0913  (a body stands somewhere, in a language, under rules)
    linking: _Linking,
    body: Body,
    file: str,
    origin: Origin,
    lang: str,
    *,
    noterms: bool = False,
    taken: frozenset[str] = frozenset(),
) -> Prose:
    """`body` with its references resolved and its terms found; every one of them becomes a link."""
    own = origin.address.partition("#")[0]
    targets: list[str] = []
    explicit: set[str] = set()
    for reference in body.references:
        target = ""
        match reference:
            case TermRef(name, _, place):
                found = linking.ok(linking.terms.named(name, place))
                if found:
                    explicit.add(found)
                    target = linking.terms.terms[found].address
            case Href():
                target = linking.ok(resolve(reference, file, own, linking.addresses)) or ""
            case Citation(cites, _):
                linking.problems.extend(
                    _unknown_work(linking, cite) for cite in cites if cite.key not in linking.works
                )
        targets.append(target)
    found_terms: dict[int, tuple[Mention, ...]] = {}
    if not noterms:
        found_terms = mentions_in_body(body, linking.terms, lang, taken | explicit)
    made = Prose(body, tuple(targets), found_terms)
    _body_links(linking, made, origin, lang)
    if taken:
        found_terms = {
            n: tuple(m for m in ms if m.term not in taken) for n, ms in found_terms.items()
        }
        made = replace(made, mentions=found_terms)
    return made


def _unknown_work(linking: _Linking, cite: Cite) -> Problem:
    message = f"works.yaml has no work “{cite.key}”"
    return Problem(Code.WORK_UNKNOWN, cite.place, message, did_you_mean(cite.key, linking.works))


def _body_links(linking: _Linking, prose: Prose, origin: Origin, lang: str) -> None:
    own = origin.address.partition("#")[0]
    for index, token in enumerate(prose.body.tokens):
        if token.type != "inline":
            continue
        words = plain(token)
        parts = sentences(words, lang) if words.strip() else ()
        at = 0
        for child in token.children or ():
            number = child.meta.get("reference")
            here = Span(at, at + len(child.content if child.type == "term_reference" else ""))
            if child.type in {"text", "code_inline", "term_reference"}:
                at += len(child.content)
            elif child.type in {"softbreak", "hardbreak"}:
                at += 1
            if number is None:
                continue
            reference = prose.body.references[number]
            if isinstance(reference, Citation):
                here = _before(words, at)
                for cite in reference.cites:
                    if cite.key in linking.works:
                        target = linking.works[cite.key].address
                        excerpt = _excerpt(words, here, parts)
                        linking.links.append(Link("cite", origin, target, excerpt, cite.locator))
            elif prose.targets[number] and ":" not in prose.targets[number]:
                kind = "term" if isinstance(reference, TermRef) else "link"
                excerpt = _excerpt(words, here, parts)
                linking.links.append(Link(kind, origin, prose.targets[number], excerpt))
        for mention in prose.mentions.get(index, ()):
            target = linking.terms.terms[mention.term].address
            if target != own:
                excerpt = _excerpt(words, mention.span, parts)
                linking.links.append(Link("mention", origin, target, excerpt))


def _before(words: str, at: int) -> Span:
    """An empty span at the last word before `at`: a citation belongs to the sentence it closes."""
    end = len(words[:at].rstrip())
    return Span(max(0, end - 1), max(0, end - 1))
