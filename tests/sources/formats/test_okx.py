from decimal import Decimal

import pytest

from harvest_tui.domain.kinds import Kind
from sources.tables import Told, balances, booked, refused, sample, told
from sources.variants import assert_order_does_not_matter

TRADING, FUNDING = sample("okx_trading.csv"), sample("okx_funding.csv")
HEADER = TRADING.splitlines()[1] + "\n"


def row(ident: str, order: str, side: str, amount: str, unit: str, fee: str = "0") -> str:
    signed = Decimal(amount) if side == "Buy" else -Decimal(amount)
    change = signed + Decimal(fee)
    return (
        f"{ident},{order},2024-01-03 10:00:00,Spot,BTC-USDT,{side},{amount},{unit},0,{fee},"
        f"0,0,{change},1,{unit}\n"
    )


def test_two_rows_of_one_id_are_a_trade_and_the_fee_is_in_the_unit_of_its_row() -> None:
    assert [told(t) for t in booked(TRADING)] == [
        Told("300001", "swap", "0.01 BTC", "430 USDT", "0.00001 BTC"),
        Told("300002", "swap", "0.1 ETH", "230 USDT", "0.0001 ETH"),
        Told("300003", "swap", "215 USDT", "0.005 BTC", "0.215 USDT"),
        Told("300004", "internal_transfer", "100 USDT"),
    ]


def test_the_balances_are_those_of_the_trading_account() -> None:
    after = balances(booked(TRADING))

    assert after["BTC"] == Decimal("0.00499")  # the last Balance of BTC
    assert after["ETH"] == Decimal("0.0999")
    # 1000 USDT came in before the first row; the last Balance is 654.785, 100 of it moved inside
    assert after["USDT"] == Decimal("654.785") - 1000 - 100


def test_the_funding_account_is_booked_as_its_own_balances_say() -> None:
    # the withdrawal: 0.004 less 0.001 is 0.003, so that the fee of 0.0002 is inside the amount
    assert [told(t) for t in booked(FUNDING)] == [
        Told("40001", "transfer_in", "1000 USDT"),
        Told("40002", "internal_transfer", went="1000 USDT"),
        Told("40003", "internal_transfer", "0.004 BTC"),
        Told("40004", "transfer_out", went="0.0028 BTC", fee="0.0002 BTC"),
        Told("40005", "internal_transfer", went="0.001 BTC"),
        Told("40006", "staking_reward", "0.00001 BTC"),
        Told("40007", "fee_rebate", "0.01 USDT"),
        Told("40008", "internal_transfer", "0.001 BTC"),
    ]
    changes = {
        t.transaction_id: (t.in_quantity or 0) - (t.out_quantity or 0) - (t.fee_quantity or 0)
        for t in booked(FUNDING)
        if t.kind is not Kind.INTERNAL_TRANSFER
    }
    for line in FUNDING.splitlines()[2:]:
        ident, *_, before, after, _, _ = line.split(",")
        assert changes.get(ident) in {None, Decimal(after) - Decimal(before)}


def test_a_fee_that_the_balance_pays_beside_the_amount_stands_beside_it() -> None:
    extra = FUNDING.replace("-0.003,0.004,0.001,0.0002", "-0.003,0.004,0.0008,0.0002")

    assert told(booked(extra)[3]) == Told("40004", "transfer_out", "", "0.003 BTC", "0.0002 BTC")


@pytest.mark.parametrize("content", [TRADING, FUNDING])
def test_the_order_of_rows_does_not_matter(content: str) -> None:
    above, header, *rest = content.splitlines()
    turned = "\n".join((above, header, *reversed(rest)))

    assert [told(t) for t in booked(turned)] == [told(t) for t in booked(content)]


def test_the_order_of_columns_does_not_matter() -> None:
    assert_order_does_not_matter(FUNDING, above=1)


def test_legs_whose_ids_differ_belong_to_their_order() -> None:
    rows = row("1", "o1", "Buy", "0.01", "BTC", "-0.00001") + row("2", "o1", "Sell", "430", "USDT")
    other = row("3", "o2", "Buy", "0.02", "BTC") + row("4", "o2", "Sell", "870", "USDT")

    assert [told(t) for t in booked(HEADER + rows + other)] == [
        Told("o1", "swap", "0.01 BTC", "430 USDT", "0.00001 BTC"),
        Told("o2", "swap", "0.02 BTC", "870 USDT"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (HEADER + row("1", "", "Buy", "1", "BTC"), "the rows of 1 are not one asset for another"),
        (TRADING.replace("Transfer,,Transfer in", "Perpetual,,Buy"), 'Trade Type "Perpetual" is'),
        (TRADING.replace("0,0,100,654.785", "0,0,0,654.785"), 'Balance Change "0" is not of the'),
        (FUNDING.replace("Staking Yield", "Odd"), 'Type "Odd" is not known'),
        (FUNDING.replace("0.01,0,0.01", "0.01,0,0.02"), 'Amount "0.01" is not what the balance'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_a_change_that_is_not_amount_and_fee_holds_back_both_legs() -> None:
    content = HEADER + row("1", "o", "Sell", "430", "USDT") + row("1", "o", "Buy", "0.01", "BTC")

    assert booked(content.replace(",0.01,1,BTC", ",0.02,1,BTC")) == []
