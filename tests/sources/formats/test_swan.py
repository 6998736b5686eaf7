from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources import FORMATS
from sources.tables import Told, by_status, loaded, sample, told
from sources.variants import assert_order_does_not_matter

TRADES, TRANSFERS, WITHDRAWALS = (
    sample(f"swan_{name}.csv") for name in ("trades", "transfers", "withdrawals")
)


def made(content: str) -> list[Transaction]:
    return list(loaded(content, source="swan")[1].transactions)


def transfer(event: str, amounts: str, units: str = "1", asset: str = "BTC", **more: str) -> str:
    """Amounts: total, transaction and fee in dollars."""
    status, basis = more.get("status", "settled"), more.get("basis", ",")
    return (
        "".join(TRANSFERS.splitlines(keepends=True)[:3])
        + f"{event},2025-01-02 15:00:00+00,UTC,{status},s1,{amounts},{units},{asset},1,,{basis}\n"
    )


def trade(came: str, went: str, fee: str = "1,USD", tag: str = "") -> str:
    return TRADES.splitlines()[0] + f"\n01/03/2025 15:00:00,{came},{went},{fee},{tag}\n"


def test_each_settled_transfer_is_booked() -> None:
    # total 495.00 = 490.05 + 4.95
    _, understood = loaded(TRANSFERS)

    assert [told(t) for t in understood.transactions] == [
        Told("sw-0001", "fiat_deposit", "500 USD"),
        Told("sw-0002", "buy", "0.005 BTC", "490.05 USD", "4.95 USD"),
        Told("sw-0004", "transfer_in", "0.05 BTC"),
        Told("sw-0005", "fee", went="9.99 USD"),
        Told("sw-0006", "fee", went="25 USD"),
    ]
    (skipped,) = by_status(understood, RowStatus.SKIPPED)
    assert (skipped.line, skipped.reason) == (6, "not carried out (canceled)")


def test_a_deposit_keeps_the_basis_and_the_date_that_the_user_told_swan() -> None:
    deposit = loaded(TRANSFERS)[1].transactions[2]

    assert deposit.basis_usd == Decimal(2100)
    assert deposit.acquired_at is not None
    assert deposit.acquired_at.date().isoformat() == "2023-11-20"


def test_each_trade_is_booked_and_the_month_comes_first() -> None:
    done = made(TRADES)

    assert [told(t)[1:] for t in done] == [
        ("buy", "0.005 BTC", "490.05 USD", "4.95 USD", ""),
        ("buy", "0.0012 BTC", "99 USD", "1 USD", ""),
    ]
    assert [t.at.isoformat() for t in done] == [
        "2025-01-03T15:00:00+00:00",
        "2025-04-03T15:00:00+00:00",
    ]
    assert done[0].transaction_id.startswith("swan_trades-")


def test_a_purchase_that_stands_in_both_files_says_the_same_of_what_moved_and_when() -> None:
    of_transfers, of_trades = made(TRANSFERS)[1], made(TRADES)[0]

    assert of_trades.at == of_transfers.at
    assert told(of_trades)[1:] == told(of_transfers)[1:]
    assert (of_trades.source, of_transfers.source) == ("swan-fills", "swan")


def test_each_settled_withdrawal_is_booked_by_when_it_was_executed() -> None:
    _, understood = loaded(WITHDRAWALS)

    (one,) = understood.transactions
    assert told(one)[1:] == ("transfer_out", "", "0.02 BTC", "", "")
    assert one.at.isoformat() == "2025-03-03T10:05:00+00:00"
    assert len(by_status(understood, RowStatus.SKIPPED)) == 1
    renamed = made(WITHDRAWALS.replace("sw-w1", "sw-w9"))  # its id changes between exports
    assert [t.transaction_id for t in renamed] == [one.transaction_id]


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    assert_order_does_not_matter(TRADES, source="swan")
    assert_order_does_not_matter(TRANSFERS, above=2)
    assert_order_does_not_matter(WITHDRAWALS, above=2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (transfer("gift", "1,1,0"), 'Event "gift" is not known with such amounts'),
        (transfer("purchase", "2,1,0"), 'Total USD "2" is not the transaction and the fee'),
        (transfer("deposit", "2,1,1"), 'Event "deposit" is not known with such amounts'),
        (transfer("monthly_fee", "1,1,0"), 'Event "monthly_fee" is not known with such amounts'),
        (transfer("deposit", "1,1,0", status="odd"), 'Status "odd" is not known'),
        (transfer("deposit", "1,1,0", basis="x,"), 'USD Cost Basis "x" is not a number'),
        (trade("1,BTC", "1,USD", tag="gift"), 'Tag "gift" is not blank, or the row is no'),
        (trade("1,USD", "1,BTC"), 'Tag "" is not blank, or the row is no purchase with dollars'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    (outcome,) = by_status(loaded(content, source="swan")[1], RowStatus.QUARANTINED)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_the_three_files_are_of_one_us_broker() -> None:
    family = [form for form in FORMATS.values() if form.source == "swan"]
    assert {(f.custody, f.form_1099da, f.account) for f in family} == {("broker", True, "Swan")}
