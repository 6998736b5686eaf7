from decimal import Decimal

import pytest

from sources.tables import Told, balances, booked, refused, sample, told
from sources.variants import assert_order_does_not_matter

TRADES, STAKING = sample("cryptocom_exchange_trades.csv"), sample("cryptocom_exchange_staking.csv")


def test_each_trade_pays_price_times_quantity_and_the_fee_beside_it() -> None:
    assert [told(t) for t in booked(TRADES)] == [
        Told("400000000001", "swap", "0.01 BTC", "480 USDC", "0.00002 BTC"),  # 0.01 x 48000
        Told("400000000002", "swap", "0.4 ETH", "620 USDT", "0.0004 ETH"),
        Told("400000000003", "swap", "80 USDT", "500 CRO", "0.128 USDT"),
        Told("400000000004", "swap", "970 CRO", "0.1 ETH", "0.97 CRO"),
        Told("400000000005", "swap", "100 ADA", "0.0024 BTC", "0.16 CRO"),
        Told("400000000006", "swap", "247.5 USDT", "0.005 BTC", "0.396 USDT"),
        Told("400000000007", "swap", "5 DOT", "170 USDT", "0.005 DOT"),
        Told("400000000008", "swap", "72 USDT", "2 DOT", "0.0576 USDT"),
        Told("400000000009", "swap", "3 LINK", "85.5 USDT", "0.0048 LINK"),
        Told("4000000000010", "swap", "88.5 USDT", "3 LINK", "0.1416 USDT"),
    ]
    # 0.01 - 0.00002 - 0.0024 - 0.005
    assert balances(booked(TRADES))["BTC"] == Decimal("0.00258")


def test_each_day_of_soft_staking_is_a_reward() -> None:
    rewards = booked(STAKING)

    assert [told(t)[1:3] for t in rewards] == [("staking_reward", "1.36986301 CRO")] * 10
    assert [t.at.day for t in rewards] == list(range(1, 11))
    assert balances(rewards) == {"CRO": Decimal("13.6986301")}


@pytest.mark.parametrize("content", [TRADES, STAKING])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (TRADES.replace("SPOT,300000000001,", "MARGIN,3,"), 'account_type "MARGIN" is an account'),
        (TRADES.replace("ADA_BTC,BUY", "ADA_BTC,HOLD"), 'side "HOLD" is neither BUY nor SELL'),
        (TRADES.replace("ADA_BTC", "ADABTC"), 'symbol "ADABTC" is not two codes with _'),
        (STAKING.replace("04-05 00:00:00.000,CRO,5000.00000000,10.00%,CRO,1.36986301,1",
                         "04-05 00:00:00.000,CRO,5000.00000000,10.00%,CRO,1.36986301,0"),
         'status "0" is not known'),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
