from decimal import Decimal

import pytest

from sources.tables import balances, booked, cells, refused, sample, told
from sources.variants import assert_order_does_not_matter

LOG, MOVES = sample("bybit_transaction_log.csv"), sample("bybit_deposits_withdrawals.csv")


def short(content: str) -> list[tuple[str, ...]]:
    transactions = booked(content)
    assert len({t.transaction_id for t in transactions}) == len(transactions)
    return [told(t)[1:] for t in transactions]


def test_each_row_of_the_log_is_cash_flow_fee_and_funding() -> None:
    assert short(LOG) == [
        ("transfer_in", "1000 USDT", "", "", ""),
        ("swap", "0.00235 BTC", "100 USDT", "", ""),  # exchangeOut and exchangeIn
        ("margin_fee", "", "0.2365 USDT", "", ""),  # of the opening
        ("funding", "", "0.0431 USDT", "", ""),
        ("margin_pnl", "10 USDT", "", "0.242 USDT", ""),
        ("internal_transfer", "", "50 USDT", "", ""),
        ("transfer_out", "", "100 USDT", "1 USDT", ""),
    ]


def test_the_balance_is_that_of_the_wallet_and_what_went_inside() -> None:
    newest = dict(zip(*cells(LOG)[:2], strict=True))

    wallet = Decimal(newest["Wallet Balance"])
    assert balances(booked(LOG)) == {"USDT": wallet + 50, "BTC": Decimal("0.00235")}


def test_deposits_and_withdrawals_are_told_by_their_type() -> None:
    assert short(MOVES) == [
        ("transfer_in", "1000 USDT", "", "", ""),
        ("internal_transfer", "", "500 USDT", "", ""),
        ("transfer_out", "", "200 USDT", "", ""),
    ]
    last = cells(MOVES)[-1]  # 500 of it moved inside
    assert balances(booked(MOVES)) == {"USDT": Decimal(last[4]) + 500}


@pytest.mark.parametrize("content", [LOG, MOVES])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            ",0.242,10,9.758,",
            ",0.242,-10,-10.242,",
            ("margin_pnl", "", "10 USDT", "0.242 USDT", ""),
        ),
        ("0.0431,0,0,-0.0431", "-0.0431,0,0,0.0431", ("funding", "0.0431 USDT", "", "", "")),
        ("trade,Close Long", "liquidation,", ("margin_pnl", "10 USDT", "", "0.242 USDT", "")),
        ("0,0.2365,0,-0.2365", "0,-0.2365,0,0.2365", ("fee_rebate", "0.2365 USDT", "", "", "")),
    ],
)
def test_a_loss_and_what_is_given_back_go_the_other_way(
    old: str, new: str, expected: tuple[str, ...]
) -> None:
    assert expected in short(LOG.replace(old, new))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (LOG.replace("transferOut", "bonus"), 'Type "bonus" is not known'),
        (LOG.replace("Open Long", "Buy"), 'Direction "Buy" is no opening or closing'),
        (LOG.replace("9.758", "9.759"), 'Change "9.759" is not cash flow less fee'),
        (LOG.replace("deposit,,0,0,0,0,0,1000,1000", "deposit,,0,0,0,0,0,-1000,-1000"),
         'Cash Flow "-1000" is not of the sign'),
        (MOVES.replace("-200,Withdrawal", "-200,Gift"), 'Type "Gift" is not known'),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
