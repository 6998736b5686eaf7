"""Years as they were filed. An amended year is sealed again; nothing is changed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

import apsw
import polars as pl

from harvest_tui.domain.frames import DISPOSALS, RELIEFS, SEALED_TRANSACTIONS, Schema
from harvest_tui.store import audit
from harvest_tui.store.canonical import Json, canonical
from harvest_tui.store.framed import columns_of, frame_of
from harvest_tui.store.instants import instant, micros
from harvest_tui.store.query import first, rows
from harvest_tui.store.results import Seal

SCHEMAS: Final[Mapping[str, Schema]] = {
    "transactions": SEALED_TRANSACTIONS,
    "reliefs": RELIEFS,
    "disposals": DISPOSALS,
}
"""The frames of a seal."""


def seal(
    connection: apsw.Connection,
    year: int,
    head: Mapping[str, Json],
    frames: Mapping[str, pl.DataFrame],
    at: datetime,
) -> Seal:
    """Seal a year, or seal it anew. Wants an open transaction.

    Args:
        connection: In a write.
        year: The tax year.
        head: Figures and all they rest on but the rows; amounts as text.
        frames: By the names of `SCHEMAS`.
        at: The moment of recording, UTC.
    """
    written = {name: canonical(columns_of(frame)) for name, frame in frames.items()}
    digests: dict[str, Json] = {name: _sha256(text) for name, text in written.items()}
    text = canonical({**head, "frames": digests})
    last = first(connection, "SELECT max(seal_id) FROM seal WHERE year = ?", (year,))
    amends = last[0] if last else None
    sha256 = _sha256(text)
    told: dict[str, Json] = {"year": year, "sha256": sha256, "amends": amends}
    logged = audit.append(connection, "seal", told, at)
    connection.execute(
        "INSERT INTO seal VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (year, amends, text, *(written[name] for name in SCHEMAS), sha256, micros(at), logged.seq),
    )
    return _seal(connection.last_insert_rowid(), year, amends, text, sha256, micros(at))


def seals(connection: apsw.Connection) -> tuple[Seal, ...]:
    """Give all seals in the order of recording."""
    found = rows(
        connection,
        "SELECT seal_id, year, amends, head, sha256, recorded_at FROM seal ORDER BY seal_id",
    )
    return tuple(_seal(*row) for row in found)


def frames_of(connection: apsw.Connection, one: Seal) -> dict[str, pl.DataFrame]:
    """Give the frames of a whole seal by the names of `SCHEMAS`."""
    texts = zip(SCHEMAS.items(), _texts(connection, one), strict=True)
    return {name: frame_of(json.loads(text), schema) for (name, schema), text in texts}


def is_whole(connection: apsw.Connection, one: Seal) -> bool:
    """Tell whether a seal is as it was sealed, its rows too."""
    digests = one.head.get("frames") if one.head else None
    texts = zip(SCHEMAS, _texts(connection, one), strict=True)
    return digests == {name: _sha256(text) for name, text in texts}


def unlogged(connection: apsw.Connection, made: Iterable[Seal]) -> list[Seal]:
    """Give the seals that are not what the audit log says was sealed."""
    logged: dict[int, str] = dict(
        rows(
            connection,
            "SELECT seal_id, record ->> '$.payload.sha256' FROM seal "
            "JOIN audit ON audit.seq = seal.audit_seq",
        )
    )
    return [one for one in made if logged.get(one.seal_id) != one.sha256]


def _seal(
    made: int, year: int, amends: int | None, head: str, sha256: str, recorded_at: int
) -> Seal:
    whole = _sha256(head) == sha256
    return Seal(
        seal_id=made,
        year=year,
        amends=amends,
        head=_parsed(head) if whole else None,
        sha256=sha256,
        recorded_at=instant(recorded_at),
    )


def _texts(connection: apsw.Connection, one: Seal) -> tuple[str, ...]:
    asked = f"SELECT {', '.join(SCHEMAS)} FROM seal WHERE seal_id = ?"  # noqa: S608 - our own names
    return first(connection, asked, (one.seal_id,)) or ()


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        read = json.loads(text)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
