"""What was imported, what became of each row, and where a transaction comes from."""

import json
from typing import Final

import apsw
import polars as pl

from harvest_tui.domain.frames import INSTANT, Schema
from harvest_tui.domain.rows import Row, RowStatus
from harvest_tui.store.instants import instant
from harvest_tui.store.query import Found, first, rows
from harvest_tui.store.results import Provenance

FILES: Final[Schema] = {
    "file_id": pl.Int64,
    "name": pl.String,
    "sha256": pl.String,
    "source": pl.String,
    "parser_version": pl.Int64,  # that read it first
    "account": pl.String,  # as the user named it; null: the source's own default
    "imported_at": INSTANT,
    "rows": pl.Int64,
    "booked": pl.Int64,
    "skipped": pl.Int64,
    "quarantined": pl.Int64,
    "retracted_at": INSTANT,  # null: it counts
}
"""A retracted file has rows and no outcomes."""

OUTCOMES: Final[Schema] = {
    "file_id": pl.Int64,
    "name": pl.String,
    "source": pl.String,
    "account": pl.String,
    "line": pl.Int64,
    "status": pl.String,
    "reason": pl.String,
    "header": pl.String,  # of the cell at fault, or empty
    "conflict": pl.Boolean,  # its id is booked with other content
}


def files(connection: apsw.Connection) -> pl.DataFrame:
    """Give the imported files in order, schema `FILES`."""
    found = rows(
        connection,
        "SELECT f.file_id, name, sha256, source, parser_version, account, imported_at, row_count, "
        "count(*) FILTER (WHERE status = 'booked'), count(*) FILTER (WHERE status = 'skipped'), "
        "count(*) FILTER (WHERE status = 'quarantined'), max(recorded_at) "
        "FROM source_file AS f LEFT JOIN row_outcome USING (file_id) "
        "LEFT JOIN retraction USING (file_id) GROUP BY f.file_id ORDER BY f.file_id",
    )
    return _framed(found, FILES)


def outcomes(connection: apsw.Connection, status: RowStatus | None = None) -> pl.DataFrame:
    """Give what became of each row, or of those with one status, schema `OUTCOMES`."""
    found = rows(
        connection,
        "SELECT file_id, name, source, account, line, status, reason, o.header, conflict "
        "FROM row_outcome AS o JOIN source_file USING (file_id) "
        "WHERE status = coalesce(?, status) ORDER BY file_id, line",
        (None if status is None else status.value,),
    )
    return _framed(found, OUTCOMES)


def provenance(connection: apsw.Connection, key: str) -> Provenance | None:
    """Give the rows that a transaction was made from, as they came.

    Args:
        connection: Of the ledger.
        key: The transaction's, as in the frame `TRANSACTIONS`.
    """
    found = first(
        connection,
        "SELECT file_id, lines, name, sha256, imported_at, header "
        "FROM txn JOIN source_file USING (file_id) "
        "WHERE txn.account || char(9) || txn.source || char(9) || transaction_id = ?",
        (key,),
    )
    if found is None:
        return None
    file_id, lines, name, sha256, imported_at, header = found
    made_from = rows(
        connection,
        "SELECT line, cells FROM source_row "
        "WHERE file_id = ? AND line IN (SELECT value FROM json_each(?)) ORDER BY line",
        (file_id, lines),
    )
    return Provenance(
        name=name,
        sha256=sha256,
        imported_at=instant(imported_at),
        header=tuple(json.loads(header)),
        rows=tuple(Row(line, tuple(json.loads(cells))) for line, cells in made_from),
    )


def _framed(found: list[Found], schema: Schema) -> pl.DataFrame:
    as_kept = {
        name: pl.Int64 if kind in {INSTANT, pl.Boolean} else kind for name, kind in schema.items()
    }
    frame = pl.DataFrame(found, schema=as_kept, orient="row")
    return frame.cast({name: schema[name] for name in frame.columns})
