"""Instants as whole microseconds, the unit of the kernel and of the frames."""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO: Final = timedelta(microseconds=1)


def micros(instant: datetime) -> int:
    """Give microseconds since 1970, UTC.

    Raises:
        TypeError: The instant has no zone.
    """
    return (instant - EPOCH) // _MICRO


def instant_of(count: int) -> datetime:
    """Give the instant, UTC."""
    return EPOCH + count * _MICRO
