"""What a replay gives back: open lots, and losses on units that were replaced."""

from datetime import date

import pytest

from harvest_tui.rules.wash_sales import WashRule, counted
from lots.books import buy, left, rows, run, sell

STORY = (
    buy("old", "2024-01-02", 1, 100),
    sell("sold", "2024-12-20", 1, 80),
    buy("new", "2025-01-05", 1, 70),
)


@pytest.mark.parametrize(
    ("rule", "adjustment", "gain", "basis"),
    [
        pytest.param(WashRule(others_from=date(2024, 1, 1)), 20, 0, 90, id="in force"),
        pytest.param(counted(2024), 0, -20, 70, id="only counted"),
    ],
)
def test_a_rule_that_only_counts_tells_the_loss_and_leaves_gain_and_basis_alone(
    rule: WashRule, adjustment: int, gain: int, basis: int
) -> None:
    """Bought at 100, sold at 80, bought again at 70: a loss of 20 was replaced."""
    done = run(*STORY, wash=rule)

    assert done.washes.select("bought_transaction_id", "disallowed").rows() == [("new", 20)]
    assert rows(done, "adjustment", "gain") == [(adjustment, gain)]
    assert left(done, "cost_basis") == [(basis,)]


def test_the_open_lots_of_all_assets_are_given_by_account_asset_and_age() -> None:
    done = run(
        buy("e", "2024-01-03", 1, 10, asset="ETH"),
        buy("b2", "2024-01-02", 1, 10),
        buy("b1", "2024-01-01", 1, 10),
        buy("a", "2024-01-04", 1, 10, asset="ETH", account="Attic"),
    )

    assert left(done, "account", "asset", "acquired_transaction_id") == [
        ("Attic", "ETH", "a"),
        ("Kraken", "BTC", "b1"),
        ("Kraken", "BTC", "b2"),
        ("Kraken", "ETH", "e"),
    ]
