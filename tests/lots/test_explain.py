"""Why a disposal took its lots: Treas. Reg. 1.1012-1(j), and sums by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.elections import Method
from harvest_tui.domain.explanation import Away, Explanation, GiftBasis, Ground, Missed
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.sums import exact_sum
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots.explain import explain
from harvest_tui.lots.methods import Order
from harvest_tui.lots.replay import Conventions, replay
from lots.books import (
    TODAY,
    at,
    buy,
    deed,
    elect,
    identify,
    lot,
    move,
    pooled,
    price_book,
    sell,
)
from lots.scenarios import ZONE, Scenario, scenarios
from lots.test_sealed import sealing

D = Decimal
OLD = buy("old", "2024-01-10", 1, 20_000)
NEW = buy("new", "2025-03-10", 1, 60_000)
SALE = sell("s1", "2025-06-10", 1, 50_000)
FOUR = (
    buy("a", "2024-01-10", 1, 20_000),
    buy("b", "2024-03-10", 1, 60_000),
    buy("c", "2025-02-10", 1, 60_000),
    buy("d", "2025-04-10", 1, 30_000),
)
"""By June 2025 a and b are long; b and c cost the same."""


def both(
    transactions: Sequence[Transaction],
    zone: str,
    today: date = TODAY,
    **conventions: Any,  # noqa: ANN401 # fields of Conventions
) -> tuple[pl.DataFrame, tuple[Explanation, ...]]:
    """Replay a book, and explain every disposal of it."""
    ready = prepare(frame_of(transactions), price_book(), zone)
    told = Conventions(zone=zone, **conventions)
    done = replay(ready.ledger, ready.legs, told, findings=ready.findings, today=today)
    return done.disposals, explain(
        ready.ledger, ready.legs, told, done.disposals, findings=ready.findings, today=today
    )


def explained(*transactions: Transaction, **conventions: Any) -> tuple[Explanation, ...]:  # noqa: ANN401
    """Explain every disposal."""
    return both(transactions, "UTC", **conventions)[1]


def only(*transactions: Transaction, **conventions: Any) -> Explanation:  # noqa: ANN401
    """Explain the one disposal of a book."""
    (one,) = explained(*transactions, **conventions)
    return one


def grounds(one: Explanation) -> list[tuple[Ground, Method]]:
    return [(reason.ground, reason.method) for used in one.used for reason in used.reasons]


def missed(one: Explanation) -> list[Missed]:
    return [passed.why for passed in one.passed_over]


def test_each_method_is_worked_out_from_the_lots_that_were_there() -> None:
    """1.5 of four lots for 75,000: 50,000 for one, 25,000 for the half.

    FIFO: a +30,000 long, half of b 25,000 - 30,000 long. LIFO: d +20,000, half of c -5,000, both
    short. HIFO: b, the older of the two dearest, -10,000 long, half of c -5,000 short. LOFO: a
    +30,000 long, half of d 25,000 - 15,000 short.
    """
    one = only(*FOUR, sell("s1", "2025-06-10", "1.5", 75_000))

    assert [
        (other.method.value, other.short_term_gain, other.long_term_gain, other.same)
        for other in one.alternatives
    ] == [
        ("FIFO", D(0), D(25_000), True),
        ("LIFO", D(15_000), D(0), False),
        ("HIFO", D(-5_000), D(-10_000), False),
        ("LOFO", D(10_000), D(30_000), False),
    ]
    assert [(used.lot_id, used.quantity, used.unit_cost) for used in one.used] == [
        (lot(FOUR[0]), D(1), D(20_000)),
        (lot(FOUR[1]), D("0.5"), D(60_000)),
    ]
    assert (one.lots_left, one.left) == (3, D("2.5"))  # half of b, c and d


def test_asking_changes_nothing_about_later_sales() -> None:
    """The four orders are looked at before each; the later sale still finds what FIFO left."""
    later = sell("s2", "2025-07-10", "1.5", 75_000)
    first, second = explained(*FOUR, sell("s1", "2025-06-10", "1.5", 75_000), later)

    assert [used.lot_id for used in second.used] == [lot(FOUR[1]), lot(FOUR[2])]
    # LIFO: d +20,000 short, half of c 25,000 - 30,000 short; FIFO leaves d
    assert (second.alternatives[1].short_term_gain, second.lots_left) == (D(15_000), 1)
    assert first.alternatives[0].same


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


def test_an_election_that_takes_effect_later_is_not_yet() -> None:
    order = replace(
        elect(Method.HIFO, 2025, recorded="2025-01-02"), effective_from=at("2025-07-01")
    )
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
    assert one.used[0].reasons[0].since == date(2025, 1, 1)
    assert [(p.why, p.election is None) for p in one.passed_over] == [
        (Missed.OVERRULED, False),
        (Missed.OVERRULED, True),
    ]


def test_units_identified_in_part_leave_the_rest_to_the_standing_order() -> None:
    mine = identify(7, "2025-06-01", (NEW, "0.25"))
    one = only(OLD, NEW, SALE, identifications=(mine,))

    assert grounds(one) == [(Ground.IDENTIFIED, Method.SPECIFIC), (Ground.NOTHING, Method.FIFO)]
    reason = one.used[0].reasons[0]
    assert (reason.identification, reason.quantity) == (mine, D("0.25"))
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


def test_lots_out_of_reach_are_told_by_reason() -> None:
    elsewhere = buy("barn", "2023-01-10", 2, 10_000, account="Barn")
    later = buy("later", "2025-08-10", 1, 90_000)
    gone = sell("s0", "2025-05-10", 1, 50_000)
    _, one = explained(OLD, NEW, elsewhere, later, gone, SALE)

    assert [
        (away.why, away.account, away.lots, away.quantity, away.lowest_unit_cost, away.oldest)
        for away in one.unavailable
    ] == [
        (Away.ELSEWHERE, "Barn", 1, D(2), D(5_000), (lot(elsewhere),)),
        (Away.USED, "Kraken", 1, D(1), D(20_000), (lot(OLD),)),
        (Away.LATER, "Kraken", 1, D(1), D(90_000), (lot(later),)),
    ]


def test_a_lot_that_was_moved_says_where_it_was_acquired() -> None:
    there = buy("there", "2024-01-05", 1, 15_000, account="Barn")
    one = only(there, move("m1", "2025-01-10", 1, "Kraken", account="Barn"), SALE)

    assert [(used.came_from, used.acquired_on) for used in one.used] == [("Barn", date(2024, 1, 5))]


def test_in_a_pooled_year_the_lots_of_all_accounts_are_in_reach() -> None:
    barn = buy("barn", "2023-01-10", 1, 10_000, account="Barn")
    one = only(
        barn,
        buy("mine", "2023-02-10", 1, 20_000),
        sell("s1", "2023-06-10", 1, 50_000),
        elections=(pooled(),),
        today=date(2023, 12, 31),
    )

    assert one.pooled
    assert [(used.lot_id, used.came_from) for used in one.used] == [(lot(barn), None)]
    assert one.unavailable == ()
    assert grounds(one) == [(Ground.ELECTED, Method.FIFO)]


def test_a_short_disposal_explains_what_was_there() -> None:
    """2 sold for 100,000 with 1 in the account: 50,000 of proceeds wait."""
    one = only(OLD, sell("s1", "2025-06-10", 2, 100_000))

    assert (one.quantity, one.missing) == (D(2), D(1))
    assert [used.gain for used in one.used] == [D(30_000)]
    assert {other.long_term_gain for other in one.alternatives} == {D(30_000)}


@pytest.mark.parametrize(
    ("proceeds", "short", "long"),
    [
        pytest.param(12_000, 0, 2_000, id="gain over the donor's basis, with the donor's time"),
        pytest.param(5_000, -1_000, 0, id="loss from the value then, counted from the gift"),
        pytest.param(8_000, 0, 0, id="between the two: neither"),
    ],
)
def test_a_gift_in_an_alternative_has_its_two_bases(proceeds: int, short: int, long: int) -> None:
    """26 U.S.C. § 1015(a): the donor paid 10,000, worth 6,000 at the gift."""
    gift = deed(
        Kind.GIFT_IN,
        "g1",
        "2025-01-10",
        came=(1, "BTC"),
        usd_value=6_000,
        basis_usd=10_000,
        acquired="2020-01-10",
    )
    one = only(gift, NEW, sell("s1", "2025-06-10", 1, proceeds), elections=(elect(Method.HIFO),))

    (fifo,) = (other for other in one.alternatives if other.method is Method.FIFO)
    assert (fifo.short_term_gain, fifo.long_term_gain) == (D(short), D(long))


def test_an_inherited_lot_is_long_in_an_alternative() -> None:
    """26 U.S.C. § 1223(9): three weeks after death."""
    left = deed(Kind.INHERITANCE, "i1", "2025-05-20", came=(1, "BTC"), usd_value=40_000)
    one = only(OLD, left, SALE)

    lifo = one.alternatives[1]
    assert (lifo.short_term_gain, lifo.long_term_gain) == (D(0), D(10_000))


def test_the_fee_of_a_transfer_takes_no_named_units() -> None:
    paid = move("m1", "2025-06-10", "0.5", "Barn", fee=("0.01", "BTC"), fee_usd=500)
    one = only(OLD, NEW, paid, identifications=(identify(1, "2025-06-01", (NEW, "0.001")),))

    assert one.kind == "transfer_fee"
    assert missed(one) == []


def test_margin_profit_has_no_lots_to_explain() -> None:
    profit = deed(Kind.MARGIN_PNL, "p1", "2025-06-10", came=(100, "USD"))

    disposals, told = both((OLD, NEW, SALE, profit), "UTC")

    assert len(disposals) == 2
    assert [one.disposal_id for one in told] == ["s1@Kraken"]


def test_disposals_of_another_ledger_are_refused() -> None:
    disposals, _ = both((OLD, SALE), "UTC")
    ready = prepare(frame_of((OLD,)), price_book(), "UTC")

    with pytest.raises(ValueError, match="not of this ledger"):
        explain(ready.ledger, ready.legs, Conventions(zone="UTC"), disposals, today=TODAY)


def test_a_sale_of_a_sealed_year_is_explained_as_filed() -> None:
    """FIFO was filed: an election stated later changes neither the lot nor the reason."""
    filed = sealing(OLD, NEW, SALE, years=(2025,))
    one = only(OLD, NEW, SALE, elections=(elect(Method.HIFO, 2025),), filed=filed)

    assert grounds(one) == [(Ground.SEALED, Method.FIFO)]
    assert [(used.lot_id, used.gain) for used in one.used] == [(lot(OLD), D(30_000))]
    assert missed(one) == []
    hifo = one.alternatives[2]
    assert (hifo.method, hifo.short_term_gain) == (Method.HIFO, D(-10_000))


def test_a_filed_sale_that_is_gone_keeps_its_lots_and_says_so() -> None:
    filed = sealing(OLD, NEW, SALE, years=(2025,))
    one = only(OLD, NEW, filed=filed)

    assert one.gone
    assert [(used.lot_id, used.gain) for used in one.used] == [(lot(OLD), D(30_000))]
    assert one.alternatives == ()


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_an_explanation_adds_up_to_the_rows_it_explains(one: Scenario) -> None:
    disposals, told = _of(one)

    lotted = disposals.filter(pl.col("lot_id").is_not_null())
    assert sum(len(each.used) for each in told) == len(lotted)
    for each in told:
        rows = lotted.filter(pl.col("disposal_id") == each.disposal_id)
        for column in ("quantity", "proceeds", "cost_basis", "gain"):
            assert sum(getattr(used, column) for used in each.used) == exact_sum(rows[column])
        for used in each.used:
            assert sum(reason.quantity for reason in used.reasons) == used.quantity


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_the_method_that_acted_is_among_the_alternatives_as_it_was(one: Scenario) -> None:
    _, told = _of(one)

    for each in told:
        acted = {reason.method for used in each.used for reason in used.reasons}
        for other in each.alternatives:
            if acted == {other.method}:
                gains = {
                    term: sum(used.gain for used in each.used if used.term == term)
                    for term in ("short", "long")
                }
                assert other.same
                assert (other.short_term_gain, other.long_term_gain) == (
                    gains["short"],
                    gains["long"],
                )


def _of(one: Scenario) -> tuple[pl.DataFrame, tuple[Explanation, ...]]:
    return both(
        one.transactions,
        ZONE,
        elections=one.elections,
        identifications=one.identifications,
        bound=one.bound,
    )


@pytest.mark.parametrize(
    ("proceeds", "basis", "counts"),
    [
        pytest.param(12_000, 10_000, GiftBasis.DONORS, id="gain"),
        pytest.param(5_000, 6_000, GiftBasis.VALUE, id="loss"),
        pytest.param(8_000, 8_000, GiftBasis.NEITHER, id="between"),
    ],
)
def test_a_gift_says_which_basis_counts(proceeds: int, basis: int, counts: GiftBasis) -> None:
    """26 U.S.C. § 1015(a): it had cost the donor 10,000 and was worth 6,000 when given."""
    given_in = deed(
        Kind.GIFT_IN,
        "g",
        "2025-03-01",
        came=(1, "BTC"),
        acquired="2020-01-01",
        basis_usd="10000",
        usd_value="6000",
    )
    (one,) = explained(given_in, sell("s1", "2025-06-10", 1, proceeds))

    assert (one.used[0].cost_basis, one.used[0].gift) == (D(basis), counts)


def test_a_gift_worth_more_than_it_had_cost_has_one_basis() -> None:
    given_in = deed(
        Kind.GIFT_IN,
        "g",
        "2025-03-01",
        came=(1, "BTC"),
        acquired="2020-01-01",
        basis_usd="10000",
        usd_value="20000",
    )
    (one,) = explained(given_in, sell("s1", "2025-06-10", 1, 5_000))

    assert (one.used[0].cost_basis, one.used[0].gift) == (D(10_000), None)


def test_what_was_inherited_is_said_to_be() -> None:
    """26 U.S.C. §§ 1014, 1223(9): value at death, and long-term after three weeks."""
    left = deed(Kind.INHERITANCE, "i", "2025-05-20", came=(1, "BTC"), usd_value="40000")
    (one,) = explained(left, sell("s1", "2025-06-10", 1, 39_000))

    assert (one.used[0].inherited, one.used[0].term, one.used[0].gain) == (True, "long", D(-1_000))
