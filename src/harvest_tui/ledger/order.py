"""One stable order, whatever the order of files, rows or imports."""

import re
from typing import Final

import polars as pl

from harvest_tui.domain.kinds import Kind

IN_ONLY, TRANSFERS, SWAPS, OUT_ONLY = range(4)

_DIGITS: Final = re.compile(r"[0-9]+")


def in_order(transactions: pl.DataFrame) -> pl.DataFrame:
    """Sort by instant; at one instant what comes in goes before what goes out.

    At one instant, legs in US dollars ignored: in-only, transfers, swaps, out-only. Then by id,
    with runs of digits compared as numbers (t10 after t6), then account and source.

    Args:
        transactions: At least the columns of TRANSACTIONS.

    Returns:
        The same columns and rows, sorted.
    """
    ranked = transactions.with_columns(_rank=_rank())
    ties = ranked.select(tie=pl.struct("at", "_rank").is_duplicated())["tie"]
    ids = [
        natural(text) if tied else ""
        for text, tied in zip(ranked["transaction_id"], ties, strict=True)
    ]
    return (
        ranked.with_columns(_natural=pl.Series(ids, dtype=pl.String))
        .sort("at", "_rank", "_natural", "transaction_id", "account", "source")
        .drop("_rank", "_natural")
    )


def natural(text: str) -> str:
    """Give a text that sorts as `text` does when its runs of digits are read as numbers."""
    return _DIGITS.sub(_weighed, text)


def _weighed(run: re.Match[str]) -> str:
    number = run.group().lstrip("0")
    return f"{len(number):06d}{number}"


def _rank() -> pl.Expr:
    comes = pl.col("in_asset").is_not_null() & (pl.col("in_asset") != "USD")
    goes = pl.col("out_asset").is_not_null() & (pl.col("out_asset") != "USD")
    return (
        pl.when(pl.col("kind") == Kind.TRANSFER.value)
        .then(pl.lit(TRANSFERS))
        .when(comes & goes)
        .then(pl.lit(SWAPS))
        .when(goes)
        .then(pl.lit(OUT_ONLY))
        .otherwise(pl.lit(IN_ONLY))
    )
