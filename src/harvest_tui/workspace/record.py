"""The record of methods as a frame."""

from collections.abc import Iterable
from typing import Final

import polars as pl

from harvest_tui.domain.elections import Election
from harvest_tui.domain.frames import INSTANT, Schema

RECORD: Final[Schema] = {
    "year": pl.Int64,
    "method": pl.String,
    "scope": pl.String,
    "account": pl.String,
    "asset": pl.String,
    "recorded_at": INSTANT,
    "effective_from": INSTANT,
    "as_filed": pl.Boolean,
    "evidence": pl.String,
    "note": pl.String,
}
RECORD_COLUMNS: Final = tuple(RECORD)


def record_frame(elections: Iterable[Election]) -> pl.DataFrame:
    """Give the elections in the order of the record."""
    rows = [tuple(getattr(one, name) for name in RECORD_COLUMNS) for one in elections]
    return pl.DataFrame(rows, schema=RECORD, orient="row")
