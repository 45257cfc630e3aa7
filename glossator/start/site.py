"""A new site: settings, a page about it, the workflow for GitHub Pages, and what installs us."""

import json
from pathlib import Path

from glossator.problems import Code, Problem
from glossator.project import Project, settings
from glossator.start.create import Files
from glossator.start.program import Requirement
from glossator.text import Place

_WRITTEN = Path(__file__).parent / "site"
_PATHS = {
    "gitattributes": ".gitattributes",
    "gitignore": ".gitignore",
    "pages.yml": ".github/workflows/pages.yml",
    "about.md": "content/about.md",
    "site.toml": "content/site.toml",
}
"""The files as they lie in the program, where a leading dot would hide them, and their places."""

_REQUIREMENTS = """\
# What builds this site. In this folder: python3 -m pip install -r requirements.txt
"""
_BROUGHT = """\
# glossator is on no package index, so its wheel lies here. For a newer one, put that beside it.
"""


def site(title: str, requirement: Requirement) -> Files:
    """The files of a site called `title`."""
    files = {path: (_WRITTEN / name).read_bytes() for name, path in _PATHS.items()}
    words = json.dumps(title, ensure_ascii=False)  # which TOML reads too
    files["content/site.toml"] = files["content/site.toml"].replace(b"TITLE", words.encode(), 1)
    why = _BROUGHT if requirement.files else ""
    files["requirements.txt"] = f"{_REQUIREMENTS}{why}{requirement.line}\n".encode()
    return {**files, **requirement.files}


_NO_SITE = frozenset((Code.KEY_MISSING, Code.FILE_UNREADABLE))
"""What is told of the settings where there are none, or none that concern whoever asks."""


def site_around(folder: Path, shown: str) -> Problem | None:
    """Why `folder`, which the author calls `shown`, cannot become a site: there is one around."""
    for at in (folder, *folder.parents):
        found, problems = settings(Project(at))
        if found is None and all(problem.code in _NO_SITE for problem in problems):
            continue
        if at == folder:
            message, hint = "there is a site here already", "a text has --from: {text}"
        else:
            message = "this lies inside another site"
            hint = "for a text say {text}; for a site choose a place outside: glossator new ../NAME"
        hint = hint.format(text="glossator new NAME --from text.txt")
        return Problem(Code.FILE_EXISTS, Place(shown), message, hint)
    return None
