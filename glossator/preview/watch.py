"""Notices that something changed, has it rebuilt, and tells livereload.

livereload itself looks at every file each 800 ms; this watches through the system's own events
(watchfiles), behind the interface of livereload's `Watcher`. Imported only by a preview that runs.
"""

import asyncio
import contextlib
import html
import os
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import livereload.watcher
from watchfiles import Change
from watchfiles import watch as watch_files

from glossator.preview.overlay import State

STEP = 40
"""Milliseconds without a change after which changes are held to be one save."""
LONGEST = 200
"""Milliseconds after which they are reported although more of them come."""
GLANCE = 100
"""Milliseconds between two looks at what has no events: paths that are missing or single files."""

# What editors leave beside a file while it is open: backups, Vim's probe "4913", swap files, and
# Emacs' autosaves. Names that begin with a dot are never an author's.
_LEFT_BY_EDITORS = re.compile(
    r"\..*|.*~|#.*#|4913|.*\.sw[a-z]|.*___jb_\w+___|__pycache__|.*\.py[co]"
)


def is_relevant(path: Path, roots: Sequence[Path], ignored: Path) -> bool:
    """Whether a change of `path` asks for a rebuild: below a root, not below `ignored`, no litter.

    Only the part below the root counts: a project may itself lie in a folder with a dot.
    """
    if path.is_relative_to(ignored):
        return False
    return any(
        not any(_LEFT_BY_EDITORS.fullmatch(part) for part in path.relative_to(root).parts)
        for root in roots
        if path.is_relative_to(root)
    )


def changes(roots: Sequence[Path], ignored: Path, stop: threading.Event) -> Iterator[None]:
    """Something changed: once at the start, then after every save, till `stop` is set.

    What changes while the caller is busy is kept, and comes as one. Roots may be folders or files,
    be missing, come, go and be replaced: their events die with them, so they are glanced at.
    """
    polling: bool | None = None  # None: as WATCHFILES_FORCE_POLLING has it
    while not stop.is_set():
        before = _look(roots)
        events = watch_files(
            *(root for root in roots if root.is_dir()),
            watch_filter=lambda _, path: is_relevant(Path(path), roots, ignored),
            debounce=LONGEST,
            step=STEP,
            stop_event=stop,
            rust_timeout=GLANCE,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=polling,
            ignore_permission_denied=True,
        )
        with contextlib.closing(events):
            try:
                next(events, None)  # from now on nothing is missed
            except FileNotFoundError:  # gone since the look
                continue
            except (OSError, RuntimeError):  # the system has no more watches to give
                if polling:
                    raise
                polling = True
                continue
            yield
            for batch in events:
                now = _look(roots)
                is_root_gone = any(
                    kind is Change.deleted and Path(path) in roots for kind, path in batch
                )
                if is_root_gone or _folders(now) != _folders(before):
                    break  # watch again, which reports a change
                if batch or now != before:
                    before = now
                    yield


Look = dict[Path, tuple[int, ...]]


def _look(roots: Sequence[Path]) -> Look:
    """What stands at each root that exists: which folder, or which state of a file."""
    seen: Look = {}
    for root in roots:
        with contextlib.suppress(OSError):
            stat = root.stat()
            state = () if root.is_dir() else (stat.st_mtime_ns, stat.st_size)
            seen[root] = (stat.st_dev, stat.st_ino, *state)
    return seen


def _folders(look: Look) -> Look:
    # A folder's state has two numbers, a file's four.
    return {root: state for root, state in look.items() if len(state) == len(("device", "inode"))}


class Watcher(livereload.watcher.Watcher):
    """livereload's watcher, in one thread that waits for changes and rebuilds by turns.

    So no two rebuilds run at once, and a change during one leads to another. `state` and `built`
    belong to the event loop.
    """

    def __init__(
        self, rebuild: Callable[[], str], folder: Path, loop: asyncio.AbstractEventLoop
    ) -> None:
        super().__init__()
        self.state = State()
        self.built = asyncio.Event()
        """Set when the first build is over."""
        self._rebuild = rebuild
        self._folder = _absolute(folder)
        self._loop = loop
        self._is_new = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="glossator-preview", daemon=True)
        self._callback: Callable[[], None]

    def start(self, callback: Callable[[], None]) -> bool:
        """Begin to watch; `callback` is called on the loop after each build. True: do not poll."""
        self._callback = callback
        self._thread.start()
        return True

    def stop(self) -> None:
        """Ask the thread to end; a rebuild under way is finished first."""
        self._stop.set()

    def join(self) -> None:
        """Wait for the thread's end."""
        self._thread.join()

    def examine(self) -> tuple[str | None, None]:
        """Tell livereload what has changed, and how long to wait: anything, and not at all.

        Never one file's name: livereload.js would only exchange a changed image or style, and keep
        a page with the old panel and the old words.
        """
        is_new, self._is_new = self._is_new, False
        return ("*" if is_new else None), None

    def _work(self) -> None:
        started = time.time_ns()  # a page from an earlier preview shows another build
        roots = [_absolute(Path(task)) for task in self._tasks]
        for number, _ in enumerate(changes(roots, self._folder, self._stop), start=1):
            state = State(f"{started}-{number}", self._problems())
            with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
                self._loop.call_soon_threadsafe(self._publish, state)

    def _problems(self) -> str:
        try:
            return self._rebuild()
        except (Exception, SystemExit) as error:  # noqa: BLE001  our own mistake; the preview lives on
            traceback.print_exception(error, file=sys.stderr)
            last = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
            return (
                '<section class="problems" aria-label="Problems"><h2>glossator itself failed</h2>'
                f"<pre>{html.escape(last)}</pre></section>"
            )

    def _publish(self, state: State) -> None:
        self.state = state
        self._is_new = True
        self.built.set()
        self._callback()


def _absolute(path: Path) -> Path:
    # Not `resolve`: events name a file by the path that is watched, also through a symbolic link.
    return Path(os.path.abspath(path))  # noqa: PTH100  Path.absolute keeps ".."
