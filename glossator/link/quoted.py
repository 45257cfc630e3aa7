"""Where the links and pictures of a source lead, which are not ours to change."""

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote, urljoin

from glossator.link.addresses import SCHEMES, nfc
from glossator.link.linking import Linking
from glossator.model import Draft, Excerpt, Link, Origin, Ref, leads_outside
from glossator.problems import Code, Problem
from glossator.text import slug


def targets(linking: Linking, draft: Draft) -> Mapping[Ref, str]:
    """For each link and picture of the source an address in the site, a whole URL, or nothing.

    What leads to another part of the text, or to a file of this project, stays in the site. What
    else is relative is meant from where the source stood, if its `url` is known. A link of a
    scheme that is not safe leads nowhere.
    """
    found: dict[Ref, str] = {}
    for index, unit in enumerate(draft.source.units):
        for piece in unit.pieces:
            if not isinstance(piece, Ref):
                continue
            if piece not in found:
                found[piece] = _target(linking, draft, piece)
            page = draft.source.part_of(index).address_in(f"{draft.slug}/")
            target = found[piece]
            address, *rest = re.split("[?#]", target, maxsplit=1)
            is_page = not address or address.endswith("/")
            if target and not leads_outside(target) and not (rest and is_page):
                origin = Origin(page, draft.meta.title, "text")
                linking.links.append(Link("link", origin, address, Excerpt("", piece.url, "")))
    return found


def _target(linking: Linking, draft: Draft, ref: Ref) -> str:
    if ref.attribute == "src":
        return draft.pictures.get(ref.url, "")
    url = f"https:{ref.url}" if ref.url.startswith("//") else ref.url
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
    if scheme:
        return url if scheme[1].lower() in SCHEMES else ""
    rest, _, fragment = url.partition("#")
    path, mark, query = rest.partition("?")
    inside = _inside(linking, draft, unquote(path), f"{mark}{query}", unquote(fragment))
    if inside:
        return inside
    if draft.provenance.url:
        return urljoin(draft.provenance.url, url)
    place = draft.source.place_of(ref.url)
    message = "this link of the source leads nowhere here, and will be none"
    hint = "write where the text stood, under source: in index.md: url: https://…"
    if not ref.url.startswith("#"):
        hint += "; or put the file beside the explainer"
    linking.note(Problem(Code.SOURCE_LINK_BROKEN, place, message, hint))
    return ""


def _inside(linking: Linking, draft: Draft, path: str, query: str, fragment: str) -> str:
    """The address in the site, if there is one."""
    known = linking.addresses
    ids = known.fragments[f"{draft.slug}/"]
    if not path:
        name = next((one for one in (fragment, slug(fragment)) if one in ids), "")
        return f"{ids[name]}#{name}" if name else ""
    folders = (posixpath.dirname(draft.source.file.path), posixpath.dirname(draft.path))
    names = (nfc(posixpath.normpath(posixpath.join(folder, path))) for folder in folders)
    address = next((known.of_file[one] for one in names if one in known.of_file), "")
    mark = "#" if fragment else ""
    return f"{address}{query}{mark}{fragment}" if address else ""
