"""Authors' prose: its references resolved, its terms found; every one of them becomes a link."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from glossator.link.addresses import resolve
from glossator.link.linking import Linking
from glossator.link.terms import mentions_in_body
from glossator.markdown import figure_in, plain, runs
from glossator.model import (
    Body,
    Citation,
    Excerpt,
    Href,
    Link,
    Mention,
    Origin,
    Prose,
    TermRef,
    leads_outside,
)
from glossator.pictures import is_picture, words_in
from glossator.problems import Code, Problem, did_you_mean
from glossator.sentences import sentences
from glossator.text import Place, Span, slug

if TYPE_CHECKING:
    from markdown_it.token import Token


def prose(
    linking: Linking,
    body: Body,
    file: str,
    origin: Origin,
    lang: str,
    *,
    noterms: bool = False,
    taken: frozenset[str] = frozenset(),
) -> Prose:
    """`body` with its references resolved and its terms found; every one of them becomes a link."""
    own = origin.address.partition("#")[0]
    targets: list[str] = []
    explicit: set[str] = set()
    for reference in body.references:
        target = ""
        match reference:
            case TermRef(name, _, place):
                found = linking.ok(_term(linking, name, place))
                if found:
                    explicit.add(found)
                    target = linking.terms.terms[found].address
            case Href():
                target = linking.ok(resolve(reference, file, own, linking.addresses)) or ""
            case Citation(cites, _):
                for cite in cites:
                    if cite.key not in linking.works:
                        linking.note(unknown_work(linking, cite.key, cite.place))
        targets.append(target)
    _pictures_are_right(linking, body, targets)
    _works_are_cited(linking, body)
    mentions: dict[int, tuple[Mention, ...]] = {}
    if not noterms:
        mentions = mentions_in_body(body, linking.terms, lang, taken | explicit)
    made = Prose(body, tuple(targets), mentions)
    linking.links.extend(_links(linking, made, origin, lang))
    return made


def _term(linking: Linking, name: str, place: Place) -> str | Problem:
    """The id of the term of this name; or that there is none, and perhaps why."""
    found = linking.terms.named(name, place)
    entry = f"content/glossary/{slug(name)}.md"
    if isinstance(found, Problem) and entry in linking.manuscript.withheld:
        return replace(found, hint=f"{entry} is a draft, and drafts are not published")
    return found


def unknown_work(linking: Linking, key: str, place: Place) -> Problem:
    """That there is no work of this key."""
    message = f"works.yaml has no work “{key}”"
    return Problem(Code.WORK_UNKNOWN, place, message, did_you_mean(key, linking.works))


def _works_are_cited(linking: Linking, body: Body) -> None:
    """What stands behind a bare @ is no work that was meant to be cited."""
    for key, place in body.named:
        if key in linking.works:
            message = f"this is the key of a work, and cites none: @{key}"
            hint = f"write [@{key}], in brackets"
            linking.note(Problem(Code.MARK_UNREAD, place, message, hint))


def _pictures_are_right(linking: Linking, body: Body, targets: Sequence[str]) -> None:
    """Every image says what it shows, and shows a picture or a figure."""
    known = linking.addresses.of_file
    unread = {known.get(path) for path in linking.addresses.unread}
    for index, inline in enumerate(body.tokens):
        is_alone = figure_in(body.tokens, index) is not None
        for child in inline.children or ():
            if child.type != "image":
                continue
            number = int(child.meta["reference"])
            target, place = targets[number].partition("#")[0], body.references[number].place
            wrong = (
                _wrong_figure(child, place, is_alone=is_alone)
                if target in linking.figures
                else None
                if target in unread
                else _wrong_picture(child, target, place, is_alone=is_alone)
            )
            if wrong:
                linking.note(wrong)


def _wrong_figure(image: "Token", place: Place, *, is_alone: bool) -> Problem | None:
    """A figure is no part of a sentence: it is all that its paragraph has."""
    if not is_alone:
        message = "a figure stands here among other things"
        hint = "make it a paragraph of its own, between two blank lines"
        return Problem(Code.FIGURE_MISPLACED, place, message, hint)
    if image.attrs.get("title"):
        message = "the caption of a figure drawn from data stands in the brackets"
        hint = "write it there; what the figure shows is told in its own file"
        return Problem(Code.FIGURE_MISPLACED, place, message, hint)
    return None


def _wrong_picture(image: "Token", target: str, place: Place, *, is_alone: bool) -> Problem | None:
    """A picture is told in words, and one with a caption is all that its paragraph has."""
    url = unquote(str(image.attrs["src"])).partition("#")[0]
    if target and not is_picture(target):
        message, hint = "this file is no picture", "to link to it, take out the ! before the ["
        if url.endswith((".yaml", ".yml")):
            message = "this file is no picture, and no figure"
            hint = "a figure is a file in a folder “figures” whose name ends with .yaml"
        return Problem(Code.NOT_A_PICTURE, place, message, hint)
    if not words_in(image) and not url.endswith(".yaml"):
        message = "this picture says nothing to those who do not see it"
        hint = "say in the brackets what it shows: ![A map of the harbour](map.png)"
        return Problem(Code.ALT_MISSING, place, message, hint)
    if image.attrs.get("title") and not is_alone:
        message = "a picture with a caption stands here among other things"
        hint = "make it a paragraph of its own, or take out the caption in quotation marks"
        return Problem(Code.FIGURE_MISPLACED, place, message, hint)
    return None


def _links(linking: Linking, made: Prose, origin: Origin, lang: str) -> Iterator[Link]:
    """Everything that the body leads to in this site, each with its sentence."""
    own = origin.address.partition("#")[0]
    for index, token in enumerate(made.body.tokens):
        if token.type != "inline":
            continue
        words = plain(token)
        gaps = frozenset(_gaps(token, words))
        parts = sentences(words, lang) if words.strip() else ()
        at = 0
        for run in runs(token):
            here, at = Span(at, at + len(run.text)), at + len(run.text)
            number = run.child.meta.get("reference")
            if number is not None:
                for kind, target, locator in _targets(linking, made, number):
                    where = _before(words, at) if kind == "cite" else here
                    yield Link(kind, origin, target, excerpt(words, where, parts, gaps), locator)
        for mention in made.mentions.get(index, ()):
            target = linking.terms.terms[mention.term].address
            if target != own:
                found = excerpt(words, mention.span, parts, gaps)
                yield Link("mention", origin, target, found)


def _targets(linking: Linking, made: Prose, number: int) -> Iterator[tuple[str, str, str]]:
    """Kind, address and locator of what one reference leads to inside the site."""
    reference, target = made.body.references[number], made.targets[number]
    if isinstance(reference, Citation):
        for cite in reference.cites:
            if cite.key in linking.works:
                yield "cite", linking.works[cite.key].address, cite.locator
        return
    if target in linking.figures and isinstance(reference, Href) and reference.is_image:
        for key, _ in linking.figures[target].works:
            if key in linking.works:
                yield "cite", linking.works[key].address, ""
    if target and not leads_outside(target):
        yield "term" if isinstance(reference, TermRef) else "link", target, ""


def _before(words: str, at: int) -> Span:
    """An empty span at the last word before `at`: a citation belongs to the sentence it closes."""
    end = len(words[:at].rstrip())
    return Span(max(0, end - 1), max(0, end - 1))


def _gaps(inline: "Token", words: str) -> Iterator[int]:
    """The offsets of spaces that a citation, shown in no excerpt, leaves before a mark."""
    at = 0
    for run in runs(inline):
        at += len(run.text)
        is_open = run.child.type == "citation" and words[at - 1 : at].isspace()
        if is_open and words[at : at + 1] in {*".,;:!?)"}:
            yield at - 1


def excerpt(
    words: str, at: Span, parts: Sequence[Span], gaps: frozenset[int] = frozenset()
) -> Excerpt:
    """The sentences of `words` that `at` touches, parted around it; `gaps` are left out."""
    whole = [
        part for part in parts if part.start < max(at.end, at.start + 1) and at.start < part.end
    ]
    start = min([at.start, *(part.start for part in whole)])
    end = max([at.end, *(part.end for part in whole)])

    def joined(begin: int, stop: int) -> str:
        kept = (words[n] for n in range(begin, stop) if n not in gaps)
        return "".join(kept).replace("\n", " ")

    return Excerpt(joined(start, at.start), joined(at.start, at.end), joined(at.end, end))
