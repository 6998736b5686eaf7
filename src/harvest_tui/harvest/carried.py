"""The chain of carryovers as it is shown: worksheets, and where each number comes from."""

from collections.abc import Collection, Iterable

from harvest_tui.domain.carryover import CarriedYear, Origin
from harvest_tui.domain.settings import YearInputs
from harvest_tui.tax.chain import ChainedYear
from harvest_tui.tax.year import worksheet_of


def carried(years: Iterable[ChainedYear], sealed: Collection[int] = ()) -> tuple[CarriedYear, ...]:
    """Give each year of a chain with its worksheet.

    Args:
        years: Settled, oldest first.
        sealed: Those that stand as they were filed.
    """
    return tuple(
        CarriedYear(
            year=one.case.year,
            origin=_origin(one),
            schedule_d=one.tax_year.schedule_d,
            worksheet=worksheet_of(one.case, one.tax_year),
            line_1_stated=_states_line_1(one.case.inputs),
            short_term_carryover_out=one.tax_year.short_term_carryover_out,
            long_term_carryover_out=one.tax_year.long_term_carryover_out,
            sealed=one.case.year in sealed,
        )
        for one in years
    )


def _origin(one: ChainedYear) -> Origin:
    given = one.case.inputs
    short = given is not None and given.short_term_carryover_in is not None
    long = given is not None and given.long_term_carryover_in is not None
    if short and long:
        return Origin.GIVEN
    if one.carryover_in_assumed:
        return Origin.ASSUMED
    return Origin.PARTLY_GIVEN if short or long else Origin.COMPUTED


def _states_line_1(given: YearInputs | None) -> bool:
    return given is not None and given.carryover_worksheet_line_1 is not None
