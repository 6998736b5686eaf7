from dataclasses import replace
from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from harvest_tui.sources import FORMATS
from sources.tables import (
    Told,
    balances,
    booked,
    by_status,
    cells,
    loaded,
    refused,
    sample,
    told,
)
from sources.variants import assert_order_does_not_matter

ACCOUNT, FILLS = sample("coinbase_pro_account.csv"), sample("coinbase_pro_fills.csv")
ACCOUNT_HEADER = ACCOUNT.splitlines()[0] + "\n"


def row(kind: str, amount: str, unit: str = "USD", *, trade: str = "1", order: str = "o1") -> str:
    return f"default,{kind},2023-01-30T09:00:00.000Z,{amount},1,{unit},,{trade},{order}\n"


TRADES = [
    Told("880001-BTC-USD", "buy", "0.1 BTC", "2300 USD", "11.5 USD"),
    Told("880002-BTC-USD", "buy", "0.05 BTC", "1150.5 USD", "5.7525 USD"),
    Told("880003-BTC-ETH", "swap", "1.2 ETH", "0.084 BTC", "0.000336 BTC"),
    Told("880004-ETH-USDC", "swap", "960 USDC", "0.6 ETH", "3.84 USDC"),
]


def test_each_event_of_the_account_is_booked() -> None:
    # a trade is the rows of one trade id and order; USDC for dollars is a sale
    nameless = booked(ACCOUNT)[6].transaction_id

    assert [told(t) for t in booked(ACCOUNT)] == [
        Told("7bb70001-1111-4222-8333-444444444444", "fiat_deposit", "6000 USD"),
        *TRADES,
        Told("cv-1-USD-USDC", "sell", "500 USD", "500 USDC"),
        Told(nameless, "fee_rebate", "0.41 USD"),
        Told("7bb70002-1111-4222-8333-444444444444", "transfer_out", went="0.3 ETH"),
    ]
    assert nameless.startswith("coinbase_pro_account-")


def test_the_balances_are_those_that_coinbase_writes() -> None:
    header, *rows = cells(ACCOUNT)
    last = {
        one[header.index("amount/balance unit")]: Decimal(one[header.index("balance")])
        for one in rows
    }
    assert balances(booked(ACCOUNT)) == last


def test_each_fill_is_booked_without_its_fee_in_the_amount() -> None:
    # total -2,311.50 = -(0.1 x 23,000 + 11.50); 956.16 = 0.6 x 1,600 - 3.84
    assert [told(t) for t in booked(FILLS)] == [
        *TRADES,
        Told("880005-BTC-USD", "sell", "1120 USD", "0.04 BTC", "4.48 USD"),
        Told("880006-SOL-USD", "buy", "25 SOL", "535 USD", "3.21 USD"),
        Told("880007-SOL-USD", "sell", "270 USD", "10 SOL", "1.62 USD"),
        Told("880008-LTC-USD", "buy", "3 LTC", "286.5 USD", "1.719 USD"),
        Told("880009-LTC-USD", "sell", "198 USD", "3 LTC", "1.188 USD"),
        Told("880010-BTC-USD", "buy", "0.01 BTC", "422.5 USD", "1.69 USD"),
    ]


def test_a_trade_that_stands_in_both_files_differs_in_nothing_but_who_tells_it() -> None:
    fills = {t.transaction_id: replace(t, lines=()) for t in booked(FILLS)}
    account = [replace(t, lines=()) for t in booked(ACCOUNT) if t.transaction_id in fills]

    assert len(account) == 4
    assert {t.source for t in account} == {"coinbase_pro"}
    assert [replace(t, source="coinbase_pro-fills") for t in account] == [
        fills[t.transaction_id] for t in account
    ]


@pytest.mark.parametrize("content", [ACCOUNT, FILLS])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content)


def test_older_and_capitalised_headers_are_read_alike() -> None:
    header, *rows = cells(ACCOUNT)
    older = "".join(",".join(one[1:]) + "\n" for one in (header, *rows))
    assert [told(t)[1:] for t in booked(older)] == [told(t)[1:] for t in booked(ACCOUNT)]
    capital = ACCOUNT.replace(ACCOUNT_HEADER, ACCOUNT_HEADER.title().replace("Time", "Timestamp"))
    assert [told(t) for t in booked(capital + ",,,,,,,,\n")] == [told(t) for t in booked(ACCOUNT)]


def test_a_trade_number_repeats_across_orders_and_a_maker_may_pay_no_fee() -> None:
    rows = (
        row("match", "1", "BTC") + row("match", "-10")
        + row("match", "2", "ETH", order="o2") + row("match", "-5", order="o2")
    )  # fmt: skip
    assert [told(t) for t in booked(ACCOUNT_HEADER + rows)] == [
        Told("1-BTC-USD", "buy", "1 BTC", "10 USD"),
        Told("1-ETH-USD", "buy", "2 ETH", "5 USD"),
    ]


def test_half_a_trade_is_refused_as_a_whole() -> None:
    rows = row("match", "1", "BTC") + row("fee", "-1")
    _, understood = loaded(ACCOUNT_HEADER + rows)

    reason = (
        "trade 1 has no two amounts of different assets. "
        "Fix: bring this row in through the plain ledger CSV."
    )
    assert [o.reason for o in by_status(understood, RowStatus.QUARANTINED)] == [reason] * 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (ACCOUNT_HEADER + row("airdrop", "1"), 'type "airdrop" is not known'),
        (ACCOUNT_HEADER + row("deposit", "-1"), 'amount "-1" is not of the sign'),
        (ACCOUNT_HEADER + row("match", "1", trade=""), "trade id is blank"),
        (FILLS.replace("880001,BTC-USD,BUY", "880001,BTC-USD,GIFT"), 'side "GIFT" is neither'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_both_files_are_of_one_us_broker() -> None:
    family = [form for form in FORMATS.values() if form.source == "coinbase_pro"]
    assert {(f.custody, f.form_1099da, f.account) for f in family} == {
        ("broker", True, "Coinbase Pro")
    }
