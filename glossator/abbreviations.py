"""What tells the end of a sentence from any other full stop: the words of each language.

Data for `sentences`, and nothing else.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Language:
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


_EVERYWHERE = Language(
    titles="dr prof st mr mrs ms cf vs ca",
    short="etc inc ltd co corp jr sr",
    counters="no n° nr art p pp vol fig",
)
_LANGUAGES = {
    "en": Language(
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
    "de": Language(
        titles="hr fr frl dipl ing med jur phil bzw zb ggf vgl sog inkl zzgl evtl lt gem hl bspw"
        " resp",
        short="usw usf mio mrd tsd str",
        counters="abs ziff kap bd jan feb apr jun jul aug sep sept okt nov dez s",
        openers="der die das ein eine er sie es wir ihr ich man dies diese dieser dieses und aber"
        " doch denn oder im in am an auf bei mit nach seit von vor zu zum zur was wer wie wo warum"
        " wenn als ob weil danach dann dort da so nun nur auch niemand nichts alle viele andere"
        " sein seine ihre kein keine",
    ),
    "fr": Language(
        titles="mm mme mmes mlle me pr mgr c.-à-d cad env av",
        short="hab",
        counters="n janv févr fév avr juil sept oct nov déc chap al",
        openers="le la les un une des il elle ils elles on nous vous je ce cet cette ces et mais ou"
        " donc or ni car dans en sur pour par avec sans si quand qui que quoi comment pourquoi où"
        " puis alors aussi son sa ses leur",
    ),
    "es": Language(
        titles="sra srta sres d dª dra ud uds gral pág sr",
        short="ee uu",
        counters="núm págs cap",
        openers="el la los las un una él ella ellos lo se y pero o en de a con sin por para si"
        " cuando que qué quién cómo después luego también su sus este esta esto no",
    ),
    "it": Language(
        titles="sig sigg dott dott.ssa prof.ssa avv ing on mons es",
        short="ecc",
        counters="n pag cap gen febbr",
        openers="il lo la i gli le un uno una e ma o in di a con per se quando che chi come poi"
        " anche egli ella suo sua non",
    ),
    "pt": Language(
        titles="sr sra srs dra profa exmo eng gen",
        counters="n.º pág cap",
        openers="o a os as um uma ele ela eles e mas ou em de com por para se quando que quem como"
        " depois também",
    ),
    "nl": Language(
        titles="dhr mevr mw drs ir ing bijv jl resp ds",
        short="enz mln mld",
        counters="blz jan feb mrt apr jun jul aug sept okt nov dec",
        openers="de het een hij zij ze we wij ik en maar of in op aan met van voor als wie wat waar"
        " hoe dan daarna ook er dit dat deze die zijn haar hun niemand",
    ),
    "ru": Language(
        titles="г гг ул им проф акад",
        short="др млн млрд руб",
        counters="ст п пп рис",
        openers="он она они мы вы я это и но а в на с по для что кто как где когда если затем"
        " потом",
    ),
    "el": Language(marks=";\u037e"),
    "zh": Language(says=r"[^，。！？；\s]{1,12}?(?:说|說|道|问|問|表示|指出)"),
    "ja": Language(says="と|って|など"),
}
_WITH_ORDINALS = "cs da de et fi hr hu is lv nb nn no pl sk sl sr tr"


def language_of(lang: str) -> Language:
    """What is known of a language, by its primary subtag, with what holds everywhere."""
    own = _LANGUAGES.get(lang, Language())
    return replace(
        own,
        titles=f"{_EVERYWHERE.titles} {own.titles}",
        short=f"{_EVERYWHERE.short} {own.short}",
        counters=f"{_EVERYWHERE.counters} {own.counters}",
        has_ordinals=is_one_of(_WITH_ORDINALS, lang),
    )


def is_one_of(words: str, word: str) -> bool:
    return word != "" and f" {word} " in f" {words} "
