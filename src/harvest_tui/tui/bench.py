"""One sitting at a desk: its questions go to a single worker thread, its marks are kept here."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from harvest_tui.tui.desk import Desk, Progress

Answer = TypeVar("Answer")


class ClosedError(Exception):
    """The screens have closed while the desk was still at work."""


class Bench:
    """Asks the desk, one question after the other, without holding up the screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._closed = False
        self.marks: dict[str, Decimal] = {}
        """Units to sell by row, in the order they were marked."""
        self.opened = 0
        """How many times the book was read; a screen older than this is out of date."""
        self.trouble = ""
        """Why the book could not be read; empty when it could."""

    async def ask(self, question: Callable[[Desk], Answer]) -> Answer:
        """Put a question. One that was given up before its turn is never asked."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, question, self._desk)

    def progress(self, say: Callable[[str], object]) -> Progress:
        """Make a way to say how far it is that stops the work once the screens have closed."""

        def said(words: str) -> None:
            if self._closed:
                raise ClosedError
            say(words)

        return said

    def toggle(self, key: str, units: Decimal) -> None:
        """Mark a row, or take its mark away."""
        if self.marks.pop(key, None) is None:
            self.marks[key] = units

    def mark(self, units: Mapping[str, Decimal]) -> None:
        """Mark rows; those marked already stay as they are."""
        self.marks = {**units, **self.marks}

    def close(self) -> None:
        """Give up what has not been answered; call it when the screens close."""
        self._closed = True
        self._thread.shutdown(wait=False, cancel_futures=True)

    def wait(self) -> None:
        """Wait until the desk has laid down what it was at: its book can be closed then."""
        self._thread.shutdown(wait=True)
