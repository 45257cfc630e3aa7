"""Every type that flows through a build. Nothing here reads a file.

Written: `Manuscript` and what it holds. Placed: `Site` and what it holds. Made: `Page`. Addresses
are paths from the root of the site (`nato/#note-blocked`), never absolute; a page's own links are
made relative when it is set.
"""

from glossator.model.placed import (
    Annotation,
    Article,
    Entry,
    Excerpt,
    Explainer,
    Link,
    Mention,
    Origin,
    Page,
    Prose,
    Site,
    day,
)
from glossator.model.prose import Body, Citation, Cite, Href, Reference, TermRef
from glossator.model.source import (
    Block,
    Section,
    Source,
    Unit,
)
from glossator.model.written import (
    Attachment,
    Draft,
    Heading,
    Kind,
    Layer,
    Manuscript,
    Meta,
    Name,
    NavItem,
    Note,
    Provenance,
    Quote,
    Selector,
    Settings,
    Term,
    Text,
    Work,
)

__all__ = [
    "Annotation",
    "Article",
    "Attachment",
    "Block",
    "Body",
    "Citation",
    "Cite",
    "Draft",
    "Entry",
    "Excerpt",
    "Explainer",
    "Heading",
    "Href",
    "Kind",
    "Layer",
    "Link",
    "Manuscript",
    "Mention",
    "Meta",
    "Name",
    "NavItem",
    "Note",
    "Origin",
    "Page",
    "Prose",
    "Provenance",
    "Quote",
    "Reference",
    "Section",
    "Selector",
    "Settings",
    "Site",
    "Source",
    "Term",
    "TermRef",
    "Text",
    "Unit",
    "Work",
    "day",
]
