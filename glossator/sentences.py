"""Sentences of a paragraph: where a reader hears one end.

Offsets are code points of the text given. A mark that may end a sentence does end it, unless there
is a reason to go on: `_REASONS_TO_GO_ON` has them all. In doubt the sentence goes on, for two
sentences shown together can be read, half a one cannot. Knows nothing of grammar.
Source: UAX #29 (Sentence Boundaries) has the marks; what it leaves to tailoring is in tables here.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

import regex

from glossator.text import Span


@dataclass(frozen=True, slots=True)
class _Language:
    """What tells a sentence's end from other full stops: words in small letters, spaces between."""

    titles: str = ""
    """A sentence never ends after these (their last full stop is left out)."""
    short: str = ""
    """A sentence ends after these only before one of `openers`; so it is with initials, too."""
    counters: str = ""
    """A sentence never ends after these before a number."""
    openers: str = ""
    """These often begin a sentence, and seldom a name."""
    says: str = ""
    """A pattern: somebody says what stood in the quotation before."""
    marks: str = ""
    """These marks end a sentence here, and in no other language."""
    has_ordinals: bool = False
    """A number with a full stop counts (3. März)."""


_EVERYWHERE = _Language(
    titles="dr prof st mr mrs ms cf vs ca",
    short="etc inc ltd co corp jr sr",
    counters="no n° nr art p pp vol fig",
)
_LANGUAGES = {
    "en": _Language(
        titles="messrs mx sen sens rep reps gen col lt maj capt cmdr cpl sgt adm brig cdr gov pres"
        " supt hon rev fr msgr amb e.g i.e approx viz al ibid mt ft pvt",
        short="bros llc plc esq dept est univ assn ave blvd rd",
        counters="nos sec secs ch chap arts para paras par vols figs ed eds pt pts"
        " jan feb mar apr jun jul aug sep sept oct nov dec",
        openers="the a an this that these those it its it's he she they we you i his her their our"
        " my your there here but and or so yet for nor if when while as because although though"
        " since until after before in on at by from with without to of what who why how where"
        " which whether not no yes now then still also even once just only however meanwhile"
        " moreover instead perhaps both all some many most few each every one two several other"
        " others another nobody nothing neither either is are was were will would can could do"
        " does did has have had",
        says=r"(?:(?:\p{Lu}[\w.'’-]*|of|the|de|von|van|and)\s+){1,8}+(?:said|says|asked|asks|told"
        r"|wrote|writes|added|adds|replied|answered|wondered|warned|shouted|cried|posted)\b",
    ),
    "de": _Language(
        titles="hr fr frl dipl ing med jur phil bzw zb ggf vgl sog inkl zzgl evtl lt gem hl bspw"
        " resp",
        short="usw usf mio mrd tsd str",
        counters="abs ziff kap bd jan feb apr jun jul aug sep sept okt nov dez s",
        openers="der die das ein eine er sie es wir ihr ich man dies diese dieser dieses und aber"
        " doch denn oder im in am an auf bei mit nach seit von vor zu zum zur was wer wie wo warum"
        " wenn als ob weil danach dann dort da so nun nur auch niemand nichts alle viele andere"
        " sein seine ihre kein keine",
    ),
    "fr": _Language(
        titles="mm mme mmes mlle me pr mgr c.-à-d cad env av",
        short="hab",
        counters="n janv févr fév avr juil sept oct nov déc chap al",
        openers="le la les un une des il elle ils elles on nous vous je ce cet cette ces et mais ou"
        " donc or ni car dans en sur pour par avec sans si quand qui que quoi comment pourquoi où"
        " puis alors aussi son sa ses leur",
    ),
    "es": _Language(
        titles="sra srta sres d dª dra ud uds gral pág sr",
        short="ee uu",
        counters="núm págs cap",
        openers="el la los las un una él ella ellos lo se y pero o en de a con sin por para si"
        " cuando que qué quién cómo después luego también su sus este esta esto no",
    ),
    "it": _Language(
        titles="sig sigg dott dott.ssa prof.ssa avv ing on mons es",
        short="ecc",
        counters="n pag cap gen febbr",
        openers="il lo la i gli le un uno una e ma o in di a con per se quando che chi come poi"
        " anche egli ella suo sua non",
    ),
    "pt": _Language(
        titles="sr sra srs dra profa exmo eng gen",
        counters="n.º pág cap",
        openers="o a os as um uma ele ela eles e mas ou em de com por para se quando que quem como"
        " depois também",
    ),
    "nl": _Language(
        titles="dhr mevr mw drs ir ing bijv jl resp ds",
        short="enz mln mld",
        counters="blz jan feb mrt apr jun jul aug sept okt nov dec",
        openers="de het een hij zij ze we wij ik en maar of in op aan met van voor als wie wat waar"
        " hoe dan daarna ook er dit dat deze die zijn haar hun niemand",
    ),
    "ru": _Language(
        titles="г гг ул им проф акад",
        short="др млн млрд руб",
        counters="ст п пп рис",
        openers="он она они мы вы я это и но а в на с по для что кто как где когда если затем"
        " потом",
    ),
    "el": _Language(marks=";\u037e"),
    "zh": _Language(says=r"[^，。！？；\s]{1,12}?(?:说|說|道|问|問|表示|指出)"),
    "ja": _Language(says="と|って|など"),
}
_WITH_ORDINALS = "cs da de et fi hr hu is lv nb nn no pl sk sl sr tr"


def _language(lang: str) -> _Language:
    """What is known of a language, by its primary subtag, with what holds everywhere."""
    own = _LANGUAGES.get(lang, _Language())
    return replace(
        own,
        titles=f"{_EVERYWHERE.titles} {own.titles}",
        short=f"{_EVERYWHERE.short} {own.short}",
        counters=f"{_EVERYWHERE.counters} {own.counters}",
        has_ordinals=_is_one_of(_WITH_ORDINALS, lang),
    )


def _is_one_of(words: str, word: str) -> bool:
    return word != "" and f" {word} " in f" {words} "


# A longer quotation is cut inside, too; four or five sentences are what one reads as one.
_LONGEST_HELD = 400
# How far round a mark the rules look.
_REACH = 100

_MARKS = r"\p{Sentence_Break=ATerm}\p{Sentence_Break=STerm}…‥"
_OPENING = r"[\p{Ps}\p{Pi}\"'’¿¡*_]*"
_TAIL = regex.compile(
    r"(?:[\p{Pe}\p{Pf}\p{Mark}\p{Cf}\"'*_†‡¹²³⁴⁵⁶⁷⁸⁹⁰]|\[\w{1,3}\]|\s*\[(?:…|\.\.\.)\])*"
)
_WITHOUT_SPACES = regex.compile("[。！？｡．︒]$")
_FIRST_WORD = regex.compile(rf"{_OPENING}(\w+(?:['’]\w+)?)(?=[\s,:;…]|$)")
_LAST_WORD = regex.compile(r"[^\s(\[“„«\"‘’']*$")
_SMALL = regex.compile(rf"{_OPENING}\p{{Ll}}")
_INITIALS = regex.compile(r"\p{L}|(?:\p{L}{1,2}\.)+\p{L}{1,2}")
_LIST_MARK = regex.compile(r"[\s•*-]*(?:\d{1,2}|\p{L})(?:\.\d{1,2})*")


@dataclass(frozen=True, slots=True)
class _End:
    """A place where a sentence may end, and what stands round it."""

    before: str
    """The sentence so far, up to the mark; no more than the last part of it."""
    mark: str
    tail: str
    """What belongs to the mark: closing quotation marks and brackets, note marks."""
    after: str
    """What follows, no more than the first part of it; white space is taken off."""
    is_spaced: bool
    """White space follows."""
    language: _Language

    @property
    def word(self) -> str:
        """The word before a full stop, in small letters, without what an apostrophe joins to it."""
        found = _LAST_WORD.search(self.before)
        return found[0].casefold() if found and self.mark == "." else ""

    @property
    def is_small(self) -> bool:
        """A small letter follows."""
        return _SMALL.match(self.after) is not None

    @property
    def is_opened(self) -> bool:
        """A word follows that often begins a sentence."""
        found = _FIRST_WORD.match(self.after)
        first = found[1].replace("’", "'").casefold() if found else ""
        return _is_one_of(self.language.openers, first)

    @property
    def is_surely_new(self) -> bool:
        """Such a word follows, with a capital."""
        return self.is_opened and not self.is_small


def _no_word_yet(end: _End) -> bool:
    return not regex.search(r"\w", end.before)


def _no_space(end: _End) -> bool:
    return not end.is_spaced and not _WITHOUT_SPACES.search(end.mark)


def _punctuation_follows(end: _End) -> bool:
    return regex.match(r"[,;:!?)\]，、；：]", end.after) is not None


def _reference_follows(end: _End) -> bool:
    """A bracket that is itself followed by a full stop: the sentence ends there."""
    return regex.match(r"[(\[][^()\[\]]*[)\]][.,;]", end.after) is not None


def _dash_follows(end: _End) -> bool:
    found = regex.match(r"(?:--+|[—–―]|-(?=\s))\s*(\p{Ll})?", end.after)
    return found is not None and bool(found[1] or end.tail)


def _list_mark(end: _End) -> bool:
    return end.mark == "." and _LIST_MARK.fullmatch(end.before) is not None


def _title(end: _End) -> bool:
    return _is_one_of(end.language.titles, end.word)


def _counter(end: _End) -> bool:
    is_counter = _is_one_of(end.language.counters, end.word)
    return is_counter and (end.is_small or regex.match(r"\d|[IVXLC]+\b", end.after) is not None)


def _short_word(end: _End) -> bool:
    is_initials = _INITIALS.fullmatch(end.word) is not None
    is_short = is_initials or _is_one_of(end.language.short, end.word)
    return is_short and not end.is_surely_new


def _ordinal(end: _End) -> bool:
    is_ordinal = end.language.has_ordinals and regex.fullmatch(r"\d{1,2}", end.word) is not None
    return is_ordinal and not end.is_surely_new


def _omission(end: _End) -> bool:
    """Dots with a space or a bracket before them stand for words left out inside a sentence."""
    is_dots = "".join(end.mark.split()) in {"...", "…"}
    return is_dots and end.before[-1:] in {" ", "\u00a0", "[", "("} and not end.is_opened


def _small_letter(end: _End) -> bool:
    """After a plain full stop a sentence may begin small, with a word that often begins one."""
    return end.is_small and not (end.mark == "." and not end.tail and end.is_opened)


def _speaker(end: _End) -> bool:
    """Who asked comes after the question, and says nothing of a new sentence."""
    if not end.language.says or not end.tail or end.is_opened or end.mark[-1] not in "!?。！？":
        return False
    return regex.match(end.language.says, end.after) is not None


_REASONS_TO_GO_ON = (
    _no_word_yet,
    _no_space,
    _punctuation_follows,
    _reference_follows,
    _dash_follows,
    _list_mark,
    _title,
    _counter,
    _short_word,
    _ordinal,
    _omission,
    _small_letter,
    _speaker,
)


def sentences(text: str, lang: str) -> tuple[Span, ...]:
    """The sentences of a paragraph's `text`, in order, without the white space round them.

    They are disjoint and cover all that is not white space. A quotation or a bracket of several
    sentences stays whole, with whoever speaks it, unless it is long: a mention is shown in its
    sentence, and half a quotation would not say that it is one. `lang` is a BCP 47 tag.
    """
    spans = []
    begin = 0
    for end in (*_ends(text, _language(lang.partition("-")[0].lower())), len(text)):
        sentence = text[begin:end]
        start = end - len(sentence.lstrip())
        if sentence.strip():
            spans.append(Span(start, begin + len(sentence.rstrip())))
        begin = end
    return tuple(spans)


def _ends(text: str, language: _Language) -> Iterator[int]:
    """Where sentences end, but the last."""
    marks = regex.compile(rf"\.(?:\s\.){{2,3}}|[{_MARKS}{language.marks}]+")
    pairs = _pairs(text)
    closings = {pair.end - 1 for pair in pairs}
    held = sorted(pair for pair in pairs if len(pair) <= _LONGEST_HELD)
    reaches = list(accumulate((pair.end for pair in held), max))
    last_word = max((found.end() for found in regex.finditer(r"\w+", text)), default=0)
    begin = 0
    for found in marks.finditer(text):
        end = _tail_end(text, found.end(), closings)
        inside = bisect_left(held, Span(found.start(), 0))
        is_held = inside > 0 and reaches[inside - 1] > end
        if is_held or end >= last_word:
            continue
        rest = text[end : end + _REACH]
        place = _End(
            before=text[max(begin, found.start() - _REACH) : found.start()],
            mark=found[0],
            tail=text[found.end() : end],
            after=rest.lstrip(),
            is_spaced=rest[:1].isspace(),
            language=language,
        )
        if not any(goes_on(place) for goes_on in _REASONS_TO_GO_ON):
            yield end
            begin = end


def _tail_end(text: str, at: int, closings: set[int]) -> int:
    """Where that ends which belongs to the mark before `at`."""
    while True:
        found = _TAIL.match(text, at)
        end = found.end() if found else at
        if end in closings:
            at = end + 1
        elif end + 1 in closings and regex.match(r"\s»", text[end : end + 2]):
            at = end + 2
        else:
            return end


_QUOTATIONS = {"“": "”", "„": "“”", "«": "»", "»": "«»", "‘": "’", '"': '"'}
_BRACKETS = {"「": "」", "『": "』", "《": "》", "(": ")", "[": "]", "（": "）", "【": "】"}
_CLOSINGS = _QUOTATIONS | _BRACKETS
_PAIRED = regex.compile(r"[“”„«»‘’\"「」『』《》()\[\]（）【】]")
# How deep a mark's partner is looked for.
_DEEPEST = 16


def _pairs(text: str) -> list[Span]:
    """Quotations and brackets, with their marks. A quotation opened twice was not closed."""
    found: list[Span] = []
    opened: list[tuple[str, int]] = []
    for match in _PAIRED.finditer(text):
        mark, at = match[0], match.start()
        depth = _partner(opened, mark) if _may_close(text, at) else 0
        if depth:
            found.append(Span(opened[-depth][1], at + 1))
            del opened[-depth:]
        elif mark in _BRACKETS:
            opened.append((mark, at))
        elif mark in _QUOTATIONS and _may_open(text, at):
            opened = [other for other in opened[-_DEEPEST:] if other[0] != mark]
            opened.append((mark, at))
    return found


def _partner(opened: list[tuple[str, int]], mark: str) -> int:
    """How deep in `opened` that lies which `mark` closes; 0 if nowhere."""
    for depth, (opening, _) in enumerate(reversed(opened[-_DEEPEST:]), 1):
        if mark in _CLOSINGS[opening]:
            return depth
    return 0


def _may_open(text: str, at: int) -> bool:
    """No letter or digit stands before: an inch mark and an apostrophe open nothing."""
    return not text[at - 1 : at].isalnum() or text[at] in "“„"


def _may_close(text: str, at: int) -> bool:
    """A straight mark before a word closes nothing, nor an apostrophe in or after one (allies’)."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == '"':
        return bool(before.strip()) or not after.strip()
    return text[at] != "’" or not (after.isalnum() or before == "s")
