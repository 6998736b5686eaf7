"""Each method on one small table, worked by hand; and what must hold of methods on any trades.

Lots, all of 2024, one BTC each but b4 (two): b1 10 Jan for 30,000; b2 10 Feb for 50,000; b3 10 Mar
for 30,000; b4 10 Apr for 100,000 (50,000 each); b5 10 May for 20,000. Sold on 10 June: 2.5 BTC for
100,000, that is 40,000 each; on 10 July 1 BTC for 40,000.
"""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest_tui.domain.elections import Method
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from lots.books import buy, deed, elect, left, rows, run, sell, taken

HALF, ONE_AND_A_HALF = Decimal("0.5"), Decimal("1.5")
BOUGHT = (
    buy("b1", "2024-01-10", 1, 30_000),
    buy("b2", "2024-02-10", 1, 50_000),
    buy("b3", "2024-03-10", 1, 30_000),
    buy("b4", "2024-04-10", 2, 100_000),
    buy("b5", "2024-05-10", 1, 20_000),
)
SOLD = (sell("s1", "2024-06-10", "2.5", 100_000), sell("s2", "2024-07-10", 1, 40_000))


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        pytest.param(
            Method.FIFO,
            [
                ("b1", 1, 30_000, 10_000),
                ("b2", 1, 50_000, -10_000),
                ("b3", HALF, 15_000, 5_000),
                ("b3", HALF, 15_000, 5_000),
                ("b4", HALF, 25_000, -5_000),
            ],
            id="FIFO",
        ),
        pytest.param(
            Method.LIFO,
            [
                ("b5", 1, 20_000, 20_000),
                ("b4", ONE_AND_A_HALF, 75_000, -15_000),
                ("b4", HALF, 25_000, -5_000),
                ("b3", HALF, 15_000, 5_000),
            ],
            id="LIFO",
        ),
        pytest.param(
            Method.HIFO,  # b2 and b4 cost 50,000 each: the older goes first
            [
                ("b2", 1, 50_000, -10_000),
                ("b4", ONE_AND_A_HALF, 75_000, -15_000),
                ("b4", HALF, 25_000, -5_000),
                ("b1", HALF, 15_000, 5_000),
            ],
            id="HIFO",
        ),
        pytest.param(
            Method.LOFO,  # b1 and b3 cost 30,000 each: the older goes first
            [
                ("b5", 1, 20_000, 20_000),
                ("b1", 1, 30_000, 10_000),
                ("b3", HALF, 15_000, 5_000),
                ("b3", HALF, 15_000, 5_000),
                ("b2", HALF, 25_000, -5_000),
            ],
            id="LOFO",
        ),
        pytest.param(
            Method.SPECIFIC,  # nothing named: FIFO
            [
                ("b1", 1, 30_000, 10_000),
                ("b2", 1, 50_000, -10_000),
                ("b3", HALF, 15_000, 5_000),
                ("b3", HALF, 15_000, 5_000),
                ("b4", HALF, 25_000, -5_000),
            ],
            id="spec-id",
        ),
    ],
)
def test_a_method_takes_lots_in_its_order(
    method: Method, expected: list[tuple[object, ...]]
) -> None:
    assert taken(run(*BOUGHT, *SOLD, elections=(elect(method),))) == expected


def test_without_any_election_the_oldest_goes_first() -> None:
    assert taken(run(*BOUGHT, *SOLD)) == taken(run(*BOUGHT, *SOLD, elections=(elect(Method.FIFO),)))


def test_a_row_names_the_order_that_acted() -> None:
    by_name = {
        method: {row[0] for row in rows(run(*BOUGHT, *SOLD, elections=(elect(method),)), "method")}
        for method in Method
    }
    assert by_name == {
        Method.FIFO: {"FIFO"},
        Method.LIFO: {"LIFO"},
        Method.HIFO: {"HIFO"},
        Method.LOFO: {"LOFO"},
        Method.SPECIFIC: {"FIFO"},  # nothing was named
    }


# All in one instant: t6, t10 and t11 for 100 each, t9 for 300, t8 (two) for 600; then t12 for 100.
# The older of two is the one whose id has the lower number. 1.5, then 3, then the rest is sold.
TIED = (
    *(buy(f"t{n}", "2024-01-10T09:00", 1, 100) for n in (11, 10, 6)),
    buy("t9", "2024-01-10T09:00", 1, 300),
    buy("t8", "2024-01-10T09:00", 2, 600),
    buy("t12", "2024-01-11", 1, 100),
    sell("t20", "2024-02-10", "1.5", 300),
    sell("t21", "2024-02-11", 3, 600),
    sell("t22", "2024-02-12", "2.5", 500),
)


@pytest.mark.parametrize(
    ("method", "order"),
    [
        (Method.FIFO, ["t6", "t8", "t8", "t9", "t10", "t10", "t11", "t12"]),
        (Method.LIFO, ["t12", "t11", "t11", "t10", "t9", "t8", "t8", "t6"]),
        (Method.HIFO, ["t8", "t8", "t9", "t6", "t10", "t10", "t11", "t12"]),
        (Method.LOFO, ["t6", "t10", "t10", "t11", "t12", "t8", "t8", "t9"]),
        (Method.SPECIFIC, ["t6", "t8", "t8", "t9", "t10", "t10", "t11", "t12"]),
    ],
)
def test_ties_of_cost_and_of_instant_go_to_the_older_lot(method: Method, order: list[str]) -> None:
    """LIFO alone takes the younger of two first."""
    done = run(*TIED, elections=(elect(method),))

    assert [row[0] for row in rows(done, "acquired_transaction_id")] == order
    assert left(done) == []


def test_hifo_ranks_by_cost_with_fees() -> None:
    """b1 costs 1,000; b2 990 and a fee of 20, that is 1,010."""
    done = run(
        buy("b1", "2024-01-10", 1, 1_000),
        buy("b2", "2024-02-10", 1, 990, fee=(20, "USD")),
        sell("s1", "2024-03-10", 1, 1_500),
        elections=(elect(Method.HIFO),),
    )
    assert taken(done) == [("b2", 1, 1_010, 490)]


def test_a_partly_used_dear_lot_is_not_forgotten_when_cheap_income_arrives() -> None:
    done = run(
        buy("b1", "2024-01-10", 1, 1_000),
        deed(Kind.STAKING_REWARD, "i1", "2024-02-10", came=(5, "BTC"), usd_value=500),
        sell("s1", "2024-03-10", "0.5", 200),
        deed(Kind.STAKING_REWARD, "i2", "2024-04-10", came=(3, "BTC"), usd_value=150),
        sell("s2", "2024-05-10", "0.5", 200),
        elections=(elect(Method.HIFO),),
    )
    assert taken(done) == [("b1", HALF, 500, -300), ("b1", HALF, 500, -300)]


def test_no_method_looks_ahead() -> None:
    done = run(
        buy("b1", "2024-01-10", 1, 100),
        sell("s1", "2024-02-10", 1, 150),
        buy("b2", "2024-03-10", 1, 900),
        elections=(elect(Method.HIFO),),
    )
    assert taken(done) == [("b1", 1, 100, 50)]


def test_proceeds_that_do_not_divide_are_floored_and_the_last_lot_has_the_rest() -> None:
    """10 dollars for two units of one lot and one of the next: 6.66… and 3.33…4."""
    done = run(
        buy("b1", "2024-01-10", 2, 2),
        buy("b2", "2024-01-11", 1, 1),
        sell("s1", "2024-02-10", 3, 10),
    )
    assert rows(done, "proceeds") == [
        (Decimal("6.666666666666666666"),),
        (Decimal("3.333333333333333334"),),
    ]


def test_of_units_so_fine_that_one_more_would_count_the_last_lot_has_the_rest_too() -> None:
    """A dollar for three lots of 10**-18 units: a third each, floored, and what is left over."""
    finest, third = Decimal("1e-18"), Decimal("0.333333333333333333")
    done = run(
        *(buy(name, f"2026-01-0{day}", finest, 1) for day, name in enumerate("abc", 1)),
        sell("s", "2026-02-01", 3 * finest, 1),
    )
    assert rows(done, "proceeds") == [(third,), (third,), (third + finest,)]


def test_a_basis_that_does_not_divide_loses_nothing() -> None:
    """100 dollars for three units, sold one by one: the pieces add up to 100 exactly."""
    done = run(
        buy("b1", "2024-01-10", 3, 100),
        *(sell(f"s{n}", f"2024-02-{n:02}", 1, 50) for n in (1, 2, 3)),
    )
    assert sum(row[2] for row in taken(done)) == 100
    assert left(done) == []


trades = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["1", "2", "3", "0.5", "0.333333333333333333"]),
        st.sampled_from([100, 200, 300, 1_000_000, 7]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(trades, st.sampled_from(list(Method)), st.fractions(0, 1, max_denominator=8))
def test_units_left_never_go_before_units_taken(
    bought: list[tuple[int, str, int]], method: Method, part: Fraction
) -> None:
    lots, units = _lots(bought)
    sold = (units * Decimal(part.numerator) / part.denominator).quantize(Decimal("1e-18"))
    if not sold:
        return
    done = run(*lots, sell("s1", "2024-12-31", sold, 5_000), elections=(elect(method),))
    by_name = {lot.transaction_id: lot for lot in lots}
    gone = [by_name[name] for name, *_ in taken(done)]
    kept = [by_name[name] for (name,) in left(done, "acquired_transaction_id")]

    for first, then in [*pairwise(gone), *((g, k) for g in gone for k in kept)]:
        assert _not_after(first, then, method)


@settings(max_examples=30, deadline=None)
@given(trades, st.lists(st.sampled_from(["0.25", "0.5", "1"]), max_size=4))
def test_when_all_is_sold_every_method_gives_the_same_total(
    bought: list[tuple[int, str, int]], sizes: list[str]
) -> None:
    lots, units = _lots(bought)
    sales = []
    for number, size in enumerate(sizes):
        if (rest := units - Decimal(size)) > 0:
            sales.append(sell(f"s{number}", f"2024-11-{number + 1:02}", size, 100 + number))
            units = rest
    sales.append(sell("s9", "2024-12-31", units, 5_000))
    totals = {
        sum(gain for *_, gain in taken(run(*lots, *sales, elections=(elect(method),))))
        for method in Method
    }
    assert len(totals) == 1


@settings(max_examples=30, deadline=None)
@given(trades, st.sampled_from(list(Method)), st.fractions(0, 1, max_denominator=8))
def test_selling_in_two_parts_takes_the_lots_of_one_sale(
    bought: list[tuple[int, str, int]], method: Method, part: Fraction
) -> None:
    lots, units = _lots(bought)
    first = (units / 2 * Decimal(part.numerator) / part.denominator).quantize(Decimal("1e-18"))
    second = (units / 2).quantize(Decimal("1e-18")) - first
    if not first or not second:
        return
    elections = (elect(method),)
    whole = run(*lots, sell("s1", "2024-12-01", first + second, 100), elections=elections)
    parts = run(
        *lots,
        sell("s1", "2024-12-01", first, 50),
        sell("s2", "2024-12-02", second, 50),
        elections=elections,
    )
    assert _by_lot(taken(whole)) == _by_lot(taken(parts))


def _lots(bought: list[tuple[int, str, int]]) -> tuple[list[Transaction], Decimal]:
    """Give purchases some days apart, none or more."""
    lots, day = [], 1
    for number, (gap, units, cost) in enumerate(bought):
        day += gap
        lots.append(buy(f"b{number}", f"2024-01-{day:02}", units, cost))
    return lots, sum((t.in_quantity or Decimal(0) for t in lots), Decimal(0))


def _not_after(one: Transaction, other: Transaction, method: Method) -> bool:
    """Compare unit costs by cross multiplication."""
    ours = (one.out_quantity or Decimal(0)) * (other.in_quantity or Decimal(0))
    theirs = (other.out_quantity or Decimal(0)) * (one.in_quantity or Decimal(0))
    return {
        Method.FIFO: one.at <= other.at,
        Method.SPECIFIC: one.at <= other.at,
        Method.LIFO: one.at >= other.at,
        Method.HIFO: ours > theirs or (ours == theirs and one.at <= other.at),
        Method.LOFO: ours < theirs or (ours == theirs and one.at <= other.at),
    }[method]


def _by_lot(used: list[tuple[str, Decimal, Decimal, Decimal]]) -> dict[str, tuple[Decimal, ...]]:
    sums: dict[str, tuple[Decimal, ...]] = {}
    for name, units, basis, _ in used:
        had = sums.get(name, (Decimal(0), Decimal(0)))
        sums[name] = (had[0] + units, had[1] + basis)
    return sums
