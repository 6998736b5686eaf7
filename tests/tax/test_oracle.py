"""Households on which at least two independent calculators agree."""

from decimal import Decimal

import pytest

from harvest_tui.domain.amounts import cents
from tax.households import cases, settled, tax_in, usd

ROWS = list(cases("oracle_cases.csv"))
TWO_CENTS = Decimal("0.02")  # the other calculators work in binary fractions


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']}-{row['year']}-{row['status']}")
def test_a_household_owes_what_independent_calculators_say(row: dict[str, str]) -> None:
    year = settled(
        int(row["year"]),
        row["status"],
        short=row["st_gain"],
        long=row["lt_gain"],
        wages=row["wages"],
        interest=row["interest"],
        qualified_dividends=row["qualified_dividends"],
    )
    tax = tax_in(year)

    assert tax.taxable_income == usd(row["expected_taxable_income"])
    assert tax.taxable_income_signed == usd(row["taxable_income_signed"])
    assert year.schedule_d.deductible_loss == usd(row["expected_capital_loss_deduction"])
    assert abs(tax.income_tax - usd(row["expected_income_tax"])) <= TWO_CENTS
    assert abs(tax.niit - usd(row["expected_niit"])) <= TWO_CENTS
    assert tax.amt is not None
    assert abs(tax.amt - usd(row["amt_not_included"])) <= TWO_CENTS
    assert cents(tax.income_tax_form) == usd(row["expected_income_tax_line16"])


def test_the_reference_households_are_all_there() -> None:
    assert len(ROWS) == 150
