"""Disposals of filed years explained: as filed, whatever the ledger holds now."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from harvest_tui.domain.elections import Election, Method
from harvest_tui.domain.explanation import Explanation, Ground, LotUsed, Reason
from harvest_tui.domain.kinds import Kind
from lots.books import at, buy, deed, elect, lot, move, pooled, sell
from lots.explaining import NEW, OLD, SALE, grounds, missed, only
from lots.test_sealed import sealing

D = Decimal


@pytest.mark.parametrize(
    "order",
    [
        pytest.param(elect(Method.HIFO, 2025), id="stated as filed"),
        pytest.param(elect(Method.HIFO, 2025, recorded="2026-05-01"), id="recorded since"),
    ],
)
def test_a_sale_of_a_sealed_year_is_explained_as_filed(order: Election) -> None:
    """FIFO was filed: an election stated later changes neither the lot nor the reason."""
    filed = sealing(OLD, NEW, SALE, years=(2025,))
    one = only(OLD, NEW, SALE, elections=(order,), filed=filed)

    assert grounds(one) == [(Ground.SEALED, Method.FIFO)]
    assert [(used.lot_id, used.gain) for used in one.used] == [(lot(OLD), D(30_000))]
    assert missed(one) == []
    hifo = one.alternatives[2]
    assert (hifo.method, hifo.short_term_gain) == (Method.HIFO, D(-10_000))


def test_a_filed_sale_that_is_gone_keeps_its_lots_and_says_so() -> None:
    filed = sealing(OLD, NEW, SALE, years=(2025,))

    assert only(OLD, NEW, filed=filed) == Explanation(
        disposal_id="s1@Kraken",
        kind="sale",
        account="Kraken",
        asset="BTC",
        disposed_at=at("2025-06-10"),
        disposed_on=date(2025, 6, 10),
        gone=True,
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
                reasons=(Reason(ground=Ground.SEALED, quantity=D(1), method=Method.FIFO),),
            ),
        ),
        left=D(0),
        lots_left=0,
        passed_over=(),
        unavailable=(),
        alternatives=(),
    )


def test_a_filed_sale_of_several_lots_that_is_gone_adds_them_up() -> None:
    filed = sealing(OLD, NEW, sell("s1", "2025-06-10", "1.5", 90_000), years=(2025,))
    one = only(OLD, NEW, filed=filed)

    assert one.quantity == D("1.5")
    assert [(used.lot_id, used.quantity) for used in one.used] == [
        (lot(OLD), D(1)),
        (lot(NEW), D("0.5")),
    ]


def test_a_filed_sale_is_explained_though_its_asset_is_gone_altogether() -> None:
    filed = sealing(OLD, NEW, SALE, years=(2025,))
    one = only(buy("eth", "2024-01-10", 1, 2_000, asset="ETH"), filed=filed)

    assert one.gone
    assert [(used.lot_id, used.unit_cost, used.gain) for used in one.used] == [
        (lot(OLD), None, D(30_000))
    ]


def test_a_filed_sale_from_the_pool_of_all_accounts_took_a_lot_that_never_moved() -> None:
    barn = buy("barn", "2023-01-10", 1, 10_000, account="Barn")
    sold = sell("s1", "2023-06-10", 1, 50_000)
    said = {"elections": (pooled(),), "today": date(2023, 12, 31)}
    filed = sealing(barn, OLD, sold, years=(2023,), elections=(pooled(),))

    one = only(barn, OLD, filed=filed, **said)

    assert (one.gone, one.pooled) == (True, True)
    assert [(used.lot_id, used.came_from) for used in one.used] == [(lot(barn), None)]


def test_a_filed_sale_that_is_gone_tells_where_its_lot_came_from() -> None:
    barn = buy("barn", "2023-01-10", 1, 10_000, account="Barn")
    moved = move("m", "2024-01-10", 1, "Kraken", account="Barn")
    filed = sealing(barn, moved, SALE, years=(2025,))

    (used,) = only(barn, moved, filed=filed).used

    assert (used.lot_id, used.came_from) == (lot(barn), "Barn")


def test_a_filed_sale_of_a_lot_whose_move_is_gone_tells_what_it_had_cost_all_the_same() -> None:
    barn = buy("barn", "2023-01-10", 1, 10_000, account="Barn")
    moved = move("m", "2024-01-10", 1, "Kraken", account="Barn")
    filed = sealing(barn, moved, SALE, years=(2025,))

    (used,) = only(barn, SALE, filed=filed).used

    assert (used.lot_id, used.unit_cost, used.came_from) == (lot(barn), D(10_000), "Barn")


def test_what_a_unit_of_a_migrated_lot_had_cost_is_not_told_once_the_sale_is_gone() -> None:
    """10 was for a LEND, of which 100 became one AAVE: it is not the cost of what was sold."""
    held = buy("a", "2024-01-02", 100, 1_000, asset="LEND")
    migrated = deed(Kind.REDENOMINATION, "m", "2024-03-01", went=(100, "LEND"), came=(1, "AAVE"))
    filed = sealing(held, migrated, sell("s", "2025-03-01", 1, 3_000, asset="AAVE"), years=(2025,))

    (used,) = only(held, migrated, filed=filed).used

    assert (used.lot_id, used.cost_basis, used.unit_cost) == (lot(held), D(1_000), None)


def test_a_filed_spending_whose_value_was_lost_is_explained_as_filed() -> None:
    valued = deed(Kind.SPEND, "p", "2025-06-10", went=(1, "BTC"), usd_value=50_000)
    filed = sealing(OLD, NEW, valued, years=(2025,))

    one = only(OLD, NEW, replace(valued, usd_value=None), filed=filed)

    assert [(used.lot_id, used.proceeds, used.gain) for used in one.used] == [
        (lot(OLD), D(50_000), D(30_000))
    ]
