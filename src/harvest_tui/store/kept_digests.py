"""Digests of the rows of each file as they were kept: what changes on the disk is found out."""

import hashlib
from collections.abc import Iterator

import apsw

from harvest_tui.store.query import first, rows


def record(connection: apsw.Connection, file_id: int) -> None:
    """Write down what a file's rows come to. Wants an open transaction, after the rows."""
    connection.execute(
        "INSERT INTO kept_digest VALUES (?, ?)", (file_id, _digest(connection, file_id))
    )


def missing(connection: apsw.Connection) -> list[int]:
    """Give the files that were imported before digests were kept."""
    found = rows(
        connection,
        "SELECT file_id FROM source_file WHERE file_id NOT IN (SELECT file_id FROM kept_digest)",
    )
    return [file_id for (file_id,) in found]


def complete(connection: apsw.Connection) -> None:
    """Write down the digests that are missing. Wants an open transaction."""
    for file_id in missing(connection):
        record(connection, file_id)


def changed(connection: apsw.Connection) -> Iterator[str]:
    """Give the names of the files whose rows are no longer as they were kept."""
    files = "SELECT file_id, name FROM source_file ORDER BY file_id"
    for file_id, name in rows(connection, files):
        kept = first(connection, "SELECT sha256 FROM kept_digest WHERE file_id = ?", (file_id,))
        if kept != (_digest(connection, file_id),):
            yield str(name)


def _digest(connection: apsw.Connection, file_id: int) -> str:
    digest = hashlib.sha256()
    of_file = (
        "SELECT sha256, source, account, options, preamble, header, header_line "
        "FROM source_file WHERE file_id = ?"
    )
    of_rows = "SELECT line, cells FROM source_row WHERE file_id = ? ORDER BY line"
    for query in (of_file, of_rows):
        for row in connection.execute(query, (file_id,)):
            digest.update(repr(row).encode())
    return digest.hexdigest()
