"""An author's tokens to HTML: references become links, mentions of terms too, code is coloured.

Nothing here decides where a link leads; it is told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

from markdown_it.renderer import RendererHTML
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from glossator import draw
from glossator.commonmark import OPTIONS
from glossator.highlight import coloured
from glossator.leads import belongs_before, lead_end
from glossator.markdown import figure_in, is_comment, plain, runs
from glossator.model import Citation, Href, Mention, Prose, Site, TermRef, leads_outside
from glossator.pictures import attributes, words_in
from glossator.words import Words

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

Relative = Callable[[str], str]
"""From an address of the site to what a link on the page in hand says."""


def html(prose: Prose, site: Site, relative: Relative, say: Words) -> Markup:
    """The body as HTML, safe to set into a page."""
    renderer = _Renderer(prose, site, relative, say)
    return Markup(renderer.render(prose.body.tokens, OPTIONS, {}))  # noqa: S704  (escaped piece by piece)


def lead_and_rest(
    prose: Prose, site: Site, relative: Relative, say: Words
) -> tuple[Markup, Markup]:
    """The first sentence of a body that begins with a paragraph, and all that follows it.

    A sentence that ends inside a link or an emphasis goes on to the next that ends outside; a body
    that begins otherwise has no first sentence.
    """
    renderer = _Renderer(prose, site, relative, say)
    first, rest = renderer.parted(say.lang)
    return Markup(first), Markup(rest)  # noqa: S704  (escaped piece by piece)


def term_opening(href: str) -> str:
    """The tag that begins a link from a mention to its entry (DPUB-ARIA 1.1, doc-glossref)."""
    return f'<a class="term" role="doc-glossref" href="{escape(href)}">'


@dataclass(frozen=True, slots=True)
class _Piece:
    """A bit of an inline token's HTML."""

    at: int
    """Its offset in the words."""
    html: str
    ends_what_was: bool = False
    """Whether, without words itself, it belongs to what stands before it."""


class _Renderer(RendererHTML):
    """markdown-it's renderer, with a body's references and mentions beside the tokens."""

    def __init__(self, prose: Prose, site: Site, relative: Relative, say: Words) -> None:
        # Not that of RendererHTML: it looks through all that an object has, at every body anew.
        self._prose, self._site, self._relative, self._say = prose, site, relative, say
        tops = any(token.tag == "h1" for token in prose.body.tokens)
        self._shift = 1 if tops else 0
        self._cut = self._kept = 0
        """Where the first paragraph is parted, and how many of its pieces come before."""

    def parted(self, lang: str) -> tuple[str, str]:
        """The first sentence, and the rest."""
        tokens = self._prose.body.tokens
        self._cut = lead_end(self._prose, lang)
        if not self._cut:
            return "", self.render(tokens, OPTIONS, {})
        pieces = list(self._pieces(1))
        is_all = self._cut == len(plain(tokens[1]))
        kept = takewhile(lambda one: is_all or one.at < self._cut or one.ends_what_was, pieces)
        self._kept = len(list(kept))
        first = "".join(one.html for one in pieces[: self._kept]).strip()
        while first.endswith("<br>"):
            first = first.removesuffix("<br>").rstrip()
        begin = 3 if self._kept == len(pieces) else 0  # the paragraph has three tokens
        return first, self.render(tokens, OPTIONS, {}, begin)

    def render(
        self, tokens: "Sequence[Token]", options: OptionsDict, env: "EnvType", begin: int = 0
    ) -> str:
        """The blocks, each by its rule; inline ones with their mentions."""
        made: list[str] = []
        for index, token in list(enumerate(tokens))[begin:]:
            picture = self._figure(tokens, index)
            if picture is not None:
                made.append(picture)
            elif token.type == "inline":
                pieces = islice(self._pieces(index), self._kept if index == 1 else 0, None)
                made += [one.html for one in pieces]
            else:
                rule = getattr(self, token.type, self.renderToken)
                made.append(rule(tokens, index, options, env))
        return "".join(made)

    def _figure(self, tokens: "Sequence[Token]", index: int) -> str | None:
        """The figure, for the paragraph that holds nothing else; nothing for what is around it."""
        first = index - {"paragraph_open": 0, "inline": 1, "paragraph_close": 2}.get(
            tokens[index].type, index + 1
        )
        if first < 0 or tokens[first].type != "paragraph_open":
            return None
        image = figure_in(tokens, first + 1)
        if image is None:
            return None
        figure = self._site.figures.get(self._prose.targets[image.meta["reference"]])
        caption = str(image.attrs.get("title", ""))
        if figure is None and not caption:
            return None
        if index != first + 1:
            return ""
        if figure is None:
            said = escape(caption, quote=False)
            shown = self._image(image)
            return (
                f'<figure class="picture">\n{shown}\n<figcaption>{said}</figcaption>\n</figure>\n'
            )
        sources = [self._cited(key) for key, _ in figure.works if key in self._site.labels]
        return draw.figure(figure, words_in(image), sources, self._relative, self._say)

    def _pieces(self, index: int) -> Iterator[_Piece]:
        """The HTML of an inline token bit by bit."""
        inline = self._prose.body.tokens[index]
        linked = [one for one in self._prose.mentions.get(index, ()) if one.is_linked]
        opens = {mention.span.start: mention for mention in linked}
        closes = {mention.span.end for mention in linked}
        cut = self._cut if index == 1 else 0
        at = 0
        children = inline.children or []
        for number, run in enumerate(runs(inline)):
            if run.is_free:
                yield from self._free(run.child, run.text, at, opens, closes, cut)
            else:
                ends_what_was = at == cut and belongs_before(run)
                yield _Piece(at, self._child(children, number), ends_what_was)
            at += len(run.text)

    def _free(
        self,
        child: "Token",
        words: str,
        at: int,
        opens: Mapping[int, Mention],
        closes: set[int],
        cut: int,
    ) -> Iterator[_Piece]:
        """Plain words with the links that begin or end in them, parted at `cut`."""
        stop = at + len(words)
        cuts = sorted({at, stop} | {one for one in {*opens, *closes, cut} if at < one < stop})
        for start, end in pairwise(cuts):
            made = ""
            if start in opens:
                address = self._site.entries_by_id[opens[start].term].term.address
                made = term_opening(self._relative(address))
            made += (
                "<br>\n"
                if child.type == "hardbreak"
                else escape(words[start - at : end - at], quote=False)
            )
            yield _Piece(start, f"{made}</a>" if end in closes else made)

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
                return str(self.renderToken(children, index, OPTIONS, {}))

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
            before = f"{escape(cite.prefix, quote=False)} " if cite.prefix else ""
            after = f", {escape(cite.locator, quote=False)}" if cite.locator else ""
            parts.append(f"{before}{self._cited(cite.key)}{after}")
        return f'<span class="citation">({"; ".join(parts)})</span>'

    def _cited(self, key: str) -> str:
        """The short form of a work, a link to its entry."""
        href = escape(self._relative(f"works/#works-{key}"))
        label = escape(self._site.labels.get(key, key), quote=False)
        return f'<a role="doc-biblioref" href="{href}">{label}</a>'

    def _link(self, token: "Token") -> str:
        reference = self._prose.body.references[token.meta["reference"]]
        assert isinstance(reference, Href)  # noqa: S101  (the token's own)
        title = token.attrs.get("title")
        more = f' title="{escape(str(title))}"' if title else ""
        outside = ' rel="external"' if reference.url.lower().startswith("http") else ""
        return f'<a href="{escape(self._target(token))}"{more}{outside}>'

    def _image(self, token: "Token") -> str:
        address = self._prose.targets[token.meta["reference"]].partition("#")[0]
        size = attributes(self._site.size_of(address))
        alt = escape(words_in(token))
        return f'<img src="{escape(self._target(token))}" alt="{alt}"{size} loading="lazy">'

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
        name = self._say("table")
        return f'<div class="table" role="group" aria-label="{name}" tabindex="0"><table>\n'

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
