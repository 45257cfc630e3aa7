"""Style sheets, rule by rule: which of them a page needs.

A rule is left out of a page if its selectors name classes, ids or elements that the page has not.
Attributes, and what stands in `:not()` and the like, are not looked at: so a rule may be kept for
nothing, and is never missed. Knows nothing of files.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tinycss2.ast import Node


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for elements, or several of them under a condition, or another that is always kept."""

    heads: tuple[tuple[str, tuple[frozenset[str], ...]], ...]
    """Its selectors, each with the sets of names of which a page must have one to be selected from;
    of another rule what stands before its brace, which asks for nothing."""
    body: "str | tuple[Rule, ...]"


def rules(css: str) -> tuple[Rule, ...]:
    """The rules of a style sheet, in their order."""
    from tinycss2 import parse_stylesheet

    return tuple(_rules(parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))


def names(html: str) -> frozenset[str]:
    """What selectors can name in a page with the body `html`: `.class`, `#id`, `element`."""
    found = {"html", *(name.lower() for name in _ELEMENT.findall(html))}
    for sort, said in _NAMED.findall(html):
        found.update(f"{'.' if sort == 'class' else '#'}{name}" for name in said.split())
    return frozenset(found)


_ELEMENT = re.compile(r"<([a-zA-Z][\w-]*)")
_NAMED = re.compile(r'\s(class|id)="([^"]*)"')


def needed(sheet: tuple[Rule, ...], there: AbstractSet[str]) -> str:
    """The rules of `sheet` that a page needs in which is what `there` says (`names`)."""
    said = []
    for rule in sheet:
        heads = ",".join(head for head, named in rule.heads if any(one <= there for one in named))
        body = rule.body if isinstance(rule.body, str) else needed(rule.body, there)
        if heads and body:
            said.append(f"{heads}{{{body}}}")
    return "".join(said)


def _rules(parsed: "list[Node]") -> Iterator[Rule]:
    from tinycss2 import parse_rule_list, serialize

    for rule in parsed:
        if rule.type == "qualified-rule":
            heads = tuple((serialize(head).strip(), _named(head)) for head in _parts(rule.prelude))
            yield Rule(heads, serialize(rule.content).strip())
        elif rule.type == "at-rule":
            head = f"@{rule.at_keyword}{serialize(rule.prelude)}".strip()
            inside: str | tuple[Rule, ...] = serialize(rule.content or ()).strip()
            if rule.lower_at_keyword in _CONDITIONS:
                inner = parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                inside = tuple(_rules(inner))
            yield Rule(((head, (frozenset(),)),), inside)


_CONDITIONS = {"media", "supports"}
"""Those of our sheets (css-conditional-3)."""


def _parts(prelude: "list[Node]") -> Iterator["list[Node]"]:
    """A list of selectors at its commas."""
    part: list[Node] = []
    for node in prelude:
        if node == ",":
            yield part
            part = []
        else:
            part.append(node)
    yield part


def _named(selector: "list[Node]") -> tuple[frozenset[str], ...]:
    """What may be in a page for `selector` to find anything in it: all names of one of these."""
    found = {frozenset[str]()}
    before: object = None
    for node in selector:
        here = {frozenset[str]()}
        if node.type == "hash":
            here = {frozenset([f"#{node.value}"])}
        elif node.type == "ident" and before != ":":
            name = f".{node.value}" if before == "." else node.lower_value
            here = {frozenset([name])}
        elif node.type == "function" and node.lower_name in _AMONG:
            here = {one for part in _parts(node.arguments) for one in _named(part)}
        found = {one | other for one in found for other in here}
        before = node
    return tuple(found)


_AMONG = {"is", "where", "has"}
"""Functions that find only what one of their selectors finds (selectors-4)."""
