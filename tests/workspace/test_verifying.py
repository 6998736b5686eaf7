"""A book held against itself."""

from pathlib import Path

from harvest_tui.workspace.book import Book
from harvest_tui.workspace.sealing import Said, seal_year
from harvest_tui.workspace.verifying import verified
from store.made import doctored
from workspace.books import StandingClock
from workspace.test_sealing import FOUND, add, filed_book


def sealed(folder: Path) -> Book:
    with filed_book(folder) as book:
        seal_year(book, 2024, Said())
    return book


def found(book: Book) -> list[tuple[object, ...]]:
    with Book.open(book.place, StandingClock()) as again:
        return verified(again).select("year", "part", "transaction_id", "item", "now").rows()


def test_nothing_differs_in_a_book_left_alone(tmp_path: Path) -> None:
    assert found(sealed(tmp_path)) == []


def test_every_line_and_pick_that_differs_is_told(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        seal_year(book, 2024, Said())
        add(book, tmp_path, "found.csv", FOUND)
        changes = verified(book)

    assert changes["year"].unique().to_list() == [2024]
    told = changes.select("part", "item", "filed", "now").rows()
    assert told[0][:3] == ("transaction", "not in the seal", None)
    assert ("lots taken", "quantity", "1", None) in told
    assert ("lots taken", "quantity", None, "1") in told
    filed = "quantity 1, proceeds 2000, cost_basis 3000, adjustment 0, gain -1000"
    now = "quantity 1, proceeds 2000, cost_basis 1000, adjustment 0, gain 1000"
    assert ("gain", "long-term, box F", filed, None) in told  # sold before 2025
    assert ("gain", "long-term, box F", None, now) in told
    assert ("line", "16", "-1000.00", "1000.00") in told


def test_a_transaction_changed_behind_its_back_is_told_twice(tmp_path: Path) -> None:
    book = sealed(tmp_path)
    doctored(book.place.ledger, "UPDATE txn SET out_quantity = '1.5' WHERE transaction_id = 'sold'")

    # the rows it came from are whole, so the sealed year computed from them is as it was
    assert found(book) == [
        (
            None,
            "transaction",
            "sold",
            "derived",
            "is not what its rows come to: harvest-tui rebuild",
        )
    ]


def test_a_row_changed_behind_its_back_is_told_with_what_it_changes(tmp_path: Path) -> None:
    book = sealed(tmp_path)
    doctored(book.place.ledger, "UPDATE source_row SET cells = replace(cells, '2000', '2001')")

    told = found(book)

    assert told[0][1:] == ("file", None, "filed.csv", "its rows are not as they were imported")
    assert (2024, "line", None, "16", "-999.00") in told


def test_a_seal_changed_behind_its_back_is_told_and_nothing_computed_from_it(
    tmp_path: Path,
) -> None:
    book = sealed(tmp_path)
    doctored(book.place.ledger, "UPDATE seal SET head = replace(head, '-1000', '-1001')")

    assert found(book) == [(None, "seal", None, "seal 1 of 2024", "is not as it was sealed")]
