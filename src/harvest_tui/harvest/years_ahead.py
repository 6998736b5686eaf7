"""The years ahead: carried losses used up year by year, with and without the marked sales."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, localcontext
from itertools import takewhile

import polars as pl

from harvest_tui.domain.amounts import EXACT, ZERO, Usd
from harvest_tui.domain.settings import HarvestSettings
from harvest_tui.domain.years_ahead import YearAhead, YearOutlook, YearsAhead
from harvest_tui.harvest.netting import Household, chain
from harvest_tui.harvest.year_gains import with_sales
from harvest_tui.tax.carryover_use import carryover_use
from harvest_tui.tax.chain import ChainedYear
from harvest_tui.tax.objective import carried_value
from harvest_tui.tax.year import LedgerGains


def years_ahead(
    household: Household, sales: pl.DataFrame, sale_year: int, first: int, last: int
) -> YearsAhead:
    """Settle a row of years without the marked sales, and with them.

    Args:
        household: Taxpayer, amounts and the ledger's gains of all years.
        sales: Schema PLANNED.
        sale_year: Of the sales.
        first: The first year shown.
        last: The last one, not before `first`.
    """
    # the chain begins with the first known year: that of the sale always is one
    known = replace(household, gains={sale_year: LedgerGains(), **household.gains})
    without = chain(known, last)
    sold = chain(replace(known, gains=after_sales(known, sales, sale_year)), last)
    settings = household.harvest
    years = tuple(
        _year(without[year], sold[year], discount(settings, sale_year, year))
        for year in range(max(first, min(without)), last + 1)
    )
    through = _known_through(years)
    factor = discount(settings, sale_year, through or last)
    return YearsAhead(
        sale_year=sale_year,
        marked=not sales.is_empty(),
        years=years,
        discount_rate=settings.discount_rate,
        known_through=through,
        left=_left(without[through], sold[through], settings, factor) if through else None,
        present_value=_present(years, through) if through else None,
    )


def after_sales(
    household: Household, sales: pl.DataFrame, sale_year: int
) -> Mapping[int, LedgerGains]:
    """Give the ledger's gains by year with planned sales (schema PLANNED) among them."""
    before = household.gains.get(sale_year, LedgerGains())
    return {**household.gains, sale_year: with_sales(before, sales, household.collectibles)}


def discount(settings: HarvestSettings, sale_year: int, year: int) -> Decimal:
    """Give what a dollar of a year is worth in the year of the sale; before it, a dollar."""
    growth = EXACT.power(EXACT.add(Decimal(1), settings.discount_rate), max(year - sale_year, 0))
    return EXACT.divide(Decimal(1), growth)


def _known_through(years: Iterable[YearAhead]) -> int | None:
    known = takewhile(lambda one: one.saved is not None, years)
    return max((one.year for one in known), default=None)


def _present(years: Iterable[YearAhead], through: int) -> Usd:
    total = ZERO
    for one in years:
        if one.year <= through and one.present_value is not None:
            total = EXACT.add(total, one.present_value)
    return total


def _year(without: ChainedYear, sold: ChainedYear, factor: Decimal) -> YearAhead:
    before, after = without.tax_year.tax, sold.tax_year.tax
    saved = (
        None
        if before is None or after is None
        else EXACT.subtract(before.total_tax, after.total_tax)
    )
    return YearAhead(
        year=sold.tax_year.year,
        without=_outlook(without),
        with_sales=_outlook(sold),
        saved=saved,
        present_value=None if saved is None else EXACT.multiply(saved, factor),
    )


def _outlook(one: ChainedYear) -> YearOutlook:
    return YearOutlook(
        tax_year=one.tax_year,
        use=carryover_use(one.tax_year),
        carryover_in_assumed=one.carryover_in_assumed,
    )


def _left(
    without: ChainedYear, sold: ChainedYear, settings: HarvestSettings, factor: Decimal
) -> Usd:
    with localcontext(EXACT):
        before, after = (carried_value(one.tax_year, settings) for one in (without, sold))
        return (after - before) * factor
