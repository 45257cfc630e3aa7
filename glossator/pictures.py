"""How wide and how high a picture is, so that a page need not move when it comes; and its words.

Sizes count in CSS pixels. What a picture is used for is not known here.
"""

import re
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

SUFFIXES = (
    ".apng", ".avif", ".bmp", ".gif", ".ico", ".jfif", ".jpeg", ".jpg", ".png", ".svg", ".webp",
)  # fmt: skip
"""How the names of files end that every browser shows as pictures, in small letters."""

_HEAD = 1 << 16
"""How many bytes of an SVG are read at most: its first tag is all that is asked for."""

_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 9.6 / 2.54}
"""How many pixels a unit has. Source: CSS Values and Units 3, section 6.2."""


def is_picture(name: str) -> bool:
    """Whether a file of this name is shown where a picture belongs."""
    return name.lower().endswith(SUFFIXES)


def size(name: str, data: bytes) -> tuple[int, int] | None:
    """Width and height of the picture `data`; None if it does not say, or cannot be read."""
    if not is_picture(name):
        return None
    found = _of_svg(data) if name.lower().endswith(".svg") else _of_pixels(data)
    return found if min(found) > 0 else None


def _of_pixels(data: bytes) -> tuple[int, int]:
    """As shown: a photograph may say that it is to be turned."""
    import imagesize  # late: it loads Python's web client

    width, height = imagesize.get(BytesIO(data))
    return int(width), int(height)


def _of_svg(data: bytes) -> tuple[int, int]:
    """What the root element says. imagesize takes the first width that it finds, a shape's too."""
    from xml.parsers import expat

    root: dict[str, str] = {}
    parser = expat.ParserCreate()

    def first(_name: str, attributes: dict[str, str]) -> None:
        root.update(attributes)
        parser.StartElementHandler = None

    parser.StartElementHandler = first
    try:
        parser.Parse(data[:_HEAD], False)  # noqa: FBT003  (their signature)
    except (expat.ExpatError, ValueError, LookupError):  # the latter two of its encoding
        return 0, 0
    return _pixels(root.get("width", "")), _pixels(root.get("height", ""))


def _pixels(length: str) -> int:
    """A length in pixels; 0 for one that depends on where the picture stands."""
    match = re.fullmatch(
        r"\s*\+?(\d{1,6}(?:\.\d{1,12})?|\.\d{1,12})([a-z]{0,2})\s*", length, re.IGNORECASE
    )
    unit = _PIXELS.get(match[2].lower(), 0) if match else 0
    return round(float(match[1]) * unit) if match else 0


def attributes(of: tuple[int, int] | None) -> str:
    """A size as an `img` says it, with a space before; empty if it is not known."""
    return f' width="{of[0]}" height="{of[1]}"' if of else ""


def words_in(image: "Token") -> str:
    """What stands in the brackets of an image: for those who do not see it."""
    children = image.children or ()
    words = "".join(" " if one.type == "softbreak" else one.content for one in children)
    return words.strip()
