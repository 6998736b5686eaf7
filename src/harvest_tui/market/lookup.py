"""Looking a price up: positions take the latest, income and swaps that day's own and no other."""

from datetime import date
from decimal import Decimal
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import EXACT, times
from harvest_tui.domain.frames import AMOUNT
from harvest_tui.domain.kinds import FIAT
from harvest_tui.domain.scenario import PriceChange

ONE_WHOLE: Final = Decimal(1)


def latest_on_or_before(prices: pl.DataFrame, day: date) -> pl.DataFrame:
    """Give, for each asset, its latest price on or before a day: what a position is worth.

    Args:
        prices: Schema `PRICES`, one price for an asset and a day.
        day: In the taxpayer's zone.

    Returns:
        Schema `PRICES`, one row an asset, by asset; `on` tells how old the price is.
    """
    return (
        prices.filter(pl.col("on") <= day)
        .sort("asset", "on")
        .unique("asset", keep="last", maintain_order=True)
    )


def changed(prices: pl.DataFrame, change: PriceChange) -> pl.DataFrame:
    """Move prices by so many percent; currencies keep theirs.

    Args:
        prices: Schema `PRICES`.
        change: By asset; products are rounded half-even to 18 decimals.
    """
    if not change.percent and not change.percent_of:
        return prices
    moved = [
        price
        if asset in FIAT
        else times(price, EXACT.add(ONE_WHOLE, change.of(asset).scaleb(-2, EXACT)))
        for asset, price in prices.select("asset", "price").iter_rows()
    ]
    return prices.with_columns(pl.Series("price", moved, dtype=AMOUNT))


def with_price_of_the_day(
    rows: pl.DataFrame, prices: pl.DataFrame, *, asset: str = "asset", on: str = "on"
) -> pl.DataFrame:
    """Add the column `price`: of that asset on that very day, or null.

    Args:
        rows: Any frame.
        prices: Schema `PRICES`, one price for an asset and a day.
        asset: Column of `rows` with the ticker.
        on: Column of `rows` with the day.

    Returns:
        The rows in their order, and `price` in US dollars for one unit.
    """
    return rows.join(
        prices.select("asset", "on", "price"),
        how="left",
        left_on=[asset, on],
        right_on=["asset", "on"],
        maintain_order="left",
    )
