"""What the ledger answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from harvest_tui.domain.rows import Outcome, Row
from harvest_tui.store.canonical import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did: rows = booked + skipped + quarantined, always."""

    name: str
    source: str
    account: str | None
    rows: int
    booked: int
    skipped: int
    quarantined: int
    duplicates: int
    """Of the skipped: rows that were imported before."""
    transactions_added: int
    problems: tuple[Outcome, ...]
    """The quarantined rows."""
    already: bool = False
    """These bytes were imported before, and nothing was done."""
    message: str = ""
    """When nothing was done: why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildResult:
    """What stands after everything derived was made again."""

    files: int
    rows: int
    booked: int
    skipped: int
    quarantined: int
    transactions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a transaction comes from: the rows as they came."""

    name: str
    """Of the file."""
    sha256: str
    imported_at: datetime
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Something the user decided about the data."""

    decision_id: int
    kind: str
    payload: Mapping[str, Json]
    recorded_at: datetime
