"""Folders taken in: exports, prices, and what is neither."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from harvest_tui.config.locations import Book as Place
from harvest_tui.domain.errors import HarvestError
from harvest_tui.workspace.book import Book, Imported
from harvest_tui.workspace.intake import Passed, Priced, met, take_in
from harvest_tui.workspace.reading import Reading

LEDGER = (
    "id,timestamp,kind,account,in_asset,in_quantity,out_asset,out_quantity\n"
    "b1,2025-03-01T10:00:00Z,buy,Kraken,BTC,1,USD,60000\n"
)
PRICES = "date,asset,currency,price\n2026-01-02,BTC,USD,90000\n2026-01-03,BTC,USD,91000\n"


class NoonOfOneDay:
    def now(self) -> datetime:
        return datetime(2026, 11, 22, 17, tzinfo=UTC)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.open(Place(tmp_path / "book"), NoonOfOneDay()) as one:
        yield one


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """Make a folder as people have them."""
    folder = tmp_path / "downloads"
    for name, content in {
        "b.csv": LEDGER,
        "a/prices.csv": PRICES,
        "a/.hidden.csv": LEDGER,
        ".cache/c.csv": LEDGER,
        "notes.txt": "Dear diary,\n",
        "scan.pdf": "%PDF-1.7\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


def test_a_folder_is_walked_in_order_of_names_without_what_is_hidden(downloads: Path) -> None:
    (downloads / "loop").symlink_to(downloads)

    found = met([downloads, Path("elsewhere.csv")])

    assert [one.name for one in found] == [
        "a/prices.csv",
        "b.csv",
        "notes.txt",
        "scan.pdf",
        "elsewhere.csv",
    ]
    assert [one.named for one in found] == [False, False, False, False, True]


def test_what_is_met_is_an_export_a_price_file_or_passed_over(book: Book, downloads: Path) -> None:
    prices, export, notes, scan = (take_in(book, one, Reading()) for one in met([downloads]))

    assert prices == Priced("prices.csv", 2)
    assert isinstance(export, Imported)
    assert export.result.transactions_added == 1
    assert notes == Passed("notes.txt", "no known export")
    assert scan == Passed("scan.pdf", "this is a PDF, not a text file.")
    assert len(book.store.prices()) == 2


def test_a_rehearsal_changes_nothing(book: Book, downloads: Path) -> None:
    before = book.store.revision

    prices, *_ = (take_in(book, one, Reading(), rehearse=True) for one in met([downloads]))

    assert prices == Priced("prices.csv", 2)
    assert book.store.revision == before


def test_a_file_that_the_user_names_is_refused_and_not_passed_over(
    book: Book, downloads: Path
) -> None:
    for name in ("notes.txt", "scan.pdf"):
        (one,) = met([downloads / name])
        with pytest.raises(HarvestError, match=r"\nFix: "):
            take_in(book, one, Reading())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("cut.csv", b"id,date\n\xff\xfe\xfd", id="no text"),
        pytest.param("empty.CSV", b"", id="empty"),
        pytest.param("p.csv", PRICES.replace("90000", "much").encode(), id="no price"),
    ],
)
def test_a_csv_that_cannot_be_read_is_never_passed_over(
    book: Book, tmp_path: Path, name: str, content: bytes
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(content)

    (one,) = met([folder])
    with pytest.raises(HarvestError, match=r"\nFix: "):
        take_in(book, one, Reading())


def test_a_folder_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(HarvestError) as error:
        met([tmp_path])

    assert "Permission denied.\nFix: name a folder that you may read." in str(error.value)
