"""Several years in a row, each with the losses that the one before carries on."""

from collections.abc import Mapping
from dataclasses import dataclass

from harvest_tui.domain.amounts import ZERO, Usd
from harvest_tui.domain.settings import Taxpayer, YearInputs
from harvest_tui.domain.tax_year import TaxYear
from harvest_tui.tax.netting import Carryover
from harvest_tui.tax.year import LedgerGains, YearCase, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainedYear:
    """One year of a chain."""

    case: YearCase
    """What it rests on, the carryover into it among it."""
    tax_year: TaxYear
    carryover_in_assumed: bool
    """Taken as zero, in whole or in part: the year before is not known."""


def settle_years(
    taxpayer: Taxpayer,
    inputs: Mapping[int, YearInputs],
    ledger: Mapping[int, LedgerGains],
    through: int,
    filed: Mapping[int, ChainedYear] | None = None,
) -> dict[int, ChainedYear]:
    """Settle every year from the first with a table or disposals, in order.

    A carryover given for a year counts before the computed one. What a year without a table
    carries on is not known, for its gains elsewhere are not: the next year starts from zero and
    says so.

    Args:
        taxpayer: The same for all years.
        inputs: The tables given, by year.
        ledger: Gains and income of this ledger, by year; a year with none may be left out.
        through: The last year wanted, settled even if nothing is known of it.
        filed: Years as they were filed: they are taken as they are, and what they carry on with
            them.

    Returns:
        By year, oldest first, without gaps.

    Raises:
        UncoveredYearError: A table is given for a year before 2018.
    """
    sealed = filed or {}
    years: dict[int, ChainedYear] = {}
    for year in range(min((*inputs, *ledger, *sealed, through)), through + 1):
        if year in sealed:
            years[year] = sealed[year]
            continue
        given = inputs.get(year)
        before = years.get(year - 1)
        known_before = before is not None and before.case.inputs is not None
        carryover_in, assumed = _carryover_into(
            given, before.tax_year if before and known_before else None
        )
        case = YearCase(
            year=year,
            taxpayer=taxpayer,
            inputs=given,
            ledger=ledger.get(year, LedgerGains()),
            carryover_in=carryover_in,
        )
        years[year] = ChainedYear(case=case, tax_year=settle(case), carryover_in_assumed=assumed)
    return years


def _carryover_into(given: YearInputs | None, before: TaxYear | None) -> tuple[Carryover, bool]:
    """Give the carryover, and whether any of it is only assumed."""
    short = _first_known(
        given.short_term_carryover_in if given else None,
        before.short_term_carryover_out if before else None,
    )
    long = _first_known(
        given.long_term_carryover_in if given else None,
        before.long_term_carryover_out if before else None,
    )
    assumed = short is None or long is None
    return Carryover(short or ZERO, long or ZERO), assumed


def _first_known(given: Usd | None, computed: Usd | None) -> Usd | None:
    return computed if given is None else given
