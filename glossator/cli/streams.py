"""Standard output and error, whose readers may be gone, or know few letters."""

import io
import os
import sys
from pathlib import Path


class _Stream(io.TextIOWrapper):
    """A stream that loses what nobody takes, and says nothing of it."""

    def write(self, words: str) -> int:
        try:
            return super().write(words)
        except OSError:
            self._give_up()
            return len(words)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError:
            self._give_up()

    def _give_up(self) -> None:
        """Let what follows, and what Python writes at its end, go nowhere."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


def forgiving() -> None:
    """Let no command end otherwise because of who reads what it prints.

    What cannot be written is lost; a letter that the encoding does not have is written as its
    number.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # it was closed before Python began
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (till the end)
            setattr(sys, name, nowhere)
        elif type(stream) is io.TextIOWrapper:
            wrapped = _Stream(
                stream.buffer,
                stream.encoding,
                "backslashreplace",
                line_buffering=stream.line_buffering,
                write_through=stream.write_through,
            )
            stream.detach()
            setattr(sys, name, wrapped)
