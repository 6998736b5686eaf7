from decimal import Decimal

import pytest

from harvest_tui.domain.transaction import Precision
from harvest_tui.sources import FORMATS
from harvest_tui.sources.format import Coverage
from harvest_tui.sources.formats.bitstamp import BITSTAMP
from sources.tables import Told, balances, booked, only, refused, sample, told
from sources.variants import assert_order_does_not_matter

NEWER, OLDER = sample("bitstamp.csv"), sample("bitstamp_old.csv")
NEWER_HEADER = NEWER.splitlines()[0] + "\n"
OLDER_HEADER = OLDER.splitlines()[0] + "\n"


def newer(kind: str, subtype: str = "", amount: str = "1,BTC", value: str = ",") -> str:
    return f"1,Main Account,{kind},{subtype},2024-01-02T10:00:00Z,{amount},{value},,,,,\n"


def older(kind: str, amount: str, value: str = "", subtype: str = "") -> str:
    at = '"Jan. 03, 2022, 12:15 AM"'
    return f"{kind},{at},Main Account,{amount},{value},,,{subtype}\n"


def test_each_row_is_booked() -> None:
    # the value is gross and the fee beside it: 2,200 and 8.80
    assert [told(t) for t in booked(NEWER)] == [
        Told("900001", "fiat_deposit", "5000 USD"),
        Told("900002", "buy", "0.05 BTC", "2200 USD", "8.8 USD"),
        Told("900003", "buy", "0.5 ETH", "1150 USD", "4.6 USD"),
        Told("900004", "sell", "500 USD", "0.2 ETH", "2 USD"),
        Told("900005", "staking_reward", "0.0008 ETH"),
        Told("900006", "transfer_in", "0.01 BTC"),
        Told("900007", "transfer_out", went="0.02 BTC", fee="0.0001 BTC"),
        Told("900008", "sell", "700 USD", "0.01 BTC", "2.8 USD"),
        Told("900009", "swap", "0.1 ETH", "0.0055 BTC", "0.000022 BTC"),
        Told("900010", "fiat_withdrawal", went="300 USD"),
    ]
    assert balances(booked(NEWER)) == {
        "USD": Decimal("2531.8"),  # 5,000 - 2,208.80 - 1,154.60 + 498 + 697.20 - 300
        "BTC": Decimal("0.024378"),  # 0.05 + 0.01 - 0.0201 - 0.01 - 0.005522
        "ETH": Decimal("0.4008"),  # 0.5 - 0.2 + 0.0008 + 0.1
    }


def test_each_row_of_the_older_form_is_booked_to_the_minute() -> None:
    done = booked(OLDER)

    assert [told(t)[1:] for t in done] == [
        ("fiat_deposit", "3000 USD", "", "", ""),
        ("buy", "0.05 BTC", "2325 USD", "11.63 USD", ""),
        ("sell", "740 USD", "0.02 BTC", "3.7 USD", ""),
        ("transfer_out", "", "0.01 BTC", "0.0005 BTC", ""),
    ]
    assert [t.at.isoformat()[:16] for t in done] == [
        "2022-01-02T10:00",
        "2022-01-03T10:15",
        "2022-02-03T21:59",
        "2022-03-03T00:00",
    ]
    assert {t.precision for t in done} == {Precision.MINUTE}
    assert balances(done) == {"USD": Decimal("1399.67"), "BTC": Decimal("0.0195")}


@pytest.mark.parametrize("content", [NEWER, OLDER])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (newer("Ripple deposit", amount="5,XRP"), Told("1", "transfer_in", "5 XRP")),
        (newer("Ripple payment", amount="5,XRP"), Told("1", "transfer_out", went="5 XRP")),
        (newer("Staking reward", amount="1,ETH2R"), Told("1", "staking_reward", "1 ETH")),
        (newer("Market", "Buy", "1,EUR", "1.1,USD"), None),
    ],
)
def test_further_kinds(row: str, expected: Told | None) -> None:
    if expected is not None:
        assert told(only(NEWER_HEADER + row)) == expected
        return
    assert [told(t) for t in booked(NEWER_HEADER + row)] == [
        Told("1", "fiat_withdrawal", went="1.1 USD"),
        Told("1-in", "fiat_deposit", "1 EUR"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (NEWER_HEADER + newer("Lending"), 'Type "Lending" is not known'),
        (NEWER_HEADER + newer("Market", "Swap", value="1,USD"), 'Subtype "Swap" is not known'),
        (NEWER_HEADER + newer("Market", "Buy"), 'Subtype "Buy" is not known, or the row has no'),
        (NEWER_HEADER + newer("Deposit", value="1,USD"), 'Value "1" is a value that only a trade'),
        (NEWER_HEADER + newer("Deposit", amount="-1,BTC"), 'Amount "-1" is less than zero'),
        (OLDER_HEADER + older("Deposit", "1"), 'Amount "1" is not a number'),
        (OLDER_HEADER + older("Deposit", "-1 BTC"), 'Amount "-1 BTC" is no amount without a sign'),
        (OLDER_HEADER + older("Deposit", ""), 'Amount "" is nothing'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_both_files_are_of_one_broker() -> None:
    family = [form for form in FORMATS.values() if form.source == "bitstamp"]
    assert {(f.custody, f.account) for f in family} == {("broker", "Bitstamp")}


def test_where_both_forms_tell_of_one_event_the_newer_counts() -> None:
    at = {form.name: list(Coverage).index(form.coverage) for form in BITSTAMP}
    assert at["bitstamp_new"] < at["bitstamp_old"]
    assert {t.source for t in booked(NEWER)}.isdisjoint({t.source for t in booked(OLDER)})
