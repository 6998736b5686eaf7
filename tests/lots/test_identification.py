"""Units named for a sale: used first, once, and only if named no later than it."""

from decimal import Decimal

import pytest

from harvest_tui.domain.amounts import ONE
from harvest_tui.domain.elections import Identification, Method, Purpose
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Precision
from harvest_tui.lots.methods import Order
from harvest_tui.lots.named import Named, may_act
from harvest_tui.lots.times import micros
from lots.books import at, buy, deed, elect, identify, left, lot, move, rows, run, sell

B1 = buy("b1", "2025-01-01", 1, 10_000)
B2 = buy("b2", "2025-02-01", 1, 20_000)
B3 = buy("b3", "2025-03-01", 1, 30_000)
LOTS = (B1, B2, B3)
ROW = ("transaction_id", "acquired_transaction_id", "quantity", "method")
HALF = Decimal("0.5")
IN_MAY = identify(1, "2025-05-01", (B3, 1))


def test_named_units_go_first_and_the_standing_order_fills_the_rest() -> None:
    done = run(*LOTS, sell("s1", "2025-06-01", "1.5", 1), identifications=(IN_MAY,))
    assert rows(done, *ROW) == [("s1", "b3", 1, "spec-id"), ("s1", "b1", HALF, "FIFO")]


def test_a_partial_fill_consumes_in_part() -> None:
    done = run(
        *LOTS,
        sell("s1", "2025-06-01", HALF, 1),
        sell("s2", "2025-07-01", 1, 1),
        sell("s3", "2025-08-01", 1, 1),
        identifications=(IN_MAY,),
    )
    assert rows(done, *ROW) == [
        ("s1", "b3", HALF, "spec-id"),
        ("s2", "b3", HALF, "spec-id"),
        ("s2", "b1", HALF, "FIFO"),
        ("s3", "b1", HALF, "FIFO"),
        ("s3", "b2", HALF, "FIFO"),
    ]


def test_a_lot_named_in_two_halves_is_one_row_with_its_whole_basis() -> None:
    halves = (identify(1, "2025-05-01", (B3, HALF)), identify(2, "2025-05-02", (B3, HALF)))
    done = run(*LOTS, sell("s1", "2025-06-01", 1, 1), identifications=halves)
    assert rows(done, *ROW, "cost_basis") == [("s1", "b3", 1, "spec-id", 30_000)]


def test_what_was_named_once_is_not_taken_twice() -> None:
    """Two BTC in the lot, one of them named: 0.75 and then 0.25 of it, the rest in turn."""
    big = buy("b4", "2025-04-01", 2, 80_000)
    part = Decimal("0.75")
    done = run(
        *LOTS,
        big,
        sell("s1", "2025-06-01", part, 1),
        sell("s2", "2025-07-01", part, 1),
        identifications=(identify(1, "2025-05-01", (big, 1)),),
    )
    assert rows(done, *ROW) == [
        ("s1", "b4", part, "spec-id"),
        ("s2", "b4", Decimal("0.25"), "spec-id"),
        ("s2", "b1", HALF, "FIFO"),
    ]


def test_no_more_than_named_is_taken_as_named() -> None:
    half = identify(1, "2025-05-01", (B3, HALF), (B2, HALF))
    done = run(*LOTS, sell("s1", "2025-06-01", 2, 1), identifications=(half,))
    assert rows(done, *ROW) == [
        ("s1", "b3", HALF, "spec-id"),
        ("s1", "b2", HALF, "spec-id"),
        ("s1", "b1", 1, "FIFO"),
    ]


@pytest.mark.parametrize(
    ("recorded", "taken"),
    [
        pytest.param("2025-05-31", "b3", id="before"),
        pytest.param("2025-06-01T12:00:00", "b3", id="at the very time"),
        pytest.param("2025-06-01T12:00:01", "b1", id="after the fill"),
    ],
)
def test_units_named_after_the_fill_are_not_taken(recorded: str, taken: str) -> None:
    done = run(
        *LOTS, sell("s1", "2025-06-01", 1, 1), identifications=(identify(1, recorded, (B3, 1)),)
    )
    assert rows(done, "acquired_transaction_id") == [(taken,)]


def test_what_came_too_late_for_one_sale_stands_for_the_next() -> None:
    late = identify(1, "2025-06-02", (B3, 1))
    done = run(
        *LOTS,
        sell("s1", "2025-06-01", 1, 1),
        sell("s2", "2025-06-03", 1, 1),
        identifications=(late,),
    )
    assert rows(done, "acquired_transaction_id") == [("b1",), ("b3",)]


@pytest.mark.parametrize(
    ("until", "taken"),
    [
        pytest.param("2025-06-01", "b3", id="still valid"),
        pytest.param("2025-06-01T11:59:59", "b1", id="expired"),
    ],
)
def test_an_identification_ends_when_it_says(until: str, taken: str) -> None:
    named = identify(1, "2025-05-01", (B3, 1), until=until)
    done = run(*LOTS, sell("s1", "2025-06-01", 1, 1), identifications=(named,))
    assert rows(done, "acquired_transaction_id") == [(taken,)]


def test_it_overrides_the_holders_own_standing_order() -> None:
    named = identify(1, "2025-05-01", (B2, 1))
    done = run(
        *LOTS,
        sell("s1", "2025-06-01", 1, 1),
        identifications=(named,),
        elections=(elect(Method.HIFO),),
    )
    assert rows(done, *ROW) == [("s1", "b2", 1, "spec-id")]


def test_it_does_not_override_a_broker_instructed_otherwise() -> None:
    done = run(
        *LOTS,
        sell("s1", "2025-06-01", 1, 1),
        identifications=(IN_MAY,),
        bound={"Kraken": Order(Method.LIFO)},
    )
    assert rows(done, *ROW) == [("s1", "b3", 1, "LIFO")]


def test_what_the_broker_was_given_for_that_sale_may_be_stated_as_filed() -> None:
    stated = identify(1, "2026-01-01", (B2, 1), sale="s1")
    done = run(
        *LOTS,
        sell("s1", "2025-06-01", 1, 1),
        sell("s2", "2025-06-02", 1, 1),
        identifications=(stated,),
        bound={"Kraken": Order(Method.LIFO)},
    )
    assert rows(done, *ROW) == [("s1", "b2", 1, "spec-id"), ("s2", "b3", 1, "LIFO")]


def test_the_oldest_record_goes_first_but_one_made_for_the_sale_before_it() -> None:
    older = identify(1, "2025-04-01", (B2, 1))
    for_it = identify(2, "2026-01-01", (B3, 1), sale="s1")
    done = run(
        *LOTS,
        sell("s1", "2025-06-01", 1, 1),
        sell("s2", "2025-06-02", 1, 1),
        identifications=(older, for_it),
    )
    assert rows(done, "transaction_id", "acquired_transaction_id") == [("s1", "b3"), ("s2", "b2")]


@pytest.mark.parametrize(
    ("name", "account"),
    [pytest.param("s9", "Kraken", id="another sale"), pytest.param("s1", "Coinbase", id="account")],
)
def test_it_serves_its_own_account_and_sale_only(name: str, account: str) -> None:
    elsewhere = identify(1, "2025-05-01", (B3, 1), account=account, sale=name)
    done = run(*LOTS, sell("s1", "2025-06-01", 1, 1), identifications=(elsewhere,))
    assert rows(done, "acquired_transaction_id") == [("b1",)]


def test_a_named_lot_that_is_not_there_is_passed_over() -> None:
    done = run(
        *LOTS,
        move("m1", "2025-04-01", 3, "Ledger"),
        move("m2", "2025-04-02", 1, "Kraken", account="Ledger"),
        sell("s1", "2025-06-01", 1, 1),
        identifications=(IN_MAY,),
    )
    assert rows(done, "acquired_transaction_id") == [("b1",)]


def test_units_named_for_a_move_are_those_that_move() -> None:
    for_it = identify(1, "2025-05-01", (B3, 1), purpose=Purpose.TRANSFER)
    done = run(*LOTS, move("m1", "2025-06-01", 1, "Ledger"), identifications=(for_it,))
    assert left(done, "account", "acquired_transaction_id") == [
        ("Kraken", "b1"),
        ("Kraken", "b2"),
        ("Ledger", "b3"),
    ]


def test_a_move_is_first_in_first_out_whatever_the_order_of_sales() -> None:
    done = run(*LOTS, move("m1", "2025-06-01", 1, "Ledger"), elections=(elect(Method.HIFO),))
    assert left(done, "account", "acquired_transaction_id")[-1] == ("Ledger", "b1")


def test_units_named_for_a_gift_are_those_given() -> None:
    given = deed(Kind.GIFT_OUT, "g1", "2025-06-01", went=(1, "BTC"))
    for_it = identify(1, "2025-05-01", (B3, 1), purpose=Purpose.GIFT)
    done = run(*LOTS, given, identifications=(for_it,))
    assert left(done, "acquired_transaction_id") == [("b1",), ("b2",)]


def test_units_named_for_an_unlinked_departure_are_those_that_leave() -> None:
    sent = deed(Kind.TRANSFER_OUT, "m1", "2025-06-01", went=(1, "BTC"))
    for_it = identify(1, "2025-05-01", (B3, 1), purpose=Purpose.TRANSFER)
    done = run(*LOTS, sent, identifications=(for_it,))
    assert left(done, "acquired_transaction_id") == [("b1",), ("b2",)]


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(
            buy("e1", "2025-05-02", 1, 9, asset="ETH", fee=(HALF, "BTC"), fee_usd=5), id="a fee"
        ),
        pytest.param(
            deed(Kind.REDENOMINATION, "r1", "2025-05-02", went=(HALF, "BTC"), came=(50, "MBT")),
            id="a migration",
        ),
        pytest.param(
            move("m1", "2025-05-02", 1, "Ledger", account="Coinbase"), id="another account"
        ),
        pytest.param(move("m1", "2025-05-02", 1, "Ledger"), id="a move"),
        pytest.param(deed(Kind.GIFT_OUT, "g1", "2025-05-02", went=(1, "BTC")), id="a gift"),
    ],
)
def test_only_what_the_units_were_named_for_uses_them_up(between: object) -> None:
    done = run(
        *LOTS,
        between,  # type: ignore[arg-type] # a Transaction of the list above
        sell("s1", "2025-06-01", 1, 1),
        identifications=(IN_MAY,),
    )
    assert rows(done, *ROW)[-1] == ("s1", "b3", 1, "spec-id")


def test_what_was_named_for_a_loss_at_its_time_may_be_stated() -> None:
    """Its purpose is that transaction, whatever it was."""
    stolen = deed(Kind.STOLEN, "x1", "2025-06-01", went=(1, "BTC"))
    done = run(*LOTS, stolen, identifications=(identify(1, "2026-01-01", (B2, 1), sale="x1"),))
    assert left(done, "acquired_transaction_id") == [("b1",), ("b3",)]


@pytest.mark.parametrize(
    ("precision", "recorded", "taken", "unproven"),
    [
        pytest.param("minute", "2025-05-31T23:59", "b3", [False], id="the minute before"),
        pytest.param("minute", "2025-06-01T12:00:30", "b3", [True], id="in that minute"),
        pytest.param("minute", "2025-06-01T12:00:59.999999", "b3", [True], id="at its end"),
        pytest.param("minute", "2025-06-01T12:01", "b1", [], id="the minute after"),
        pytest.param("day", "2025-05-31T23:59", "b3", [False], id="the day before"),
        pytest.param("day", "2025-06-01T23:59", "b3", [True], id="on that day"),
        pytest.param("day", "2025-06-02T00:00", "b1", [], id="the day after"),
    ],
)
def test_a_fill_known_to_the_minute_or_the_day_cannot_prove_the_order(
    precision: str, recorded: str, taken: str, unproven: list[bool]
) -> None:
    coarse = sell("s1", "2025-06-01", 1, 1, precision=Precision(precision))
    done = run(*LOTS, coarse, identifications=(identify(1, recorded, (B3, 1)),))

    assert rows(done, "acquired_transaction_id") == [(taken,)]
    assert done.uses["unproven"].to_list() == unproven


@pytest.mark.parametrize(
    ("recorded", "unproven"), [("2025-06-01T12:00", False), ("2025-06-01T12:00:00.000001", True)]
)
def test_a_fill_known_to_the_minute_may_have_come_as_soon_as_the_minute_began(
    recorded: str,
    unproven: bool,  # noqa: FBT001 # a case of the table
) -> None:
    coarse = sell("s1", "2025-06-01T12:00:30", 1, 1, precision=Precision.MINUTE)
    done = run(*LOTS, coarse, identifications=(identify(1, recorded, (B3, 1)),))

    assert done.uses["unproven"].to_list() == [unproven]


def test_what_is_used_of_an_identification_is_told() -> None:
    done = run(
        *LOTS,
        sell("s1", "2025-06-01", HALF, 1),
        sell("s2", "2025-07-01", 1, 1),
        identifications=(IN_MAY,),
    )
    told = done.uses.select("identification_id", "transaction_id", "lot_id", "quantity").rows()
    assert told == [(1, "s1", lot(B3), HALF), (1, "s2", lot(B3), HALF)]
    assert done.uses["asset"].to_list() == ["BTC", "BTC"]


def test_units_named_of_two_lots_are_used_up_one_lot_after_the_other() -> None:
    """Half of b3 and one of b2 are named: of 0.75 sold half is b3 and a quarter b2, and so on."""
    both = identify(1, "2025-05-01", (B3, HALF), (B2, 1))
    quarter, most = Decimal("0.25"), Decimal("0.75")
    done = run(
        *LOTS,
        sell("s1", "2025-06-01", most, 1),
        sell("s2", "2025-07-01", 1, 1),
        identifications=(both,),
    )
    assert rows(done, *ROW) == [
        ("s1", "b3", HALF, "spec-id"),
        ("s1", "b2", quarter, "spec-id"),
        ("s2", "b2", most, "spec-id"),
        ("s2", "b1", quarter, "FIFO"),
    ]


def test_a_named_lot_that_is_in_no_file_is_passed_over() -> None:
    gone = buy("b9", "2025-01-15", 1, 5_000)
    named = identify(1, "2025-05-01", (gone, 1), (B3, 1))
    done = run(*LOTS, sell("s1", "2025-06-01", 1, 1), identifications=(named,))
    assert rows(done, *ROW) == [("s1", "b3", 1, "spec-id")]


def test_what_was_named_at_the_very_second_of_the_sale_is_proven() -> None:
    """Treas. Reg. 1.1012-1(j)(3)(ii): no later than the date and time of the sale."""
    named = identify(1, "2025-06-01T12:00", (B3, 1))
    done = run(*LOTS, sell("s1", "2025-06-01", 1, 1), identifications=(named,))
    assert done.uses["unproven"].to_list() == [False]


def test_what_is_left_of_an_identification_can_be_taken_up_again() -> None:
    """Of 1 and 0.5 named 0.75 were used: a quarter and a half are left, and nothing of another."""
    named = (
        identify(1, "2025-05-01", (B3, 1), (B2, HALF)),
        identify(2, "2025-05-02", (B1, 1)),
        identify(3, "2025-05-03", (B1, 1)),
    )
    again = Named(named)
    again.take_up([(1, None, 0), (1, lot(B3), ONE // 4), (1, lot(B2), ONE // 2), (3, None, 0)])

    assert again.units_left("BTC") == {1: ONE * 3 // 4, 2: ONE, 3: 0}
    assert again.left() == [
        (1, None, 0),
        (1, lot(B3), ONE // 4),
        (1, lot(B2), ONE // 2),
        (3, None, 0),
    ]


@pytest.mark.parametrize(
    ("one", "acts"),
    [
        pytest.param(identify(1, "2025-06-02", (B1, 1)), True, id="on the last day"),
        pytest.param(identify(1, "2025-06-03", (B1, 1)), True, id="a day later"),
        pytest.param(identify(1, "2025-06-03T12:00:01", (B1, 1)), False, id="after that"),
        pytest.param(
            identify(1, "2025-01-01", (B1, 1), until="2025-05-31"), True, id="ended a day before"
        ),
        pytest.param(
            identify(1, "2025-01-01", (B1, 1), until="2025-05-31T11:59:59"), False, id="ended"
        ),
        pytest.param(identify(1, "2025-06-02", (B1, 1), account="Gemini"), False, id="elsewhere"),
        pytest.param(identify(1, "2026-01-01", (B1, 1), sale="s1"), True, id="for one of them"),
        pytest.param(identify(1, "2025-01-01", (B1, 1), sale="s9"), False, id="for another"),
    ],
)
def test_an_identification_may_act_on_deeds_of_its_account_a_day_around_its_time(
    one: Identification,
    acts: bool,  # noqa: FBT001 # a case of the table
) -> None:
    """The deeds were done between noon of 1 June and noon of 2 June."""
    during = micros(at("2025-06-01")), micros(at("2025-06-02"))

    assert may_act(one, {"Kraken"}, {"s1"}, during) is acts
