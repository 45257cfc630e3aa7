"""What several tests share."""

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.readers import Reader, reading
from tests.sites import Sites, served

# A slow or busy machine is no mistake; and everyone is to see the same examples.
settings.register_profile("glossator", deadline=None, derandomize=True)
settings.load_profile("glossator")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write what is made now as what cases expect"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Where nobody reads what has changed, nothing is accepted."""
    if config.getoption("accept") and os.environ.get("CI", "").lower() not in {"", "0", "false"}:
        raise pytest.UsageError("--accept is for a person who reads the difference: not in CI")


@pytest.fixture(scope="session", autouse=True)
def _nowhere_special() -> Iterator[None]:
    """Problems are printed as in an author's terminal, also where GitHub runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def accept(pytestconfig: pytest.Config) -> bool:
    """Whether what is made now is to be what cases expect."""
    return bool(pytestconfig.getoption("accept"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium: the one named, the one on the PATH, or Playwright's own."""
    path = os.environ.get("GLOSSATOR_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """Whole sites, served; nothing is written into the checkout."""
    with served(tmp_path_factory.mktemp("sites")) as sites:
        yield sites


@pytest.fixture
def reader(browser: Browser, sites: Sites) -> Iterator[Reader]:
    """Somebody who opens pages."""
    with reading(browser, sites) as reader:
        yield reader
