"""An author's tokens to HTML: references become links, mentions of terms too, code is coloured.

Nothing here decides where a link leads; it is told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it.renderer import RendererHTML
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from glossator.markdown import is_comment, runs
from glossator.model import Citation, Href, Mention, Prose, Site, TermRef, leads_outside

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

_OPTIONS = OptionsDict(
    {
        "maxNesting": 0,
        "html": True,
        "linkify": False,
        "typographer": False,
        "quotes": "",
        "xhtmlOut": False,
        "breaks": False,
        "langPrefix": "",
        "highlight": None,
    }
)
"""What the rules we did not replace look at."""

Relative = Callable[[str], str]
"""From an address of the site to what a link on the page in hand says."""


def html(prose: Prose, site: Site, relative: Relative) -> Markup:
    """The body as HTML, safe to set into a page."""
    renderer = _Renderer(prose, site, relative)
    return Markup(renderer.render(prose.body.tokens, _OPTIONS, {}))  # noqa: S704  (escaped piece by piece)


def term_opening(href: str) -> str:
    """The tag that begins a link from a mention to its entry (DPUB-ARIA 1.1, doc-glossref)."""
    return f'<a class="term" role="doc-glossref" href="{escape(href)}">'


class _Renderer(RendererHTML):
    """markdown-it's renderer, with a body's references and mentions beside the tokens."""

    def __init__(self, prose: Prose, site: Site, relative: Relative) -> None:
        super().__init__()
        self._prose, self._site, self._relative = prose, site, relative
        tops = any(token.tag == "h1" for token in prose.body.tokens)
        self._shift = 1 if tops else 0

    def render(self, tokens: "Sequence[Token]", options: OptionsDict, env: "EnvType") -> str:
        """The blocks, each by its rule; inline ones with their mentions."""
        made: list[str] = []
        for index, token in enumerate(tokens):
            if token.type == "inline":
                made.append(self._inline(token, self._prose.mentions.get(index, ())))
            elif token.type in self.rules:
                made.append(self.rules[token.type](tokens, index, options, env))
            else:
                made.append(self.renderToken(tokens, index, options, env))
        return "".join(made)

    def _inline(self, inline: "Token", mentions: Sequence[Mention]) -> str:
        linked = [mention for mention in mentions if mention.is_linked]
        opens = {mention.span.start: mention for mention in linked}
        closes = {mention.span.end for mention in linked}
        made: list[str] = []
        at = 0
        children = inline.children or []
        for index, run in enumerate(runs(inline)):
            if run.is_free:
                made.append("".join(self._free(run.child, run.text, at, opens, closes)))
            else:
                made.append(self._child(children, index))
            at += len(run.text)
        return "".join(made)

    def _free(
        self, child: "Token", words: str, at: int, opens: Mapping[int, Mention], closes: set[int]
    ) -> Iterator[str]:
        """Plain words with the links that begin or end in them."""
        cuts = sorted(
            {at, at + len(words)} | {cut for cut in {*opens, *closes} if at < cut < at + len(words)}
        )
        for start, end in pairwise(cuts):
            if start in opens:
                address = self._site.entries_by_id[opens[start].term].term.address
                yield term_opening(self._relative(address))
            yield (
                "<br>\n"
                if child.type == "hardbreak"
                else escape(words[start - at : end - at], quote=False)
            )
            if end in closes:
                yield "</a>"

    def _child(self, children: "Sequence[Token]", index: int) -> str:
        token = children[index]
        match token.type:
            case "term_reference":
                return self._term(token)
            case "citation":
                return self._citation(token)
            case "link_open":
                return self._link(token)
            case "image":
                return self._image(token)
            case "html_inline":
                return "" if token.content.startswith("<!--") else token.content
            case "text":
                return escape(token.content, quote=False)
            case "softbreak":
                return "\n"
            case "hardbreak":
                return "<br>\n"
            case "code_inline":
                return f"<code>{escape(token.content, quote=False)}</code>"
            case _:
                return str(self.renderToken(children, index, _OPTIONS, {}))

    def _target(self, token: "Token") -> str:
        target = self._prose.targets[token.meta["reference"]]
        return target if leads_outside(target) else self._relative(target)

    def _term(self, token: "Token") -> str:
        reference = self._prose.body.references[token.meta["reference"]]
        assert isinstance(reference, TermRef)  # noqa: S101  (the token's own)
        return f"{term_opening(self._target(token))}{escape(reference.label, quote=False)}</a>"

    def _citation(self, token: "Token") -> str:
        reference = self._prose.body.references[token.meta["reference"]]
        assert isinstance(reference, Citation)  # noqa: S101  (the token's own)
        parts = []
        for cite in reference.cites:
            href = escape(self._relative(f"works/#works-{cite.key}"))
            label = escape(self._site.labels.get(cite.key, cite.key), quote=False)
            before = f"{escape(cite.prefix, quote=False)} " if cite.prefix else ""
            after = f", {escape(cite.locator, quote=False)}" if cite.locator else ""
            parts.append(f'{before}<a role="doc-biblioref" href="{href}">{label}</a>{after}')
        return f'<span class="citation">({"; ".join(parts)})</span>'

    def _link(self, token: "Token") -> str:
        reference = self._prose.body.references[token.meta["reference"]]
        assert isinstance(reference, Href)  # noqa: S101  (the token's own)
        title = token.attrs.get("title")
        more = f' title="{escape(str(title))}"' if title else ""
        outside = ' rel="external"' if reference.url.lower().startswith("http") else ""
        return f'<a href="{escape(self._target(token))}"{more}{outside}>'

    def _image(self, token: "Token") -> str:
        alt = "".join(child.content for child in token.children or ())
        title = token.attrs.get("title")
        more = f' title="{escape(str(title))}"' if title else ""
        return f'<img src="{escape(self._target(token))}" alt="{escape(alt)}"{more} loading="lazy">'

    # The rules below are found by name, as markdown-it-py does it.

    def heading_open(
        self, tokens: "Sequence[Token]", idx: int, options: OptionsDict, env: "EnvType"
    ) -> str:
        """A heading, never of the page's own rank, with an id that links may name."""
        del options, env
        level = min(6, int(tokens[idx].tag[1:]) + self._shift)
        name = tokens[idx].meta.get("id")
        return f'<h{level} id="{escape(name)}">' if name else f"<h{level}>"

    def heading_close(
        self, tokens: "Sequence[Token]", idx: int, options: OptionsDict, env: "EnvType"
    ) -> str:
        """The end of one."""
        del options, env
        return f"</h{min(6, int(tokens[idx].tag[1:]) + self._shift)}>\n"

    def th_open(
        self, tokens: "Sequence[Token]", idx: int, options: OptionsDict, env: "EnvType"
    ) -> str:
        """A cell whose alignment is a class: the policy forbids style attributes."""
        del options, env
        align = str(tokens[idx].attrs.get("style", "")).removeprefix("text-align:")
        return f'<{tokens[idx].tag} class="{escape(align)}">' if align else f"<{tokens[idx].tag}>"

    td_open = th_open

    def table_open(
        self, tokens: "Sequence[Token]", idx: int, options: OptionsDict, env: "EnvType"
    ) -> str:
        """A table that scrolls by itself, by keyboard too, when the page is narrower."""
        del tokens, idx, options, env
        return '<div class="table" role="group" aria-label="Table" tabindex="0"><table>\n'

    def table_close(
        self, tokens: "Sequence[Token]", idx: int, options: OptionsDict, env: "EnvType"
    ) -> str:
        """The end of one."""
        del tokens, idx, options, env
        return "</table></div>\n"

    def fence(
        self, tokens: "Sequence[Token]", idx: int, options: OptionsDict, env: "EnvType"
    ) -> str:
        """Code, coloured if its language is known."""
        del options, env
        token = tokens[idx]
        language = token.info.split()[0] if token.info.split() else ""
        code = coloured(token.content, language)
        return f'<pre class="code" tabindex="0"><code>{code}</code></pre>\n'

    def code_block(
        self, tokens: "Sequence[Token]", idx: int, options: OptionsDict, env: "EnvType"
    ) -> str:
        """Indented code."""
        return self.fence(tokens, idx, options, env)

    def html_block(
        self, tokens: "Sequence[Token]", idx: int, options: OptionsDict, env: "EnvType"
    ) -> str:
        """HTML as written; a comment is the author's own business."""
        del options, env
        return "" if is_comment(tokens[idx].content) else tokens[idx].content


def coloured(code: str, language: str) -> str:
    """`code` as HTML with Pygments' classes; without them if not a character may be kept otherwise.

    Pygments strips and adds line ends even when told not to, so its tokens are joined and compared.
    """
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language) if language else None
    except ClassNotFound:
        lexer = None
    if lexer is None:
        return escape(code, quote=False)
    found = [(kind, words) for _, kind, words in lexer.get_tokens_unprocessed(code)]
    if "".join(words for _, words in found) != code:
        return escape(code, quote=False)
    from io import StringIO

    out = StringIO()
    HtmlFormatter(nowrap=True).format(found, out)
    made = out.getvalue()
    return made if code.endswith("\n") else made.removesuffix("\n")
