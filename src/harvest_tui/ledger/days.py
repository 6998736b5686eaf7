"""Days of the taxpayer as instants."""

from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

LATEST: Final = date(2999, 12, 31)
"""No day that is asked for is later: the last one of the calendar has no end to reckon with."""
_MOMENT: Final = timedelta(microseconds=1)


def start_of(day: date, zone: str) -> datetime:
    """Give the first instant of a day in a zone, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def end_of(day: date, zone: str) -> datetime:
    """Give the last instant of a day in a zone, UTC."""
    return start_of(day + timedelta(days=1), zone) - _MOMENT
