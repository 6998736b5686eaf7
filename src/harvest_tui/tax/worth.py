"""What many losses are worth, each sold alone, all at once."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from itertools import accumulate
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import EXACT, SCALE, ZERO, Usd
from harvest_tui.domain.frames import AMOUNT
from harvest_tui.domain.tax_year import Segment

_GRAIN: Final = Decimal(1).scaleb(-SCALE)


def worth_of(losses: pl.Series, segments: Sequence[Segment]) -> pl.Series:
    """Give the worth of each loss if it alone were taken next.

    Args:
        losses: `AMOUNT`, zero or more; null stays null.
        segments: Of the losses' term, from zero on, the last without an end; at least one.

    Returns:
        `AMOUNT`, as many and in the same order: tax saved now and the value of what is carried
        on. Products are rounded half-even to 18 decimals.

    Raises:
        ValueError: A loss is below zero, or there are no segments.
    """
    if not segments:
        raise ValueError("no segments: the year's tax is not known")
    wanted = losses.fill_null(ZERO)
    if (wanted < ZERO).any():
        raise ValueError("a loss is zero or more; a gain is none")
    starts = _amounts([one.start for one in segments])
    at = starts.search_sorted(wanted, side="right") - 1
    rates = _amounts([one.worth_now + one.worth_later for one in segments])
    into = losses - starts.gather(at)
    return (into * rates.gather(at) + _amounts(_before(segments)).gather(at)).alias(losses.name)


def _before(segments: Sequence[Segment]) -> list[Usd]:
    """Give the worth of all the dollars before each segment, in as many decimals as fit."""
    with localcontext(EXACT):
        whole = [
            (one.end - one.start) * (one.worth_now + one.worth_later)
            for one in segments
            if one.end is not None
        ]
        return [worth.quantize(_GRAIN) for worth in accumulate(whole, initial=ZERO)]


def _amounts(values: list[Usd]) -> pl.Series:
    return pl.Series(values, dtype=AMOUNT)
