"""The price book: prices as recorded, and the one that counts for each asset and day."""

from enum import IntEnum
from typing import Final

import apsw
import polars as pl

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.frames import AMOUNT, PRICES
from harvest_tui.store.query import rows


class PriceRank(IntEnum):
    """Whose word counts, the lowest first, when an asset has several prices for one day."""

    BY_HAND = 1
    FILE = 2
    SERVICE = 3


# What counted before is not written again, so a file imported twice adds nothing.
_INSERT: Final = """
INSERT INTO price (asset, day, rank, price, source, recorded_at)
SELECT ?1, ?2, ?3, ?4, ?5, ?6
WHERE (?4, ?5) IS NOT (
    SELECT price, source FROM price WHERE asset = ?1 AND day = ?2 AND rank = ?3
    ORDER BY price_id DESC LIMIT 1
)
"""
# SQLite takes the other columns from the row that holds the max(); index price_of_day serves it.
_COUNTING: Final = """
SELECT asset, day, price, source FROM (
    SELECT asset, day, price, source, max(price_id - rank * 1000000000000) AS best
    FROM price GROUP BY asset, day
) ORDER BY asset, day
"""


def record(connection: apsw.Connection, prices: pl.DataFrame, rank: PriceRank, at: int) -> int:
    """Add prices; give how many were new. Wants an open transaction.

    Args:
        connection: In a write.
        prices: Schema `PRICES`.
        rank: Whose word it is.
        at: Instant in microseconds.
    """
    before = connection.total_changes()
    connection.executemany(
        _INSERT,
        (
            (asset, day.isoformat(), int(rank), plain_text(price), source, at)
            for asset, day, price, source in prices.iter_rows()
        ),
    )
    return connection.total_changes() - before


def counting(connection: apsw.Connection) -> pl.DataFrame:
    """Give the price that counts for each asset and day: schema `PRICES`, in that order."""
    as_kept = dict.fromkeys(PRICES, pl.String)
    return pl.DataFrame(rows(connection, _COUNTING), schema=as_kept, orient="row").with_columns(
        pl.col("on").str.to_date("%Y-%m-%d"), pl.col("price").cast(AMOUNT)
    )
