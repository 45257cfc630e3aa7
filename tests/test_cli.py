"""The commands: what their help says, how much they print, and what they say to misuse."""

import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import click
import pytest

from glossator import cli
from glossator.cli.completion import SHELLS
from glossator.problems import WARNINGS, Code

ROOT = Path(__file__).parents[1]
BASE = ROOT / "tests" / "problems" / "_base"
COMMANDS: dict[str, click.Command] = dict(cli.commands.commands)
UNUSED_WORK = "- {id: a, title: A}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site without a problem."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(project: Path, *arguments: str) -> int:
    return cli.main(["--root", str(project), *arguments])


def helped(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert cli.main([*command, "--help"]) == 0
    return capsys.readouterr().out


# Help


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_help_of_each_command_has_examples_exit_codes_and_every_option(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = helped(capsys, *filter(None, [name]))
    examples = re.search(r"Examples:\n((?: {4}\S.*\n)+)", shown)
    assert examples
    assert all(line.startswith("    glossator ") for line in examples[1].splitlines())
    assert re.search(r"Exit codes:\n    0 ", shown)
    assert re.search(r"^    2 ", shown, re.MULTILINE)
    for parameter in (COMMANDS[name] if name else cli.commands).params:
        assert all(option in shown for option in parameter.opts if option.startswith("-"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    options = [one for one in COMMANDS[name].params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_of_a_commands_help_are_understood(name: str) -> None:
    for line in re.findall(r"(?m)^  glossator (.*)$", COMMANDS[name].epilog or ""):
        words = line.partition(" > ")[0].removesuffix(')"').split()
        group = cli.commands.make_context(
            "glossator", words.copy(), obj=None, resilient_parsing=True
        )
        at = words.index(name)
        COMMANDS[name].make_context(name, words[at + 1 :], parent=group)


def test_the_list_of_commands_shows_each_in_a_whole_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = helped(capsys)
    listed = re.findall(r"(?m)^  ([a-z]+) {2,}(.+)$", shown.split("Commands:")[1])
    assert {name for name, _ in listed} == set(COMMANDS)
    assert [words for _, words in listed if not words.endswith(".") or "..." in words] == []


# How much is printed


def test_a_quiet_build_without_problems_says_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "build", "--quiet") == 0
    assert run(project, "check", "-q") == 0
    assert run(project, "clean", "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_a_quiet_build_says_its_problems(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "content" / "works.yaml").write_text(UNUSED_WORK, "utf-8")
    assert run(project, "build", "--quiet") == 0
    out, printed = capsys.readouterr()
    assert out == ""
    assert "[work-unused]" in printed
    assert printed.endswith("\n1 warning\n")


def test_a_verbose_build_says_how_long_each_stage_took_what_there_is_and_what_it_wrote(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "build", "--verbose") == 0
    out, printed = capsys.readouterr()
    stages = re.findall(r"(?m)^ *\d+\.\d\d s  (.+)$", printed)
    assert stages == ["read", "link", "check", "make pages", "prove", "write"]
    assert re.search(r"(?m)^1 explainer, \d+ notes?, \d+ terms?, \d+ works?, ", printed)
    written = set(re.findall(r"(?m)^  written site/(.+)$", printed))
    files = [path for path in (project / "site").rglob("*") if path.is_file()]
    assert written == {path.relative_to(project / "site").as_posix() for path in files}
    assert out.startswith("site/: ")
    assert run(project, "clean", "-v") == 0
    removed = re.findall(r"(?m)^  removed site/(.+)$", capsys.readouterr().err)
    assert set(removed) == written


def test_the_last_of_quiet_and_verbose_counts(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "check", "--verbose", "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_verbose_words_stay_out_of_what_programs_read(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "content" / "works.yaml").write_text(UNUSED_WORK, "utf-8")
    assert run(project, "build", "--verbose", "--format", "json") == 0
    out, printed = capsys.readouterr()
    assert [json.loads(line)["code"] for line in out.splitlines()] == ["work-unused"]
    assert "  written site/" in printed


# Strict


@pytest.mark.parametrize("command", ["build", "check"])
def test_with_strict_a_warning_fails(
    project: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, command, "--strict") == 0
    (project / "content" / "works.yaml").write_text(UNUSED_WORK, "utf-8")
    capsys.readouterr()
    assert run(project, command, "--strict") == 1
    out, printed = capsys.readouterr()
    assert out == ""
    assert printed.endswith("\n1 warning (--strict: warnings fail)\n")


def test_a_strict_build_with_a_warning_writes_nothing(project: Path) -> None:
    (project / "content" / "works.yaml").write_text(UNUSED_WORK, "utf-8")
    assert run(project, "build", "--strict") == 1
    assert not (project / "site").exists()
    assert run(project, "build") == 0
    assert (project / "site" / "index.html").exists()


# Colour and form


@pytest.mark.parametrize(
    ("environment", "terminal", "colour"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": "0"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": ""}, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
    ids=str,
)
def test_colour_is_for_terminals_and_for_who_asks(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    *,
    terminal: bool,
    colour: bool,
) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    (project / "content" / "works.yaml").write_text(UNUSED_WORK, "utf-8")
    assert run(project, "check") == 0
    assert ("\033[" in screen.getvalue()) == colour


def test_in_github_actions_problems_are_printed_for_github(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "content" / "works.yaml").write_text(UNUSED_WORK, "utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run(project, "check") == 0
    out, printed = capsys.readouterr()
    assert out.startswith("::warning file=content/works.yaml,line=1,")
    assert printed == "1 warning\n"
    assert run(project, "check", "--format", "text") == 0
    assert "::" not in capsys.readouterr().out


# Misuse


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["bild"], "Did you mean 'build'?"),
        (["build", "--formt"], "Did you mean '--format'?"),
        (["--strict", "build"], "--strict stands after the command: glossator build --strict"),
        (["check", "--root", "x"], "--root stands before the command: glossator --root … check"),
        (["explain", "quote-not-fuond"], "did you mean “quote-not-found”?"),
        (["completion", "csh"], "'bash', 'zsh', 'fish'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_misuse_is_told_with_what_may_be_meant(
    project: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, *arguments) == 2
    out, printed = capsys.readouterr()
    assert out == ""
    assert says in printed


@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_a_folder_without_content_is_told_so(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, command) == 2
    out, printed = capsys.readouterr()
    assert out == ""
    first, second = printed.splitlines()
    assert first.startswith("Error: there is no folder content/ in ")
    assert second.startswith("hint: glossator new my-site makes one; ")
    assert list(tmp_path.iterdir()) == []


# Explain


@pytest.mark.parametrize("code", Code)
def test_every_code_is_explained(
    code: Code, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert cli.main(["explain", code]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{code} ({'warning' if code in WARNINGS else 'error'})\n\n")
    assert f"[{code}]\n" in shown, "the example as it is printed"
    prose = [line for line in shown.splitlines() if not line.startswith("    ")]
    assert all(len(line) <= 80 and "```" not in line and "](" not in line for line in prose)


def test_a_code_is_explained_as_it_is_copied(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "[Quote-Not-Found]"]) == 0
    assert capsys.readouterr().out.startswith("quote-not-found (error)\n")


def test_a_colon_in_code_ends_no_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain"]) == 0
    listed = " ".join(capsys.readouterr().out.split())
    assert "A glossary entry says `type: event`, and has no `date`" in listed
    assert listed.count("`") % 2 == 0


# Who reads what is printed


def shell(project: Path, words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command as a shell runs it; `$G` is glossator."""
    program = "import sys; from glossator.cli import main; sys.exit(main())"
    command = f"'{sys.executable}' -c '{program}' --root '{project}'"
    known = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        ["sh", "-c", words.replace("$G", command)], env=known, capture_output=True, check=False
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have a full device")
@pytest.mark.parametrize("command", ["build", "check", "check --format json", "explain", "--help"])
@pytest.mark.parametrize("to", [">&-", "2>&-", ">&- 2>&-", ">/dev/full", "2>/dev/full"])
def test_a_command_ends_as_ever_when_nobody_takes_its_words(
    project: Path, command: str, to: str
) -> None:
    (project / "content" / "works.yaml").write_text(UNUSED_WORK, "utf-8")
    done = shell(project, f"$G {command} {to}")
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    assert (project / "site" / "index.html").exists() == (command == "build")


def test_letters_that_a_terminal_does_not_have_are_written_as_numbers(project: Path) -> None:
    (project / "content" / "works.yaml").write_text("- {id: é😀, title: A}\n", "utf-8")
    for command in ("check", "check --format github", "explain quote-not-found"):
        done = shell(project, f"$G {command}", PYTHONIOENCODING="ascii")
        assert b"Traceback" not in done.stderr
        assert b"\\u201c" in done.stdout + done.stderr
    done = shell(project, "$G check --format json", PYTHONIOENCODING="ascii")
    assert "é😀" in "".join(json.loads(line)["text"] for line in done.stdout.splitlines())


def test_without_a_code_all_are_listed_with_their_titles(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["explain"]) == 0
    shown = capsys.readouterr().out
    assert re.findall(r"(?m)^([a-z0-9-]+) +\S", shown) == sorted(Code)
    assert re.search(r"(?m)^id-made +A note has no id, so one was made", shown)


def test_explain_works_where_a_wheel_is_installed(tmp_path: Path) -> None:
    options = ["--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", str(tmp_path)]
    build = [sys.executable, "-m", "pip", "wheel", *options, str(ROOT)]
    subprocess.run(build, check=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from glossator.cli import main; sys.exit(main(['explain', 'raw-html']))",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stdout.startswith("raw-html (error)\n\nThere is HTML in your Markdown.\n")


# The guide


def test_the_guide_on_a_terminal_has_every_word_in_lines_that_fit() -> None:
    leader, follower = pty.openpty()
    code = "import sys; from glossator.cli import main; sys.exit(main(['guide']))"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PAGER": "cat", "COLUMNS": "60"},
        stdin=follower,
        stdout=follower,
    )
    os.close(follower)
    data = b""
    with suppress(OSError):  # so Linux says that nobody writes any more
        while piece := os.read(leader, 65536):
            data += piece
    os.close(leader)
    assert process.wait() == 0
    said = data.decode().replace("\r\n", "\n")
    text = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
    assert said.split() == text.split()
    assert "\033" not in said
    fences = "\n".join(one[0] for one in re.finditer(r"(?ms)^(`{3,}).*?^\1$", text))
    long = {one for one in said.splitlines() if len(one) > 60 and not one.startswith("|")}
    assert long == {one for one in fences.splitlines() if len(one) > 60}


def test_a_guide_that_is_not_there_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["guide", "readers"]) == 2
    assert "authors" in capsys.readouterr().err


# Completion


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """An environment in which `glossator` is a command."""
    command = tmp_path / "bin" / "glossator"
    command.parent.mkdir()
    command.write_text(
        f"#!{sys.executable}\nimport sys\nfrom glossator.cli import main\nsys.exit(main())\n",
        encoding="utf-8",
    )
    command.chmod(0o755)
    path = os.pathsep.join([str(command.parent), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["ex"], {"explain"}),
        (["explain", "quote-"], {one for one in Code if one.startswith("quote-")}),
        (["build", "--str"], {"--strict"}),
        (["check", "--format", ""], {"text", "github", "json"}),
        (["completion", "z"], {"zsh"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bash_completes_what_is_typed(
    installed: dict[str, str], words: list[str], offered: set[str]
) -> None:
    typed = " ".join(f"'{word}'" for word in ["glossator", *words])
    script = (
        'eval "$(glossator completion bash)"\n'
        f"COMP_WORDS=({typed}); COMP_CWORD={len(words)}\n"
        '_glossator_completion glossator\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        env=installed,
        check=True,
        capture_output=True,
        text=True,
    )
    assert set(done.stdout.split()) == offered


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_a_script_that_asks_for_our_words(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["completion", shell]) == 0
    assert f"_GLOSSATOR_COMPLETE={shell}_complete" in capsys.readouterr().out
