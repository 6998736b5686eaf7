"""A month: opening, in, out, closing; and whether a closed one is still what it was."""

from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.decisions import MonthClose
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.legs import balances, legs_of
from harvest_tui.ledger.months import closed_months_changed, digests, last_day, month_of
from lots.books import buy, move, sell
from lots.scenarios import ZONE, Scenario, scenarios

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
BOOK = (
    buy("b1", "2026-09-10", 1, 40000),
    buy("b2", "2026-10-11", "0.5", 30000, fee=(10, "USD")),
    sell("s1", "2026-10-12", "0.2", 9000),
    move("m1", "2026-10-20", "0.3", "Ledger", fee=("0.001", "BTC")),
    sell("s2", "2026-11-02", "0.1", 5000),
)


def month(*book: Transaction, of: date = OCTOBER, zone: str = "UTC") -> pl.DataFrame:
    return month_of(legs_of(frame_of(book)), of, zone)


def closed(*book: Transaction, of: date = OCTOBER) -> MonthClose:
    return MonthClose(
        month=of,
        closed_at=datetime(2026, 11, 5, tzinfo=UTC),
        digests=digests(month(*book, of=of)),
        reason="statements",
    )


def changed(book: tuple[Transaction, ...], *closes: MonthClose) -> list[tuple[str | None, str]]:
    found = closed_months_changed(legs_of(frame_of(book)), closes, "UTC")
    return [(one.account, one.message) for one in found]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_a_month_ends_on_its_last_day(first: date, last: date) -> None:
    assert last_day(first) == last


def test_a_month_says_what_came_what_went_and_what_was_there_before_and_after() -> None:
    rows = [tuple(map(str, row)) for row in month(*BOOK).iter_rows()]

    def amounts(*texts: str) -> tuple[str, ...]:
        return tuple(str(Decimal(text).quantize(Decimal("1e-18"))) for text in texts)

    # 1 + 0.5 − 0.2 − 0.3 − 0.001; −40,000 + 9,000 − 30,000 − 10
    assert rows == [
        ("Kraken", "BTC", *amounts("1", "0.5", "0.501", "0.999")),
        ("Kraken", "USD", *amounts("-40000", "9000", "30010", "-61010")),
        ("Ledger", "BTC", *amounts("0", "0.3", "0", "0.3")),
    ]


def test_a_month_begins_and_ends_in_the_taxpayers_zone() -> None:
    late = (buy("b", "2026-11-01T03:30", 1, 100),)  # 23:30 on 31 October in New York

    assert month(*late, zone="America/New_York")["came_in"].to_list()[0] == 1
    assert month(*late).is_empty()


def test_a_pool_without_units_and_moves_is_no_row() -> None:
    book = (buy("b", "2026-08-01", 1, 100), sell("s", "2026-09-01", 1, 100))

    assert month(*book).is_empty()


@given(scenarios())
@settings(max_examples=10)  # sixty months each
def test_months_join_on_to_each_other_and_end_in_the_balances(scenario: Scenario) -> None:
    legs = legs_of(frame_of(scenario.transactions))
    pool = ["account", "asset"]
    seen: dict[tuple[str, str], Decimal] = {}
    for year in range(2022, 2027):
        for number in range(1, 13):
            rows = month_of(legs, date(year, number, 1), ZONE)
            for account, asset, opening, came, went, closing in rows.iter_rows():
                assert opening == seen.get((account, asset), 0)
                assert closing == opening + came - went
                seen[account, asset] = closing
            gone = set(seen) - set(rows.select(pool).iter_rows())
            assert all(seen[pair] == 0 for pair in gone)
    held = {(a, s): units for a, s, units in balances(legs).iter_rows()}
    assert {pair: units for pair, units in seen.items() if units} == {
        pair: units for pair, units in held.items() if units
    }


def test_a_closed_month_that_nobody_touched_is_no_finding() -> None:
    assert changed(BOOK, closed(*BOOK), closed(*BOOK, of=NOVEMBER)) == []
    later = (*BOOK, buy("b3", "2026-11-20", 1, 50000))
    assert changed(later, closed(*BOOK)) == []


def test_a_later_import_into_a_closed_month_is_told_once_for_its_account() -> None:
    more = (*BOOK, buy("b3", "2026-10-30", 1, 50000))

    assert changed(more, closed(*BOOK), closed(*BOOK, of=NOVEMBER)) == [
        (
            "Kraken",
            "2026-10 was closed on 2026-11-05, and Kraken has changed in it or before it since",
        )
    ]


def test_an_account_that_vanished_and_one_that_came_are_changes_too() -> None:
    without = BOOK[:3]
    with_more = (*BOOK, buy("b3", "2026-09-30", 1, 50000, account="Coinbase"))

    assert [account for account, _ in changed(without, closed(*BOOK))] == ["Kraken", "Ledger"]
    assert [account for account, _ in changed(with_more, closed(*BOOK))] == ["Coinbase"]


def test_two_changes_that_cancel_in_the_closing_balance_are_seen() -> None:
    more = (*BOOK, buy("b3", "2026-10-05", 1, 50), sell("s3", "2026-10-06", 1, 50))

    assert len(changed(more, closed(*BOOK))) == 1
