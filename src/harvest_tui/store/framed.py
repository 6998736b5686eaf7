"""Frames as JSON objects, column by column: how a seal keeps its rows."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

import polars as pl

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.frames import AMOUNT, INSTANT, Schema, require
from harvest_tui.store.canonical import Json
from harvest_tui.store.instants import micros

Columns: TypeAlias = Mapping[str, "list[Json]"]
"""Amounts as plain text, instants in microseconds, days as YYYY-MM-DD."""


def columns_of(frame: pl.DataFrame) -> dict[str, list[Json]]:
    """Write a frame down."""
    return {
        name: [None if value is None else _written(value) for value in frame[name].to_list()]
        for name in frame.columns
    }


def frame_of(columns: Columns, schema: Schema) -> pl.DataFrame:
    """Read a frame back. A column that came later than the record is null."""
    height = len(next(iter(columns.values()), []))
    read = [_read(name, columns.get(name) or [None] * height, schema[name]) for name in schema]
    return require(pl.DataFrame(read), schema)


def _written(value: Decimal | datetime | date | str | bool) -> Json:  # noqa: FBT001 # a cell
    match value:
        case Decimal():
            return plain_text(value)
        case datetime():
            return micros(value)
        case date():
            return value.isoformat()
        case _:
            return value


def _read(name: str, cells: list[Json], kind: type[pl.DataType] | pl.DataType) -> pl.Series:
    if kind == AMOUNT:  # exact: an amount was written with at most 18 decimals
        return pl.Series(name, cells, pl.String).cast(AMOUNT)
    if kind == INSTANT:
        return pl.Series(name, cells, pl.Int64).cast(INSTANT)
    if kind == pl.Date:
        return pl.Series(name, cells, pl.String).str.to_date()
    return pl.Series(name, cells, kind)
