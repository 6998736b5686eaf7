"""What the user decided about the data. A later decision supersedes; none is changed."""

import json
from collections.abc import Mapping
from datetime import datetime

import apsw

from harvest_tui.store.canonical import Json, canonical
from harvest_tui.store.instants import instant, micros
from harvest_tui.store.query import rows
from harvest_tui.store.results import Decision


def decide(
    connection: apsw.Connection, kind: str, payload: Mapping[str, Json], at: datetime
) -> Decision:
    """Record a decision. Wants an open transaction.

    Args:
        connection: In a write.
        kind: What sort of decision: `link`, `basis`, `dismissal`, `allocation`…
        payload: Its content; amounts as text.
        at: The moment of recording, UTC.
    """
    connection.execute(
        "INSERT INTO decision VALUES (NULL, ?, ?, ?)", (kind, canonical(payload), micros(at))
    )
    made = connection.last_insert_rowid()
    return Decision(decision_id=made, kind=kind, payload=payload, recorded_at=at)


def decisions(connection: apsw.Connection, kind: str | None = None) -> tuple[Decision, ...]:
    """Give the decisions, of one kind or all, in the order of recording."""
    found = rows(
        connection,
        "SELECT decision_id, kind, payload, recorded_at FROM decision "
        "WHERE kind = coalesce(?, kind) ORDER BY decision_id",
        (kind,),
    )
    return tuple(
        Decision(decision_id=made, kind=what, payload=json.loads(payload), recorded_at=instant(at))
        for made, what, payload, at in found
    )
