"""The USD value of each principal and each fee, with where it was taken from."""

import polars as pl

from harvest_tui.domain.amounts import Atoms, share, times_atoms
from harvest_tui.domain.columns import amount_column, column_atoms
from harvest_tui.domain.kinds import FIAT, Kind


def with_values(transactions: pl.DataFrame, prices: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Fill in `value`, `value_source` and `fee_value`.

    In this order: the leg in US dollars; the value the source reports; the price book, by the
    price of that very day only. Of a swap the value is that of what is received. A fee is worth
    what is reported, else what the trade itself says of its asset, else that day's price. What
    cannot be valued stays null: it waits, it is never zero.

    Args:
        transactions: At least the columns of TRANSACTIONS.
        prices: Schema PRICES, at most one row for an asset and day.
        zone: The taxpayer's time zone, which decides the day.

    Returns:
        The same rows with the three columns added.
    """
    dated = transactions.with_columns(on=pl.col("at").dt.convert_time_zone(zone).dt.date())
    for asset in ("in_asset", "out_asset", "fee_asset"):
        dated = dated.join(
            prices.select(asset=pl.col("asset"), on="on", found="price").rename(
                {"asset": asset, "found": f"{asset}_price"}
            ),
            on=[asset, "on"],
            how="left",
            maintain_order="left",
        )
    priced = dated.with_columns(
        book=_product(dated, "in_quantity", "in_asset_price", "book"),
        out_book=_product(dated, "out_quantity", "out_asset_price", "out_book"),
        fee_book=_product(dated, "fee_quantity", "fee_asset_price", "fee_book"),
    ).with_columns(book=_book())
    valued = priced.with_columns(
        value=pl.coalesce(_dollars(), "usd_value", "book"),
        value_source=_value_source(),
    )
    return (
        valued.with_columns(fee_own=_by_own_price(valued))
        .with_columns(fee_value=_fee_value())
        .select(*transactions.columns, "value", "value_source", "fee_value")
    )


def _book() -> pl.Expr:
    """What was paid, for a purchase with a currency; else what was received."""
    paid = pl.col("out_asset").is_in(sorted(FIAT)) & ~pl.col("in_asset").is_in(sorted(FIAT))
    return pl.when(paid).then("out_book").otherwise(pl.coalesce("book", "out_book"))


def _dollars() -> pl.Expr:
    return (
        pl.when(pl.col("in_asset") == "USD")
        .then("in_quantity")
        .when((pl.col("out_asset") == "USD") & (pl.col("kind") != Kind.TRANSFER.value))
        .then("out_quantity")
    )


def _value_source() -> pl.Expr:
    return (
        pl.when(_dollars().is_not_null())
        .then(pl.lit("usd_leg"))
        .when(pl.col("usd_value").is_not_null())
        .then(pl.lit("reported"))
        .when(pl.col("book").is_not_null())
        .then(pl.lit("price_book"))
        .otherwise(pl.lit("none"))
    )


def _fee_value() -> pl.Expr:
    """A fee in dollars is its own value; else as reported; else by the trade's, the day's price."""
    return pl.coalesce(
        pl.when(pl.col("fee_asset") == "USD").then("fee_quantity"),
        pl.when(pl.col("fee_asset").is_not_null()).then("fee_usd"),
        "fee_own",
        "fee_book",
    )


def _by_own_price(valued: pl.DataFrame) -> pl.Series:
    """Value a fee in an asset of the trade by what the trade says of that asset."""
    side = pl.when(pl.col("fee_asset") == pl.col("in_asset")).then("in_quantity")
    other = pl.when(pl.col("fee_asset") == pl.col("out_asset")).then("out_quantity")
    principal = valued.select(units=pl.coalesce(side, other))["units"]
    columns = (valued["value"], valued["fee_quantity"], principal)
    shares: list[Atoms | None] = [
        share(value, fee, units) if value is not None and fee is not None and units else None
        for value, fee, units in zip(*map(column_atoms, columns), strict=True)
    ]
    return amount_column(shares, "fee_own")


def _product(frame: pl.DataFrame, quantity: str, price: str, name: str) -> pl.Series:
    """Multiply exactly, rounded half-even once, only where both are known."""
    products: list[Atoms | None] = [
        None if p is None or q is None else times_atoms(q, p)
        for q, p in zip(column_atoms(frame[quantity]), column_atoms(frame[price]), strict=True)
    ]
    return amount_column(products, name)
