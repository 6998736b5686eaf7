from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from harvest_tui.sources import FORMATS
from sources.tables import (
    Told,
    balances,
    booked,
    by_status,
    loaded,
    refused,
    sample,
    told,
)
from sources.variants import assert_order_does_not_matter

SAMPLE = sample("ledger_live.csv")
HEADER = SAMPLE.splitlines()[0] + "\n"
OLDER = (
    "Operation Date,Currency Ticker,Operation Type,Operation Amount,Operation Fees,"
    "Operation Hash,Account Name,Account id\n"
)


def row(  # one operation as the export writes it
    kind: str, amount: str, fee: str, asset: str = "ETH", *, ident: str = "h1", status: str = ""
) -> str:
    return (
        f"2025-05-05T05:05:05.000Z,{status or 'Confirmed'},{asset},{kind},{amount},{fee},{ident},"
        "Ethereum 1,0xown,USD,1,2\n"
    )


# By hand: what goes out contains the fee (0.01002 - 0.00002), what comes in is whole, a token's
# fee is that of the FEES row of its hash, and the rest costs its fee alone.
EXPECTED = [
    Told("h01", "transfer_in", "0.05 BTC"),
    Told("h02", "transfer_out", went="0.01 BTC", fee="0.00002 BTC"),
    Told("h03", "transfer_in", "1.2 ETH"),
    Told("h04", "transfer_out", went="250 USDC", fee="0.0012 ETH"),
    Told("h05", "transfer_in", "500 USDC"),
    Told("h06", "fee", went="0.002 DOT"),
    Told("h07", "staking_reward", "0.05 DOT"),
    Told("h08", "fee", went="0.0004 XTZ"),
    Told("h09", "fee", went="0.0005 XTZ"),
    Told("h11", "transfer_out", went="0.2 ETH", fee="0.0005 ETH"),
    Told("h12", "fee", went="0.0001 BTC"),
    Told("h13", "transfer_in", "3 SOL"),
]


def test_each_operation_is_booked_but_the_arrival_of_an_unnamed_nft() -> None:
    _, understood = loaded(SAMPLE)

    assert [told(t) for t in understood.transactions] == EXPECTED
    (skipped,) = by_status(understood, RowStatus.SKIPPED)
    assert (skipped.line, skipped.reason) == (
        12,
        "moves nothing, and cost this wallet nothing",
    )
    assert {(t.account, t.txid) for t in understood.transactions if t.transaction_id == "h04"} == {
        ("Ledger", "h04")
    }
    assert {t.lines for t in understood.transactions if t.transaction_id == "h04"} == {(5, 6)}


def test_balances() -> None:
    # BTC 0.05 - 0.01002 - 0.0001; ETH 1.2 - 0.0012 - 0.2005; USDC 500 - 250; DOT 0.05 - 0.002
    assert balances(booked(SAMPLE)) == {
        "BTC": Decimal("0.03988"),
        "ETH": Decimal("0.9983"),
        "USDC": Decimal(250),
        "DOT": Decimal("0.048"),
        "XTZ": Decimal("-0.0009"),  # nothing came in within the sample
        "SOL": Decimal(3),
    }


def test_neither_the_order_of_rows_and_columns_nor_new_estimates_matter() -> None:
    assert_order_does_not_matter(SAMPLE)

    later = loaded(SAMPLE.replace(",2200,2200", ",2200,9900"))[1]
    assert later.keys == loaded(SAMPLE)[1].keys


def test_files_without_a_status_are_read_alike() -> None:
    one = "2020-01-03T10:00:00.000Z,BTC,OUT,0.5,0.1,h1,Bitcoin 1,id1\n"

    assert [told(t) for t in booked(OLDER + one)] == [
        Told("h1", "transfer_out", went="0.4 BTC", fee="0.1 BTC")
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            row("OUT", "0.5", "0.001") + row("IN", "900", "", "USDC"),
            [Told("h1", "swap", "900 USDC", "0.499 ETH", "0.001 ETH")],
            id="a swap in one hash",
        ),
        pytest.param(
            row("OUT", "0.501", "0.001") + row("IN", "0.5", "0.001"),
            [Told("h1", "fee", went="0.001 ETH")],
            id="between two accounts of the wallet",
        ),
        pytest.param(
            row("IN", "5", "", "USDC") + row("FEES", "0.002", "0.002"),
            [Told("h1", "transfer_in", "5 USDC"), Told("h1-fee", "fee", went="0.002 ETH")],
            id="a claim that the owner paid for",
        ),
        pytest.param(
            row("REWARD", "0.1", "", "XTZ") + row("DELEGATE", "0.002", "0.002", "XTZ"),
            [Told("h1", "fee", went="0.002 XTZ"), Told("h1-reward", "staking_reward", "0.1 XTZ")],
            id="a reward beside a delegation",
        ),
        pytest.param(
            row("NFT_OUT", "0", "0.002") + row("FEES", "0.002", "0.002"),
            [Told("h1", "fee", went="0.002 ETH")],
            id="an NFT sent: the fee once",
        ),
        pytest.param(
            row("OUT", "0", "0.002"), [Told("h1", "fee", went="0.002 ETH")], id="dust of nothing"
        ),
        pytest.param(row("IN", "0", "0.002"), [], id="dust received"),
        pytest.param(row("IN", "1", "0.002", status="Failed"), [], id="an arrival that failed"),
        pytest.param(row("OUT", "1", "0.002", status="Pending"), [], id="not confirmed"),
    ],
)
def test_rows_of_one_hash_are_one_event(rows: str, expected: list[Told]) -> None:
    _, understood = loaded(HEADER + rows)

    assert not by_status(understood, RowStatus.QUARANTINED)
    assert [told(t) for t in understood.transactions] == expected


def test_two_equal_operations_without_a_hash_are_two() -> None:
    one, other = booked(HEADER + row("IN", "1", "", ident="") * 2)

    assert other.transaction_id == f"{one.transaction_id}-2"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (row("SLASH", "1", ""), 'Operation Type "SLASH" is not known'),
        (
            row("OUT", "250", "0.0012", "USDC"),
            'Operation Fees "0.0012" was paid in the coin of a chain, and USDC is a token',
        ),
        (row("OUT", "0.001", "0.002"), 'Operation Amount "0.001" is less than the fee'),
        (row("IN", "-1", ""), 'Operation Amount "-1" has a sign, and Ledger Live writes none'),
        (row("REWARD", "1", "0.1"), 'Operation Fees "0.1" is a fee of a reward'),
        (row("FEES", "1", "0.1"), 'Operation Amount "1" is not the fee'),
        (row("IN", "1", "", "USD"), "a token calls itself USD, which is a currency"),
    ],
)
def test_what_is_not_certain_is_refused_with_the_way_out(rows: str, reason: str) -> None:
    outcome = refused(HEADER + rows)

    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_several_assets_for_several_others_are_refused_together() -> None:
    rows = row("OUT", "1", "") + row("OUT", "1", "", "UNI") + row("IN", "1", "", "LP")
    _, understood = loaded(HEADER + rows)

    reason = (
        "h1 gives several assets for others, and not what each was worth. "
        "Fix: bring this row in through the plain ledger CSV."
    )
    assert [o.reason for o in by_status(understood, RowStatus.QUARANTINED)] == [reason] * 3


def test_a_wallet_is_in_the_owners_own_hands() -> None:
    form = FORMATS["ledger_live"]
    assert (form.custody, form.form_1099da, form.account) == ("self", False, "Ledger")
