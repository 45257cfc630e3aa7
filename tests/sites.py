"""Whole sites, built from a copy of their project and served by nginx as hosts serve them."""

import shutil
import socket
import struct
import subprocess
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from glossator.cli import main
from tests.long import long
from tests.marginal import MARGINAL

ROOT = Path(__file__).parents[1]


def png(width: int, height: int) -> bytes:
    """A grey picture. Source: PNG specification, sections 5 and 11."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    rows = b"".join(b"\0" + b"\x99" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(name, data)
        for name, data in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


SMALL: Mapping[str, str | bytes] = {
    "content/site.toml": """
title = "Small & fine"
lang = "en"
license = "free for everybody but for the pictures, each of which belongs to whom it names"
[[nav]]
label = "Glossary"
to = "glossary"
[[nav]]
label = "Über uns"
to = "Über uns.md"
[kinds.context]
label = "Context"
mark = "+"
colour = "amber"
works = "free"
""",
    "seeds/speech.txt": "Friends, Romans, countrymen, lend me your ears.\nI come to bury Caesar.\n",
    "content/speech/index.md": """---
title: Friends & Romans
date: 2024-01-02
redirect_from: [/alt/speech/, /old.html, /rede]
source: {title: The speech, publisher: A publisher, date: 1599, lang: en}
---
A [map](figures/map%20of%20Zürich.png) and a ![plan of the forum](figures/map%20of%20Zürich.png).
In [[Zürich]] lies [the letter](<a letter à Zoë (2nd).pdf>);
see [more](further/more.md#two), [the creation](../creation/index.md)
and [its first note](../creation/notes.md#note-beginning).

| left | right |
|:-----|------:|
| 1    | 2     |

```python
print("code", 1)
```
""",
    "content/speech/figures/map of Zürich.png": png(2000, 40),
    "content/speech/a letter à Zoë (2nd).pdf": b"%PDF-1.4\n",
    "content/speech/further/more.md": """---
title: More about it
---
## One
Back to [the speech](../index.md), to [its source](../../../seeds/speech.txt),
to [works](../../works.yaml#works-shakespeare).

## Two
To [a note](../notes.md#note-bury), [the top](#one), [elsewhere](https://example.org/a?b=c&d=%20e#f).
""",
    "content/speech/notes.md": """
> Friends
{#friends}
A note with a [[Forum]], a [letter](<a letter à Zoë (2nd).pdf>), a
![map](figures/map%20of%20Zürich.png) and [@shakespeare, p. 3].

> I come to bury
{#bury}
See [the first note](#note-friends) and [in Hebrew](../creation/notes.md#note-beginning).
""",
    "seeds/creation.txt": (
        "בראשית ברא אלהים את השמים ואת הארץ\n"
        "ויאמר אלהים יהי אור ויהי אור\n"
        "וירא אלהים את האור כי טוב\n"
    ),
    "content/creation/index.md": """---
title: In the beginning
date: 2024-01-03
source: {title: בראשית, lang: he}
---
A text that is written from right to left, and shorter than its notes.
""",
    "content/creation/notes.md": f"""
> בראשית ברא
{{#beginning}}
{"These are a great many words about very few. " * 20}

> יהי אור
{{#light}}
{"And there was light, and a note about it. " * 20}

> כי טוב
{{#good}}
{"It was good, and so is this note. " * 30}
""",
    "seeds/song.txt": "שיר השירים אשר לשלמה\nישקני מנשיקות פיהו\n",
    "content/song/index.md": """---
title: שיר השירים
lang: he
date: 2024-01-04
source: {publisher: שלמה, lang: he}
---
מבוא.
""",
    "content/song/notes.md": "> שיר השירים\n{#song}\nפירוש.\n\n> ישקני\n{#kiss}\nעוד פירוש.\n",
    "content/glossary/forum.md": """---
title: Forum
description: A market place.
aliases: [fora]
see: [Zürich]
redirect_from: [/glossary/market/]
---
Where [friends](../speech/notes.md#note-friends) meet.
""",
    "content/glossary/zuerich.md": """---
title: Zürich
description: A city.
---
It is on [the map](<../speech/figures/map of Zürich.png>), and so is [the forum](forum.md).
""",
    "content/works.yaml": """
- id: shakespeare
  type: book
  title: Julius Caesar
  author: [{family: Shakespeare, given: William}]
  issued: "1599"
  URL: https://example.org/caesar?act=3&scene=2
  archived: {url: "https://archive.example.org/caesar", date: 2020-01-01}
""",
    "content/Über uns.md": """---
title: Über uns
lang: de
---
Wir sind [klein](<pictures/we two.png>) und reden über das [[Forum]].
![wir](<pictures/we two.png>)
""",
    "content/pictures/we two.png": png(20, 20),
}
"""A project with all sorts of names and links, and Hebrew texts, one of them for Hebrew readers."""

TYPES = {
    "text/html": "html",
    "text/css": "css",
    "application/javascript": "js",
    "text/plain": "txt",
    "text/markdown": "md",
    "application/json": "json",
    "application/ld+json": "jsonld",
    "application/xml": "xml",
    "application/pdf": "pdf",
    "application/geo+json": "geojson",
    "text/yaml": "yaml",
    "image/svg+xml": "svg",
    "image/png": "png",
}
"""What GitHub Pages says these files are."""


@dataclass(frozen=True)
class Served:
    """A site, its files, and the address it is served at."""

    folder: Path
    base: str


@dataclass(frozen=True)
class Sites:
    """What the tests visit."""

    nato: Served
    """This repository's own, under a path."""
    nato_at_root: Served
    small: Served
    long: Served
    """The long project as it is at its full length."""
    parts: Served
    """The same, its report in Markdown, its texts on a page for each section."""
    dense: Served
    """The NATO text with 20 notes of 40 words."""
    stress: Served
    """60 notes on three long paragraphs, and eight lines with a long note each."""
    mirrored: Served
    """A text in Hebrew with notes in Hebrew."""


@contextmanager
def served(at: Path) -> Iterator[Sites]:
    """The sites, built below `at`, while they are served."""
    with ExitStack() as ports:
        projects = (
            nato(at / "nato"),
            nato(at / "root"),
            written(SMALL, at / "small"),
            written(long().files, at / "long"),
            written(long(markdown=True, by_section=True).files, at / "parts"),
            *(written(make().files, at / name) for name, make in MARGINAL.items()),
        )
        paths = ("/repo/", "/", *["/repo/"] * (len(projects) - 2))
        free = [ports.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in projects]
        bases = [
            f"http://127.0.0.1:{port.getsockname()[1]}{path}"
            for port, path in zip(free, paths, strict=True)
        ]
        sites = [
            Served(built(project, base), base)
            for project, base in zip(projects, bases, strict=True)
        ]
    with nginx(at, sites):
        yield Sites(*sites)


def nato(at: Path) -> Path:
    """A copy of what the site of this repository is made from."""
    for name in ("content", "seeds"):
        shutil.copytree(ROOT / name, at / name)
    return at


def written(project: Mapping[str, str | bytes], at: Path) -> Path:
    """The folder with the files of `project`."""
    for name, data in project.items():
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return at


def built(project: Path, base: str) -> Path:
    """The folder of the finished site."""
    assert main(["--root", str(project), "build", "--base-url", base]) == 0
    return project / "site"


@contextmanager
def nginx(at: Path, sites: Sequence[Served]) -> Iterator[None]:
    """A server for each of `sites`, with its 404 page, as the user who runs the tests."""
    types = " ".join(f"{kind} {suffix};" for kind, suffix in TYPES.items())
    scratch = " ".join(
        f"{name}_temp_path scratch;"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    lines = ["daemon off; master_process off; pid nginx.pid; error_log stderr crit; events {}"]
    lines += [f"http {{ access_log off; {scratch}"]
    lines += [f"types {{ {types} }} default_type application/octet-stream; charset utf-8;"]
    lines += ["charset_types text/css text/plain application/javascript application/xml;"]
    addresses = []
    for site in sites:
        host, _, path = site.base.removeprefix("http://").partition("/")
        addresses.append((host.split(":")[0], int(host.split(":")[1])))
        lines += [f"server {{ listen {host}; absolute_redirect off;"]
        lines += [
            f'location /{path} {{ alias "{site.folder}/"; error_page 404 /{path}404.html; }} }}'
        ]
    (at / "nginx.conf").write_text("\n".join([*lines, "}"]), encoding="utf-8")
    command = ["nginx", "-p", str(at), "-c", str(at / "nginx.conf")]
    with subprocess.Popen(command) as process:
        try:
            for address in addresses:
                wait_for(address, process)
            yield
        finally:
            process.terminate()


def wait_for(address: tuple[str, int], process: subprocess.Popen[bytes]) -> None:
    """Until something listens at `address`."""
    for _ in range(200):
        assert process.poll() is None, "nginx has ended"
        try:
            socket.create_connection(address).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(address)
