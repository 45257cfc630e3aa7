"""Files whose names are nearly those that mean something, and so mean nothing."""

import re
from pathlib import Path, PurePosixPath

from glossator.problems import Code, Problem
from glossator.project import Project, is_file
from glossator.text import Place

_NOTES = re.compile(r"notes?([ ._-].*)?\.(md|markdown|txt)")


def misnamed(project: Project, path: Path) -> Problem | None:
    """What is wrong if a file of `content/` seems to have been meant for another name."""
    name = PurePosixPath(path.relative_to(project.content).as_posix())
    if not (meant := _meant(path, name)):
        return None
    place, other = Place(project.name(path)), project.name(project.content / meant)
    message = f"this file is not read; its name seems to be meant for {other}"
    hint = f"call it {other}, or give it a name that is less like it"
    return Problem(Code.FILE_MISNAMED, place, message, hint)


def _meant(path: Path, name: PurePosixPath) -> PurePosixPath | None:
    """What the file would be called, or nothing if it is called so or quite otherwise."""
    known, stem = name.name.casefold(), name.stem.casefold()
    beside = is_file(path.parent / "index.md")
    folder, *below = name.parts
    if below and folder.casefold() == "glossary" != folder and path.suffix == ".md":
        return PurePosixPath("glossary", *below)
    if known in {"works.yaml", "works.yml"} and str(name) != "works.yaml":
        return PurePosixPath("works.yaml")
    if known in {"site.toml", "site.yaml", "site.yml"} and str(name) != "site.toml":
        return PurePosixPath("site.toml")
    if known in {"index.md", "index.markdown"} and name.name != "index.md":
        return name.with_name("index.md")
    if path.parent.name == "notes" and path.suffix == ".md" and _has_quotes(path):
        in_folder = is_file(path.parent.parent / "index.md")
        return name.parent.with_name(f"notes.{stem}.md") if in_folder else None
    is_read = name.name == "notes.md" or (name.name.startswith("notes.") and path.suffix == ".md")
    if beside and not is_read and _NOTES.fullmatch(known) and _has_quotes(path):
        rest = re.sub(r"^notes?[ ._-]*", "", stem)
        return name.with_name(f"notes.{rest}.md" if rest else "notes.md")
    return None


def _has_quotes(path: Path) -> bool:
    """Whether a file begins as notes do: without a title of a page, and with a quote."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False
    return not re.search(r"(?m)\A---$[^\0]*?^title:", text) and bool(re.search(r"(?m)^>", text))
