"""What the ledger answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A year as it was filed, without its rows."""

    seal_id: int
    year: int
    amends: int | None
    """The seal of that year before this one."""
    head: Mapping[str, Any] | None
    """Figures and all they rest on but the rows; None: what lies there is not what was sealed."""
    sha256: str
    """Of the head, which holds the digests of the rows."""
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsound:
    """Something stored that is no longer what was stored."""

    part: str
    """Database, file, audit log or seal."""
    item: str
    now: str
    """What is wrong with it."""
