"""One pool alone: nothing made, nothing lost, whatever comes and goes in whatever order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from harvest_tui.domain.elections import Method
from harvest_tui.lots.pool import Lot, Pool, Take, rank

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


def test_more_of_a_lot_may_come_after_all_of_it_was_taken_by_name() -> None:
    """A used-up piece is still ranked when the same lot comes again: they must not be compared."""
    pool = Pool("Kraken", "BTC")
    pool.add(FIVE_LOTS[1], 1, 10, None, moved=True)
    pool.add(FIVE_LOTS[0], 2, 20, None, moved=True)
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
