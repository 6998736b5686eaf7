"""Price files: what each layout says, and what is refused with its place."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from harvest_tui.domain.frames import PRICES, require
from harvest_tui.market import read_prices
from harvest_tui.market.errors import PriceFileError

SAMPLES = Path(__file__).parent / "samples"
FIRST, SECOND = date(2024, 1, 1), date(2024, 1, 2)


def sample(name: str, asset: str | None = None) -> pl.DataFrame:
    return require(read_prices((SAMPLES / name).read_bytes(), name, asset), PRICES)


def refusal(text: str | bytes, name: str = "prices.csv", asset: str | None = None) -> str:
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(PriceFileError) as refused:
        read_prices(content, name, asset)
    return str(refused.value)


def test_the_long_layout_names_day_and_asset_on_each_line() -> None:
    assert sample("prices_long.csv").rows() == [
        ("BTC", FIRST, Decimal(43000), "prices_long.csv"),
        ("ETH", FIRST, Decimal(2300), "prices_long.csv"),
        ("BTC", SECOND, Decimal(44000), "prices_long.csv"),
        ("ETH", SECOND, Decimal(2350), "prices_long.csv"),
    ]


def test_a_coingecko_snapshot_at_midnight_is_the_close_of_the_day_before() -> None:
    assert sample("prices_coingecko.csv", "BTC").select("asset", "on", "price").rows() == [
        ("BTC", date(2023, 12, 31), Decimal(43000)),
        ("BTC", FIRST, Decimal(44000)),
    ]


def test_a_coingecko_snapshot_during_a_day_is_of_that_day() -> None:
    text = "snapped_at,price\n2024-01-02 13:22:11 UTC,44100.25\n"

    frame = read_prices(text.encode(), "eth-usd-max.csv")

    assert frame.rows() == [("ETH", SECOND, Decimal("44100.25"), "eth-usd-max.csv")]


def test_a_kraken_candle_gives_the_close_of_its_day_and_names_bitcoin_btc() -> None:
    name = "prices_kraken_ohlcvt_XBTUSD_1440.csv"

    assert sample(name).rows() == [
        ("BTC", FIRST, Decimal(44000), name),
        ("BTC", SECOND, Decimal(44200), name),
    ]


def test_yahoo_gives_the_close_and_leaves_out_days_without_one() -> None:
    assert sample("prices_yahoo.csv", "BTC")["price"].to_list() == [44000, 44200]

    text = (
        "Date,Open,High,Low,Close,Adj Close,Volume\n"
        "2024-01-01,1,1,1,1.5,1.5,0\n"
        "2024-01-02,null,null,null,null,null,null\n"
    )
    frame = read_prices(text.encode(), "DOGE-USD.csv")
    assert frame.rows() == [("DOGE", FIRST, Decimal("1.5"), "DOGE-USD.csv")]


def test_a_quote_is_rounded_half_even_to_eighteen_decimals() -> None:
    text = (
        "date,asset,currency,price\n"
        "2024-01-01,A,USD,0.0000000000000000005\n"
        "2024-01-01,B,USD,0.0000000000000000015\n"
        "2024-01-01,C,USD,8.123456789012345e-06\n"
        "2024-01-01,D,USD,1E+3\n"
        "2024-01-01,E,USD,99999999999999999999.9999999999999999994\n"
    )

    assert read_prices(text.encode(), "p.csv")["price"].to_list() == [
        Decimal(0),
        Decimal("0.000000000000000002"),
        Decimal("0.000008123456789012"),
        Decimal(1000),
        Decimal("99999999999999999999.999999999999999999"),
    ]


def test_bom_line_ends_blank_lines_and_other_columns_do_no_harm() -> None:
    text = '\ufeffdate,note,asset,currency,price\r\n\r\n2024-01-01,"a\nb",btc,USD, 1 \r\n'

    assert read_prices(text.encode(), "p.csv")["asset"].to_list() == ["BTC"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "date,asset,currency,price\n2024-01-01,BTC,USD,1\n2024-01-02,BTC,USD,-1\n",
            "line 3, column price: '-1' is no price.\n"
            "Fix: write digits and a point, nothing else: 43000.5.",
            id="negative",
        ),
        pytest.param(
            'date,asset,currency,price\n2024-01-01,BTC,USD,"1,000"\n',
            "line 2, column price: '1,000' is no price.\n"
            "Fix: write digits and a point, nothing else: 43000.5.",
            id="thousands",
        ),
        pytest.param(
            "date,asset,currency,price\n2024-01-01,BTC,USD,1e30\n",
            "line 2, column price: '1e30' is no price.\n"
            "Fix: write digits and a point, nothing else: 43000.5.",
            id="beyond the bounds",
        ),
        pytest.param(
            "date,asset,currency,price\n2024-02-30,BTC,USD,1\n",
            "line 2, column date: '2024-02-30' is no day.\nFix: write it as 2026-01-31.",
            id="a day that is none",
        ),
        pytest.param(
            "date,asset,currency,price\n2024-1-2,BTC,USD,1\n",
            "line 2, column date: '2024-1-2' is no day.\nFix: write it as 2026-01-31.",
            id="a day cut short",
        ),
        pytest.param(
            "date,asset,currency,price\n2024-01-01,BTC,EUR,1\n",
            "line 2, column currency: 'EUR' is not USD.\nFix: give prices in US dollars only.",
            id="euros",
        ),
        pytest.param(
            "date,asset,currency,price\n2024-01-01,,USD,1\n",
            "line 2, column asset: the asset is blank.\nFix: write its ticker, such as BTC.",
            id="no asset",
        ),
        pytest.param(
            "date,asset,currency,price\n2024-01-01,BTC,USD\n",
            "line 2: 3 cells where there are 4 columns.\nFix: mend or remove the line.",
            id="a short line",
        ),
    ],
)
def test_a_wrong_cell_is_named_with_its_place(text: str, message: str) -> None:
    assert refusal(text) == f"prices.csv, {message}"


@pytest.mark.parametrize(
    "price", ["NaN", "Infinity", "1e400", "1_0", "١", "１", "+1", ".5", "5.", ""]
)
def test_what_python_takes_for_a_number_is_not_always_a_price(price: str) -> None:
    assert "is no price" in refusal(f"date,asset,currency,price\n2024-01-01,BTC,USD,{price}\n")


def test_two_prices_of_one_day_are_refused() -> None:
    text = "date,asset,currency,price\n2024-01-01,BTC,USD,1\n2024-01-01,btc,USD,2\n"

    assert refusal(text) == (
        "prices.csv: BTC has several prices for 2024-01-01.\nFix: keep one of them."
    )


def test_a_file_that_does_not_say_its_asset_is_refused() -> None:
    assert refusal("snapped_at,price\n") == (
        "prices.csv: neither the file nor its name says which asset this is.\n"
        "Fix: name the file as it was downloaded, such as btc-usd-max.csv."
    )


def test_a_kraken_file_of_hours_is_refused() -> None:
    assert refusal("1704067200,1,1,1,1,1,1\n", "ETHUSD_60.csv") == (
        "ETHUSD_60.csv: its candles are of 60 minutes.\n"
        "Fix: use the file of the same pair that ends _1440.csv, one candle a day."
    )


def test_a_candle_that_begins_during_a_day_is_refused() -> None:
    assert refusal("1704067260,1,1,1,1,1,1\n", asset="ETH") == (
        "prices.csv, line 1, column time: the candle does not begin a day.\n"
        "Fix: use the file that ends _1440."
    )


def test_an_unknown_layout_is_refused_with_those_that_are_known() -> None:
    message = refusal("when,what\n1,2\n")

    assert message.startswith(
        "prices.csv: line 1 is the header of no known price file.\n"
        "Fix: use one of these layouts: date,asset,currency,price"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "prices.csv: the file is empty."),
        (b"date,asset\n\xff", "prices.csv, line 2: this is not UTF-8 text."),
        (b'date,asset,currency,price\n"2024', "prices.csv, line 2: this is no CSV ("),
        (b"a" * 200_000, "prices.csv, line 1: this is no CSV (field larger"),
        (b"\n" * (64 * 2**20 + 1), "prices.csv: it has more than 64 MiB."),
    ],
    ids=["empty", "latin-1", "open quote", "an endless cell", "too large"],
)
def test_what_is_no_price_file_is_refused(content: bytes, message: str) -> None:
    assert refusal(content).startswith(message)


def test_a_strangers_text_does_not_reach_the_terminal() -> None:
    message = refusal("date,asset,currency,price\n2024-01-01,BTC,\x1b]52;c;x,1\n", "\x1b[2J.csv")

    assert "\x1b" not in message
