"""The record of which lots went where."""

from decimal import Decimal
from random import Random
from typing import TypeAlias

import polars as pl
import pytest

from harvest_tui.domain.elections import Method
from harvest_tui.domain.frames import RELIEFS, require
from harvest_tui.domain.kinds import Kind
from harvest_tui.lots.replay import Replay
from lots.books import buy, deed, elect, lot, move, pooled, run, sell
from lots.comparing import replayed
from lots.scenarios import scenario

Rows: TypeAlias = list[tuple[object, ...]]
ATOM = Decimal("0.000000000000000001")


def said(done: Replay, *columns: str) -> Rows:
    return require(done.reliefs, RELIEFS).select(columns).rows()


def test_a_sale_says_which_lots_it_took_and_by_which_method() -> None:
    cheap, dear = buy("a", "2025-01-02", 1, 1000), buy("b", "2025-02-02", 1, 3000)

    done = run(cheap, dear, sell("s", "2025-06-01", "1.5", 4000), elections=(elect(Method.HIFO),))

    assert said(done, "what", "lot_id", "quantity", "cost_basis", "method") == [
        ("sale", lot(dear), 1, 3000, "HIFO"),
        ("sale", lot(cheap), Decimal("0.5"), 500, "HIFO"),
    ]


def test_a_transfer_says_where_its_lots_went_and_its_fee_is_apart() -> None:
    held = buy("a", "2025-01-02", 2, 2000)
    sent = move("t", "2025-03-01", 1, "Ledger", fee=("0.01", "BTC"), fee_usd="10")

    done = run(held, sent)

    assert said(done, "what", "account", "to_account", "lot_id", "quantity", "moved") == [
        ("transfer", "Kraken", "Ledger", lot(held), 1, False),
        ("transfer_fee", "Kraken", None, lot(held), Decimal("0.01"), False),
    ]


def test_lots_sold_after_a_transfer_are_said_to_have_moved() -> None:
    held = buy("a", "2025-01-02", 1, 1000)

    done = run(
        held,
        move("t", "2025-03-01", 1, "Ledger"),
        sell("s", "2025-06-01", 1, 1500, account="Ledger"),
    )

    assert said(done, "what", "account", "moved") == [
        ("transfer", "Kraken", False),
        ("sale", "Ledger", True),
    ]


@pytest.mark.parametrize("kind", [Kind.GIFT_OUT, Kind.DONATION, Kind.LOST, Kind.TRANSFER_OUT])
def test_lots_that_leave_without_a_sale_are_on_record(kind: Kind) -> None:
    held = buy("a", "2025-01-02", 1, 1000)

    done = run(held, deed(kind, "g", "2025-03-01", went=("0.25", "BTC")))

    assert said(done, "what", "suffix", "lot_id", "quantity", "cost_basis") == [
        (kind.value, "", lot(held), Decimal("0.25"), 250)
    ]
    assert done.disposals.is_empty()


def test_a_migration_says_which_lots_it_carried_on() -> None:
    held = buy("a", "2025-01-02", 100, 1000, asset="LEND")
    migrated = deed(Kind.REDENOMINATION, "m", "2025-03-01", went=(100, "LEND"), came=(1, "AAVE"))

    assert said(run(held, migrated), "what", "asset", "lot_id", "quantity") == [
        ("redenomination", "LEND", lot(held), 100)
    ]


def test_a_fee_in_a_third_asset_is_told_apart_by_its_suffix() -> None:
    held, coins = buy("a", "2025-01-02", 1, 1000), buy("c", "2025-01-02", 9, 90, asset="BNB")
    sold = sell("s", "2025-06-01", 1, 1500, fee=(1, "BNB"), fee_usd="10")

    assert said(run(held, coins, sold), "transaction_id", "suffix", "what", "asset") == [
        ("s", "", "sale", "BTC"),
        ("s", "/fee", "fee", "BNB"),
    ]


def test_units_that_were_not_there_are_on_record_without_a_lot() -> None:
    held = buy("a", "2025-01-02", 1, 1000)

    done = run(held, sell("s", "2025-06-01", 3, 6000))

    assert said(done, "lot_id", "quantity", "cost_basis", "method") == [
        (lot(held), 1, 1000, "FIFO"),
        (None, 2, None, None),
    ]


def test_the_smallest_unit_that_was_not_there_is_on_record_too() -> None:
    done = run(buy("a", "2025-01-02", 1, 1000), sell("s", "2025-06-01", 1 + ATOM, 6000))

    assert said(done, "lot_id", "quantity")[-1] == (None, ATOM)


def test_in_a_pooled_year_no_lot_moves() -> None:
    held = buy("a", "2023-01-02", 1, 1000)

    done = run(held, move("t", "2023-03-01", 1, "Ledger"), elections=(pooled(),))

    assert done.reliefs.is_empty()


@pytest.mark.parametrize("seed", range(20))
def test_each_row_of_gains_rests_on_one_relief(seed: int) -> None:
    done = replayed(scenario(Random(seed), count=40))

    sold = done.reliefs.filter(
        pl.col("lot_id").is_not_null()
        & pl.col("what").is_in(["sale", "swap", "spend", "fee", "transfer_fee"])
    )
    names = ["key", "asset", "lot_id", "method", "quantity"]
    rows = done.disposals.filter(pl.col("lot_id").is_not_null())
    waiting = sold.join(rows, on="key", how="anti")  # a disposal without a value has no row
    assert len(rows) == len(sold) - len(waiting)
    assert rows.select(names).join(sold.select(names), on=names, how="anti").is_empty()
