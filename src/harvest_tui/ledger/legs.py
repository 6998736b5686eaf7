"""What each transaction changes in whose balance."""

from typing import Final

import polars as pl

from harvest_tui.domain.frames import LEGS, require
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.sums import exact_sums

_NO_CHANGE: Final = (Kind.INTERNAL_TRANSFER.value, Kind.NEUTRAL.value)


def legs_of(transactions: pl.DataFrame) -> pl.DataFrame:
    """List the balance changes: in, minus out, minus fee, and a transfer's arrival.

    Args:
        transactions: At least the columns of TRANSACTIONS.

    Returns:
        Schema LEGS, one row for each account and asset that a transaction touches in one way.
    """
    moving = transactions.filter(~pl.col("kind").is_in(_NO_CHANGE))
    arriving = moving.filter(pl.col("kind") == Kind.TRANSFER.value)
    sides = [
        _side(moving, "account", "in_asset", pl.col("in_quantity")),
        _side(moving, "account", "out_asset", -pl.col("out_quantity")),
        _side(transactions, "account", "fee_asset", -pl.col("fee_quantity")),
        _side(arriving, "to_account", "out_asset", pl.col("out_quantity")),
    ]
    return require(pl.concat(sides), LEGS)


def balances(legs: pl.DataFrame) -> pl.DataFrame:
    """Add up the legs of each account and asset, zero balances included.

    Args:
        legs: Schema LEGS.

    Returns:
        `account`, `asset`, `quantity`; in order of account and asset.
    """
    sums = exact_sums(legs, ["account", "asset"], ["change"])
    return sums.rename({"change": "quantity"}).sort("account", "asset")


def _side(rows: pl.DataFrame, account: str, asset: str, change: pl.Expr) -> pl.DataFrame:
    return rows.select(
        "key",
        "at",
        account=pl.col(account),
        asset=pl.col(asset),
        change=change,
    ).drop_nulls()
