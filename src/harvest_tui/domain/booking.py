"""Transactions as a frame of schema TRANSACTIONS."""

from collections.abc import Iterable, Iterator
from typing import Final

import polars as pl

from harvest_tui.domain.frames import TRANSACTIONS
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Precision, Transaction

_SAME: Final = [name for name in TRANSACTIONS if name not in {"key", "file_id", "line"}]


def key_of(account: str, source: str, transaction_id: str) -> str:
    """Join what identifies a transaction inside a book."""
    return f"{account}\t{source}\t{transaction_id}"


def frame_of(transactions: Iterable[Transaction], file_id: int | None = None) -> pl.DataFrame:
    """Give transactions as a frame, in their order.

    Args:
        transactions: Of one file, or made by hand.
        file_id: The source file's number in the store, if it has one.
    """
    rows = [
        (
            key_of(one.account, one.source, one.transaction_id),
            *(getattr(one, name) for name in _SAME),
            file_id,
            one.lines[0] if one.lines else None,
        )
        for one in transactions
    ]
    names = ["key", *_SAME, "file_id", "line"]
    frame = pl.DataFrame(rows, schema={name: TRANSACTIONS[name] for name in names}, orient="row")
    return frame.select(list(TRANSACTIONS))


def transactions_of(frame: pl.DataFrame) -> Iterator[Transaction]:
    """Give the transactions of a frame of schema TRANSACTIONS, in its order."""
    for row in frame.select(_SAME).iter_rows(named=True):
        yield Transaction(
            **(row | {"kind": Kind(row["kind"]), "precision": Precision(row["precision"])})
        )
