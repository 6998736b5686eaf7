from decimal import Decimal

import pytest

from harvest_tui.sources import FORMATS
from sources.tables import balances, booked, refused, sample, told
from sources.variants import assert_order_does_not_matter

SAMPLE = sample("river.csv")
HEADER = SAMPLE.splitlines()[0] + "\n"


def row(sides: str, tag: str = "") -> str:
    return f"2025-01-02 10:00:00,{sides},{tag}\n"


def test_each_row_is_booked_by_its_tag_and_by_the_side_that_is_filled() -> None:
    # what is sent excludes the fee: the first buy costs 495 + 5
    assert [told(t)[1:] for t in booked(SAMPLE)] == [
        ("fiat_deposit", "1000 USD", "", "", ""),
        ("buy", "0.005 BTC", "495 USD", "5 USD", ""),
        ("buy", "0.00105 BTC", "100 USD", "", ""),
        ("interest", "0.0000031 BTC", "", "", ""),
        ("interest", "0.0000029 BTC", "", "", ""),
        ("transfer_out", "", "0.003 BTC", "0.00002 BTC", ""),
        ("transfer_in", "0.001 BTC", "", "", ""),
        ("sell", "41.5 USD", "0.0005 BTC", "0.5 USD", ""),
        ("interest", "0.000003 BTC", "", "", ""),
        ("fiat_withdrawal", "", "200 USD", "", ""),
    ]
    assert balances(booked(SAMPLE)) == {
        "USD": Decimal(241),  # 1,000 - 500 - 100 + 41 - 200
        "BTC": Decimal("0.003539"),  # 0.00605 + 0.000009 - 0.00302 + 0.001 - 0.0005
    }


def test_ids_are_made_of_the_row_and_equal_rows_are_two() -> None:
    one, other = booked(HEADER + row(",,0.1,BTC,,", "Interest") * 2)

    assert one.transaction_id.startswith("river-")
    assert other.transaction_id == f"{one.transaction_id}-2"
    assert one.note == "Interest (time zone not stated: UTC assumed)"


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    assert_order_does_not_matter(SAMPLE)


@pytest.mark.parametrize(
    ("sides", "tag", "reason"),
    [
        (",,1,BTC,,", "Gift", 'Tag "Gift" is not known of a row in which something only comes'),
        ("1,BTC,,,,", "Interest", 'Tag "Interest" is not known of a row in which something only'),
        ("1,USD,1,BTC,,", "", 'Tag "" is not known of a row in which one asset comes for another'),
        (",,,,,", "Buy", "the row moves nothing"),
        ("-1,USD,1,BTC,,", "Buy", 'Sent Amount "-1" is less than zero'),
        ("1,,1,BTC,,", "Buy", "Sent Currency is blank"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(
    sides: str, tag: str, reason: str
) -> None:
    outcome = refused(HEADER + row(sides, tag))
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_river_is_a_us_broker() -> None:
    form = FORMATS["river"]
    assert (form.custody, form.form_1099da, form.account) == ("broker", True, "River")
