"""Instants as the ledger keeps them: integer microseconds since 1970-01-01 UTC."""

from datetime import UTC, datetime, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Count the microseconds; exact.

    Raises:
        TypeError: The instant has no time zone.
    """
    return (at - _EPOCH) // _MICROSECOND


def iso(at: datetime) -> str:
    """Write an instant as text: ISO 8601, UTC, with Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def instant(count: int) -> datetime:
    """Give the instant back, UTC."""
    return _EPOCH + timedelta(microseconds=count)
