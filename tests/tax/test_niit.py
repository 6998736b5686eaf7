from decimal import Decimal

import pytest

from tax.households import settled, tax_in


def test_the_tax_is_on_the_smaller_of_investment_income_and_the_excess() -> None:
    # Form 8960: income 216,000; the smaller of 21,000 and 16,000
    tax = tax_in(settled(2025, "single", wages=195_000, long=20_000, interest=1_000))

    assert tax.niit == Decimal("608.000")


def test_a_deductible_loss_shelters_interest() -> None:
    # Form 8960 line 5a takes the loss on the return: 10,000 - 3,000
    tax = tax_in(settled(2025, "single", wages=300_000, interest=10_000, short=-50_000))

    assert tax.niit == Decimal("0.038") * 7_000


def test_a_loss_over_all_investment_income_costs_nothing() -> None:
    tax = tax_in(settled(2025, "single", wages=300_000, interest=1_000, short=-50_000))

    assert tax.niit == 0


@pytest.mark.parametrize(
    ("status", "threshold"),
    [
        ("single", 200_000),
        ("hoh", 200_000),
        ("mfj", 250_000),
        ("qss", 250_000),
        ("mfs", 125_000),
    ],
)
def test_the_threshold_goes_by_filing_status(status: str, threshold: int) -> None:
    under = settled(2026, status, wages=threshold - 500, short=500)
    over = settled(2026, status, wages=threshold - 500, short=600)

    assert tax_in(under).niit == 0
    assert tax_in(over).niit == Decimal("3.8")
