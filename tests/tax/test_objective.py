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
    assert tax_now(year) == tax.income_tax + tax.niit + tax.state_tax
    assert objective(year, TIERS) == tax_now(year) - 4_000 * Decimal("0.20")


def test_the_minimum_tax_is_no_part_of_it() -> None:
    year = settled(2024, "single", wages=150_000, long=2_500_000)

    assert tax_in(year).amt == Decimal("13461.50")
    assert objective(year, TIERS) == tax_in(year).income_tax + tax_in(year).niit


def test_a_year_without_income_has_no_objective() -> None:
    with pytest.raises(ValueError, match="income for 2026 is not known"):
        objective(settled(2026, None, wages=1), TIERS)
