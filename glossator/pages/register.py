"""The glossary seen in other ways: as one line of time, and as a register of who and what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from glossator.model import WHO, Entry, Explainer, Link, Origin, Page, Site, Work
from glossator.pages.press import Press
from glossator.problems import Problem
from glossator.words import Words


@dataclass(frozen=True, slots=True)
class Event:
    """Something with a date: an entry of the glossary, or a text that is explained."""

    date: str
    title: str
    description: str
    address: str
    type: str
    """That of the entry, or `text`."""
    earliest: str
    """The first day it can be from, if its author says no more than a month or a year."""
    pause: int
    """How many years after the event before it, if a pause is worth a word; else 0."""
    notes: tuple[Link, ...]
    """One link from each note that names it."""
    works: tuple[Work, ...]
    """Those that its entry rests on."""


@dataclass(frozen=True, slots=True)
class Places:
    """Places of one sort in a text."""

    sort: str
    """`paragraph` or `note`; empty if each link has a name of its own."""
    links: tuple[tuple[str, str], ...]
    """What each link says, and its address."""


@dataclass(frozen=True, slots=True)
class Card:
    """A person or an organisation, with every place that names it."""

    entry: Entry
    mentions: tuple[tuple[str, tuple[Places, ...]], ...]
    """By the title of the text: the places in it, in its introduction and notes."""
    elsewhere: tuple[Link, ...]
    """One from each other page."""


PAUSE = 2
"""From how many years on the time between two events is worth a word."""


def timeline_page(press: Press) -> Iterator[Page | Problem]:
    """`/timeline/`: everything that has a date, in its order; no page if nothing has."""
    if press.site.has_timeline:
        say = press.say()
        about = say.text("timeline_about")
        head = press.head(say.text("timeline"), "timeline/", description=about)
        yield press.page("timeline.html", head, events=_events(press.site))


def _events(site: Site) -> tuple[Event, ...]:
    found = [_entry_event(site, entry) for entry in site.entries if entry.term.date]
    found += [_text_event(one) for one in site.explainers if one.provenance.date]
    found.sort(key=lambda event: (_first_day(event.earliest or event.date), event.title))
    made: list[Event] = []
    for event in found:
        years = _years(made[-1].date, event.date) if made else 0
        made.append(replace(event, pause=years if years >= PAUSE else 0))
    return tuple(made)


def _years(first: str, second: str) -> int:
    """How many years lie between two dates; if one is a year alone, as people count them."""
    years = int(second[:4]) - int(first[:4])
    is_exact = bool(first[5:] and second[5:])
    return years - 1 if is_exact and second[5:] < first[5:] else years


def _first_day(date: str) -> str:
    """A month or a year counts from its first day on, before the days in it."""
    return f"{date}-00-00"[:10]


def _entry_event(site: Site, entry: Entry) -> Event:
    term = entry.term
    notes = {link.origin: link for link in _mentions(site, entry) if _is_note(link)}
    return Event(
        date=term.date,
        title=term.meta.title,
        description=term.meta.description,
        address=term.address,
        type=term.type,
        earliest="",
        pause=0,
        notes=tuple(notes.values()),
        works=tuple(
            site.works_by_id[key]
            for key in dict.fromkeys(term.body.cited)
            if key in site.works_by_id
        ),
    )


def _text_event(explainer: Explainer) -> Event:
    source = explainer.provenance
    return Event(
        date=source.date,
        title=explainer.meta.title,
        description=", ".join(filter(None, (source.title, source.author, source.publisher))),
        address=explainer.address,
        type="text",
        earliest=source.earliest,
        pause=0,
        notes=(),
        works=(),
    )


def people_page(press: Press) -> Iterator[Page | Problem]:
    """`/people/`: a card for each person and organisation; no page if there are none."""
    site, say = press.site, press.say()
    if not site.has_people:
        return
    groups = []
    for name in WHO:
        cards = [_card(site, entry, say) for entry in site.entries if entry.term.type == name]
        if cards:
            groups.append((name, say.text("people", name), cards))
    title, about = say.text("people_and_organisations"), say.text("people_about")
    head = press.head(title, "people/", description=about)
    yield press.page("people.html", head, groups=groups)


def _card(site: Site, entry: Entry, say: Words) -> Card:
    once = {link.origin: link for link in _mentions(site, entry)}
    texts = tuple(one.address for one in site.explainers)
    inside = [link for link in once.values() if _page(link) in texts]
    elsewhere = tuple(link for link in once.values() if _page(link) not in texts)
    by_text = groupby(inside, lambda link: link.origin.title)
    mentions = tuple(
        (title, _places([link.origin for link in links], say)) for title, links in by_text
    )
    return Card(entry, mentions, elsewhere)


def _places(origins: Sequence[Origin], say: Words) -> tuple[Places, ...]:
    """`origins` by their sort: paragraphs and notes are numbers, all else has a name."""
    made = []
    for sort in ("paragraph", "note"):
        found = [(str(one.number), one.address) for one in origins if one.sort == sort]
        made += [Places(sort, tuple(found))] if found else []
    named = [(say.text("place", one.sort), one.address) for one in origins if not one.number]
    return (*made, *([Places("", tuple(named))] if named else []))


def _page(link: Link) -> str:
    return link.origin.address.partition("#")[0]


def _mentions(site: Site, entry: Entry) -> Sequence[Link]:
    return [link for link in site.links_to(entry.term.address) if link.kind != "see"]


def _is_note(link: Link) -> bool:
    return "#note-" in link.origin.address
