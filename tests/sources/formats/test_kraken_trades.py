from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from sources.tables import Told, balances, booked, by_status, loaded, refused, sample, told
from sources.variants import assert_order_does_not_matter

TRADES = sample("kraken_trades.csv")
HEADER = "txid,ordertxid,pair,time,type,ordertype,price,cost,fee,vol,margin,misc,ledgers\n"


def row(pair: str, *, side: str = "buy", margin: str = "0", misc: str = "") -> str:
    return f"T1,O1,{pair},2023-01-05 10:00:00.1,{side},limit,10,20,0.1,2,{margin},{misc},L1\n"


def test_each_spot_fill_is_a_trade_under_the_id_that_the_ledgers_call_refid() -> None:
    # `vol` of the base, `cost` of the quote without the fee, `fee` in the quote
    assert [told(t) for t in booked(TRADES)] == [
        Told("TTRD01-SYNTH-AAAAAA", "buy", "0.1 BTC", "1680 USD", "4.368 USD"),
        Told("TTRD02-SYNTH-AAAAAA", "buy", "2 ETH", "2500 USD", "6.5 USD"),
        Told("TTRD03-SYNTH-AAAAAA", "swap", "0.035 BTC", "0.5 ETH", "0.000091 BTC"),
        Told("TTRD04-SYNTH-AAAAAA", "buy", "10 SOL", "215 USD", "0.559 USD"),
        Told("TTRD05-SYNTH-AAAAAA", "sell", "568 USD", "0.02 BTC", "1.4768 USD"),
        Told("TTRD06-SYNTH-AAAAAA", "swap", "1000 ADA", "390 USDT", "1.014 USDT"),
        Told("TTRD07-SYNTH-AAAAAA", "buy", "40 DOT", "212 USD", "0.5512 USD"),
        Told("TTRD08-SYNTH-AAAAAA", "sell", "305 USD", "0.01 BTC", "0.793 USD"),
    ]
    # 0.1 + 0.035 - 0.000091 - 0.02 - 0.01
    assert balances(booked(TRADES))["BTC"] == Decimal("0.104909")


def test_margin_fills_are_refused_for_what_they_earned_is_not_here() -> None:
    _, understood = loaded(TRADES)

    refusals = by_status(understood, RowStatus.QUARANTINED)
    assert [one.line for one in refusals] == [10, 11]  # one opens, one closes the position
    assert all("Fix: import Kraken's ledgers export" in one.reason for one in refusals)


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    assert_order_does_not_matter(TRADES)


@pytest.mark.parametrize(
    ("pair", "assets"),
    [
        ("XTZUSD", ("XTZ", "USD")),  # not XT for ZUSD
        ("AIOZUSD", ("AIOZ", "USD")),
        ("REZUSD", ("REZ", "USD")),
        ("XXDGXXBT", ("DOGE", "BTC")),
        ("USDTZUSD", ("USDT", "USD")),
        ("USDCUSDT", ("USDC", "USDT")),
        ("XBTPYUSD", ("BTC", "PYUSD")),
        ("ZECXBT", ("ZEC", "BTC")),
        ("BTC/USD", ("BTC", "USD")),
    ],
)
def test_a_pair_is_split_by_old_codes_or_by_the_longest_quote(
    pair: str, assets: tuple[str, str]
) -> None:
    (one,) = booked(HEADER + row(pair))

    assert (one.in_asset, one.out_asset) == assets


def test_money_for_money_is_a_withdrawal_and_a_deposit() -> None:
    assert [told(t) for t in booked(HEADER + row("ZEURZUSD"))] == [
        Told("T1", "fiat_withdrawal", went="20 USD", fee="0.1 USD"),
        Told("T1-in", "fiat_deposit", "2 EUR"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (row("XBTABC"), 'pair "XBTABC" does not end in a currency'),
        (row("XBTUSD", side="hold"), 'type "hold" is neither buy nor sell'),
        (row("XBTUSD", misc="closing"), 'txid "T1" is of a margin position'),
        (row("XBTUSD", margin="5"), 'txid "T1" is of a margin position'),
        (row("A/B/C"), 'pair "A/B/C" is not two codes'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(HEADER + content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
