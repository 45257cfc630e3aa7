"""The one configured markdown-it-py: what authors write in Markdown, to tokens.

CommonMark with tables; besides, `[[Term]]`, `[@work]` and, in notes files, quotes with their
attributes. Tokens' `map` counts lines of the file from 0; nobody changes tokens afterwards.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from glossator.model import Body, Citation, Cite, Href, Reference, TermRef
from glossator.problems import Code, Problem
from glossator.text import File, Place, heading_id

NESTING = 100
"""How deep blocks may nest: more than people write, less than Python's stack bears.

The preset stops at 20, and the parser drops what is deeper without a word.
"""


@cache
def _parser(*, with_quotes: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": NESTING, "html": True}).enable("table")
    # Links of every scheme become tokens, so that a problem can name the unsafe ones.
    parser.validateLink = lambda _url: True  # type: ignore[method-assign, assignment]  # the documented way
    for name in ("link", "image", "autolink", "html_inline"):
        keep_offset(parser, name)
    parser.inline.ruler.before("link", "term_reference", _term_reference)
    parser.inline.ruler.before("link", "citation", _citation)
    if with_quotes:
        parser.block.ruler.before("table", "quote", _quote, {"alt": ["paragraph", "reference"]})
    return parser


def keep_offset(parser: MarkdownIt, name: str) -> None:
    """Make the inline rule `name` write down where its first token begins: there is no column."""
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    rule = rules[name]

    def with_offset(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (their signature)
        at, first = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent:
            # Pending text becomes a token of its own before ours; lone backticks make none.
            ours = next((token for token in state.tokens[first:] if token.type != "text"), None)
            if ours:
                ours.meta.update(at=at, length=state.pos - at)
        return matched

    parser.inline.ruler.at(name, with_offset)


_TERM = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_CITED = re.compile(r"\[([^\[\]]*@[^\[\]]*)\](?!\()")
_CITE = re.compile(
    r"\s*(?P<prefix>.*?)(?:(?<=\s)|(?<![^\s]))-?@(?P<key>[A-Za-z0-9_](?:[\w:.#$%&+?<>~/-]*\w)?)"
    r"(?:\s*,?\s*(?P<locator>.*?))?\s*",
    re.DOTALL,
)


def _term_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    match = _TERM.match(state.src, state.pos, state.posMax)
    if not match or state.linkLevel:
        return False
    if not silent:
        token = state.push("term_reference", "a", 0)
        name = " ".join(match[1].split())
        label = " ".join((match[2] or match[1]).split())
        token.meta = {"at": state.pos, "name": name, "length": len(match[0])}
        token.content = label
    state.pos = match.end()
    return True


def _citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Source: Pandoc's manual, “Citations in note style”, the bracketed form."""
    match = _CITED.match(state.src, state.pos, state.posMax)
    if not match or state.linkLevel:
        return False
    cites = []
    at = match.start(1)
    for part in match[1].split(";"):
        cite = _CITE.fullmatch(part)
        if not cite:
            return False
        where = at + cite.start("key") - 1
        cites.append((cite["key"], cite["prefix"].strip(), cite["locator"] or "", where))
        at += len(part) + 1
    if not silent:
        token = state.push("citation", "span", 0)
        token.meta = {"at": state.pos, "cites": cites, "length": len(match[0])}
    state.pos = match.end()
    return True


_ATTRIBUTE_LINE = re.compile(r"\s{0,3}\{.*")


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """A run of lines that begin with one `>`, and the lines of attributes under it."""
    if state.level or state.is_code_block(start) or not _is_quote(_line(state, start)):
        return False
    if silent:
        return True
    after = start
    while after < end and _line(state, after).lstrip().startswith(">"):
        after += 1
    last = after
    while last < end and _ATTRIBUTE_LINE.fullmatch(_line(state, last)):
        last += 1
    token = state.push("quote", "", 0)
    token.map = [start, after]
    token.meta = {"attributes": list(range(after, last))}
    state.line = last
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] : state.eMarks[number]]


def _is_quote(line: str) -> bool:
    words = line.lstrip()
    return words.startswith(">") and not words[1:].lstrip().startswith(">")


def tokens(file: File, first_line: int = 1, *, with_quotes: bool = False) -> list[Token]:
    """The tokens of `file` from `first_line` on, their lines counted in the whole file, from 0."""
    text = "\n".join(file.lines[first_line - 1 :])
    found = _parser(with_quotes=with_quotes).parse(text)
    for token in found:
        _move(token, first_line - 1)
    return found


def _move(token: Token, lines: int) -> None:
    if token.map:
        token.map = [token.map[0] + lines, token.map[1] + lines]
    if "attributes" in token.meta:
        token.meta["attributes"] = [line + lines for line in token.meta["attributes"]]


def body(
    file: File, found: Sequence[Token], lines: tuple[int, int], *, html: bool, prefix: str = ""
) -> tuple[Body, list[Problem]]:
    """`found`, a part of the tokens of `file`, as a body; `lines`: first and last, from 1.

    The ids of its headings begin with `prefix`, where it shares a page with others.
    """
    references: list[Reference] = []
    problems: list[Problem] = []
    headings = _headings(found, prefix)
    deep = next((token for token in found if token.map and token.level >= NESTING - 1), None)
    if deep and deep.map:
        message, hint = "this is nested too deeply", "use fewer signs > or - before it"
        place = file.at(deep.map[0] + 1)
        problems.append(Problem(Code.NESTING_TOO_DEEP, place, message, hint))
    for token in found:
        if token.type == "fence" and not _is_closed(file, token):
            line = (token.map or [0])[0]
            message, hint = "the code that begins here has no end", f"write {token.markup} under it"
            place = file.at(line + 1, 1, len(file.lines[line]))
            problems.append(Problem(Code.FENCE_UNCLOSED, place, message, hint))
        if token.type == "html_block" and not html and not is_comment(token.content):
            problems.append(_raw_html(file.at((token.map or [0])[0] + 1), token.content))
        for child in token.children or ():
            if "at" not in child.meta:
                continue
            place = place_in(file, token, child.meta["at"], child.meta.get("length", 1))
            if child.type == "html_inline":
                if not html and not is_comment(child.content):
                    problems.append(_raw_html(place, child.content))
                continue
            child.meta["reference"] = len(references)
            references.append(_reference(file, token, child, place))
    words = "\n".join(file.lines[lines[0] - 1 : lines[1]]).strip("\n")
    place, named = file.at(lines[0]), tuple(_named(file, found))
    made = Body(words, place, tuple(found), tuple(references), headings, named)
    return made, problems


_BARE = re.compile(r"(?<![\w@.\[/-])@(?P<key>[A-Za-z0-9_][\w:-]*)")


def _named(file: File, found: Sequence[Token]) -> Iterator[tuple[str, Place]]:
    """What stands behind a bare @ in plain words."""
    for inline in found:
        plain_words = "".join(run.text for run in runs(inline) if run.is_free)
        for match in _BARE.finditer(plain_words):
            at = inline.content.find(match[0])
            yield match["key"], place_in(file, inline, max(0, at), len(match[0]))


def _is_closed(file: File, fence: Token) -> bool:
    """Whether a fence has its end. CommonMark lets it run on, and all that follows is code."""
    first, after = fence.map or [0, 0]
    last = file.lines[after - 1].lstrip(" \t>").rstrip()
    return after - first > 1 and last.startswith(fence.markup) and not last.strip(fence.markup[0])


def _headings(found: Sequence[Token], prefix: str) -> tuple[str, ...]:
    """The ids of the headings, made of their words; each is written on its token too."""
    ids: set[str] = set()
    for token, inline in pairwise(found):
        if token.type == "heading_open":
            token.meta["id"] = heading_id(plain(inline), ids, prefix)
    return tuple(sorted(ids))


def _reference(file: File, inline: Token, token: Token, place: Place) -> Reference:
    match token.type:
        case "term_reference":
            return TermRef(token.meta["name"], token.content, place)
        case "citation":
            cites = tuple(
                Cite(key, prefix, locator, place_in(file, inline, at, len(key) + 1))
                for key, prefix, locator, at in token.meta["cites"]
            )
            return Citation(cites, place)
        case "image":
            return Href(str(token.attrs["src"]), place, is_image=True)
        case _:
            return Href(str(token.attrs["href"]), place)


def _raw_html(place: Place, content: str) -> Problem:
    hint = "write it in Markdown, or \\< for the sign itself; html = true in site.toml allows HTML"
    message = "HTML stands here"
    if content.lstrip().startswith("<!--") and "-->" not in content:
        message, hint = "the comment that begins here has no end", "write --> where it ends"
    return Problem(Code.RAW_HTML, place, message, hint)


def is_comment(content: str) -> bool:
    """Whether this piece of HTML is one comment and nothing else."""
    words = content.strip()
    return words.startswith("<!--") and words.endswith("-->") and words.count("-->") == 1


def place_in(file: File, inline: Token, at: int, length: int) -> Place:
    """Where offset `at` of an inline token's content stands in its file; there is no column."""
    first = (inline.map or [0, 0])[0]
    before = inline.content[:at]
    row = before.count("\n")
    column = at - (before.rfind("\n") + 1)
    words = inline.content.split("\n")[row]
    raw = file.lines[first + row] if first + row < len(file.lines) else ""
    column += max(0, raw.find(words))
    return file.at(first + row + 1, column + 1, min(length, len(raw) - column))


@dataclass(frozen=True, slots=True)
class Run:
    """What one child of an inline token adds to its plain words."""

    child: Token
    text: str
    is_free: bool
    """Whether a term may be found in it: plain words, outside links and code."""


def runs(inline: Token) -> Iterator[Run]:
    """The children of an inline token with their plain words; joined, those are its text."""
    depth = 0
    for child in inline.children or ():
        depth += child.nesting if child.type in {"link_open", "link_close"} else 0
        match child.type:
            case "text":
                yield Run(child, child.content, is_free=not depth)
            case "softbreak" | "hardbreak":
                yield Run(child, "\n", is_free=not depth)
            case "code_inline" | "term_reference":
                yield Run(child, child.content, is_free=False)
            case _:
                yield Run(child, "", is_free=False)


def figure_in(found: Sequence[Token], index: int) -> Token | None:
    """The image that is all a paragraph at the top has, as a figure's must be, at its inline."""
    children = found[index].children or []
    is_top = found[index - 1].type == "paragraph_open" and found[index].level == 1
    is_alone = is_top and len(children) == 1
    return children[0] if is_alone and children[0].type == "image" else None


def plain(inline: Token) -> str:
    """The words of an inline token, without marks."""
    return "".join(run.text for run in runs(inline))
