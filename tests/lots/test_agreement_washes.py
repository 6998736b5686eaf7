"""The kernel against the plain engine: wash sales, in the accounts of a family."""

from random import Random

import polars as pl
import pytest
from hypothesis import given, settings

from lots.agreeing import agree
from lots.comparing import replayed
from lots.scenarios import Scenario, washed, washed_scenarios


@settings(max_examples=40, deadline=None)
@given(washed_scenarios(count=30))
def test_both_engines_agree_on_wash_sales(one: Scenario) -> None:
    agree(one)


@pytest.mark.parametrize("seed", range(30))
def test_both_engines_agree_on_wash_sales_in_known_ledgers(seed: int) -> None:
    agree(washed(Random(seed), clean=seed % 3 == 0, count=90))


def test_the_known_ledgers_have_wash_sales_of_every_sort() -> None:
    done = [replayed(washed(Random(seed), clean=seed % 3 == 0, count=90)) for seed in range(30)]
    matches = pl.concat([one.washes for one in done])

    assert len(matches) > 100
    assert matches["lost"].any()
    assert (matches["bought_on"] < matches["disposed_on"]).any()
    assert (matches["bought_on"] > matches["disposed_on"]).any()
    assert matches["lot_id"].str.contains("/w").any()
    assert set(matches["term"]) == {"short", "long"}
