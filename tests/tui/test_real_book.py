"""The screens over a book on disk: what is pressed is recorded, and what is shown is computed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harvest_tui.config.locations import Book as Place
from harvest_tui.config.resources import sample_data_folder
from harvest_tui.domain.decisions import DecisionKind
from harvest_tui.domain.elections import Method
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.demo import sample_book
from harvest_tui.workspace.desk import BookDesk
from harvest_tui.workspace.reading import Reading
from tui.sitting import sitting
from workspace.books import StandingClock, ledger

BUY = "b1,2025-03-01T15:00:00Z,buy,Coinbase,,SOL,5,USD,500"
OUT = "out,2026-01-05T10:00:00Z,transfer_out,Coinbase,,,,SOL,5"
IN = "in,2026-01-09T10:00:00Z,transfer_in,Kraken,,SOL,4.9"


@contextmanager
def desk_of(folder: Path, *rows: str) -> Iterator[BookDesk]:
    """A book with these rows and a filing status, so that nothing is asked first."""
    path = folder / "ledger.csv"
    path.write_text(ledger(*rows))
    book = Book.open(Place(folder / "book"), StandingClock())
    book.import_file(path, Reading())
    desk = BookDesk(lambda _: book)
    yield desk
    desk.close()


@contextmanager
def sample_desk(folder: Path) -> Iterator[BookDesk]:
    desk = BookDesk(
        lambda said: sample_book(folder / "book", sample_data_folder(), StandingClock(), said)
    )
    yield desk
    desk.close()


async def test_a_transfer_is_linked_and_unlinked_from_the_audit(tmp_path: Path) -> None:
    with desk_of(tmp_path, BUY, OUT, IN) as desk:
        async with sitting(desk) as seat:
            await seat.press("6")
            assert "2 errors" in seat.lines[1]
            await seat.press("l", "enter")
            assert "0.1 SOL, disposed of at its value" in seat.text
            await seat.press("y")
            # the fee of 0.1 SOL has no value yet
            assert "1 error ·" in seat.lines[1]
            assert "missing value" in seat.text
            await seat.press("g", "v", *"120", "enter", "y")
            assert "0 errors" in seat.lines[1]
            await seat.press("z", "z")
            assert "2 errors" in seat.lines[1]


async def test_a_partly_marked_lot_nets_its_share(tmp_path: Path) -> None:
    with sample_desk(tmp_path) as desk:
        async with sitting(desk) as seat:
            await seat.press("2", "=", *"20.6", "enter")
            # half of 41.2 SOL: 5,350.644 / 2 of proceeds, 2,667.93 / 2 of loss
            assert "1 marked · proceeds 2,675.32 · short ▼1,333.96" in seat.lines[-2]
            await seat.press("=", *"41.3", "enter")
            assert "41.3 of 41.2" in seat.text
            await seat.press("escape", "3")
            assert "▼ −1,333.96" in seat.text


async def test_every_grid_of_the_sample_book_traces_down_to_a_file(tmp_path: Path) -> None:
    with sample_desk(tmp_path) as desk:
        async with sitting(desk, size=(120, 60)) as seat:
            for keys, file in (
                (["2", "t"], "coinbase.csv, line "),
                (["escape", "4", "t"], ".csv, line "),
                (["escape", "5", "enter"], "coinbase.csv, line 109"),
                (["escape", "6", "t"], "kraken_ledgers.csv, line "),
                (["escape", "3", "j", "enter", "t"], ".csv, line "),
            ):
                await seat.press(*keys)
                assert file in seat.text, keys
            await seat.press("2", "escape", "w")
            assert "Method on record" in seat.text
            assert "own books suffice for sales until 2026-12-31" in seat.text


async def test_a_disposal_of_the_sample_book_says_why_these_lots(tmp_path: Path) -> None:
    with sample_desk(tmp_path) as desk:
        async with sitting(desk, size=(120, 60)) as seat:
            await seat.press("3", "G", "g", "j", "enter", "w")
            assert "HIFO from 2026, recorded 2026-01-02 09:12Z" in seat.text
            assert "FIFO gives" in seat.text


async def test_a_method_chosen_on_the_screens_is_on_record_from_now_on(tmp_path: Path) -> None:
    with sample_desk(tmp_path) as desk:
        async with sitting(desk) as seat:
            await seat.press("3", "m")
            assert (
                "Methods 2026 · for sales made: information only · to 2026-11-22 · single"
                in seat.lines[1]
            )
            await seat.press("c", "enter")
            assert "no disposal on record, and no figure of any year" in seat.text
            await seat.press("y")
        made = desk._book.said().elections[-1]  # noqa: SLF001  # what was written
        assert (made.year, made.method, made.as_filed) == (2026, Method.FIFO, False)


async def test_what_is_set_aside_is_on_record_with_its_reason(tmp_path: Path) -> None:
    with sample_desk(tmp_path) as desk:
        async with sitting(desk) as seat:
            await seat.press("6", "G")
            found = seat.grid.count
            await seat.press("d", *"seen", "enter", "y")
            assert seat.grid.count == found - 1
        (made,) = desk._book.store.decisions(DecisionKind.DISMISSAL)  # noqa: SLF001  # what was written
        assert made.payload["reason"] == "seen"
