"""Which years a group of assets enters, though it has no deed in them."""

from dataclasses import replace
from datetime import date

import pytest

from lots.books import buy, left, move, pooled, run


@pytest.mark.parametrize(
    ("today", "account", "spans", "found"),
    [
        pytest.param(date(2023, 12, 31), "Cellar", 1, 0, id="kept apart"),
        pytest.param(date(2024, 1, 1), "Attic", 2, 0, id="pooled"),
        pytest.param(date(2024, 12, 31), "Attic", 2, 0, id="pooled to the end"),
        pytest.param(date(2025, 1, 1), "Cellar", 3, 1, id="parted"),
        pytest.param(date(2026, 11, 22), "Cellar", 3, 1, id="and left so"),
    ],
)
def test_a_quiet_year_is_entered_where_it_forms_or_parts_a_pool(
    today: date, account: str, spans: int, found: int
) -> None:
    """BTC is pooled for 2024 only; a pool shows its lots where they were acquired.

    Parted in 2025 by the balances, which is an estimate: Rev. Proc. 2024-28. Of ETH, which is not
    pooled, 2022 alone is entered.
    """
    done = run(
        buy("bought", "2022-01-10", 1, 100, account="Attic"),
        move("moved", "2022-06-10", 1, "Cellar", account="Attic"),
        buy("other", "2022-07-10", 1, 100, account="Barn"),
        buy("e", "2022-01-10", 1, 100, account="Barn", asset="ETH"),
        elections=(replace(pooled(year=2024), asset="BTC"),),
        today=today,
    )

    assert dict(left(done, "acquired_transaction_id", "account"))["bought"] == account
    assert (done.spans, len(done.findings)) == (spans + 1, found)
