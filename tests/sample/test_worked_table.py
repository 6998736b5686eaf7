"""The worked table adds up in itself, before the program is held against it."""

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction

import pytest

from sample import rewards, worked
from sample.tables import Sale, add, cents, held

LEFT = held(worked.LOTS, worked.MOVES, worked.SALES)


def test_nothing_is_sold_or_moved_that_was_not_there() -> None:
    assert all(units > 0 for units in LEFT.values())


def test_what_is_left_adds_up_to_the_positions() -> None:
    units: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    costs: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for (account, lot), left in LEFT.items():
        units[account, lot.asset] += left
        costs[account, lot.asset] += lot.cost_of(left)
    expected = worked.POSITIONS
    assert units == {place: add(quantity) for place, (quantity, _) in expected.items()}
    assert {place: cents(cost) for place, cost in costs.items()} == {
        place: cost for place, (_, cost) in expected.items()
    }


@pytest.mark.parametrize("sale", worked.SALES, ids=lambda sale: f"{sale.on} {sale.asset}")
def test_each_gain_is_proceeds_less_cost(sale: Sale) -> None:
    assert [cents(sale.gain_of(part)) for part in sale.used] == [part.gain for part in sale.used]


@pytest.mark.parametrize("sale", worked.SALES, ids=lambda sale: f"{sale.on} {sale.asset}")
def test_each_term_is_long_from_a_year_and_a_day_on(sale: Sale) -> None:
    for part in sale.used:
        start = part.lot.on + timedelta(days=1)
        first_long = start.replace(year=start.year + 1)  # no lot begins on 29 February
        assert part.term == ("long" if sale.on >= first_long else "short")


def test_the_gains_add_up_to_those_of_the_years() -> None:
    sums: dict[tuple[int, str], Fraction] = defaultdict(Fraction)
    for sale in worked.SALES:
        for part in sale.used:
            sums[sale.on.year, part.term] += sale.gain_of(part)
    assert {key: cents(gain) for key, gain in sums.items()} == worked.GAINS


def test_the_rewards_add_up_to_the_income_of_the_years() -> None:
    by_asset: dict[tuple[int, str, str], Fraction] = defaultdict(Fraction)
    by_year: dict[int, Fraction] = defaultdict(Fraction)
    for lot in rewards.REWARDS:
        by_asset[lot.on.year, lot.account, lot.asset] += lot.cost
        by_year[lot.on.year] += lot.cost
    assert {key: cents(income) for key, income in by_asset.items()} == rewards.INCOME_OF
    assert {year: cents(income) for year, income in by_year.items()} == rewards.INCOME
