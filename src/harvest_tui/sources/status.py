"""Rows that say how far something has come: only what was carried out is booked."""

from typing import Final

from harvest_tui.domain.text import shown
from harvest_tui.sources.cells import Cells

_NOT_DONE: Final = frozenset({
    "awaiting approval", "cancel", "canceled", "cancelled", "expired", "fail", "failed", "failure",
    "no", "pending", "processing", "refunded", "rejected", "requested", "unconfirmed",
})  # fmt: skip


def undone(row: Cells, role: str, *done: str) -> str | None:
    """Say why a row did not happen, or not yet; None where it did.

    Args:
        row: The row.
        role: Of the cell with the status.
        done: The words for carried out, in lower case.

    Raises:
        RowError: The word is none that is known.
    """
    status = row.word(role)
    if status.casefold() in done:
        return None
    if status.casefold() in _NOT_DONE:
        return f"not carried out ({shown(status)})"
    raise row.wrong(role, "is not known")
