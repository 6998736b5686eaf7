from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from sources.tables import Told, balances, booked, by_status, cells, loaded, sample, told
from sources.variants import assert_order_does_not_matter

LEDGER, UNIVERSAL = sample("coinledger_export.csv"), sample("coinledger_universal.csv")
HEADER = LEDGER.splitlines()[0] + "\n"


def row(kind: str, record: str, asset: str, amount: str, *, account: str = "Kraken") -> str:
    return f"2024-05-05T10:00:00.000,{kind},9,Kraken,{account},,,{record},{asset},{amount},\n"


def test_the_rows_of_one_event_are_its_sides_and_its_fees() -> None:
    assert [(t.account, told(t)) for t in booked(LEDGER)] == [
        ("Kraken", Told("900001", "buy", "0.05 BTC", "2200 USD", "8.8 USD")),
        ("Kraken", Told("900002", "transfer_out", "", "0.02 BTC", "0.0001 BTC")),
        ("Ledger", Told("900003", "transfer_in", "0.0199 BTC")),
        ("Ledger", Told("900004", "staking_reward", "0.003 ETH")),
        ("Ledger", Told("900005", "gift_out", "", "0.05 ETH")),
        ("Ledger", Told("900006", "stolen", "", "5 ARB")),
    ]
    assert [t.txid for t in booked(LEDGER)[1:3]] == ["kh1", "kh1"]


def test_the_balances_are_the_sums_of_the_column_amount() -> None:
    total: dict[str, Decimal] = {}
    for line in cells(LEDGER)[1:]:
        total[line[8]] = total.get(line[8], Decimal()) + Decimal(line[9])

    assert balances(booked(LEDGER)) == total


def test_each_row_of_the_template_is_booked_in_the_account_that_it_names() -> None:
    assert [(t.account, told(t)[1:]) for t in booked(UNIVERSAL)] == [
        ("Kraken", ("buy", "0.05 BTC", "2200 USD", "8.8 USD", "")),
        ("Kraken", ("swap", "0.19 ETH", "0.01 BTC", "", "")),
        ("Kraken", ("transfer_out", "", "0.02 BTC", "", "")),
        ("Ledger", ("transfer_in", "0.0199 BTC", "", "", "")),
        ("Ledger", ("staking_reward", "0.003 ETH", "", "", "")),
        ("Ledger", ("airdrop", "40 ARB", "", "", "")),
        ("Ledger", ("interest", "3 USDC", "", "", "")),
        ("Ledger", ("mining", "0.0001 BTC", "", "", "")),
        ("Ledger", ("income", "0.0002 BTC", "", "", "")),
        ("Ledger", ("gift_out", "", "0.05 ETH", "0.0005 ETH", "")),
        ("Ledger", ("spend", "", "10 ARB", "", "")),
        ("Ledger", ("stolen", "", "5 ARB", "", "")),
        ("Kraken", ("sell", "690 USD", "0.01 BTC", "2.76 USD", "")),
    ]


@pytest.mark.parametrize("content", [LEDGER, UNIVERSAL])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content)


def test_the_profit_of_a_position_has_no_lots_and_a_second_fee_stands_apart() -> None:
    rows = (
        row("Trade", "Margin Gain", "USD", "-7")
        + row("Trade", "Platform Fee", "USD", "-1")
        + row("Trade", "Network Fee", "BNB", "-0.1")
    )

    assert [told(t) for t in booked(HEADER + rows)] == [
        Told("9", "margin_pnl", went="7 USD", fee="1 USD"),
        Told("9-fee", "fee", went="0.1 BNB"),
    ]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (row("Manual Position", "Credit", "BTC", "1"), 'Type "Manual Position" is not known'),
        (row("Deposit", "Adjustment", "BTC", "1"), 'Record Type "Adjustment" is not known'),
        (
            row("Trade", "Credit", "BTC", "1")
            + row("Trade", "Debit", "USD", "-1", account="Other"),
            "Account Name ",
        ),
        (
            row("Trade", "Credit", "BTC", "1")
            + row("Trade", "Credit", "ETH", "1")
            + row("Trade", "Debit", "USD", "-1"),
            "the rows of an event are not one asset for another",
        ),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(rows: str, reason: str) -> None:
    _, understood = loaded(HEADER + rows)

    refusals = by_status(understood, RowStatus.QUARANTINED)
    assert len(refusals) == len(understood.outcomes)
    assert any(one.reason.startswith(reason) for one in refusals)
    assert all(". Fix: " in one.reason for one in refusals)
