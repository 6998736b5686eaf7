from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl

from harvest.holdings import FREE, D, lot, priced_lots
from harvest_tui.domain.frames import DISPOSALS, empty
from harvest_tui.harvest.sales import planned
from harvest_tui.harvest.year_gains import gains_by_year, with_sales
from harvest_tui.tax.year import LedgerGains


def disposals(*rows: str) -> pl.DataFrame:
    """Give disposals, each said as day, asset, term and gain."""
    blank: dict[str, None] = dict.fromkeys(DISPOSALS)
    said = [row.split() for row in rows]
    return pl.DataFrame(
        [
            blank
            | {
                "disposed_on": date.fromisoformat(day),
                "disposed_at": datetime(2026, 1, 1, 2, 30, tzinfo=UTC),
                "asset": asset,
                "term": term,
                "gain": Decimal(gain),
            }
            for day, asset, term, gain in said
        ],
        schema=DISPOSALS,
    )


def test_gains_are_added_up_by_year_and_term() -> None:
    rows = disposals(
        "2025-12-31 BTC short 10.005",  # by the taxpayer's day, whatever the instant
        "2026-01-01 BTC short 1.1",
        "2026-02-01 ETH short -3.3",
        "2026-03-01 ETH long 7",
        "2026-04-01 USD short -0.000000000000000001",
    )

    assert gains_by_year(rows, {}, ()) == {
        2025: LedgerGains(short_term=D("10.005")),
        2026: LedgerGains(short_term=D("-2.200000000000000001"), long_term=D(7)),
    }


def test_of_collectibles_only_the_long_term_part_is_told_apart_and_stays_in_the_sum() -> None:
    rows = disposals(
        "2026-01-01 ART long 100", "2026-01-02 ART long -30", "2026-01-03 ART short 50",
        "2026-01-04 BTC long 5",
    )  # fmt: skip

    assert gains_by_year(rows, {}, {"ART"})[2026] == LedgerGains(
        short_term=D(50), long_term=D(75), collectibles=D(70)
    )


def test_a_year_with_income_alone_is_a_year_too() -> None:
    assert gains_by_year(empty(DISPOSALS), {2024: D("412.60")}, ()) == {
        2024: LedgerGains(income=D("412.60"))
    }


def test_an_empty_ledger_has_no_years() -> None:
    assert gains_by_year(empty(DISPOSALS), {}, ()) == {}


def test_planned_sales_come_on_top_and_leave_income_alone() -> None:
    before = LedgerGains(short_term=D(1), long_term=D(2), collectibles=D(3), income=D(4))
    won = lot("won", "Kraken", "ART", "1", "100", "2020-01-01")
    lost = lot("lost", "Kraken", "BTC", "1", "90000", "2026-01-01")
    sales = planned(
        priced_lots(won, lost, prices={"ART": "150", "BTC": "86000"}),
        {("won", "Kraken"): None, ("lost", "Kraken"): None},
        FREE,
    )

    assert with_sales(before, sales, {"ART"}) == LedgerGains(
        short_term=D(-3_999), long_term=D(52), collectibles=D(53), income=D(4)
    )


def test_a_hundred_thousand_gains_add_up_exactly() -> None:
    # 0.1 a hundred thousand times, and one atom: no float ends in these digits
    two = disposals("2026-01-01 BTC short 0.1", "2026-01-01 BTC short 0.000000000000000001")

    assert gains_by_year(two[[0] * 100_000 + [1]], {}, ())[2026].short_term == D(
        "10000.000000000000000001"
    )
