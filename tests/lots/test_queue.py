from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.elections import Method
from harvest_tui.domain.frames import LOTS, PRICES, empty
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots.methods import Order
from harvest_tui.lots.queue import in_order_of_use
from harvest_tui.lots.replay import Conventions, Replay, replay

FIRST = datetime(2025, 3, 1, 12, tzinfo=UTC)
LAST = datetime(2026, 3, 1, 12, tzinfo=UTC)


def trade(name: str, kind: Kind, at: datetime, units: Decimal, dollars: Decimal) -> Transaction:
    coin, money = ("in", "out") if kind is Kind.BUY else ("out", "in")
    sides = {f"{coin}_asset": "ETH", f"{money}_asset": "USD"}
    amounts = {f"{coin}_quantity": units, f"{money}_quantity": dollars}
    return Transaction(
        transaction_id=name,
        source="ledger",
        account="Kraken",
        at=at,
        kind=kind,
        **sides,  # type: ignore[arg-type] # names of fields, told apart by their ends
        **amounts,  # type: ignore[arg-type]
    )


def run(transactions: list[Transaction], method: Method) -> Replay:
    ready = prepare(frame_of(transactions), empty(PRICES), "UTC")
    return replay(
        ready.ledger,
        ready.legs,
        Conventions(zone="UTC", bound={"Kraken": Order(method)}),
        today=date(2026, 11, 22),
    )


@pytest.mark.parametrize("method", [Method.FIFO, Method.LIFO, Method.HIFO, Method.LOFO])
@settings(deadline=None, max_examples=25)
@given(
    lots=st.lists(
        st.tuples(st.integers(0, 3), st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=9
    ),
    part=st.integers(0, 3),
)
def test_the_queue_is_the_order_in_which_a_sale_takes_the_lots(
    method: Method, lots: list[tuple[int, int, int]], part: int
) -> None:
    # days and unit costs often agree, and a third of a dollar has no last decimal
    buys = [
        trade(f"b{n}", Kind.BUY, FIRST + timedelta(days=day), Decimal(units), Decimal(dollars))
        for n, (day, units, dollars) in enumerate(lots)
    ]
    held = Decimal(sum(units for _, units, _ in lots))
    before = [trade("s1", Kind.SELL, LAST, held * part / 4, Decimal(5))] if part else []
    rest = trade("s2", Kind.SELL, LAST + timedelta(days=1), held - held * part / 4, Decimal(9))

    queue = in_order_of_use(run([*buys, *before], method).lots, method)

    rows = run([*buys, *before, rest], method).disposals
    taken = rows.filter(rows["transaction_id"] == "s2")["lot_id"].to_list()
    assert queue["lot_id"].to_list() == taken


@pytest.mark.parametrize(
    ("method", "order"),
    [
        pytest.param(Method.FIFO, "abcde", id="the oldest first"),
        pytest.param(Method.SPECIFIC, "abcde", id="nothing named: the oldest first"),
        pytest.param(Method.LIFO, "edcba", id="the youngest first"),
        pytest.param(Method.HIFO, "bceda", id="the dearest unit first, of equals the oldest"),
        pytest.param(Method.LOFO, "adbce", id="the cheapest unit first, of equals the oldest"),
    ],
)
def test_lots_stand_in_the_order_of_the_method(method: Method, order: str) -> None:
    """A unit of a cost 300, of d 400, of b, c and e 500; b and c came at one instant.

    All of a cost more than all of d, which cost more than all of e: it is the unit that counts.
    """
    bought = [(0, 3, 900), (1, 2, 1000), (1, 1, 500), (2, 2, 800), (3, 1, 500)]
    buys = [
        trade(name, Kind.BUY, FIRST + timedelta(days=day), Decimal(units), Decimal(dollars))
        for name, (day, units, dollars) in zip("abcde", bought, strict=True)
    ]

    queue = in_order_of_use(run(buys, Method.FIFO).lots, method)

    assert "".join(queue["acquired_transaction_id"]) == order


def test_what_cost_nothing_is_the_cheapest_and_the_last_by_highest_cost() -> None:
    """By a single unit of 10**-18 dollars."""
    atom = Decimal("0.000000000000000001")
    buys = [
        trade("free", Kind.BUY, FIRST, Decimal(1), Decimal(0)),
        trade("paid", Kind.BUY, LAST, Decimal(1), atom),
    ]
    lots = run(buys, Method.FIFO).lots

    assert list(in_order_of_use(lots, Method.LOFO)["acquired_transaction_id"]) == ["free", "paid"]
    assert list(in_order_of_use(lots, Method.HIFO)["acquired_transaction_id"]) == ["paid", "free"]


def test_no_lots_have_no_order() -> None:
    assert in_order_of_use(empty(LOTS), Method.HIFO).is_empty()
