"""Somebody else's Markdown, as it comes: its parser, and what stands above it and around its words.

Nothing of ours is understood in it.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.utils import OptionsDict

from glossator.markdown import NESTING, plain

OPTIONS = OptionsDict(
    {
        "maxNesting": 0,
        "html": True,
        "linkify": False,
        "typographer": False,
        "quotes": "",
        "xhtmlOut": False,
        "breaks": False,
        "langPrefix": "language-",
        "highlight": None,
    }
)
"""What markdown-it's renderer looks at; on HTML the parser has decided."""


def source_parser(*, html: bool) -> MarkdownIt:
    """The parser of somebody else's Markdown: CommonMark with tables and footnotes, as it comes."""
    from mdit_py_plugins.footnote import footnote_plugin

    options = {"maxNesting": NESTING, "html": html, "xhtmlOut": False}
    parser = MarkdownIt("commonmark", options).enable("table").use(footnote_plugin)
    parser.core.ruler.before("footnote_tail", "all_footnotes", _all_footnotes)
    return parser


def _all_footnotes(state: StateCore) -> None:
    """Keeps the footnotes that the plug-in drops: those of a label taken, or never referred to."""
    notes = state.env.setdefault("footnotes", {"refs": {}, "list": {}})
    listed = {one.get("label") for one in notes.setdefault("list", {}).values()}
    seen: set[str] = set()
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            label = str(token.meta["label"])
            if label in seen:
                label = token.meta["label"] = f"{label}\n{len(seen)}"  # no label has a line end
            seen.add(label)
            if label not in listed:
                notes["list"][len(notes["list"])] = {"label": label, "count": 0}


def shown_words(words: str) -> str:
    """What a reader sees of a line copied from a Markdown source: without marks and footnotes."""
    line = re.sub(r"\[\^[^\]\s]+\]:?", "", words)
    line = re.sub(r"^\s*(#{1,6}|[-*+>]|\d+[.)])\s+", "", line)
    if line.lstrip().startswith("|"):  # a row of a table
        line = re.sub(r"(?<!\\)\|", " ", line).replace("\\|", "|")
    found = source_parser(html=False).parseInline(line)
    return " ".join("".join(plain(inline) for inline in found).split())


_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?=[A-Za-z_][\w -]*:)((?:.*\S.*\n)+?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)


def without_front_matter(text: str) -> tuple[str, int]:
    """A Markdown source without the settings that stand above it, and how many lines they are.

    Other programs read them; for readers they are no words of the text. They are YAML, keys with
    values, without a blank line: anything else between two lines is a text's own.
    """
    match = _FRONT_MATTER.match(text)
    if not match or not _has_keys(match[1]):
        return text, 0
    return text[match.end() :], match[0].count("\n")


def _has_keys(words: str) -> bool:
    import yaml

    try:
        node = yaml.compose(words, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return False
    return isinstance(node, yaml.MappingNode)
