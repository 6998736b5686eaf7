"""Decimal columns as Python integers and back: how frames meet the kernel.

A Decimal(38, 18) is physically an integer of 10**-18, so nothing is converted, only renamed.
"""

from collections.abc import Sequence
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import Atoms
from harvest_tui.domain.frames import AMOUNT

_MOST: Final = 10**38


def column_atoms(amounts: pl.Series) -> list[Atoms | None]:
    """Give a Decimal(38, 18) column as counts of 10**-18."""
    if amounts.dtype != AMOUNT:
        raise ValueError(f"column {amounts.name} is {amounts.dtype}, not {AMOUNT}")
    return amounts.to_physical().to_list()


def amount_column(counts: Sequence[Atoms | None], name: str = "") -> pl.Series:
    """Give counts of 10**-18 as a Decimal(38, 18) column.

    Raises:
        ValueError: A count has more than 38 digits.
    """
    for count in counts:
        if count is not None and not -_MOST < count < _MOST:
            raise ValueError(f"{name}: {count} does not fit 38 digits")
    return pl.Series(name, counts, dtype=pl.Int128).reinterpret(dtype=AMOUNT)
