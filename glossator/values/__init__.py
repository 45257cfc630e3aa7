"""Values that somebody wrote in YAML or TOML, each with its place, and taking them with care.

Whoever takes a value says what it should be; nothing is guessed from how it looks.
"""

from glossator.values.fields import Fields, is_date, is_language, is_number
from glossator.values.toml import toml_value
from glossator.values.value import FIGURES, FRONT_MATTER, SETTINGS, WORKS, Codes, Key, Value
from glossator.values.yaml import yaml_value

__all__ = [
    "FIGURES",
    "FRONT_MATTER",
    "SETTINGS",
    "WORKS",
    "Codes",
    "Fields",
    "Key",
    "Value",
    "is_date",
    "is_language",
    "is_number",
    "toml_value",
    "yaml_value",
]
