"""Which price counts."""

from datetime import date
from decimal import Decimal

import polars as pl

from harvest_tui.domain.frames import PRICES, require
from harvest_tui.market import latest_on_or_before, with_price_of_the_day


def prices(*rows: tuple[str, int, int]) -> pl.DataFrame:
    """Asset, day of January 2026 and price."""
    return pl.DataFrame(
        [(asset, date(2026, 1, day), Decimal(price), "p.csv") for asset, day, price in rows],
        schema=PRICES,
        orient="row",
    )


BOOK = prices(("ETH", 3, 30), ("BTC", 1, 10), ("BTC", 3, 13), ("BTC", 2, 12), ("DOT", 9, 90))


def test_a_position_is_worth_the_latest_price_on_or_before_the_day() -> None:
    found = require(latest_on_or_before(BOOK, date(2026, 1, 2)), PRICES)

    assert found.select("asset", "on", "price").rows() == [("BTC", date(2026, 1, 2), Decimal(12))]


def test_a_price_of_the_day_itself_counts_and_one_of_tomorrow_does_not() -> None:
    found = latest_on_or_before(BOOK, date(2026, 1, 8))

    assert found.select("asset", "price").rows() == [("BTC", Decimal(13)), ("ETH", Decimal(30))]


def test_before_the_first_price_there_is_none() -> None:
    assert latest_on_or_before(BOOK, date(2025, 12, 31)).is_empty()


def test_income_is_valued_by_that_days_price_only() -> None:
    income = pl.DataFrame(
        {
            "what": ["BTC", "ETH", "BTC", None],
            "received_on": [date(2026, 1, 3), date(2026, 1, 4), date(2026, 1, 1), None],
        }
    )

    priced = with_price_of_the_day(income, BOOK, asset="what", on="received_on")

    assert priced.columns == ["what", "received_on", "price"]
    assert priced["price"].to_list() == [Decimal(13), None, Decimal(10), None]
