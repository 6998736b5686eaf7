"""Years that were filed: the lots they took stay taken, whatever is known or elected later."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.elections import Election, Method, Purpose
from harvest_tui.domain.frames import PRICES, empty
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.replay import Conventions, Replay, replay
from harvest_tui.lots.sealed import Filed
from harvest_tui.lots.sealing import SealedYear, filed_of, sealed_year
from lots.books import TODAY, buy, deed, elect, identify, lot, move, pooled, run, sell
from lots.comparing import lots_of
from lots.scenarios import Scenario, scenarios

CHEAP = buy("cheap", "2024-01-10", 1, 1000)
DEAR = buy("dear", "2024-03-10", 1, 3000)
SOLD = sell("sold", "2024-06-10", 1, 2500)
FOUND = buy("found", "2023-12-10", 1, 500)
"""Older and cheaper than all others: FIFO would take it first."""


def sealing(
    *transactions: Transaction,
    years: tuple[int, ...] = (2024,),
    **conventions: Any,  # noqa: ANN401 # fields of Conventions
) -> Filed:
    """Replay, and seal these years one after the other."""
    ready = prepare(frame_of(transactions), empty(PRICES), "UTC")
    told = Conventions(zone="UTC", **conventions)
    sealed: list[SealedYear] = []
    for after, year in zip((0, *years), years, strict=False):
        current = replace(told, filed=filed_of(sealed))
        done = replay(ready.ledger, ready.legs, current, findings=ready.findings, today=TODAY)
        frames = (ready.ledger, done.reliefs, done.disposals)
        sealed.append(sealed_year(year, after, frames, MethodBook(told.elections), "UTC"))
    filed = filed_of(sealed)
    assert filed is not None
    return filed


def sales(done: Replay, year: int = 2024) -> list[tuple[object, ...]]:
    rows = done.disposals.filter(pl.col("disposed_on").dt.year() == year)
    return rows.select("transaction_id", "lot_id", "quantity", "cost_basis", "gain").rows()


def held(done: Replay) -> list[tuple[object, ...]]:
    return done.lots.select("account", "lot_id", "quantity").rows()


def test_an_older_lot_found_later_changes_no_filed_pick() -> None:
    filed = sealing(CHEAP, DEAR, SOLD)

    done = run(FOUND, CHEAP, DEAR, SOLD, filed=filed)

    # filed: 2,500 - 1,000; with the lot found it would be 2,500 - 500
    assert sales(done) == [("sold", lot(CHEAP), 1, 1000, 1500)]
    assert held(done) == [("Kraken", lot(FOUND), 1), ("Kraken", lot(DEAR), 1)]


def test_an_election_made_later_changes_no_filed_pick() -> None:
    filed = sealing(CHEAP, DEAR, SOLD)
    next_sale = sell("next", "2025-06-10", "0.5", 2000)

    done = run(CHEAP, DEAR, SOLD, next_sale, elections=(elect(Method.HIFO),), filed=filed)

    assert sales(done) == [("sold", lot(CHEAP), 1, 1000, 1500)]
    assert sales(done, 2025) == [("next", lot(DEAR), Decimal("0.5"), 1500, 500)]


def test_a_sale_found_later_gives_no_filed_row_and_takes_its_lots_after_the_sealed_year() -> None:
    filed = sealing(CHEAP, DEAR, SOLD)
    found = sell("found-sale", "2024-05-01", "0.25", 900)

    done = run(CHEAP, DEAR, SOLD, found, filed=filed)

    # before SOLD in time, FIFO would have given it CHEAP, which the filed sale took
    assert sales(done) == [("sold", lot(CHEAP), 1, 1000, 1500)]
    assert held(done) == [("Kraken", lot(DEAR), Decimal("0.75"))]


MID = buy("mid", "2024-04-10", 1, 2000)


@pytest.mark.parametrize(
    "order", [elect(Method.LIFO, account="Kraken"), elect(Method.LIFO, asset="BTC")]
)
def test_a_sale_found_later_takes_its_lots_by_the_order_of_its_account_and_asset(
    order: Election,
) -> None:
    """Filed by FIFO, CHEAP is gone; of DEAR and MID the later one goes by LIFO."""
    filed = sealing(CHEAP, DEAR, MID, SOLD)
    found = sell("found-sale", "2024-05-01", "0.25", 900)

    done = run(CHEAP, DEAR, MID, SOLD, found, filed=filed, elections=(order,))

    assert held(done) == [("Kraken", lot(DEAR), 1), ("Kraken", lot(MID), Decimal("0.75"))]


def test_a_sale_found_later_of_more_than_is_left_falls_short() -> None:
    filed = sealing(CHEAP, DEAR, SOLD)

    done = run(CHEAP, DEAR, SOLD, sell("found-sale", "2024-05-01", 3, 900), filed=filed)

    assert held(done) == []
    (one,) = done.findings
    assert (one.finding, one.amount) == ("short disposal", Decimal(2))


def test_more_of_a_transfer_found_later_keeps_both_bases_of_a_gift() -> None:
    """Cost the donor 1,000, worth 600: the half filed as moved and the half found later."""
    given = deed(
        Kind.GIFT_IN, "given", "2024-01-10", came=(1, "BTC"), basis_usd=1000, usd_value=600
    )
    filed = sealing(given, move("sent", "2024-04-01", "0.5", "Ledger"))
    sold = sell("next", "2025-06-10", "0.25", 100, account="Ledger")

    done = run(given, move("sent", "2024-04-01", 1, "Ledger"), sold, filed=filed)

    assert sales(done, 2025) == [("next", lot(given), Decimal("0.25"), 150, -50)]
    assert done.lots.select("account", "cost_basis", "loss_basis").rows() == [("Ledger", 750, 450)]
    assert done.reliefs.filter(transaction_id="next")["moved"].to_list() == [True]


def test_a_filed_transfer_that_is_taken_back_leaves_its_lots_where_they_were() -> None:
    filed = sealing(CHEAP, DEAR, move("sent", "2024-04-01", 1, "Ledger"))

    assert held(run(CHEAP, DEAR, filed=filed)) == [
        ("Kraken", lot(CHEAP), 1),
        ("Kraken", lot(DEAR), 1),
    ]


def test_units_named_for_a_move_and_used_by_a_filed_one_are_not_named_for_the_next() -> None:
    """Of DEAR 0.75 was named and 0.5 went in the filed move: a quarter is named for the next."""
    half, quarter = Decimal("0.5"), Decimal("0.25")
    named = identify(1, "2024-03-20", (DEAR, "0.75"), purpose=Purpose.TRANSFER)
    told: dict[str, Any] = {"identifications": (named,)}
    sent = move("sent", "2024-04-01", half, "Ledger")
    filed = sealing(CHEAP, DEAR, sent, **told)

    done = run(CHEAP, DEAR, sent, move("next", "2025-04-01", half, "Ledger"), filed=filed, **told)

    assert held(done) == [
        ("Kraken", lot(CHEAP), Decimal("0.75")),
        ("Kraken", lot(DEAR), quarter),
        ("Ledger", lot(CHEAP), quarter),
        ("Ledger", lot(DEAR), Decimal("0.75")),
    ]


def test_a_transfer_found_later_moves_what_the_filed_sales_left() -> None:
    filed = sealing(CHEAP, DEAR, SOLD)
    found = move("found-move", "2024-02-01", 1, "Ledger")

    done = run(CHEAP, DEAR, SOLD, found, filed=filed)

    assert sales(done) == [("sold", lot(CHEAP), 1, 1000, 1500)]
    assert held(done) == [("Ledger", lot(DEAR), 1)]
    assert done.findings == ()


def test_a_filed_sale_that_is_taken_back_keeps_its_row_and_its_lot() -> None:
    filed = sealing(CHEAP, DEAR, SOLD)

    done = run(CHEAP, DEAR, filed=filed)

    assert sales(done) == [("sold", lot(CHEAP), 1, 1000, 1500)]
    assert held(done) == [("Kraken", lot(DEAR), 1)]


def test_a_filed_sale_finds_its_lot_though_the_transfer_is_taken_back() -> None:
    sent = move("sent", "2024-04-01", 1, "Ledger")
    from_ledger = sell("sold", "2024-06-10", 1, 2500, account="Ledger")
    filed = sealing(CHEAP, DEAR, sent, from_ledger)

    done = run(CHEAP, DEAR, from_ledger, filed=filed)

    assert sales(done) == [("sold", lot(CHEAP), 1, 1000, 1500)]
    assert held(done) == [("Kraken", lot(DEAR), 1)]


def test_a_filed_sale_keeps_its_row_though_its_purchase_is_taken_back() -> None:
    filed = sealing(CHEAP, DEAR, SOLD)

    done = run(DEAR, SOLD, filed=filed)

    assert sales(done) == [("sold", lot(CHEAP), 1, 1000, 1500)]
    assert held(done) == [("Kraken", lot(DEAR), 1)]


def test_units_a_sale_has_gained_leave_after_the_sealed_year() -> None:
    filed = sealing(CHEAP, DEAR, SOLD, sell("late", "2024-08-10", "0.5", 1000))

    more = sell("sold", "2024-06-10", "1.25", 3125)
    done = run(CHEAP, DEAR, more, sell("late", "2024-08-10", "0.5", 1000), filed=filed)

    assert [row[:3] for row in sales(done)] == [
        ("sold", lot(CHEAP), 1),
        ("late", lot(DEAR), Decimal("0.5")),
    ]
    assert held(done) == [("Kraken", lot(DEAR), Decimal("0.25"))]
    assert done.findings == ()


def test_units_a_sale_has_lost_stay_used_by_the_filed_return() -> None:
    filed = sealing(CHEAP, DEAR, SOLD)

    done = run(CHEAP, DEAR, sell("sold", "2024-06-10", "0.75", 1875), filed=filed)

    assert sales(done) == [("sold", lot(CHEAP), 1, 1000, 1500)]
    assert held(done) == [("Kraken", lot(DEAR), 1)]


def test_units_a_transfer_has_gained_arrive() -> None:
    sent = move("sent", "2024-04-01", 1, "Ledger")
    filed = sealing(CHEAP, DEAR, sent)

    done = run(CHEAP, DEAR, move("sent", "2024-04-01", "1.5", "Ledger"), filed=filed)

    half = Decimal("0.5")
    assert held(done) == [
        ("Kraken", lot(DEAR), half),
        ("Ledger", lot(CHEAP), 1),
        ("Ledger", lot(DEAR), half),
    ]


def test_a_filed_transfer_moves_all_the_lots_it_moved() -> None:
    sent = move("sent", "2024-04-01", "1.5", "Ledger")
    filed = sealing(CHEAP, DEAR, sent)

    done = run(FOUND, CHEAP, DEAR, sent, filed=filed)

    half = Decimal("0.5")
    assert held(done) == [
        ("Kraken", lot(FOUND), 1),
        ("Kraken", lot(DEAR), half),
        ("Ledger", lot(CHEAP), 1),
        ("Ledger", lot(DEAR), half),
    ]


def test_what_was_filed_until_a_day_ends_with_that_day() -> None:
    second = sell("second", "2024-06-11", "0.25", 500)
    third = sell("third", "2025-02-10", "0.25", 500)
    filed = sealing(CHEAP, DEAR, SOLD, second, third, years=(2024, 2025))

    part = filed.until(SOLD.at.date())

    assert (part.through, filed.until(third.at.date()).through) == (2024, 2025)
    assert part.disposals["transaction_id"].to_list() == ["sold"]
    assert part.reliefs["transaction_id"].to_list() == ["sold"]
    assert part.keys == filed.keys
    assert part.digest not in {filed.digest, filed.until(second.at.date()).digest}


def test_what_was_found_short_when_sealed_is_still_said() -> None:
    short = sell("sold", "2024-06-10", 3, 7500)
    filed = sealing(CHEAP, DEAR, short)

    done = run(CHEAP, DEAR, short, filed=filed)

    (one,) = done.findings
    assert (one.finding, one.amount) == ("short disposal", Decimal(1))


def test_years_pooled_when_filed_stay_so_under_another_election() -> None:
    there = buy("there", "2023-01-10", 1, 1000, account="Ledger")
    sold = sell("sold", "2023-06-10", 1, 2500)
    here = buy("here", "2023-03-10", 1, 3000)
    filed = sealing(there, here, sold, years=(2023,), elections=(pooled(),))

    done = run(there, here, sold, filed=filed)

    assert sales(done, 2023) == [("sold", lot(there), 1, 1000, 1500)]
    assert [row[1:] for row in held(done)] == [(lot(here), 1)]


def test_named_units_used_by_a_filed_sale_are_not_named_for_the_next() -> None:
    named = identify(1, "2024-05-01", (DEAR, "0.75"))
    first = sell("first", "2024-06-10", "0.5", 1000)
    filed = sealing(CHEAP, DEAR, first, identifications=(named,))

    done = run(
        CHEAP,
        DEAR,
        first,
        sell("next", "2025-06-10", "0.5", 1000),
        identifications=(named,),
        filed=filed,
    )

    quarter = Decimal("0.25")
    assert [row[:3] for row in sales(done, 2025)] == [
        ("next", lot(DEAR), quarter),
        ("next", lot(CHEAP), quarter),
    ]


def test_units_of_two_lots_named_for_a_filed_sale_are_used_up_lot_by_lot() -> None:
    """Named: a quarter of CHEAP, three quarters of DEAR. The filed 0.5 took a quarter of each."""
    quarter, half = Decimal("0.25"), Decimal("0.5")
    named = identify(1, "2024-05-01", (CHEAP, quarter), (DEAR, "0.75"))
    told: dict[str, Any] = {"identifications": (named,)}
    first = sell("first", "2024-06-10", "0.5", 1000)
    filed = sealing(CHEAP, DEAR, first, **told)

    done = run(CHEAP, DEAR, first, sell("next", "2025-06-10", 1, 1000), filed=filed, **told)

    uses = done.uses.select("transaction_id", "asset", "lot_id", "quantity").rows()
    assert uses == [
        ("first", "BTC", lot(CHEAP), quarter),
        ("first", "BTC", lot(DEAR), quarter),
        ("next", "BTC", lot(DEAR), half),
    ]
    assert [row[:3] for row in sales(done, 2025)] == [
        ("next", lot(DEAR), half),
        ("next", lot(CHEAP), half),
    ]


def test_a_second_seal_stands_on_the_first() -> None:
    second = sell("second", "2025-02-10", "0.5", 1000)
    filed = sealing(CHEAP, DEAR, SOLD, second, years=(2024, 2025))

    done = run(FOUND, CHEAP, DEAR, SOLD, second, filed=filed)

    assert sales(done) == [("sold", lot(CHEAP), 1, 1000, 1500)]
    assert sales(done, 2025) == [("second", lot(DEAR), Decimal("0.5"), 1500, -500)]
    assert held(done) == [("Kraken", lot(FOUND), 1), ("Kraken", lot(DEAR), Decimal("0.5"))]


def test_an_arrival_found_later_for_a_filed_departure_brings_the_lots_back() -> None:
    out = deed(Kind.TRANSFER_OUT, "out", "2024-04-01", went=(1, "BTC"))
    filed = sealing(CHEAP, DEAR, out)
    came = deed(Kind.TRANSFER_IN, "in", "2024-04-01", account="Ledger", came=(1, "BTC"), txid="abc")

    done = run(CHEAP, DEAR, replace(out, txid="abc"), came, filed=filed)

    assert held(done) == [("Kraken", lot(DEAR), 1), ("Ledger", lot(CHEAP), 1)]


@pytest.mark.parametrize("years", [(2023,), (2023, 2024), (2024, 2025)])
@settings(max_examples=20)
@given(one=scenarios(count=40))
def test_with_nothing_new_a_seal_changes_nothing(years: tuple[int, ...], one: Scenario) -> None:
    told: dict[str, Any] = {
        "elections": one.elections,
        "identifications": one.identifications,
        "bound": one.bound,
        "forms_expected": one.forms_expected,
    }
    filed = sealing(*one.transactions, years=years, **told)

    bare, done = run(*one.transactions, **told), run(*one.transactions, filed=filed, **told)

    assert lots_of(done) == lots_of(bare)
    assert done.disposals.equals(bare.disposals)
    assert done.reliefs.equals(bare.reliefs)
    assert sorted(map(str, done.findings)) == sorted(map(str, bare.findings))
