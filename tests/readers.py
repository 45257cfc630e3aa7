"""Somebody who reads: with a screen of some width, a pointer or a finger, perhaps no script."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page

from tests.sites import Sites

Reader = Callable[..., Page]

SHIFTS = """() => new Promise(done => new PerformanceObserver(list =>
    done(list.getEntries().reduce((sum, one) => sum + !one.hadRecentInput * one.value, 0))
).observe({type: 'layout-shift', buffered: true}) ?? setTimeout(() => done(0), 300))"""
"""How far what stood on the page has moved by itself, as browsers count it (CLS)."""


@contextmanager
def reading(browser: Browser, sites: Sites) -> Iterator[Reader]:
    """Opens pages as somebody would; what one says to its console is a mistake."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def reader(  # noqa: PLR0913  (each is something to say of a reader)
        address: str,
        *,
        site: str = "nato",
        width: int = 1280,
        script: bool = True,
        finger: bool = False,
        still: bool = False,
        dark: bool = False,
        before: str = "",
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
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
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.goto(address if "://" in address else getattr(sites, site).base + address)
        return page

    yield reader
    for context in contexts:
        context.close()
    assert not said, said
