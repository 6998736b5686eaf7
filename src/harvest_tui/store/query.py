"""Reading rows: what the schema says about their types is taken at its word."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import apsw

Found: TypeAlias = tuple[Any, ...]
"""One row; the STRICT schema holds its types."""


def rows(
    connection: apsw.Connection, sql: str, asked: Sequence[str | int | None] = ()
) -> list[Found]:
    """Give all rows."""
    return connection.execute(sql, tuple(asked)).fetchall()


def first(
    connection: apsw.Connection, sql: str, asked: Sequence[str | int | None] = ()
) -> Found | None:
    """Give the first row, or None."""
    found = rows(connection, sql, asked)  # a cursor left open would hold up the checkpoints
    return found[0] if found else None


def number(connection: apsw.Connection, sql: str, asked: Sequence[str | int | None] = ()) -> int:
    """Give the one number that the query finds."""
    ((found,),) = rows(connection, sql, asked)
    return int(found)
