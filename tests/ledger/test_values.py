"""What a transaction and its fee are worth in dollars, and where that was taken from."""

from decimal import Decimal
from typing import Any

import pytest

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.values import with_values
from lots.books import Price, buy, deed, move, price_book, sell

DAY = "2026-03-01"
BTC, EUR, TKN = ("BTC", DAY, 50_000), ("EUR", DAY, "1.10"), ("TKN", DAY, 3)


def valued(one: Transaction, *prices: Price, zone: str = "UTC") -> tuple[Any, ...]:
    """Give value, its source and the fee's value."""
    frame = with_values(frame_of([one]), price_book(*prices), zone)
    return frame.select("value", "value_source", "fee_value").row(0)


@pytest.mark.parametrize(
    ("one", "prices", "value", "source"),
    [
        pytest.param(buy("t", DAY, 1, 49_000), [BTC], 49_000, "usd_leg", id="dollars paid"),
        pytest.param(sell("t", DAY, 1, 51_000), [BTC], 51_000, "usd_leg", id="dollars received"),
        pytest.param(
            deed(Kind.INTEREST, "t", DAY, came=(2, "BTC"), usd_value=90_000),
            [BTC],
            90_000,
            "reported",
            id="as the source reports",
        ),
        pytest.param(
            deed(Kind.INTEREST, "t", DAY, came=(2, "BTC")),
            [BTC],
            100_000,
            "price_book",
            id="by that day's price",
        ),
        pytest.param(
            deed(Kind.INTEREST, "t", DAY, came=(2, "BTC")),
            [("BTC", "2026-02-28", 50_000), ("BTC", "2026-03-02", 50_000)],
            None,
            "none",
            id="never by another day's",
        ),
        pytest.param(
            deed(Kind.SWAP, "t", DAY, went=(1, "BTC"), came=(16_000, "TKN")),
            [BTC, TKN],
            48_000,
            "price_book",
            id="a swap: what is received",
        ),
        pytest.param(
            deed(Kind.SWAP, "t", DAY, went=(1, "BTC"), came=(16_000, "TKN")),
            [BTC],
            50_000,
            "price_book",
            id="a swap: what is given, where nothing else is known",
        ),
        pytest.param(
            deed(Kind.BUY, "t", DAY, went=(45_000, "EUR"), came=(1, "BTC")),
            [BTC, EUR],
            49_500,
            "price_book",
            id="paid in euros: the euros' price",
        ),
        pytest.param(
            deed(Kind.SELL, "t", DAY, went=(1, "BTC"), came=(45_000, "EUR")),
            [BTC, EUR],
            49_500,
            "price_book",
            id="sold for euros: the euros' price",
        ),
        pytest.param(
            deed(Kind.BUY, "t", DAY, went=(45_000, "EUR"), came=(1, "BTC")),
            [BTC],
            None,
            "none",
            id="euros without a price wait",
        ),
        pytest.param(
            deed(Kind.SPEND, "t", DAY, went=("0.5", "BTC")),
            [BTC],
            25_000,
            "price_book",
            id="spent",
        ),
        pytest.param(
            deed(Kind.GIFT_IN, "t", DAY, came=(1, "BTC"), basis_usd=10_000),
            [],
            None,
            "none",
            id="a basis is no value",
        ),
    ],
)
def test_the_value_of_a_principal(
    one: Transaction, prices: list[Price], value: int | None, source: str
) -> None:
    assert valued(one, *prices)[:2] == (value, source)


@pytest.mark.parametrize(
    ("zone", "value"),
    [
        pytest.param("America/New_York", 1_000, id="still the day before in New York"),
        pytest.param("UTC", 2_000, id="already the day in UTC"),
    ],
)
def test_the_taxpayers_zone_decides_the_day(zone: str, value: int) -> None:
    late = deed(Kind.INTEREST, "t", "2026-03-01T02:30", came=(1, "SOL"))
    prices = (("SOL", "2026-02-28", 1_000), ("SOL", "2026-03-01", 2_000))
    assert valued(late, *prices, zone=zone)[0] == value


BNB = ("BNB", DAY, 600)


@pytest.mark.parametrize(
    ("one", "prices", "fee_value"),
    [
        pytest.param(buy("t", DAY, 1, 100), [], None, id="no fee"),
        pytest.param(buy("t", DAY, 1, 100, fee=(5, "USD")), [], 5, id="dollars"),
        pytest.param(
            buy("t", DAY, 1, 100, fee=("0.01", "BNB"), fee_usd=7), [BNB], 7, id="as reported"
        ),
        pytest.param(
            buy("t", DAY, 1, 100, fee=("0.01", "BNB")), [BNB], 6, id="a third asset: day's price"
        ),
        pytest.param(buy("t", DAY, 1, 100, fee=("0.01", "BNB")), [], None, id="not known"),
        pytest.param(
            buy("t", DAY, 2, 100, fee=("0.1", "BTC")), [BTC], 5, id="in kind: the trade's price"
        ),
        pytest.param(
            deed(
                Kind.SWAP,
                "t",
                DAY,
                went=(1, "ETH"),
                came=(100, "TKN"),
                fee=(2, "TKN"),
                usd_value=2_500,
            ),
            [TKN],
            50,
            id="withheld from a swap: the swap's price before the day's",
        ),
        pytest.param(
            move("t", DAY, "0.5", "Ledger", asset="ETH", fee=("0.001", "ETH"), usd_value=1_300),
            [("ETH", DAY, 9_999)],
            Decimal("2.6"),
            id="of a move: the price it states",
        ),
        pytest.param(
            move("t", DAY, "0.5", "Ledger", fee=("0.001", "BTC")),
            [BTC],
            50,
            id="of a move: that day's price",
        ),
        pytest.param(
            deed(Kind.SELL, "t", DAY, went=(1, "BTC"), came=(100, "EUR"), fee=(5, "EUR")),
            [EUR],
            Decimal("5.5"),
            id="euros",
        ),
    ],
)
def test_the_value_of_a_fee(
    one: Transaction, prices: list[Price], fee_value: Decimal | None
) -> None:
    assert valued(one, *prices)[2] == fee_value


def test_products_are_exact_and_rounded_once_half_even() -> None:
    """0.000000000000000003 units at 0.5 dollars: 1.5 of the last place, rounded to 2."""
    tiny = deed(Kind.INTEREST, "t", DAY, came=("0.000000000000000003", "SOL"))
    large = deed(Kind.INTEREST, "t", DAY, came=("123456789.123456789123456789", "SOL"))

    assert valued(tiny, ("SOL", DAY, "0.5"))[0] == Decimal("0.000000000000000002")
    assert valued(large, ("SOL", DAY, 3))[0] == Decimal("370370367.370370367370370367")


def test_rows_and_columns_stay_as_they_were() -> None:
    book = frame_of([sell("s", DAY, 1, 1), buy("b", DAY, 1, 1)])
    seen = with_values(book, price_book(BTC, EUR), "UTC")

    assert seen.select(book.columns).equals(book)
    assert seen.columns == [*book.columns, "value", "value_source", "fee_value"]
