"""Somebody else's Markdown, as it comes: its parser, and what stands above it and around its words.

Nothing of ours is understood in it.
"""

import re

from markdown_it import MarkdownIt
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
    return MarkdownIt("commonmark", options).enable("table").use(footnote_plugin)


def shown_words(words: str) -> str:
    """What a reader sees of a line copied from a Markdown source: without marks and footnotes."""
    line = re.sub(r"\[\^[^\]\s]+\]:?", "", words)
    line = re.sub(r"^\s*(#{1,6}|[-*+>]|\d+[.)])\s+", "", line)
    if line.lstrip().startswith("|"):  # a row of a table
        line = re.sub(r"(?<!\\)\|", " ", line).replace("\\|", "|")
    found = source_parser(html=False).parseInline(line)
    return " ".join("".join(plain(inline) for inline in found).split())


_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?=[A-Za-z_][\w -]*:)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)


def without_front_matter(text: str) -> tuple[str, int]:
    """A Markdown source without the settings that stand above it, and how many lines they are.

    Other programs read them; for readers they are no words of the text.
    """
    match = _FRONT_MATTER.match(text)
    return (text[match.end() :], match[0].count("\n")) if match else (text, 0)
