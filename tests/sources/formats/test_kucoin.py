from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from sources.tables import balances, booked, by_status, loaded, only, refused, sample, told
from sources.variants import assert_order_does_not_matter

FILLS, DEPOSITS = sample("kucoin_spot_filled.csv"), sample("kucoin_deposits.csv")
WITHDRAWALS, EARN = sample("kucoin_withdrawals.csv"), sample("kucoin_earn.csv")
HISTORY = sample("kucoin_account_history.csv")


def short(content: str) -> list[tuple[str, ...]]:
    transactions = booked(content)
    assert len({t.transaction_id for t in transactions}) == len(transactions)
    return [told(t)[1:] for t in transactions]


def test_each_fill_is_a_trade_with_its_fee_beside_it() -> None:
    # Filled Amount, Filled Volume, Fee and Fee Currency
    assert short(FILLS) == [
        ("swap", "0.01 BTC", "430 USDT", "0.43 USDT", ""),
        ("swap", "0.1 ETH", "0.0052 BTC", "0.0000052 BTC", ""),
        ("swap", "20 KCS", "220 USDT", "0.22 USDT", ""),
        ("swap", "125 USDT", "0.05 ETH", "0.0025 KCS", ""),
        ("swap", "3 SOL", "300 USDT", "0.3 USDT", ""),
        ("swap", "120 USDT", "1 SOL", "0.12 USDT", ""),
        ("swap", "100 XRP", "60 USDT", "0.06 USDT", ""),
        ("swap", "31 USDT", "50 XRP", "0.031 USDT", ""),
        ("swap", "130 USDT", "0.002 BTC", "0.13 USDT", ""),
        ("swap", "200 DOGE", "30 USDT", "0.03 USDT", ""),
    ]
    after = balances(booked(FILLS))
    assert after["BTC"] == Decimal("0.0027948")  # 0.01 - 0.0052 - 0.0000052 - 0.002
    assert after["KCS"] == Decimal("19.9975")


def test_the_zone_stands_in_the_header_and_may_move_the_year() -> None:
    # the last row says 2025-01-01 04:00 at UTC+8
    last = booked(FILLS)[-1]
    assert last.at.isoformat() == "2024-12-31T20:00:00+00:00"

    in_utc = FILLS.replace("(UTC+08:00)", "(UTC)")
    assert booked(in_utc)[-1].at.isoformat() == "2025-01-01T04:00:00+00:00"
    unsaid = FILLS.replace("Filled Time(UTC+08:00)", "Filled Time")
    assert booked(unsaid)[-1].at == last.at


def test_the_same_rows_exported_on_another_clock_have_the_same_ids() -> None:
    at_8 = DEPOSITS.splitlines()[:2]
    in_utc = "\n".join((at_8[0].replace("+08:00", ""), at_8[1].replace("20:00:00", "12:00:00")))

    assert only(in_utc).transaction_id == only("\n".join(at_8)).transaction_id


def test_deposits_and_withdrawals_that_succeeded_are_halves_of_transfers() -> None:
    assert short(DEPOSITS) == [
        ("transfer_in", "1000 USDT", "", "", ""),
        ("transfer_in", "0.005 BTC", "", "", ""),
    ]
    assert short(WITHDRAWALS) == [("transfer_out", "", "0.004 BTC", "0.0005 BTC", "")]
    assert [t.txid for t in booked(DEPOSITS)] == ["d1synthetic", "d2synthetic"]
    (skipped,) = by_status(loaded(WITHDRAWALS)[1], RowStatus.SKIPPED)
    assert skipped.reason == "not carried out (FAILURE)"


def test_earn_profits_are_rewards() -> None:
    assert short(EARN) == [("staking_reward", "0.0021 SOL", "", "", "")]
    assert short(EARN.replace("STAKING", "SAVINGS")) == [("interest", "0.0021 SOL", "", "", "")]


def test_the_account_history_adds_airdrops_and_dust_alone() -> None:
    assert short(HISTORY) == [
        ("airdrop", "12 AIRD", "", "", ""),
        ("dust_conversion", "0.02 KCS", "0.4 XRP", "", ""),
    ]
    (skipped,) = by_status(loaded(HISTORY)[1], RowStatus.SKIPPED)
    assert skipped.line == 5  # a trade, which the file of fills has


@pytest.mark.parametrize("content", [FILLS, DEPOSITS, WITHDRAWALS, EARN, HISTORY])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content)


@pytest.mark.parametrize("content", [FILLS, DEPOSITS, WITHDRAWALS, EARN, HISTORY])
def test_an_empty_report_holds_one_line_that_is_no_row(content: str) -> None:
    header = content.splitlines()[0]

    _, understood = loaded(f"{header}\nNo matching records found.\n")
    assert [one.reason for one in understood.outcomes] == ["the report has no rows"]


def test_the_older_names_of_the_columns_mean_the_same() -> None:
    older = (
        "tradeCreatedAt,orderId,symbol,side,price,size,funds,fee,liquidity,feeCurrency,orderType\n"
        "2019-01-04 08:00:00,o1,BTC-USDT,buy,4000,0.1,400,0.4,taker,USDT,limit\n"
    )

    assert short(older) == [("swap", "0.1 BTC", "400 USDT", "0.4 USDT", "")]
    assert only(older).at.isoformat() == "2019-01-04T00:00:00+00:00"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (FILLS.replace("KCS-USDT,BUY", "KCS-USDT,LEND"), 'Side "LEND" is neither BUY nor SELL'),
        (FILLS.replace("0.0025,,TAKER", "0.0025,0.1,TAKER"), 'Tax "0.1" is a tax'),
        (WITHDRAWALS.replace("FAILURE", "ODD"), 'Status "ODD" is not known'),
        (EARN.replace("Profit", "Loss"), 'Earnings Type "Loss" is not known'),
        (EARN.replace("0.25,0", "0.25,0.1"), 'Fee "0.1" is a fee of a reward'),
        (HISTORY.replace("Distribution,Rewards", "KCS Bonus,Bonus"), 'Type "Bonus" is not known'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
