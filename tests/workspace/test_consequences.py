"""What an election would change, worked out by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from harvest_tui.domain.comparison import Consequence
from harvest_tui.domain.elections import Election, Method, Scope
from harvest_tui.workspace.consequences import consequence_of
from harvest_tui.workspace.sealing import Said, seal_year
from workspace.books import NOW, book_of, ledger

D = Decimal
TWO_LOTS = (
    "b1,2024-01-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,40000",
    "b2,2025-02-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,60000",
)
SALE = "s1,2025-06-10T15:00:00Z,sell,Coinbase,,USD,50000,BTC,1"
LATER = "s2,2026-06-10T15:00:00Z,sell,Coinbase,,USD,50000,BTC,1"
AS_FILED = Election(year=2025, method=Method.HIFO, recorded_at=NOW, as_filed=True)


def consequence(folder: Path, election: Election, *rows: str) -> Consequence:
    with book_of(folder, {"ledger.csv": ledger(*rows)}) as book:
        return consequence_of(book.figures(), election)


def test_what_was_filed_changes_its_year_and_those_after(tmp_path: Path) -> None:
    """HIFO sells b2 first: 50,000 - 60,000, and leaves b1 for the next year."""
    found = consequence(tmp_path, AS_FILED, *TWO_LOTS, SALE, LATER)

    assert [
        (
            change.after.year,
            change.disposals,
            change.before.schedule_d.net_gain,
            change.after.schedule_d.net_gain,
        )
        for change in found.years
    ] == [(2025, 1, D(10_000), D(-10_000)), (2026, 1, D(-10_000), D(10_000))]
    assert found.matters
    assert not found.lots_differ  # nothing is left either way


def test_a_standing_choice_from_now_on_changes_nothing_on_record(tmp_path: Path) -> None:
    now = Election(year=2025, method=Method.HIFO, recorded_at=NOW)
    found = consequence(tmp_path, now, *TWO_LOTS, SALE, LATER)

    assert (found.years, found.lots_differ, found.matters) == ((), False, False)


def test_a_sale_after_the_record_is_covered(tmp_path: Path) -> None:
    before_the_later = Election(
        year=2026, method=Method.HIFO, recorded_at=datetime(2026, 1, 2, tzinfo=UTC)
    )
    more = "b3,2026-02-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,70000"
    found = consequence(tmp_path, before_the_later, *TWO_LOTS, SALE, more, LATER)

    (change,) = found.years
    # b2 at 60,000 by FIFO, b3 at 70,000 by HIFO
    assert (change.before.schedule_d.net_gain, change.after.schedule_d.net_gain) == (
        D(-10_000),
        D(-20_000),
    )
    assert found.lots_differ


def test_the_same_lots_by_another_name_change_nothing(tmp_path: Path) -> None:
    found = consequence(tmp_path, AS_FILED, TWO_LOTS[0], SALE)
    assert not found.matters


def test_without_disposals_nothing_matters(tmp_path: Path) -> None:
    found = consequence(tmp_path, AS_FILED, *TWO_LOTS)
    assert (found.disposals, found.matters) == (0, False)


def test_a_record_a_moment_after_the_last_sale_is_too_late_for_it(tmp_path: Path) -> None:
    sold = datetime(2026, 6, 10, 15, tzinfo=UTC)
    late = Election(year=2026, method=Method.LOFO, recorded_at=sold + timedelta(microseconds=1))
    assert not consequence(tmp_path, late, *TWO_LOTS, SALE, LATER).years


def test_the_same_lots_by_an_estimate_become_provisional(tmp_path: Path) -> None:
    """Pooled through 2024 or not, b1 stays where it was bought and is what the sale takes.

    Which account it belongs to is an estimate if it was pooled with k1 (Rev. Proc. 2024-28).
    """
    elsewhere = "k1,2023-01-10T15:00:00Z,buy,Kraken,,BTC,1,USD,20000"
    pooled = replace(AS_FILED, year=2024, method=Method.FIFO, scope=Scope.UNIVERSAL)
    found = consequence(tmp_path, pooled, TWO_LOTS[0], elsewhere, SALE)

    assert [(one.after.year, one.disposals, one.provisional) for one in found.years] == [
        (2025, 0, 1)
    ]


def test_of_a_sealed_year_it_says_that_it_stays_as_filed(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": ledger(*TWO_LOTS, SALE)}) as book:
        seal_year(book, 2025, Said())
        filed = consequence_of(book.figures(), AS_FILED)
        standing = consequence_of(book.figures(), replace(AS_FILED, as_filed=False))

    assert (filed.matters, filed.sealed_through) == (False, 2025)
    assert standing.sealed_through is None
