"""What other methods would have made of a disposal: sums by hand."""

from datetime import date
from decimal import Decimal

import pytest

from harvest_tui.domain.elections import Method
from harvest_tui.domain.kinds import Kind
from harvest_tui.rules.wash_sales import WashRule
from lots.books import buy, deed, elect, identify, lot, move, sell
from lots.explaining import NEW, OLD, SALE, explained, only

D = Decimal
FOUR = (
    buy("a", "2024-01-10", 1, 20_000),
    buy("b", "2024-03-10", 1, 60_000),
    buy("c", "2025-02-10", 1, 60_000),
    buy("d", "2025-04-10", 1, 30_000),
)
"""By June 2025 a and b are long; b and c cost the same."""


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


@pytest.mark.parametrize(
    ("sold", "gain"),
    [
        pytest.param("1.000000009", 20, id="below dust: the sale is whole"),
        pytest.param("1.25", 0, id="a fifth is missing, and 20 of the proceeds wait"),
    ],
)
def test_of_units_that_were_not_there_no_method_has_the_proceeds(sold: str, gain: int) -> None:
    """Sold for 100; the unit that was there had cost 80."""
    one = only(buy("b", "2025-01-10", 1, 80), sell("s", "2025-06-10", sold, 100))

    assert {other.short_term_gain for other in one.alternatives} == {D(gain)}
    assert [used.gain for used in one.used] == [D(gain)]


def test_missing_as_much_as_dust_is_a_share_of_the_proceeds() -> None:
    """10**-8 of 1.00000001 units sold for that many dollars: one dollar is for the unit there."""
    one = only(
        buy("b", "2025-01-10", 1, "0.5"), sell("s", "2025-06-10", "1.00000001", "1.00000001")
    )

    assert {other.short_term_gain for other in one.alternatives} == {D("0.5")}


@pytest.mark.parametrize(
    ("sold", "short", "long"),
    [
        pytest.param("2025-01-10", 10_000, 0, id="the last short-term day"),
        pytest.param("2025-01-11", 0, 10_000, id="the first long-term day"),
    ],
)
def test_an_alternative_is_long_term_from_the_first_day_after_a_year(
    sold: str, short: int, long: int
) -> None:
    """26 U.S.C. § 1222: bought on 10 January, its year begins on the 11th."""
    one = only(OLD, sell("s", sold, 1, 30_000))

    assert {(other.short_term_gain, other.long_term_gain) for other in one.alternatives} == {
        (D(short), D(long))
    }


def test_units_that_replaced_others_count_in_an_alternative_from_the_days_of_those() -> None:
    """26 U.S.C. §§ 1091(d), 1223(3): 10,000 put off onto the 50,000 paid, and 361 days held.

    Sold after 50 more days for 65,000.
    """
    one = only(
        buy("old", "2024-01-10", 1, 60_000),
        sell("loss", "2025-01-05", 1, 50_000),
        buy("again", "2025-01-10", 1, 50_000),
        sell("s", "2025-03-01", 1, 65_000),
        wash=WashRule(others_from=date.min),
        asked=["s"],
    )

    assert {(other.short_term_gain, other.long_term_gain) for other in one.alternatives} == {
        (D(0), D(5_000))
    }


def test_a_lot_named_in_part_and_then_taken_by_the_order_is_the_same_lot() -> None:
    """A quarter of the older unit was named; by FIFO the rest of the sale takes the rest of it."""
    one = only(OLD, NEW, SALE, identifications=(identify(1, "2025-06-01", (OLD, "0.25")),))

    assert [used.quantity for used in one.used] == [D("0.25"), D("0.75")]
    assert {other.method.value for other in one.alternatives if other.same} == {"FIFO", "LOFO"}


def test_the_lots_of_an_alternative_are_counted_once_each() -> None:
    """Half of the old unit was away and is back: two pieces, one lot."""
    there = move("m1", "2024-06-10", "0.5", "Barn")
    back = move("m2", "2024-07-10", "0.5", "Kraken", account="Barn")

    one = only(OLD, there, back, NEW, sell("s", "2025-06-10", "1.5", 75_000))

    assert [other.lots for other in one.alternatives] == [2, 2, 2, 2]
    assert (one.lots_left, one.left) == (1, D("0.5"))
