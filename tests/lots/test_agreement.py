"""The kernel against a plain engine written from the rules: every row, lot and finding."""

from random import Random

import pytest
from hypothesis import given, settings

from lots.agreeing import agree
from lots.scenarios import Scenario, scenario, scenarios


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_both_engines_agree_on_ledgers_with_gaps(one: Scenario) -> None:
    agree(one)


@settings(max_examples=30, deadline=None)
@given(scenarios(clean=True, count=30))
def test_both_engines_agree_on_ledgers_without_gaps(one: Scenario) -> None:
    agree(one)


@pytest.mark.parametrize("seed", range(60))
def test_both_engines_agree_on_known_ledgers(seed: int) -> None:
    agree(scenario(Random(seed), clean=seed % 3 == 0, count=40))
