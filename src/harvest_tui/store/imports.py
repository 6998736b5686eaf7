"""Importing a file, taking one back, and making everything derived again."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

import apsw

from harvest_tui.domain.rows import Interpretation, Outcome, RowStatus, Table
from harvest_tui.store import files, transactions
from harvest_tui.store.files import Options
from harvest_tui.store.query import number, rows
from harvest_tui.store.results import ImportResult, RebuildResult
from harvest_tui.store.settle import ALREADY, settle

Reinterpret: TypeAlias = Callable[[Table, str, str | None, Options], Interpretation]
"""Reads stored rows again: table, source, account as the user named it, options."""

# A row that could not be booked is settled by its equal in another file of the same account and
# source: the one that was booked there, or the one that waits in an earlier file already. A
# conflict is not settled by what is booked, as that is what it conflicts with.
_ELSEWHERE: Final = "read from another file"
_OVERLAPS: Final = """
WITH kept AS (
    SELECT o.file_id, o.line, o.row_key, o.status, o.conflict,
        r.cells, f.header, f.source, f.account
    FROM row_outcome AS o JOIN source_row AS r USING (file_id, line)
    JOIN source_file AS f USING (file_id)
    WHERE o.row_key IN (SELECT row_key FROM row_outcome WHERE status = 'quarantined')
),
waiting AS MATERIALIZED (SELECT * FROM kept WHERE status = 'quarantined')
UPDATE row_outcome SET status = 'skipped', conflict = 0, reason = ?
FROM (
    SELECT DISTINCT mine.file_id, mine.line
    FROM kept AS theirs JOIN waiting AS mine USING (row_key, cells, header, source)
    WHERE theirs.file_id <> mine.file_id AND theirs.account IS mine.account
        AND ((theirs.status = 'booked' AND NOT mine.conflict)
            OR (theirs.status = 'quarantined' AND theirs.file_id < mine.file_id))
) AS equal
WHERE row_outcome.file_id = equal.file_id AND row_outcome.line = equal.line
"""


def add(
    connection: apsw.Connection,
    table: Table,
    interpretation: Interpretation,
    account: str | None,
    options: Options,
    imported_at: int,
) -> ImportResult:
    """Keep a file's rows and book what is new in them. Wants an open transaction.

    Args:
        connection: In a write.
        table: The file as it was read.
        interpretation: Of that table.
        account: As the user named it; None for the source's own default.
        options: That it was interpreted with.
        imported_at: Instant in microseconds.
    """
    file_id = files.keep(connection, table, interpretation, account, options, imported_at)
    added = _book(connection, file_id, interpretation)
    connection.execute(_OVERLAPS, (_ELSEWHERE,))
    counts = _counts(connection, file_id)
    return ImportResult(
        name=table.name,
        source=interpretation.source,
        account=account,
        rows=len(table.rows),
        booked=counts.get("booked", 0),
        skipped=counts.get("skipped", 0),
        quarantined=counts.get("quarantined", 0),
        duplicates=_duplicates(connection, file_id),
        transactions_added=added,
        problems=tuple(_problems(connection, file_id)),
    )


def rebuild(connection: apsw.Connection, reinterpret: Reinterpret) -> RebuildResult:
    """Derive transactions and outcomes again from the rows kept. Wants an open transaction."""
    connection.execute("DELETE FROM txn")
    connection.execute("DELETE FROM row_outcome")
    active = rows(connection, "SELECT file_id FROM active_file ORDER BY file_id")
    for (file_id,) in active:
        table, source, account, options = files.kept(connection, file_id)
        _book(connection, file_id, reinterpret(table, source, account, options))
    connection.execute(_OVERLAPS, (_ELSEWHERE,))
    counts = _counts(connection)
    return RebuildResult(
        files=len(active),
        rows=sum(counts.values()),
        booked=counts.get("booked", 0),
        skipped=counts.get("skipped", 0),
        quarantined=counts.get("quarantined", 0),
        transactions=number(connection, "SELECT count(*) FROM txn"),
    )


def _book(connection: apsw.Connection, file_id: int, interpretation: Interpretation) -> int:
    """Write what became of a file's rows; give how many transactions are new."""
    records = [transactions.content(t) for t in interpretation.transactions]
    booked = transactions.standing(connection, map(transactions.identity, records))
    settled = settle(interpretation, records, booked)
    connection.executemany(
        "INSERT INTO row_outcome VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (file_id, o.line, key, o.status.value, o.reason, o.column, o.line in settled.conflicts)
            for o, key in zip(settled.outcomes, interpretation.keys, strict=True)
        ),
    )
    transactions.insert(connection, settled.fresh, interpretation.parser_version, file_id)
    return len(settled.fresh)


def _counts(connection: apsw.Connection, file_id: int | None = None) -> Mapping[str, int]:
    return dict(
        rows(
            connection,
            "SELECT status, count(*) FROM row_outcome "
            "WHERE file_id = coalesce(?, file_id) GROUP BY status",
            (file_id,),
        )
    )


def _duplicates(connection: apsw.Connection, file_id: int) -> int:
    return number(
        connection,
        "SELECT count(*) FROM row_outcome WHERE file_id = ? AND status = 'skipped' "
        "AND reason IN (?, ?)",
        (file_id, ALREADY, _ELSEWHERE),
    )


def _problems(connection: apsw.Connection, file_id: int) -> Iterator[Outcome]:
    for line, reason, header in rows(
        connection,
        "SELECT line, reason, header FROM row_outcome "
        "WHERE file_id = ? AND status = 'quarantined' ORDER BY line",
        (file_id,),
    ):
        yield Outcome(line, RowStatus.QUARANTINED, reason, header)
