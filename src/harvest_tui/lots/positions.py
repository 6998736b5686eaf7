"""Open lots at a price, and positions: aggregated with Polars, exact."""

from datetime import date

import polars as pl

from harvest_tui.domain.amounts import Atoms, times_atoms
from harvest_tui.domain.columns import amount_column, column_atoms
from harvest_tui.domain.frames import POSITIONS, require
from harvest_tui.domain.kinds import FIAT, Term
from harvest_tui.domain.sums import exact_sums
from harvest_tui.lots.holding import first_long_days, terms


def priced(lots: pl.DataFrame, prices: pl.DataFrame, on: date, zone: str) -> pl.DataFrame:
    """Add to open lots what a sale on a day would meet.

    Args:
        lots: Schema LOTS.
        prices: `asset` and `price`, one row for an asset.
        on: Day of the planned sale, in the taxpayer's zone.
        zone: That zone.

    Returns:
        The columns of LOTS and `price`, `market_value`, `unrealized_gain` (null without a price),
        `sold_on`, `received_on`, `acquired_on`, `term`, `days_to_long_term` (null once long); of
        a gift worth less than its loss basis as `from_gift` has them.
    """
    joined = lots.join(
        prices.select("asset", "price"), on="asset", how="left", maintain_order="left"
    )
    valued = joined.with_columns(market_value=product(joined["quantity"], joined["price"]))
    dated = valued.with_columns(
        unrealized_gain=_unrealized(),
        sold_on=pl.lit(on),
        received_on=_day("received_at", zone),
        acquired_on=_day("acquired_at", zone),
    )
    return from_gift(dated, pl.col("market_value") < pl.col("loss_basis"))


def from_gift(priced_lots: pl.DataFrame, at_loss: pl.Expr) -> pl.DataFrame:
    """Count the holding period of gifts sold at a loss from their value then from the gift.

    Args:
        priced_lots: From `priced`, or on the way there.
        at_loss: Whether a lot sells for less than its loss basis; null: it does not.

    Returns:
        The same rows with `acquired_on`, `term` and `days_to_long_term` told anew.

    Source: 26 U.S.C. §§ 1015(a), 1223(2).
    """
    start = pl.when(at_loss.fill_null(value=False)).then("received_on").otherwise("acquired_on")
    counts = pl.coalesce("held_since", start)  # a wash sale's units count from another day
    day, first_long = pl.col("sold_on"), first_long_days(counts)
    return priced_lots.with_columns(
        acquired_on=start,
        term=terms(counts, day, pl.col("inherited")),
        days_to_long_term=pl.when(~pl.col("inherited") & (first_long > day)).then(
            (first_long - day).dt.total_days()
        ),
    )


def positions(
    balances: pl.DataFrame, priced_lots: pl.DataFrame, prices: pl.DataFrame
) -> pl.DataFrame:
    """Give what each account holds of each asset, with and without basis.

    Args:
        balances: `account`, `asset`, `quantity`: what the legs add up to.
        priced_lots: From `priced`.
        prices: `asset` and `price`; currencies other than the dollar too.

    Returns:
        Schema POSITIONS, by account and asset; nothing that is zero throughout.
    """
    held = _held(priced_lots)
    joined = balances.join(held, on=["account", "asset"], how="full", coalesce=True).join(
        prices.select("asset", book="price"), on="asset", how="left"
    )
    fiat = pl.col("asset").is_in(sorted(FIAT))
    whole = joined.with_columns(
        pl.col("quantity", "lot_quantity").fill_null(0),
        price=pl.when(pl.col("asset") == "USD")
        .then(1)
        .otherwise("book")
        .cast(joined["book"].dtype),
    ).with_columns(
        quantity_without_basis=pl.when(fiat)
        .then(0)
        .otherwise(pl.max_horizontal(pl.col("quantity") - pl.col("lot_quantity"), pl.lit(0)))
        .cast(joined["book"].dtype),
    )
    valued = whole.with_columns(market_value=product(whole["quantity"], whole["price"]))
    return require(
        valued.filter((pl.col("quantity") != 0) | (pl.col("lot_quantity") != 0))
        .with_columns(
            pl.when(fiat).then("market_value").otherwise("cost_basis").alias("cost_basis")
        )
        .sort("account", "asset")
        .select(list(POSITIONS)),
        POSITIONS,
    )


def product(quantities: pl.Series, prices: pl.Series) -> pl.Series:
    """Multiply two amount columns, rounded half-even once to 18 decimals; null stays null."""
    products: list[Atoms | None] = [
        None if q is None or p is None else times_atoms(q, p)
        for q, p in zip(column_atoms(quantities), column_atoms(prices), strict=True)
    ]
    return amount_column(products)


def _day(instant: str, zone: str) -> pl.Expr:
    return pl.col(instant).dt.convert_time_zone(zone).dt.date()


def _held(priced_lots: pl.DataFrame) -> pl.DataFrame:
    """Add up the lots of each account and asset; a gain without a price is not known."""
    by_term = priced_lots.with_columns(
        short=pl.when(pl.col("term") == Term.SHORT.value).then("unrealized_gain"),
        long=pl.when(pl.col("term") == Term.LONG.value).then("unrealized_gain"),
    )
    sums = exact_sums(
        by_term,
        ["account", "asset"],
        ["quantity", "cost_basis", "unrealized_gain", "short", "long"],
        pl.col("price").is_not_null().all().alias("known"),
    )
    gains = ["unrealized_gain", "short", "long"]
    return sums.with_columns(pl.when("known").then(name).alias(name) for name in gains).rename(
        {"quantity": "lot_quantity", "short": "short_term_gain", "long": "long_term_gain"}
    )


def _unrealized() -> pl.Expr:
    """Value less basis; a gift between its two bases has neither gain nor loss."""
    value, basis, lower = pl.col("market_value"), pl.col("cost_basis"), pl.col("loss_basis")
    return (
        pl.when(lower.is_null() | (value > basis))
        .then(value - basis)
        .when(value < lower)
        .then(value - lower)
        .otherwise(value - value)
    )
