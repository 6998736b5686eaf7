"""Years that every guide to capital losses works through, and what the forms make of them."""

from typing import Any

import pytest

from harvest_tui.domain.settings import FilingStatus, Taxpayer, YearInputs
from harvest_tui.tax.chain import ChainedYear, settle_years
from harvest_tui.tax.netting import Carryover
from harvest_tui.tax.year import LedgerGains
from tax.households import settled, tax_in, usd


@pytest.mark.parametrize(("short", "long"), [(10_000, -7_000), (-7_000, 10_000), (3_000, 0)])
def test_ten_thousand_of_gain_and_seven_of_loss_leave_three_to_tax(short: int, long: int) -> None:
    # line 16: 10,000 - 7,000; taxable 60,000 + 3,000 - 16,100 = 46,900
    year = settled(2026, "single", wages=60_000, short=short, long=long)

    assert year.schedule_d.net_gain == 3_000
    assert year.schedule_d.deductible_loss == 0
    assert tax_in(year).taxable_income == 46_900
    assert year.short_term_carryover_out == 0
    assert year.long_term_carryover_out == 0


@pytest.mark.parametrize(
    ("gain", "loss", "carried"), [("short", "short", (4_000, 0)), ("short", "long", (0, 4_000))]
)
def test_five_thousand_of_gain_and_twelve_of_loss_deduct_three_and_carry_four(
    gain: str, loss: str, carried: tuple[int, int]
) -> None:
    # line 16: 5,000 - 12,000 = -7,000; line 21: 3,000; 7,000 - 3,000 = 4,000 in the loss's term
    sums = {"short": 0, "long": 0}
    sums[gain] += 5_000
    sums[loss] -= 12_000
    year = settled(2026, "single", wages=60_000, **sums)

    assert year.schedule_d.net_gain == -7_000
    assert year.schedule_d.deductible_loss == 3_000
    assert tax_in(year).taxable_income == 60_000 - 3_000 - 16_100
    assert [year.short_term_carryover_out, year.long_term_carryover_out] == list(carried)


def twelve_thousand_lost(*wages: int, long: int = 0) -> dict[int, ChainedYear]:
    """Lose 12,000 in 2024, `long` of it long-term, and nothing after; wages from 2024 on."""
    inputs = {year: YearInputs(wages_and_other=usd(pay)) for year, pay in enumerate(wages, 2024)}
    return settle_years(
        Taxpayer(filing_status=FilingStatus.SINGLE),
        inputs,
        {2024: LedgerGains(short_term=usd(long - 12_000), long_term=usd(-long))},
        through=2026,
    )


def carried_on(years: dict[int, ChainedYear]) -> list[tuple[Any, ...]]:
    return [
        (one.tax_year.short_term_carryover_out, one.tax_year.long_term_carryover_out)
        for one in years.values()
    ]


def test_twelve_thousand_of_loss_last_into_a_fourth_year() -> None:
    # 3,000 each year: 12,000, 9,000, 6,000, and 3,000 are left for 2027
    years = twelve_thousand_lost(60_000, 60_000, 60_000)

    assert [one.tax_year.schedule_d.deductible_loss for one in years.values()] == [3_000] * 3
    assert carried_on(years) == [(9_000, 0), (6_000, 0), (3_000, 0)]
    # standard deductions 14,600, 15,750 and 16,100
    assert [tax_in(one.tax_year).taxable_income for one in years.values()] == [
        42_400,
        41_250,
        40_900,
    ]


def test_of_a_loss_in_both_terms_the_short_term_is_used_first() -> None:
    # worksheet: 3,000 of 4,000 short-term; then 1,000 and 2,000 of 8,000 long-term; then 3,000
    years = twelve_thousand_lost(60_000, 60_000, 60_000, long=8_000)

    assert carried_on(years) == [(1_000, 8_000), (0, 6_000), (0, 3_000)]


def test_a_year_without_income_uses_none_of_the_loss_though_line_21_shows_it() -> None:
    # 2025: income 0 - 3,000 - 15,750; line 3 of the worksheet is 0, so nothing is used
    years = twelve_thousand_lost(60_000, 0, 60_000)

    assert years[2025].tax_year.schedule_d.deductible_loss == 3_000
    assert carried_on(years) == [(9_000, 0), (9_000, 0), (6_000, 0)]


def test_a_year_of_little_income_uses_as_much_of_the_loss_as_it_has_room_for() -> None:
    # 2025: 17,250 - 3,000 - 15,750 = -1,500; line 3: 3,000 - 1,500 = 1,500 are used
    years = twelve_thousand_lost(60_000, 17_250, 60_000)

    assert carried_on(years) == [(9_000, 0), (7_500, 0), (4_500, 0)]


def test_a_gain_of_a_later_year_takes_the_carried_loss_before_the_three_thousand() -> None:
    # 2025: 9,000 carried in against 7,000 of gain: -2,000, all of it deducted
    years = settle_years(
        Taxpayer(filing_status=FilingStatus.SINGLE),
        {year: YearInputs(wages_and_other=usd(60_000)) for year in (2024, 2025, 2026)},
        {
            2024: LedgerGains(long_term=usd(-12_000)),
            2025: LedgerGains(short_term=usd(7_000)),
        },
        through=2026,
    )

    assert years[2025].case.carryover_in == Carryover(usd(0), usd(9_000))
    assert years[2025].tax_year.schedule_d.deductible_loss == 2_000
    assert carried_on(years) == [(0, 9_000), (0, 0), (0, 0)]
