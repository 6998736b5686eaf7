"""Chains of carryovers; amounts by the worksheet in the Instructions for Schedule D."""

from decimal import Decimal

import pytest

from harvest_tui.domain.carryover import Origin
from harvest_tui.domain.settings import FilingStatus, Taxpayer, YearInputs
from harvest_tui.harvest.carried import carried
from harvest_tui.tax.chain import settle_years
from harvest_tui.tax.year import LedgerGains

D = Decimal
SINGLE = Taxpayer(filing_status=FilingStatus.SINGLE)
WAGES = YearInputs(wages_and_other=D(90_000))


def test_a_loss_of_12000_goes_on_for_three_years_by_the_law() -> None:
    # 3,000 a year off other income (26 U.S.C. § 1211(b)); the third year has a gain of 4,000,
    # against which all of what came in counts
    given = YearInputs(
        wages_and_other=D(90_000), short_term_carryover_in=D(0), long_term_carryover_in=D(0)
    )
    years = settle_years(
        SINGLE,
        {2023: given, 2024: WAGES, 2025: WAGES},
        {2023: LedgerGains(short_term=D(-12_000)), 2025: LedgerGains(long_term=D(4_000))},
        2025,
    )

    first, second, third = carried(years.values())

    assert [one.origin for one in (first, second, third)] == [
        Origin.GIVEN,
        Origin.COMPUTED,
        Origin.COMPUTED,
    ]
    assert first.worksheet is not None
    assert [amount for _, amount in first.worksheet.amounts()] == [
        D(90_000 - 3_000 - 13_850),
        *map(D, (3_000, 76_150, 3_000, 12_000, 0, 3_000, 9_000)),
        *[None] * 4,
        D(0),
    ]
    assert first.short_term_carryover_out == 9_000
    assert second.schedule_d.short_term_carryover_in == 9_000
    assert second.short_term_carryover_out == 6_000
    # 4,000 of gain and 2,000 of wages take the last 6,000: nothing goes on, and no worksheet
    assert third.schedule_d.net_gain == -2_000
    assert third.worksheet is None
    assert third.short_term_carryover_out == 0


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ({}, Origin.ASSUMED),
        ({"short_term_carryover_in": D(1)}, Origin.ASSUMED),
        ({"short_term_carryover_in": D(1), "long_term_carryover_in": D(0)}, Origin.GIVEN),
    ],
)
def test_it_is_said_where_a_carryover_comes_from(given: dict[str, Decimal], origin: Origin) -> None:
    (only,) = carried(
        settle_years(SINGLE, {2026: YearInputs(**given)}, {}, 2026).values()  # type: ignore[arg-type]
    )
    assert only.origin is origin


def test_one_number_given_beside_a_computed_one_is_said() -> None:
    given = YearInputs(wages_and_other=D(1), short_term_carryover_in=D(5))
    _, second = carried(settle_years(SINGLE, {2025: WAGES, 2026: given}, {}, 2026).values())
    assert second.origin is Origin.PARTLY_GIVEN
