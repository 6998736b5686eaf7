"""The sample book, fresh each time, in a folder that goes away."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from harvest_tui.config.locations import Book as Place
from harvest_tui.config.resources import sample_data_folder
from harvest_tui.workspace.book import Book, Reading
from harvest_tui.workspace.clock import SystemClock

EXPORTS: Final = {
    "coinbase.csv": "Coinbase",
    "kraken_ledgers.csv": "Kraken",
    "ledger_live.csv": "Ledger",
}
PRICES: Final = "prices.csv"


@contextmanager
def demo_book() -> Iterator[Book]:
    """Open a fresh copy of the sample book, in a temporary folder."""
    with (
        tempfile.TemporaryDirectory(prefix="harvest-tui-demo-") as folder,
        sample_book(Path(folder) / "book", sample_data_folder()) as book,
    ):
        yield book


@contextmanager
def sample_book(folder: Path, sample: Path) -> Iterator[Book]:
    """Make a book in a new folder from the sample exports, and open it."""
    place = Place(folder)
    folder.mkdir(mode=0o700)
    for path in (place.harvest_toml, place.cost_basis_toml):
        shutil.copyfile(sample / path.name, path)
        path.chmod(0o600)
    with Book.open(place, SystemClock()) as book:
        book.import_prices(sample / PRICES)
        for name, account in EXPORTS.items():
            book.import_file(sample / name, Reading(account=account))
        yield book
