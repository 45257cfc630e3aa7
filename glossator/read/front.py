"""Front matter: what stands between the two lines `---` at the top of a Markdown file."""

import re

from glossator.markdown import body, tokens
from glossator.model import Body, Meta, Settings
from glossator.problems import Code, Problem
from glossator.text import File
from glossator.values import FRONT_MATTER, Fields, Value, yaml_value

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""The shape of a language tag. Source: RFC 5646, section 2.1, without private use."""


def front(file: File, problems: list[Problem], what: str) -> tuple[Fields, int]:
    """The front matter of `file`, and the line, from 1, on which what follows begins."""
    lines = file.lines
    empty = Value(file.at(1), {})
    if not lines or lines[0].rstrip() != "---":
        return Fields(empty, FRONT_MATTER, problems, what), 1
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() in {"---", "..."}:
            value = yaml_value(file, "\n".join(lines[1 : number - 1]), 2, FRONT_MATTER)
            if isinstance(value, Problem):
                problems.append(value)
                value = Value(file.at(1), None)
            return Fields(value, FRONT_MATTER, problems, what), number + 1
    problems.append(
        Problem(
            Code.FRONT_MATTER_MALFORMED,
            file.at(1, 1, 3),
            "the front matter that begins here has no end",
            "put a line --- after its last key",
        )
    )
    return Fields(Value(file.at(1), None), FRONT_MATTER, problems, what), len(lines) + 1


def meta(fields: Fields, settings: Settings, problems: list[Problem]) -> Meta:
    """The keys that every page may have."""
    title = fields.required("title", "begin the file with ---, title: …, ---")
    authors = fields.texts("authors") or fields.texts("author")
    fields.texts("author")
    return Meta(
        title=title,
        place=fields.place_of("title"),
        description=fields.text("description"),
        authors=tuple(settings.people.get(name, name) for name, _ in authors),
        date=fields.date("date"),
        updated=fields.date("updated"),
        lang=language(fields, "lang", problems),
        slug=_slug(fields, problems),
        draft=fields.flag("draft"),
        redirect_from=fields.texts("redirect_from"),
        license=fields.text("license"),
    )


def language(fields: Fields, name: str, problems: list[Problem]) -> str:
    """A language tag, or nothing."""
    words = fields.text(name)
    if words and not _LANGUAGE.fullmatch(words):
        message = f"“{words}” is not a language"
        hint = "write its tag: en, de, pt-BR, ar"
        problems.append(Problem(Code.LANGUAGE_UNKNOWN, fields.place_of(name), message, hint))
        return ""
    return words


def _slug(fields: Fields, problems: list[Problem]) -> str:
    words = fields.text("slug").strip("/")
    if words and not re.fullmatch(r"[\w.-]+", words):
        message = f"“{words}” cannot be part of an address"
        hint = "use letters, digits and hyphens"
        problems.append(Problem(Code.FRONT_MATTER_TYPE, fields.place_of("slug"), message, hint))
        return ""
    return words


def prose(file: File, first_line: int, settings: Settings, problems: list[Problem]) -> Body:
    """Everything from `first_line` on, as a body."""
    found = tokens(file, first_line)
    read, wrong = body(file, found, (first_line, len(file.lines)), html=settings.html)
    problems += wrong
    return read
