"""A small format of its own, so that the ledger is tested without any real parser.

Columns: id, at (seconds into 2025), kind, asset, quantity, usd, note. A row is a transaction; one
of kind `?` is not understood, and one of kind `total` is none.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import apsw

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.rows import Interpretation, Outcome, Row, RowStatus, Table
from harvest_tui.domain.transaction import Transaction

NEW_YEAR = datetime(2025, 1, 1, tzinfo=UTC)
HEADER = ("id", "at", "kind", "asset", "quantity", "usd", "note")


class Ticking:
    """A clock that moves by a second each time it is read."""

    def __init__(self, start: datetime = NEW_YEAR) -> None:
        self._next = start

    def now(self) -> datetime:
        now, self._next = self._next, self._next + timedelta(seconds=1)
        return now


def row(name: str, at: int = 0, **cells: str) -> tuple[str, ...]:
    """One row of the small format."""
    said = {"kind": "buy", "asset": "BTC", "quantity": "1", "usd": "100", "note": ""} | cells
    return (name, str(at), *(said[column] for column in HEADER[2:]))


def table(rows: Iterable[tuple[str, ...]], name: str = "made.csv") -> Table:
    listed = tuple(rows)
    content = "\n".join("\x1f".join(cells) for cells in (HEADER, *listed))
    return Table(
        name=name,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        header=HEADER,
        header_line=1,
        rows=tuple(Row(line, cells) for line, cells in enumerate(listed, start=2)),
        preamble=("made up",),
    )


def read(
    read_table: Table,
    source: str = "made",
    account: str | None = None,
    options: Mapping[str, str] | None = None,
) -> Interpretation:
    """Interpret the small format: depends on nothing but the table and the options."""
    scale = Decimal((options or {}).get("scale", "1"))
    outcomes = tuple(_outcome(found) for found in read_table.rows)
    return Interpretation(
        source=source,
        parser_version=1,
        outcomes=outcomes,
        transactions=tuple(
            _transaction(found, source, account or "Made", scale)
            for found, outcome in zip(read_table.rows, outcomes, strict=True)
            if outcome.status is RowStatus.BOOKED
        ),
        keys=tuple(found.cells[0] for found in read_table.rows),
    )


def _outcome(found: Row) -> Outcome:
    kind = found.cells[2]
    if kind == "?":
        return Outcome(found.line, RowStatus.QUARANTINED, "kind not understood", "kind")
    if kind == "total":
        return Outcome(found.line, RowStatus.SKIPPED, "a total")
    return Outcome(found.line, RowStatus.BOOKED)


def _transaction(found: Row, source: str, account: str, scale: Decimal) -> Transaction:
    name, at, kind, asset, quantity, usd, note = found.cells
    return Transaction(
        transaction_id=name,
        source=source,
        account=account,
        at=NEW_YEAR + timedelta(seconds=int(at)),
        kind=Kind(kind),
        in_asset=asset,
        in_quantity=Decimal(quantity) * scale,
        out_asset="USD",
        out_quantity=Decimal(usd),
        note=note or None,
        lines=(found.line,),
    )


def doctored(ledger: Path, *statements: str) -> None:
    """Change a ledger behind its back, as a bad disk or a clever hand would."""
    connection = apsw.Connection(str(ledger))
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    kept = triggers.fetchall()
    for name, _ in kept:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in kept:
        connection.execute(str(sql))
    connection.close()
