"""A command's book: opened, used, closed."""

import os
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from harvest_tui.domain.errors import HarvestError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harvest_tui.workspace.book import Book
    from harvest_tui.workspace.figures import Figures


@contextmanager
def opened(folder: Path | None, *, make: bool = False) -> "Iterator[Book]":
    """Open the book of a command.

    Args:
        folder: From `--book`; None: the one of this user.
        make: Make it if there is none.

    Raises:
        HarvestError: There is none, or it cannot be used.
    """
    from harvest_tui.config.locations import book_at
    from harvest_tui.workspace.book import Book
    from harvest_tui.workspace.clock import SystemClock

    place = book_at(folder, os.environ)
    if not make and not place.exists:
        raise HarvestError(
            f"{place.folder}: there is no book here.\n"
            "Fix: make one (harvest-tui init), or read in an export (harvest-tui import FILE…)."
        )
    with Book.open(place, SystemClock()) as book:
        yield book


@contextmanager
def figured(folder: Path | None, on: date | None = None) -> "Iterator[tuple[Figures, date]]":
    """Open the book of a command and give its figures and the day they are for."""
    with opened(folder) as book:
        figures = book.figures()
        yield figures, on or figures.inputs.today
