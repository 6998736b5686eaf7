"""The kernel against a plain engine written from the rules: every row, lot and finding."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings

from lots.comparing import (
    differences,
    findings_of,
    lots_of,
    reference_lots,
    reference_rows,
    referred,
    replayed,
    rows_of,
)
from lots.scenarios import Scenario, scenario, scenarios


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_both_engines_agree_on_ledgers_with_gaps(one: Scenario) -> None:
    _agree(one)


@settings(max_examples=30, deadline=None)
@given(scenarios(clean=True, count=30))
def test_both_engines_agree_on_ledgers_without_gaps(one: Scenario) -> None:
    _agree(one)


@pytest.mark.parametrize("seed", range(60))
def test_both_engines_agree_on_known_ledgers(seed: int) -> None:
    _agree(scenario(Random(seed), clean=seed % 3 == 0, count=40))


def _agree(one: Scenario) -> None:
    kernel, reference = replayed(one), referred(one)

    assert differences(rows_of(kernel), reference_rows(reference)) == []
    assert differences(lots_of(kernel), reference_lots(reference)) == []
    assert findings_of(kernel) == Counter(reference.findings)
