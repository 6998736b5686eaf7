from datetime import date
from typing import Any

import pytest

from harvest.holdings import EARLY_LINK, ETH, LINK, ON, D, lot, priced_lots
from harvest_tui.domain.elections import Method
from harvest_tui.harvest.reach import sale_notes
from harvest_tui.lots.methods import Order

NEXT_YEAR = date(2027, 1, 4)
TOLD = "the broker must be told before the sale: own books sufficed to 2026-12-31"

# worth 2,800 each: gains of 1,800 and 300, losses of 200 and 700
FIRST = lot("first", "Kraken", "ETH", "1", "1000", "2023-01-05")
DEAREST = lot("dearest", "Kraken", "ETH", "1", "3500", "2024-01-05")
CHEAP = lot("cheap", "Kraken", "ETH", "1", "2500", "2025-01-05")
LAST = lot("last", "Kraken", "ETH", "1", "3000", "2026-01-05")


def notes(
    *lots: dict[str, Any],
    method: Method | None = None,
    since: date | None = None,
    on: date = ON,
    brokers: tuple[str, ...] = (),
) -> dict[str, str]:
    bound = {"Kraken": Order(method, since)} if method else {}
    found = sale_notes(priced_lots(*lots, on=on), bound, brokers, on)
    return {lot_id: note for (lot_id, _), note in found.items()}


@pytest.mark.parametrize(
    ("method", "behind"),
    [
        # running sums of the gains before each, in the order that acts
        pytest.param(
            Method.FIFO,
            {"dearest": "a gain of 1,800.00", "cheap": "a gain of 1,100.00",
             "last": "a gain of 1,400.00"},
            id="FIFO: first, dearest, cheap, last",
        ),
        pytest.param(
            Method.LIFO,
            {"cheap": "a loss of 200.00", "dearest": "a gain of 100.00",
             "first": "a loss of 600.00"},
            id="LIFO: last, cheap, dearest, first",
        ),
        pytest.param(
            Method.HIFO,
            {"last": "a loss of 700.00", "cheap": "a loss of 900.00", "first": "a loss of 600.00"},
            id="HIFO: dearest, last, cheap, first",
        ),
        pytest.param(
            Method.LOFO,
            {"cheap": "a gain of 1,800.00", "last": "a gain of 2,100.00",
             "dearest": "a gain of 1,900.00"},
            id="LOFO: first, cheap, last, dearest",
        ),
    ],
)  # fmt: skip
def test_under_an_order_a_lot_stands_behind_what_is_sold_before_it(
    method: Method, behind: dict[str, str]
) -> None:
    found = notes(LAST, CHEAP, DEAREST, FIRST, method=method)

    assert found == {
        name: f"behind {stake}: bound to {method.value}" for name, stake in behind.items()
    }


def test_the_gain_before_a_lot_is_named() -> None:
    # 500 LINK at 12.5 that cost 3,840
    bound = {"Gemini": Order(Method.FIFO)}

    found = sale_notes(priced_lots(LINK, EARLY_LINK), bound, (), ON)

    assert found == {("link-2", "Gemini"): "behind a gain of 2,410.00: bound to FIFO"}


def test_without_a_price_only_the_number_of_lots_before_is_known() -> None:
    lots = [
        lot(name, "Kraken", "DOT", "1", "5", f"2024-01-0{n}") for n, name in enumerate("abc", 1)
    ]

    assert notes(*lots, method=Method.FIFO) == {
        "b": "behind another lot: bound to FIFO",
        "c": "behind 2 other lots: bound to FIFO",
    }


def test_an_order_holds_for_each_asset_of_its_account_by_itself() -> None:
    other = ETH | {"account": "Coinbase"}
    sol = lot("sol", "Kraken", "SOL", "1", "200", "2026-02-02")

    assert set(notes(FIRST, LAST, other, sol, method=Method.FIFO)) == {"last"}


@pytest.mark.parametrize(
    ("since", "binds"),
    [
        pytest.param(date(2026, 11, 23), False, id="from tomorrow"),
        pytest.param(ON, True, id="from the day of the sale"),
        pytest.param(None, True, id="always"),
    ],
)
def test_an_order_binds_from_its_first_day(since: date | None, *, binds: bool) -> None:
    assert ("last" in notes(FIRST, LAST, method=Method.FIFO, since=since)) is binds


def test_highest_first_compares_unit_costs_exactly_and_whole_lots() -> None:
    # 1/3000000 and an atom more: equal at 18 decimals, and what is left of a lot does not count
    low = lot("low", "Kraken", "X", "3000000", "1", "2024-01-01")
    high = lot("high", "Kraken", "X", "3000000", "1.000000000000000001", "2025-01-01")
    used = high | {"quantity": D("0.5"), "cost_basis": D("0.000000166666666666")}

    assert set(notes(low, used, method=Method.HIFO)) == {"low"}
    assert set(notes(low, used, method=Method.LOFO)) == {"high"}


def test_a_lot_of_a_single_wei_has_its_place_too() -> None:
    # 150 dollars a wei: its unit cost has no room in 38 digits
    wei = lot("wei", "Kraken", "ETH", "0.000000000000000001", "150", "2026-05-05")

    found = notes(FIRST, wei, method=Method.HIFO)
    assert [name for name, note in found.items() if note.startswith("behind")] == ["first"]


def test_what_is_next_to_nothing_needs_a_closed_sale() -> None:
    """CCA 202302011: worth 2,800; 2,800,001 is more than a thousand times as much."""
    almost = lot("almost", "Kraken", "ETH", "1", "2800001")
    not_yet = lot("not yet", "Kraken", "ETH", "1", "2800000")

    assert notes(almost, not_yet) == {
        "almost": "next to worthless: only a closed sale to a stranger counts (CCA 202302011)"
    }


def test_lots_of_one_instant_stand_in_the_order_of_the_ledger() -> None:
    twins = [lot(name, "Kraken", "ETH", "1", "3000") for name in ("older", "newer")]

    assert set(notes(*twins, method=Method.FIFO)) == {"newer"}
    assert set(notes(*twins, method=Method.HIFO)) == {"newer"}
    assert set(notes(*twins, method=Method.LIFO)) == {"older"}


@pytest.mark.parametrize(
    ("on", "noted"),
    [
        pytest.param(date(2026, 12, 31), set(), id="last day of the relief (Notice 2026-20)"),
        pytest.param(date(2027, 1, 1), {"eth"}, id="the day after"),
    ],
)
def test_from_2027_a_broker_must_be_told_which_units(on: date, noted: set[str]) -> None:
    wallet = lot("cold", "Ledger", "BTC", "1", "90000")

    found = notes(ETH, wallet, on=on, brokers=("Kraken", "Gemini"))

    assert set(found) == noted
    assert set(found.values()) <= {TOLD}


def test_a_broker_that_was_given_an_order_need_not_be_told_again() -> None:
    found = notes(FIRST, LAST, method=Method.LIFO, on=NEXT_YEAR, brokers=("Kraken",))

    # the first in the order can be sold as it is
    assert found == {"first": "behind a loss of 200.00: bound to LIFO"}


def test_a_broker_whose_order_begins_later_must_be_told() -> None:
    found = notes(
        FIRST, method=Method.FIFO, since=date(2027, 6, 1), on=NEXT_YEAR, brokers=("Kraken",)
    )

    assert found == {"first": TOLD}


def test_an_empty_book_has_no_notes() -> None:
    assert notes(method=Method.FIFO, on=NEXT_YEAR, brokers=("Kraken",)) == {}
