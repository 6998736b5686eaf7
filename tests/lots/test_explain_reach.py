"""Which lots a disposal could have taken: basis is kept per account, Treas. Reg. 1.1012-1(j)."""

from datetime import date
from decimal import Decimal

from harvest_tui.domain.elections import Method
from harvest_tui.domain.explanation import Away, Ground, Unavailable
from harvest_tui.domain.kinds import Kind
from lots.books import buy, deed, lot, move, pooled, sell
from lots.explaining import NEW, OLD, SALE, explained, grounds, only

D = Decimal
ATOM = D("0.000000000000000001")


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


def test_lots_in_other_accounts_are_summed_up_account_by_account() -> None:
    """Four in the barn for 10,000 to 16,000 a unit; of the third one half was sold before."""
    barn = [
        buy(f"b{n}", f"2023-0{n}-10", n, n * cost, account="Barn")
        for n, cost in ((1, 14_000), (2, 10_000), (3, 12_000), (4, 16_000))
    ]
    attic = buy("attic", "2023-06-10", 1, 11_000, account="Attic")
    sold = sell("s0", "2025-01-10", "4.5", 90_000, account="Barn")

    one = only(*barn, attic, OLD, sold, SALE, asked=["s1"])

    # FIFO took b1, b2 and 1.5 of b3
    assert one.unavailable == (
        Unavailable(
            why=Away.ELSEWHERE,
            account="Attic",
            lots=1,
            quantity=D(1),
            lowest_unit_cost=D(11_000),
            highest_unit_cost=D(11_000),
            oldest=(lot(attic),),
        ),
        Unavailable(
            why=Away.ELSEWHERE,
            account="Barn",
            lots=2,
            quantity=D("5.5"),
            lowest_unit_cost=D(12_000),
            highest_unit_cost=D(16_000),
            oldest=(lot(barn[2]), lot(barn[3])),
        ),
    )


def test_of_many_lots_out_of_reach_the_three_oldest_are_named() -> None:
    """Those moved in stand behind; two came at one instant: the one booked first is the older."""
    young = buy("young", "2023-08-10", 1, 10_000, account="Attic")
    moved = move("m", "2023-09-10", 1, "Barn", account="Attic")
    there = [
        buy(name, f"2023-{month}-10", 1, 10_000, account="Barn")
        for name, month in (("c1", "11"), ("c2", "11"), ("c3", "12"), ("c4", "10"))
    ]

    one = only(young, moved, *there, OLD, SALE)

    (barn,) = one.unavailable
    c1, _, _, c4 = there
    assert (barn.lots, barn.oldest) == (5, (lot(young), lot(c4), lot(c1)))


def test_a_lot_partly_moved_away_and_back_counts_once() -> None:
    there = buy("b", "2023-01-10", 2, 20_000, account="Barn")
    away = move("m1", "2023-02-10", 1, "Attic", account="Barn")
    back = move("m2", "2023-03-10", 1, "Barn", account="Attic")

    one = only(there, away, back, OLD, SALE)

    (barn,) = one.unavailable
    assert (barn.account, barn.lots, barn.quantity) == ("Barn", 1, D(2))


def test_what_came_later_elsewhere_or_in_another_asset_is_not_listed() -> None:
    """The swap makes both assets share lots; its units come to the account after the sale."""
    swap = deed(Kind.SWAP, "x", "2025-09-01", went=(1, "ETH"), came=("0.1", "BTC"), usd_value=6_000)
    ether = [buy(f"e{day}", f"2025-{day}", 1, 2_000, asset="ETH") for day in ("05-01", "08-01")]
    barn = buy("barn", "2025-08-10", 1, 90_000, account="Barn")

    one = only(OLD, SALE, *ether, barn, swap, asked=["s1"])

    assert [(away.why, away.account, away.lots, away.quantity) for away in one.unavailable] == [
        (Away.LATER, "Kraken", 1, D("0.1"))
    ]


def test_in_a_pooled_year_what_is_used_up_anywhere_is_told_with_its_account() -> None:
    barn = buy("barn", "2023-01-10", 1, 10_000, account="Barn")
    mine = buy("mine", "2023-02-10", 1, 20_000)
    later = buy("later", "2023-08-10", 1, 20_000, account="Attic")

    _, one = explained(
        barn,
        mine,
        sell("s0", "2023-05-10", 1, 50_000),
        sell("s1", "2023-06-10", 1, 50_000),
        later,
        elections=(pooled(),),
        today=date(2023, 12, 31),
    )

    assert [(away.why, away.account, away.oldest) for away in one.unavailable] == [
        (Away.USED, "Barn", (lot(barn),)),
        (Away.LATER, "Attic", (lot(later),)),
    ]


def test_once_the_pool_is_parted_each_account_has_its_own_lots() -> None:
    """One unit in each account on 1 January 2025; 26 U.S.C. § 1012(c)(1) keeps them apart."""
    barn = buy("barn", "2023-01-10", 1, 10_000, account="Barn")
    mine = buy("mine", "2023-02-10", 1, 20_000)

    one = only(barn, mine, SALE, elections=(pooled(),))

    assert [used.lot_id for used in one.used] == [lot(mine)]
    assert [(away.why, away.account, away.oldest) for away in one.unavailable] == [
        (Away.ELSEWHERE, "Barn", (lot(barn),))
    ]


def test_a_lot_is_left_as_long_as_anything_of_it_is() -> None:
    """Half of it was away and is back: two pieces, of which the sale takes one."""
    there = move("m1", "2024-06-10", "0.5", "Barn")
    back = move("m2", "2024-07-10", "0.5", "Kraken", account="Barn")
    half = only(OLD, there, back, sell("s", "2025-06-10", "0.5", 25_000))
    nearly_all = only(OLD, sell("s", "2025-06-10", D(1) - ATOM, 50_000))

    assert (half.lots_left, half.left) == (1, D("0.5"))
    assert (nearly_all.lots_left, nearly_all.left) == (1, ATOM)


def test_a_migrated_lot_is_told_by_the_unit_it_became() -> None:
    """100 LEND for 1,000 became one AAVE: 1,000 for a unit is what HIFO and LOFO rank by."""
    held = buy("a", "2024-01-02", 100, 1_000, asset="LEND")
    migrated = deed(Kind.REDENOMINATION, "m", "2024-03-01", went=(100, "LEND"), came=(1, "AAVE"))

    one = only(held, migrated, sell("s", "2025-03-01", 1, 3_000, asset="AAVE"))

    assert [(used.lot_id, used.unit_cost, used.gain) for used in one.used] == [
        (lot(held), D(1_000), D(2_000))
    ]
    assert (one.lots_left, one.unavailable) == (0, ())
