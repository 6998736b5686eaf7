from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from harvest_tui.sources import FORMATS
from sources.tables import Told, balances, booked, by_status, loaded, only, refused, sample, told
from sources.variants import assert_order_does_not_matter

SAMPLE = sample("cashapp.csv")
HEADER = SAMPLE.splitlines()[0] + "\n"


def row(
    kind: str,
    money: tuple[str, str, str] = ("-$48.88", "-$1.12", "-$50.00"),
    units: str = "0.00052",
    *,
    ident: str = "c1",
    at: str = "2025-10-09 16:29:46 EDT",
    currency: str = "USD",
    status: str = "COMPLETE",
) -> str:
    asset = "BTC" if units else ""
    cells = (at, ident, kind, currency, *money, asset, "$94,000.00", units, status, "x", "", "")
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


def test_each_row_that_is_complete_is_booked() -> None:
    # EST is UTC-5, EDT is UTC-4; the amount excludes the fee; a boost's amount is its value
    _, understood = loaded(SAMPLE)

    nameless = booked(SAMPLE)[2].transaction_id
    assert [told(t) for t in understood.transactions] == [
        Told("ca001", "fiat_deposit", "1000 USD"),
        Told("ca002", "buy", "0.005 BTC", "490 USD", "10 USD"),
        Told(nameless, "buy", "0.00052 BTC", "48.88 USD", "1.12 USD"),
        Told("ca004", "fiat_withdrawal", went="25 USD"),
        Told("ca005", "fiat_deposit", "40 USD"),
        Told("ca006", "cashback", "0.000005 BTC", usd="0.43"),
        Told("ca007", "sell", "86 USD", "0.001 BTC", "1.5 USD"),
        Told("ca008", "transfer_out", went="0.002 BTC"),
        Told("ca010", "fiat_withdrawal", went="100 USD", fee="1.75 USD"),
        Told("ca012", "sell", "88 USD", "0.001 BTC", "1.6 USD"),
    ]
    assert nameless.startswith("cashapp-")
    assert [(o.line, o.reason) for o in by_status(understood, RowStatus.SKIPPED)] == [
        (3, "not carried out (FAILED)"),
        (5, "a notification: nothing moved"),
    ]


def test_balances() -> None:
    # net amounts: 1,000 - 500 - 50 - 25 + 40 + 84.50 - 101.75 + 86.40
    assert balances(booked(SAMPLE)) == {
        "USD": Decimal("534.15"),
        "BTC": Decimal("0.001525"),  # 0.005 + 0.00052 + 0.000005 - 0.001 - 0.002 - 0.001
    }


def test_eastern_time_is_read_across_the_year_and_the_change_of_clocks() -> None:
    at = {t.transaction_id: t.at.isoformat() for t in booked(SAMPLE)}

    assert at["ca012"] == "2026-01-01T03:30:00+00:00"  # 22:30 EST on 31 December 2025
    assert at["ca006"] == "2025-03-09T04:30:00+00:00"  # 23:30 EST, the night of the change
    assert at["ca007"] == "2025-03-09T07:30:00+00:00"  # 03:30 EDT, half an hour after it
    twice = [row("P2P", at=f"2025-11-02 01:30:00 {zone}", units="") for zone in ("EDT", "EST")]
    assert [only(HEADER + one).at.hour for one in twice] == [5, 6]


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    assert_order_does_not_matter(SAMPLE)


def test_equal_rows_without_an_id_are_two_recurring_buys() -> None:
    one, other = booked(HEADER + row("Bitcoin Recurring Buy", ident="") * 2)
    assert other.transaction_id == f"{one.transaction_id}-2"


def test_bitcoin_moves_in_bitcoin_with_its_fee_beside_it() -> None:
    money = ("-0.002", "-0.0001", "-0.0021")
    one = only(HEADER + row("Bitcoin Withdrawal", money, "0.002", currency="BTC"))
    assert told(one) == Told("c1", "transfer_out", went="0.002 BTC", fee="0.0001 BTC")
    money = ("0.002", "$0.00", "0.002")
    one = only(HEADER + row("Bitcoin Deposit", money, "0.002", currency="BTC"))
    assert told(one) == Told("c1", "transfer_in", "0.002 BTC")


def test_losses_in_parentheses_and_securities() -> None:
    one = only(HEADER + row("Cash Card Debit", ("($1.00)", "$0.00", "($1.00)"), ""))
    assert told(one) == Told("c1", "fiat_withdrawal", went="1 USD")
    (skipped,) = by_status(loaded(HEADER + row("Stock Buy"))[1], RowStatus.SKIPPED)
    assert skipped.reason == "securities are not kept here"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (row("Bitcoin Gift"), 'Transaction Type "Bitcoin Gift" is not known'),
        (row("P2P", status="SPLIT"), 'Status "SPLIT" is not known'),
        (
            row("Bitcoin Buy", ("-$50.00", "-$1.12", "-$50.00")),
            'Net Amount "-$50.00" is not the amount less the fee',
        ),
        (row("P2P", currency="BTC"), 'Currency "BTC" is no money'),
        (row("P2P", at="2025-10-09 16:29:46 PDT"), 'Date "2025-10-09 16:29:46 PDT" names a time'),
        (row("P2P", at="2025-10-09 16:29:46"), 'Date "2025-10-09 16:29:46" names a time zone'),
        (
            row("Bitcoin Deposit", ("-0.002", "", "-0.002"), "0.002", currency="BTC"),
            'Amount "-0.002" has a sign that does not fit',
        ),
        (
            row("Bitcoin Withdrawal", ("-0.002", "", "-0.002"), "0.003", currency="BTC"),
            'Asset Amount "0.003" is not the amount',
        ),
        (row("Bitcoin Boost", ("$1.00", "-$1.00", "$0.00")), 'Fee "-$1.00" is a fee of a reward'),
        (row("Bitcoin Sell"), "the quantity of USD comes to -48.88"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(HEADER + content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_cash_app_is_a_us_broker() -> None:
    form = FORMATS["cashapp"]
    assert (form.custody, form.form_1099da, form.account) == ("broker", True, "Cash App")
