"""Code with Pygments' classes, not a character of it changed."""

from html import escape


def coloured(code: str, language: str) -> str:
    """`code` as HTML with Pygments' classes; without them if not a character may be kept otherwise.

    Pygments strips and adds line ends even when told not to, so its tokens are joined and compared.
    """
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language) if language else None
    except ClassNotFound:
        lexer = None
    if lexer is None:
        return escape(code, quote=False)
    found = [(kind, words) for _, kind, words in lexer.get_tokens_unprocessed(code)]
    if "".join(words for _, words in found) != code:
        return escape(code, quote=False)
    from io import StringIO

    out = StringIO()
    HtmlFormatter(nowrap=True).format(found, out)
    made = out.getvalue()
    return made if code.endswith("\n") else made.removesuffix("\n")
