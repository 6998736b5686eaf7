from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from sources.tables import Told, balances, booked, by_status, loaded, sample, told
from sources.variants import assert_order_does_not_matter

HISTORY = sample("celsius.csv")


def test_each_confirmed_row_is_booked_at_its_value_in_dollars() -> None:
    # Coin amount and USD Value; the swap is worth what came in
    assert [told(t) for t in booked(HISTORY)] == [
        Told("ce1", "transfer_in", "0.5 BTC", usd="23250"),
        Told("ce2", "interest", "0.0004 BTC", usd="16.8"),
        Told("ce3", "interest", "3.2 CEL", usd="12.8"),  # earned on BTC, paid in CEL
        Told("ce4", "income", "0.0012 BTC", usd="46"),
        Told("ce5", "swap", "1.5 ETH", "0.1 BTC", usd="4380"),
        Told("ce7", "transfer_out", went="0.5 ETH", usd="1700"),
        Told("ce8", "referral", "0.001 BTC", usd="38"),
        Told("ce10", "transfer_out", went="0.05 BTC", usd="1370"),
    ]
    (skipped,) = by_status(loaded(HISTORY)[1], RowStatus.SKIPPED)
    assert (skipped.line, skipped.reason) == (10, "never confirmed")


def test_what_is_left_stays_in_an_account_of_the_estate() -> None:
    assert balances(booked(HISTORY)) == {
        "BTC": Decimal("0.3526"),  # 0.5 + 0.0004 + 0.0012 - 0.1 + 0.001 - 0.05
        "CEL": Decimal("3.2"),
        "ETH": Decimal(1),
    }
    assert {t.account for t in booked(HISTORY)} == {"Celsius (estate)"}


def test_the_month_is_a_word_and_the_clock_has_two_halves() -> None:
    assert [t.at.isoformat()[:16] for t in booked(HISTORY)[:4]] == [
        "2022-01-03T10:00",
        "2022-01-07T05:00",
        "2022-01-14T05:00",
        "2022-02-01T18:00",
    ]


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    assert_order_does_not_matter(HISTORY)


def test_the_older_words_and_headers_mean_the_same() -> None:
    older = HISTORY.replace("Original Reward Coin", "Original Interest Coin")
    older = older.replace("Reward Amount", "Interest Amount").replace(",Reward,", ",interest,")
    older = older.replace("Referred Award", "referred_award").replace("M,Transfer", "M,deposit")

    assert [told(t) for t in booked(older)] == [told(t) for t in booked(HISTORY)]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Promo Code Reward", "Collateral", 'Transaction type "Collateral" is not known'),
        ("250,250,,,No", "250,250,,,Maybe", 'Confirmed "Maybe" is not known'),
        ("Outbound Transfer,BTC,-", "Outbound Transfer,BTC,", 'Coin amount "0.05" is not of the'),
        ('ce6,"March 1', 'ce6,"March 2', "one side of a swap, whose other side"),
        ("June 12, 2022", "Quintember 12, 2022", 'Date and time "Quintember'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(
    old: str, new: str, reason: str
) -> None:
    _, understood = loaded(HISTORY.replace(old, new))
    refusals = by_status(understood, RowStatus.QUARANTINED)
    assert refusals
    assert all(one.reason.startswith(reason) and ". Fix: " in one.reason for one in refusals)


def test_two_rows_of_one_id_that_differ_are_refused() -> None:
    _, understood = loaded(HISTORY.replace("ce2", "ce1"))

    assert [one.line for one in by_status(understood, RowStatus.QUARANTINED)] == [2, 3]
