"""Figures to SVG that stands in the page itself: no request, no script, readable as a table too.

Shapes have presentation attributes, so that they can be seen where no style reaches (in a feed);
the theme's rules for their classes win over those. Nothing has an id: a figure may stand on a page
twice.
"""

from collections.abc import Callable, Sequence
from html import escape

from markupsafe import Markup

from glossator.draw.atlas import atlas
from glossator.draw.columns import columns
from glossator.draw.svg import WIDTH, svg
from glossator.model import Columns, Figure, Map
from glossator.words import Words


def figure(
    one: Figure, caption: str, sources: Sequence[str], href: Callable[[str], str], say: Words
) -> Markup:
    """The whole `figure`: title and picture, `caption`, `sources` (HTML), the data as a table.

    `href` says what a link from the page in hand to an address is.
    """
    match one.drawing:
        case Columns():
            drawn = columns(one, one.drawing)
        case Map():
            drawn = atlas(one.drawing)
    named = [*sources, *([escape(one.credit, quote=False)] if one.credit else [])]
    said = f"<p>{escape(caption, quote=False)}</p>\n" if caption else ""
    source = f'<p class="credit">{say("figure_source")} {"; ".join(named)}</p>\n' if named else ""
    lang = f' lang="{escape(one.lang)}"' if one.lang else ""
    shape = "tall" if drawn.height > WIDTH else "broad"
    return Markup(  # noqa: S704  (escaped piece by piece)
        f'<figure class="figure {shape}"{lang}>\n'
        f'<p class="figure-title">{escape(one.title, quote=False)}</p>\n'
        f"{svg(drawn, one.title, one.description)}\n<figcaption>\n{said}{source}"
        f'<details class="figure-data">\n<summary>{say("figure_data")}</summary>\n'
        f"<p>{escape(one.description, quote=False)}</p>\n{_table(one)}"
        f"<p>{say('figure_files')} {_files(one, href)}</p>\n</details>\n</figcaption>\n</figure>\n"
    )


def _files(one: Figure, href: Callable[[str], str]) -> str:
    named = ((address.rpartition("/")[2], escape(href(address))) for address in one.files)
    return ", ".join(f'<a href="{to}">{escape(name, quote=False)}</a>' for name, to in named)


def _table(one: Figure) -> str:
    def row(cells: Sequence[str], tag: str) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        made = "".join(f"<{tag}{scope}>{escape(cell, quote=False)}</{tag}>" for cell in cells)
        return f"<tr>{made}</tr>\n"

    rows = "".join(row(cells, "td") for cells in one.rows)
    return (
        f'<div class="table" role="group" aria-label="{escape(one.title)}" tabindex="0"><table>\n'
        f"<thead>\n{row(one.columns, 'th')}</thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
    )
