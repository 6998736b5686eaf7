"""The terminal around the screens: hang-ups, slow links, mice."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from threading import Timer
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

LEAVE_ON: Final = (signal.SIGHUP, signal.SIGTERM)
SLOW_THEME: Final = "ansi"
PATIENCE: Final = 5.0
"""Seconds between being told to leave and leaving without ceremony."""


def on_hang_up(leave: Callable[[int], None]) -> None:
    """Leave in order when the terminal hangs up or the system says so; after a while, leave anyway.

    Left alone, Textual dies on these signals without giving the terminal back. Told to leave, it
    can wait for ever to write its last line to a terminal that is gone. Nothing is lost by an
    end without ceremony: what the ledger holds is whole after every write.

    Args:
        leave: Takes the exit code, 128 and the number of the signal.
    """

    def leave_at_last(code: int) -> None:
        last = Timer(PATIENCE, os._exit, [code])
        last.daemon = True
        last.start()
        leave(code)

    loop = asyncio.get_running_loop()
    for number in LEAVE_ON:
        loop.add_signal_handler(number, leave_at_last, 128 + number)


def is_gone() -> bool:
    """Tell whether the terminal went away without a signal; Textual would spin for ever."""
    stdin = sys.__stdin__
    return stdin is None or stdin.closed or not stdin.isatty()


def mouse_wanted(*, asked: bool | None) -> bool:
    """Decide on the mouse: as asked, else off over SSH, where it takes away native selection."""
    return "SSH_TTY" not in os.environ if asked is None else asked


def theme_wanted(asked: str) -> str:
    """Decide on the theme: NO_COLOR is honoured in full only by the terminal's own colours."""
    return SLOW_THEME if colorless() else asked


def colorless() -> bool:
    """Tell whether the user wants no colours. An empty variable does not count."""
    return bool(os.environ.get("NO_COLOR"))
