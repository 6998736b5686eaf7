"""Losses put off, as a frame, and what they do to the rows of gains."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from harvest_tui.domain.columns import amount_column
from harvest_tui.domain.frames import WASHES
from harvest_tui.domain.sums import exact_sums
from harvest_tui.lots.washes import Wash

WASH_SALE: Final = "W"
"""Code of Form 8949, column (f), for a loss from a wash sale."""

_ROW: Final = ("key", "disposal_id", "lot_id", "moved", "method")
"""What tells a row of gains from all others."""
_OF_LOSS: Final = (*_ROW, "account", "asset", "term")


def wash_rows(put_off: Sequence[Wash]) -> pl.DataFrame:
    """Give losses put off.

    Returns:
        The columns of WASHES and `place` (among what is told of one deed), in the order given.
    """
    losses, purchases = [wash.loss for wash in put_off], [wash.purchase for wash in put_off]
    columns: dict[str, Sequence[object] | pl.Series] = {
        name: [getattr(loss, name) for loss in losses] for name in _OF_LOSS
    }
    columns |= {
        "disposed_on": [loss.sold_on for loss in losses],
        "bought_key": [purchase.key for purchase in purchases],
        "bought_transaction_id": [purchase.transaction_id for purchase in purchases],
        "bought_account": [purchase.account for purchase in purchases],
        "bought_on": [purchase.bought_on for purchase in purchases],
        "bought_lot_id": [wash.lot_id for wash in put_off],
        "quantity": amount_column([wash.quantity for wash in put_off]),
        "disallowed": amount_column([wash.disallowed for wash in put_off]),
        "lost": [wash.lost for wash in put_off],
        "place": [loss.place for loss in losses],
    }
    schema = WASHES | {"place": pl.Int64}
    return pl.DataFrame({name: columns[name] for name in schema}, schema=schema)


def with_losses_put_off(rows: pl.DataFrame, put_off: pl.DataFrame) -> pl.DataFrame:
    """Give rows of gains `adjustment` and `code`, and take the adjustment into `gain`.

    Args:
        rows: Proceeds less basis in `gain`; what names a row besides.
        put_off: Schema WASHES.

    Source: Form 8949, columns (f) and (g), and its instructions: code W.
    """
    sums = exact_sums(put_off, _ROW, ["disallowed"])
    adjusted = rows.join(sums, on=_ROW, how="left", maintain_order="left").with_columns(
        adjustment=pl.col("disallowed").fill_null(0)
    )
    return adjusted.with_columns(
        gain=pl.col("gain") + pl.col("adjustment"),
        code=pl.when(pl.col("adjustment") != 0).then(pl.lit(WASH_SALE)).otherwise(pl.lit("")),
    ).drop("disallowed")
