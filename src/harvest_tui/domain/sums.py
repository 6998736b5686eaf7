"""The only place where Decimal columns are summed.

Polars wraps without a word in eager group-by sums of Decimal; it raises on lazy ones and on
`Series.sum`. Both are bounded here before they are asked.
"""

from collections.abc import Sequence
from decimal import Decimal

import polars as pl

from harvest_tui.domain.amounts import LIMIT, ZERO
from harvest_tui.domain.columns import amount_column, column_atoms
from harvest_tui.domain.frames import AMOUNT


def exact_sum(amounts: pl.Series) -> Decimal:
    """Add a Decimal column; null counts as nothing.

    Raises:
        ValueError: The sum does not fit 38 digits.
    """
    if not _bounded(amounts):
        whole = sum(count for count in column_atoms(amounts) if count is not None)
        return Decimal(amount_column([whole], amounts.name)[0])
    total = amounts.sum()
    return total if isinstance(total, Decimal) else ZERO


def known_sum(amounts: pl.Series) -> Decimal | None:
    """Add what is known of a Decimal column; None where nothing of it is."""
    if len(amounts) and amounts.null_count() == len(amounts):
        return None
    return exact_sum(amounts)


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
        ValueError: A sum does not fit 38 digits.
    """
    safe = all(_bounded(frame[name]) for name in amounts)
    totals = [pl.col(name).sum() if safe else pl.col(name) for name in amounts]
    grouped = frame.lazy().group_by(by, maintain_order=True).agg(*totals, *more).collect()
    if safe:
        return grouped
    return grouped.with_columns(
        pl.Series(name, [exact_sum(group) for group in grouped[name]], AMOUNT) for name in amounts
    )


def _bounded(amounts: pl.Series) -> bool:
    """Tell whether no sum of the column's values can leave Decimal(38, 18).

    A single worthless token can hold a number of units near the bound; such a column is added
    in integers of Python, which have none.
    """
    largest = amounts.abs().max()
    return not isinstance(largest, Decimal) or largest * len(amounts) < LIMIT
