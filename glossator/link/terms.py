"""Terms: who claims which form, and where forms occur."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from glossator.forms import Finder
from glossator.inflections import inflections
from glossator.markdown import runs
from glossator.model import Body, Mention, Source, Term
from glossator.problems import Code, Problem, Related, did_you_mean
from glossator.text import Folded, Place, Span, fold


@dataclass(frozen=True)
class Glossary:
    """The terms, ready to be found."""

    terms: Mapping[str, Term]
    forms: Mapping[str, str]
    """Every form as its author wrote it, to the id of its term."""
    by_name: Mapping[str, str]
    """The same, folded and without regard to case, with the inflected forms."""
    _finders: dict[str, Finder] = field(default_factory=dict, repr=False)

    def finder(self, lang: str) -> Finder:
        """What finds the terms in a text of language `lang`; made once for each."""
        if lang not in self._finders:
            self._finders[lang] = Finder.of(self.forms, lang)
        return self._finders[lang]

    def named(self, name: str, place: Place) -> str | Problem:
        """The id of the term that has `name` among its forms."""
        found = self.by_name.get(_plain(name))
        if found:
            return found
        names = [term.meta.title for term in self.terms.values()]
        message = f"the glossary has no term “{name}”"
        hint = did_you_mean(name, names)
        return Problem(Code.TERM_UNKNOWN, place, message, hint)


def glossary(terms: Sequence[Term], lang: str) -> tuple[Glossary, list[Problem]]:
    """The terms by id and by form; two that share an id or a form are problems."""
    problems: list[Problem] = []
    by_id: dict[str, Term] = {}
    forms: dict[str, str] = {}
    owners: dict[str, tuple[str, Place]] = {}
    for term in terms:
        if term.id in by_id:
            other = Related(by_id[term.id].meta.place, "the first one")
            message = f"two terms have the address glossary/{term.id}/"
            place = term.meta.place
            problems.append(Problem(Code.ID_TWICE, place, message, "give one a slug", (other,)))
            continue
        by_id[term.id] = term
        for form, place in term.forms:
            owner = owners.setdefault(_plain(form), (term.id, place))
            if owner[0] != term.id:
                problems.append(_claimed_twice(form, place, by_id[owner[0]], owner[1]))
            else:
                forms[form] = term.id
    by_name = {name: owner for name, (owner, _) in owners.items()}
    told: set[frozenset[str]] = set()  # two forms that clash do so in the singular and the plural
    for form, owner_id in forms.items():
        for inflected in sorted(inflections(form, lang)):
            name = _plain(inflected)
            clash = by_name.setdefault(name, owner_id)
            if clash != owner_id and frozenset((clash, owner_id)) not in told:
                told.add(frozenset((clash, owner_id)))
                place = next(place for words, place in by_id[owner_id].forms if words == form)
                first = next(p for w, p in by_id[clash].forms if w in forms)
                problems.append(_claimed_twice(inflected, place, by_id[clash], first))
    return Glossary(by_id, forms, by_name), problems


def _claimed_twice(form: str, place: Place, owner: Term, first: Place) -> Problem:
    return Problem(
        Code.FORM_CLAIMED_TWICE,
        place,
        f"the form “{form}” belongs to the term “{owner.meta.title}” already",
        "leave it with one of the two",
        (Related(first, "claimed here"),),
    )


def _plain(form: str) -> str:
    return fold(form).text.strip().casefold()


def mentions_in(
    source: Source, terms: Glossary, lang: str, skip: frozenset[str]
) -> tuple[Mention, ...]:
    """Every mention in `source`; the first of each term in each section is linked.

    Headings are no place for links, and count for no section.
    """
    finder = terms.finder(lang)
    found: list[Mention] = []
    for section in source.sections:
        seen: set[str] = set()
        for unit in (source.units[index] for index in section.units):
            apart = _Apart(unit.apart)
            for hole in (piece for piece in unit.pieces if isinstance(piece, Span)):
                for hit in finder.find(_part(source, hole)):
                    span = Span(hit.span.start + hole.start, hit.span.end + hole.start)
                    is_first = (
                        not apart.meets(span)
                        and not unit.is_heading
                        and hit.term not in seen | skip
                    )
                    found.append(Mention(hit.term, span, is_first))
                    if is_first:
                        seen.add(hit.term)
    return tuple(found)


class _Apart:
    """Spans of a unit, links and code, some perhaps in others; to ask which words they hold."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans):
            last = self._spans[-1] if self._spans else None
            if last and span.start <= last.end:
                self._spans[-1] = Span(last.start, max(last.end, span.end))
            else:
                self._spans.append(span)

    def meets(self, span: Span) -> bool:
        """Whether one of them shares a word with `span`."""
        at = bisect_left(self._spans, span.end, key=lambda one: one.start) - 1
        return at >= 0 and len(self._spans[at].cut(span)) > 0


def _part(source: Source, hole: Span) -> Folded:
    return fold(hole.of(source.text))


def mentions_in_body(
    body: Body, terms: Glossary, lang: str, taken: frozenset[str]
) -> dict[int, tuple[Mention, ...]]:
    """The mentions in an author's prose, by the inline token in whose words they count.

    The first of each term is linked, unless it is among `taken`. Headings, links and code are left
    out.
    """
    finder = terms.finder(lang)
    seen = set(taken)
    found: dict[int, tuple[Mention, ...]] = {}
    for index, token in enumerate(body.tokens):
        if token.type != "inline" or body.tokens[index - 1].type == "heading_open":
            continue
        here: list[Mention] = []
        for start, words in _stretches(body, index):
            for hit in finder.find(fold(words)):
                span = Span(hit.span.start + start, hit.span.end + start)
                here.append(Mention(hit.term, span, hit.term not in seen))
                seen.add(hit.term)
        if here:
            found[index] = tuple(here)
    return found


def _stretches(body: Body, index: int) -> Iterator[tuple[int, str]]:
    """Runs of plain words with nothing set apart between them, and where each begins."""
    at = start = 0
    words = ""
    for run in runs(body.tokens[index]):
        if run.is_free:
            words += run.text
        else:
            if words:
                yield start, words
            words, start = "", at + len(run.text)
        at += len(run.text)
    if words:
        yield start, words
