from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from harvest_tui.sources import FORMATS
from sources.tables import (
    SAMPLES,
    Told,
    balances,
    booked,
    by_status,
    cells,
    joined,
    loaded,
    only,
    refused,
    sample,
    told,
    unplaced,
)
from sources.variants import assert_order_does_not_matter

PLAIN, FORMATTED = sample("gemini.csv"), sample("gemini_formatted.csv")
COINS = ("USD", "BTC", "ETH", "MOODENG")
HEADER = [
    *("Date", "Time (UTC)", "Type", "Symbol", "Specification", "Trading Fee Rate (bps)"),
    *(name for c in COINS for name in (f"{c} Amount {c}", f"Fee ({c}) {c}", f"{c} Balance {c}")),
    *("Trade ID", "Tx Hash"),
]


def file(kind: str, symbol: str, words: str = "", trade: str = "", **amounts: str) -> str:
    """Make a file of one row; amounts by coin, a fee as `fee_COIN`."""
    values = {
        "Date": "2024-05-05",
        "Time (UTC)": "05:05:05.500",
        "Type": kind,
        "Symbol": symbol,
        "Specification": words,
        "Trading Fee Rate (bps)": "40.0",
        "Trade ID": trade,
    }
    for name, amount in amounts.items():
        coin = name.removeprefix("fee_")
        values[f"Fee ({coin}) {coin}" if coin != name else f"{coin} Amount {coin}"] = amount
    return joined([HEADER, [values.get(name, "") for name in HEADER]])


# By hand: amounts without their signs, the fee from the one fee column that is filled, the id
# that of the fill, and of what has none its moment and words.
EXPECTED = [
    Told("2024-01-02T10:00:00.000Z-credit-usd-deposit-ach", "fiat_deposit", "8000 USD"),
    Told("7001", "buy", "0.05 BTC", "2200 USD", "8.8 USD"),
    Told("7002", "buy", "0.01 BTC", "440.2 USD", "1.7608 USD"),
    Told("7003", "buy", "1 ETH", "2500 USD", "5 USD"),
    Told("7004", "swap", "0.0216 BTC", "0.4 ETH", "0.0000432 BTC"),
    Told("2024-02-10T12:00:00.000Z-credit-btc-deposit-btc", "transfer_in", "0.02 BTC"),
    Told(
        "2024-03-01T12:00:00.000Z-debit-btc-withdrawal-btc",
        "transfer_out",
        went="0.03 BTC",
        fee="0.0001 BTC",
    ),
    Told("7005", "sell", "690 USD", "0.01 BTC", "2.76 USD"),
    Told("2024-04-01T00:00:00.000Z-credit-eth-interest-credit", "interest", "0.0004 ETH"),
    Told("2024-05-01T12:00:00.000Z-debit-eth-withdrawal-eth", "transfer_out", went="0.1 ETH"),
    Told("2024-06-01T12:00:00.000Z-debit-usd-withdrawal-ach", "fiat_withdrawal", went="500 USD"),
    Told("2024-12-20T12:00:00.000Z-credit-btc-administrative-credit", "adjustment", "0.0001 BTC"),
]


def test_each_row_is_booked() -> None:
    _, understood = loaded(PLAIN)

    assert [told(t) for t in understood.transactions] == EXPECTED
    assert len(by_status(understood, RowStatus.BOOKED)) == 12
    assert [t.txid for t in understood.transactions if t.txid] == [
        "f00dsynthetic",
        "beefsynthetic",
        "abcsynthetic",
    ]


def test_amounts_shown_with_signs_and_units_are_the_same_to_the_cents_shown() -> None:
    cents = {"1.7608 USD": "1.76 USD"}
    assert [told(t) for t in booked(FORMATTED)] == [
        one._replace(fee=cents.get(one.fee, one.fee)) for one in EXPECTED
    ]


def test_the_balances_are_those_that_gemini_writes() -> None:
    header, *rows = cells(PLAIN)
    last = dict(zip(header, rows[11], strict=True))

    assert balances(booked(PLAIN)) == {
        coin: Decimal(last[f"{coin} Balance {coin}"]) for coin in ("USD", "BTC", "ETH")
    }


@pytest.mark.parametrize("content", [PLAIN, FORMATTED])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content)


def test_a_workbook_says_the_same_as_its_csv() -> None:
    pytest.importorskip("openpyxl", reason="the extra xlsx is not installed")
    table, understood = loaded((SAMPLES / "gemini.xlsx").read_bytes(), "gemini.xlsx")

    assert unplaced(understood.transactions) == unplaced(booked(PLAIN))
    assert table.encoding == "xlsx"


def test_a_total_without_a_date_is_set_aside() -> None:
    header, *rows = cells(PLAIN)
    total = ["", "", "", "", "", *["1"] * (len(header) - 5)]
    (skipped,) = by_status(loaded(joined([header, *rows[:2], total]))[1], RowStatus.SKIPPED)

    assert (skipped.line, skipped.reason) == (4, "a total, not a record")


def test_a_symbol_is_split_into_the_coins_that_move_and_not_by_its_ending() -> None:
    # GUSD is a coin too, but the row moves MOODENG and USD
    content = file("Buy", "MOODENGUSD", trade="9", MOODENG="100", USD="-25", fee_USD="-0.1")
    assert told(only(content)) == Told("9", "buy", "100 MOODENG", "25 USD", "0.1 USD")


def test_header_cells_may_hold_line_breaks() -> None:
    broken = PLAIN.replace("Fee (USD) USD", '"Fee (USD)\nUSD"').replace(
        "BTC Amount BTC", '"BTC Amount\nBTC"'
    )
    assert [told(t) for t in booked(broken)] == EXPECTED


def test_two_credits_of_one_moment_are_two() -> None:
    header, row = cells(file("Credit", "BTC", "Interest Credit", BTC="0.1"))
    one, other = booked(joined([header, row, row]))

    assert other.transaction_id == f"{one.transaction_id}-2"
    assert one.at.microsecond == 500_000


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (file("Debit", "BTC", "Gemini Pay", BTC="-0.1"), "spend"),
        (file("Credit", "BTC", "Credit Card Reward Payout", BTC="0.1"), "cashback"),
        (file("Debit", "BTC", "Administrative Debit", BTC="-0.1"), "adjustment"),
    ],
)
def test_the_specification_tells_what_a_credit_or_a_debit_is(content: str, kind: str) -> None:
    assert only(content).kind.value == kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (file("Swap", "BTC", BTC="1"), 'Type "Swap" is not known'),
        (file("Credit", "BTC", "Gift", BTC="1"), 'Specification "Gift" is not known of a Credit'),
        (file("Credit", "SOL", "Deposit (SOL)"), 'Symbol "SOL" has no column of amounts'),
        (file("Credit", "BTC", "Deposit (BTC)"), 'BTC Amount BTC "" is not a number'),
        (file("Buy", "BTCUSDPERP", trade="1", BTC="1", USD="-1"), 'Symbol "BTCUSDPERP" is not a'),
        (file("Buy", "BTCUSD", trade="1", BTC="-1", USD="1"), "the quantity of BTC comes to -1"),
        (
            file("Buy", "BTCUSD", trade="1", BTC="1", USD="-1", fee_USD="-1", fee_BTC="-1"),
            "the row has fees in several coins",
        ),
        (file("Debit", "BTC", "Withdrawal", BTC="-1 ETH"), 'BTC Amount BTC "-1 ETH" is not a'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_gemini_is_a_us_broker() -> None:
    form = FORMATS["gemini"]
    assert (form.custody, form.form_1099da, form.account) == ("broker", True, "Gemini")
