"""Files as they were read: kept once, named, and given back for reading again."""

import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final, TypeAlias

import apsw

from harvest_tui.domain.rows import Interpretation, Row, Table
from harvest_tui.store import kept_digests
from harvest_tui.store.canonical import canonical
from harvest_tui.store.errors import UnknownFileError
from harvest_tui.store.query import first, rows
from harvest_tui.store.results import ImportResult

Options: TypeAlias = Mapping[str, str]
"""How to read what a file leaves open: decimal style, date order."""

_PREFIX: Final = 8
"""Fewest characters of a SHA-256 that name a file."""

# json.dumps would make an encoder for every row
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def already(connection: apsw.Connection, sha256: str) -> ImportResult | None:
    """Tell whether these bytes are imported, under whatever account."""
    found = first(
        connection,
        "SELECT name, source, account, row_count FROM active_file WHERE sha256 = ?",
        (sha256,),
    )
    if found is None:
        return None
    name, source, account, count = found
    return ImportResult(
        name=name,
        source=source,
        account=account,
        rows=count,
        booked=0,
        skipped=count,
        quarantined=0,
        duplicates=count,
        transactions_added=0,
        problems=(),
        already=True,
        message="these bytes were imported before; nothing was done",
    )


def named(connection: apsw.Connection, which: str) -> int:
    """Find the one active file of that name or SHA-256 (at least its first eight characters).

    A path names the file by its last part, as it was imported.

    Raises:
        UnknownFileError: There is none, or there are several.
    """
    active = rows(connection, "SELECT file_id, name, sha256 FROM active_file")
    names, digest = {which, PurePath(which).name}, which.lower()
    hits = [
        (file_id, name, sha256)
        for file_id, name, sha256 in active
        if name in names or (len(which) >= _PREFIX and sha256.startswith(digest))
    ]
    if len(hits) == 1:
        return int(hits[0][0])
    why = "more than one imported file has this name" if hits else "no imported file has this name"
    listed = [f"{sha256[:12]}  {name}" for _, name, sha256 in hits or active]
    raise UnknownFileError(which, why, listed)


def keep(
    connection: apsw.Connection,
    table: Table,
    interpretation: Interpretation,
    account: str | None,
    options: Options,
    imported_at: int,
) -> int:
    """Write down a file and its rows; give its id. Arguments as of `imports.add`."""
    connection.execute(
        "INSERT INTO source_file VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            table.sha256,
            table.name,
            interpretation.source,
            interpretation.parser_version,
            account,
            canonical(dict(options)),
            table.encoding,
            table.delimiter,
            _encode(table.preamble),
            _encode(table.header),
            table.header_line,
            len(table.rows),
            imported_at,
        ),
    )
    file_id = connection.last_insert_rowid()
    connection.executemany(
        "INSERT INTO source_row VALUES (?, ?, ?)",
        ((file_id, row.line, _encode(row.cells)) for row in table.rows),
    )
    kept_digests.record(connection, file_id)
    return file_id


def kept(connection: apsw.Connection, file_id: int) -> tuple[Table, str, str | None, Options]:
    """Give a file as it was read, and how it was to be interpreted."""
    cells_of = rows(
        connection,
        "SELECT line, cells FROM source_row WHERE file_id = ? ORDER BY line",
        (file_id,),
    )
    kept = tuple(Row(line, tuple(json.loads(cells))) for line, cells in cells_of)
    ((*read, source, account, how),) = rows(
        connection,
        "SELECT name, sha256, header, header_line, delimiter, encoding, preamble, "
        "source, account, options FROM source_file WHERE file_id = ?",
        (file_id,),
    )
    name, sha256, header, header_line, delimiter, encoding, preamble = read
    table = Table(
        name=name,
        sha256=sha256,
        header=tuple(json.loads(header)),
        header_line=header_line,
        rows=kept,
        delimiter=delimiter,
        encoding=encoding,
        preamble=tuple(json.loads(preamble)),
    )
    return table, source, account, json.loads(how)
