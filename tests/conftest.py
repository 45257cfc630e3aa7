"""What several tests share."""

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write what is made now as what cases expect"
    )


@pytest.fixture(scope="session")
def accept(pytestconfig: pytest.Config) -> bool:
    """Whether expectations are to be written anew; where nobody looks at them, they never are."""
    wanted = bool(pytestconfig.getoption("accept"))
    if wanted and os.environ.get("CI", "").lower() not in {"", "0", "false"}:
        pytest.exit("--accept is for a person who reads the difference: not in CI", returncode=4)
    return wanted
