from datetime import UTC, date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from harvest_tui.workspace.answers import AnswerError, dollars, noon, units

D = Decimal


@pytest.mark.parametrize(
    ("typed", "read"), [("", "3.1"), ("  ", "3.1"), ("0.5", "0.5"), (" 3.1 ", "3.1")]
)
def test_units_are_at_most_what_the_lot_holds_and_blank_is_all(typed: str, read: str) -> None:
    assert units(typed, D("3.1")) == D(read)


@pytest.mark.parametrize("typed", ["0", "-1", "3.2", "1e0", "½", "1,5", "0x1", "NaN", "+1", "１"])
def test_other_units_are_refused(typed: str) -> None:
    with pytest.raises(AnswerError, match=r"^Units: "):
        units(typed, D("3.1"))


def test_dollars_may_be_nothing() -> None:
    assert dollars("0", "Basis") == 0


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Honolulu", "Pacific/Kiritimati"])
def test_noon_is_on_that_day_in_the_taxpayers_zone(zone: str) -> None:
    at = noon(date(2024, 6, 1), zone)
    assert at.tzinfo is UTC
    assert at.astimezone(ZoneInfo(zone)).date() == date(2024, 6, 1)
