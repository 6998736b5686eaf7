"""Open lots in the order in which a method uses them up."""

import polars as pl

from harvest_tui.domain.columns import column_atoms
from harvest_tui.domain.elections import Method
from harvest_tui.lots.pool import rank_of


def in_order_of_use(lots: pl.DataFrame, method: Method) -> pl.DataFrame:
    """Sort the open lots of one account and asset as the kernel draws them, the first on top.

    Args:
        lots: At least the columns of LOTS, in the order in which `replay` gives them.
        method: The order that acts; spec-id is FIFO here.
    """
    columns = (
        lots["acquired_at"].to_physical(),
        range(len(lots)),  # at one instant the frame has the older lot first
        column_atoms(lots["whole_quantity"]),
        column_atoms(lots["whole_cost"]),
    )
    ranks = [
        rank_of(method, at, number, quantity or 0, cost or 0)
        for at, number, quantity, cost in zip(*columns, strict=True)
    ]
    return lots[sorted(range(len(lots)), key=ranks.__getitem__)]
