"""Wash sales reach over the new year: what is known of a replay serves all the same."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest_tui.domain.elections import Method
from harvest_tui.domain.settings import Owner
from harvest_tui.rules.wash_sales import WashRule, counted
from lots.books import buy, elect, sell
from lots.going_on import Told, sealed, told_of, walked_again
from lots.scenarios import Scenario, washed, washed_scenarios
from lots.test_kept import _changed

RULES = (
    WashRule(),
    WashRule(others_from=date.min),
    WashRule(others_from=date(2023, 1, 1)),
    WashRule(others_from=date(2023, 3, 1), exempt=frozenset({"ETH"})),
    WashRule(securities=frozenset({"BTC"})),
    counted(2023),
)
STORY = [
    buy("old", "2024-01-02", 1, 100),
    sell("s", "2024-12-20", 1, 80),
    buy("new", "2025-01-05", 2, 180),
    sell("t", "2026-06-01", 2, 240),
]


@settings(max_examples=60, deadline=None)
@given(washed_scenarios(count=40), st.randoms(use_true_random=False))
def test_going_on_from_another_replay_puts_the_same_losses_off(one: Scenario, rng: Random) -> None:
    told = told_of(one)
    walked_again(told, _otherwise(_changed(told, rng), rng))


@pytest.mark.parametrize("seed", range(60))
def test_going_on_from_a_known_replay_puts_the_same_losses_off(seed: int) -> None:
    rng = Random(seed)
    told = told_of(washed(rng, clean=seed % 3 == 0, count=60))
    walked_again(told, _otherwise(_changed(told, rng), rng))


@pytest.mark.parametrize("seed", range(20))
def test_it_does_beside_sealed_years_too(seed: int) -> None:
    rng = Random(seed)
    told = told_of(washed(rng, clean=seed % 3 == 0, count=50))
    filed = sealed(told, rng.choice((2022, 2023)))

    walked_again(told, filed)
    walked_again(filed, _otherwise(filed, rng))


def test_a_rule_from_next_year_on_walks_no_year_before_its_window_again() -> None:
    """From 2026-01-01 on: 2025 is walked for the purchases of its December, 2024 is not."""
    told = told_of(Scenario(transactions=STORY))
    later = _saying_rule(told, WashRule(others_from=date(2026, 1, 1)))

    assert walked_again(told, later) == 2


def test_a_rule_for_another_asset_walks_nothing_again() -> None:
    told = told_of(Scenario(transactions=STORY))

    assert walked_again(told, _saying_rule(told, WashRule(securities=frozenset({"TOKSTOCK"})))) == 0


def test_a_purchase_of_december_replaces_what_january_sells_though_its_year_is_known() -> None:
    """Bought at 90 sixteen days before one that had cost 100 is sold for 80."""
    story = [buy("old", "2024-01-02", 1, 100), buy("new", "2024-12-20", 1, 90)]
    told = _saying_rule(told_of(Scenario(transactions=story)), WashRule(others_from=date.min))
    sold = replace(told, transactions=[*story, sell("s", "2025-01-05", 1, 80)])

    assert walked_again(told, sold) == 1


def test_a_purchase_of_december_that_is_gone_replaces_nothing_that_january_sells() -> None:
    """What was bought sixteen days before was sold again, last in first out."""
    story = [
        buy("old", "2024-01-02", 1, 100),
        buy("new", "2024-12-20", 1, 90),
        sell("u", "2024-12-25", 1, 95),
    ]
    told = _saying_rule(told_of(Scenario(transactions=story)), WashRule(others_from=date.min))
    told = replace(told, conventions=replace(told.conventions, elections=(elect(Method.LIFO),)))
    sold = replace(told, transactions=[*story, sell("s", "2025-01-05", 1, 80)])

    assert walked_again(told, sold) == 1


def test_purchases_of_two_years_that_replace_one_sale_stay_in_their_order() -> None:
    """One of two units is bought back before the new year and one after: 2025 is walked again."""
    story = [
        buy("old", "2024-01-02", 2, 200),
        buy("new", "2024-12-05", 1, 90),
        sell("s", "2024-12-20", 2, 160),
        buy("newer", "2025-01-13", 1, 90),
    ]
    told = _saying_rule(told_of(Scenario(transactions=story)), WashRule(others_from=date.min))
    more = replace(told, transactions=[*story, sell("t", "2025-06-01", 1, 240)])

    assert walked_again(told, more) == 1


def _otherwise(told: Told, rng: Random) -> Told:
    """Change the rule or whose the accounts are, or neither."""
    if rng.random() < 0.4:
        told = _saying_rule(told, rng.choice(RULES))
    if rng.random() < 0.2:
        owners = {"Barn": rng.choice((Owner.IRA, Owner.SPOUSE))}
        told = replace(told, conventions=replace(told.conventions, owners=owners))
    return told


def _saying_rule(told: Told, rule: WashRule) -> Told:
    return replace(told, conventions=replace(told.conventions, wash=rule))
