from decimal import Decimal

from harvest_tui.domain.settings import FilingStatus, Taxpayer, YearInputs
from harvest_tui.tax.chain import ChainedYear, settle_years
from harvest_tui.tax.year import LedgerGains
from harvest_tui.workspace.line_1 import unsettled_line_1

D = Decimal


def settled(wages: str, line_1: str | None = None) -> list[ChainedYear]:
    """One year 2025, single of 65, with a short-term loss of 10,000."""
    given = YearInputs(
        people_65_or_older=1,
        wages_and_other=D(wages),
        carryover_worksheet_line_1=None if line_1 is None else D(line_1),
    )
    years = settle_years(
        Taxpayer(filing_status=FilingStatus.SINGLE),
        {2025: given},
        {2025: LedgerGains(short_term=D(-10_000))},
        2025,
    )
    return list(years.values())


def test_it_is_said_where_the_seniors_deduction_decides_what_is_carried_on() -> None:
    # wages 24,000 - 3,000 = 21,000; less 17,750 and 6,000: -2,750. Line 3: 250, so 9,750 go on.
    # With the 6,000 added back line 1 is 3,250, all 3,000 count, and 7,000 go on.
    (found,) = unsettled_line_1(settled("24000"))

    assert found.finding == "carryover line 1"
    assert found.amount == 2_750
    assert found.message == (
        "2025 to 2026: whether the deduction for seniors counts on line 1 of the carryover "
        "worksheet is not settled: it is taken to, and 9,750.00 is carried on; added back, "
        "7,000.00 would be"
    )
    assert "carryover_worksheet_line_1 under [year.2025]" in found.fix


def test_nothing_is_said_where_it_makes_no_difference_or_the_line_is_stated() -> None:
    assert not list(unsettled_line_1(settled("70000")))
    assert not list(unsettled_line_1(settled("24000", "3250")))
