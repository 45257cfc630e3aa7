"""Beginnings: the first files of a site, an explainer or a term.

Each function gives the files that would be written, or the problems that forbid it; `create` alone
writes. What is there already is never touched.
"""

from glossator.start.create import Files, create, is_there
from glossator.start.explainer import explainer
from glossator.start.program import Requirement, is_requirement, required
from glossator.start.site import site, site_around
from glossator.start.term import term

__all__ = [
    "Files",
    "Requirement",
    "create",
    "explainer",
    "is_requirement",
    "is_there",
    "required",
    "site",
    "site_around",
    "term",
]
