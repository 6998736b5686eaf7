from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from sources.tables import Told, balances, booked, by_status, loaded, only, refused, sample, told
from sources.variants import assert_order_does_not_matter

REPORT, UNIVERSAL = sample("koinly_export.csv"), sample("koinly_universal.csv")
HEADER = "\n".join(REPORT.splitlines()[:3]) + "\n"
TEMPLATE = UNIVERSAL.splitlines()[0] + "\n"


def row(kind: str, tag: str, sent: str, received: str, fee: str = ",") -> str:
    """Write a row of the report: wallet, amount and coin on each side."""
    return f"2024-05-05 10:00:00 UTC,{kind},{tag},{sent},,{received},,{fee},,5,,,,,\n"


def test_each_row_of_the_report_is_booked_in_the_account_that_it_names() -> None:
    # Fee Amount is beside Sent Amount; of a transfer 0.02 - 0.0199 = 0.0001 is the fee
    assert [(t.account, told(t)[1:]) for t in booked(REPORT)] == [
        ("Kraken", ("fiat_deposit", "5000 USD", "", "", "")),
        ("Kraken", ("buy", "0.05 BTC", "2200 USD", "8.8 USD", "")),
        ("Kraken", ("swap", "0.19 ETH", "0.01 BTC", "", "450")),
        ("Kraken", ("transfer", "", "0.0199 BTC", "0.0001 BTC", "")),
        ("Ledger", ("staking_reward", "0.003 ETH", "", "", "7.5")),
        ("Ledger", ("airdrop", "40 ARB", "", "", "60")),
        ("Ledger", ("gift_out", "", "0.05 ETH", "0.0005 ETH", "170")),
        ("Ledger", ("spend", "", "10 ARB", "", "18")),
        ("Kraken", ("sell", "690 USD", "0.01 BTC", "2.76 USD", "")),
        ("Bybit", ("margin_pnl", "", "12 USDT", "", "12")),
    ]
    moved = booked(REPORT)[3]
    assert (moved.to_account, moved.txid, moved.fee_usd) == ("Ledger", "kh1", Decimal("4.5"))


def test_the_balances_are_those_of_each_account() -> None:
    kraken = balances(t for t in booked(REPORT) if t.account == "Kraken")

    assert kraken["USD"] == Decimal("3478.44")  # 5000 - 2200 - 8.8 + 690 - 2.76
    assert kraken["BTC"] == Decimal("0.01")  # 0.05 - 0.01 - 0.02 - 0.01


def test_each_row_of_the_template_is_booked() -> None:
    assert [told(t)[1:] for t in booked(UNIVERSAL)] == [
        ("buy", "0.05 BTC", "2200 USD", "8.8 USD", ""),
        ("swap", "0.19 ETH", "0.01 BTC", "", "450"),
        ("staking_reward", "0.003 ETH", "", "", "7.5"),
        ("airdrop", "40 ARB", "", "", "60"),
        ("gift_out", "", "0.05 ETH", "0.0005 ETH", "170"),
        ("spend", "", "10 ARB", "", "18"),
        ("lost", "", "5 ARB", "", ""),
        ("cashback", "1 USDC", "", "", "1"),
        ("loan_in", "100 DAI", "", "", "100"),
        ("margin_pnl", "", "12 USDT", "", "12"),
    ]
    assert {t.account for t in booked(UNIVERSAL)} == {"Koinly"}


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    assert_order_does_not_matter(UNIVERSAL)
    assert_order_does_not_matter(REPORT, above=1)


def test_a_value_in_another_currency_is_none() -> None:
    in_pounds = REPORT.replace("(USD)", "(GBP)")

    assert {t.usd_value for t in booked(in_pounds)} == {None}
    assert booked(UNIVERSAL.replace("7.5,USD", "7.5,EUR"))[2].usd_value is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # what Koinly takes for a sale and a purchase at market is half a transfer
        (
            row("crypto_withdrawal", "", "A,1,BTC", ",,"),
            Told("", "transfer_out", "", "1 BTC", "", "5"),
        ),
        (row("crypto_deposit", "", ",,", "A,1,BTC"), Told("", "transfer_in", "1 BTC", usd="5")),
        (
            row("crypto_deposit", "Reward", ",,", "A,1,WFLR;9546698"),
            Told("", "staking_reward", "1 WFLR", usd="5"),
        ),
        (
            row("exchange", "Swap", "A,1,MATIC", "A,1,POL"),
            Told("", "redenomination", "1 POL", "1 MATIC", usd="5"),
        ),
        (
            row("transfer", "", "A,1,ETH", "B,1,ETH", "0.1,ETH"),
            Told("", "transfer", "", "1 ETH", "0.1 ETH"),  # all of it arrived: the fee is on top
        ),
    ],
)
def test_further_rows_mean_what_they_say(line: str, expected: Told) -> None:
    assert told(only(HEADER + line))._replace(ident="") == expected


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (row("buy", "Odd", "A,1,USD", "A,1,BTC"), 'Tag "Odd" is not known of a row in which one'),
        (row("raffle", "", ",,", "A,1,BTC"), 'Type "raffle" is not known'),
        (row("crypto_deposit", "", ",,", ",1,BTC"), 'Receiving Wallet "" names no account'),
        (row("buy", "", "A,1,USD", "B,1,BTC"), 'Sending Wallet "A" is not the account on the'),
        (row("transfer", "", "A,1,ETH", "A,1,ETH"), 'Type "transfer" arrives in the account'),
        (row("transfer", "", "A,1,ETH", "B,1,BTC"), 'Type "transfer" is not of one asset'),
        (row("transfer", "", "A,1,ETH", "B,0.8,ETH", "0.1,ETH"), "what was sent, what arrived"),
        (row("exchange", "", "A,1,ETH", "A,,BTC"), "Received Amount is blank"),
        (row("exchange", "", "A,-1,ETH", "A,1,BTC"), 'Sent Amount "-1" is less than zero'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(line: str, reason: str) -> None:
    outcome = refused(HEADER + line)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_the_account_that_the_user_names_stands_where_the_row_names_none() -> None:
    line = row("crypto_deposit", "", ",,", ",1,BTC")
    _, understood = loaded(HEADER + line, account="Mine")

    assert by_status(understood, RowStatus.BOOKED)
    assert understood.transactions[0].account == "Mine"
