"""What lives on from one year to the next: a year taken up from what is kept comes out the same.

Each story is of 2023 or before. Then a sale of 2024 is worth something else, so 2024 is walked
again, and 2023 is not.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from harvest_tui.domain.elections import Method, Purpose
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.lots.replay import Conventions, Replay
from harvest_tui.rules.wash_sales import WashRule
from lots.books import at, buy, deed, elect, identify, left, move, rows, sell
from lots.going_on import Told, replayed, walked_again

BOUGHT = buy("bought", "2023-01-10", 1, 100)
DEAR = buy("dear", "2023-02-10", 1, 300)
SALE = sell("sale", "2024-01-05", "0.5", 90)
ALWAYS = WashRule(others_from=date.min)


def gone_on(*transactions: Transaction, sale: Transaction = SALE, **conventions: Any) -> Replay:  # noqa: ANN401 # fields of Conventions
    """Give a replay whose last year alone was walked; it is held against a whole one."""
    told = Conventions(zone="UTC", **conventions)
    dearer = replace(sale, in_quantity=Decimal(1000))
    before = Told(transactions=[*transactions, dearer], conventions=told)
    after = Told(transactions=[*transactions, sale], conventions=told)

    assert walked_again(before, after) == 1
    return replayed(after, replayed(before).kept)


def sold(done: Replay) -> list[tuple[Any, ...]]:
    """Give of the last sale: lot, units, basis, gain."""
    return rows(done, "acquired_transaction_id", "quantity", "cost_basis", "gain")[-1:]


def test_of_a_lot_used_in_part_the_rest_is_sold() -> None:
    done = gone_on(BOUGHT, sell("part", "2023-06-01", "0.25", 50))

    assert sold(done) == [("bought", Decimal("0.5"), 50, 40)]
    assert left(done, "quantity", "cost_basis") == [(Decimal("0.25"), 25)]


def test_units_that_were_moved_are_sold_where_they_are() -> None:
    sale = replace(SALE, account="Attic")

    done = gone_on(BOUGHT, move("moved", "2023-06-01", "0.5", "Attic"), DEAR, sale=sale)

    assert sold(done) == [("bought", Decimal("0.5"), 50, 40)]
    assert left(done, "account", "acquired_transaction_id") == [
        ("Kraken", "bought"),
        ("Kraken", "dear"),
    ]


def test_a_gift_keeps_the_value_that_counts_for_a_loss() -> None:
    """26 U.S.C. § 1015(a): it had cost the donor 300 and was worth 200; half is sold at 90."""
    given = deed(Kind.GIFT_IN, "given", "2023-01-10", came=(1, "BTC"), basis_usd=300, usd_value=200)

    assert sold(gone_on(given)) == [("given", Decimal("0.5"), 100, -10)]


def test_what_was_restated_in_a_new_asset_keeps_its_lot_and_basis() -> None:
    """Four NEW for one OLD that had cost 100: two of them cost 50."""
    old = buy("bought", "2023-01-10", 1, 100, asset="OLD")
    split = deed(Kind.REDENOMINATION, "split", "2023-06-01", went=(1, "OLD"), came=(4, "NEW"))
    sale = sell("sale", "2024-01-05", 2, 90, asset="NEW")

    assert sold(gone_on(old, split, sale=sale)) == [("bought", 2, 50, 40)]


def test_what_comes_after_a_short_sale_stays_provisional() -> None:
    done = gone_on(sell("short", "2023-01-01", 1, 50), BOUGHT)

    assert done.disposals["provisional"].to_list() == [True]


def test_an_error_of_an_earlier_stage_that_is_gone_leaves_no_doubt_behind() -> None:
    """It stood in 2024, while 2023 was kept."""
    error = Finding(
        finding="unlinked transfer",
        severity=Severity.ERROR,
        message="",
        fix="",
        account="Kraken",
        asset="BTC",
        at=at("2024-01-02"),
    )
    after = Told(transactions=[BOUGHT, SALE], conventions=Conventions(zone="UTC"))
    before = replace(after, findings=(error,))

    assert walked_again(before, after) == 1
    assert replayed(before).disposals["provisional"].to_list() == [True]
    assert replayed(after, replayed(before).kept).disposals["provisional"].to_list() == [False]


def test_units_named_and_used_are_not_named_once_more() -> None:
    """Of DEAR 0.75 was named: 0.5 went in 2023, a quarter goes now, and a quarter by FIFO."""
    named = identify(1, "2023-03-01", (DEAR, "0.75"))

    done = gone_on(BOUGHT, DEAR, sell("first", "2023-06-01", "0.5", 90), identifications=(named,))

    assert rows(done, "acquired_transaction_id", "quantity")[1:] == [
        ("dear", Decimal("0.25")),
        ("bought", Decimal("0.25")),
    ]


def test_a_lot_can_be_named_that_was_bought_years_ago() -> None:
    named = identify(1, "2024-01-01", (DEAR, 1))

    assert sold(gone_on(BOUGHT, DEAR, identifications=(named,))) == [
        ("dear", Decimal("0.5"), 150, -60)
    ]


@pytest.mark.parametrize(
    ("method", "lot"), [(Method.FIFO, "dear"), (Method.LIFO, "late"), (Method.LOFO, "late")]
)
def test_lots_keep_their_age_and_their_unit_cost(method: Method, lot: str) -> None:
    """The one bought first is used up; LATE is younger than DEAR, and cheaper."""
    late = buy("late", "2023-07-10", 1, 200)
    book = (BOUGHT, sell("all", "2023-01-20", 1, 90), DEAR, late)

    (one,) = sold(gone_on(*book, elections=(elect(method, 2024),)))

    assert one[0] == lot


def test_a_loss_of_january_is_replaced_by_a_purchase_of_december() -> None:
    """26 U.S.C. § 1091(a): sold 16 days after; of the loss of 60 on half a coin nothing counts."""
    bought = buy("again", "2023-12-20", 1, 180)

    done = gone_on(DEAR, bought, wash=ALWAYS)

    assert rows(done, "adjustment", "gain") == [(60, 0)]
    assert left(done, "acquired_transaction_id", "quantity", "cost_basis") == [
        ("dear", Decimal("0.5"), 150),
        ("again", Decimal("0.5"), 90),
        ("again", Decimal("0.5"), 150),
    ]


def test_a_loss_of_december_is_replaced_by_a_purchase_of_january() -> None:
    """All of it: 300 - 200 goes into the basis of what was bought for 180."""
    told = Conventions(zone="UTC", wash=ALWAYS)
    book = [DEAR, sell("loss", "2023-12-20", 1, 200)]
    before = Told(transactions=[*book, buy("again", "2024-01-05", 1, 170)], conventions=told)
    after = Told(transactions=[*book, buy("again", "2024-01-05", 1, 180)], conventions=told)

    assert walked_again(before, after) == 1
    done = replayed(after, replayed(before).kept)
    assert rows(done, "adjustment", "gain") == [(100, 0)]
    assert left(done, "cost_basis") == [(280,)]


def test_units_that_replaced_others_keep_the_loss_and_can_be_named() -> None:
    """Sold at a loss of 100, bought again for 180: the coin costs 280, half of it 140."""
    again = buy("again", "2023-07-01", 1, 180)
    book = (DEAR, sell("loss", "2023-06-20", 1, 200), again)
    named = identify(1, "2024-01-01", (again, 1))
    orders = (elect(Method.HIFO, 2023), elect(Method.FIFO, 2024))
    told: dict[str, Any] = {"wash": ALWAYS, "identifications": (named,), "elections": orders}

    assert sold(gone_on(BOUGHT, *book, **told)) == [("again", Decimal("0.5"), 140, -50)]


def test_units_named_for_a_gift_are_still_named_for_it() -> None:
    """DEAR was named for the gift of half a coin: what is sold is the oldest, BOUGHT."""
    named = identify(1, "2023-03-01", (DEAR, "0.5"), purpose=Purpose.GIFT)
    given = deed(Kind.GIFT_OUT, "given", "2024-01-03", went=("0.5", "BTC"), usd_value=90)

    done = gone_on(BOUGHT, DEAR, given, identifications=(named,))

    assert sold(done) == [("bought", Decimal("0.5"), 50, 40)]
    assert left(done, "acquired_transaction_id", "quantity") == [
        ("bought", Decimal("0.5")),
        ("dear", Decimal("0.5")),
    ]
