"""Wash sales: 26 U.S.C. § 1091 and the examples of its regulations."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from harvest_tui.domain.elections import Method
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.lots.replay import Replay
from harvest_tui.rules.wash_sales import WashRule
from lots.books import buy, deed, elect, left, lot, rows, run, sell
from lots.cases import REFERENCE

ALWAYS = WashRule(others_from=date.min)
CASES = json.loads(REFERENCE.read_text())["wash_sale_cases"]


def washed(*transactions: Transaction, wash: WashRule = ALWAYS, **more: Any) -> Replay:  # noqa: ANN401 # fields of Conventions
    return run(*transactions, wash=wash, **more)


def gains(done: Replay) -> list[tuple[Any, ...]]:
    """What was sold: lot, units, adjustment, gain, code."""
    return rows(done, "acquired_transaction_id", "quantity", "adjustment", "gain", "code")


def held(done: Replay) -> list[tuple[Any, ...]]:
    """What is left: purchase, units, basis, day the period counts from."""
    return left(done, "acquired_transaction_id", "quantity", "cost_basis", "held_since")


def D(text: str) -> Decimal:  # noqa: N802 # as short as a literal
    return Decimal(text)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_published_case_is_disallowed_as_published(case: dict[str, Any]) -> None:
    bought = [buy(b["id"], b["date"], b["qty"], b["cost"]) for b in case["buys"]]
    sold = case["sale"]

    done = washed(*bought, sell("s", sold["date"], sold["qty"], sold["proceeds"]))

    expected = case["expected"]
    assert gains(done) == [
        (sold["lot"], D(sold["qty"]), D(expected["disallowed"]), -D(expected["allowed"]), "W")
    ]
    bases = {name: D(basis) for name, basis in expected["new_basis"].items()}
    assert dict(left(done, "acquired_transaction_id", "cost_basis")) == bases


def test_a_cheaper_replacement_takes_the_old_basis_less_the_difference() -> None:
    """Treas. Reg. 1.1091-2(a), example 2: bought at 100, sold at 80, bought again at 70."""
    done = washed(
        buy("old", "1935-01-01", 1, 100),
        sell("s", "1955-01-15", 1, 80),
        buy("new", "1955-02-01", 1, 70),
    )

    assert gains(done) == [("old", 1, 20, 0, "W")]
    assert left(done, "cost_basis") == [(90,)]


def test_a_second_purchase_before_the_sale_replaces_what_was_bought_first() -> None:
    """Treas. Reg. 1.1091-1(h), example 1: no loss is allowed, though the year ended between."""
    done = washed(
        buy("a", "1954-12-01", 100, 10_000),
        buy("b", "1954-12-15", 100, 9_000),
        sell("s", "1955-01-03", 100, 9_000),
    )

    assert gains(done) == [("a", 100, 1_000, 0, "W")]
    assert left(done, "cost_basis") == [(10_000,)]


def test_only_as_many_units_as_were_replaced_lose_their_loss() -> None:
    """Treas. Reg. 1.1091-1(h), example 2: of 1,000 lost on 100 shares, 75 were replaced."""
    done = washed(
        buy("old", "1954-09-21", 100, 5_000),
        buy("fifty", "1954-12-21", 50, 2_750),
        buy("more", "1954-12-27", 25, 1_125),
        sell("s", "1955-01-03", 100, 4_000),
    )

    assert gains(done) == [("old", 100, 750, -250, "W")]
    assert left(done, "acquired_transaction_id", "cost_basis") == [
        ("fifty", 3_250),
        ("more", 1_375),
    ]


def test_the_first_purchases_replace_and_their_period_includes_the_old_one() -> None:
    """Treas. Reg. 1.1091-1(h), example 3: of four purchases of 50 the first two.

    Held from 15 September 1954 to 1 February 1956: 504 days (107 + 365 + 32), which come before
    15 and 16 February 1956: 28 and 29 September 1954.
    """
    again = [buy(f"n{day}", f"1956-02-{day}", 50, 2_000) for day in (15, 16, 17, 18)]

    done = washed(buy("old", "1954-09-15", 100, 5_000), sell("s", "1956-02-01", 100, 4_000), *again)

    assert gains(done) == [("old", 100, 1_000, 0, "W")]
    assert held(done) == [
        ("n15", 50, 2_500, date(1954, 9, 29)),
        ("n16", 50, 2_500, date(1954, 9, 30)),
        ("n17", 50, 2_000, None),
        ("n18", 50, 2_000, None),
    ]


THREE = (
    buy("old", "2025-03-01", 100, 5_000),
    buy("b30", "2025-11-05", 30, 900),
    sell("s", "2025-11-20", 100, 3_000),
)


def test_purchases_before_and_after_replace_unit_for_unit() -> None:
    """100 bought for 5,000 are sold for 3,000: a loss of 20 each. 30 were bought 15 days before,
    40 and 50 within 30 days after: 30 and 40 and 30 of the 50 take 600, 800 and 600."""
    done = washed(*THREE, buy("b40", "2025-11-25", 40, 1_300), buy("b50", "2025-12-10", 50, 1_700))

    assert gains(done) == [("old", 100, 2_000, 0, "W")]
    assert left(done, "acquired_transaction_id", "quantity", "cost_basis") == [
        ("b30", 30, 1_500),
        ("b40", 40, 2_100),
        ("b50", 20, 680),
        ("b50", 30, 1_620),
    ]


def test_the_rest_of_a_loss_is_allowed() -> None:
    """The same with the 30 alone: 600 of 2,000 is put off."""
    assert gains(washed(*THREE)) == [("old", 100, 600, -1_400, "W")]


@pytest.mark.parametrize(
    ("bought_on", "adjustment"),
    [
        ("2026-02-08", 0),
        ("2026-02-09", 20),
        ("2026-03-11", 20),
        ("2026-04-10", 20),
        ("2026-04-11", 0),
    ],
)
def test_the_window_has_61_calendar_days(bought_on: str, adjustment: int) -> None:
    """Sold on 11 March 2026: 30 days before is 9 February, 30 days after 10 April."""
    done = washed(
        buy("old", "2025-01-02", 1, 100),
        buy("new", f"{bought_on}T23:59", 1, 90),
        sell("s", "2026-03-11T00:01", 1, 80),
        elections=(elect(Method.FIFO),),
    )

    assert rows(done, "adjustment") == [(adjustment,)]


def test_days_are_those_of_the_taxpayer() -> None:
    """2026-04-11 03:00Z is still 10 April in New York: the thirtieth day."""
    story = (
        buy("old", "2025-01-02", 1, 100),
        sell("s", "2026-03-11", 1, 80),
        buy("new", "2026-04-11T03:00", 1, 90),
    )

    assert rows(washed(*story, zone="America/New_York"), "adjustment") == [(20,)]
    assert rows(washed(*story, zone="UTC"), "adjustment") == [(0,)]


def test_a_loss_goes_on_into_the_next_replacement() -> None:
    """100 → sold 80, bought 90: basis 110 → sold 70, bought 75: basis 115 → sold 60.

    The first two losses (20, then 40) are put off; the last is 115 - 60 = 55 = 20 + 20 + 15,
    all that was ever lost. Held since 2 January 2025 all the time but for 10 days and 10 days.
    """
    story = (
        buy("a", "2025-01-02", 1, 100),
        sell("s1", "2025-07-01", 1, 80),
        buy("b", "2025-07-11", 1, 90),
        sell("s2", "2025-10-01", 1, 70),
        buy("c", "2025-10-11", 1, 75),
    )

    done = washed(*story, sell("s3", "2026-01-26", 1, 60))

    assert gains(done) == [("a", 1, 20, 0, "W"), ("b", 1, 40, 0, "W"), ("c", 1, 0, -55, "")]
    assert held(washed(*story)) == [("c", 1, 115, date(2025, 1, 22))]
    assert rows(done, "term")[-1] == ("long",)  # 23 January 2026 is the first long day


def test_the_first_loss_takes_the_first_units_bought_after_it() -> None:
    """Treas. Reg. 1.1091-1(b): losses in the order of sale; 3 bought replace 2 and then 1."""
    done = washed(
        buy("old", "2025-01-02", 4, 400),
        sell("s1", "2025-07-01", 2, 180),
        sell("s2", "2025-07-02", 2, 100),
        buy("new", "2025-07-20", 3, 150),
    )

    assert rows(done, "transaction_id", "adjustment") == [("s1", 20), ("s2", 50)]
    assert left(done, "quantity", "cost_basis") == [(2, 120), (1, 100)]


def test_units_that_replaced_once_replace_no_more() -> None:
    """Treas. Reg. 1.1091-1(e)."""
    done = washed(
        buy("old", "2025-01-02", 2, 200),
        buy("new", "2025-06-20", 1, 80),
        sell("s1", "2025-07-01", 1, 70),
        sell("s2", "2025-07-02", 1, 70),
    )

    assert rows(done, "transaction_id", "adjustment") == [("s1", 30), ("s2", 0)]


def test_what_is_left_of_the_same_purchase_replaces_nothing() -> None:
    """Rev. Rul. 56-602: part of one purchase sold within 30 days of it."""
    done = washed(buy("a", "2025-07-01", 10, 1_000), sell("s", "2025-07-10", 4, 300))

    assert gains(done) == [("a", 4, 0, -100, "")]


def test_units_sold_before_the_loss_replace_nothing() -> None:
    done = washed(
        buy("old", "2025-01-02", 1, 100),
        buy("new", "2025-06-20", 1, 80),
        sell("s1", "2025-06-25", 1, 90),
        sell("s2", "2025-07-01", 1, 70),
        elections=(elect(Method.LIFO),),
    )

    assert gains(done) == [("new", 1, 0, 10, ""), ("old", 1, 0, -30, "")]


def test_gains_are_never_put_off() -> None:
    """One sale of a lot that gained 10 and one that lost 30: only the loss is."""
    done = washed(
        buy("cheap", "2025-01-02", 1, 50),
        buy("dear", "2025-01-03", 1, 90),
        sell("s", "2025-07-01", 2, 120),
        buy("new", "2025-07-02", 2, 120),
    )

    assert gains(done) == [("cheap", 1, 0, 10, ""), ("dear", 1, 30, 0, "W")]
    assert left(done, "quantity", "cost_basis") == [(1, 60), (1, 90)]


def test_losses_of_one_sale_count_by_age_whatever_the_order_of_use() -> None:
    """HIFO sells the dearer, younger lot first; one unit bought replaces the older one sold."""
    done = washed(
        buy("older", "2025-01-02", 1, 90),
        buy("dearer", "2025-02-02", 1, 100),
        sell("s", "2025-07-01", 2, 100),
        buy("new", "2025-07-02", 1, 50),
        elections=(elect(Method.HIFO),),
    )

    assert gains(done) == [("dearer", 1, 0, -50, ""), ("older", 1, 40, 0, "W")]


def test_losses_of_one_sale_count_by_when_a_donor_had_bought() -> None:
    """26 U.S.C. § 1223(2): what was given is as old as the donor's; its loss is replaced first."""
    given = deed(
        Kind.GIFT_IN,
        "given",
        "2025-02-02",
        came=(1, "BTC"),
        basis_usd=100,
        usd_value=100,
        acquired="2020-01-01",
    )
    done = washed(
        buy("bought", "2025-01-02", 1, 90),
        given,
        sell("s", "2025-07-01", 2, 100),
        buy("new", "2025-07-02", 1, 50),
    )

    assert gains(done) == [("given", 1, 50, 0, "W"), ("bought", 1, 0, -40, "")]


def test_losses_of_lots_bought_at_one_instant_count_in_the_stable_order() -> None:
    """HIFO sells b for 100 before a for 90; of one instant, a stands before b."""
    done = washed(
        buy("a", "2025-01-02", 1, 90),
        buy("b", "2025-01-02", 1, 100),
        sell("s", "2025-07-01", 2, 100),
        buy("new", "2025-07-02", 1, 50),
        elections=(elect(Method.HIFO),),
    )

    assert gains(done) == [("b", 1, 0, -50, ""), ("a", 1, 40, 0, "W")]


@pytest.mark.parametrize(
    "received",
    [
        deed(Kind.STAKING_REWARD, "r", "2025-07-02", came=(1, "BTC"), usd_value=80),
        deed(Kind.GIFT_IN, "r", "2025-07-02", came=(1, "BTC"), basis_usd=80, acquired="2020-01-01"),
        deed(Kind.INHERITANCE, "r", "2025-07-02", came=(1, "BTC"), usd_value=80),
    ],
    ids=["reward", "gift", "inheritance"],
)
def test_what_was_not_bought_replaces_nothing(received: Transaction) -> None:
    """§ 1091(a): by purchase, or by an exchange on which gain or loss was recognized."""
    done = washed(buy("old", "2025-01-02", 1, 100), sell("s", "2025-07-01", 1, 80), received)

    assert gains(done) == [("old", 1, 0, -20, "")]


def test_what_came_by_a_swap_was_bought() -> None:
    done = washed(
        buy("old", "2025-01-02", 1, 100),
        sell("s", "2025-07-01", 1, 80),
        buy("eth", "2025-07-02", 1, 90, asset="ETH"),
        deed(Kind.SWAP, "x", "2025-07-03", went=(1, "ETH"), came=(1, "BTC"), usd_value=90),
    )

    assert gains(done)[0] == ("old", 1, 20, 0, "W")


def test_other_assets_are_not_the_same() -> None:
    done = washed(
        buy("old", "2025-01-02", 1, 100),
        sell("s", "2025-07-01", 1, 80),
        buy("new", "2025-07-02", 1, 90, asset="ETH"),
    )

    assert gains(done) == [("old", 1, 0, -20, "")]


def test_a_security_is_covered_with_the_rule_off() -> None:
    story = [
        one
        for asset in ("BTC", "TOKSTOCK")
        for one in (
            buy(f"old {asset}", "2025-01-02", 1, 100, asset=asset),
            sell(f"s {asset}", "2025-07-01", 1, 80, asset=asset),
            buy(f"new {asset}", "2025-07-02", 1, 90, asset=asset),
        )
    ]

    done = washed(*story, wash=WashRule(securities=frozenset({"TOKSTOCK"})))

    assert rows(done, "asset", "gain") == [("BTC", -20), ("TOKSTOCK", 0)]


def test_the_bill_of_8_june_takes_sales_after_that_day() -> None:
    """H.R. 9172: a purchase before that day counts for a sale after it, not the other way."""
    done = washed(
        buy("a", "2025-01-02", 2, 200),
        sell("on the day", "2026-06-08", 1, 80),
        sell("after", "2026-06-09", 1, 80),
        buy("new", "2026-06-10", 2, 160),
        wash=WashRule(others_from=date(2026, 6, 9)),
    )

    assert rows(done, "transaction_id", "adjustment") == [("on the day", 0), ("after", 20)]


def test_the_period_of_inherited_units_is_more_than_a_year() -> None:
    """§ 1223(9): what was inherited counts as held for more than a year, and so does what
    replaced it."""
    done = washed(
        deed(Kind.INHERITANCE, "inherited", "2025-06-01", came=(1, "BTC"), usd_value=100),
        sell("s", "2025-07-01", 1, 80),
        buy("new", "2025-07-02", 1, 90),
        sell("t", "2025-07-03", 1, 120),
    )

    assert rows(done, "term") == [("long",), ("long",)]


def test_a_gift_sold_at_a_loss_hands_on_the_period_since_the_gift() -> None:
    """§§ 1015(a), 1223(2): with the value at the gift as basis the period starts at the gift."""
    done = washed(
        deed(
            Kind.GIFT_IN,
            "gift",
            "2025-06-01",
            came=(1, "BTC"),
            basis_usd=200,
            usd_value=100,
            acquired="2015-01-01",
        ),
        sell("s", "2025-07-01", 1, 80),
        buy("new", "2025-07-11", 1, 90),
    )

    assert gains(done) == [("gift", 1, 20, 0, "W")]
    assert held(done) == [("new", 1, 110, date(2025, 6, 11))]


TOLD = ("term", "account", "asset", "disposed_on", "bought_account", "bought_on", "quantity")


@pytest.mark.parametrize(
    ("old", "term"),
    [
        pytest.param(buy("old", "2024-06-30", 1, 100), "long", id="a year and a day"),
        pytest.param(buy("old", "2024-07-01", 1, 100), "short", id="a year"),
        pytest.param(
            deed(Kind.INHERITANCE, "old", "2025-06-25", came=(1, "BTC"), usd_value=100),
            "long",
            id="inherited",
        ),
    ],
)
def test_a_loss_put_off_is_told_with_its_sale_and_its_purchase(old: Transaction, term: str) -> None:
    new = buy("new", "2025-07-02", 1, 90, account="Gemini")

    done = washed(old, sell("s", "2025-07-01", 1, 80), new)

    sold_on, bought_on = date(2025, 7, 1), date(2025, 7, 2)
    assert done.washes.select(TOLD).rows() == [
        (term, "Kraken", "BTC", sold_on, "Gemini", bought_on, 1)
    ]
    assert done.washes.select("bought_transaction_id", "bought_lot_id", "disallowed").rows() == [
        ("new", f"{lot(new)}/w1", 20)
    ]


def test_losses_of_one_transaction_are_told_in_its_order_what_was_sold_then_its_fee() -> None:
    """A BTC bought for 100 is sold for 90 with a BNB, bought for 30, as a fee of 10."""
    done = washed(
        buy("coin", "2025-01-02", 1, 30, asset="BNB"),
        buy("old", "2025-01-02", 1, 100),
        sell("s", "2025-07-01", 1, 90, fee=(1, "BNB"), fee_usd=10),
        buy("coin again", "2025-07-02", 1, 10, asset="BNB"),
        buy("new", "2025-07-02", 1, 90),
    )

    assert done.washes.select("asset", "disallowed").rows() == [("BTC", 20), ("BNB", 20)]
