"""Words that look like marks of ours and are none: they would be shown as they stand."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from glossator.markdown import place_in
from glossator.problems import Code, Problem
from glossator.text import File, Place

if TYPE_CHECKING:
    from markdown_it.token import Token

_LOOKS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"\[\^[^\]\s]+\]"),
        "this looks like a footnote, and there are none here",
        "say it in the text, in brackets, or as a note on the source",
    ),
    (
        re.compile(r"\[\[[^\]\n]*\]{0,2}"),
        "this looks like a link to a term, and is none",
        "write [[Term]] or [[Term|words]], on one line; \\[ for the sign itself",
    ),
    (
        re.compile(r"\[[^\[\]@]*@[^\[\]]*\]"),
        "this looks like a citation, and is none",
        "write [@key] or [see @key, p. 3; @other]; \\[ for the sign itself",
    ),
    (
        re.compile(r"!?\[[^\[\]]*\]\([^()\s]+\.\w{2,5}[^\S\n]+[^\"'()\n][^()\n]*(?<!\.\w{3})\)"),
        "this looks like a picture or a link, and is none: its caption has no quotation marks",
        'write ![what it shows](map.png "the caption")',
    ),
    (
        re.compile(
            r"\[[^\[\]]+\]\((?![^()\s]+\.\w{2,5}[^\S\n]+[^()\n]*(?<!\.\w{3})\))"
            r"[^()\s]*[^\S\n][^()\n]*\)"
        ),
        "this looks like a link, and is none: there is a space in its address",
        "write <…> around the address: [words](<my map.png>)",
    ),
    (
        re.compile(r"(?<!\w)\[[^\[\]]+\]\[[^\[\]]*\]"),
        "this looks like a link, and is none: nothing says where it leads",
        "write [words](file.md); \\[ for the sign itself",
    ),
    (
        re.compile(r"(?m)^#{2,6}(?=[^#\s]).*"),
        "this looks like a heading, and is none",
        "write a space after the last #",
    ),
    (
        re.compile(r"(?m)^\{\s*[#.][\w-][^}\n]*\}\s*$"),
        "this looks like the attributes of a note, and is none",
        "attributes stand directly under a quote, in a notes file",
    ),
)
"""What to look for, what it is, and what to write."""

_HIDDEN = re.compile(r"\\.|(?P<fence>`+)(?!`).*?(?<!`)(?P=fence)(?!`)", re.DOTALL)
"""What stands for itself: a sign after a backslash, and code."""


def unread_marks(file: File, tokens: Sequence["Token"], *, skip: int = -1) -> Iterator[Problem]:
    """A problem for each, and for pictures and links without words.

    Of attributes on the line `skip` of the file, from 0, something is told already.
    """
    for token in tokens:
        if token.type != "inline":
            continue
        children = token.children or []
        for look, message, hint in _LOOKS:
            for match in look.finditer(_free(token)):
                place = place_in(file, token, match.start(), len(match[0]))
                if not (place.line == skip + 1 and match[0].startswith("{")):
                    yield Problem(Code.MARK_UNREAD, place, message, hint)
        yield from _without_words(file, token)
        yield from _uncited(file, token)
        opening = children[0] if children else None
        if opening and opening.type == "link_open" and children[-1].type == "link_close":
            yield from _bare_figure(opening, _place_of(file, token, opening))


def lost_footnotes(file: File, tokens: Sequence["Token"], first_line: int) -> Iterator[Problem]:
    """A problem for each line `[^a]: word` from `first_line` on, which the parser takes away.

    It is the target of a link to CommonMark, and shown nowhere.
    """
    shown: set[int] = set()
    for token in tokens:
        if token.map and (token.type == "inline" or not token.nesting):
            shown.update(range(*token.map))
    for number, line in enumerate(file.lines[first_line - 1 :], first_line - 1):
        match = re.match(r" {0,3}(\[\^[^\]]+\]:)", line)
        if match and number not in shown:
            place = file.at(number + 1, match.start(1) + 1, len(match[1]))
            message = "this looks like a footnote, and is shown nowhere"
            hint = "say it in the text, in brackets, or as a note on the source"
            yield Problem(Code.MARK_UNREAD, place, message, hint)


def _free(inline: "Token") -> str:
    """What of an inline token stands for itself; as long as it, so that places remain."""
    words = _HIDDEN.sub(lambda match: " " * len(match[0]), inline.content)
    for child in inline.children or ():
        at, length = child.meta.get("at"), child.meta.get("length", 1)
        is_note = words[at : at + 2] == "[^" if at is not None else False
        if at is not None and not is_note:
            words = words[:at] + " " * length + words[at + length :]
    return words


def _place_of(file: File, inline: "Token", child: "Token") -> Place:
    return place_in(file, inline, child.meta["at"], child.meta["length"])


def _without_words(file: File, inline: "Token") -> Iterator[Problem]:
    children = inline.children or []
    for index, child in enumerate(children):
        if child.type == "link_open" and children[index + 1].type == "link_close":
            message = "this link has no words"
            hint = "say where it leads: [the town](town.md)"
            yield Problem(Code.WORDS_MISSING, _place_of(file, inline, child), message, hint)


def _uncited(file: File, inline: "Token") -> Iterator[Problem]:
    """A second work in what is read as the page of the first: a comma stands for a semicolon."""
    for child in inline.children or ():
        locators = [locator for *_, locator, _ in child.meta.get("cites", ())]
        if any(re.search(r"(^|[\s(])@\w", locator) for locator in locators):
            message = "the second work here is read as the page of the first"
            hint = "put a semicolon between works: [@a, p. 3; @b]"
            yield Problem(Code.MARK_UNREAD, _place_of(file, inline, child), message, hint)


def _is_figure(token: "Token", attribute: str) -> bool:
    return re.search(r"(^|/)figures/[^#]+\.yaml$", str(token.attrs.get(attribute, ""))) is not None


def _bare_figure(link: "Token", place: Place) -> Iterator[Problem]:
    """A link that is all a paragraph has, to a figure: the ! before it has been forgotten."""
    if _is_figure(link, "href"):
        message = "this looks like a figure, and is only a link to its data"
        hint = "write ! before it: ![caption](figures/name.yaml)"
        yield Problem(Code.MARK_UNREAD, place, message, hint)
