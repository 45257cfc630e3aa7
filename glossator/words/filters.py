"""The words of a page as filters of its templates, in the page's own language."""

from collections.abc import Callable, Mapping, Sequence

from jinja2 import pass_context
from jinja2.runtime import Context

from glossator.model import Name
from glossator.words import Words, direction


@pass_context
def day(context: Context, date: str) -> str:
    """A date as people read it."""
    return _say(context).day(date)


@pass_context
def number(context: Context, count: int) -> str:
    """A number as people read it."""
    return _say(context).number(count)


@pass_context
def names(context: Context, each: Sequence[Name | str]) -> str:
    """Such as “Ann Lee, Bo Ek and Cy Ray”."""
    return _say(context).names(each)


def _say(context: Context) -> Words:
    say = context["say"]
    assert isinstance(say, Words)  # noqa: S101  (every page is given them)
    return say


FILTERS: Mapping[str, Callable[..., str]] = {
    "day": day,
    "direction": direction,
    "names": names,
    "number": number,
}
"""By the names that templates use."""
