"""A new term: an entry of the glossary to fill in."""

import json
from dataclasses import replace

from glossator.problems import Code, Problem
from glossator.read.names import wrong_name
from glossator.start.create import Files
from glossator.text import Place, slug

_ENTRY = """\
---
title: {title}
# description: What it is, in a sentence: the definition in the glossary.
# aliases: [another name of it]
# see: [another term]
# type: one of person, organisation, place, event, concept
---

<!-- What should a reader of the text know of it? -->
"""


def term(name: str) -> Files | Problem:
    """The file of an entry on `name`."""
    words = " ".join(name.encode("utf-8", "replace").decode().split())
    stem = slug(words)
    if not stem or not words.isprintable():
        place = Place("content/glossary")
        hint = "name it as the text does: glossator new term “Article 5”"
        return Problem(
            Code.FILE_UNREADABLE, place, f"“{words}” has no letters to be found by", hint
        )
    path = f"content/glossary/{stem}.md"
    if wrong := wrong_name(path):
        return replace(wrong, hint="name it as the text does, with another word: “Con, the river”")
    title = json.dumps(words, ensure_ascii=False)  # which YAML reads too
    return {path: _ENTRY.format(title=title).encode()}
