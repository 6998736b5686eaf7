"""How far long work has come: one line that is written over, for people only."""

import sys
from types import TracebackType
from typing import Final, Self

from harvest_tui.domain.text import shown

_WIDEST: Final = 60
_BAR: Final = 30
_WIPE: Final = "\r\x1b[K"


class Progress:
    """A line on stderr; nothing at all where that is no terminal."""

    def __init__(self, total: int | None = None) -> None:
        """Take how many steps there are, if that is known."""
        self._total = total
        self._step = 0
        self._live = sys.stderr.isatty()

    def __enter__(self) -> Self:
        """Give the line, still empty."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wipe it."""
        self.wipe()

    def step(self, what: str) -> None:
        """Say what is done now."""
        self._step += 1
        if self._live:
            of = f" of {self._total}" if self._total else ""
            print(
                f"{_WIPE}{self._step}{of}  {shown(what, _WIDEST)}",
                end="",
                file=sys.stderr,
                flush=True,
            )

    def rows(self, done: int, of: int) -> None:
        """Draw how many rows of the file at hand are understood."""
        if self._live:
            full = _BAR * done // of if of else _BAR
            bar = "█" * full + "░" * (_BAR - full)
            print(f"{_WIPE}{bar} {done:,} of {of:,} rows", end="", file=sys.stderr, flush=True)

    def wipe(self) -> None:
        """Make room for a message."""
        if self._live:
            print(_WIPE, end="", file=sys.stderr, flush=True)
