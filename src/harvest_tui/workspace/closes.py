"""Closed months: written down, and read back."""

from collections.abc import Iterable, Mapping
from datetime import date

from harvest_tui.domain.decisions import MonthClose
from harvest_tui.store.canonical import Json
from harvest_tui.store.results import Decision


def payload_of(month: date, digests: Mapping[str, str], reason: str) -> dict[str, Json]:
    """Write down that a month is closed."""
    return {"month": month.isoformat(), "digests": dict(digests), "reason": reason}


def closes_of(recorded: Iterable[Decision]) -> tuple[MonthClose, ...]:
    """Read closes back: the latest of each month, by month.

    Args:
        recorded: Those that stand, in the order of recording.
    """
    latest = {one.month: one for one in map(_close, recorded)}
    return tuple(latest[month] for month in sorted(latest))


def _close(made: Decision) -> MonthClose:
    digests = made.payload["digests"]
    return MonthClose(
        month=date.fromisoformat(str(made.payload["month"])),
        closed_at=made.recorded_at,
        digests={k: str(v) for k, v in digests.items()} if isinstance(digests, Mapping) else {},
        reason=str(made.payload["reason"]),
        decision_id=made.decision_id,
    )
