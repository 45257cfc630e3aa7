"""Where everything is: from what authors name to addresses in the site."""

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from glossator.model import INTRO, WHO, Draft, Figure, Href, Manuscript, NavItem, Term
from glossator.pictures import is_picture
from glossator.problems import Code, Problem, did_you_mean
from glossator.text import Place

SCHEMES = ("http", "https", "mailto")
"""What a link may lead to besides the site itself."""

_NAMED = {"home": "", "glossary": "glossary/", "works": "works/"}

_FROM_TERMS = {"timeline": "timeline/", "people": "people/"}
"""Pages that are there only if the glossary has what they show."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Every file that can be linked to, and every fragment of its page.

    Paths are in NFC, as they are typed: some systems keep the names of files otherwise.
    """

    of_file: Mapping[str, str]
    """Path from the project's root to address."""
    fragments: Mapping[str, Mapping[str, str]]
    """Address to the ids of what is there, each with the address of the page it stands on."""
    withheld: frozenset[str]
    """The paths of drafts, which have no address now."""
    unread: frozenset[str]
    """The paths of what could not be read, which a link may well name; folders end in a slash."""
    in_part: frozenset[str]
    """The addresses of explainers beside which something could not be read."""
    figures: frozenset[str]
    """The paths of what is drawn from data."""
    terms: tuple[Term, ...]

    def is_unread(self, path: str) -> bool:
        """Whether what is at `path` could not be read, or lies in such a folder."""
        folders = tuple(one for one in self.unread if one.endswith("/"))
        return path in self.unread or f"{path}/".startswith(folders)


def addresses(manuscript: Manuscript, homes: Mapping[str, Mapping[str, int]]) -> Addresses:
    """The addresses of all that `manuscript` holds.

    `homes` are, by the slug of an explainer and the id of a note, the units where notes stand.
    """
    of_file: dict[str, str] = {"content/works.yaml": "works/", "content/glossary": "glossary/"}
    fragments: dict[str, Mapping[str, str]] = {
        "": {},
        "glossary/": _on("glossary/", (term.id for term in manuscript.terms)),
        "works/": _on("works/", (f"works-{work.id}" for work in manuscript.works)),
    }
    figures = {nfc(one.path) for one in manuscript.figures}
    beside = {posixpath.dirname(path) for path in manuscript.unread}
    for term in manuscript.terms:
        of_file[term.path] = term.address
        fragments[term.address] = _on(term.address, term.body.headings)
    for text in manuscript.texts:
        of_file[text.path] = text.address
        fragments[text.address] = _on(text.address, text.body.headings)
    for draft in manuscript.drafts:
        address = f"{draft.slug}/"
        of_file[draft.path] = address
        of_file[draft.source.file.path] = f"{address}source{draft.source.suffix}"
        of_file.update({layer.file.path: address for layer in draft.layers})
        of_file.update({file.path: file.address for file in draft.files})
        shown = {nfc(one.path): one for one in (*manuscript.figures, *draft.figures)}
        fragments[address] = _ids(draft, shown, homes[draft.slug])
        figures.update(shown)
        for part in draft.source.parts:
            fragments[part.address_in(address)] = fragments[address]
    of_file.update({file.path: file.address for file in manuscript.files})
    return Addresses(
        {nfc(path): address for path, address in of_file.items()},
        fragments,
        frozenset(nfc(path) for path in manuscript.withheld),
        frozenset(nfc(path) for path in manuscript.unread),
        frozenset(
            f"{one.slug}/" for one in manuscript.drafts if posixpath.dirname(one.path) in beside
        ),
        frozenset(figures),
        manuscript.terms,
    )


def nfc(path: str) -> str:
    """`path` as it is typed."""
    return unicodedata.normalize("NFC", path)


def _on(address: str, ids: Iterable[str]) -> Mapping[str, str]:
    """`ids`, all on the page at `address`."""
    return dict.fromkeys(ids, address)


def _ids(
    draft: Draft, figures: Mapping[str, Figure], homes: Mapping[str, int]
) -> Mapping[str, str]:
    """What stands on an explainer's pages and can be pointed to."""
    source, own = draft.source, f"{draft.slug}/"

    def page(unit: int) -> str:
        return source.part_of(unit).address_in(own)

    bodies = [draft.intro, *(note.body for layer in draft.layers for note in layer.notes)]
    works = [key for body in bodies for key in body.cited]
    hrefs = [one for body in bodies for one in body.references if isinstance(one, Href)]
    shown = [figures.get(_path(one, draft.path)) for one in hrefs if one.is_image]
    works += [key for one in shown if one for key, _ in one.works]
    ids = dict(_on(own, (*draft.intro.headings, *(f"works-{key}" for key in works))))
    ids |= {name: page(unit) for name, unit in source.ids.items()}
    ids |= {one.id: page(one.units.start) for one in source.sections}
    written = (note.id for layer in draft.layers for note in layer.notes)
    ids |= {f"note-{name}": page(homes[name]) if name in homes else own for name in written}
    return ids


def _path(href: Href, file: str) -> str:
    """What `href`, which stands in `file`, names, from the project's root."""
    path = unquote(href.url.partition("#")[0])
    return nfc(posixpath.normpath(posixpath.join(posixpath.dirname(file), path)))


def resolve(href: Href, file: str, own: str, known: Addresses) -> str | Problem:
    """The address in the site that `href`, which stands in `file`, leads to; or a whole URL.

    `own` is the address of the page it stands on.
    """
    url = href.url
    if not url.strip():
        hint = "name a file, such as about.md, or an address on the web"
        return Problem(Code.LINK_BROKEN, href.place, "this link leads nowhere", hint)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
    if url.startswith(("//", "\\")) or (scheme and scheme[1].lower() not in SCHEMES):
        hint = "links lead to files of this site, or begin with https://, http:// or mailto:"
        return Problem(Code.LINK_UNSAFE, href.place, f"this link is not safe: {url}", hint)
    if scheme and href.is_image:
        hint = "put the picture beside this file and link to it by its name"
        message = "a picture from another host would tell that host who reads the page"
        return Problem(Code.LINK_UNSAFE, href.place, message, hint)
    if scheme:
        return url
    path, _, fragment = url.partition("#")
    fragment = unquote(fragment)
    if not path:
        return _with_fragment(own, fragment, href, known)
    target = _path(href, file)
    if path.startswith("/") or target not in known.of_file:
        if target in known.withheld:
            message = f"{unquote(path)} is a draft, and drafts are not published"
            hint = "take draft: true out of it, or the link out of here"
            return Problem(Code.LINK_BROKEN, href.place, message, hint)
        if known.is_unread(target):
            return ""
        return _nothing_there(href, file, known)
    return _with_fragment(known.of_file[target], fragment, href, known)


def _nothing_there(href: Href, file: str, known: Addresses) -> Problem:
    """That `href`, which stands in `file`, leads to nothing; the hint names what is near."""
    path = unquote(href.url.partition("#")[0])
    target, near = _path(href, file), posixpath.dirname(file)
    wanted = list(known.of_file)
    if href.is_image:
        wanted = [one for one in wanted if is_picture(one) or one in known.figures]
    names = [posixpath.relpath(one, near) for one in wanted]
    hint = did_you_mean(path, names)
    other = next((one for one in wanted if one.casefold() == target.casefold()), "")
    moved = [one for one in wanted if posixpath.basename(one) == posixpath.basename(path)]
    top = "content" if path.startswith("/") else ""
    index = posixpath.join(top, target.lstrip("/"), "index.md")
    if index in known.of_file:
        hint = f"did you mean “{posixpath.relpath(index, near)}”?"
    elif other:
        hint = f"write “{posixpath.relpath(other, near)}”: capitals and small letters differ here"
    elif len(moved) == 1:
        hint = f"did you mean “{posixpath.relpath(moved[0], near)}”?"
    elif path.startswith("www."):
        hint = f"write the whole address: https://{path}"
    elif not names:
        hint = f"put it at {target}"
    if path.startswith("/"):
        is_near = hint.startswith("did you mean")
        rule = "addresses from the root are not understood"
        hint = f"{hint} {rule}" if is_near else f"{rule}: name a file, relative to this one"
    message = f"there is {'no picture' if href.is_image else 'nothing to link to'} at {path}"
    return Problem(Code.LINK_BROKEN, href.place, message, hint)


def _with_fragment(address: str, fragment: str, href: Href, known: Addresses) -> str | Problem:
    if not fragment:
        return address
    ids = known.fragments.get(address)
    if ids is None:
        return f"{address}#{fragment}"
    if fragment not in ids and f"{INTRO}{fragment}" in ids:
        fragment = f"{INTRO}{fragment}"  # a heading of an introduction, named as GitHub does
    if fragment not in ids:
        if address in known.in_part:
            return ""  # what is missing may stand in what could not be read
        message = f"the page has nothing called #{fragment}"
        return Problem(Code.FRAGMENT_BROKEN, href.place, message, _near(fragment, ids))
    return f"{ids[fragment]}#{fragment}"


def _near(fragment: str, ids: Iterable[str]) -> str:
    """A hint for a fragment that is not among `ids`; a note is likened to notes by its own name."""
    sort = "note-" if fragment.startswith("note-") else ""
    # Nobody is helped by the number of every paragraph.
    names = [one.removeprefix(sort) for one in ids
             if one.startswith(sort) and not re.fullmatch(r"(p|fn|fnref)[\d-]+", one)]  # fmt: skip
    hint = did_you_mean(fragment.removeprefix(sort), names)
    if hint.startswith("did"):
        return hint.replace("“", f"“{sort}", 1)
    return did_you_mean("", (f"{sort}{name}" for name in names))


def nav_address(item: NavItem, known: Addresses) -> str | Problem:
    """The address that a row of the navigation leads to."""
    if item.to in _NAMED:
        return _NAMED[item.to]
    if item.to in _FROM_TERMS:
        is_timeline = item.to == "timeline"
        if any(one.date if is_timeline else one.type in WHO for one in known.terms):
            return _FROM_TERMS[item.to]
        if any(path.startswith("content/glossary/") for path in known.unread):
            return ""
        wanted = "a date" if is_timeline else f"one of the types {' and '.join(WHO)}"
        message = f"the site has no page “{item.to}”: no term has {wanted}"
        key = "date: 1949-04-04" if is_timeline else "type: person"
        hint = f"write {key} in the front matter of a glossary entry, or take this row out"
        return Problem(Code.LINK_BROKEN, item.place, message, hint)
    path = nfc(f"content/{item.to}")
    if path in known.of_file:
        return known.of_file[path]
    files = [name for name in known.of_file if name.startswith("content/")]
    if known.is_unread(path):
        return ""
    names = [*_NAMED, *_FROM_TERMS, *(name.removeprefix("content/") for name in files)]
    message, hint = f"there is no page “{item.to}”", did_you_mean(item.to, names)
    if ":" in item.to:
        hint = "the navigation leads to pages of this site only"
    elif f"{path.strip('/')}/index.md" in known.of_file:
        hint = f"did you mean “{item.to.strip('/')}/index.md”?"
    return Problem(Code.LINK_BROKEN, item.place, message, hint)


def redirect(words: str, place: Place) -> str | Problem:
    """An old address as a path of this site."""
    path = words.strip().strip("/")
    if (
        not path
        or "//" in path
        or any(part.startswith(".") for part in path.split("/"))
        or not re.fullmatch(r"[^\s?#:\\]+", path)
    ):
        hint = "write the old path, such as /2024/nato/"
        return Problem(Code.LINK_UNSAFE, place, f"“{words}” is not a path of this site", hint)
    return path if path.endswith(".html") else f"{path}/"
