"""The names of files: each has to stand in an address, and on the disk of whoever clones it."""

import unicodedata
from pathlib import PurePosixPath

from glossator.problems import Code, Problem
from glossator.text import Place

_REFUSED = frozenset('<>:"|?*\\')
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)))
)
"""Names that Windows keeps for itself, whatever follows a dot behind them.

Source: Microsoft, “Naming Files, Paths, and Namespaces”.
"""


def wrong_name(path: str) -> Problem | None:
    """What is wrong with the name of the file at `path`, or with that of a folder it lies in."""
    try:
        path.encode()
    except UnicodeEncodeError:
        shown = Place(path.encode("utf-8", "replace").decode())
        message = "the name of this file is not UTF-8"
        return Problem(Code.NAME_UNUSABLE, shown, message, "give it another name")
    for name in PurePosixPath(path).parts:
        if why := _reason(name):
            message, hint = f"the name “{name}” {why}", "give it another name"
            return Problem(Code.NAME_UNUSABLE, Place(path), message, hint)
    return None


def _reason(name: str) -> str:
    """Why `name` cannot be one, as the end of a sentence; empty if it can."""
    found = next((sign for sign in name if sign in _REFUSED), "")
    if "#" in name:
        return "holds a #, which ends an address"
    if any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in name):
        return "holds a line end or a control character"
    if found:
        return f"holds a {found}, which Windows does not allow"
    if name != name.rstrip(" ."):
        return "ends with a space or a dot, which Windows takes away"
    if name.partition(".")[0].rstrip().lower() in _DEVICES:
        return "is one that Windows keeps for itself"
    return ""
