"""Inflections: the spellings that a form of a term may take, by language.

Text here is folded (`text.fold`). Spellings are made by the endings of a language, without a
dictionary: one that nobody writes finds nothing and does no harm; one that is another word would,
so singulars are made only where that is safe.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from glossator.text import fold


def inflections(form: str, lang: str) -> frozenset[str]:
    """Every spelling under which `form` may stand in a text: folded, itself among them.

    Plurals and possessives by the primary subtag of `lang`; of an unknown language only the form
    itself. Letter case is the finder's business. Empty if nothing is left of the form.
    """
    plain = fold(form).text.strip()
    inflect = _LANGUAGES.get(primary(lang))
    return frozenset((plain, *(inflect(plain) if inflect else ()))) if plain else frozenset()


def primary(lang: str) -> str:
    return lang.partition("-")[0].casefold()


def _table(rows: str) -> dict[str, tuple[str, ...]]:
    """Rows, with semicolons between, of words: the first and what belongs to it, in this order."""
    split = [row.split() for row in rows.split(";")]
    return {first: tuple(others) for first, *others in split}


# English.

# A singular and its plurals; the first of these is also read backwards.
_IRREGULAR = _table(
    "man men; woman women; person people persons; child children; ox oxen; foot feet;"
    "tooth teeth; goose geese; mouse mice; penny pence pennies; quiz quizzes; human humans;"
    "german germans; roman romans; norman normans; ottoman ottomans; shaman shamans;"
    "talisman talismans; leaf leaves; knife knives; life lives; wife wives; half halves;"
    "self selves; shelf shelves; calf calves;"
    "loaf loaves; thief thieves; wolf wolves; elf elves; sheaf sheaves; hoof hooves hoofs;"
    "scarf scarves scarfs; wharf wharves wharfs; dwarf dwarves dwarfs;"
    "crisis crises; thesis theses; hypothesis hypotheses; synthesis syntheses; analysis analyses;"
    "emphasis emphases; diagnosis diagnoses; parenthesis parentheses; oasis oases;"
    "criterion criteria criterions; phenomenon phenomena phenomenons;"
    "automaton automata automatons; memorandum memoranda memorandums;"
    "referendum referendums referenda; ultimatum ultimatums ultimata;"
    "moratorium moratoriums moratoria; consortium consortia consortiums;"
    "symposium symposia symposiums; curriculum curricula curriculums; stadium stadiums stadia;"
    "medium media mediums; datum data; addendum addenda addendums; erratum errata;"
    "bacterium bacteria; stratum strata; spectrum spectra spectrums; stimulus stimuli;"
    "nucleus nuclei nucleuses; radius radii radiuses; alumnus alumni; fungus fungi funguses;"
    "cactus cacti cactuses; syllabus syllabuses syllabi; terminus termini terminuses;"
    "focus focuses foci; locus loci; formula formulas formulae; antenna antennas antennae;"
    "larva larvae larvas; vertebra vertebrae; alumna alumnae; index indexes indices;"
    "appendix appendices appendixes; matrix matrices matrixes; vertex vertices vertexes;"
    "codex codices; bureau bureaus bureaux; plateau plateaus plateaux; tableau tableaux tableaus;"
    "hero heroes; echo echoes; veto vetoes; potato potatoes; tomato tomatoes;"
    "embargo embargoes embargos; torpedo torpedoes torpedos; cargo cargoes cargos;"
    "volcano volcanoes volcanos; tornado tornadoes tornados; mosquito mosquitoes mosquitos;"
    "motto mottoes mottos; buffalo buffaloes buffalos; domino dominoes dominos;"
    "manifesto manifestos manifestoes; monarch monarchs; patriarch patriarchs;"
    "oligarch oligarchs; stomach stomachs; eunuch eunuchs; epoch epochs; tech techs"
)
_SINGULARS = {plurals[0]: singular for singular, plurals in _IRREGULAR.items()}
# Words without another number, and plurals whose singular is mostly another word.
_SAME = _table(
    "people; media; data; leaves; lives; sheep; fish; deer; aircraft; spacecraft; offspring;"
    "corps; chassis; series; species; means; news; politics; economics; ethics; physics;"
    "headquarters; barracks; crossroads; debris; arms; goods; customs; talks; forces; sanctions;"
    "premises; proceeds; remains; savings; grounds; earnings; belongings; surroundings;"
    "outskirts; thanks; odds; riches; clothes; glasses; trousers; scissors; military; personnel;"
    "police; information; equipment; advice; evidence"
)
_SINGULAR_IN_S = re.compile(r"(?:ss|us|is)$|^(?:gas|bias|atlas|canvas|lens|alias|ethos|chaos)$")
# What stands after the word that is counted: secretary of state, mother-in-law.
_AFTER_HEAD = re.compile(
    r"(?<=.)[ -](?:(?:of|in|for|to|at|on|from|with|without|by|under|against|de)(?=[ -])|d')"
    r"|(?<=er)-(?:by|on|up)$"
)
# Adjectives that may stand after it: attorney general.
_ADJECTIVE = re.compile(
    r"([^\W\d_]+)(?=[ -](?:general|elect|designate|apparent|martial|public|laureate|emeritus)$)"
)


def _english(form: str) -> Iterator[str]:
    """The other number of the form, and the possessives in 's.

    Those with a bare apostrophe are left out: it may as well close a quotation, and the word
    before it is found all the same.
    """
    numbers = {*_english_numbers(form)} - {form}
    yield from numbers
    for spelling in (form, *(number for number in numbers if not number.endswith("s"))):
        if not spelling.endswith(("'", "'s")):
            yield spelling + "'s"


def _english_numbers(form: str) -> Iterator[str]:
    """Plurals of a singular, singulars of a plural: the phrase with its counted word changed."""
    after = _AFTER_HEAD.search(form)
    counted, rest = (form[: after.start()], form[after.start() :]) if after else (form, "")
    for head in (re.search(r"[^\W\d_]+$", counted), _ADJECTIVE.search(counted)):
        if head:
            for number in _english_word(head[0], alone=head[0] == form):
                yield counted[: head.start()] + number + counted[head.end() :] + rest


def _english_word(word: str, *, alone: bool) -> Iterable[str]:
    """The other number of one word, in its letter case; `alone`, if it is the whole form."""
    small = word.lower()
    if len(word) == 1 or small in _SAME:
        return ()
    if word.isupper():
        is_numeral = re.fullmatch("[IVXLC]+", word) and not alone
        return () if is_numeral or word.endswith("S") else (word + "s",)
    if small in _IRREGULAR:
        return [word[0] + plural[1:] for plural in _IRREGULAR[small]]
    if _is_english_plural(small):
        # A name may end in -s and be no plural: Brussels, Wales.
        return _english_singulars(word) if word.islower() else ()
    plural = _english_plural(word)
    # Names keep their y: the Kennedys.
    return (plural, word + "s") if word[0].isupper() and plural.endswith("ies") else (plural,)


def _is_english_plural(small: str) -> bool:
    if small.endswith("s"):
        return not _SINGULAR_IN_S.search(small)
    return small in _SINGULARS or re.search(r"\w{2}[ehnrst]men$", small) is not None


def _english_plural(word: str) -> str:
    if word.endswith("is"):
        return word[:-2] + "es"
    if re.search(r"(?:[^aeiou]|qu)y$", word):
        return word[:-1] + "ies"
    if re.search(r"[^\W\d_]{2}man$", word):
        return word[:-2] + "en"
    if re.search(r"[^\W\d_](?:child|wife)$", word):
        return word + "ren" if word.endswith("d") else word[:-2] + "ves"
    return word + ("es" if re.search(r"(?:s|x|z|ch|sh)$", word) else "s")


def _english_singulars(word: str) -> Iterator[str]:
    if word in _SINGULARS:
        yield _SINGULARS[word]
        return
    if word.endswith("men"):
        yield word[:-2] + "an"
        return
    if re.search(r"\w{2}ies$", word):
        yield word[:-3] + "y"
    elif re.search(r"\w{2}[sxzho]es$", word):
        yield word[:-2]
    yield word[:-1]


# Other languages: an ending (a pattern) and what may stand in its place; the first ending that
# fits a word counts. "=" is the ending itself. No morphology: enough that few mentions are missed.

_Rules = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Endings:
    """How the words of a phrase change in a language."""

    counted: _Rules
    """For the word that is counted: the last before what does not change."""
    others: _Rules
    """For the words in front of it."""
    after: str
    """A pattern: the words with which that part begins that does not change; a number is one."""

    def __call__(self, form: str) -> Iterator[str]:
        """The spellings of `form`, each word in each of its shapes."""
        after = re.search(rf"(?<=.) (?:(?:{self.after}) |d'|[\d.]+$)", form)
        end = after.start() if after else len(form)
        *others, counted = form[:end].split(" ")
        shapes = [*(_shapes(word, self.others) for word in others), _shapes(counted, self.counted)]
        for words in islice(product(*shapes), _MOST):
            yield " ".join(words) + form[end:]


# So many spellings of one phrase at most.
_MOST = 512


def _shapes(word: str, rules: _Rules) -> tuple[str, ...]:
    """`word` as it is, and what `rules` make of it. What does not end in a letter stays."""
    for ending, others in rules.items() if word[-1:].isalpha() else ():
        found = re.search(f"(?:{ending})$", word)
        if found:
            made = (found.expand(other.replace("=", r"\g<0>")) for other in others)
            return (word, *(word[: found.start()] + other for other in made))
    return (word,)


_UMLAUTS = {"au": "äu", "a": "ä", "o": "ö", "u": "ü", "Au": "Äu", "A": "Ä", "O": "Ö", "U": "Ü"}


def _with_umlaut() -> Iterator[tuple[str, Sequence[str]]]:
    """Rows for nouns like Macht and Mutter: no word shows that it takes an umlaut."""
    for vowel, umlaut in _UMLAUTS.items():
        changed = rf"{umlaut}\1"
        yield f"{vowel}([b-df-hj-np-tv-xzß]+e[lnr])", ("=s", "=n", changed, changed + "n")
        endings = ("e", "en", "er", "ern")
        plain = ("=s", "=es", *(f"={ending}" for ending in endings))
        yield f"{vowel}([b-df-hj-np-tv-xzß]+)", (*plain, *(changed + ending for ending in endings))


_GERMAN = _Endings(
    {
        **_table("[A-ZÄÖÜ]{2,} =s; nis =se =ses =sen; in =nen =s; e =n =ns =s; (?<!a)um =s en"),
        **_table("(?<!a)us =; ung|heit|keit|schaft|ion|tät|ik =en"),
        **dict(_with_umlaut()),
        **_table("er|el|en|chen|lein =s =n; [aiouyäöü] =s; [sßxz] =es =e =en =er =ern"),
        **_table(". =s =es =e =en =er =ern"),
    },
    _table("(?<=[a-zäöüß]{2})(?:e|en|er|es|em) e en er es em"),
    "der|des|von|vom|für|in|im|zur|zum|mit|gegen|auf|über|unter|zwischen",
)
_FRENCH = _table("[A-Z]{2,} =; [sxz] =; eau|eu =x; al =s aux; . =s")
_SPANISH = _table(
    "[A-Z]{2,} =; z ces; án anes; én enes; ón ones; és eses; [sx] =; [íú] =s =es;"
    "[aeiouáéó] =s; . =es"
)
_ITALIAN = _table(
    "[A-Z]{2,} =; ista isti iste; (?<=[cg])a he; (?<=[cg])o hi i; (?<=[cg])ia =e ie e; io i;"
    "a e i; [oe] i; . ="
)
_PORTUGUESE = _table(
    "[A-Z]{2,} =; ão ões ães ãos; m ns; al ais; el éis eis; ol óis; ul uis; il is eis; [rz] =es;"
    "s = es; x =; . =s"
)
_DUTCH = _table(
    r"[A-Z]{2,} =s ='s; heid heden; e|el|er|em|en =s =n; ([aeou])\1([^aeiouy]) \1\2en =s;"
    r"(?<=[^aeiou][aeiou])([^aeiouyjwx]) =\1en =en =s; f ven; s zen =en; [aiouy] ='s; . =en =s"
)
_ROMANCE = (
    "de|du|des|del|della|delle|di|do|da|dos|das|à|au|aux|a|al|en|em|in|su|sur|para|por|pour|per"
    "|con|com|avec"
)
_LANGUAGES: Mapping[str, Callable[[str], Iterable[str]]] = {
    "en": _english,
    "de": _GERMAN,
    "fr": _Endings(_FRENCH, _FRENCH, _ROMANCE),
    "es": _Endings(_SPANISH, _SPANISH, _ROMANCE),
    "it": _Endings(_ITALIAN, _ITALIAN, _ROMANCE),
    "pt": _Endings(_PORTUGUESE, _PORTUGUESE, _ROMANCE),
    "nl": _Endings(_DUTCH, {}, "van|voor|in|op|met|tegen|over"),
}
