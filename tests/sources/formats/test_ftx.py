from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from sources.tables import Told, balances, booked, by_status, loaded, refused, sample, told
from sources.variants import assert_order_does_not_matter

TRADES, DEPOSITS = sample("ftx_trades.csv"), sample("ftx_deposits.csv")
WITHDRAWALS = sample("ftx_withdrawals.csv")


def test_each_trade_is_booked_and_a_future_is_refused() -> None:
    _, understood = loaded(TRADES)

    assert [told(t) for t in understood.transactions] == [
        Told("1", "buy", "0.05 BTC", "1150 USD", "0.8 USD"),
        Told("2", "sell", "800 USD", "0.5 ETH", "0.56 USD"),
        Told("3", "buy", "10 SOL", "400 USD"),
        Told("3-rebate", "fee_rebate", "0.04 USD"),  # a fee below zero
        Told("5", "airdrop", "2 FTT"),  # bought for nothing
    ]
    # -1150.8 + 799.44 - 400 + 0.04
    assert balances(understood.transactions)["USD"] == Decimal("-751.32")
    (future,) = by_status(understood, RowStatus.QUARANTINED)
    assert future.reason.startswith('Market "BTC-PERP" is a future')
    assert ". Fix: " in future.reason


def test_deposits_and_withdrawals_do_not_share_ids_with_trades() -> None:
    assert [told(t) for t in booked(DEPOSITS)] == [
        Told("deposit-11", "fiat_deposit", "5000 USD"),
        Told("deposit-12", "transfer_in", "0.1 BTC"),
    ]
    assert [told(t) for t in booked(WITHDRAWALS)] == [
        Told("withdrawal-21", "transfer_out", went="0.02 BTC")
    ]
    assert [t.txid for t in booked(DEPOSITS) + booked(WITHDRAWALS)] == [
        None,  # the word `wire` is no hash
        "f1synthetic",
        "f2synthetic",
    ]


def test_what_was_requested_and_never_paid_out_is_still_held() -> None:
    (skipped,) = by_status(loaded(WITHDRAWALS)[1], RowStatus.SKIPPED)

    assert (skipped.line, skipped.reason) == (3, "not carried out (requested)")
    assert {t.account for t in booked(WITHDRAWALS)} == {"FTX (estate)"}


@pytest.mark.parametrize("content", [TRADES, DEPOSITS, WITHDRAWALS])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content)


def test_the_names_of_the_interface_for_programs_mean_the_same() -> None:
    header = "id,time,market,side,type,size,price,total,fee,feeCurrency\n"
    row = "1,2022-08-01T10:00:00+00:00,BTC/USD,buy,Limit,0.05,23000,1150,0.8,USD\n"

    assert booked(header + row)[0].at == booked(TRADES)[0].at
    assert told(booked(header + row)[0]) == told(booked(TRADES)[0])


def test_the_form_of_deposits_without_ids_is_named_by_its_content() -> None:
    header = ",Time,Coin,Amount,Status,Additional info,Transaction ID,\n"
    (one,) = booked(header + ",2022-08-20T09:00:00+00:00,BTC,0.1,confirmed,,f1,\n")

    assert told(one)[1:3] == ("transfer_in", "0.1 BTC")
    assert one.transaction_id.startswith("ftx_deposits-")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (DEPOSITS.replace("confirmed", "odd"), 'status "odd" is not known'),
        (WITHDRAWALS.replace("0.02", "-0.02"), 'size "-0.02" is not of the sign'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
