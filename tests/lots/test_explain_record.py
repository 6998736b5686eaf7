"""What on record decided which lots went, and what did not: Treas. Reg. 1.1012-1(j)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from harvest_tui.domain.elections import Identification, Method, Purpose
from harvest_tui.domain.explanation import Ground, Missed, PassedOver
from harvest_tui.domain.transaction import Precision
from harvest_tui.lots.methods import Order
from lots.books import at, buy, elect, identify, move, sell
from lots.explaining import NEW, OLD, SALE, explained, grounds, missed, only

D = Decimal


def test_a_sale_not_asked_about_stands_next_to_a_record_all_the_same() -> None:
    """The identification came after both: only the later of them was too early for it."""
    book = (OLD, NEW, sell("s0", "2025-05-10", "0.5", 25_000), sell("s1", "2025-06-10", 1, 50_000))
    named = (identify(1, "2025-06-11", (NEW, 1)),)

    assert missed(only(*book, identifications=named, asked=["s0"])) == []
    assert missed(only(*book, identifications=named, asked=["s1"])) == [Missed.LATE]


def test_a_fee_stands_between_no_sale_and_a_record() -> None:
    """Nobody names units for a fee: the sale before it is the last one before the record."""
    fee = move("m1", "2025-05-20", "0.5", "Barn", fee=("0.01", "BTC"), fee_usd=500)
    sold = sell("s0", "2025-05-10", "0.5", 25_000)

    one = only(
        OLD, NEW, sold, fee, identifications=(identify(1, "2025-06-11", (NEW, 1)),), asked=["s0"]
    )

    assert missed(one) == [Missed.LATE]


def test_nothing_on_record_is_fifo_and_what_came_too_late_is_named() -> None:
    late = elect(Method.HIFO, 2025, recorded="2025-12-01")
    one = only(OLD, NEW, SALE, elections=(late,))

    assert grounds(one) == [(Ground.NOTHING, Method.FIFO)]
    assert [(passed.why, passed.election) for passed in one.passed_over] == [(Missed.LATE, late)]


def test_the_election_that_covers_a_sale_is_named() -> None:
    order = elect(Method.HIFO, 2025, recorded="2025-01-02", account="Kraken")
    one = only(OLD, NEW, SALE, elections=(elect(Method.LOFO, 2025), order))

    assert grounds(one) == [(Ground.ELECTED, Method.HIFO)]
    assert one.used[0].reasons[0].election == order
    assert missed(one) == []  # the wider one did not lose its time: it is only wider


@pytest.mark.parametrize(
    "recorded",
    [
        pytest.param("2025-01-02", id="recorded before the sale"),
        pytest.param("2025-06-10", id="at its very moment"),
    ],
)
def test_an_election_that_takes_effect_later_is_not_yet(recorded: str) -> None:
    order = replace(elect(Method.HIFO, 2025, recorded=recorded), effective_from=at("2025-07-01"))
    one = only(OLD, NEW, SALE, elections=(order,))

    assert (grounds(one), missed(one)) == ([(Ground.NOTHING, Method.FIFO)], [Missed.NOT_YET])


def test_spec_id_without_units_is_fifo_by_election() -> None:
    one = only(OLD, NEW, SALE, elections=(elect(Method.SPECIFIC, 2025),))

    assert grounds(one) == [(Ground.ELECTED, Method.FIFO)]
    assert one.used[0].reasons[0].election == elect(Method.SPECIFIC, 2025)


def test_a_brokers_order_binds_over_what_the_books_say() -> None:
    mine = identify(4, "2025-06-01", (NEW, 1))
    one = only(
        OLD,
        NEW,
        SALE,
        elections=(elect(Method.HIFO, 2025),),
        identifications=(mine,),
        bound={"Kraken": Order(Method.LOFO, date(2025, 1, 1))},
    )

    assert grounds(one) == [(Ground.BOUND, Method.LOFO)]
    (reason,) = one.used[0].reasons
    assert (reason.since, reason.election, reason.quantity) == (date(2025, 1, 1), None, D(1))
    assert one.passed_over == (
        PassedOver(why=Missed.OVERRULED, election=elect(Method.HIFO, 2025)),
        PassedOver(why=Missed.OVERRULED, identification=mine, quantity=D(1)),
    )


def test_units_identified_in_part_leave_the_rest_to_the_standing_order() -> None:
    mine = identify(7, "2025-06-01", (NEW, "0.25"))
    one = only(OLD, NEW, SALE, identifications=(mine,))

    assert grounds(one) == [(Ground.IDENTIFIED, Method.SPECIFIC), (Ground.NOTHING, Method.FIFO)]
    named, standing = (used.reasons[0] for used in one.used)
    assert (named.identification, named.quantity) == (mine, D("0.25"))
    assert (standing.identification, standing.quantity) == (None, D("0.75"))
    assert missed(one) == []


def test_two_identifications_of_one_lot_are_both_named() -> None:
    first, second = (
        identify(1, "2025-06-01", (NEW, "0.25")),
        identify(2, "2025-06-02", (NEW, "0.5")),
    )
    one = only(OLD, NEW, SALE, identifications=(first, second))

    assert [(r.identification, r.quantity) for r in one.used[0].reasons] == [
        (first, D("0.25")),
        (second, D("0.5")),
    ]


def test_identifications_of_a_lot_of_which_a_part_came_back_are_named_piece_by_piece() -> None:
    """Half of the lot was away: 0.3 and 0.4 named take the other half, then 0.2 of what is back."""
    there = move("m1", "2025-04-01", "0.5", "Barn")
    back = move("m2", "2025-05-01", "0.5", "Kraken", account="Barn")
    first = identify(1, "2025-06-01", (NEW, "0.3"))
    second = identify(2, "2025-06-02", (NEW, "0.4"))

    one = only(
        NEW,
        there,
        back,
        sell("s1", "2025-06-10", "0.7", 35_000),
        identifications=(first, second),
    )

    assert [
        [(reason.identification, reason.quantity) for reason in used.reasons] for used in one.used
    ] == [[(first, D("0.3")), (second, D("0.2"))], [(second, D("0.2"))]]


@pytest.mark.parametrize(
    ("recorded", "until", "why"),
    [
        pytest.param("2025-06-11", None, Missed.LATE, id="after the sale"),
        pytest.param("2025-05-01", "2025-06-01", Missed.EXPIRED, id="valid until before it"),
    ],
)
def test_units_named_at_another_time_are_not_used(
    recorded: str, until: str | None, why: Missed
) -> None:
    one = only(OLD, NEW, SALE, identifications=(identify(1, recorded, (NEW, 1), until=until),))

    assert (grounds(one), missed(one)) == ([(Ground.NOTHING, Method.FIFO)], [why])


def test_of_a_late_identification_only_the_sale_next_to_it_tells() -> None:
    more = buy("more", "2024-02-10", 1, 30_000)
    early = sell("s0", "2025-05-10", 1, 50_000)
    before, after = explained(
        OLD, NEW, more, early, SALE, identifications=(identify(1, "2025-06-11", (NEW, 1)),)
    )

    assert (missed(before), missed(after)) == ([], [Missed.LATE])


def test_units_named_that_are_gone_are_told() -> None:
    first, second = explained(
        OLD,
        NEW,
        sell("s0", "2025-05-10", 1, 50_000),
        SALE,
        identifications=(identify(1, "2025-06-01", (OLD, 1)),),
    )

    assert missed(first) == [Missed.LATE]  # it is the last sale before the record
    assert [(p.why, p.quantity) for p in second.passed_over] == [(Missed.GONE, D(1))]


def test_the_fee_of_a_transfer_takes_no_named_units() -> None:
    paid = move("m1", "2025-06-10", "0.5", "Barn", fee=("0.01", "BTC"), fee_usd=500)
    one = only(OLD, NEW, paid, identifications=(identify(1, "2025-06-01", (NEW, "0.001")),))

    assert one.kind == "transfer_fee"
    assert missed(one) == []


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(identify(1, "2025-06-01", (NEW, 1), account="Barn"), id="another account"),
        pytest.param(
            identify(1, "2025-06-01", (buy("e", "2025-01-10", 1, 1, asset="ETH"), 1)),
            id="another asset",
        ),
        pytest.param(identify(1, "2025-06-01", (NEW, 1), sale="s2"), id="another sale"),
    ],
)
def test_what_was_named_for_something_else_is_not_told(other: Identification) -> None:
    one = only(OLD, NEW, SALE, identifications=(other,))

    assert (grounds(one), missed(one)) == ([(Ground.NOTHING, Method.FIFO)], [])


def test_units_named_for_a_move_are_told_of_the_first_sale_after_it_and_of_no_other() -> None:
    named = identify(1, "2025-06-01", (NEW, 1), purpose=Purpose.TRANSFER)
    before, after = sell("s0", "2025-05-10", "0.25", 9_000), sell("s2", "2025-06-11", "0.25", 9_000)
    half = sell("s1", "2025-06-10", "0.5", 25_000)
    book = (OLD, NEW, before, half, after)

    told = {
        name: only(*book, identifications=(named,), asked=[name]) for name in ("s0", "s1", "s2")
    }

    assert grounds(told["s1"]) == [(Ground.NOTHING, Method.FIFO)]
    assert told["s1"].passed_over == (
        PassedOver(why=Missed.PURPOSE, identification=named, quantity=D(1)),
    )
    assert missed(told["s0"]) == missed(told["s2"]) == []


@pytest.mark.parametrize(
    ("recorded", "until"),
    [
        pytest.param("2025-06-10", None, id="recorded at the moment of the sale"),
        pytest.param("2025-06-01", "2025-06-10", id="valid until that moment"),
    ],
)
def test_units_named_for_a_move_are_told_of_a_sale_at_that_very_moment(
    recorded: str, until: str | None
) -> None:
    named = identify(1, recorded, (NEW, 1), purpose=Purpose.TRANSFER, until=until)

    assert missed(only(OLD, NEW, SALE, identifications=(named,))) == [Missed.PURPOSE]


def test_units_named_for_a_move_are_told_of_the_first_of_two_sales_a_microsecond_apart() -> None:
    named = identify(1, "2025-06-01", (NEW, 1), purpose=Purpose.TRANSFER)
    first = sell("s0", "2025-06-10T11:59:59.999999", "0.5", 25_000)

    told = explained(OLD, NEW, first, SALE, identifications=(named,))

    assert [missed(one) for one in told] == [[Missed.PURPOSE], []]


def test_units_named_for_a_gift_until_a_day_are_not_told_of_a_sale_after_it() -> None:
    named = identify(1, "2025-06-01", (NEW, 1), purpose=Purpose.GIFT, until="2025-06-09")

    assert missed(only(OLD, NEW, SALE, identifications=(named,))) == []


def test_units_stated_as_filed_for_a_sale_and_not_there_are_gone_and_never_late() -> None:
    stated = identify(1, "2026-02-01", (OLD, 1), sale="s1")
    sold = sell("s0", "2025-05-10", 1, 50_000)

    one = only(OLD, NEW, sold, SALE, identifications=(stated,), asked=["s1"])

    assert grounds(one) == [(Ground.NOTHING, Method.FIFO)]
    assert one.passed_over == (PassedOver(why=Missed.GONE, identification=stated, quantity=D(1)),)


def test_units_named_for_a_sale_after_it_are_late_for_it() -> None:
    named = replace(identify(1, "2025-06-11", (NEW, 1), sale="s1"), as_filed=False)

    assert missed(only(OLD, NEW, SALE, identifications=(named,))) == [Missed.LATE]


def test_units_named_and_used_in_full_leave_the_others_that_were_named_unsaid() -> None:
    """The sale took one unit, the first named; the second stands for the sales to come."""
    named = (identify(1, "2025-06-01", (NEW, 1)), identify(2, "2025-06-02", (OLD, 1)))
    one = only(OLD, NEW, SALE, identifications=named)

    assert (grounds(one), missed(one)) == ([(Ground.IDENTIFIED, Method.SPECIFIC)], [])


@pytest.mark.parametrize(
    "sold",
    [
        pytest.param("2025-06-01", id="days before"),
        pytest.param("2025-06-10T11:59:59.999999", id="a microsecond before"),
    ],
)
def test_what_expired_is_told_of_the_first_sale_after_it_only(sold: str) -> None:
    ended = identify(1, "2025-05-01", (NEW, 1), until="2025-05-20")
    first = sell("s0", sold, "0.5", 25_000)

    told = explained(OLD, NEW, first, SALE, identifications=(ended,))

    assert [missed(one) for one in told] == [[Missed.EXPIRED], []]


@pytest.mark.parametrize(
    ("recorded", "until"),
    [
        pytest.param("2025-06-10", None, id="recorded at the moment of the sale"),
        pytest.param("2025-06-01", "2025-06-10", id="valid until that moment"),
    ],
)
def test_what_was_named_for_that_very_moment_and_is_gone_is_told_to_be_gone(
    recorded: str, until: str | None
) -> None:
    named = identify(1, recorded, (OLD, 1), until=until)
    sold = sell("s0", "2025-05-10", 1, 50_000)

    one = only(OLD, NEW, sold, SALE, identifications=(named,), asked=["s1"])

    assert missed(one) == [Missed.GONE]


@pytest.mark.parametrize(
    ("precision", "unproven"),
    [
        pytest.param(Precision.SECOND, False, id="known to the second"),
        pytest.param(Precision.DAY, True, id="known to the day"),
    ],
)
def test_of_a_sale_known_to_the_day_of_the_record_the_order_is_not_proven(
    precision: Precision,
    unproven: bool,  # noqa: FBT001 # a case of the table
) -> None:
    named = identify(1, "2025-06-10T11:00", (NEW, 1))
    one = only(OLD, NEW, replace(SALE, precision=precision), identifications=(named,))

    assert [reason.unproven for reason in one.used[0].reasons] == [unproven]


def test_what_is_valid_until_the_moment_of_the_sale_is_used() -> None:
    named = identify(1, "2025-05-01", (NEW, 1), until="2025-06-10")
    one = only(OLD, NEW, SALE, identifications=(named,))

    assert (grounds(one), missed(one)) == ([(Ground.IDENTIFIED, Method.SPECIFIC)], [])
