from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.frames import INCOME_ROWS, LEDGER, PRICES, empty
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.income import income_rows
from harvest_tui.ledger.prepare import prepare

ZONE = "America/New_York"
D = Decimal


def receipt(kind: Kind = Kind.STAKING_REWARD, **fields: Any) -> Transaction:  # noqa: ANN401
    said: dict[str, Any] = {
        "transaction_id": "r1",
        "source": "ledger",
        "account": "Kraken",
        "at": datetime(2026, 3, 1, 12, tzinfo=UTC),
        "in_asset": "SOL",
        "in_quantity": D("0.5"),
        "usd_value": D(80),
    }
    return Transaction(kind=kind, **(said | fields))


def rows(*transactions: Transaction, **prices: str) -> list[dict[str, Any]]:
    days = [(asset, date(2026, 3, 1), D(price), "by hand") for asset, price in prices.items()]
    book = pl.DataFrame(days, schema=PRICES, orient="row")
    found = income_rows(prepare(frame_of(transactions), book, ZONE).ledger, ZONE)
    assert dict(found.schema) == INCOME_ROWS
    return list(found.iter_rows(named=True))


def test_a_reward_is_income_at_its_value_on_receipt() -> None:
    # half a SOL at 160 (Rev. Rul. 2023-14)
    assert rows(receipt()) == [
        {
            "transaction_id": "r1",
            "account": "Kraken",
            "asset": "SOL",
            "kind": "staking_reward",
            "at": datetime(2026, 3, 1, 12, tzinfo=UTC),
            "received_on": date(2026, 3, 1),
            "quantity": D("0.5"),
            "income": D(80),
        }
    ]


@pytest.mark.parametrize(
    "kind",
    [
        Kind.STAKING_REWARD,
        Kind.INTEREST,
        Kind.MINING,
        Kind.AIRDROP,
        Kind.FORK,
        Kind.INCOME,
        Kind.LEARN_REWARD,
        Kind.REFERRAL,
    ],
)
def test_what_is_received_for_work_or_lending_is_income(kind: Kind) -> None:
    assert [row["income"] for row in rows(receipt(kind))] == [80]


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(Kind.CASHBACK, id="a rebate on a purchase"),
        pytest.param(Kind.FEE_REBATE, id="a rebate on fees"),
        pytest.param(Kind.GIFT_IN, id="a gift: 26 U.S.C. § 102"),
        pytest.param(Kind.INHERITANCE, id="an inheritance: § 102"),
        pytest.param(Kind.OPENING_BALANCE, id="what was there before"),
        pytest.param(Kind.TRANSFER_IN, id="an arrival"),
        pytest.param(Kind.LOAN_IN, id="a loan"),
    ],
)
def test_other_receipts_are_none(kind: Kind) -> None:
    assert rows(receipt(kind, basis_usd=D(1))) == []


def test_sales_and_purchases_are_none() -> None:
    assert rows(receipt(Kind.BUY, out_asset="USD", out_quantity=D(80), usd_value=None)) == []


@pytest.mark.parametrize(
    ("at", "on"),
    [
        # Rule of the holder's own zone: 02:30 in UTC is still the old year in New York
        pytest.param(datetime(2026, 1, 1, 2, 30, tzinfo=UTC), date(2025, 12, 31), id="old year"),
        pytest.param(datetime(2026, 1, 1, 5, 0, tzinfo=UTC), date(2026, 1, 1), id="new year"),
    ],
)
def test_the_year_of_income_is_that_of_the_taxpayers_zone(at: datetime, on: date) -> None:
    assert [row["received_on"] for row in rows(receipt(at=at))] == [on]


def test_without_a_reported_value_the_price_of_the_day_counts() -> None:
    found = rows(receipt(usd_value=None), SOL="161.5")

    assert [row["income"] for row in found] == [D("80.75")]


def test_without_any_value_income_is_unknown_and_not_zero() -> None:
    found = rows(receipt(usd_value=None), ETH="2800")

    assert [row["income"] for row in found] == [None]


def test_interest_in_dollars_is_worth_its_dollars() -> None:
    found = rows(receipt(Kind.INTEREST, in_asset="USD", in_quantity=D("12.34"), usd_value=None))

    assert [row["income"] for row in found] == [D("12.34")]


def test_a_fee_does_not_lower_the_income() -> None:
    # what is paid for the reward is a cost of the lot, not less income
    found = rows(receipt(fee_asset="SOL", fee_quantity=D("0.01"), fee_usd=D("1.6")))

    assert [(row["quantity"], row["income"]) for row in found] == [(D("0.5"), 80)]


def test_rows_stand_in_the_order_of_the_ledger() -> None:
    later = receipt(transaction_id="a", at=datetime(2026, 4, 1, tzinfo=UTC))
    ten, nine = receipt(transaction_id="r10"), receipt(transaction_id="r9")

    assert [row["transaction_id"] for row in rows(later, ten, nine)] == ["r9", "r10", "a"]


def test_an_empty_ledger_has_no_income() -> None:
    assert income_rows(empty(LEDGER), ZONE).is_empty()
