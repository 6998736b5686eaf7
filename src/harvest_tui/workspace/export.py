"""The ledger in the columns of the plain ledger CSV."""

import polars as pl

from harvest_tui.domain.booking import transactions_of
from harvest_tui.sources.formats.ledger_text import HEADER, write_ledger


def as_ledger(transactions: pl.DataFrame) -> pl.DataFrame:
    """Give a frame of schema TRANSACTIONS the names that the plain ledger CSV has.

    Returns:
        Columns HEADER, by instant.
    """
    return _sorted(transactions).rename({"transaction_id": "id", "at": "timestamp"}).select(HEADER)


def ledger_csv(transactions: pl.DataFrame) -> str:
    """Write a frame of schema TRANSACTIONS as a plain ledger CSV, which can be imported again."""
    return write_ledger(transactions_of(_sorted(transactions)))


def _sorted(transactions: pl.DataFrame) -> pl.DataFrame:
    return transactions.sort("at", "account", "transaction_id", maintain_order=True)
