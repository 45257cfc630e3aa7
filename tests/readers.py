"""Somebody who reads: with a screen of some width, a pointer or a finger, perhaps no script."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.sites import Sites

Reader = Callable[..., Page]

SHIFTS = """() => new Promise(done => new PerformanceObserver(list =>
    done(list.getEntries().reduce((sum, one) => sum + !one.hadRecentInput * one.value, 0))
).observe({type: 'layout-shift', buffered: true}) ?? setTimeout(() => done(0), 300))"""
"""How far what stood on the page has moved by itself, as browsers count it (CLS)."""

STILL = """() => new Promise(done => setTimeout(done, 100)).then(() =>
    Promise.all(document.getAnimations().filter(one => one instanceof CSSTransition)
        .map(one => one.finished.catch(() => 0)))).then(() => 0)"""
"""Waits until notes have come to where they go."""

_ANCHORS = re.compile(
    r"(?<![\w-])(?=position-(?:anchor|area|try)|anchor(?:-(?:name|scope|size|default|center)|\())"
)
"""What CSS anchor positioning is written with: misspelt, it is what an older browser reads."""


def without_anchors(route: Route) -> None:
    """Pages, styles and scripts as browsers read them that do not know anchors.

    A style that was changed has no longer the hash that a policy names: it must be passed over.
    """
    if route.request.resource_type not in {"document", "stylesheet", "script"}:
        route.continue_()
        return
    url = urlsplit(route.request.url)
    if url.scheme == "file":
        path = Path(unquote(url.path))
        status, said, kind = 200, path.read_text("utf-8"), guess_type(path)[0] or ""
    else:
        answer = route.fetch()
        status, said, kind = answer.status, answer.text(), answer.headers.get("content-type", "")
    route.fulfill(status=status, body=_ANCHORS.sub("unknown-", said), content_type=kind)


_HERE = ("http://127.0.0.1:", "file:", "data:", "blob:", "about:")


@contextmanager
def reading(browser: Browser, sites: Sites) -> Iterator[Reader]:
    """Opens pages as somebody would.

    What one says to its console, or asks of another host, is a mistake.
    """
    contexts: list[BrowserContext] = []
    said: list[str] = []
    asked: list[str] = []

    def reader(  # noqa: PLR0913  (each is something to say of a reader)
        address: str,
        *,
        site: str = "nato",
        width: int = 1280,
        height: int = 800,
        script: bool = True,
        anchors: bool = True,
        finger: bool = False,
        still: bool = False,
        dark: bool = False,
        before: str = "",
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            bypass_csp=not anchors,
            java_script_enabled=script,
            has_touch=finger,
            is_mobile=finger,
            reduced_motion="reduce" if still else "no-preference",
            color_scheme="dark" if dark else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("console", lambda message: said.append(message.text))
        context.on("weberror", lambda error: said.append(str(error.error)))
        context.on("request", lambda request: asked.append(request.url))
        if not anchors:
            context.route("**/*", without_anchors)
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.goto(address if "://" in address else getattr(sites, site).base + address)
        return page

    yield reader
    for context in contexts:
        context.close()
    assert not said, said
    assert not [one for one in asked if not one.startswith(_HERE)]
