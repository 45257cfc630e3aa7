"""livereload's server and protocol over a folder, for this machine's own browser only.

Imported only by a preview that runs: tornado is heavy.
"""

import asyncio
import json
import logging
import mimetypes
import re
import socket
from collections.abc import Callable, Sequence
from http import HTTPStatus
from importlib import resources
from pathlib import Path
from typing import Any

import livereload
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler

from glossator.preview.address import is_admitted
from glossator.preview.overlay import SOCKET, TOOLS, overlaid, own_page
from glossator.preview.watch import Watcher

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
"""The types that matter to us; for others Python's own table, never the machine's."""

_OTHER_TYPES = mimetypes.MimeTypes()


class Preview(Application):
    """What is answered at which address, and to whom."""

    def __init__(
        self, folder: Path, host: str, watcher: Watcher, base_path: Callable[[], str]
    ) -> None:
        super().__init__(
            [
                Rule(Foreign(host), Refusal),  # nobody who asks for another host gets further
                (SOCKET, Socket),
                (re.escape(TOOLS) + r"(livereload\.js|panel\.js|panel\.css)", Tools),
                (
                    r"/(.*)",
                    Files,
                    {"path": str(folder.resolve()), "default_filename": "index.html"},
                ),
            ],
            log_function=lambda _: None,
        )
        self.folder = folder
        self.watcher = watcher
        self.base_path = base_path


class Foreign(Matcher):
    """Fits requests that are meant for another host than `host`."""

    def __init__(self, host: str) -> None:
        self._host = host

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        return None if is_admitted(request.headers.get("Host", ""), self._host) else {}


class Refusal(RequestHandler):
    """For requests that are meant for somebody else."""

    def prepare(self) -> None:
        """Refuse, whatever the method."""
        self.set_status(HTTPStatus.FORBIDDEN)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("403: this preview does not answer to that host name; see --host\n")


class Socket(LiveReloadHandler):
    """livereload's socket, for our own pages only, and such as are out of date."""

    def check_origin(self, origin: str) -> bool:
        """Whether the page that opens the socket came from the very host it asks for."""
        host: str = self.request.headers.get("Host", "")
        return origin.lower() == f"http://{host}".lower()

    def on_message(self, message: str | bytes) -> None:
        """Answer as livereload does; a page that shows another build than the last is reloaded."""
        super().on_message(message)
        said = json.loads(message)
        current = LiveReloadHandler.watcher.state.build
        ours = said.get("plugins", {}).get("glossator", {})
        if said["command"] == "info" and ours.get("build", current) != current:
            self.send_message({"command": "reload", "path": "*", "liveCSS": False})


class Tools(RequestHandler):
    """livereload's script, and the panel's script and style, as files."""

    def get(self, name: str) -> None:
        """The file's bytes."""
        package, path = (
            ("livereload", f"vendors/{name}")
            if name == "livereload.js"
            else ("glossator.preview", name)
        )
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Type", TYPES[Path(name).suffix])
        self.finish(resources.files(package).joinpath(path).read_bytes())


class Files(StaticFileHandler):
    """The folder's files; tornado keeps to the folder, also where links and `..` lead out of it."""

    application: Preview

    def set_default_headers(self) -> None:
        """Nothing is kept, guessed, or shown inside another site's pages."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    async def get(self, path: str, include_body: bool = True) -> None:  # noqa: FBT001, FBT002  tornado's
        """A page as the preview shows it, any other file as it is; both after the first build."""
        await self.application.watcher.built.wait()
        path = path.removeprefix(self.application.base_path())
        if "\0" in path:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        self.path = self.parse_url_path(path)
        asked = self.get_absolute_path(self.root, self.path)
        found = self.validate_absolute_path(self.root, asked)
        if found is None:
            return  # sent on from /nato to /nato/
        if path.endswith("/") and found == asked:
            raise HTTPError(HTTPStatus.NOT_FOUND)  # /nato/source.txt/
        if found.endswith(".html"):
            self._finish_page(b"".join(self.get_content(found)))
        else:
            await super().get(path, include_body)

    def write_error(self, status_code: int, **_: Any) -> None:  # noqa: ANN401  tornado's
        """The site's own page for what is not there; else one of ours, which reloads like any."""
        folder = self.application.folder
        missing = folder / "404.html"
        is_missing = status_code == HTTPStatus.NOT_FOUND
        if is_missing and self.application.watcher.state.panel and not any(folder.glob("*.html")):
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
            self._finish_page(own_page("There is no site to show yet"))
        elif is_missing and missing.is_file() and not missing.is_symlink():
            self._finish_page(missing.read_bytes())
        else:
            self._finish_page(own_page(f"{status_code}: {self._reason}"))

    def _finish_page(self, page: bytes) -> None:
        host = self.request.headers["Host"]
        self.set_header("Content-Type", TYPES[".html"])
        self.finish(overlaid(page, self.application.watcher.state, host))

    def get_content_type(self) -> str:
        """The type by the file's ending."""
        file = Path(self.absolute_path or "")
        guess, encoding = _OTHER_TYPES.guess_type(file.name, strict=False)
        other = guess if guess and not encoding else "application/octet-stream"
        return TYPES.get(file.suffix.lower(), other)

    def get_modified_time(self) -> None:
        """Nothing: what is never kept needs no date."""
        # livereload's own handler asks datetime.utcfromtimestamp, which is deprecated.

    def compute_etag(self) -> None:
        """Nothing, likewise."""


class PreviewServer(livereload.Server):
    """livereload's server with our own answers, at sockets that are bound already."""

    def __init__(
        self, preview: Preview, watcher: Watcher, sockets: Sequence[socket.socket]
    ) -> None:
        super().__init__(preview, watcher)
        self._sockets = sockets
        self._http = HTTPServer(preview)
        self._ending: asyncio.Task[None] | None = None

    def application(self, *_: object, **__: object) -> None:
        """Listen. livereload's own puts in an inline script, which the pages' policy forbids."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        LiveReloadHandler.DEFAULT_RELOAD_TIME = 0  # else a second save within 3 s is dropped
        LiveReloadHandler.waiters = set()
        LiveReloadHandler._last_reload_time = None  # noqa: SLF001  else a second preview never starts
        self._http.add_sockets(self._sockets)

    def end(self) -> None:
        """Close every connection, then have `serve` return; to be called on the loop."""
        self._ending = self._ending or asyncio.ensure_future(self._end())

    async def _end(self) -> None:
        self.watcher.stop()
        self._http.stop()
        for waiter in LiveReloadHandler.waiters.copy():
            waiter.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await self._http.close_all_connections()
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        asyncio.get_running_loop().stop()

    def _setup_logging(self) -> None:
        for name in ("livereload", "tornado.access", "tornado.general"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
