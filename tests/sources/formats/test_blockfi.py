from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from sources.tables import Told, balances, booked, by_status, loaded, refused, sample, told
from sources.variants import assert_order_does_not_matter

HISTORY, TRADES = sample("blockfi_transactions.csv"), sample("blockfi_trades.csv")
HEADER = HISTORY.splitlines()[0] + "\n"
AT = "2022-10-01 12:00:00"


def short(content: str) -> list[tuple[str, ...]]:
    transactions = booked(content)
    assert len({t.transaction_id for t in transactions}) == len(transactions)
    return sorted(told(t)[1:] for t in transactions)


def test_each_row_is_booked_at_the_rate_of_its_coin() -> None:
    # Amount, and Amount x Exchange Rate Per Coin; two rows of one moment are a trade
    assert short(HISTORY) == [
        ("cashback", "0.001 BTC", "", "", "21"),
        ("fiat_deposit", "200 USD", "", "", ""),
        ("income", "0.02 ETH", "", "", "31"),
        ("interest", "0.0123 ETH", "", "", "18.45"),
        ("internal_transfer", "", "1 ETH", "", "1600"),
        ("internal_transfer", "1 ETH", "", "", "1600"),
        ("referral", "0.0005 BTC", "", "", "10.5"),
        ("swap", "0.025 BTC", "500 GUSD", "", "500"),
        ("transfer_in", "1000 USDC", "", "", "1000"),
        ("transfer_out", "", "0.25 BTC", "0.00025 BTC", "5125"),
    ]
    (skipped,) = by_status(loaded(HISTORY)[1], RowStatus.SKIPPED)
    assert (skipped.line, skipped.reason) == (8, "never confirmed")


def test_what_is_left_stays_in_an_account_of_the_estate() -> None:
    after = balances(booked(HISTORY))

    assert after["BTC"] == Decimal("-0.22375")  # 0.0265 - 0.25025: more came before the sample
    assert after["ETH"] == Decimal("0.0323")
    assert {t.account for t in booked(HISTORY)} == {"BlockFi (estate)"}


def test_each_trade_of_the_other_file_has_its_own_id() -> None:
    assert [told(t) for t in booked(TRADES)] == [
        Told("b10c-0001", "swap", "0.025 BTC", "500 GUSD"),
        Told("b10c-0002", "swap", "1 ETH", "1400 USDC"),
    ]


@pytest.mark.parametrize("content", [HISTORY, TRADES])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content)


def test_the_form_without_rates_books_the_same_without_values() -> None:
    without = "\n".join(
        ",".join(cell for at, cell in enumerate(line.split(",")) if at != 3)
        for line in HISTORY.splitlines()
    )

    assert [one[:4] for one in short(without)] == [one[:4] for one in short(HISTORY)]
    assert {one[4] for one in short(without)} == {""}


def test_equal_rows_are_several_and_several_withdrawals_keep_their_fees_apart() -> None:
    twice = f"BTC,-1,Withdrawal,1,{AT}\n" * 2 + f"BTC,-0.1,Withdrawal Fee,1,{AT}\n"

    assert short(HEADER + twice) == [
        ("fee", "", "0.1 BTC", "", "0.1"),
        ("transfer_out", "", "1 BTC", "", "1"),
        ("transfer_out", "", "1 BTC", "", "1"),
    ]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (f"BTC,1,Raffle,1,{AT}\n", 'Transaction Type "Raffle" is not known'),
        (f"BTC,1,Withdrawal,1,{AT}\n", 'Amount "1" is not of the sign'),
        (f"BTC,1,Trade,1,{AT}\n", "one side of a trade, whose other side"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(rows: str, reason: str) -> None:
    outcome = refused(HEADER + rows)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
