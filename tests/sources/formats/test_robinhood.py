from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from harvest_tui.sources import FORMATS
from sources.tables import Told, balances, booked, by_status, loaded, refused, sample, told
from sources.variants import assert_order_does_not_matter

ORDERS, TRANSFERS = sample("robinhood_trades.csv"), sample("robinhood_transfers.csv")
ORDER_HEADER = ORDERS.splitlines()[0] + "\n"
TRANSFER_HEADER = TRANSFERS.splitlines()[0] + "\n"


def order(
    side: str = "Buy", state: str = "Filled", left: str = "0", notional: str = "($5.00)"
) -> str:
    return f"u1,2024-01-03 15:00:01,BTC,{side},0.5,{state},Limit,{left},$10.00,$10.00,{notional}\n"


def transfer(kind: str = "withdrawal", state: str = "succeeded") -> str:
    at = "2024-06-01T12:00:00.000000Z"
    return f"d1,{at},{at},BTC,{kind},0.01,BITCOIN,0.1,0.1,6,6,{state},bc1q,,0xABC,confirmed\n"


def u(number: str, prefix: str = "c0ffee") -> str:
    return f"{prefix}{number}-0000-4000-8000-000000000000"


def test_each_order_that_was_filled_is_booked_without_a_fee() -> None:
    # the dollars are the notional, whose sign tells nothing beyond the side
    _, understood = loaded(ORDERS)

    assert [told(t) for t in understood.transactions] == [
        Told(u("01"), "buy", "0.02 BTC", "860 USD"),
        Told(u("02"), "buy", "0.5 ETH", "1130 USD"),
        Told(u("03"), "buy", "1000 DOGE", "80 USD"),
        Told(u("05"), "sell", "36 USD", "400 DOGE"),
        Told(u("06"), "sell", "330 USD", "0.005 BTC"),
        Told(u("07"), "buy", "3 SOL", "540 USD"),
        Told(u("09"), "sell", "775 USD", "0.25 ETH"),
        Told(u("10"), "sell", "93.5 USD", "0.001 BTC"),
    ]
    assert balances(understood.transactions) == {
        "BTC": Decimal("0.014"),
        "ETH": Decimal("0.25"),
        "DOGE": Decimal(600),
        "SOL": Decimal(3),
        "USD": Decimal("-1375.5"),  # 36 + 330 + 775 + 93.50 - 860 - 1,130 - 80 - 540
    }


def test_what_was_not_filled_and_the_disclaimer_below_are_set_aside() -> None:
    _, understood = loaded(ORDERS)
    assert [(o.line, o.reason) for o in by_status(understood, RowStatus.SKIPPED)] == [
        (5, "nothing was filled (Canceled)"),
        (9, "nothing was filled (Rejected)"),
        (13, "a line below the table"),
    ]


def test_the_zone_that_the_file_does_not_state_is_said_to_be_assumed() -> None:
    last = booked(ORDERS)[-1]
    assert last.at.isoformat() == "2024-12-31T23:30:00+00:00"
    assert last.note == "Sell Market (time zone not stated: UTC assumed)"


def test_each_withdrawal_that_succeeded_is_booked_with_its_network_fee() -> None:
    _, understood = loaded(TRANSFERS)

    assert [told(t) for t in understood.transactions] == [
        Told(u("01", "deadbe"), "transfer_out", went="0.01 BTC", fee="0.00012 BTC"),
        Told(u("02", "deadbe"), "transfer_out", went="0.1 ETH", fee="0.0009 ETH"),
    ]
    assert [t.txid for t in understood.transactions] == ["77aasynthetic", "88bbsynthetic"]
    (skipped,) = by_status(understood, RowStatus.SKIPPED)
    assert (skipped.line, skipped.reason) == (4, "not carried out (canceled)")


@pytest.mark.parametrize("content", [ORDERS.split('\n\n"')[0] + "\n", TRANSFERS])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (ORDER_HEADER + order(side="Gift"), 'Side "Gift" is neither Buy nor Sell'),
        (
            ORDER_HEADER + order(state="Canceled", left="0.2"),
            'State "Canceled" is an order that was filled in part',
        ),
        (
            ORDER_HEADER + order(state="Canceled", left="0.5"),
            'State "Canceled" is an order that was filled in part',
        ),
        (ORDER_HEADER + order(left="0.2"), 'Leaves Quantity "0.2" was left of an order'),
        (TRANSFER_HEADER + transfer("deposit"), 'transfer_type "deposit" is not known'),
        (TRANSFER_HEADER + transfer(state="lost"), 'state "lost" is not known'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_an_order_repeated_in_the_file_counts_once() -> None:
    assert len(booked(ORDER_HEADER + order() + order())) == 1


def test_robinhood_is_a_us_broker_whose_values_are_compared_with_no_file() -> None:
    family = [form for form in FORMATS.values() if form.source == "robinhood"]
    assert {(f.custody, f.form_1099da, f.account, f.evidence.value) for f in family} == {
        ("broker", True, "Robinhood", "C")
    }
