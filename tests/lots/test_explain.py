"""Why a disposal took its lots: Treas. Reg. 1.1012-1(j), and sums by hand."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.elections import Method
from harvest_tui.domain.explanation import (
    Alternative,
    Explanation,
    GiftBasis,
    Ground,
    LotUsed,
    Reason,
)
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.sums import exact_sum
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots.explain import explain
from harvest_tui.lots.replay import Conventions
from lots.books import TODAY, at, buy, deed, lot, price_book, sell
from lots.explaining import NEW, OLD, SALE, both, explained, only
from lots.scenarios import ZONE, Scenario, scenarios

D = Decimal


def test_a_sale_is_explained_in_full() -> None:
    """FIFO: the older for 20,000 gives 30,000. The other, at 60,000, would have lost 10,000."""
    assert only(OLD, NEW, SALE) == Explanation(
        disposal_id="s1@Kraken",
        kind="sale",
        account="Kraken",
        asset="BTC",
        disposed_at=at("2025-06-10"),
        disposed_on=date(2025, 6, 10),
        quantity=D(1),
        missing=D(0),
        pooled=False,
        provisional=False,
        used=(
            LotUsed(
                lot_id=lot(OLD),
                acquired_on=date(2024, 1, 10),
                quantity=D(1),
                unit_cost=D(20_000),
                proceeds=D(50_000),
                cost_basis=D(20_000),
                adjustment=D(0),
                gain=D(30_000),
                term="long",
                reasons=(Reason(ground=Ground.NOTHING, quantity=D(1), method=Method.FIFO),),
            ),
        ),
        left=D(1),
        lots_left=1,
        passed_over=(),
        unavailable=(),
        alternatives=(
            _alternative(Method.FIFO, long=30_000, same=True),
            _alternative(Method.LIFO, short=-10_000),
            _alternative(Method.HIFO, short=-10_000),
            _alternative(Method.LOFO, long=30_000, same=True),
        ),
    )


def _alternative(
    method: Method, *, short: int = 0, long: int = 0, same: bool = False
) -> Alternative:
    return Alternative(
        method=method, short_term_gain=D(short), long_term_gain=D(long), lots=1, same=same
    )


def test_explanations_come_in_the_order_in_which_the_disposals_happened() -> None:
    """Of two assets that share no lots, sold by turns."""
    bought = [buy(f"b{asset}", "2025-01-10", 9, 9, asset=asset) for asset in ("BTC", "ETH")]
    sold = [
        sell(f"s{month}", f"2025-{month:02}-10", 1, 2, asset="ETH" if month % 2 else "BTC")
        for month in range(2, 12)
    ]

    told = explained(*bought, *sold)

    assert [one.disposal_id for one in told] == [f"s{month}@Kraken" for month in range(2, 12)]


def test_dates_are_the_taxpayers() -> None:
    """03:00 in UTC is the evening before in New York.

    Bought there on 9 June 2024, so long-term from 10 June 2025 on: 50,000 - 20,000.
    """
    one = only(buy("b", "2024-06-10T03:00", 1, 20_000), SALE, zone="America/New_York")

    assert one.used[0].acquired_on == date(2024, 6, 9)
    assert {(other.short_term_gain, other.long_term_gain) for other in one.alternatives} == {
        (D(0), D(30_000))
    }


def test_a_short_disposal_explains_what_was_there() -> None:
    """2 sold for 100,000 with 1 in the account: 50,000 of proceeds wait."""
    one = only(OLD, sell("s1", "2025-06-10", 2, 100_000))

    assert (one.quantity, one.missing) == (D(2), D(1))
    assert [used.gain for used in one.used] == [D(30_000)]
    assert {other.long_term_gain for other in one.alternatives} == {D(30_000)}


def test_margin_profit_has_no_lots_to_explain() -> None:
    profit = deed(Kind.MARGIN_PNL, "p1", "2025-06-10", came=(100, "USD"))

    disposals, told = both((OLD, NEW, SALE, profit))

    assert len(disposals) == 2
    assert [one.disposal_id for one in told] == ["s1@Kraken"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(OLD, id="without the sale"),
        pytest.param(buy("eth", "2024-01-10", 1, 2_000, asset="ETH"), id="without the asset"),
    ],
)
def test_disposals_of_another_ledger_are_refused(other: Transaction) -> None:
    disposals, _ = both((OLD, SALE))
    ready = prepare(frame_of((other,)), price_book(), "UTC")

    with pytest.raises(ValueError, match="not of this ledger"):
        explain(ready.ledger, ready.legs, Conventions(zone="UTC"), disposals, today=TODAY)


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_an_explanation_adds_up_to_the_rows_it_explains(one: Scenario) -> None:
    disposals, told = _of(one)

    lotted = disposals.filter(pl.col("lot_id").is_not_null())
    assert sum(len(each.used) for each in told) == len(lotted)
    for each in told:
        rows = lotted.filter(pl.col("disposal_id") == each.disposal_id)
        for column in ("quantity", "proceeds", "cost_basis", "gain"):
            assert sum(getattr(used, column) for used in each.used) == exact_sum(rows[column])
        for used in each.used:
            assert sum(reason.quantity for reason in used.reasons) == used.quantity


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_the_method_that_acted_is_among_the_alternatives_as_it_was(one: Scenario) -> None:
    _, told = _of(one)

    for each in told:
        acted = {reason.method for used in each.used for reason in used.reasons}
        for other in each.alternatives:
            if acted == {other.method}:
                gains = {
                    term: sum(used.gain for used in each.used if used.term == term)
                    for term in ("short", "long")
                }
                assert other.same
                assert (other.short_term_gain, other.long_term_gain) == (
                    gains["short"],
                    gains["long"],
                )


def _of(one: Scenario) -> tuple[pl.DataFrame, tuple[Explanation, ...]]:
    return both(
        one.transactions,
        ZONE,
        elections=one.elections,
        identifications=one.identifications,
        bound=one.bound,
    )


@pytest.mark.parametrize(
    ("proceeds", "basis", "counts"),
    [
        pytest.param(12_000, 10_000, GiftBasis.DONORS, id="gain"),
        pytest.param(5_000, 6_000, GiftBasis.VALUE, id="loss"),
        pytest.param(8_000, 8_000, GiftBasis.NEITHER, id="between"),
    ],
)
def test_a_gift_says_which_basis_counts(proceeds: int, basis: int, counts: GiftBasis) -> None:
    """26 U.S.C. § 1015(a): it had cost the donor 10,000 and was worth 6,000 when given."""
    given_in = deed(
        Kind.GIFT_IN,
        "g",
        "2025-03-01",
        came=(1, "BTC"),
        acquired="2020-01-01",
        basis_usd="10000",
        usd_value="6000",
    )
    (one,) = explained(given_in, sell("s1", "2025-06-10", 1, proceeds))

    assert (one.used[0].cost_basis, one.used[0].gift) == (D(basis), counts)


def test_a_gift_worth_more_than_it_had_cost_has_one_basis() -> None:
    given_in = deed(
        Kind.GIFT_IN,
        "g",
        "2025-03-01",
        came=(1, "BTC"),
        acquired="2020-01-01",
        basis_usd="10000",
        usd_value="20000",
    )
    (one,) = explained(given_in, sell("s1", "2025-06-10", 1, 5_000))

    assert (one.used[0].cost_basis, one.used[0].gift) == (D(10_000), None)


def test_what_was_inherited_is_said_to_be() -> None:
    """26 U.S.C. §§ 1014, 1223(9): value at death, and long-term after three weeks."""
    left = deed(Kind.INHERITANCE, "i", "2025-05-20", came=(1, "BTC"), usd_value="40000")
    (one,) = explained(left, sell("s1", "2025-06-10", 1, 39_000))

    assert (one.used[0].inherited, one.used[0].term, one.used[0].gain) == (True, "long", D(-1_000))
