"""Pictures and files beside an explainer: sizes, words, captions, and files that nobody shows."""

import re
import unicodedata
from base64 import b64decode
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from struct import pack

import html5lib
import pytest
from playwright.sync_api import Browser, Route

from glossator.build import Built, build
from glossator.cli import main
from glossator.pictures import size
from glossator.problems import as_text
from glossator.project import Project
from tests.sites import png

Files = Mapping[str, str | bytes]

HEAD = "---\ntitle: X\ndate: 2025-01-01\n---\n"

BASE: Files = {
    "content/site.toml": 'title = "Small"\nbase_url = "https://example.org/"\n',
    "seeds/x.txt": "The garden belongs to all of us.\n",
    "content/x/index.md": HEAD,
    "content/x/notes.md": "> The garden\n{#garden}\nWords are here.\n",
}


def written(root: Path, files: Files) -> Path:
    for name, words in {**BASE, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return root


def made(root: Path, files: Files) -> Built:
    return build(Project(written(root, files)))


def page(root: Path, files: Files, path: str = "x/index.html") -> str:
    """A page of a site in which nothing is wrong."""
    built = made(root, files)
    assert not built.problems, [as_text(one) for one in built.problems]
    return next(one.content for one in built.pages if one.path == path).decode()


def told(root: Path, files: Files) -> list[tuple[str, str]]:
    """Each problem's name, and the file it is told of."""
    return [(problem.code, problem.place.file) for problem in made(root, files).problems]


# Width and height


def jpeg(width: int, height: int, orientation: int) -> bytes:
    """The head of a photograph. Source: ITU-T T.81, Annex B; Exif 2.3, section 4.6."""
    tag = pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    exif = b"Exif\0\0" + tag
    frame = pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"
    parts = ((0xE1, exif), (0xC0, frame))
    return b"\xff\xd8" + b"".join(pack(">BBH", 255, kind, len(data) + 2) + data
                                  for kind, data in parts) + b"\xff\xd9"  # fmt: skip


AVIF = b64decode(
    "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAA"
    "AAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAIgAAAChpaW5mAAAAAAABAAAA"
    "GmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAKAAAAB4AAAAQcGl4aQAA"
    "AAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAAAAEAAQQBAoMEAAAAKm1kYXQS"
    "AAoJGBUn60QENBoQMhMf94eFFd///+LAAADcqMgOQ52g"
)
WEBP = b64decode("UklGRh4AAABXRUJQVlA4TBEAAAAvJ0AHAAdQweKVsf+BiOh/AAA=")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}><rect width="5" height="7"/></svg>'


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.png", png(40, 30), (40, 30)),
        ("A.PNG", png(40, 30), (40, 30)),
        ("a.gif", b"GIF89a" + pack("<HH", 40, 30) + b"\0\0\0", (40, 30)),
        ("a.webp", WEBP, (40, 30)),
        ("a.avif", AVIF, (40, 30)),
        ("a.jpg", jpeg(40, 30, 1), (40, 30)),
        ("turned.jpeg", jpeg(40, 30, 6), (30, 40)),
        ("misnamed.jpg", png(40, 30), (40, 30)),
        ("empty.png", b"", None),
        ("cut.png", png(40, 30)[:20], None),
        ("none.png", png(0, 30), None),
        ("page.png", b"<!doctype html><p>404", None),
        ("letter.pdf", png(40, 30), None),
        ("a.svg", SVG.format('width="40" height="30"'), (40, 30)),
        ("inches.svg", SVG.format('width="1in" height="25.4mm"'), (96, 96)),
        ("half.svg", SVG.format('width="39.6px" height="30.4"'), (40, 30)),
        ("comment.svg", "<!-- width='1' -->\n" + SVG.format('width="40" height="30"'), (40, 30)),
        ("doctype.svg", "<!DOCTYPE svg>" + SVG.format('height="30" width="40"'), (40, 30)),
        ("bom.svg", "\ufeff" + SVG.format('width="40" height="30"'), (40, 30)),
        ("16.svg", SVG.format('width="40" height="30"').encode("utf-16"), (40, 30)),
        ("viewed.svg", SVG.format('viewBox="0 0 40 30"'), None),
        ("wide.svg", SVG.format('width="100%" height="30"'), None),
        ("letters.svg", SVG.format('width="4em" height="3em"'), None),
        ("without.svg", SVG.format('width="40"'), None),
        ("broken.svg", '<svg width="40" height="30', None),
        ("text.svg", "width=40 height=30", None),
    ],
)
def test_the_size_of_a_picture_is_read(
    name: str, data: bytes | str, expected: tuple[int, int] | None
) -> None:
    assert size(name, data.encode() if isinstance(data, str) else data) == expected


@pytest.mark.parametrize(
    "path", ["index.html", "about/index.html", "x/index.html", "x/notes/index.html", "feed.xml"]
)
def test_every_picture_has_its_size_wherever_it_is_shown(tmp_path: Path, path: str) -> None:
    shown = "![A gate](x/gate.png) and ![a drawing](x/gate.svg)\n"
    files: Files = {
        "content/x/gate.png": png(40, 30),
        "content/x/gate.svg": SVG.format('viewBox="0 0 1 1"'),
        "content/about.md": f"---\ntitle: About\n---\n{shown}",
        "content/index.md": f"---\ntitle: Home\n---\n{shown}",
        "content/x/index.md": HEAD + shown.replace("x/", ""),
        "content/x/notes.md": f"> The garden\n{{#garden}}\n{shown}".replace("x/", ""),
    }
    tags = set(re.findall(r"<img [^>]*>", unescape(page(tmp_path, files, path))))
    assert {re.sub(r" src=\S+", "", tag) for tag in tags} == {
        '<img alt="A gate" width="40" height="30" loading="lazy">',
        '<img alt="a drawing" loading="lazy">',
    }


MEASURE = """() => [...document.images].map(one => {
    const box = one.getBoundingClientRect()
    return [box.width, box.height, one.parentElement.getBoundingClientRect().width]
})"""


@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_does_not_move_when_its_pictures_come(
    tmp_path: Path, browser: Browser, width: int
) -> None:
    files: Files = {
        "content/x/wide.png": png(2000, 500),
        "content/x/small.png": png(40, 80),
        "content/x/index.md": f'{HEAD}![Wide](wide.png "A caption")\n\n![Small](small.png)\n',
    }
    assert main(["--root", str(written(tmp_path, files)), "build"]) == 0
    view = browser.new_page(viewport={"width": width, "height": 900})
    waiting: list[Route] = []
    view.route("**/*.png", lambda route: waiting.append(route))  # noqa: PLW0108  (they mark it)
    view.goto((tmp_path / "site/x/index.html").as_uri(), wait_until="domcontentloaded")
    # The page's policy lets no function be waited for.
    view.evaluate("document.fonts.ready.then(() => true)")
    before = view.evaluate(MEASURE)
    for route in waiting:
        route.continue_()
    view.evaluate("Promise.all([...document.images].map(one => one.decode())).then(() => true)")
    after = view.evaluate(MEASURE)
    view.close()
    assert len(waiting) == 2
    assert before == after
    (wide, wide_high, room), (small, small_high, _) = after
    assert wide <= room
    assert wide == pytest.approx(4 * wide_high, rel=0.02)
    assert (small, small_high) == (40, 80)


# Words and captions


def figures(page: str) -> list[str]:
    return re.findall(r"<figure.*?</figure>", page, re.DOTALL)


def test_a_picture_with_a_caption_is_a_figure_wherever_we_write(tmp_path: Path) -> None:
    shown = '![A gate](gate.png "It stands *open* & <wide>")\n'
    files: Files = {
        "content/x/gate.png": png(40, 30),
        "content/x/index.md": f"{HEAD}Before.\n\n{shown}\nAfter.\n",
        "content/x/notes.md": f"> The garden\n{{#garden}}\nWords are here.\n\n{shown}",
        "content/glossary/gate.md": f"---\ntitle: Garden\n---\n{shown}".replace("(", "(../x/"),
    }
    made = page(tmp_path, files)
    expected = (
        '<figure class="picture">\n'
        '<img src="{}gate.png" alt="A gate" width="40" height="30" loading="lazy">\n'
        "<figcaption>It stands *open* &amp; &lt;wide&gt;</figcaption>\n</figure>"
    )
    assert figures(made) == [expected.format("")] * 2
    html5lib.HTMLParser(strict=True).parse(made)
    assert figures(page(tmp_path, files, "x/notes/index.html")) == [expected.format("../")]
    assert figures(page(tmp_path, files, "glossary/gate/index.html")) == [
        expected.format("../../x/")
    ]


@pytest.mark.parametrize(
    "body",
    [
        'Look ![A](a.png "B")',
        '![A](a.png "B")\nand so on',
        '- ![A](a.png "B")',
        '| a |\n|---|\n| ![A](a.png "B") |',
        '[![A](a.png "B")](index.md)',
        '*![A](a.png "B")*',
        '### ![A](a.png "B")',
    ],
)
def test_a_caption_stands_under_a_picture_that_stands_alone(tmp_path: Path, body: str) -> None:
    files: Files = {"content/x/a.png": png(4, 4), "content/x/index.md": f"{HEAD}\n{body}\n"}
    assert told(tmp_path, files) == [("figure-misplaced", "content/x/index.md")]


@pytest.mark.parametrize(
    "body", ["![](a.png)", "![ ](a.png)", '![](a.png "B")', "Look ![](a.png) there", "- ![](a.png)"]
)
def test_a_picture_has_words_for_those_who_do_not_see_it(tmp_path: Path, body: str) -> None:
    files: Files = {"content/x/a.png": png(4, 4), "content/x/index.md": f"{HEAD}\n{body}\n"}
    assert told(tmp_path, files) == [("alt-missing", "content/x/index.md")]


def test_a_figure_drawn_from_data_is_told_in_its_own_file(tmp_path: Path) -> None:
    figure = "kind: columns\ntitle: T\ndescription: D\ncolumns: [A, B]\nrows: [[x, 1]]\n"
    files: Files = {
        "content/x/figures/one.yaml": f"{figure}label: A\nvalue: B\n",
        "content/x/index.md": f"{HEAD}\n![](figures/one.yaml)\n",
    }
    assert len(figures(page(tmp_path, files))) == 1


@pytest.mark.parametrize(
    "target", ["letter.pdf", "data.yaml", "index.md", "../works.yaml", "../../seeds/x.txt"]
)
def test_what_no_browser_shows_is_no_picture(tmp_path: Path, target: str) -> None:
    files: Files = {
        "content/x/letter.pdf": b"%PDF-1.4\n",
        "content/x/data.yaml": "a: 1\n",
        "content/x/index.md": f"{HEAD}\n![A letter]({target}) [b](letter.pdf) [c](data.yaml)\n",
    }
    assert told(tmp_path, files) == [("not-a-picture", "content/x/index.md")]


# Files that are there, and files that are not


def hint(root: Path, words: str, files: Files) -> str:
    """What is said of the one broken link in an introduction."""
    built = made(root, {"content/x/index.md": f"{HEAD}\n{words}\n", **files})
    (problem,) = [one for one in built.problems if one.code == "link-broken"]
    return problem.hint


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("![A](Gate.PNG)", "write “gate.png”: capitals and small letters differ here"),
        ("![A](gaet.png)", "did you mean “gate.png”?"),
        ("![A](map.png)", "did you mean “pictures/far/map.png”?"),
        ("[A](Letter.pdf)", "write “letter.pdf”: capitals and small letters differ here"),
        ("![A](leter.pdf)", "known are: gate.png, pictures/far/map.png"),
    ],
)
def test_a_file_that_is_not_there_has_a_name_nearby(
    tmp_path: Path, words: str, expected: str
) -> None:
    files = {"gate.png": png(4, 4), "letter.pdf": b"", "pictures/far/map.png": png(4, 4)}
    beside: Files = {f"content/x/{name}": data for name, data in files.items()}
    assert hint(tmp_path, words, beside) == expected


def test_without_any_picture_the_place_for_it_is_told(tmp_path: Path) -> None:
    assert hint(tmp_path, "![A](figures/gate.png)", {}) == "put it at content/x/figures/gate.png"


def test_a_name_is_found_however_its_accents_are_kept(tmp_path: Path) -> None:
    """Macs part letters and accents in names; what is typed has them in one."""
    apart, whole = (unicodedata.normalize(form, "Zürich.png") for form in ("NFD", "NFC"))
    files: Files = {f"content/x/{apart}": png(4, 4), "content/x/index.md": f"{HEAD}![A]({whole})\n"}
    assert 'src="Zu%CC%88rich.png"' in page(tmp_path, files)


PDF = "content/x/a letter (2nd) à 100% & more.pdf"


@pytest.mark.parametrize(
    "target",
    ["<a letter (2nd) à 100% & more.pdf>", "a%20letter%20(2nd)%20%C3%A0%20100%25%20&%20more.pdf"],
)
def test_a_name_may_have_spaces_and_signs(tmp_path: Path, target: str) -> None:
    files: Files = {PDF: b"%PDF-1.4\n", "content/x/index.md": f"{HEAD}[A]({target})\n"}
    made = page(tmp_path, files)
    assert 'href="a%20letter%20(2nd)%20%C3%A0%20100%25%20&amp;%20more.pdf"' in made


def test_a_file_that_nothing_shows_or_links_to_is_told(tmp_path: Path) -> None:
    names = ("content/x/a.png", "content/x/data/b.csv", "content/pictures/c.png", "content/d.png")
    files: Files = {name: png(4, 4) for name in names}
    assert sorted(told(tmp_path, files)) == sorted(("file-unused", name) for name in names)
    assert not made(tmp_path, files).has_errors


@pytest.mark.parametrize(
    "link",
    [
        "![A](a.png)",
        "[A](a.png)",
        "[A](a.png#part)",
        "![A](<a.png> 'B')",
        "[![A](a.png)](index.md)",
    ],
)
@pytest.mark.parametrize("where", ["content/x/index.md", "content/x/notes.md", "content/x/more.md"])
def test_a_file_is_used_that_something_leads_to(tmp_path: Path, where: str, link: str) -> None:
    before = {"content/x/more.md": "---\ntitle: More\n---\n", **BASE}[where]
    files: Files = {"content/x/a.png": png(4, 4), where: f"{before!s}\n{link}\n"}
    assert told(tmp_path, files) == []


def test_a_map_uses_its_outlines_and_a_page_a_figure(tmp_path: Path) -> None:
    ring = [[1, 41], [1, 45], [5, 45], [5, 41], [1, 41]]
    land = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
        f'{{"name": "L"}}, "geometry": {{"type": "Polygon", "coordinates": [{ring}]}}}}]}}'
    )
    files: Files = {
        "content/x/figures/land.geojson": land,
        "content/x/figures/map.yaml": (
            "kind: map\ntitle: T\ndescription: D\ncolumns: [A, B]\nrows: [[L, x]]\n"
            "area: A\nfill: B\noutlines: land.geojson\nframe: [0, 40, 20, 50]\n"
        ),
    }
    assert told(tmp_path, files) == [("file-unused", "content/x/figures/map.yaml")]
    shown = {"content/x/index.md": f"{HEAD}\n![A](figures/map.yaml)\n"}
    assert told(tmp_path, {**files, **shown}) == []


@pytest.mark.parametrize(
    "name", ["favicon.ico", "google1a2b.html", "humans.txt", "LICENSE", "x/LICENCE.txt"]
)
def test_a_file_that_is_asked_for_by_its_name_needs_no_link(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, {f"content/{name}": b"words"}) == []


def test_a_file_is_not_called_unused_that_html_of_ours_names(tmp_path: Path) -> None:
    settings = f"{BASE['content/site.toml']!s}html = true\n"
    files: Files = {
        "content/site.toml": settings,
        "content/x/a b.mp4": b"",
        "content/x/index.md": f'{HEAD}\n<video src="a%20b.mp4"></video>\n',
    }
    assert told(tmp_path, files) == []


HTML = f"{BASE['content/site.toml']!s}html = true\n"
MARKDOWN: Files = {
    "seeds/x.md": "The garden belongs to all.\n",
    "content/x/index.md": f"{HEAD[:-4]}source: {{text: seeds/x.md}}\n---\n",
}


def test_a_file_is_named_by_a_whole_value_and_not_by_a_part_of_a_word(tmp_path: Path) -> None:
    files: Files = {
        "content/site.toml": HTML,
        "content/x/a.png": png(4, 4),
        "content/x/index.md": f'{HEAD}\n<b title="it">A banana.png</b> = "banana.png"\n',
    }
    assert told(tmp_path, files) == [("file-unused", "content/x/a.png")]


def test_a_file_is_not_called_unused_that_html_of_a_source_names(tmp_path: Path) -> None:
    files: Files = {
        **MARKDOWN,
        "content/site.toml": HTML,
        "seeds/x.md": 'The garden belongs to all. <img src="q.png" alt="A queue">\n',
        "content/x/q.png": png(4, 4),
    }
    assert "file-unused" not in {code for code, _ in told(tmp_path, files)}


def test_a_source_may_ask_a_file_beside_it_for_a_part(tmp_path: Path) -> None:
    files: Files = {
        **MARKDOWN,
        "seeds/x.md": "The garden belongs to [all](q.pdf?x=1#p).\n",
        "content/x/q.pdf": b"",
    }
    assert 'href="q.pdf?x=1#p"' in page(tmp_path, files)


def test_a_picture_of_a_source_with_a_name_too_long_is_told(tmp_path: Path) -> None:
    files: Files = {**MARKDOWN, "seeds/x.md": f"The garden ![b]({'n' * 300}.png) of all.\n"}
    assert told(tmp_path, files) == [("picture-missing", "seeds/x.md")]


def test_a_picture_of_a_source_needs_a_name_that_can_be_published(tmp_path: Path) -> None:
    files: Files = {
        **MARKDOWN,
        "seeds/x.md": "The garden ![a](a%23b.png) of all.\n",
        "seeds/a#b.png": png(4, 4),
    }
    assert told(tmp_path, files) == [("name-unusable", "seeds/a#b.png")]


@pytest.mark.parametrize("encoding", ["utf-7", "nonsense", "utf-16", "idna", "hex", "cp037"])
def test_a_drawing_in_an_odd_encoding_has_no_size(encoding: str) -> None:
    drawing = f'<?xml version="1.0" encoding="{encoding}"?><svg width="3" height="4"/>'
    assert size("a.svg", drawing.encode()) in {None, (3, 4)}


def test_nothing_is_called_unused_while_a_page_cannot_be_read(tmp_path: Path) -> None:
    files: Files = {"content/x/a.png": png(4, 4), "content/about.md": "---\ntitle: [\n---\n"}
    assert {code for code, _ in told(tmp_path, files)} == {"front-matter-malformed"}
