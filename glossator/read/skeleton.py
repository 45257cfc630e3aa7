"""Tokens of Markdown to words and a skeleton: the HTML that markdown-it-py gives, with holes.

The HTML is its renderer's own, piece by piece; only words, and attributes that lead somewhere, are
left open. Filled again as they were, the pieces are its HTML to the letter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.utils import OptionsDict

from glossator.highlight import parts
from glossator.markdown import plain
from glossator.model import Piece, Ref, Run
from glossator.read.origins import Origins
from glossator.text import Span

if TYPE_CHECKING:
    from markdown_it.token import Token


_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])")

_AROUND = frozenset(
    ("address", "article", "aside", "blockquote", "center", "details", "div", "dl", "fieldset",
     "figure", "footer", "form", "header", "main", "nav", "ol", "section", "table", "ul")
)  # fmt: skip
"""Elements that may stand around blocks and need an end tag. Source: HTML Standard, 13.1.2.4."""


@dataclass(slots=True)
class Stretch:
    """What a block at the top of a text comes to."""

    tokens: "Sequence[Token]" = ()
    pieces: list[Piece] = field(default_factory=list)
    span: Span = field(default=Span(0, 0))
    blocks: list[tuple[Span, bool]] = field(default_factory=list)
    """The words of each paragraph, heading, item, cell or code in it; whether it is a heading."""
    apart: list[Span] = field(default_factory=list)
    """Links and code."""
    ids: list[str] = field(default_factory=list)
    is_footnote: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """All that tokens come to."""

    words: str
    stretches: tuple[Stretch, ...]
    """One for each block that is in no other, and for each footnote."""
    runs: tuple[Run, ...]
    """Where the words stand in the file."""


def skeleton(
    tokens: "Sequence[Token]", options: OptionsDict, origins: Origins, *, is_coloured: bool
) -> Made:
    """The words of `tokens`, the HTML around them, and where they stand in the file."""
    return _Builder(tokens, options, origins, is_coloured=is_coloured).made()


class _Builder:
    def __init__(
        self,
        tokens: "Sequence[Token]",
        options: OptionsDict,
        origins: Origins,
        *,
        is_coloured: bool,
    ) -> None:
        self._tokens, self._options, self._origins = tokens, options, origins
        self._is_coloured = is_coloured
        self._renderer = RendererHTML()
        self._words: list[str] = []
        self._at = 0
        self._runs: list[Run] = []
        self._open = Stretch()
        self._referred: set[str] = set()
        self._elements: list[str] = []
        """The elements that HTML of the source has opened around its blocks."""

    def made(self) -> Made:
        """Everything; once."""
        made: list[Stretch] = []
        depth = first = 0
        is_footnote = False
        for index, token in enumerate(self._tokens):
            if token.type in {"footnote_block_open", "footnote_block_close"}:
                is_footnote, first = True, index + 1
                continue
            depth += token.nesting
            self._block(index, token)
            if not depth and token.type == "html_block":
                self._follow(token.content)
            if not depth and not self._elements:
                self._close(self._tokens[first : index + 1], is_footnote=is_footnote)
                made.append(self._open)
                self._open, first = Stretch(), index + 1
        if self._open.pieces:  # what HTML has opened and never closed
            self._close(self._tokens[first:], is_footnote=is_footnote)
            made.append(self._open)
        return Made("".join(self._words), tuple(made), tuple(self._runs))

    def _follow(self, html: str) -> None:
        """Notes which elements stand open behind `html`: what is in them stays together."""
        for tag in _TAG.finditer(re.sub(r"<!--.*?(-->|\Z)", "", html, flags=re.DOTALL)):
            name = tag["name"].lower()
            if tag["end"] and name in self._elements:
                while self._elements.pop() != name:
                    pass
            elif not tag["end"] and name in _AROUND:
                self._elements.append(name)

    def _close(self, tokens: "Sequence[Token]", *, is_footnote: bool) -> None:
        done = self._open
        done.tokens, done.is_footnote = tokens, is_footnote
        if done.blocks:
            done.span = Span(done.blocks[0][0].start, done.blocks[-1][0].end)
        else:
            self._part()
            done.span = Span(self._at, self._at)

    def _part(self) -> None:
        """Something between the words of two blocks, which no page shows."""
        if self._words and not self._words[-1].endswith("\n"):
            self._words.append("\n")
            self._at += 1

    def _say(self, html: str) -> None:
        if html:
            self._open.pieces.append(html)

    def _hole(self, words: str) -> None:
        """A hole for `words`; with the one before it one, if nothing stands between them."""
        if not words:
            return
        begin, pieces = self._at, self._open.pieces
        self._words.append(words)
        self._at += len(words)
        last = pieces[-1] if pieces else None
        if isinstance(last, Span) and last.end == begin:
            begin = last.start
            pieces.pop()
        pieces.append(Span(begin, self._at))

    def _block(self, index: int, token: "Token") -> None:
        self._named(token)
        match token.type:
            case "inline":
                self._part()
                begin = self._at
                self._runs += self._origins.inline(token, begin)
                self._inline(token.children or ())
                heads = self._tokens[index - 1].type == "heading_open"
                self._blocked(begin, plain(token), is_heading=heads)
            case "fence" | "code_block":
                self._part()
                begin = self._at
                self._runs += self._origins.code(token, begin)
                self._code(token)
                self._blocked(begin, token.content)
            case "footnote_open":
                self._open.ids.append(f"fn{token.meta['id'] + 1}")
                self._say(token.meta.get("html", ""))
            case "footnote_close":
                self._say("</div>\n")
            case "footnote_anchor":
                self._anchor(token)
            case "html_block":
                self._say(self._ended(token.content))
            case _:
                before, after = token.meta.get("before", ""), token.meta.get("after", "")
                rendered = self._renderer.renderToken(self._tokens, index, self._options, {})
                self._say(before + rendered + after)

    def _named(self, token: "Token") -> None:
        if token.nesting >= 0 and "id" in token.attrs:
            self._open.ids.append(str(token.attrs["id"]))

    def _blocked(self, begin: int, words: str, *, is_heading: bool = False) -> None:
        if words.strip():
            self._open.blocks.append((Span(begin, self._at), is_heading))

    def _inline(self, children: "Sequence[Token]") -> None:
        links: list[int] = []
        for index, child in enumerate(children):
            match child.type:
                case "text" | "softbreak":
                    self._hole("\n" if child.type == "softbreak" else child.content)
                case "hardbreak":
                    self._say("<br />" if self._options["xhtmlOut"] else "<br>")
                    self._hole("\n")
                case "code_inline":
                    self._say(f"<code{self._renderer.renderAttrs(child)}>")
                    self._open.apart.append(Span(self._at, self._at + len(child.content)))
                    self._hole(child.content)
                    self._say("</code>")
                case "html_inline":
                    self._raw(child.content, links)
                case "link_open":
                    links.append(self._at)
                    self._lead("a", "href", child)
                case "link_close":
                    self._open.apart.append(Span(links.pop(), self._at))
                    self._say("</a>")
                case "image":
                    self._image(child)
                case "footnote_ref":
                    self._footnote_ref(child)
                case _:
                    self._say(self._renderer.renderToken(children, index, self._options, {}))

    def _raw(self, html: str, links: list[int]) -> None:
        """A tag of the source's own HTML; a link among them is set apart like any other."""
        if re.match(r"<a\s[^>]*\bhref\b", html, re.IGNORECASE):
            links.append(self._at)
        elif re.match(r"</a\s*>", html, re.IGNORECASE) and links:
            self._open.apart.append(Span(links.pop(), self._at))
        self._say(self._ended(html))

    def _ended(self, html: str) -> str:
        """`html`, its comment closed: an open one would hide the rest of the page."""
        is_open = html.rfind("<!--") > html.rfind("-->")
        return f"{html}-->" if is_open and self._is_coloured else html

    def _lead(self, tag: str, attribute: Literal["href", "src"], token: "Token") -> None:
        """A tag with an attribute that leads somewhere, and its others."""
        others = [(key, value) for key, value in token.attrItems() if key != attribute]
        rest = "".join(f' {escapeHtml(key)}="{escapeHtml(str(value))}"' for key, value in others)
        close = " />" if tag == "img" and self._options["xhtmlOut"] else ">"
        self._say(f"<{tag}")
        self._open.pieces.append(Ref(attribute, str(token.attrs[attribute])))
        self._say(rest + close)

    def _image(self, token: "Token") -> None:
        alt = self._renderer.renderInlineAsText(token.children, self._options, {})
        token.attrSet("alt", alt)
        self._lead("img", "src", token)

    def _footnote_ref(self, token: "Token") -> None:
        number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
        name = f"fnref{number}-{again + 1}" if again else f"fnref{number}"
        self._open.ids.append(name)
        self._referred.add(name)
        self._say(f'<sup class="footnote-ref"><a role="doc-noteref" id="{name}"')
        self._open.pieces.append(Ref("href", f"#fn{number}"))
        self._say(f' aria-label="Footnote {number} of the text">[{number}]</a></sup>')

    def _anchor(self, token: "Token") -> None:
        number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
        name = f"fnref{number}-{again + 1}" if again else f"fnref{number}"
        if name not in self._referred:  # nothing leads to this footnote, so nothing leads back
            self._say(" ")
            return
        self._say(' <a class="footnote-back" role="doc-backlink"')
        self._open.pieces.append(Ref("href", f"#{name}"))
        place = f", place {again + 1}" if again else ""
        self._say(f' aria-label="Back to the text{place}">\u21a9\ufe0e</a>')

    def _code(self, token: "Token") -> None:
        language = unescapeAll(token.info).strip().split(maxsplit=1)[:1]
        pre = token.meta.get("pre", "")
        attributes = dict(token.attrItems())
        if token.type == "fence" and language:
            attributes["class"] = f"{self._options['langPrefix']}{language[0]}"
        rest = "".join(f' {key}="{escapeHtml(str(value))}"' for key, value in attributes.items())
        self._say(f"<pre{pre}><code{rest}>")
        begin = self._at
        for name, words in self._coloured(token, language):
            if name:
                self._say(f'<span class="{name}">')
            self._hole(words)
            if name:
                self._say("</span>")
        self._open.apart.append(Span(begin, self._at))
        self._say("</code></pre>\n")

    def _coloured(self, token: "Token", language: Sequence[str]) -> Iterator[tuple[str, str]]:
        if self._is_coloured and language:
            yield from parts(token.content, language[0])
        else:
            yield "", token.content
