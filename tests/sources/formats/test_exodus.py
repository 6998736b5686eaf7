from decimal import Decimal

import pytest

from harvest_tui.sources import FORMATS
from sources.tables import Told, balances, booked, cells, only, refused, sample, told
from sources.variants import assert_order_does_not_matter

NEWER, OLDER, STAKED = (sample(f"exodus_{name}.csv") for name in ("v2", "v1", "staking"))
NEWER_HEADER = NEWER.splitlines()[0] + "\n"
OLDER_HEADER = OLDER.splitlines()[0] + "\n"
STAKED_HEADER = STAKED.splitlines()[0] + "\n"


def newer(
    kind: str, amount: str, fee: str = "", *, order: str = "", ident: str = "x1", minute: str = "00"
) -> str:
    at = f"Wed Jan 03 2024 10:{minute}:00 GMT-0500 (Eastern Standard Time)"
    return f'{ident},,{at},{kind},exodus_0,,"{amount}",{fee},,{order},\n'


def older(kind: str, went: str = "", came: str = "", fee: str = "") -> str:
    sent, received, cost = (part or "," for part in (went, came, fee))
    return f"2023-02-03T10:00:00.000Z,{kind},a,b,{sent},{cost},,,y1,,{received},y2,,,\n"


def test_each_row_of_the_newer_form_is_booked() -> None:
    # 10:00 GMT-0500 is 15:00 UTC; what failed cost its fee alone; the other half of order-77 is
    # not in the sample, so that its arrival is one half
    assert [told(t) for t in booked(NEWER)] == [
        Told("x01", "transfer_in", "0.05 BTC"),
        Told("x02", "transfer_out", went="0.01 BTC", fee="0.00002 BTC"),
        Told("order-77", "transfer_in", "0.19 ETH"),
        Told("x04", "fee", went="0.0009 ETH"),
        Told("x05", "transfer_in", "1200.5 ADA"),
    ]
    assert booked(NEWER)[0].at.isoformat() == "2024-01-03T15:00:00+00:00"
    assert [t.txid for t in booked(NEWER)] == ["x01", "x02", "x03", "x04", "x05"]


def test_the_balances_are_those_that_exodus_writes() -> None:
    header, *rows = cells(NEWER)
    last = (row[header.index("BALANCE")].replace(",", "").split() for row in rows)

    assert balances(booked(NEWER)) == {asset: Decimal(amount) for amount, asset in last}


def test_each_row_of_the_older_form_is_booked() -> None:
    assert [told(t) for t in booked(OLDER)] == [
        Told("y01", "transfer_in", "0.4 ETH"),
        Told("ord-9", "swap", "0.0068 BTC", "0.1 ETH", "0.0004 ETH"),
        Told("y04", "transfer_out", went="0.05 ETH", fee="0.0006 ETH"),
        Told("y05", "fee", went="0.0006 ETH"),
        Told("y06", "transfer_in", "50 SOL"),
    ]
    assert balances(booked(OLDER)) == {
        "ETH": Decimal("0.2484"),  # 0.4 - 0.1004 - 0.0506 - 0.0006
        "BTC": Decimal("0.0068"),
        "SOL": Decimal(50),
    }


def test_each_reward_of_the_staking_report_is_booked() -> None:
    one, other = booked(STAKED)

    assert (told(one)[1:3], told(other)[1:3]) == (
        ("staking_reward", "0.012 SOL"),
        ("staking_reward", "1.1 ADA"),
    )
    assert one.transaction_id.startswith("exodus_staking-")


@pytest.mark.parametrize("content", [NEWER, OLDER, STAKED])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content)


def test_an_order_joins_the_two_rows_of_a_swap() -> None:
    rows = newer("deposit", "0.19 ETH", order="o1", ident="x2", minute="20") + newer(
        "withdrawal", "-0.01 BTC", "0.00002 BTC", order="o1"
    )
    swap = only(NEWER_HEADER + rows)

    assert told(swap) == Told("o1", "swap", "0.19 ETH", "0.01 BTC", "0.00002 BTC")
    assert (swap.at.minute, swap.txid) == (0, "x1")


def test_a_move_between_two_portfolios_costs_its_fee() -> None:
    rows = newer("withdrawal", "-1 SOL", "0.1 SOL") + newer("deposit", "1 SOL")

    assert told(only(NEWER_HEADER + rows)) == Told("x1", "fee", went="0.1 SOL")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (NEWER_HEADER + newer("stake", "1 SOL"), 'TYPE "stake" is not known'),
        (NEWER_HEADER + newer("deposit", "-1 SOL"), 'COINAMOUNT "-1 SOL" has a sign that'),
        (NEWER_HEADER + newer("withdrawal", "1 SOL"), 'COINAMOUNT "1 SOL" has a sign that'),
        (NEWER_HEADER + newer("deposit", "1 SOL", "0.1 SOL"), 'FEE "0.1 SOL" is a fee of what'),
        (NEWER_HEADER + newer("deposit", "SOL"), 'COINAMOUNT "SOL" is not a number'),
        (OLDER_HEADER + older("deposit"), 'TYPE "deposit" does not fit the amounts'),
        (OLDER_HEADER + older("withdrawal", came="1,SOL"), 'TYPE "withdrawal" does not fit'),
        (
            STAKED_HEADER + "Staking,1,SOL,Kraken,,,2024-01-05 00:00:00\n",
            'Exchange "Kraken" is not Exodus',
        ),
        (STAKED_HEADER + "Trade,1,SOL,Exodus,,,2024-01-05 00:00:00\n", 'Type "Trade" is not known'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_the_three_files_are_of_one_wallet_in_the_owners_own_hands() -> None:
    family = [form for form in FORMATS.values() if form.source == "exodus"]
    assert {(f.custody, f.form_1099da, f.account) for f in family} == {("self", False, "Exodus")}
