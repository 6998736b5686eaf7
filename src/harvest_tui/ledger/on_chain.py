"""One transaction of a chain whose sides stand in several files: a swap, when nothing is unclear.

A wallet's exports list coins, tokens and internal calls apart. What one hash takes from an
account and what it gives back are then two rows. Where exactly one thing left and exactly one
other thing arrived, they are a swap, and a network fee of the same hash is its fee. Anything
more stays as it is, for the user to see.
"""

from typing import Final

import polars as pl

from harvest_tui.domain.frames import TRANSACTIONS, require
from harvest_tui.domain.kinds import Kind

WRAPPED: Final = frozenset(
    {("ETH", "WETH"), ("BTC", "WBTC"), ("SOL", "WSOL"), ("MATIC", "WMATIC"), ("POL", "WPOL")}
)
"""A coin and the token that stands for it: a wrap, whose treatment is the user's to say."""


def swaps_joined(transactions: pl.DataFrame) -> pl.DataFrame:
    """Join the two sides of a swap that one hash holds in one account.

    Args:
        transactions: Schema TRANSACTIONS.

    Returns:
        Schema TRANSACTIONS; a joined swap keeps the identity of its departure.
    """
    at = ["account", "txid"]
    told = transactions.filter(pl.col("txid").is_not_null()).with_columns(
        _leaves=pl.col("kind") == Kind.TRANSFER_OUT.value,
        _arrives=pl.col("kind") == Kind.TRANSFER_IN.value,
        _costs=pl.col("kind") == Kind.FEE.value,
    )
    whole = (
        told.group_by(at)
        .agg(
            pl.len().alias("rows"),
            pl.col("key").filter("_leaves").alias("leaves"),
            pl.col("key").filter("_arrives").alias("arrives"),
            pl.col("key").filter("_costs").alias("costs"),
            pl.col("out_asset").filter("_leaves").first().alias("given"),
            pl.col("in_asset").filter("_arrives").first().alias("received"),
            pl.col("fee_asset").filter("_leaves").first().is_null().alias("bare"),
        )
        .filter(
            (pl.col("leaves").list.len() == 1)
            & (pl.col("arrives").list.len() == 1)
            & (pl.col("costs").list.len() <= 1)
            & (pl.col("rows") == 2 + pl.col("costs").list.len())  # the two sides
            & (pl.col("given") != pl.col("received"))
            & ((pl.col("costs").list.len() == 0) | pl.col("bare"))
        )
    )
    if whole.is_empty():
        return transactions
    joins = whole.select(
        key=pl.col("leaves").list.first(),
        arrival=pl.col("arrives").list.first(),
        cost=pl.col("costs").list.first(),
    )
    return require(_joined(transactions, joins).select(list(TRANSACTIONS)), TRANSACTIONS)


def _joined(transactions: pl.DataFrame, joins: pl.DataFrame) -> pl.DataFrame:
    arrivals = transactions.select(
        arrival="key", _in="in_asset", _units="in_quantity", _worth="usd_value"
    )
    costs = transactions.select(
        cost="key", _fee="out_asset", _fee_units="out_quantity", _fee_worth="usd_value"
    )
    gone = [*joins["arrival"], *joins["cost"].drop_nulls()]
    kept = transactions.filter(~pl.col("key").is_in(gone))
    swap = pl.col("arrival").is_not_null()
    bare = swap & pl.col("fee_asset").is_null()  # a second fee was left apart
    wraps = pl.any_horizontal(
        ((pl.col("out_asset") == one) & (pl.col("_in") == other))
        | ((pl.col("out_asset") == other) & (pl.col("_in") == one))
        for one, other in sorted(WRAPPED)
    )
    return (
        kept.join(joins, on="key", how="left", maintain_order="left")
        .join(arrivals, on="arrival", how="left", maintain_order="left")
        .join(costs, on="cost", how="left", maintain_order="left")
        .with_columns(
            kind=pl.when(swap & wraps)
            .then(pl.lit(Kind.WRAP.value))
            .when(swap)
            .then(pl.lit(Kind.SWAP.value))
            .otherwise("kind"),
            in_asset=pl.when(swap).then("_in").otherwise("in_asset"),
            in_quantity=pl.when(swap).then("_units").otherwise("in_quantity"),
            usd_value=pl.when(swap).then(pl.coalesce("_worth", "usd_value")).otherwise("usd_value"),
            fee_asset=pl.when(bare).then("_fee").otherwise("fee_asset"),
            fee_quantity=pl.when(bare).then("_fee_units").otherwise("fee_quantity"),
            fee_usd=pl.when(bare).then("_fee_worth").otherwise("fee_usd"),
        )
    )
