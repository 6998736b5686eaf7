"""The sample book, fresh each time."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from harvest_tui.config.locations import Book as Place
from harvest_tui.domain.clock import Clock
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.reading import Reading

EXPORTS: Final = {
    "coinbase.csv": "Coinbase",
    "kraken_ledgers.csv": "Kraken",
    "ledger_live.csv": "Ledger",
}
PRICES: Final = "prices.csv"


def sample_book(
    folder: Path, sample: Path, clock: Clock, progress: Callable[[str], None] = lambda _: None
) -> Book:
    """Make a book in a new folder from the sample exports, and open it.

    Args:
        folder: Is made; its parent is there.
        sample: Folder of the sample data.
        clock: Of the book.
        progress: Takes a few words on what is being read.
    """
    place = Place(folder)
    folder.mkdir(mode=0o700)
    for path in (place.harvest_toml, place.cost_basis_toml):
        shutil.copyfile(sample / path.name, path)
        path.chmod(0o600)
    book = Book.open(place, clock)
    book.import_prices(sample / PRICES)
    for name, account in EXPORTS.items():
        progress(f"reading {name}")
        book.import_file(sample / name, Reading(account=account))
    return book
