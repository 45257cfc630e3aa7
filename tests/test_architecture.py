"""The modules in their order, each no longer than it must be, and nothing heavy before its time."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "glossator"

ORDER = (
    "text",
    "abbreviations",
    "sentences",
    "inflections",
    "forms",
    "pictures",
    "problems",
    "model",
    "values",
    "words",
    "kinds",
    "people",
    "project",
    "markdown",
    "commonmark",
    "highlight",
    "read",
    "quotes",
    "anchor",
    "link",
    "leads",
    "room",
    "check",
    "draw",
    "prose",
    "setting",
    "rules",
    "assets",
    "theme",
    "pages",
    "proof",
    "build",
    "write",
    "start",
    "preview",
    "cli",
)
"""Each imports only what stands above it; a package counts as one."""

LINES = 320

LONGER: dict[str, str] = {}
"""The modules that are longer than `LINES`, and why."""

LATE = ("tornado", "livereload", "watchfiles", "playwright", "rapidfuzz")
"""What a build of a site without mistakes needs nothing of."""

LATER = (*LATE, "jinja2", "markdown_it", "pygments", "html5lib", "yaml")
"""What is not needed either to say which commands there are."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def part(path: Path) -> str:
    """The name by which a file stands in the order."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), name(path))


def imported(path: Path) -> Iterator[str]:
    """What of ours a module imports, wherever in it the line stands."""
    for node in ast.walk(tree(path)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are from the root"
            names = [str(node.module)]
            if node.module == "glossator":
                names = [f"glossator.{alias.name}" for alias in node.names]
        for one in names:
            first, _, rest = one.partition(".")
            if first == "glossator" and not rest.startswith("__"):
                yield rest.partition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_imports_only_what_stands_above_it(path: Path) -> None:
    own = part(path)
    if own != "__init__":
        above = set(ORDER[: ORDER.index(own) + 1])
        assert set(imported(path)) <= above


def test_the_order_names_every_module_and_no_other() -> None:
    assert {part(path) for path in MODULES} - {"__init__"} == set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    words = ast.get_docstring(tree(path))
    assert words
    assert words.split("\n")[0].endswith((".", "!", "?"))


def test_no_module_is_longer_than_it_must_be() -> None:
    lengths = {name(path): path.read_bytes().count(b"\n") for path in MODULES}
    assert {one for one, length in lengths.items() if length > LINES} == set(LONGER)


def test_nothing_of_ours_is_imported_with_the_package() -> None:
    assert list(imported(PACKAGE / "__init__.py")) == []


def test_no_module_is_a_drawer() -> None:
    assert not {path.stem for path in MODULES} & {"utils", "util", "helpers", "common", "misc"}


# What is heavy


def loaded(code: str, *arguments: str) -> set[str]:
    """The names of all modules there are after `code` has run in an interpreter of its own."""
    script = f"import sys\n{code}\nprint('loaded:', *sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {one.split(".")[0] for one in done.stdout.rpartition("loaded:")[2].split()}


def test_the_commands_are_known_before_anything_heavy_is_loaded() -> None:
    assert not loaded("import glossator.cli") & set(LATER)


def test_a_build_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    files = {
        "content/site.toml": 'title = "Small"\nbase_url = "https://example.org/"\n',
        "content/x/index.md": "---\ntitle: X\ndate: 2025-01-01\n---\nWords.\n",
        "content/x/notes.md": "> One\n{#one}\nA note.\n",
        "seeds/x.txt": "One word and another.",
    }
    for path, words in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(words, encoding="utf-8")
    code = "from glossator.cli import main\nassert main(['--root', sys.argv[1], 'build']) == 0"
    found = loaded(code, str(tmp_path))
    assert (tmp_path / "site" / "x" / "index.html").exists()
    assert "html5lib" in found, "the proof needs it"
    assert not found & set(LATE)


def test_the_modules_that_must_know_nothing_of_files_open_none() -> None:
    for one in ("text", "sentences", "forms", "anchor", "setting", "link", "check", "prose"):
        paths = [PACKAGE / f"{one}.py"] if (PACKAGE / f"{one}.py").exists() else []
        paths += (PACKAGE / one).rglob("*.py")
        for path in paths:
            calls = {
                getattr(node.func, "attr", "") or getattr(node.func, "id", "")
                for node in ast.walk(tree(path))
                if isinstance(node, ast.Call)
            }
            assert not calls & {"open", "read_text", "read_bytes", "write_text", "write_bytes"}


def test_nothing_asks_the_clock_or_chance_for_what_is_published() -> None:
    """The same input gives the same bytes: only the command measures time."""
    for path in MODULES:
        if part(path) not in {"cli", "preview"}:
            modules = {
                alias.name
                for node in ast.walk(tree(path))
                if isinstance(node, ast.Import)
                for alias in node.names
            }
            assert not modules & {"time", "random", "locale", "uuid", "secrets"}, name(path)
            attributes = {
                node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)
            }
            assert not attributes & {"now", "today", "utcnow"}, name(path)
