from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from sources.tables import Told, balances, booked, by_status, loaded, refused, sample, told
from sources.variants import assert_order_does_not_matter

GAINS, UNIVERSAL = sample("turbotax_gainloss.csv"), sample("turbotax_universal.csv")


@pytest.mark.parametrize(
    "content",
    [
        GAINS,
        "ASSET NAME,RECEIVED DATE,COST BASIS(USD),DATE SOLD,PROCEEDS\nBTC,1/3/2021,1,4/1/2021,2\n",
    ],
)
def test_a_gain_is_no_transaction_and_its_row_is_skipped(content: str) -> None:
    _, understood = loaded(content)

    assert understood.transactions == ()
    assert len(by_status(understood, RowStatus.SKIPPED)) == len(content.splitlines()) - 1
    assert understood.outcomes[0].reason.startswith("a gain or loss that another program computed")


def test_each_row_of_the_template_is_booked() -> None:
    assert [told(t) for t in booked(UNIVERSAL) if t.transaction_id.startswith("T")] == [
        Told("T1", "buy", "0.05 BTC", "2200 USD", "8.8 USD"),
        Told("T2", "swap", "0.19 ETH", "0.01 BTC", usd="450"),
        Told("T9", "sell", "690 USD", "0.01 BTC", "2.76 USD"),
    ]
    assert [told(t)[1:] for t in booked(UNIVERSAL) if not t.transaction_id.startswith("T")] == [
        ("transfer_out", "", "0.02 BTC", "0.0001 BTC", ""),
        ("staking_reward", "0.003 ETH", "", "", "7.5"),
    ]
    assert balances(booked(UNIVERSAL)) == {
        "BTC": Decimal("0.0099"),  # 0.05 - 0.01 - 0.0201 - 0.01
        "ETH": Decimal("0.193"),
        "USD": Decimal("-1521.56"),  # 690 - 2.76 - 2208.8
    }


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    assert_order_does_not_matter(UNIVERSAL)
    assert_order_does_not_matter(GAINS)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Staking,,", "Other,,", 'Type "Other" is not known of a row in which something only'),
        ("BTC,0.02,", "BTC,-0.02,", 'Sent Amount "-0.02" is less than zero'),
        (",Sale,", ",,", "Type is blank"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(
    old: str, new: str, reason: str
) -> None:
    outcome = refused(UNIVERSAL.replace(old, new))
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
