"""What each transaction changes in whose balance: in, less out, less fee."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given, settings

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.legs import balances, legs_of
from lots.books import buy, deed, move, sell
from lots.scenarios import Scenario, scenarios


def changes(*transactions: Transaction) -> dict[tuple[str, str], Decimal]:
    """Add up the legs by account and asset."""
    held = balances(legs_of(frame_of(transactions)))
    return {(account, asset): units for account, asset, units in held.iter_rows()}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(
            buy("b", "2026-01-01", 2, 100, fee=(1, "USD")),
            {("Kraken", "BTC"): 2, ("Kraken", "USD"): -101},
            id="a purchase",
        ),
        pytest.param(
            sell("s", "2026-01-01", 2, 100, fee=("0.5", "BTC")),
            {("Kraken", "BTC"): Decimal("-2.5"), ("Kraken", "USD"): 100},
            id="a sale with a fee in kind",
        ),
        pytest.param(
            deed(
                Kind.SWAP, "x", "2026-01-01", went=(1, "ETH"), came=(9, "TKN"), fee=("0.1", "BNB")
            ),
            {("Kraken", "ETH"): -1, ("Kraken", "TKN"): 9, ("Kraken", "BNB"): Decimal("-0.1")},
            id="a swap with a fee in a third asset",
        ),
        pytest.param(
            move("m", "2026-01-01", 1, "Ledger", fee=("0.1", "BTC")),
            {("Kraken", "BTC"): Decimal("-1.1"), ("Ledger", "BTC"): 1},
            id="a move",
        ),
        pytest.param(
            deed(Kind.TRANSFER_OUT, "o", "2026-01-01", went=(1, "BTC"), fee=("0.1", "BTC")),
            {("Kraken", "BTC"): Decimal("-1.1")},
            id="a departure alone",
        ),
        pytest.param(
            deed(Kind.STAKING_REWARD, "i", "2026-01-01", came=(1, "SOL"), usd_value=80),
            {("Kraken", "SOL"): 1},
            id="a reward: its value moves no dollars",
        ),
        pytest.param(
            deed(Kind.INTERNAL_TRANSFER, "n", "2026-01-01", went=(1, "SOL"), came=(1, "SOL")),
            {},
            id="a move inside the account",
        ),
        pytest.param(
            deed(Kind.NEUTRAL, "n", "2026-01-01", fee=("0.01", "ETH")),
            {("Kraken", "ETH"): Decimal("-0.01")},
            id="the gas of what moves nothing",
        ),
    ],
)
def test_a_balance_changes_by_in_less_out_less_fee(
    one: Transaction, expected: dict[tuple[str, str], Decimal]
) -> None:
    assert changes(one) == expected


def test_zero_balances_are_listed() -> None:
    book = (buy("b", "2026-01-01", 2, 100), sell("s", "2026-01-02", 2, 100))
    assert changes(*book) == {("Kraken", "BTC"): 0, ("Kraken", "USD"): 0}


@settings(max_examples=40, deadline=None)
@given(scenarios())
def test_legs_add_up_to_every_quantity_of_the_ledger(one: Scenario) -> None:
    expected: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for t in one.transactions:
        inside = t.kind in {Kind.INTERNAL_TRANSFER, Kind.NEUTRAL}  # only its fee leaves
        if t.in_asset and t.in_quantity and not inside:
            expected[t.account, t.in_asset] += t.in_quantity
        if t.out_asset and t.out_quantity and not inside:
            expected[t.account, t.out_asset] -= t.out_quantity
            if t.to_account:
                expected[t.to_account, t.out_asset] += t.out_quantity
        if t.fee_asset and t.fee_quantity:
            expected[t.account, t.fee_asset] -= t.fee_quantity

    assert changes(*one.transactions) == expected
