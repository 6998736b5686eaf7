"""The chain of carryovers as it is shown: worksheets, and where each number comes from."""

from collections.abc import Iterable

from harvest_tui.domain.carryover import CarriedYear, Origin
from harvest_tui.domain.tax_year import TaxYear
from harvest_tui.tax.chain import ChainedYear
from harvest_tui.tax.year import YearCase, worksheet_of


def carried(years: Iterable[ChainedYear]) -> tuple[CarriedYear, ...]:
    """Give each year of a chain with its worksheet."""
    return tuple(
        carried_year(one.case, one.tax_year, assumed=one.carryover_in_assumed) for one in years
    )


def carried_year(case: YearCase, settled: TaxYear, *, assumed: bool) -> CarriedYear:
    """Give one year with its worksheet.

    Args:
        case: What it rests on.
        settled: The year.
        assumed: Some of what comes in is taken as zero because the year before is not known.
    """
    return CarriedYear(
        year=case.year,
        origin=_origin(case, assumed=assumed),
        schedule_d=settled.schedule_d,
        worksheet=worksheet_of(case, settled),
        line_1_stated=bool(case.inputs and case.inputs.carryover_worksheet_line_1 is not None),
        short_term_carryover_out=settled.short_term_carryover_out,
        long_term_carryover_out=settled.long_term_carryover_out,
    )


def _origin(case: YearCase, *, assumed: bool) -> Origin:
    given = case.inputs
    short = given is not None and given.short_term_carryover_in is not None
    long = given is not None and given.long_term_carryover_in is not None
    if short and long:
        return Origin.GIVEN
    if assumed:
        return Origin.ASSUMED
    return Origin.PARTLY_GIVEN if short or long else Origin.COMPUTED
