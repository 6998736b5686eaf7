"""Opening the ledger, and the one way to write to it.

Only apsw opens it, and only through here: a second SQLite library in the process, or a plain
`open` of the live file, drops this process's locks and loses commits without a word.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Final

import apsw

from harvest_tui.store.errors import (
    BookBusyError,
    BookWriteError,
    NewerLedgerError,
    NotALedgerError,
)
from harvest_tui.store.private import claim
from harvest_tui.store.query import first, number

SCHEMA: Final = 3
APPLICATION: Final = 0x48525654
"""`HRVT`, in the header of the file."""

_WAITS: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Pauses between attempts, in seconds; each attempt itself waits `_ATTEMPT`."""
_ATTEMPT: Final = 2000
"""Milliseconds that SQLite waits for a lock."""


def open_ledger(path: Path, created_at: int) -> apsw.Connection:
    """Open a ledger, making it if there is none.

    Args:
        path: Of `ledger.db`, in the book's folder.
        created_at: Instant in microseconds, for a new book.

    Raises:
        UnsafeBookError: Others can read it.
        NotALedgerError: Something else lies there.
        NewerLedgerError: A later version made it.
        BookBusyError: Another session holds it for long.
    """
    claim(path)
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        connection.set_busy_timeout(_ATTEMPT)
        _recognise(connection, path)
        _prepare(connection)
        _create_if_empty(connection, created_at)
        _upgrade(connection)
    except apsw.NotADBError as error:
        connection.close()
        raise NotALedgerError(path, "not a database") from error
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def writing(connection: apsw.Connection) -> Iterator[None]:
    """Do all of the block, durably, or none of it; the book's revision goes up by one.

    Raises:
        BookBusyError: Another session keeps writing.
        BookWriteError: The disk is full or fails.
    """
    with _transaction(connection):
        yield
        connection.execute("UPDATE book SET revision = revision + 1")
        connection.execute("COMMIT")


@contextmanager
def rehearsing(connection: apsw.Connection) -> Iterator[None]:
    """Do the block as `writing` would, then undo it."""
    with _transaction(connection):
        yield
        connection.execute("ROLLBACK")


@contextmanager
def _transaction(connection: apsw.Connection) -> Iterator[None]:
    _patiently(connection, lambda: connection.execute("BEGIN IMMEDIATE"))
    try:
        yield
    except (apsw.FullError, apsw.IOError) as error:
        raise BookWriteError(connection.filename, str(error)) from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _patiently(connection: apsw.Connection, action: Callable[[], object]) -> None:
    for wait in _WAITS:
        try:
            action()
        except apsw.BusyError:
            time.sleep(wait)
        else:
            return
    try:
        action()
    except apsw.BusyError as error:
        patience = sum(_WAITS) + (len(_WAITS) + 1) * _ATTEMPT / 1000
        raise BookBusyError(connection.filename, patience) from error


def _recognise(connection: apsw.Connection, path: Path) -> None:
    """Refuse what is not ours before anything is changed in it."""
    connection.execute("BEGIN")  # one view of it: another session may be making it right now
    try:
        application = number(connection, "PRAGMA application_id")
        version = number(connection, "PRAGMA user_version")
        ours = application == APPLICATION or (version == 0 and _is_empty(connection))
    finally:
        connection.execute("ROLLBACK")
    if not ours:
        raise NotALedgerError(path, "a database of another program")
    if version > SCHEMA:
        raise NewerLedgerError(path, version, SCHEMA)


def _prepare(connection: apsw.Connection) -> None:
    _patiently(connection, lambda: connection.pragma("journal_mode", "wal"))
    connection.pragma("synchronous", "full")
    connection.pragma("foreign_keys", 1)
    connection.pragma("recursive_triggers", 1)
    connection.pragma("trusted_schema", 0)
    connection.pragma("cache_size", -64 * 1024)  # KiB; ids come in no order, and indexes grow wide


def _create_if_empty(connection: apsw.Connection, created_at: int) -> None:
    if not _is_empty(connection):
        return
    with _transaction(connection):
        if _is_empty(connection):  # else another session has just made it
            connection.execute(_sql("schema.sql"))
            connection.execute("INSERT INTO book VALUES (1, 0, ?)", (created_at,))
            connection.execute("COMMIT")


def _upgrade(connection: apsw.Connection) -> None:
    """Bring a ledger of an older version to this one, one step after the other."""
    while number(connection, "PRAGMA user_version") < SCHEMA:
        with _transaction(connection):
            version = number(connection, "PRAGMA user_version")
            if version < SCHEMA:  # else another session has just done it
                connection.execute(_sql(f"upgrades/to_{version + 1}.sql"))
                connection.execute("COMMIT")


def _is_empty(connection: apsw.Connection) -> bool:
    return first(connection, "SELECT 1 FROM sqlite_schema LIMIT 1") is None


def _sql(name: str) -> str:
    return files("harvest_tui.store").joinpath(name).read_text(encoding="utf-8")
