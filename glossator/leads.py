"""The first sentence of an author's prose: where it may be parted from the rest."""

from glossator.markdown import Run, is_comment, plain, runs
from glossator.model import Prose
from glossator.sentences import sentences


def lead_end(prose: Prose, lang: str) -> int:
    """The offset, in the words of the first paragraph, at which the first sentence is over.

    0 if the body does not begin with a paragraph that has words; the length of the words if the
    whole paragraph is one. A sentence that ends inside a link, an emphasis or code goes on to the
    next that ends outside. Where an author's own HTML stands, nothing is parted: it may be a tag.
    """
    tokens = prose.body.tokens
    if not tokens or tokens[0].type != "paragraph_open" or not plain(tokens[1]).strip():
        return 0
    words = plain(tokens[1])
    found = list(runs(tokens[1]))
    if any(run.child.type == "html_inline" and not is_comment(run.child.content) for run in found):
        return len(words)
    spans = [one.span for one in prose.mentions.get(1, ()) if one.is_linked]
    for cut in [one.start for one in sentences(words, lang)[1:]]:
        if _is_whole(found, cut) and not any(span.start < cut < span.end for span in spans):
            return cut
    return len(words)


def belongs_before(run: Run) -> bool:
    """Whether a run without words, right where a sentence ends, belongs to that sentence."""
    return run.child.nesting < 0 or run.child.type == "citation"


def _is_whole(found: list[Run], cut: int) -> bool:
    """Whether nothing that begins before `cut` ends after it."""
    at = depth = 0
    for run in found:
        stop = at + len(run.text)
        if at > cut or (at == cut and not belongs_before(run)):
            break
        if at < cut < stop and not run.is_free:
            return False
        depth += run.child.nesting
        at = stop
    return depth == 0
