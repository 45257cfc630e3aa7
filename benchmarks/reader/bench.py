"""The pages that are measured: built, served, and opened as a reader would."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.reader.serve import serving
from tests.marginal import HEADINGS, MARGINAL, NATO
from tests.readers import without_anchors
from tests.sites import built, nato, written

HEIGHTS = {320: 700, 360: 780, 768: 1024, 1280: 900, 1920: 1080}
"""Of the screens that have these widths; others are 900 high."""
SCHEMES = ("light", "dark")
SCRIPT = (Path(__file__).parent / "page.js").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Subject:
    """A site, and the page in it that has the notes."""

    name: str
    folder: Path
    base: str
    path: str
    """Of the page with the notes."""
    paragraphs: tuple[str, ...]
    """What the source says, without its headings."""

    @property
    def url(self) -> str:
        return self.base + self.path

    @property
    def file(self) -> Path:
        return self.folder / self.path / "index.html"

    def pages(self) -> tuple[str, ...]:
        """The paths of all its pages, but for mere redirections."""
        found = sorted(
            path.relative_to(self.folder).as_posix().removesuffix("index.html")
            for path in self.folder.rglob("*.html")
            if b'http-equiv="refresh"' not in path.read_bytes()
        )
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Bench:
    """What measures are given."""

    browser: Browser
    chromium: str
    """Where it is installed."""
    subjects: Mapping[str, Subject]

    @property
    def nato(self) -> Subject:
        return self.subjects["NATO"]

    @property
    def dense(self) -> Subject:
        return self.subjects["dense"]

    @property
    def stress(self) -> Subject:
        return self.subjects["stress"]

    @contextmanager
    def visit(
        self,
        url: str,
        width: int = 1280,
        *,
        scheme: str = "light",
        script: bool = True,
        anchors: bool = True,
        touch: bool = False,
    ) -> Iterator[Page]:
        """The page at `url`, fully loaded, with `bench` of page.js in it."""
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
            has_touch=touch,
            bypass_csp=not anchors,  # a style that was changed no longer has its hash
            permissions=["clipboard-read", "clipboard-write"],
        )
        try:
            if not anchors:
                context.route("**/*", without_anchors)
            page = context.new_page()
            arrive(page, url)
            yield page
        finally:
            context.close()


def arrive(page: Page, url: str) -> None:
    """Goes to `url` as if from elsewhere, until all of it is there."""
    page.goto("about:blank")
    page.goto(url, wait_until="load")
    page.wait_for_timeout(60)  # for what scripts do in the next frame
    page.evaluate(SCRIPT)


@contextmanager
def subjects(at: Path) -> Iterator[dict[str, Subject]]:
    """The four sites, built below `at`, while they are served."""
    with ExitStack() as servers:
        own = nato(at / "NATO")
        words = tuple(one for one in NATO.read_text("utf-8").splitlines() if one not in HEADINGS)
        base = servers.enter_context(serving(own / "site"))
        found = {"NATO": Subject("NATO", built(own, base), base, "nato/", words)}
        for name, make in MARGINAL.items():
            made = make()
            project = written(made.files, at / name)
            base = servers.enter_context(serving(project / "site"))
            folder = built(project, base)
            found[name] = Subject(name, folder, base, "text/", made.paragraphs)
        yield found
