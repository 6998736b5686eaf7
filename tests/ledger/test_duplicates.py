"""One event told by several sources counts once; equal rows of one source are two events."""

from dataclasses import replace
from decimal import Decimal

import pytest

from harvest_tui.domain.booking import frame_of, key_of
from harvest_tui.domain.transaction import Precision, Transaction
from harvest_tui.ledger.duplicates import repeated, superseded
from harvest_tui.ledger.prepare import prepare
from lots.books import buy, price_book

RANKS = {"rich": 0, "poor": 1, "poorest": 2}
NOON = "2026-03-01T12:00:00"


def told(
    source: str,
    name: str = "t1",
    when: str = NOON,
    units: str = "1",
    *,
    account: str = "Kraken",
    precision: Precision = Precision.SECOND,
) -> Transaction:
    """One source's row about a purchase."""
    one = buy(name, when, units, 100, account=account)
    return replace(one, source=source, precision=precision)


def key(one: Transaction) -> str:
    return key_of(one.account, one.source, one.transaction_id)


def found(*book: Transaction, apart: tuple[tuple[str, str], ...] = ()) -> dict[str, str]:
    return superseded(frame_of(book), RANKS, apart)


def test_the_richer_source_counts() -> None:
    rich, poor = told("rich"), told("poor", "x9")
    assert found(rich, poor) == found(poor, rich) == {key(poor): key(rich)}


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param(told("poor", when="2026-03-01T12:00:02"), True, id="two seconds apart"),
        pytest.param(told("poor", when="2026-03-01T12:00:03"), False, id="three"),
        pytest.param(
            told("poor", when="2026-03-01T12:01:00", precision=Precision.MINUTE),
            True,
            id="a minute, where the source tells minutes",
        ),
        pytest.param(
            told("poor", when="2026-03-01T00:00:00", precision=Precision.DAY),
            True,
            id="the day, where the source tells days",
        ),
        pytest.param(told("poor", units="1.000000001"), True, id="equal to eight decimals"),
        pytest.param(told("poor", units="1.00000002"), False, id="another amount"),
        pytest.param(told("poor", account="Coinbase"), False, id="another account"),
        pytest.param(told("rich", "t2"), False, id="the same source"),
    ],
)
def test_what_moves_the_same_at_the_same_time_in_one_account_is_one_event(
    other: Transaction,
    same: bool,  # noqa: FBT001 # a case of the table
) -> None:
    assert bool(found(told("rich"), other)) is same


def test_two_equal_fills_told_twice_are_two_events() -> None:
    book = [told("rich", "a1"), told("rich", "a2"), told("poor", "b1"), told("poor", "b2")]
    pairs = found(*book)

    assert set(pairs) == {key(book[2]), key(book[3])}
    assert set(pairs.values()) == {key(book[0]), key(book[1])}


@pytest.mark.parametrize("when", [NOON, "2026-03-01T12:00:01"])
def test_one_event_told_by_three_sources_counts_once(when: str) -> None:
    book = (told("rich", "a"), told("poor", "b", when), told("poorest", "c"))
    assert set(found(*book)) == {key(book[1]), key(book[2])}


def test_what_the_user_parted_counts_twice() -> None:
    rich, poor = told("rich"), told("poor", "x9")
    assert found(rich, poor, apart=((key(rich), key(poor)),)) == {}


def test_it_is_told_how_many_rows_count_only_once() -> None:
    book = (told("rich"), told("poor", "x9"))
    (warning,) = repeated(frame_of(book), found(*book))

    assert (warning.finding, warning.severity.value, warning.amount) == (
        "told twice",
        "warning",
        Decimal(1),
    )
    assert warning.message.startswith("1 rows of poor at Kraken tell what rich tells")


def test_a_prepared_ledger_holds_the_event_once() -> None:
    book = (told("rich"), told("poor", "x9"))
    ready = prepare(frame_of(book), price_book(), "UTC", ranks=RANKS)

    assert ready.ledger["source"].to_list() == ["rich"]
    assert [f.finding for f in ready.findings] == ["told twice"]
    assert len(prepare(frame_of(book), price_book(), "UTC").ledger) == 2
