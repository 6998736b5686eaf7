"""Small books on disk, made of the text of files."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from harvest_tui.config.locations import Book as Place
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.reading import Reading

NOW: Final = datetime(2026, 11, 22, 17, tzinfo=UTC)
LEDGER: Final = (
    "id,timestamp,kind,account,to_account,in_asset,in_quantity,out_asset,out_quantity,"
    "fee_asset,fee_quantity,usd_value,fee_usd,basis_usd,acquired_at,txid,note\n"
)
WIDTH: Final = LEDGER.count(",")
KRAKEN: Final = (
    '"txid","refid","time","type","subtype","aclass","subclass","asset","wallet","amount","fee",'
    '"balance"\n'
)


class StandingClock:
    def now(self) -> datetime:
        return NOW


def ledger(*rows: str) -> str:
    """Write a plain ledger CSV; trailing blank cells may be left out."""
    return LEDGER + "".join(row + "," * (WIDTH - row.count(",")) + "\n" for row in rows)


@contextmanager
def book_of(folder: Path, files: Mapping[str, str]) -> Iterator[Book]:
    """Make a book of files by name, and open it."""
    with Book.open(Place(folder / "book"), StandingClock()) as book:
        for name, content in files.items():
            path = folder / name
            path.write_text(content)
            book.import_file(path, Reading())
        yield book
