from decimal import Decimal

import pytest

from sources.tables import balances, booked, cells, joined, refused, sample, told, unplaced
from sources.variants import assert_order_does_not_matter

STATEMENT = sample("binance_com_statement.csv")
HEADER = "UTC_Time,Account,Operation,Coin,Change,Remark\n"


def row(operation: str, coin: str, change: str, *, second: int = 0, account: str = "Spot") -> str:
    return f"24-03-01 10:00:{second:02},{account},{operation},{coin},{change},\n"


def short(content: str) -> list[tuple[str, ...]]:
    transactions = booked(content)
    assert len({t.transaction_id for t in transactions}) == len(transactions)
    return sorted(told(t)[1:] for t in transactions)


def test_each_row_of_the_statement_is_booked() -> None:
    # the column Change; rows of one second, and of the next, make one event
    assert [told(t)[1:4] for t in booked(STATEMENT)] == [
        ("fiat_deposit", "2000 EUR", ""),
        ("swap", "0.02 BTC", "880 USDT"),
        ("swap", "0.02 BTC", "880 USDT"),  # an equal fill of the same second
        ("swap", "1150 USDT", "0.5 ETH"),  # its fee is a second later
        ("swap", "1 SOL", "100 USDT"),
        ("forced_conversion", "0.0061 BNB", ""),  # dust: ADA and XRP for BNB, each at its value
        ("forced_conversion", "", "1.2 ADA"),
        ("forced_conversion", "", "2.5 XRP"),
        ("interest", "0.051 USDT", ""),
        ("internal_transfer", "", "300 USDT"),
        ("internal_transfer", "300 USDT", ""),
        ("staking_reward", "0.003 SOL", ""),
        ("airdrop", "4 MANTA", ""),
        ("referral", "0.22 USDT", ""),
        ("gift_in", "1 USDT", ""),
        ("internal_transfer", "", "10 USDT"),
        ("internal_transfer", "10 USDT", ""),
        ("transfer_out", "", "0.01 BTC"),
    ]
    fees = [told(t).fee for t in booked(STATEMENT) if t.fee_asset]
    assert fees == ["0.002 BNB", "0.002 BNB", "1.15 USDT"]


def test_the_balances_are_the_sums_of_the_column_change() -> None:
    total: dict[str, Decimal] = {}
    for line in cells(STATEMENT)[1:]:  # what moves inside comes and goes within the file
        total[line[4]] = total.get(line[4], Decimal()) + Decimal(line[5])

    assert balances(booked(STATEMENT)) == {asset: sum_ for asset, sum_ in total.items() if sum_}


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    assert_order_does_not_matter(STATEMENT)


def test_a_statement_without_the_user_has_the_same_rows() -> None:
    without = joined([line[1:] for line in cells(STATEMENT)])

    assert unplaced(booked(without)) == unplaced(booked(STATEMENT))


def test_years_of_two_digits_come_first() -> None:
    (one,) = booked(HEADER + row("Deposit", "BTC", "1"))

    assert one.at.isoformat() == "2024-03-01T10:00:00+00:00"


def test_fills_of_one_market_are_paired_by_size_and_uneven_ones_are_one_sum() -> None:
    even = "".join(
        (
            row("Transaction Buy", "BTC", "0.01"),
            row("Transaction Buy", "BTC", "0.03"),
            row("Transaction Spend", "USDT", "-1300"),
            row("Transaction Spend", "USDT", "-430"),
        )
    )
    third = row("Transaction Spend", "USDT", "-5")

    assert short(HEADER + even) == [
        ("swap", "0.01 BTC", "430 USDT", "", ""),
        ("swap", "0.03 BTC", "1300 USDT", "", ""),
    ]
    assert short(HEADER + even + third) == [("swap", "0.04 BTC", "1735 USDT", "", "")]


def test_a_trade_in_each_of_two_seconds_is_two_and_a_late_fee_joins_the_one_before() -> None:
    rows = (
        row("Buy", "BTC", "1") + row("Transaction Related", "USDT", "-10")
        + row("Buy", "ETH", "2", second=1) + row("Transaction Related", "USDT", "-20", second=1)
        + row("Fee", "ETH", "-0.01", second=2)
    )  # fmt: skip

    assert short(HEADER + rows) == [
        ("swap", "1 BTC", "10 USDT", "", ""),
        ("swap", "2 ETH", "20 USDT", "0.01 ETH", ""),
    ]


def test_a_fee_goes_with_the_side_that_brought_its_asset_in() -> None:
    rows = (
        row("Transaction Buy", "BTC", "1") + row("Transaction Spend", "EUR", "-10")
        + row("Transaction Sold", "ETH", "-2") + row("Transaction Revenue", "EUR", "20")
        + row("Transaction Fee", "BTC", "-0.001") + row("Transaction Fee", "EUR", "-0.02")
    )  # fmt: skip

    assert short(HEADER + rows) == [
        ("buy", "1 BTC", "10 EUR", "0.001 BTC", ""),
        ("sell", "20 EUR", "2 ETH", "0.02 EUR", ""),
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (row("Fee", "USDT", "-1", account="USDT-Futures"), ("margin_fee", "", "1 USDT")),
        (row("Realized Profit and Loss", "USDT", "-3"), ("margin_pnl", "", "3 USDT")),
        (row("Funding Fee", "USDT", "0.5"), ("funding", "0.5 USDT", "")),
        (row("Insurance Fund Compensation", "USDT", "-2"), ("margin_fee", "", "2 USDT")),
        (row("Isolated Margin Loan", "BTC", "1"), ("loan_in", "1 BTC", "")),
        (row("Distribution", "LUNC", "-1"), ("adjustment", "", "1 LUNC")),
        (row("Crypto Box", "BNB", "-0.1"), ("gift_out", "", "0.1 BNB")),
        (row("Fiat Withdraw", "EUR", "-50"), ("fiat_withdrawal", "", "50 EUR")),
        (row("BNB Fee Deduction", "BNB", "-0.1"), ("fee", "", "0.1 BNB")),
        (row("Launchpool Interest", "NEW", "4"), ("staking_reward", "4 NEW", "")),
        (
            row("Simple Earn Flexible Subscription", "LDBTC", "1"),
            ("internal_transfer", "1 BTC", ""),
        ),
        (
            row("Token Swap - Redenomination/Rebranding", "MATIC", "-5")
            + row("Token Swap - Distribution", "POL", "5", second=1),
            ("redenomination", "5 POL", "5 MATIC"),
        ),
        (
            row("Stablecoins Auto-Conversion", "BUSD", "-5")
            + row("Stablecoins Auto-Conversion", "USDC", "5"),
            ("forced_conversion", "5 USDC", "5 BUSD"),
        ),
        (
            row("Small Assets Exchange BNB", "ADA", "-5")
            + row("Small Assets Exchange BNB", "BNB", "0.01"),
            ("dust_conversion", "0.01 BNB", "5 ADA"),
        ),
    ],
)
def test_further_operations_mean_what_they_say(rows: str, expected: tuple[str, ...]) -> None:
    assert [found[:3] for found in short(HEADER + rows)] == [expected]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (row("Novelty", "BTC", "1"), 'Operation "Novelty" is not known'),
        (row("Withdraw", "BTC", "1"), 'Change "1" is not of the sign'),
        (row("Transaction Fee", "BNB", "-1"), "a fee whose trade does not lie within a second"),
        (row("Binance Convert", "BTC", "1"), "the rows of binance_com_statement-"),
        (row("Token Swap - Distribution", "POL", "1"), "the rows of binance_com_statement-"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(rows: str, reason: str) -> None:
    outcome = refused(HEADER + rows)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
