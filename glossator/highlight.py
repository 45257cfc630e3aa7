"""Code in pieces with Pygments' classes, not a character of it changed."""

from html import escape


def parts(code: str, language: str) -> tuple[tuple[str, str], ...]:
    """`code` in pieces, each with its class, which may be empty; joined, they are `code`.

    Pygments strips and adds line ends even when told not to, so its tokens are joined and
    compared; where a character differs, or the language is unknown, the code is one plain piece.
    """
    from pygments.lexers import get_lexer_by_name
    from pygments.token import STANDARD_TYPES
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language) if language else None
    except ClassNotFound:
        lexer = None
    found: list[tuple[str, str]] = []
    for _, kind, words in lexer.get_tokens_unprocessed(code) if lexer else ():
        known = next((one for one in reversed(kind.split()) if one in STANDARD_TYPES), None)
        name = STANDARD_TYPES[known] if known and not words.isspace() else ""
        if found and found[-1][0] == name:
            words = found.pop()[1] + words  # noqa: PLW2901  (the two are one)
        if words:
            found.append((name, words))
    same = "".join(words for _, words in found) == code
    return tuple(found) if same and found else (("", code),)


def coloured(code: str, language: str) -> str:
    """`code` as HTML with Pygments' classes."""
    made = ((name, escape(words, quote=False)) for name, words in parts(code, language))
    return "".join(
        f'<span class="{name}">{words}</span>' if name else words for name, words in made
    )
