"""What must hold of any ledger, whatever it holds."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest_tui.domain.elections import Method
from harvest_tui.domain.kinds import PURCHASES, SALES, SWAPS, WITHOUT_ROW, Kind
from harvest_tui.domain.transaction import Transaction
from lots.books import elect, sell
from lots.comparing import prepared, referred, replayed
from lots.ledgers import ASSETS
from lots.scenarios import Scenario, scenario, scenarios

TINY = Decimal("1e-12")
CARRY_OVER = {Kind.REDENOMINATION}


@settings(max_examples=40, deadline=None)
@given(scenarios(clean=True, count=30))
def test_open_lots_are_what_the_balances_say(one: Scenario) -> None:
    held: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for leg in prepared(one).legs.iter_rows(named=True):
        if leg["asset"] != "USD":
            held[leg["account"], leg["asset"]] += leg["change"]

    open_units: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for lot in replayed(one).lots.iter_rows(named=True):
        open_units[lot["account"], lot["asset"]] += lot["quantity"]

    assert {at: units for at, units in held.items() if units} == open_units


@settings(max_examples=40, deadline=None)
@given(scenarios())
def test_units_acquired_are_held_or_disposed_of_or_removed_or_waiting(one: Scenario) -> None:
    stays = Scenario(
        transactions=[t for t in one.transactions if t.kind not in CARRY_OVER],
        elections=tuple(e for e in one.elections if e.scope.value == "per-account"),
        identifications=one.identifications,
    )
    done, reference = replayed(stays), referred(stays)
    gone = [*reference.removed, *reference.waiting]
    for asset in ("BTC", "ETH", "BNB"):
        acquired = sum(units for s, units, _ in reference.acquired if s == asset)
        still = _total(done.lots, "quantity", asset)
        disposed = _total(done.disposals, "quantity", asset)
        aside = sum(piece.quantity for piece in gone if piece.lot.asset == asset)
        assert acquired == still + disposed + aside


@settings(max_examples=40, deadline=None)
@given(scenarios())
def test_basis_acquired_is_held_or_used_or_removed_or_waiting(one: Scenario) -> None:
    """Gifts here are worth more than they had cost, so that each has one basis only."""
    plain = Scenario(
        transactions=[
            replace(t, usd_value=None) if t.kind is Kind.GIFT_IN else t for t in one.transactions
        ],
        elections=tuple(e for e in one.elections if e.scope.value == "per-account"),
        identifications=one.identifications,
    )
    done, reference = replayed(plain), referred(plain)
    aside = sum(piece.cost for piece in [*reference.removed, *reference.waiting])
    used = done.disposals.filter(pl.col("lot_id").is_not_null())  # a derivative has no lot
    kept = Fraction(done.lots["cost_basis"].sum()) + Fraction(used["cost_basis"].sum())

    assert abs(sum(cost for _, _, cost in reference.acquired) - kept - aside) < TINY


@settings(max_examples=40, deadline=None)
@given(scenarios())
def test_the_rows_of_a_sale_add_up_to_its_proceeds_less_what_is_held_back(one: Scenario) -> None:
    done = replayed(one)
    found: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for row in done.disposals.filter(pl.col("kind") == "sale").iter_rows(named=True):
        sums = found[row["transaction_id"]]
        found[row["transaction_id"]] = [sums[0] + row["quantity"], sums[1] + row["proceeds"]]
    for sale in prepared(one).ledger.iter_rows(named=True):
        if sale["kind"] not in SALES or sale["transaction_id"] not in found:
            continue
        in_kind = sale["fee_asset"] == sale["out_asset"]
        net = Fraction(sale["value"]) - (0 if in_kind else Fraction(sale["fee_value"] or 0))
        wanted = sale["out_quantity"] + (sale["fee_quantity"] if in_kind else 0)
        units, proceeds = found[sale["transaction_id"]]
        counted = units if wanted - units < Decimal("1e-8") else wanted
        assert abs(net * Fraction(units) / Fraction(counted) - Fraction(proceeds)) < TINY


@settings(max_examples=30, deadline=None)
@given(scenarios(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(one: Scenario, shuffler: Random) -> None:
    shuffled = replace(one, transactions=list(one.transactions))
    shuffler.shuffle(shuffled.transactions)
    first, second = replayed(one), replayed(shuffled)

    assert first.disposals.equals(second.disposals)
    assert first.lots.equals(second.lots)
    assert first.findings == second.findings


@settings(max_examples=30, deadline=None)
@given(scenarios(clean=True))
def test_a_move_keeps_each_lots_date_and_basis(one: Scenario) -> None:
    one.elections = tuple(e for e in one.elections if e.scope.value == "per-account")
    before = replayed(one)
    there = [lot for lot in before.lots.iter_rows(named=True) if lot["account"] != "Cellar"]
    if not there:
        return
    moving, last = there[0], one.transactions[-1]
    move = replace(
        last,
        transaction_id="t999",
        kind=Kind.TRANSFER,
        account=moving["account"],
        to_account="Cellar",
        in_asset=None,
        in_quantity=None,
        out_asset=moving["asset"],
        out_quantity=moving["quantity"] / 4 * 3,
        fee_asset=None,
        fee_quantity=None,
        usd_value=None,
        at=max(t.at for t in one.transactions).replace(microsecond=1),
    )
    after = replayed(replace(one, transactions=[*one.transactions, move]))

    assert _by_lot(after.lots) == _by_lot(before.lots)
    assert after.disposals.equals(before.disposals)


@settings(max_examples=40, deadline=None)
@given(scenarios(clean=True, count=30), st.data())
def test_fifo_never_passes_over_an_older_lot(one: Scenario, data: st.DataObject) -> None:
    kept = [t for t in one.transactions if t.kind is not Kind.GIFT_IN]  # may have two dates
    sales = [t for t in kept if t.out_asset in ASSETS and t.kind not in CARRY_OVER]
    if not sales:
        return
    sale = data.draw(st.sampled_from(sales))
    done = replayed(Scenario(transactions=[t for t in kept if t.at <= sale.at]))
    gone = done.disposals.filter(
        pl.col("transaction_id") == sale.transaction_id, pl.col("asset") == sale.out_asset
    )
    there = done.lots.filter(pl.col("account") == sale.account, pl.col("asset") == sale.out_asset)
    if not gone.is_empty() and not there.is_empty():
        assert max(gone["acquired_at"]) <= min(there["acquired_at"])


@settings(max_examples=30, deadline=None)
@given(scenarios(clean=True, count=25))
def test_when_everything_is_sold_every_method_gives_the_same_total(one: Scenario) -> None:
    """Gifts are left out: those that come have two bases, those that go take theirs along."""
    all_sold = _sold_out(
        [t for t in one.transactions if t.kind not in {*WITHOUT_ROW, Kind.GIFT_IN}]
    )
    totals = set()
    for method in Method:
        done = replayed(Scenario(transactions=all_sold, elections=(elect(method),)))
        assert done.lots.is_empty()
        totals.add(round(Fraction(done.disposals["gain"].sum()), 9))
    assert len(totals) == 1


@pytest.mark.parametrize("seed", range(20))
def test_no_row_is_covered_before_2026_or_after_a_move(seed: int) -> None:
    one = scenario(Random(seed), count=40)
    bought = {
        t.transaction_id
        for t in one.transactions
        if t.kind in PURCHASES | SWAPS and t.account in one.forms_expected
    }
    for row in replayed(one).disposals.iter_rows(named=True):
        if row["covered"]:
            assert row["acquired_at"].year >= 2026
            assert row["acquired_transaction_id"] in bought
            assert row["account"] in one.forms_expected


def _sold_out(transactions: list[Transaction]) -> list[Transaction]:
    """Sell at the end whatever is left in any account."""
    held = replayed(Scenario(transactions=transactions)).lots
    rest = held.group_by("account", "asset", maintain_order=True).agg(pl.col("quantity"))
    sales = [
        sell(f"t{900 + n}", "2026-11-01", sum(units), 1_000 * (n + 1), account=account, asset=asset)
        for n, (account, asset, units) in enumerate(rest.iter_rows())
    ]
    return [*transactions, *sales]


def _total(frame: pl.DataFrame, column: str, asset: str) -> Fraction:
    return Fraction(frame.filter(pl.col("asset") == asset)[column].sum())


def _by_lot(lots: pl.DataFrame) -> dict[tuple[object, ...], tuple[Decimal, Decimal]]:
    sums: dict[tuple[object, ...], tuple[Decimal, Decimal]] = {}
    for row in lots.iter_rows(named=True):
        at = (row["lot_id"], row["acquired_at"], row["received_at"], row["inherited"])
        units, basis = sums.get(at, (Decimal(0), Decimal(0)))
        sums[at] = (units + row["quantity"], basis + row["cost_basis"])
    return sums
