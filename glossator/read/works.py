"""works.yaml: the works cited, in CSL's field names."""

import re
from collections.abc import Mapping

from glossator.model import Name, Work
from glossator.problems import Code, Problem, Related
from glossator.text import File
from glossator.values import WORKS, Fields, Key, Value, is_date, yaml_value

ROLES = ("primary", "report", "reference")

TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
    "paper-conference", "patent", "performance", "periodical", "personal_communication", "post",
    "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech",
    "standard", "thesis", "treaty", "webpage",
)  # fmt: skip
"""Source: CSL 1.0.2 specification, appendix III, Types."""

_UNREAD = (
    "abstract", "annote", "archive", "archive-place", "archive_collection", "archive_location",
    "authority", "available-date", "call-number", "chapter-number", "citation-key",
    "citation-label", "collection-editor", "collection-number", "collection-title", "composer",
    "container-author", "container-title-short", "contributor", "dimensions", "director",
    "division", "edition", "editor", "event-date", "event-place", "event-title", "genre", "host",
    "interviewer", "ISSN", "issuing-body", "jurisdiction", "keyword", "locator", "medium",
    "number", "number-of-pages", "number-of-volumes", "original-author", "original-date",
    "original-publisher", "original-title", "page-first", "part-number", "part-title", "PMCID",
    "PMID", "publisher-place", "recipient", "references", "reviewed-author", "reviewed-title",
    "scale", "script-writer", "section", "shortTitle", "source", "status", "submitted",
    "supplement-number", "title-short", "translator", "version", "volume-title",
)  # fmt: skip
"""CSL's other variables: Zotero writes them, we show none of them."""


def works(file: File) -> tuple[tuple[Work, ...], list[Problem]]:
    """The works that `file` lists, and what is wrong with them."""
    problems: list[Problem] = []
    value = yaml_value(file, file.text, 1, WORKS)
    if isinstance(value, Problem):
        return (), [value]
    if isinstance(value.data, Mapping):
        top = Fields(value, WORKS, problems, "works.yaml")
        references = top.take("references")
        top.end()
        value = references or Value(value.place, ())
    if not isinstance(value.data, tuple):
        hint = "begin each work with “- id: …”"
        message = f"a list of works should stand here, not {value.sort}"
        return (), [Problem(Code.WORK_MALFORMED, value.place, message, hint)]
    found: dict[str, Work] = {}
    for item in value.data:
        work = _work(Fields(item, WORKS, problems, "a work"), problems)
        if work.id in found:
            other = Related(found[work.id].place, "the first one")
            message = f"two works have the id “{work.id}”"
            hint = "give one of them another id"
            problems.append(Problem(Code.ID_TWICE, work.place, message, hint, (other,)))
        elif work.id:
            found[work.id] = work
    return tuple(found.values()), problems


def _work(fields: Fields, problems: list[Problem]) -> Work:
    key = fields.required("id", "a short name to cite it by: id: nato-treaty")
    place = fields.place_of("id")
    if key and not re.fullmatch(r"[A-Za-z0-9_](?:[\w:.#$%&+?<>~/-]*\w)?", key):
        message = f"“{key}” cannot be cited as [@{key}]"
        hint = "use letters, digits and hyphens, and begin and end with one of the first two"
        problems.append(Problem(Code.WORK_MALFORMED, fields.value_place("id"), message, hint))
        key = ""
    archived = fields.mapping("archived", "archived")
    fields.follows("issued", "accessed")
    work = Work(
        id=key,
        type=fields.choice("type", TYPES) or "document",
        title=fields.required("title", "a work without one: describe it and say described: true"),
        place=place,
        authors=_names(fields, "author", problems),
        publisher=fields.text("publisher"),
        container=fields.text("container-title"),
        issued=_date(fields, "issued"),
        accessed=_date(fields, "accessed"),
        url=fields.url("URL"),
        archived_url=_archived(archived),
        archived_date=_date(archived, "date") if archived else "",
        volume=fields.text("volume"),
        issue=fields.text("issue"),
        pages=fields.text("page"),
        doi=fields.text("DOI"),
        isbn=fields.text("ISBN"),
        language=fields.language("language"),
        note=fields.text("note"),
        is_described=fields.flag("described"),
        role=fields.choice("role", ROLES),
    )
    if archived:
        archived.end()
    fields.end(also=_UNREAD)
    return work


def _archived(archived: Fields | None) -> str:
    """Where the copy is."""
    if archived is None:
        return ""
    found = archived.url("url")
    if archived.is_mapping and not archived.take("url"):
        archived.required("url", "say where the copy is, or take “archived” out")
    return found


_UNREAD_IN_NAMES = (
    "comma-suffix", "dropping-particle", "parse-names", "static-ordering", "suffix",
)  # fmt: skip


def _names(fields: Fields, name: str, problems: list[Problem]) -> tuple[Name, ...]:
    value = fields.take(name)
    if value is None:
        return ()
    found = []
    for item in value.data if isinstance(value.data, tuple) else (value,):
        match item.data:
            case str():
                found.append(Name(item.data))
            case Mapping():
                parts = Fields(item, WORKS, problems, "a name")
                names = ("non-dropping-particle", "family", "literal")
                whole = " ".join(words for words in map(parts.text, names) if words)
                given = parts.text("given")
                if not whole and not given:
                    fields.wrong(item, f"a name in “{name}”", "write {family: …, given: …}")
                found.append(Name(whole, given))
                parts.end(also=_UNREAD_IN_NAMES)
            case _:
                fields.wrong(item, f"a name in “{name}”", "write {family: …, given: …}")
    return tuple(found)


def _date(fields: Fields, name: str) -> str:
    """A date as text, as CSL's `date-parts`, or as Pandoc's year, month, day: to ISO 8601."""
    value = fields.take(name)
    if value is None or isinstance(value.data, str | bool):
        return fields.date(name)
    words = _parts(value)
    if words is None or not is_date(words):
        fields.wrong(value, f"a date for “{name}”", "write 2025-03-07, 2025-03 or 2025")
        return ""
    return words


def _parts(value: Value) -> str | None:
    data = value.data
    if isinstance(data, tuple) and len(data) == 1:
        return _parts(data[0])
    if isinstance(data, tuple):
        return _joined([part.data for part in data])
    if isinstance(data, Mapping):
        for name in ("date-parts", "literal", "raw"):
            inner = data.get(Key(name, value.place))
            if inner:
                return _parts(inner)
        named = [data.get(Key(name, value.place)) for name in ("year", "month", "day")]
        return _joined([part.data for part in named if part])
    return data if isinstance(data, str) else None


def _joined(parts: list[object]) -> str | None:
    words = [part for part in parts if isinstance(part, str) and part.isdigit()]
    if not words or len(words) != len(parts):
        return None
    return "-".join([words[0], *(part.zfill(2) for part in words[1:])])
