"""The preview as an author starts it: whole, with the site's own settings."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

FILES = {
    "seeds/speech.txt": "The gate stays open.\n",
    "content/site.toml": 'title = "Speeches"\nbase_url = "https://example.org/river/"\n',
    "content/speech/index.md": "---\ntitle: A speech\ndate: 2025-01-02\n---\n",
    "content/speech/notes.md": "> The gate\n{#gate}\nAn old one.\n",
    "content/plan.md": "---\ntitle: The plan\ndraft: true\n---\nNot yet.\n",
}
COMMAND = "import sys; from glossator.cli import main; sys.exit(main())"


@dataclass
class Preview:
    root: Path
    url: str

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urlopen(f"{self.url}{path}", timeout=20) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = tmp_path_factory.mktemp("river")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", COMMAND, "--root", str(root), "serve", "--port", "8765"]
    where = Path(__file__).resolve().parent.parent
    with subprocess.Popen(command, cwd=where, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = process.stdout.readline()
        url = next(word for word in said.split() if word.startswith("http"))
        found = Preview(root, url)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                found.get("")
                break
            except URLError:
                time.sleep(0.1)
        yield found
        process.terminate()
        process.stdout.close()
        assert process.wait(30) == 0


def test_a_draft_is_shown_and_does_not_lie_in_the_folder_that_is_published(
    preview: Preview,
) -> None:
    status, page = preview.get("plan/")
    assert (status, "Not yet." in page) == (200, True)
    assert not (preview.root / "site").exists()


def test_the_page_for_what_is_not_there_has_its_style_and_script_whatever_the_base_of_the_site(
    preview: Preview,
) -> None:
    status, page = preview.get("nowhere/at/all/")
    assert status == 404
    assert "--paper" in page.partition("<style>")[2].partition("</style>")[0]
    script = page.partition('<script defer src="/')[2].partition('"')[0]
    assert script.startswith("river/assets/")
    assert preview.get(script)[0] == 200


def test_a_build_beside_a_preview_leaves_it_alone(preview: Preview) -> None:
    where = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-c", COMMAND, "--root", str(preview.root), "build"]
    subprocess.run(command, cwd=where, check=True, stdout=subprocess.DEVNULL)
    assert (preview.root / "site" / "speech" / "index.html").is_file()
    assert not (preview.root / "site" / "plan").exists()
    assert preview.get("plan/")[0] == 200
