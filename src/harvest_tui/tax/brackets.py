"""Tax on an amount at ordinary rates: by the schedule, and by the Tax Table."""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from itertools import pairwise
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO, Usd
from harvest_tui.rules.parameters import YearLaw

TaxOn: TypeAlias = Callable[[Usd], Usd]
"""Ordinary tax on an amount of taxable income."""

_DOLLAR: Final = Decimal(1)


def graduated(amount: Usd, rates: Sequence[Decimal], tops: Sequence[Usd]) -> Usd:
    """Add up an amount's slices at rising rates.

    Args:
        amount: Zero or more.
        rates: Lowest first, one more than `tops`.
        tops: Where each rate but the last ends.
    """
    edges = [ZERO, *tops, amount]
    slices = (min(amount, high) - low for low, high in pairwise(edges) if low < amount)
    return sum((rate * part for rate, part in zip(rates, slices, strict=False)), ZERO)


def by_schedule(law: YearLaw) -> TaxOn:
    """Give the bracket formula: continuous, what plans are judged by.

    Source: 26 U.S.C. § 1(j); Tax Computation Worksheet.
    """
    return partial(graduated, rates=law.ordinary_rates, tops=law.ordinary_tops)


def by_form(law: YearLaw) -> TaxOn:
    """Give the tax as the form has it: the Tax Table under its limit, the schedule above.

    Source: Instructions for Form 1040, line 16.
    """
    schedule = by_schedule(law)

    def tax_on(amount: Usd) -> Usd:
        if amount >= law.tax_table.limit:
            return schedule(amount)
        middle = _middle_of_row(amount, law.tax_table.rows)
        return schedule(middle).quantize(_DOLLAR, rounding=ROUND_HALF_UP)

    return tax_on


def _middle_of_row(amount: Usd, rows: Sequence[tuple[Usd, Usd]]) -> Usd:
    held = [row for row in rows if row[0] <= amount]
    if not held:
        return ZERO
    start, width = held[-1]
    low = start + (amount - start) // width * width
    return low + width / 2
