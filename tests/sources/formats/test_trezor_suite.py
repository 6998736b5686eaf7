from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from harvest_tui.domain.text import advertises
from harvest_tui.sources.on_chain import SPAM
from sources.tables import Told, balances, booked, by_status, loaded, refused, sample, told
from sources.variants import assert_order_does_not_matter

BTC, ETH = sample("trezor_suite_btc.csv"), sample("trezor_suite_eth.csv")
HEADER = BTC.splitlines()[0] + "\n"


def row(kind: str, amount: str, asset: str = "ETH", fee: str = "", *, ident: str = "t1") -> str:
    unit = "ETH" if fee else ""
    return (
        f"1717410900;6/3/2024;06:35:00 GMT-4;{kind};{ident};{fee};{unit};0xa;;{amount};{asset};;\n"
    )


def test_each_row_is_booked_and_the_fee_is_on_the_first_of_two_outputs() -> None:
    # one output, one transaction; a transfer to oneself costs its fee alone
    assert [told(t) for t in booked(BTC)] == [
        Told("tz01", "transfer_in", "0.05 BTC"),
        Told("tz02", "transfer_out", went="0.01 BTC", fee="0.00002 BTC"),
        Told("tz02-2", "transfer_out", went="0.002 BTC"),
        Told("tz03", "fee", went="0.00003 BTC"),
        Told("tz04", "transfer_out", went="0.005 BTC", fee="0.00004 BTC"),
        Told("tz05", "transfer_in", "0.000005 BTC"),
        Told("tz06", "transfer_in", "0.02 BTC"),
    ]
    # 0.05 - 0.01002 - 0.002 - 0.00003 - 0.00504 + 0.000005 + 0.02
    assert balances(booked(BTC)) == {"BTC": Decimal("0.052915")}


def test_a_failed_transaction_costs_its_fee_and_a_scam_token_is_set_aside() -> None:
    _, understood = loaded(ETH)

    assert [told(t) for t in understood.transactions] == [
        Told("0xtz1", "transfer_in", "1.5 ETH"),
        Told("0xtz2", "fee", went="0.0021 ETH"),
        Told("0xtz3", "transfer_out", went="200 USDC", fee="0.0018 ETH"),
    ]
    assert [(o.line, o.reason) for o in by_status(understood, RowStatus.SKIPPED)] == [(5, SPAM)]
    assert balances(understood.transactions) == {
        "ETH": Decimal("1.4961"),  # 1.5 - 0.0021 - 0.0018
        "USDC": Decimal(-200),  # nothing came in within the sample
    }


def test_the_moment_is_that_of_the_timestamp_whatever_the_local_columns_say() -> None:
    # 1704276000 is 2024-01-03 10:00:00 UTC, written as 05:00:00 GMT-5
    (first, *_) = booked(BTC)
    assert first.at.isoformat() == "2024-01-03T10:00:00+00:00"
    assert booked(BTC.replace("1/3/2024", "3/1/2024"))[0].at == first.at


@pytest.mark.parametrize("content", [BTC, ETH])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content, delimiter=";")


def test_what_came_for_what_went_under_one_hash_is_a_swap() -> None:
    rows = row("SENT", "0.5", fee="0.001") + row("RECV", "900", "USDC")

    assert [told(t) for t in booked(HEADER + rows)] == [
        Told("t1", "swap", "900 USDC", "0.5 ETH", "0.001 ETH")
    ]


def test_the_fee_of_what_is_received_was_the_senders() -> None:
    assert [told(t) for t in booked(HEADER + row("RECV", "1", fee="0.1"))] == [
        Told("t1", "transfer_in", "1 ETH")
    ]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (row("JOINT", "1"), 'Type "JOINT" is not known'),
        (row("SENT", "1", fee="0.1").replace(";ETH;0xa", ";;0xa"), "Fee unit is blank"),
        (row("SENT", "0"), "the quantity of ETH comes to 0"),
        (row("RECV", "1", "").replace("1717410900", "171741090"), "Amount unit is blank"),
        (row("RECV", "1").replace("1717410900", "171741090"), 'Timestamp "171741090" is not a'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(rows: str, reason: str) -> None:
    outcome = refused(HEADER + rows)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


@pytest.mark.parametrize(
    ("name", "spam"),
    [
        ("Visit claim-usdc.example", True),
        ("VISIT-SCAM.example", True),
        ("https://free.example", True),
        ("USD Coin", False),
        ("yearn.finance", False),
        ("USDC.e", False),
        ("Claimless", False),
    ],
)
def test_a_token_that_sends_its_receiver_to_a_web_site_is_told_by_its_words(
    name: str, *, spam: bool
) -> None:
    assert advertises("X", name) is spam
