"""Open lots in the order in which a method uses them up."""

from typing import NamedTuple

import polars as pl

from harvest_tui.domain.amounts import Atoms
from harvest_tui.domain.elections import Method
from harvest_tui.lots.pool import Micros, rank


class _Row(NamedTuple):
    """An open lot as it was acquired."""

    number: int
    acquired_at: Micros
    quantity: Atoms
    cost: Atoms


def in_order_of_use(lots: pl.DataFrame, method: Method) -> pl.DataFrame:
    """Sort the open lots of one account and asset as the kernel draws them, the first on top.

    Args:
        lots: At least the columns of LOTS, in the order in which `replay` gives them: at one
            instant the older lot first.
        method: The order that acts; spec-id is FIFO here.
    """
    acquired = lots.select(pl.col("acquired_at", "whole_quantity", "whole_cost").to_physical())
    rows = [_Row(number, *row) for number, row in enumerate(acquired.iter_rows())]
    return lots[[row.number for row in sorted(rows, key=lambda row: rank(row, method))]]
