"""An allocation of pooled basis that was made and is stated: Rev. Proc. 2024-28."""

from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random

import pytest

from harvest_tui.domain.allocation import Allocation, AllocationMethod, Allotment
from harvest_tui.domain.elections import Method
from harvest_tui.domain.findings import Severity
from harvest_tui.domain.transaction import Transaction
from harvest_tui.lots.replay import Replay
from lots.agreeing import agree
from lots.books import Amount, buy, elect, left, lot, move, pooled, rows, run, sell
from lots.comparing import prepared, referred
from lots.scenarios import Scenario, scenario

A, B = "Attic", "Barn"
HELD = ("account", "acquired_transaction_id", "quantity", "cost_basis", "provisional")

FIVE = buy("b1", "2022-01-01", 1, 5_000, account=A)
THIRTY = buy("b2", "2023-01-01", 1, 30_000, account=A)
SIXTY = buy("b3", "2024-01-01", 1, 60_000, account=A)
BOOK = (FIVE, THIRTY, SIXTY, move("m1", "2024-06-01", 1, B, account=A))
"""Rev. Proc. 2024-28: three BTC at 5,000, 30,000 and 60,000; wallet A holds two, B one."""


def allot(one: Transaction, account: str, units: Amount, basis: Amount | None = None) -> Allotment:
    """Put units of the lot that a purchase opened into an account."""
    return Allotment(
        lot_id=lot(one),
        account=account,
        quantity=Decimal(units),
        cost_basis=None if basis is None else Decimal(basis),
    )


def stated(*lots: Allotment) -> Allocation:
    """State an allocation of BTC that was made in time."""
    return Allocation(
        asset="BTC",
        method=AllocationMethod.GLOBAL,
        made_on=date(2024, 12, 30),
        evidence="book of 2024, page 12",
        lots=lots,
    )


def parted(*lots: Allotment, book: tuple[Transaction, ...] = BOOK) -> Replay:
    return run(*book, elections=(pooled(),), allocations={"BTC": stated(*lots)})


def test_lots_go_where_the_allocation_has_them() -> None:
    """Latest basis to A: the other way round than the estimate, which gives it to B."""
    done = parted(allot(SIXTY, A, 1), allot(THIRTY, A, 1), allot(FIVE, B, 1))

    assert done.findings == ()
    assert left(done, *HELD) == [
        (A, "b2", 1, 30_000, False),
        (A, "b3", 1, 60_000, False),
        (B, "b1", 1, 5_000, False),
    ]


def test_units_of_a_lot_may_be_put_into_one_account_row_by_row() -> None:
    done = parted(
        allot(SIXTY, A, "0.25"), allot(SIXTY, A, "0.75"), allot(THIRTY, A, 1), allot(FIVE, B, 1)
    )

    assert done.findings == ()
    assert left(done, *HELD)[1:] == [(A, "b3", 1, 60_000, False), (B, "b1", 1, 5_000, False)]


def test_a_lot_may_be_divided_and_its_basis_goes_by_units() -> None:
    done = parted(
        allot(FIVE, B, "0.25", "1250"),
        allot(FIVE, A, "0.75", "3750.004"),
        allot(THIRTY, A, 1),
        allot(SIXTY, A, "0.25"),
        allot(SIXTY, B, "0.75"),
    )
    assert done.findings == ()
    assert left(done, *HELD) == [
        (A, "b1", Decimal("0.75"), 3_750, False),
        (A, "b2", 1, 30_000, False),
        (A, "b3", Decimal("0.25"), 15_000, False),
        (B, "b1", Decimal("0.25"), 1_250, False),
        (B, "b3", Decimal("0.75"), 45_000, False),
    ]


def test_sales_that_rest_on_a_stated_allocation_are_certain() -> None:
    sale = sell("s1", "2025-02-01", 1, 70_000, account=B)
    done = parted(allot(SIXTY, A, 1), allot(THIRTY, A, 1), allot(FIVE, B, 1), book=(*BOOK, sale))
    assert rows(done, "acquired_transaction_id", "gain", "provisional") == [("b1", 65_000, False)]


@pytest.mark.parametrize(
    ("lots", "said"),
    [
        pytest.param(
            [allot(FIVE, A, 1), allot(THIRTY, A, 1)],
            f"lot {lot(SIXTY)}: 0 units allocated, 1 were left; "
            "Barn: 0 units allocated, 1 held there",
            id="a lot left out",
        ),
        pytest.param(
            [allot(FIVE, A, 1), allot(THIRTY, B, 1), allot(SIXTY, B, 1)],
            "Attic: 1 units allocated, 2 held there; Barn: 2 units allocated, 1 held there",
            id="not as many as the accounts held",
        ),
        pytest.param(
            [
                allot(FIVE, A, 1),
                allot(THIRTY, A, 1),
                allot(SIXTY, B, "0.99999999"),
                allot(SIXTY, "Cellar", "0.00000001"),
            ],
            "Barn: 0.99999999 units allocated, 1 held there; "
            "Cellar: 0.00000001 units allocated, 0 held there",
            id="as little as is no dust",
        ),
        pytest.param(
            [allot(THIRTY, A, 1), allot(FIVE, A, 1, "5000.02"), allot(SIXTY, B, 1)],
            f"lot {lot(FIVE)} at Attic: a basis of 5,000.02 stated, 5,000.00 by the ledger",
            id="another basis",
        ),
        pytest.param(
            [
                allot(FIVE, A, 1),
                allot(THIRTY, A, 1),
                allot(SIXTY, B, 1),
                Allotment(
                    lot_id="BTC-20200101-UNKNOWN",
                    account=B,
                    quantity=Decimal("1e-18"),
                    cost_basis=Decimal(1),
                ),
            ],
            "lot BTC-20200101-UNKNOWN: 0.000000000000000001 units allocated, 0 were left",
            id="a lot that is not there",
        ),
    ],
)
def test_one_that_does_not_fit_is_an_error_and_an_estimate_stands_in(
    lots: list[Allotment], said: str
) -> None:
    done = parted(*lots)

    (found,) = done.findings
    assert (found.finding, found.severity) == ("allocation does not fit", Severity.ERROR)
    assert found.at == datetime(2025, 1, 1, tzinfo=UTC)
    assert found.message == (
        "the allocation of BTC on record no longer fits, and an estimate stands in for it: " + said
    )
    assert left(done, *HELD) == [
        (A, "b1", 1, 5_000, True),
        (A, "b2", 1, 30_000, True),
        (B, "b3", 1, 60_000, True),
    ]


@pytest.mark.parametrize("basis", ["4999.99", "5000.01"])
def test_a_basis_may_differ_by_a_cent(basis: str) -> None:
    done = parted(allot(FIVE, A, 1, basis), allot(THIRTY, A, 1), allot(SIXTY, B, 1))
    assert done.findings == ()


def test_a_lot_of_which_some_units_had_moved_before_they_were_pooled_is_one_lot() -> None:
    """Per account until 2023: half of b1 went to B, so the pool of 2024 has it in two pieces."""
    half = Decimal("0.5")
    done = run(
        FIVE,
        move("m0", "2022-06-01", half, B, account=A),
        elections=(pooled(year=2024),),
        allocations={"BTC": stated(allot(FIVE, A, half, 2_500), allot(FIVE, B, half, 2_500))},
    )
    assert done.findings == ()
    assert left(done, *HELD) == [(A, "b1", half, 2_500, False), (B, "b1", half, 2_500, False)]


def test_one_of_lots_that_are_all_gone_does_not_fit() -> None:
    sold = sell("s0", "2024-06-01", 1, 7_000, account=A)
    (found,) = parted(allot(FIVE, A, 1), book=(FIVE, sold)).findings

    assert found.finding == "allocation does not fit"
    assert f"lot {lot(FIVE)}: 1 units allocated, 0 were left" in found.message


def test_it_is_checked_again_when_something_is_imported_later() -> None:
    fits = (allot(SIXTY, A, 1), allot(THIRTY, A, 1), allot(FIVE, B, 1))
    sold_before = sell("s0", "2024-12-31", "0.5", 40_000, account=A)

    (found,) = parted(*fits, book=(*BOOK, sold_before)).findings

    assert found.finding == "allocation does not fit"
    assert f"lot {lot(FIVE)}: 1 units allocated, 0.5 were left" in found.message
    assert "Attic: 2 units allocated, 1.5 held there" in found.message


def test_dust_in_a_balance_does_not_undo_it() -> None:
    dusty = move("m2", "2024-07-01", "0.000000001", B, account=A)
    done = parted(allot(SIXTY, A, 1), allot(THIRTY, A, 1), allot(FIVE, B, 1), book=(*BOOK, dusty))
    assert done.findings == ()


def test_it_says_nothing_about_a_pool_parted_in_an_earlier_year() -> None:
    """The procedure is about 1 January 2025 and no other day."""
    book = (FIVE, buy("b9", "2023-02-01", 1, 9_000, account=B))
    done = run(
        *book,
        elections=(pooled(), elect(Method.FIFO, 2024)),
        allocations={"BTC": stated(allot(FIVE, B, 1))},
    )
    assert [f.finding for f in done.findings] == ["allocation not confirmed"]


@pytest.mark.parametrize("seed", range(40))
def test_both_engines_agree_on_any_allocation(seed: int) -> None:
    rng = Random(seed)
    one = scenario(rng, clean=seed % 2 == 0, count=40)
    one.elections = (*one.elections, pooled())
    one.allocations = {asset: _some(rng, one, asset) for asset in ("BTC", "ETH", "BNB")}
    agree(one)


def _some(rng: Random, one: Scenario, asset: str) -> Allocation:
    """Allocate what the plain engine has in its pool: mostly fitting, sometimes not."""
    ready = prepared(one)
    before = ready.ledger.filter(ready.ledger["at"] < datetime(2025, 1, 1, 5, tzinfo=UTC))
    engine = referred(one, before, date(2024, 12, 31))
    held = engine.balances(date(2025, 1, 1))
    room = {a: Decimal(q) for (a, s), q in held.items() if s == asset and q > 0}
    lots: list[Allotment] = []
    for open_lot in rng.sample(engine.lots, len(engine.lots)):
        units = Decimal(open_lot.quantity.numerator) / open_lot.quantity.denominator
        for account in rng.sample(sorted(room), len(room)) if open_lot.asset == asset else ():
            part = min(units, room[account])
            if part:
                lots.append(Allotment(lot_id=open_lot.lot_id, account=account, quantity=part))
                room[account], units = room[account] - part, units - part
    if rng.random() < 0.2:
        lots = lots[1:]
    return stated(*lots)
