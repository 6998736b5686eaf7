"""The only place where Decimal columns are summed.

Polars wraps without a word in eager group-by sums of Decimal; it raises on lazy ones and on
`Series.sum`. Both are bounded here before they are asked.
"""

from collections.abc import Sequence
from decimal import Decimal

import polars as pl

from harvest_tui.domain.amounts import LIMIT, ZERO


def exact_sum(amounts: pl.Series) -> Decimal:
    """Add a Decimal column; null counts as nothing.

    Raises:
        ValueError: The sum could leave Decimal(38, 18).
    """
    total = bounded(amounts).sum()
    return total if isinstance(total, Decimal) else ZERO


def bounded(amounts: pl.Series) -> pl.Series:
    """Give the column back if no sum of its values can overflow."""
    largest = amounts.abs().max()
    if isinstance(largest, Decimal) and largest * len(amounts) >= LIMIT:
        raise ValueError(f"the sum of {amounts.name} may exceed {LIMIT}")
    return amounts


def exact_sums(
    frame: pl.DataFrame, by: Sequence[str], amounts: Sequence[str], *more: pl.Expr
) -> pl.DataFrame:
    """Add Decimal columns within groups, in the order the groups first appear.

    Args:
        frame: Holds the columns named.
        by: Columns that make a group.
        amounts: Decimal columns to add; null counts as nothing.
        more: Further aggregations (not sums of Decimal).

    Raises:
        ValueError: A sum could leave Decimal(38, 18).
    """
    for name in amounts:
        bounded(frame[name])
    totals = [pl.col(name).sum() for name in amounts]
    return frame.lazy().group_by(by, maintain_order=True).agg(*totals, *more).collect()
