"""Who writes notes, and in which layers: what the settings say of both, and taking it with care."""

from collections.abc import Mapping, Sequence

from glossator.model import LayerSettings, Settings
from glossator.problems import Code, Problem, did_you_mean
from glossator.text import Place
from glossator.values import Fields

MAIN = "notes"
"""What the settings call the layer of `notes.md`, which has no name of its own."""


def people_in(fields: Fields) -> dict[str, str]:
    """The names under `people`, by key."""
    people = fields.mapping("people", "people")
    found: dict[str, str] = {}
    for key in people.names() if people else ():
        person = people.mapping(key, f"people.{key}") if people else None
        if person:
            found[key] = person.required("name", "write the name as readers should see it")
            person.end()
    return found


def named(
    words: Sequence[tuple[str, Place]], people: Mapping[str, str], problems: list[Problem]
) -> tuple[str, ...]:
    """The names of those whom `words` mean, by key or by name; a problem for each unknown one."""
    for word, place in words:
        if word not in people and word not in people.values():
            near = did_you_mean(word, people)
            hint = f"{near}{'' if near.endswith('?') else ';'} people stand in site.toml"
            message = f"the site knows nobody called “{word}”"
            problems.append(Problem(Code.PERSON_UNKNOWN, place, message, hint))
    return tuple(people.get(word, word) for word, _ in words)


def layers_in(
    fields: Fields, people: Mapping[str, str], problems: list[Problem]
) -> dict[str, LayerSettings]:
    """What stands under `layers`, by the names of the layers."""
    layers = fields.mapping("layers", "layers")
    found: dict[str, LayerSettings] = {}
    for name in layers.names() if layers else ():
        layer = layers.mapping(name, f"layers.{name}") if layers else None
        if layer:
            found[name] = _said(layer, people, problems)
            layer.end()
    return found


def layer_of(
    name: str, front: Fields, settings: Settings, problems: list[Problem]
) -> LayerSettings:
    """What holds for a notes file: what its front matter says, else the settings, else its name."""
    title = front.text("title")
    own = _said(front, settings.people, problems)
    other = settings.layers.get(name or MAIN, own)
    folds = (one.is_folded for one in (own, other) if one.is_folded is not None)
    return LayerSettings(
        label=own.label or title or other.label or name[:1].upper() + name[1:],
        by=own.by or other.by,
        is_folded=next(folds, bool(name)),
        place=own.place,
    )


def _said(fields: Fields, people: Mapping[str, str], problems: list[Problem]) -> LayerSettings:
    is_folded = fields.flag("folded")
    return LayerSettings(
        label=fields.text("label"),
        by=named(fields.texts("by"), people, problems),
        is_folded=None if fields.take("folded") is None else is_folded,
        place=fields.place,
    )
