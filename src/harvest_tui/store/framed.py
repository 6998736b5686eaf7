"""Frames as JSON objects, column by column: how a seal keeps its rows."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias

import polars as pl

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.frames import AMOUNT, INSTANT, Schema, require
from harvest_tui.store.canonical import Json
from harvest_tui.store.instants import instant, micros

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
    read = {
        name: _read(columns.get(name) or [None] * height, kind) for name, kind in schema.items()
    }
    return require(pl.DataFrame(read, schema=schema), schema)


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


def _read(cells: list[Json], kind: type[pl.DataType] | pl.DataType) -> list[Any]:
    read = _READERS.get(kind, lambda cell: cell)
    return [None if cell is None else read(cell) for cell in cells]


_READERS: Final[Mapping[Any, Callable[[Any], Any]]] = {
    AMOUNT: Decimal,
    INSTANT: instant,
    pl.Date: date.fromisoformat,
}
