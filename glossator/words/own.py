"""A site's own words in its settings: other ones than ours, and whole languages."""

import re
from collections.abc import Iterable, Iterator, Mapping

from glossator.model import WordTable
from glossator.problems import Code, Problem
from glossator.text import Place
from glossator.values import Fields, is_language
from glossator.words import COUNTS, HOLE, PLAIN, english


def words_in(fields: Fields, problems: list[Problem]) -> dict[str, WordTable]:
    """What stands under `words`, by language; each word has what ours has to be filled in."""
    tables = fields.mapping("words", "words")
    found: dict[str, WordTable] = {}
    for lang in tables.names() if tables else ():
        table = tables.mapping(lang, f"words.{lang}") if tables else None
        if table and not is_language(lang):
            message, hint = f"“{lang}” is not a language", "write its tag: en, de, pt-BR, ar"
            problems.append(Problem(Code.LANGUAGE_UNKNOWN, table.place, message, hint))
        elif table:
            found[lang.lower()] = _table(table, f"words.{lang}", problems)
    return found


def _table(table: Fields, name: str, problems: list[Problem]) -> WordTable:
    found: dict[str, dict[str, str]] = {}
    for key, ours in english().items():
        value = table.take(key)
        if value is None:
            continue
        if isinstance(value.data, str) and PLAIN in ours:
            problems += _unlike(key, value.data, ours.values(), table.place_of(key))
            found[key] = {PLAIN: value.data}
        elif isinstance(value.data, str):
            hint = f"write a table, as in [{name}.{key}], for: {', '.join(ours)}"
            table.wrong(value, f"keys and values for “{key}”", hint)
        elif PLAIN in ours and not isinstance(value.data, Mapping):
            table.wrong(value, f"text for “{key}”")
        elif forms := table.mapping(key, f"{name}.{key}"):
            found[key] = _forms(forms, key, ours, problems)
    table.end()
    return found


def _forms(
    forms: Fields, key: str, ours: Mapping[str, str], problems: list[Problem]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for form in (*ours, *COUNTS.values()) if PLAIN in ours else ours:
        value = forms.take(form)
        if value and isinstance(value.data, str):
            alike = ours.values() if PLAIN in ours else [ours[form]]
            problems += _unlike(key, value.data, alike, forms.place_of(form))
            found[form] = value.data
        elif value:
            forms.wrong(value, f"text for “{form}”")
    forms.end()
    return found


def _unlike(key: str, words: str, ours: Iterable[str], place: Place) -> Iterator[Problem]:
    """What is wrong with `words`: that it has none, or other holes than `ours`.

    A number may be left out, as in “a minute”.
    """
    if not words.strip():
        hint = "write the words, or take the line out: then ours are shown"
        yield Problem(Code.SETTINGS_TYPE, place, f"“{key}” has no words", hint)
        return
    wanted = {hole for word in ours for hole in HOLE.findall(word)}
    has = set(HOLE.findall(words))
    if re.search(r"[{}]", HOLE.sub("", words)) or has - wanted:
        known = ", ".join(f"{{{name}}}" for name in sorted(wanted))
        message = f"“{key}” has braces that nothing is filled in for"
        hint = f"what is filled in is: {known}" if known else "nothing is filled in here"
        yield Problem(Code.SETTINGS_TYPE, place, message, hint)
    for name in sorted(wanted - has - {"n"}):
        message = f"“{key}” lacks {{{name}}}"
        hint = f"write {{{name}}} where it belongs among the words"
        yield Problem(Code.SETTINGS_TYPE, place, message, hint)
