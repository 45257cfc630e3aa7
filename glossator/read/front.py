"""Front matter: what stands between the two lines `---` at the top of a Markdown file."""

import re
import unicodedata

from glossator.markdown import body, tokens
from glossator.model import Body, Meta, Settings
from glossator.problems import Code, Problem
from glossator.read.marks import lost_footnotes, unread_marks
from glossator.text import File
from glossator.values import FRONT_MATTER, Fields, Value, yaml_value


def front(file: File, problems: list[Problem], what: str) -> tuple[Fields, int]:
    """The front matter of `file`, and the line, from 1, on which what follows begins."""
    lines = file.lines
    empty = Value(file.at(1), {})
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if first and lines[first].rstrip() == "---":
        place = file.at(first + 1, 1, 3)
        message, hint = "a blank line stands before the front matter", "take it out"
        problems.append(Problem(Code.FRONT_MATTER_MALFORMED, place, message, hint))
        return Fields(Value(place, None), FRONT_MATTER, [], what), len(lines) + 1
    if lines and re.fullmatch(r"-{4,}|\+{3,}|—+", lines[0].rstrip()):
        message = (
            "the front matter begins and ends with three hyphens, ---, and this is something else"
        )
        problem = Problem(
            Code.FRONT_MATTER_MALFORMED,
            file.at(1, 1, len(lines[0])),
            message,
            "write --- here, and below the last key",
        )
        problems.append(problem)
        return Fields(Value(file.at(1), None), FRONT_MATTER, [], what), len(lines) + 1
    if not lines or lines[0].rstrip() != "---":
        return Fields(empty, FRONT_MATTER, problems, what), 1
    unread = Fields(Value(file.at(1), None), FRONT_MATTER, [], what)  # one problem is enough
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() in {"---", "..."}:
            value = yaml_value(file, "\n".join(lines[1 : number - 1]), 2, FRONT_MATTER)
            if isinstance(value, Problem):
                problems.append(value)
                return unread, number + 1
            return Fields(value, FRONT_MATTER, problems, what), number + 1
    problems.append(
        Problem(
            Code.FRONT_MATTER_MALFORMED,
            file.at(1, 1, 3),
            "the front matter that begins here has no end",
            "put a line --- after its last key",
        )
    )
    return unread, len(lines) + 1


def meta(fields: Fields, settings: Settings, problems: list[Problem]) -> Meta:
    """The keys that every page may have."""
    title = fields.required("title", "write title: …, between two lines --- at the top of the file")
    authors = (*fields.texts("author"), *fields.texts("authors"))
    fields.follows("date", "updated")
    return Meta(
        title=title,
        place=fields.place_of("title"),
        description=fields.plain("description"),
        authors=tuple(settings.people.get(name, name) for name, _ in authors),
        date=fields.date("date"),
        updated=fields.date("updated"),
        has_date=not fields.is_mapping or bool(fields.take("date") or fields.take("updated")),
        lang=fields.language("lang"),
        slug=_slug(fields, problems),
        draft=fields.flag("draft"),
        redirect_from=fields.texts("redirect_from"),
        license=fields.text("license"),
    )


def _slug(fields: Fields, problems: list[Problem]) -> str:
    words = unicodedata.normalize("NFC", fields.text("slug").strip("/"))
    if words and not re.fullmatch(r"\w[\w.-]*", words):
        message = f"“{words}” cannot be part of an address"
        hint = "use letters, digits and hyphens"
        problems.append(Problem(Code.FRONT_MATTER_TYPE, fields.value_place("slug"), message, hint))
        return ""
    return words


def prose(
    file: File, first_line: int, settings: Settings, problems: list[Problem], prefix: str = ""
) -> Body:
    """Everything from `first_line` on, as a body; its headings' ids begin with `prefix`."""
    found = tokens(file, first_line)
    problems += [*unread_marks(file, found), *lost_footnotes(file, found, first_line)]
    lines = (first_line, len(file.lines))
    read, wrong = body(file, found, lines, html=settings.html, prefix=prefix)
    problems += wrong
    return read
