from decimal import Decimal

import pytest

from sources.tables import balances, booked, only, refused, sample, told
from sources.variants import assert_order_does_not_matter

APP = sample("cryptocom_app.csv")
HEADER = APP.splitlines()[0] + "\n"


def row(kind: str, asset: str, amount: str, to: str = ",", words: str = "Words") -> str:
    return f"2024-05-05 09:00:00,{words},{asset},{amount},{to},USD,5,5,{kind},\n"


def short(content: str) -> list[tuple[str, ...]]:
    transactions = booked(content)
    assert len({t.transaction_id for t in transactions}) == len(transactions)
    return [told(t)[1:] for t in transactions]


def test_each_row_is_booked_at_its_value_in_dollars() -> None:
    # Amount, To Amount and `Native Amount (in USD)`; dust: 5.5 CRO for 0.26 + 0.24 dollars
    assert short(APP) == [
        ("buy", "0.01 BTC", "440 USD", "", ""),
        ("buy", "1000 CRO", "100 USD", "", ""),
        ("swap", "0.021 ETH", "500 CRO", "", "48.3"),
        ("sell", "22.5 USD", "0.01 ETH", "", ""),
        ("interest", "2.5 CRO", "", "", "0.22"),
        ("staking_reward", "4 CRO", "", "", "0.36"),
        ("cashback", "6 CRO", "", "", "0.54"),
        ("spend", "", "1 CRO", "", "0.09"),
        ("dust_conversion", "2.86 CRO", "0.5 ADA", "", "0.26"),
        ("dust_conversion", "2.64 CRO", "3 DOGE", "", "0.24"),
        ("transfer_out", "", "0.005 BTC", "", "230"),
        ("transfer_in", "30 ADA", "", "", "15.6"),
        ("gift_out", "", "10 CRO", "", "0.9"),
        ("internal_transfer", "", "200 CRO", "", "18"),
        ("internal_transfer", "200 CRO", "", "", "18"),
        ("transfer_out", "", "50 CRO", "", "4.5"),  # to the Exchange, another account
        ("referral", "25 CRO", "", "", "2.3"),
        ("spend", "", "20 CRO", "", "1.8"),
        ("spend", "", "15 CRO", "", "1.35"),
        ("sell", "9.1 USD", "100 CRO", "", ""),
    ]


def test_the_balances_are_the_sums_of_the_amounts() -> None:
    after = balances(booked(APP))

    # 1000 - 500 + 2.5 + 4 + 6 - 1 + 5.5 - 10 - 50 + 25 - 20 - 15 - 100
    assert after["CRO"] == Decimal(347)
    assert after["USD"] == Decimal("-508.4")  # 22.5 + 9.1 - 540: the deposits are elsewhere
    assert after["ETH"] == Decimal("0.011")


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    assert_order_does_not_matter(APP)


def test_the_form_without_hashes_has_the_same_rows() -> None:
    without = "\n".join(line.rpartition(",")[0] for line in APP.splitlines())

    assert {t.transaction_id for t in booked(without)} == {t.transaction_id for t in booked(APP)}
    assert {t.txid for t in booked(APP)} == {None, "ab12synthetic", "cd34synthetic"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (row("crypto_transfer", "CRO", "3"), ("gift_in", "3 CRO", "", "", "5")),
        (row("crypto_payment_refund", "CRO", "3"), ("cashback", "3 CRO", "", "", "5")),
        (
            row("reward.loyalty_program.trading_rebate", "CRO", "3"),
            ("cashback", "3 CRO", "", "", "5"),
        ),
        (
            row("finance.dpos.non_compound_interest.crypto_wallet", "SOL", "3"),
            ("staking_reward", "3 SOL", "", "", "5"),
        ),
        (
            row("finance.dpos.staking.crypto_wallet", "SOL", "-3"),
            ("internal_transfer", "", "3 SOL", "", "5"),
        ),
        (
            row("trading.limit_order.cash_account.purchase_commit", "USD", "-5", "BTC,0.1"),
            ("buy", "0.1 BTC", "5 USD", "", ""),
        ),
        (
            row("trading.limit_order.fiat_wallet.purchase_lock", "USD", "-5"),
            ("internal_transfer", "", "5 USD", "", ""),
        ),
        (
            row("trading.crypto_purchase.google_pay", "BTC", "0.1"),
            ("buy", "0.1 BTC", "5 USD", "", ""),
        ),
        (row("", "USD", "7", words="USD Deposit"), ("fiat_deposit", "7 USD", "", "", "")),
        (
            row("lockup_swap_debited", "MCO", "-2") + row("lockup_swap_credited", "CRO", "54"),
            ("redenomination", "54 CRO", "2 MCO", "", "5"),
        ),
    ],
)
def test_further_kinds_mean_what_they_say(rows: str, expected: tuple[str, ...]) -> None:
    assert told(only(HEADER + rows))[1:] == expected


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (row("invest_deposit", "USD", "-5"), 'Transaction Kind "invest_deposit" is not known'),
        (row("crypto_deposit", "BTC", "-5"), 'Amount "-5" is not of the sign'),
        (row("crypto_exchange", "BTC", "5", "ETH,1"), 'Amount "5" is what was given'),
        (row("crypto_exchange", "BTC", "-5"), "the row is not one asset for another"),
        (row("", "USD", "5", words="Odd"), 'Transaction Description "Odd" is of no kind'),
        (row("interest_swap_debited", "MCO", "-1"), "the rows of cryptocom_app-"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(HEADER + content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
