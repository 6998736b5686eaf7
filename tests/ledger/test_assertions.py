"""What the user states is held against what the legs add up to at the end of that day."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.decisions import StatedBalance
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.assertions import balance_differences, compared
from harvest_tui.ledger.days import end_of
from harvest_tui.ledger.legs import balances, legs_of
from lots.books import buy, sell
from lots.scenarios import TODAY, ZONE, Scenario, scenarios

BOOK = (buy("b", "2026-03-01", "1.5", 60000), sell("s", "2026-03-31T23:30", "0.5", 30000))


def stated(units: str, on: str, asset: str = "BTC", number: int = 7) -> StatedBalance:
    return StatedBalance(
        account="Kraken",
        asset=asset,
        on=date.fromisoformat(on),
        quantity=Decimal(units),
        decision_id=number,
    )


def differences(
    *said: StatedBalance, book: tuple[Transaction, ...] = BOOK, zone: str = "UTC"
) -> list[Finding]:
    return list(balance_differences(legs_of(frame_of(book)), said, zone))


def test_a_balance_that_the_ledger_holds_is_no_finding() -> None:
    assert differences(
        stated("1.5", "2026-03-30"),
        stated("1", "2026-03-31"),
        stated("-30000", "2026-03-31", "USD"),  # −60,000 + 30,000
        stated("0", "2026-02-28"),
        stated("0", "2026-03-31", "DOGE"),
    ) == []  # fmt: skip


def test_a_difference_is_an_error_with_both_numbers_from_the_end_of_that_day_on() -> None:
    (found,) = differences(stated("1.25", "2026-03-31"))

    assert found == Finding(
        finding="balance differs",
        severity=Severity.ERROR,
        account="Kraken",
        asset="BTC",
        amount=Decimal("0.25"),
        message=(
            "BTC at Kraken at the end of 2026-03-31: the ledger holds 1 and you stated 1.25: "
            "0.25 too little"
        ),
        fix=(
            "import what is missing before that day, or take back what is there twice; if the "
            "statement is wrong: harvest-tui resolve --undo 7"
        ),
        at=datetime(2026, 3, 31, 23, 59, 59, 999999, tzinfo=UTC),
    )


def test_the_day_ends_in_the_taxpayers_zone() -> None:
    # 23:30 UTC is 19:30 on the same day in New York, and 08:30 of the next in Tokyo
    assert differences(stated("1", "2026-03-31"), zone="America/New_York") == []
    assert differences(stated("1.5", "2026-03-31"), zone="Asia/Tokyo") == []


@pytest.mark.parametrize(("units", "count"), [("1.000000009", 0), ("1.00000001", 1)])
def test_dust_is_no_difference(units: str, count: int) -> None:
    assert len(differences(stated(units, "2026-03-31"))) == count


def test_one_wrong_statement_hides_no_other() -> None:
    found = differences(stated("9", "2026-03-30"), stated("8", "2026-03-31"))

    assert [one.amount for one in found] == [Decimal("7.5"), Decimal(7)]
    assert "7.5 too little" in found[0].message


@given(scenarios())
@settings(max_examples=50)
def test_what_the_legs_add_up_to_is_never_a_difference(scenario: Scenario) -> None:
    legs = legs_of(frame_of(scenario.transactions))
    said = [
        StatedBalance(account=account, asset=asset, on=TODAY, quantity=units)
        for account, asset, units in balances(legs).iter_rows()
    ]

    assert list(balance_differences(legs, said, ZONE)) == []
    assert [one.difference for one in compared(legs, said, ZONE)] == [0] * len(said)


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        ("2026-01-15", "2026-01-16T05:00:00"),  # UTC−5
        ("2026-07-15", "2026-07-16T04:00:00"),  # UTC−4
        ("2026-03-08", "2026-03-09T04:00:00"),  # the day of 23 hours
        ("2025-12-31", "2026-01-01T05:00:00"),
    ],
)
def test_a_day_ends_a_microsecond_before_the_next(day: str, instant: str) -> None:
    after = datetime.fromisoformat(instant).replace(tzinfo=UTC)

    assert (after - end_of(date.fromisoformat(day), ZONE)).total_seconds() == pytest.approx(1e-6)
