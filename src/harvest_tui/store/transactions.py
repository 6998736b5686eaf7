"""Transactions as rows of `txn`, and back as a frame."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

import apsw
import polars as pl

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.frames import AMOUNT, INSTANT, TRANSACTIONS
from harvest_tui.domain.transaction import Transaction
from harvest_tui.store.instants import micros
from harvest_tui.store.query import rows

Record: TypeAlias = tuple[str | int | None, ...]
Identity: TypeAlias = tuple[str | int | None, ...]
"""Account, source and the source's own id."""

CONTENT: Final = (
    "account",
    "source",
    "transaction_id",
    "to_account",
    "at",
    "precision",
    "kind",
    "in_asset",
    "in_quantity",
    "out_asset",
    "out_quantity",
    "fee_asset",
    "fee_quantity",
    "usd_value",
    "fee_usd",
    "basis_usd",
    "acquired_at",
    "txid",
)
"""Columns that must agree when one id comes twice. A note's words may differ."""
_IDENTITY: Final = 3
_COLUMNS: Final = (*CONTENT, "note", "lines", "parser_version", "file_id")

_INSERT: Final = (
    f"INSERT INTO txn ({', '.join(_COLUMNS)}) "  # noqa: S608 - our own column names
    f"VALUES ({', '.join('?' * len(_COLUMNS))})"
)
_STANDING: Final = (
    f"SELECT {', '.join('t.' + c for c in CONTENT)} "  # noqa: S608 - our own column names
    "FROM json_each(?) AS wanted CROSS JOIN txn AS t "
    "ON t.account = wanted.value ->> 0 AND t.source = wanted.value ->> 1 "
    "AND t.transaction_id = wanted.value ->> 2"
)
_DERIVED: Final = {
    "key": "account || char(9) || source || char(9) || transaction_id",
    "line": "lines ->> 0",
}
_SELECT: Final = (
    f"SELECT {', '.join(_DERIVED.get(c, c) for c in TRANSACTIONS)} "  # noqa: S608 - as above
    "FROM txn ORDER BY at, account, source, transaction_id"
)


def content(transaction: Transaction) -> Record:
    """Give the columns `CONTENT` of a transaction, as the ledger keeps them."""
    t = transaction
    return (
        t.account,
        t.source,
        t.transaction_id,
        t.to_account,
        micros(t.at),
        t.precision.value,
        t.kind.value,
        t.in_asset,
        _amount(t.in_quantity),
        t.out_asset,
        _amount(t.out_quantity),
        t.fee_asset,
        _amount(t.fee_quantity),
        _amount(t.usd_value),
        _amount(t.fee_usd),
        _amount(t.basis_usd),
        None if t.acquired_at is None else micros(t.acquired_at),
        t.txid,
    )


def identity(record: Record) -> Identity:
    """Give what tells one transaction from another."""
    return record[:_IDENTITY]


def standing(connection: apsw.Connection, wanted: Iterable[Identity]) -> Mapping[Identity, Record]:
    """Find what is booked under these identities."""
    asked = json.dumps(list(wanted), ensure_ascii=False)
    return {identity(found): found for found in rows(connection, _STANDING, (asked,))}


def insert(
    connection: apsw.Connection,
    fresh: Iterable[tuple[Transaction, Record]],
    parser_version: int,
    file_id: int,
) -> None:
    """Book transactions read from one file."""
    connection.executemany(
        _INSERT,
        ((*record, t.note, str(sorted(t.lines)), parser_version, file_id) for t, record in fresh),
    )


def frame(connection: apsw.Connection) -> pl.DataFrame:
    """Give all transactions, schema `TRANSACTIONS`, ordered by instant, then by identity."""
    as_kept = {
        name: pl.Int64 if kind in {INSTANT, pl.Int64} else pl.String
        for name, kind in TRANSACTIONS.items()
    }
    return pl.DataFrame(rows(connection, _SELECT), schema=as_kept, orient="row").with_columns(
        *(pl.col(name).cast(AMOUNT) for name, kind in TRANSACTIONS.items() if kind == AMOUNT),
        *(pl.col(name).cast(INSTANT) for name, kind in TRANSACTIONS.items() if kind == INSTANT),
    )


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else plain_text(amount)
