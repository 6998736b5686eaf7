"""The audit log: every record holds the hash of the one before, in the database's own order."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import apsw

from harvest_tui.store.canonical import Json, canonical
from harvest_tui.store.instants import iso
from harvest_tui.store.query import first, rows


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One line of the log."""

    seq: int
    record: str
    """Canonical JSON: at, kind, payload, previous, seq."""
    sha256: str
    """Of the record's UTF-8 bytes."""


def append(
    connection: apsw.Connection, kind: str, payload: Mapping[str, Json], at: datetime
) -> AuditRecord:
    """Add a record. Wants an open transaction, the one that writes what the record tells of."""
    last = first(connection, "SELECT seq, sha256 FROM audit ORDER BY seq DESC LIMIT 1")
    seq, previous = (1, None) if last is None else (last[0] + 1, last[1])
    record = canonical(
        {
            "at": iso(at),
            "kind": kind,
            "payload": payload,
            "previous": previous,
            "seq": seq,
        }
    )
    sha256 = hashlib.sha256(record.encode()).hexdigest()
    connection.execute("INSERT INTO audit VALUES (?, ?, ?)", (seq, record, sha256))
    return AuditRecord(seq, record, sha256)


def records(connection: apsw.Connection) -> tuple[AuditRecord, ...]:
    """Give the log in its order."""
    found = rows(connection, "SELECT seq, record, sha256 FROM audit ORDER BY seq")
    return tuple(AuditRecord(*row) for row in found)
