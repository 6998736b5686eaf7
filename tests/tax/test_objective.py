from dataclasses import replace
from decimal import Decimal

import pytest

from harvest_tui.domain.settings import HarvestSettings, Tier
from harvest_tui.tax.objective import carried_value, objective, tax_now
from tax.households import settled, tax_in

TIERS = HarvestSettings(
    carryforward_value=(
        Tier(width=Decimal(9_000), worth=Decimal("0.18")),
        Tier(width=Decimal(1_000), worth=Decimal("0.10")),
    ),
    carryforward_short_term_premium=Decimal("0.02"),
)


def test_a_carried_loss_is_worth_its_tiers_and_nothing_beyond_the_last() -> None:
    # 4,000 short-term and 20,000 long-term carried: 9,000 x 0.18 + 1,000 x 0.10 + 4,000 x 0.02
    year = settled(2026, "single", wages=90_000, short=-7_000, long=-20_000)

    assert carried_value(year, TIERS) == 1_620 + 100 + 80


def test_the_last_decimal_of_a_large_loss_is_valued_too() -> None:
    # 0.12 for each dollar carried, all of it short-term
    rest = HarvestSettings(
        carryforward_value=(Tier(width=None, worth=Decimal("0.10")),),
        carryforward_short_term_premium=Decimal("0.02"),
    )
    # 12,345,678,901,234,567,890.000000000000000025 of it is carried
    loss = "-12345678901234570890.000000000000000025"
    year = settled(2026, "single", short=loss, wages=50_000)

    # taxable 50,000 - 3,000 - 16,100 = 30,900: 1,240 + 12 % of 18,500
    assert tax_now(year) == 3_460
    assert objective(year, rest) == Decimal("-1481481468148144686.800000000000000003")


def test_without_tiers_a_carried_loss_is_worth_nothing() -> None:
    year = settled(2026, "single", wages=90_000, short=-70_000)

    assert carried_value(year, HarvestSettings()) == 0


def test_the_rest_has_no_end() -> None:
    rest = HarvestSettings(carryforward_value=(Tier(width=None, worth=Decimal("0.1")),))
    year = settled(2026, "single", wages=90_000, short=-1_003_000)

    assert carried_value(year, rest) == 100_000


def test_the_objective_is_tax_now_less_what_is_carried() -> None:
    year = settled(2026, "single", wages=250_000, interest=5_000, short=-7_000, state_rate="0.05")
    tax = tax_in(year)

    assert tax.niit > 0
    assert tax.amt == 0
    assert tax_now(year) == tax.income_tax + tax.niit + tax.state_tax
    assert objective(year, TIERS) == tax_now(year) - 4_000 * Decimal("0.20")


def test_the_minimum_tax_is_part_of_it() -> None:
    # 506,363.50 by the worksheet, 13,461.50 on Form 6251, 3.8 % of 2,450,000
    year = settled(2024, "single", wages=150_000, long=2_500_000)

    assert objective(year, TIERS) == Decimal("506363.50") + Decimal("13461.50") + 93_100


def test_a_year_without_income_has_no_objective() -> None:
    with pytest.raises(ValueError, match=r"^income for 2026 is not known$"):
        objective(settled(2026, None, wages=1), TIERS)


def test_what_is_carried_has_no_value_unless_both_terms_are_known() -> None:
    year = settled(2026, "single", wages=1)
    for half in (
        replace(year, short_term_carryover_out=None),
        replace(year, long_term_carryover_out=None),
    ):
        with pytest.raises(ValueError, match=r"^the carryover out of 2026 is not known$"):
            carried_value(half, TIERS)
