"""What a plan says of a sale is what the ledger says once the sale is booked."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest.holdings import ON, ZONE, D, prices_of
from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.elections import Identification, Pick
from harvest_tui.domain.frames import PRICES, empty
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.harvest.sales import FeeRates, planned
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots.positions import priced
from harvest_tui.lots.replay import Conventions, Replay, replay

NOON = datetime(2026, 11, 22, 17, tzinfo=UTC)
ATOM = D("0.000000000000000001")


def entry(name: str, kind: Kind, day: str, **fields: Any) -> Transaction:  # noqa: ANN401
    at = NOON if day == "sale" else datetime.fromisoformat(f"{day}T12:00:00+00:00")
    return Transaction(
        transaction_id=name, source="ledger", account="Kraken", at=at, kind=kind, **fields
    )


def bought(name: str, day: str, units: str, dollars: str) -> Transaction:
    return entry(
        name,
        Kind.BUY,
        day,
        in_asset="ETH",
        in_quantity=D(units),
        out_asset="USD",
        out_quantity=D(dollars),
    )


def sold(name: str, day: str, units: Decimal, dollars: Decimal, fee: Decimal) -> Transaction:
    fees: dict[str, Any] = {"fee_asset": "USD", "fee_quantity": fee} if fee else {}
    return entry(
        name,
        Kind.SELL,
        day,
        out_asset="ETH",
        out_quantity=units,
        in_asset="USD",
        in_quantity=dollars,
        **fees,
    )


LEDGER = (
    bought("old", "2024-03-01", "7", "14000.03"),
    sold("some", "2025-02-03", D(2), D(6000), D(0)),  # a lot that was used before
    bought("new", "2026-03-02", "3.333333333333333333", "12000"),
    # cost the donor 5,000; worth 4,000 at the gift
    entry(
        "gift",
        Kind.GIFT_IN,
        "2026-05-04",
        in_asset="ETH",
        in_quantity=D(2),
        basis_usd=D(5000),
        usd_value=D(4000),
        acquired_at=datetime(2021, 2, 3, 12, tzinfo=UTC),
    ),
)


def run(transactions: tuple[Transaction, ...], named: tuple[Identification, ...] = ()) -> Replay:
    ready = prepare(frame_of(transactions), empty(PRICES), ZONE)
    conventions = Conventions(zone=ZONE, identifications=named)
    return replay(ready.ledger, ready.legs, conventions, findings=ready.findings, today=ON)


def lots_on(day: date, price: Decimal) -> Any:  # noqa: ANN401 # a frame
    return priced(run(LEDGER).lots, prices_of({"ETH": f"{price:f}"}), day, ZONE)


@pytest.mark.parametrize("bought_as", ["old", "new", "gift"])
@settings(deadline=None, max_examples=40)
@given(
    part=st.integers(1, 1000),
    price=st.decimals("0.01", "4000", places=2),
    rate=st.sampled_from(["0", "0.001", "0.004"]),
)
def test_the_sale_booked_gives_what_was_planned(
    bought_as: str, part: int, price: Decimal, rate: str
) -> None:
    lots = lots_on(ON, price)
    here = lots.filter(lots["acquired_transaction_id"] == bought_as)
    lot_id, held = here["lot_id"].item(), here["quantity"].item()
    units = (held * part / 1000).quantize(D("0.000001"))

    plan = planned(lots, {(lot_id, "Kraken"): units}, FeeRates(D(rate), {})).row(0, named=True)

    pick = Identification(
        identification_id=1,
        recorded_at=NOON,
        account="Kraken",
        asset="ETH",
        picks=(Pick(lot_id=lot_id, quantity=units),),
    )
    sale = sold("sale", "sale", units, plan["proceeds"] + plan["fee"], plan["fee"])
    rows = run((*LEDGER, sale), (pick,)).disposals
    row = rows.filter(rows["transaction_id"] == "sale").row(0, named=True)
    assert row["acquired_transaction_id"] == bought_as
    assert row["proceeds"] == plan["proceeds"]
    assert row["term"] == plan["term"]
    # a lot used before is split by cumulative floor: the last atom may fall either way
    assert abs(row["cost_basis"] - plan["cost_basis"]) <= ATOM
    assert abs(row["gain"] - plan["gain"]) <= ATOM


def test_a_whole_lot_gives_it_to_the_last_atom() -> None:
    lots = lots_on(ON, D(2800))
    marks = {(lot_id, "Kraken"): None for lot_id in lots["lot_id"]}

    plan = planned(lots, marks, FeeRates(D(0), {}))

    everything = sold("all", "sale", D("10.333333333333333333"), D(28_933), D(0))
    rows = run((*LEDGER, everything)).disposals
    booked = rows.filter(rows["transaction_id"] == "all")
    # 14,000.03 less the floor of 2/7 of it; 12,000; the gift fetches 5,600: the donor's 5,000
    assert plan["cost_basis"].sort().to_list() == [
        5_000,
        D("10000.021428571428571429"),
        12_000,
    ]
    assert booked["cost_basis"].sort().to_list() == plan["cost_basis"].sort().to_list()
