"""What pages say to readers: whole in each language, said nowhere else, and a site's to change."""

import ast
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from markupsafe import Markup

from glossator.build import Built, build
from glossator.model import WordTable
from glossator.problems import Code
from glossator.project import Project
from glossator.words import FALLBACK, HOLE, PLAIN, SCRIPT, english, languages, words_for

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
MODULES = sorted((ROOT / "glossator").rglob("*.py"))
SCRIPTS = sorted((ROOT / "static/script").glob("*.js"))

NAMES = {"ISBN", "doi:", "concept", "_markdown"}
"""What is called the same in every language, and parts of the names of classes and of forms."""

EVERYWHERE = (*languages(), "fr")
"""A language without a table is spoken to in English."""


def table(lang: str) -> WordTable:
    own = words_for(lang, {})._own  # noqa: SLF001  (what is said, without what is said instead)
    return own[0]


# The tables.


def test_there_is_a_table_for_english_german_and_hebrew() -> None:
    assert languages() == ("de", "en", "he")


@pytest.mark.parametrize("lang", languages())
def test_no_language_lacks_a_word_or_has_one_that_english_has_not(lang: str) -> None:
    assert list(table(lang)) == list(english()), "the same words, in the same order"
    for key, word in english().items():
        forms = {"one", "two"} if PLAIN in word else set[str]()
        assert set(table(lang)[key]) - forms == set(word) - forms, key


@pytest.mark.parametrize("lang", languages())
def test_a_word_has_the_same_to_fill_in_in_every_language(lang: str) -> None:
    for key, word in english().items():
        for form, words in table(lang)[key].items():
            wanted = set(HOLE.findall(word[form if form in word else PLAIN]))
            assert set(HOLE.findall(words)) | {"n"} == wanted | {"n"}, (key, form)
            assert not re.search(r"[{}]", HOLE.sub("", words)), (key, form)
            assert words == words.strip() != "", (key, form)


@pytest.mark.parametrize("lang", [one for one in languages() if one != FALLBACK])
def test_what_says_the_same_in_two_languages_is_a_sign_or_a_borrowed_word(lang: str) -> None:
    same = {
        (key, form)
        for key, word in table(lang).items()
        for form, words in word.items()
        if words == english()[key].get(form) and re.search(r"[^\W_]", HOLE.sub("", words))
    }
    borrowed = {("feed", PLAIN), ("month", "04"), ("month", "08"), ("month", "09")}
    borrowed |= {("month", "11"), ("script", "system"), ("pupil_name", PLAIN)}
    assert same <= borrowed


# What says them.


def said_in_templates() -> dict[str, list[nodes.Call]]:
    """Every call of `say`, by its key, which is always written out."""
    found: dict[str, list[nodes.Call]] = {}
    for path in TEMPLATES:
        tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "say":
                assert isinstance(call.args[0], nodes.Const), path
                found.setdefault(str(call.args[0].value), []).append(call)
    return found


def said_in_python() -> Iterator[tuple[str, set[str]]]:
    """Each key that a module says, and what it fills in."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called.rpartition(".")[2] in {"say", "_say"} or called.endswith("say.text"):
                    key = node.args[0] if node.args else None
                    if isinstance(key, ast.Constant) and re.fullmatch("[a-z_]+", str(key.value)):
                        yield str(key.value), {str(one.arg) for one in node.keywords}


def test_every_word_is_said_somewhere_and_every_word_said_is_there() -> None:
    said = {*said_in_templates(), *(key for key, _ in said_in_python())}
    ways = {"date_day", "date_month", "month", "thousands", "list", "list_end", SCRIPT}
    assert said | ways == set(english())
    assert not said & ways


def test_whoever_says_a_word_fills_it_in() -> None:
    given = [(key, {one.key for one in call.kwargs}) for key, calls in said_in_templates().items()
             for call in calls]  # fmt: skip
    for key, names in (*given, *said_in_python()):
        holes = [set(HOLE.findall(word)) for word in english()[key].values()]
        assert set.intersection(*holes) <= names <= set.union(*holes, {"n"}), key


class Literal(HTMLParser):
    """What a template says by itself: its text, and attributes that are read aloud or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code += tag in {"code", "script", "style"}
        spoken = {"aria-label", "aria-description", "title", "alt", "placeholder", "label"}
        self.found += [words or "" for name, words in attrs if name in spoken]

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag in {"code", "script", "style"}

    def handle_data(self, data: str) -> None:
        self.found += [] if self._code else data.split()


_CLASS = re.compile(r"{% block body_class %}.*?{% endblock %}")
"""What stands in an attribute of another template."""


def literals(template: str) -> list[str]:
    """The words that `template` has of its own."""
    environment = Environment(autoescape=True)
    template = _CLASS.sub("", template)
    pieces = []
    for _, sort, words in environment.lex(template):
        pieces.append(words if sort == "data" else "1" if sort == "variable_begin" else "")
    reader = Literal()
    reader.feed("".join(pieces))
    reader.close()
    shown = list(reader.found)
    tree = environment.parse(template)
    inside: list[nodes.Node] = [
        node for output in tree.find_all(nodes.Output) for node in output.nodes
    ]
    inside += [one.node for one in tree.find_all(nodes.Assign)]
    shown += [words for node in inside for words in constants(node)]
    kept = (words.replace("1", "") for words in shown)
    return [words for words in kept if re.search(r"[^\W\d_]", words) and words not in NAMES]


def constants(node: nodes.Node) -> Iterator[str]:
    """The strings that an expression may come to: not those that it compares or hands on."""
    match node:
        case nodes.Const() if isinstance(node.value, str):
            yield node.value
        case nodes.CondExpr():
            yield from constants(node.expr1)
            yield from constants(node.expr2) if node.expr2 else ()
        case nodes.Or() | nodes.And() | nodes.Add():
            yield from constants(node.left)
            yield from constants(node.right)
        case nodes.Filter() if node.node:
            yield from constants(node.node)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    if path.suffix == ".html":
        assert literals(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>{{ site.title }}: More</p>", ["More"]),
        ('<nav aria-label="Pages of {{ x }}">', ["Pages of "]),
        ("<p>{{ x or 'No definition yet.' }}</p>", ["No definition yet."]),
        ("<p>{{ 'note' if n == 'one' else say('notes', n=n) }}</p>", ["note"]),
        ('<p class="more">{% if x == "more" %}<code>works.yaml</code>{% endif %}, 3</p>', []),
    ],
)
def test_words_of_a_template_are_noticed(template: str, words: list[str]) -> None:
    assert literals(template) == words


# How they are said.


@pytest.mark.parametrize(
    ("lang", "day", "month", "year"),
    [
        ("en", "7 March 2025", "March 2025", "2025"),
        ("en-GB", "7 March 2025", "March 2025", "2025"),
        ("de", "7. März 2025", "März 2025", "2025"),
        ("de-AT", "7. März 2025", "März 2025", "2025"),
        ("he", "7 במרץ 2025", "מרץ 2025", "2025"),
        ("fr", "2025-03-07", "2025-03", "2025"),
    ],
)
def test_a_date_is_written_as_its_language_does(lang: str, day: str, month: str, year: str) -> None:
    say = words_for(lang, {})
    assert [say.day(one) for one in ("2025-03-07", "2025-03", "2025")] == [day, month, year]
    assert say.day("0800") == "800"


@pytest.mark.parametrize(
    ("lang", "numbers"),
    [
        ("en", ["0", "999", "1,000", "40,000", "1,234,567"]),
        ("de", ["0", "999", "1.000", "40.000", "1.234.567"]),
        ("he", ["0", "999", "1,000", "40,000", "1,234,567"]),
        ("fr", ["0", "999", "1000", "40000", "1234567"]),
    ],
)
def test_a_number_is_written_as_its_language_does(lang: str, numbers: list[str]) -> None:
    say = words_for(lang, {})
    assert [say.number(one) for one in (0, 999, 1000, 40000, 1234567)] == numbers


@pytest.mark.parametrize(
    ("lang", "notes"),
    [
        ("en", ["0 notes", "1 note", "2 notes", "1,000 notes"]),
        ("de", ["0 Anmerkungen", "1 Anmerkung", "2 Anmerkungen", "1.000 Anmerkungen"]),
        ("he", ["0 הערות", "הערה אחת", "שתי הערות", "1,000 הערות"]),
        ("fr", ["0 notes", "1 note", "2 notes", "1000 notes"]),
    ],
)
def test_what_is_counted_has_the_form_of_its_number(lang: str, notes: list[str]) -> None:
    say = words_for(lang, {})
    assert [say.text("notes", n=n) for n in (0, 1, 2, 1000)] == notes


def test_names_are_joined_as_their_language_does() -> None:
    three = ["Ann Lee", "Bo Ek", "Cy Ray"]
    assert words_for("en", {}).names(three) == "Ann Lee, Bo Ek and Cy Ray"
    assert words_for("de", {}).names(three) == "Ann Lee, Bo Ek und Cy Ray"
    assert words_for("he", {}).names(three) == "Ann Lee, Bo Ek וגם Cy Ray"
    assert [words_for("de", {}).names(three[:n]) for n in range(3)] == [
        "",
        "Ann Lee",
        "Ann Lee und Bo Ek",
    ]


def test_what_a_word_is_filled_with_is_escaped_unless_it_is_html() -> None:
    say = words_for("en", {"en": {"on_quote": {PLAIN: "on <{quote}>"}}})
    assert say("on_quote", quote="a & b {quote}") == "on &lt;a &amp; b {quote}&gt;"
    assert say("on_quote", quote=Markup("<b>a</b>")) == "on &lt;<b>a</b>&gt;"
    assert say.text("on_quote", quote="a & b") == "on <a & b>"


def test_a_word_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(LookupError, match="no word “mor”; did you mean “more”"):
        words_for("de", {})("mor")
    with pytest.raises(LookupError, match="“speakers, none”"):
        words_for("de", {})("speakers", "none")
    with pytest.raises(LookupError, match=r"\{title\} in “notes_on”"):
        words_for("de", {})("notes_on")


@pytest.mark.parametrize("lang", EVERYWHERE)
def test_scripts_are_given_all_their_words(lang: str) -> None:
    said = words_for(lang, {}).script()
    assert said.keys() == english()[SCRIPT].keys()
    assert words_for(lang, {lang: {SCRIPT: {"close": "X"}}}).script() == {**said, "close": "X"}


def test_scripts_say_each_of_their_words_and_no_other() -> None:
    scripts = "".join(one.read_text(encoding="utf-8") for one in SCRIPTS)
    said = english()[SCRIPT]
    assert {key for key in said if not re.search(rf"\b{key}\b", scripts)} == set()
    assert set(re.findall(r"\bwords\.(\w+)", scripts)) <= said.keys()


# A site's own words.

INDEX = "---\ntitle: Laws\ndate: 2025-03-07\nfold_over: 0\n{}---\nAn introduction.\n"


def site(folder: Path, settings: str, files: Mapping[str, str] | None = None) -> Built:
    every = {
        "content/site.toml": f'title = "Laws"\nbase_url = "https://example.org/"\n{settings}',
        "content/law/index.md": INDEX.format(""),
        "content/law/notes.md": "> No law\n{#no}\nNone. Never.\n",
        "seeds/law.txt": "No law.\n",
        **(files or {}),
    }
    for path, words in every.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(words, encoding="utf-8")
    return build(Project(folder))


def page(built: Built, path: str = "law/index.html") -> str:
    assert built.problems == ()
    return next(one.content.decode() for one in built.pages if one.path == path)


def test_a_site_says_it_in_its_own_words(tmp_path: Path) -> None:
    made = page(site(tmp_path, '[words.en]\nmore = "Go on"\nnotes = "{n} remarks"\n'))
    assert "<summary>Go on<span" in made
    assert "1 remarks" in page(site(tmp_path, '[words.en]\nnotes = "{n} remarks"\n'), "index.html")


def test_a_form_alone_can_be_said_otherwise(tmp_path: Path) -> None:
    own = '[words.en.notes]\none = "a single note"\n'
    assert "a single note" in page(site(tmp_path, own), "index.html")
    say = words_for("en", {"en": {"notes": {"one": "a single note"}}})
    assert say.text("notes", n=3) == "3 notes"


def test_a_site_brings_a_language_and_what_it_does_not_say_is_english(tmp_path: Path) -> None:
    own = """lang = "fr"
[words.fr]
more = "Suite"
date_day = "{day} {month} {year}"
[words.fr.month]
03 = "mars"
"""
    made = page(site(tmp_path, own))
    assert "<summary>Suite<span" in made
    assert ">7 mars 2025</time>" in made
    assert "Kinds of notes" in made


def test_each_page_speaks_its_own_language(tmp_path: Path) -> None:
    built = site(tmp_path, "", {"content/law/index.md": INDEX.format("lang: de\n")})
    made = page(built)
    assert "<summary>Mehr<span" in made
    assert ">7. März 2025</time>" in made
    assert '<a class="skip" href="#page-main">Zum Inhalt springen</a>' in made
    assert "Skip to the content" in page(built, "index.html")


@pytest.mark.parametrize(
    ("settings", "code", "line", "message", "hint"),
    [
        (
            '[words.de]\nmoore = "Mehr"\n',
            Code.SETTINGS_UNKNOWN,
            4,
            "words.de has no key “moore”",
            "did you mean “more”?",
        ),
        (
            '[words.de.notes]\nonne = "eine"\n',
            Code.SETTINGS_UNKNOWN,
            4,
            "words.de.notes has no key “onne”",
            "did you mean “one”?",
        ),
        (
            '[words.de]\nby = "von {name}, {names}"\n',
            Code.SETTINGS_TYPE,
            4,
            "“by” has braces that nothing is filled in for",
            "what is filled in is: {names}",
        ),
        (
            '[words.de]\nmore = "Mehr {"\n',
            Code.SETTINGS_TYPE,
            4,
            "“more” has braces that nothing is filled in for",
            "nothing is filled in here",
        ),
        (
            '[words.de]\nmore = " "\n',
            Code.SETTINGS_TYPE,
            4,
            "“more” has no words",
            "write the words, or take the line out: then ours are shown",
        ),
        (
            '[words.de]\nby = "von uns"\n',
            Code.SETTINGS_TYPE,
            4,
            "“by” lacks {names}",
            "write {names} where it belongs among the words",
        ),
        (
            '[words.de]\nspeakers = "Wer spricht"\n',
            Code.SETTINGS_TYPE,
            4,
            "keys and values for “speakers” should stand here, not text",
            "write a table, as in [words.de.speakers], for: named, reported, unnamed, reporter",
        ),
        (
            "[words.de]\nmore = 3\n",
            Code.SETTINGS_TYPE,
            4,
            "text for “more” should stand here, not a number",
            "put straight quotation marks around it",
        ),
        (
            '[words.deutsch]\nmore = "Mehr"\n',
            Code.LANGUAGE_UNKNOWN,
            3,
            "“deutsch” is not a language",
            "write its tag: en, de, pt-BR, ar",
        ),
    ],
)
def test_a_slip_in_own_words_is_told(
    tmp_path: Path, settings: str, code: Code, line: int, message: str, hint: str
) -> None:
    (problem,) = site(tmp_path, settings).problems
    assert (problem.code, problem.message, problem.hint) == (code, message, hint)
    assert (problem.place.file, problem.place.line) == ("content/site.toml", line)


def test_a_word_that_a_template_misspells_is_a_problem_in_its_line(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    own = '{% extends "page.html" %}\n{% block main %}\n{{ say("mor") }}\n{% endblock %}\n'
    files = {"templates/text.html": own, "content/about.md": "---\ntitle: About\n---\nWe.\n"}
    (problem,) = site(tmp_path, "", files).problems
    assert (problem.code, problem.place.line) == (Code.TEMPLATE_ERROR, 3)
    assert problem.message == "there is no word “mor”; did you mean “more”?"
