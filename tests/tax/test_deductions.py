"""Deductions for age, blindness and seniors; the amounts are those of 2025 and 2026."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from harvest_tui.domain.settings import FilingStatus, YearInputs
from harvest_tui.domain.tax_year import TermGains
from harvest_tui.rules.parameters import parameters_for
from harvest_tui.tax.carryover import carryover_out
from harvest_tui.tax.income import income_of
from harvest_tui.tax.netting import NO_CARRYOVER, net
from harvest_tui.tax.year import settle, worksheet_of
from tax.households import case, settled, tax_in, usd


# Standard deduction 2026 16,100, 32,200 joint; 2,050 and 1,650 a box (Rev. Proc. 2025-32);
# 6,000 a senior (Pub. L. 119-21 § 70103): incomes below any phase-out
@pytest.mark.parametrize(
    ("status", "older", "blind", "deduction", "senior"),
    [
        pytest.param("single", 0, 0, 16_100, 0, id="nobody"),
        pytest.param("single", 1, 0, 18_150, 6_000, id="single of 65"),
        pytest.param("single", 1, 1, 20_200, 6_000, id="and blind"),
        pytest.param("hoh", 0, 1, 26_200, 0, id="blind head of household"),
        pytest.param("mfj", 2, 1, 37_150, 12_000, id="couple, both 65, one blind"),
        pytest.param("mfs", 1, 0, 17_750, 0, id="separate filers have no senior deduction"),
    ],
)
def test_age_and_blindness_add_to_the_deduction(
    status: str, older: int, blind: int, deduction: int, senior: int
) -> None:
    tax = tax_in(settled(2026, status, wages=60_000, people_65_or_older=older, people_blind=blind))

    assert tax.deduction == deduction
    assert tax.senior_deduction == senior
    assert tax.taxable_income == 60_000 - deduction - senior


# Schedule 1-A (2025), Part V: 6 % of income over 75,000 or 150,000 comes off each 6,000
@pytest.mark.parametrize(
    ("status", "older", "wages", "senior"),
    [
        pytest.param("single", 1, 75_000, "6000", id="at the start"),
        pytest.param("single", 1, 85_000, "5400", id="10,000 over"),
        pytest.param("single", 1, 175_000, "0", id="gone"),
        pytest.param("mfj", 2, 160_000, "10800", id="couple 10,000 over: 5,400 each"),
        pytest.param("mfj", 1, 160_000, "5400", id="one of them"),
        pytest.param("mfj", 2, 250_001, "0", id="couple: gone at 250,000, not 350,000"),
    ],
)
def test_the_senior_deduction_shrinks_with_income(
    status: str, older: int, wages: int, senior: str
) -> None:
    tax = tax_in(settled(2025, status, wages=wages, people_65_or_older=older))

    assert tax.senior_deduction == Decimal(senior)


@pytest.mark.parametrize(("year", "senior"), [(2024, 0), (2025, 6_000), (2028, 6_000), (2029, 0)])
def test_the_senior_deduction_is_there_from_2025_to_2028(year: int, senior: int) -> None:
    assert tax_in(settled(year, "single", wages=50_000, people_65_or_older=1)).senior_deduction == (
        senior
    )


def test_a_given_deduction_takes_no_boxes_but_the_senior_one_comes_on_top() -> None:
    tax = tax_in(settled(2026, "single", wages=60_000, deduction=25_000, people_65_or_older=1))

    assert tax.deduction == 25_000
    assert tax.senior_deduction == 6_000


def test_a_gain_that_shrinks_the_senior_deduction_costs_more_than_its_rate() -> None:
    # 2026 single of 65, wages 90,000: another 1,000 takes 60 of the deduction, at 22 %
    before = tax_in(settled(2026, "single", wages=90_000, people_65_or_older=1))
    after = tax_in(settled(2026, "single", wages=90_000, short=1_000, people_65_or_older=1))

    assert after.income_tax - before.income_tax == Decimal("233.20")


def test_form_6251_allows_neither_the_standard_nor_the_senior_deduction() -> None:
    # (2025), lines 1a, 1b and 2a: line 14 less Schedule 1-A line 37, off income, then 12e added
    # back. Wages 100,000 at 65: income 100,000; standard 17,750, senior 6,000 - 1,500
    law = parameters_for(2025, FilingStatus.SINGLE)
    inputs = YearInputs(wages_and_other=usd(100_000), people_65_or_older=1)
    nothing = net(TermGains(), TermGains(), NO_CARRYOVER, law.capital_loss_limit)

    income = income_of(nothing, inputs, usd(0), law)
    itemized = income_of(nothing, replace(inputs, deduction=usd(20_000)), usd(0), law)

    assert income.taxable == 100_000 - 17_750 - 4_500
    assert income.minimum_taxable == 100_000
    assert itemized.minimum_taxable == 80_000


def test_more_people_than_can_be_on_the_return_are_not_counted() -> None:
    tax = tax_in(settled(2026, "single", wages=60_000, people_65_or_older=2))

    assert tax.deduction == 18_150
    assert tax.senior_deduction == 6_000


def test_line_1_of_the_worksheet_can_be_stated() -> None:
    # 2025 single of 65, wages 17,000, loss 10,000: AGI 14,000, less 17,750 and 6,000: -9,750, so
    # none of the 3,000 counts. With the 6,000 added back line 1 is -3,750: none either.
    # Stated -1,000: line 4 is 2,000, and 8,000 go on.
    loss: dict[str, Any] = {"wages": 17_000, "short": -10_000, "people_65_or_older": 1}

    assert settled(2025, "single", **loss).short_term_carryover_out == 10_000
    stated = case(2025, "single", **loss, carryover_worksheet_line_1=-1_000)
    year = settle(stated)

    assert tax_in(year).taxable_income_signed == -9_750
    assert year.short_term_carryover_out == 8_000
    worksheet = worksheet_of(stated, year)
    assert worksheet is not None
    assert worksheet.line_1 == -1_000
    assert worksheet.line_4 == 2_000
    assert worksheet.line_8 == 8_000


def test_there_is_no_worksheet_without_a_loss_or_without_income() -> None:
    gain = case(2025, "single", wages=50_000, short=1)
    assert worksheet_of(gain, settle(gain)) is None
    unknown = case(2025, None, short=-9_000)
    assert worksheet_of(unknown, settle(unknown)) is None
    assert carryover_out(settle(unknown).schedule_d, usd("-1000")) is None
