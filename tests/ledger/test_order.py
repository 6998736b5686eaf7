"""One stable order: by instant, by what comes before what, by id as people count."""

from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.order import in_order, natural
from lots.books import buy, deed, move, sell

NOON = "2026-01-01T12:00"


def ids(*transactions: Transaction) -> list[str]:
    """Order them and give their ids."""
    return in_order(frame_of(transactions))["transaction_id"].to_list()


def test_earlier_goes_first() -> None:
    assert ids(buy("b", "2026-01-02", 1, 1), sell("a", "2026-01-01", 1, 1)) == ["a", "b"]


def test_t10_comes_after_t6() -> None:
    named = [buy(name, NOON, 1, 1) for name in ("t10", "t6", "t1", "u2", "t")]
    assert ids(*named) == ["t", "t1", "t6", "t10", "u2"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("t6", "t10"),
        ("2-9", "2-10"),
        ("a9b", "a10a"),
        ("0x9", "0x10"),
        ("9", "10"),
        ("T1", "t1"),
        ("007", "7"),  # the same number: the text decides
    ],
)
def test_runs_of_digits_count_as_numbers(first: str, then: str) -> None:
    assert ids(buy(then, NOON, 1, 1), buy(first, NOON, 1, 1)) == [first, then]


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_any_two_numbers_are_in_their_order(one: int, other: int) -> None:
    assert (natural(f"t{one}") < natural(f"t{other}")) == (one < other)


def test_at_one_instant_what_comes_in_goes_before_what_goes_out() -> None:
    """Dollars do not count: a purchase is in-only, a sale out-only. The ids run the other way."""
    assert ids(
        deed(Kind.SPEND, "a8", NOON, went=(1, "BTC")),
        sell("a7", NOON, 1, 1),
        deed(Kind.TRANSFER_OUT, "a6", NOON, went=(1, "BTC")),
        deed(Kind.SWAP, "b5", NOON, went=(1, "BTC"), came=(9, "ETH")),
        move("c4", NOON, 1, "Ledger"),
        deed(Kind.STAKING_REWARD, "d3", NOON, came=(1, "BTC")),
        deed(Kind.TRANSFER_IN, "d2", NOON, came=(1, "BTC")),
        buy("d1", NOON, 1, 1),
    ) == ["d1", "d2", "d3", "c4", "b5", "a6", "a7", "a8"]


def test_accounts_and_sources_break_the_last_ties() -> None:
    same = [buy("t1", NOON, 1, 1, account=name) for name in ("Zebra", "Attic", "Mole")]
    assert in_order(frame_of(same))["account"].to_list() == ["Attic", "Mole", "Zebra"]


@settings(deadline=None, max_examples=30)
@given(st.randoms(use_true_random=False))
def test_the_order_of_files_and_rows_never_matters(rng: Random) -> None:
    book = [
        buy(f"t{number % 7}", f"2026-01-01T12:0{number % 3}", 1, 1, account=f"a{number % 5}")
        for number in range(12)
    ]
    ordered = in_order(frame_of(book))
    shuffled = rng.sample(book, len(book))

    assert in_order(frame_of(shuffled)).equals(ordered)


def test_nothing_but_the_order_changes() -> None:
    frame = frame_of([sell("s", NOON, 1, 1), buy("b", NOON, 1, 1)])
    assert in_order(frame).schema == frame.schema
    assert in_order(frame).sort("key").equals(frame.sort("key"))
    assert in_order(frame.clear()).schema == pl.Schema(frame.schema)
