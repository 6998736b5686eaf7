"""What looks odd though it adds up, and balances that cannot be."""

from decimal import Decimal

import pytest

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.findings import Finding
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.balance_audit import negative_balances
from harvest_tui.ledger.plausibility import coverage_gaps, edge_dates, far_prices, missing_fees
from harvest_tui.ledger.prepare import prepare
from lots.books import Amount, buy, deed, price_book, run, sell

DAY = "2026-03-01"


def far(one: Transaction, price: Amount = 50_000) -> list[Finding]:
    book = price_book(("BTC", DAY, price))
    return list(far_prices(prepare(frame_of([one]), book, "UTC").ledger, book, "UTC"))


@pytest.mark.parametrize(
    ("paid", "odd"),
    [
        pytest.param(100_000, False, id="twice the book"),
        pytest.param("100000.01", True, id="more than twice"),
        pytest.param(25_000, False, id="half the book"),
        pytest.param("24999.99", True, id="less than half"),
    ],
)
def test_a_price_is_far_from_the_book_beyond_twice_or_half(
    paid: Amount,
    odd: bool,  # noqa: FBT001 # a case of the table
) -> None:
    assert bool(far(buy("b1", DAY, 1, paid))) is odd


def test_a_far_price_names_the_transaction_and_both_prices() -> None:
    (found,) = far(buy("b1", DAY, "0.5", 5))

    assert (found.finding, found.transaction_id) == ("price far from book", "b1")
    assert found.message == ("BTC at 10.0000 a unit on 2026-03-01; the price book says 50,000.0000")


def test_a_price_too_large_for_a_column_is_still_only_odd() -> None:
    assert len(far(buy("b1", DAY, "0.000000000000000001", 1_000))) == 1
    assert len(far(buy("b1", DAY, 1, 1_000), price=Decimal(10) ** 19 * 9)) == 1


def test_a_year_without_rows_between_others_is_a_gap() -> None:
    book = [buy("b1", "2022-06-01", 1, 1), buy("b2", "2025-06-01", 1, 1)]
    (gap,) = coverage_gaps(prepare(frame_of(book), price_book(), "UTC").ledger, "UTC")
    assert gap.message == "Kraken has no row in 2023, 2024, and has rows before and after"


def test_a_sale_on_the_edge_of_a_year_is_told() -> None:
    book = (buy("b1", "2025-06-01", 1, 1), sell("s1", "2026-01-01T02:30", 1, 1))
    (edge,) = edge_dates(run(*book, zone="America/New_York").disposals)

    assert edge.message.startswith(
        "BTC at Kraken was disposed of on 2025-12-31 in your zone and on 2026-01-01 in UTC"
    )
    assert list(edge_dates(run(*book).disposals)) == []


def test_a_few_trades_without_a_fee_among_many_with_one_are_told() -> None:
    with_fee = [buy(f"b{n}", DAY, 1, 1, fee=(1, "USD")) for n in range(19)]
    bare = buy("b99", DAY, 1, 1)
    told = prepare(frame_of([*with_fee, bare]), price_book(), "UTC").ledger
    more = prepare(frame_of([*with_fee[1:], bare]), price_book(), "UTC").ledger

    assert [f.message for f in missing_fees(told)] == [
        "1 of 20 trades of ledger at Kraken have no fee"
    ]
    assert list(missing_fees(more)) == []


def test_a_balance_below_zero_tells_since_when_and_how_far() -> None:
    book = [
        deed(Kind.FIAT_DEPOSIT, "f1", "2026-01-01", came=(100, "USD")),
        buy("b1", "2026-02-01", 1, 150),
        buy("b2", "2026-03-01", 1, 30),
        deed(Kind.FIAT_DEPOSIT, "f2", "2026-04-01", came=(500, "USD")),
    ]
    (found,) = negative_balances(prepare(frame_of(book), price_book(), "UTC").legs)

    assert (found.finding, found.asset, found.amount) == ("negative balance", "USD", Decimal(80))
    assert found.message == (
        "USD at Kraken first falls below zero on 2026-02-01 12:00Z and is 80 short at worst"
    )


def test_at_one_instant_what_comes_in_counts_first() -> None:
    book = [
        sell("s1", DAY, 1, 100),
        buy("b1", DAY, 1, 90),
    ]
    legs = prepare(frame_of(book), price_book(), "UTC").legs
    assert list(negative_balances(legs)) == []
