"""The preview: a folder served as it will be published, rebuilt and reloaded as authors save.

Knows nothing of sites: it is given a function that builds and a folder to show. `overlay` says what
is laid over a page, `watch` notices changes, `address` finds a port, `server` answers the browser
through livereload.
"""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path


def serve(  # noqa: PLR0913  what a command line can say, each by its name
    rebuild: Callable[[], str],
    *,
    folder: Path,
    watched: Sequence[Path],
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = False,
    say: Callable[[str], None] = print,
    base_path: Callable[[], str] = str,
) -> int:
    """Serve `folder` till Ctrl+C or SIGTERM, and give back the exit code.

    `rebuild` is called at the start and whenever something at or below `watched` changes: in a
    thread of its own, never twice at once, never too few times. It builds into `folder` and returns
    "" or its problems as HTML, which lie over the last good page until they are mended.

    A `port` in use is passed over for the next free one; 0 is any free one. The address is said
    once. What begins with `base_path`, such as `repo/`, is found without it too: a site's 404 page
    names it. The code is 1 only where nothing can be served at all, which is said in one line.
    """
    # tornado, livereload and watchfiles cost more than a whole build that has nothing to do.
    import asyncio
    import webbrowser

    from glossator.preview import address, server, watch

    try:
        sockets, free = address.bound(host, port)
    except (OSError, OverflowError) as error:
        reason = str(error.strerror if isinstance(error, OSError) else error)
        say(f"cannot serve at {host}, port {port}: {reason.partition(' (while')[0]}")
        return 1
    at = address.address_of(host, free)
    taken = port not in {0, free}
    say(f"port {port} is in use; serving at {at} instead" if taken else f"serving at {at}")

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    watcher = watch.Watcher(rebuild, Path(folder), loop)
    preview = server.PreviewServer(
        server.Preview(Path(folder), host, watcher, base_path), watcher, sockets
    )
    for path in watched:
        preview.watch(str(path))
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(at,), daemon=True).start()
    with _ending(lambda: loop.call_soon_threadsafe(preview.end)):
        preview.serve(port=free, host=host)
    asyncio.set_event_loop(None)
    with contextlib.suppress(KeyboardInterrupt):
        watcher.join()
    return 0


@contextlib.contextmanager
def _ending(end: Callable[[], object]) -> Iterator[None]:
    """While it lasts, Ctrl+C and SIGTERM call `end` and do nothing else."""

    def ended(*_: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: it has ended already
            end()

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears signals
        return
    before = {sign: signal.signal(sign, ended) for sign in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for sign, earlier in before.items():
            signal.signal(sign, earlier)
