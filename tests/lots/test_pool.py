"""One pool alone: nothing made, nothing lost, whatever comes and goes in whatever order."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest_tui.domain.amounts import ONE
from harvest_tui.domain.elections import Method
from harvest_tui.lots.pool import Lot, Piece, Pool, Take, rank

FIVE_LOTS = [
    Lot(
        number=number,
        lot_id=f"lot {number}",
        key=f"key {number}",
        transaction_id=f"t{number}",
        account="Kraken",
        asset="BTC",
        acquired_at=acquired,
        received_at=acquired,
        quantity=quantity,
        cost=cost,
        loss_cost=cost // 3,
        inherited=False,
        evidence="buy",
    )
    for number, (acquired, quantity, cost) in enumerate(
        [(10, 7, 100), (5, 3, 100), (10, 7, 100), (20, 1, 0), (20, 1000, 1)]
    )
]
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 4), st.integers(1, 50), st.booleans()),
        st.tuples(
            st.just("draw"), st.sampled_from(list(Method)), st.integers(1, 80), st.booleans()
        ),
        st.tuples(st.just("named"), st.integers(0, 4), st.integers(1, 80), st.booleans()),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(steps)
def test_units_and_both_bases_that_come_in_go_out_or_are_left(
    walk: list[tuple[str, int | Method, int, bool]],
) -> None:
    pool = Pool("Kraken", "BTC")
    came = [0, 0, 0]
    gone: list[Take] = []
    for step, what, units, moved in walk:
        if step == "add":
            lot = FIVE_LOTS[int(str(what))]
            cost, loss = units * 17 + 1, units * 5
            pool.add(lot, units, cost, loss, moved=moved)
            came = [came[0] + units, came[1] + cost, came[2] + loss]
        elif isinstance(what, Method):
            gone += pool.draw(units, what)
        else:
            gone += pool.draw_from(what, units, "spec-id")
    left = list(pool.pieces.values())

    assert came == [
        sum(take.quantity for take in gone) + sum(piece.left() for piece in left),
        sum(take.cost for take in gone) + sum(piece.cost_left() for piece in left),
        sum(take.loss_cost or 0 for take in gone)
        + sum(piece.loss_cost_left() or 0 for piece in left),
    ]
    assert all(take.quantity > 0 for take in gone)
    assert all(piece.left() > 0 for piece in left)


@settings(deadline=None)
@given(steps, st.sampled_from(list(Method)))
def test_a_draw_reaches_as_far_as_there_are_units(
    walk: list[tuple[str, int | Method, int, bool]], method: Method
) -> None:
    pool = Pool("Kraken", "BTC")
    for step, what, units, moved in walk:
        if step == "add":
            pool.add(FIVE_LOTS[int(str(what))], units, units, None, moved=moved)
    held = sum(piece.left() for piece in pool.pieces.values())

    assert sum(take.quantity for take in pool.draw(held + 5, method)) == held
    assert pool.pieces == {}


def test_what_comes_back_of_a_lot_joins_what_is_left_of_it_with_both_bases() -> None:
    """Of 4 units at 40 (for a loss 12) one is gone: 3 at 30 (9). With 3 more at 50 (20) there are
    6 at 80 (29); half of them are 3 at 40, for a loss 14 rounded down, and the rest has 40 and 15.
    """
    pool = Pool("Kraken", "BTC")
    pool.add(FIVE_LOTS[0], 4, 40, 12, moved=False)
    gone = pool.draw(1, Method.FIFO)
    pool.add(FIVE_LOTS[0], 3, 50, 20, moved=False)
    (piece,) = pool.pieces.values()

    assert [take[2:5] for take in gone] == [(1, 10, 3)]
    assert (piece.left(), piece.cost_left(), piece.loss_cost_left()) == (6, 80, 29)
    assert [take[2:5] for take in pool.draw(3, Method.FIFO)] == [(3, 40, 14)]
    assert (piece.left(), piece.cost_left(), piece.loss_cost_left()) == (3, 40, 15)
    assert [take[2:5] for take in pool.draw(9, Method.FIFO)] == [(3, 40, 15)]


@pytest.mark.parametrize(("there", "more"), [(12, None), (None, 12)])
def test_units_with_and_without_a_loss_basis_have_none_together(
    there: int | None, more: int | None
) -> None:
    pool = Pool("Kraken", "BTC")
    pool.add(FIVE_LOTS[0], 4, 40, there, moved=False)
    pool.add(FIVE_LOTS[0], 4, 40, more, moved=False)

    assert [take[2:5] for take in pool.draw(8, Method.FIFO)] == [(8, 80, None)]


def test_a_lot_named_is_drawn_with_the_parts_parted_from_it_and_no_other() -> None:
    """Of 2, 1 and 3 units of number 100 and its parts, 5 are 2, 1 and 2; 103 is not one."""
    whole = replace(FIVE_LOTS[0], number=100, parts=2)
    pool = Pool("Kraken", "BTC")
    for number, units in ((100, 2), (101, 1), (102, 3), (103, 7)):
        pool.add(replace(whole, number=number), units, units, None, moved=False)

    drawn = pool.draw_named(whole, 5, "spec-id")
    rest = pool.draw_named(whole, 5, "spec-id")

    assert [(take.lot.number, take.quantity) for take in drawn] == [(100, 2), (101, 1), (102, 2)]
    assert [(take.lot.number, take.quantity) for take in rest] == [(102, 1)]


def test_a_named_lot_gives_what_never_left_before_what_came_back() -> None:
    """3 units, 2 of them moved away and back: of 2 named one has not moved and one has."""
    pool = Pool("Kraken", "BTC")
    pool.add(FIVE_LOTS[0], 1, 10, None, moved=False)
    pool.add(FIVE_LOTS[0], 2, 20, None, moved=True)

    drawn = pool.draw_from(0, 2, "spec-id")

    assert [(take.moved, take.quantity, take.cost, take.method) for take in drawn] == [
        (False, 1, 10, "spec-id"),
        (True, 1, 10, "spec-id"),
    ]
    assert pool.draw_from(0, 0, "spec-id") == []


@pytest.mark.parametrize("method", [Method.HIFO, Method.LOFO])
def test_unit_costs_are_compared_to_the_last_atom(method: Method) -> None:
    """Three for 100 cost a third of an atom more each than one for 33.333333333333333333."""
    thirds, whole = _lot(3 * ONE, 100 * ONE), _lot(ONE, 33_333_333_333_333_333_333)
    dearer_first = rank(thirds, method) < rank(whole, method)

    assert dearer_first is (method is Method.HIFO)


def test_doubt_begins_with_the_first_finding_and_holds_from_then_on() -> None:
    pool = Pool("Kraken", "BTC", tainted_from=50)
    before = pool.tainted(49), pool.tainted(50)
    pool.taint(60)
    later = pool.tainted_from
    pool.taint(40)

    assert before == (False, True)
    assert (later, pool.tainted_from) == (50, 40)
    assert not Pool("Kraken", "BTC").tainted(10**18)


def test_what_would_be_drawn_is_what_is_drawn_and_is_still_there() -> None:
    """Of 2, 3 and 4 units one each of the first two are gone: 4 more would be 1, 2 and 1."""
    pool = Pool("Kraken", "BTC")
    for number, units in enumerate((2, 3, 4)):
        oldest = replace(FIVE_LOTS[0], number=number)
        pool.add(oldest, units, 10 * units, None, moved=False)
    pool.draw(1, Method.FIFO)
    pool.draw_from(1, 1, "spec-id")

    would = [
        (take.lot.number, take.quantity, take.cost) for take in pool.would_draw(4, Method.FIFO)
    ]

    assert would == [(0, 1, 10), (1, 2, 20), (2, 1, 10)]
    assert pool.would_draw(4, Method.FIFO) == pool.draw(4, Method.FIFO)


def test_more_of_a_lot_may_come_after_all_of_it_was_taken_by_name() -> None:
    """A used-up piece is still ranked when the same lot comes again: they must not be compared."""
    pool = Pool("Kraken", "BTC")
    pool.add(FIVE_LOTS[1], 1, 10, None, moved=True)
    pool.add(FIVE_LOTS[0], 2, 20, None, moved=True)
    pool.draw(1, Method.FIFO)  # now the order is kept
    for units in (2, 5):
        pool.draw_from(0, units, "spec-id")
        pool.add(FIVE_LOTS[0], units, units * 10, None, moved=True)
    pool.draw_from(0, 5, "spec-id")
    pool.add(FIVE_LOTS[0], 3, 30, None, moved=True)

    assert [(take.quantity, take.cost) for take in pool.draw(9, Method.FIFO)] == [(3, 30)]


def test_more_may_come_of_a_lot_that_was_here_at_a_checkpoint_and_was_taken_by_name() -> None:
    pool = Pool("Kraken", "BTC")
    for lot, units in ((FIVE_LOTS[1], 1), (FIVE_LOTS[0], 2)):
        pool.put_back(Piece(lot, moved=True, quantity=units, cost=10 * units, loss_cost=None))
    pool.draw(1, Method.FIFO)  # now the order is kept
    pool.draw_from(0, 2, "spec-id")
    pool.add(FIVE_LOTS[0], 3, 30, None, moved=True)

    assert [(take.quantity, take.cost) for take in pool.draw(9, Method.FIFO)] == [(3, 30)]


@settings(deadline=None)
@given(
    st.integers(1, 10**38 - 1),
    st.integers(0, 10**38 - 1),
    st.integers(1, 10**38 - 1),
    st.integers(0, 10**38 - 1),
)
def test_unit_costs_compare_as_the_fractions_they_are(
    units: int, cost: int, other_units: int, other_cost: int
) -> None:
    ours, theirs = _lot(units, cost), _lot(other_units, other_cost)
    left, right = cost * other_units, other_cost * units

    dearer, cheaper = rank(ours, Method.HIFO)[0], rank(theirs, Method.HIFO)[0]
    assert (dearer < cheaper) == (left > right)
    assert (dearer == cheaper) == (left == right)


def _lot(quantity: int, cost: int) -> Lot:
    one = FIVE_LOTS[0]
    fields = {name: getattr(one, name) for name in one.__slots__}
    return Lot(**(fields | {"quantity": quantity, "cost": cost}))
