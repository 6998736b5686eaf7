from decimal import Decimal

import pytest

from sources.tables import balances, booked, cells, refused, sample, told
from sources.variants import assert_order_does_not_matter

BOOK = sample("gateio.csv")
HEADER = BOOK.splitlines()[0] + "\n"


def row(day: int, what: str, order: str, asset: str, change: str) -> str:
    return f"1,2024-03-{day:02} 10:00:00,{what},{order},{asset},{change},{asset},1\n"


def short(content: str) -> list[tuple[str, ...]]:
    return [told(t)[1:] for t in booked(content)]


def test_each_row_is_booked_and_those_of_one_order_together() -> None:
    assert short(BOOK) == [
        ("transfer_in", "500 USDT", "", "", ""),
        ("swap", "0.002 BTC", "86 USDT", "0.000004 BTC", ""),
        ("interest", "0.03 USDT", "", "", ""),
        ("airdrop", "0.5 GT", "", "", ""),
        ("dust_conversion", "0.002 GT", "0.01 ABC", "", ""),
        ("referral", "0.11 USDT", "", "", ""),
        ("transfer_out", "", "0.001 BTC", "", ""),
    ]
    assert [t.transaction_id for t in booked(BOOK) if t.out_asset == "USDT"] == ["7001"]


def test_the_balances_are_the_last_total_of_each_currency() -> None:
    last = {line[4]: Decimal(line[7]) for line in cells(BOOK)[1:]}

    after = balances(booked(BOOK))
    assert after.pop("ABC") == Decimal("-0.01")  # it came in before the first row
    assert after == {asset: total for asset, total in last.items() if total}


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    assert_order_does_not_matter(BOOK)


def test_the_fills_of_an_order_are_added_up_and_dated_by_the_first() -> None:
    rows = row(1, "Order Placed", "9", "USDT", "-100")
    rows += row(3, "Order Fullfilled", "9", "BTC", "0.001")
    rows += row(3, "Trade Fee", "9", "BTC", "-0.000002")
    rows += row(4, "Order Filled", "9", "BTC", "0.001")

    (one,) = booked(HEADER + rows)
    assert told(one)[1:] == ("swap", "0.002 BTC", "100 USDT", "0.000002 BTC", "")
    assert one.at.day == 3


def test_dust_of_several_assets_goes_each_at_its_own_value() -> None:
    what, got = "Dust Swap-Small Balances Deducted", "Dust Swap-GT Added"
    rows = row(1, what, "d", "A", "-1") + row(1, what, "d", "B", "-2") + row(1, got, "d", "GT", "3")

    assert sorted(short(HEADER + rows)) == [
        ("forced_conversion", "", "1 A", "", ""),
        ("forced_conversion", "", "2 B", "", ""),
        ("forced_conversion", "3 GT", "", "", ""),
    ]


def test_an_airdrop_that_is_taken_back_is_spent() -> None:
    assert short(HEADER + row(1, "Airdrop", "a", "GT", "-2")) == [("spend", "", "2 GT", "", "")]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (row(1, "Margin Call", "m", "GT", "1"), 'action_desc "Margin Call" is not known'),
        (row(1, "Deposits", "d", "GT", "-1"), 'change_amount "-1" is not of the sign'),
        (row(1, "Order Placed", "o", "GT", "-1"), "the rows of an order without a fill"),
        (row(1, "Order Filled", "o", "GT", "1"), "the rows of o are not one asset for another"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(rows: str, reason: str) -> None:
    outcome = refused(HEADER + rows)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
