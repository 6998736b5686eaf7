"""Schedule D and the tax of a year before and after a set of planned sales."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from harvest_tui.domain.kinds import Term
from harvest_tui.domain.settings import HarvestSettings, Taxpayer, YearInputs
from harvest_tui.domain.tax_year import Netting
from harvest_tui.harvest.year_gains import with_sales
from harvest_tui.tax.chain import ChainedYear, settle_years
from harvest_tui.tax.landscape import collectible_segments, segments
from harvest_tui.tax.year import LedgerGains, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """What decides the tax of every year."""

    taxpayer: Taxpayer
    years: Mapping[int, YearInputs]
    gains: Mapping[int, LedgerGains]
    """Of the ledger, by year."""
    collectibles: frozenset[str]
    """Assets whose long-term gain is taxed at up to 28 %."""
    harvest: HarvestSettings
    filed: Mapping[int, ChainedYear] = field(default_factory=dict)
    """Sealed years: as they were filed."""


def chain(
    household: Household, through: int, sales: pl.DataFrame | None = None
) -> dict[int, ChainedYear]:
    """Settle every year from the first known one, each with what the one before carries on.

    Args:
        household: Taxpayer, amounts and the ledger's gains of all years.
        through: The last year.
        sales: Planned for the last year (schema PLANNED); None for none.
    """
    years = settle_years(
        household.taxpayer, household.years, household.gains, through, household.filed
    )
    if sales is not None and not sales.is_empty():
        last = years[through]
        more = with_sales(last.case.ledger, sales, household.collectibles)
        case = replace(last.case, ledger=more)
        years[through] = replace(last, case=case, tax_year=settle(case))
    return years


def netting(household: Household, year: int, sales: pl.DataFrame | None) -> Netting:
    """Settle a year as it stands, and again with planned sales.

    Args:
        household: Taxpayer, amounts and the ledger's gains of all years.
        year: Of the sales.
        sales: Schema PLANNED; None for none.
    """
    now = settled(household, year)
    case, after = now.case, now.tax_year
    if sales is not None and not sales.is_empty():
        more = with_sales(case.ledger, sales, household.collectibles)
        case = replace(case, ledger=more)
        after = settle(case)
    given = case.inputs
    return Netting(
        before=now.tax_year,
        after=after,
        carryover_in_assumed=now.carryover_in_assumed,
        ledger_income=case.ledger.income,
        ledger_income_added=given.ledger_income_added if given else None,
        short_term_segments=segments(case, Term.SHORT, household.harvest),
        long_term_segments=segments(case, Term.LONG, household.harvest),
        collectible_segments=(
            collectible_segments(case, household.harvest) if household.collectibles else ()
        ),
    )


def settled(household: Household, year: int) -> ChainedYear:
    """Settle a year as it stands, with what the years before it carry on."""
    return chain(household, year)[year]
