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
    only,
    refused,
    sample,
    told,
    unplaced,
)
from sources.variants import assert_order_does_not_matter

YEARLY, MONTHLY = sample("strike_2025.csv"), sample("strike_2024.csv")
YEARLY_HEADER = YEARLY.splitlines()[0] + "\n"
MONTHLY_HEADER = MONTHLY.splitlines()[0] + "\n"


def b(number: str) -> str:
    return f"b1e500{number}-0000-4000-8000-000000000000"


def yearly(kind: str, amounts: str) -> str:
    """Amounts: USD, its fee, BTC, its fee."""
    return f"r1,Jan 02 2025 10:00:00,{kind},{amounts},90000,1,,,\n"


def monthly(kind: str, state: str, one: str, other: str, ident: str = "m1") -> str:
    """Give amount, currency and fee of either side."""
    at = "Jun 01 2024,00:00:01,Jun 03 2024,12:00:00"
    return f"{ident},{at},{kind},{state},{one},{other},70000,,USD,,,,\n"


def test_each_transaction_of_2025_is_booked() -> None:
    # signed, the fee beside; what is sent over Lightning is spent: 0.0001 x 101,000 = 10.10
    assert [told(t) for t in booked(YEARLY)] == [
        Told(b("01"), "fiat_deposit", "500 USD"),
        Told(b("02"), "buy", "0.002 BTC", "198.02 USD", "1.98 USD"),
        Told(b("03"), "buy", "0.00052632 BTC", "50 USD"),
        Told(b("04"), "spend", went="0.0001 BTC", fee="0.00000002 BTC", usd="10.1"),
        Told(b("05"), "transfer_in", "0.0003 BTC"),
        Told(b("06"), "transfer_out", went="0.0015 BTC", fee="0.00001 BTC"),
        Told(b("07"), "sell", "42 USD", "0.0005 BTC", "0.42 USD"),
        Told(b("08"), "fiat_withdrawal", went="100 USD"),
        Told(b("09"), "fiat_withdrawal", went="20 USD"),
        Told(b("10"), "buy", "0.00113636 BTC", "100 USD"),
    ]
    assert balances(booked(YEARLY)) == {
        "USD": Decimal("71.58"),  # 500 - 200 - 50 + 41.58 - 100 - 20 - 100
        "BTC": Decimal("0.00185266"),
    }


def test_of_a_statement_only_what_is_completed_is_booked() -> None:
    _, understood = loaded(MONTHLY)

    assert [told(t) for t in understood.transactions] == [
        Told("a0010001", "fiat_deposit", "100 USD"),
        Told("a0010002", "buy", "0.0007 BTC", "49.51 USD", "0.49 USD"),
        Told("a0010003", "spend", went="0.00005 BTC", usd="3.55"),  # x 71,000
        Told("a0010004", "transfer_out", went="0.0006 BTC", fee="0.00001 BTC"),
    ]
    assert [o.line for o in by_status(understood, RowStatus.SKIPPED)] == [2, 7]
    assert understood.transactions[0].at.isoformat() == "2024-06-03T12:00:00+00:00"


def test_the_balances_are_those_that_strike_writes() -> None:
    header, *rows = cells(MONTHLY)
    last = dict(zip(header, rows[-1], strict=True))

    assert balances(booked(MONTHLY)) == {
        "USD": Decimal(last["Balance 1"]),
        "BTC": Decimal(last["Balance - BTC"]),
    }


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    assert_order_does_not_matter(YEARLY)
    header, *rows = MONTHLY.splitlines(keepends=True)  # `Currency 1` is there twice, in this order
    assert unplaced(booked(header + "".join(reversed(rows)))) == unplaced(booked(MONTHLY))


@pytest.mark.parametrize(
    ("columns", "cells_of"),
    [
        ("Completed Time (UTC),Completed Time (UTC)", "Jun 03 2024,12:00:00"),
        ("Completed Time (UTC)", "Jun 03 2024 12:00:00"),
    ],
)
def test_older_statements_have_the_moment_in_other_columns(columns: str, cells_of: str) -> None:
    header = MONTHLY_HEADER.replace("Completed Date (UTC),Completed Time (UTC)", columns)
    one = monthly("Deposit", "Completed", "100.00,USD,", ",,").replace(
        "Jun 03 2024,12:00:00", cells_of
    )
    assert only(header + one).at.isoformat() == "2024-06-03T12:00:00+00:00"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            MONTHLY_HEADER + monthly("Trade", "Completed", "50.00,USD,-0.50", "-0.0007,BTC,"),
            Told("m1", "sell", "50 USD", "0.0007 BTC", "0.5 USD"),
        ),
        (
            MONTHLY_HEADER + monthly("Lightning", "Completed", ",,", "0.0007,BTC,"),
            Told("m1", "transfer_in", "0.0007 BTC"),
        ),
    ],
)
def test_the_signs_tell_the_direction(content: str, expected: Told) -> None:
    assert told(only(content)) == expected


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (YEARLY_HEADER + yearly("Bonus", "1,,,"), 'Transaction Type "Bonus" is not known'),
        (YEARLY_HEADER + yearly("Purchase", "-1,,,"), 'Transaction Type "Purchase" does not fit'),
        (YEARLY_HEADER + yearly("Deposit", "-1,,,"), 'Transaction Type "Deposit" does not fit'),
        (YEARLY_HEADER + yearly("Send", "-1,,,"), 'Transaction Type "Send" does not fit'),
        (YEARLY_HEADER + yearly("Sale", "1,-1,-1,-1"), "the row has fees in two assets"),
        (
            MONTHLY_HEADER + monthly("Deposit", "Completed", "100.00,,", ",,"),
            'Amount 1 "100.00" has no currency',
        ),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_what_is_completed_twice_is_refused() -> None:
    rows = monthly("Deposit", "Completed", "1,USD,", ",,") + monthly(
        "Deposit", "Completed", "2,USD,", ",,"
    )
    _, understood = loaded(MONTHLY_HEADER + rows)
    assert len(by_status(understood, RowStatus.QUARANTINED)) == 2


def test_both_files_are_of_one_us_broker() -> None:
    family = [form for form in FORMATS.values() if form.source == "strike"]
    assert {(f.custody, f.form_1099da, f.account) for f in family} == {("broker", True, "Strike")}
