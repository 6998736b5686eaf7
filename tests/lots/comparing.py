"""One scenario through both engines, brought to the same shape."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import polars as pl

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.frames import PRICES, empty
from harvest_tui.domain.settings import Owner
from harvest_tui.ledger.prepare import Prepared, prepare
from harvest_tui.lots.ids import lot_id
from harvest_tui.lots.replay import Conventions, Replay, replay
from lots.reference_choice import Choices
from lots.reference_engine import ReferenceEngine
from lots.reference_washes import ReferenceWashes
from lots.scenarios import TODAY, ZONE, Scenario

Sums: TypeAlias = dict[tuple[str, ...], tuple[list[Fraction], set[tuple[object, ...]]]]
"""By what names a row: the amounts of all its pieces added up, and every other thing said."""

NEAR = Fraction(1, 10**12)
"""The kernel floors each piece at 10**-18 dollars."""


def prepared(scenario: Scenario) -> Prepared:
    return prepare(frame_of(scenario.transactions), empty(PRICES), ZONE)


def replayed(scenario: Scenario) -> Replay:
    ready = prepared(scenario)
    return replay(
        ready.ledger,
        ready.legs,
        Conventions(
            zone=ZONE,
            elections=scenario.elections,
            identifications=scenario.identifications,
            bound=scenario.bound,
            allocations=scenario.allocations,
            swap_fee_before=scenario.swap_fee_before,
            forms_expected=scenario.forms_expected,
            wash=scenario.wash,
            owners=scenario.owners,
            off_return=scenario.off_return,
        ),
        findings=ready.findings,
        today=TODAY,
    )


def referred(
    scenario: Scenario, ledger: pl.DataFrame | None = None, today: date = TODAY
) -> ReferenceEngine:
    """Run the plain engine, over a part of the ledger if one is given."""
    ready = prepared(scenario)
    engine = ReferenceEngine(
        zone=ZoneInfo(ZONE),
        choices=Choices(
            ZoneInfo(ZONE),
            scenario.elections,
            scenario.identifications,
            {account: (order.method, order.since) for account, order in scenario.bound.items()},
        ),
        balances=lambda day: _balances(ready.legs, day),
        name=lot_id,
        forms_expected=scenario.forms_expected,
        allocations=scenario.allocations,
        swap_fee_before=scenario.swap_fee_before.value,
        washes=ReferenceWashes(
            securities=scenario.wash.securities,
            others_from=scenario.wash.others_from,
            exempt=scenario.wash.exempt,
            iras=frozenset(a for a, o in scenario.owners.items() if o is Owner.IRA),
            off_return=scenario.off_return,
        ),
    )
    deeds = ready.ledger if ledger is None else ledger
    engine.run(list(deeds.iter_rows(named=True)), ready.findings, today)
    return engine


def rows_of(done: Replay) -> Sums:
    return _summed(
        (
            [row[name] for name in ("transaction_id", "kind", "account", "asset", "lot_id")],
            [row[n] for n in ("quantity", "proceeds", "cost_basis", "adjustment", "gain")],
            [row[n] for n in ("term", "method", "acquired_at", "covered", "provisional")],
        )
        for row in done.disposals.iter_rows(named=True)
    )


def reference_rows(engine: ReferenceEngine) -> Sums:
    return _summed(
        (
            [row.transaction_id, row.kind, row.account, row.asset, row.lot_id],
            [row.quantity, row.proceeds, row.basis, put_off, row.proceeds - row.basis + put_off],
            [str(row.term), str(row.method), row.acquired_at, row.covered, row.provisional],
        )
        for row, put_off in engine.on_return()
    )


def lots_of(done: Replay) -> Sums:
    return _summed(
        (
            [row["account"], row["asset"], row["lot_id"]],
            [row["quantity"], row["cost_basis"], row["loss_basis"] or 0],
            [
                row[name]
                for name in ("acquired_at", "received_at", "inherited", "provisional", "held_since")
            ],
        )
        for row in done.lots.iter_rows(named=True)
    )


def reference_lots(engine: ReferenceEngine) -> Sums:
    return _summed(
        (
            [lot.account, lot.asset, lot.lot_id],
            [lot.quantity, lot.cost, lot.loss_cost or 0],
            [lot.acquired_at, lot.received_at, lot.inherited, provisional, lot.held_since],
        )
        for lot, provisional in engine.open_lots()
    )


def uses_of(done: Replay) -> Counter[tuple[object, ...]]:
    columns = ("identification_id", "transaction_id", "lot_id")
    return _used((*row[:3], Fraction(row[3])) for row in _rows(done.uses, *columns, "quantity"))


def reference_uses(engine: ReferenceEngine) -> Counter[tuple[object, ...]]:
    return _used(engine.uses)


def _used(rows: Iterable[tuple[Any, ...]]) -> Counter[tuple[object, ...]]:
    """Add up what one transaction took of one lot; nothing taken is no use."""
    units: dict[tuple[object, ...], Fraction] = defaultdict(Fraction)
    for *name, quantity in rows:
        units[tuple(name)] += quantity
    return Counter((*name, quantity) for name, quantity in units.items() if quantity)


def _rows(frame: pl.DataFrame, *columns: str) -> Iterable[tuple[Any, ...]]:
    return frame.select(columns).iter_rows()


def findings_of(done: Replay) -> Counter[tuple[str, str, str]]:
    return Counter((one.finding, one.account or "", one.asset or "") for one in done.findings)


def differences(ours: Sums, theirs: Sums) -> list[object]:
    """List what the two do not agree on: quantities exactly, money to 10**-12 dollars."""
    return [
        (at, ours.get(at), theirs.get(at))
        for at in sorted(ours.keys() | theirs.keys())
        if at not in ours or at not in theirs or not _same(ours[at], theirs[at])
    ]


def _same(
    ours: tuple[list[Fraction], set[tuple[object, ...]]],
    theirs: tuple[list[Fraction], set[tuple[object, ...]]],
) -> bool:
    (units, *money), (their_units, *their_money) = ours[0], theirs[0]
    near = all(abs(a - b) <= NEAR for a, b in zip(money, their_money, strict=True))
    return units == their_units and near and ours[1] == theirs[1]


def _summed(rows: Any) -> Sums:  # noqa: ANN401 # cells of two engines
    sums: Sums = {}
    for names, amounts, words in rows:
        found, said = sums.setdefault(tuple(names), ([Fraction(0)] * len(amounts), set()))
        found[:] = [a + Fraction(b) for a, b in zip(found, amounts, strict=True)]
        said.add(tuple(words))
    return sums


def _balances(legs: pl.DataFrame, day: date) -> Mapping[tuple[str, str], Decimal]:
    held: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for leg in legs.iter_rows(named=True):
        if leg["at"].astimezone(ZoneInfo(ZONE)).date() < day:
            held[leg["account"], leg["asset"]] += leg["change"]
    return held
