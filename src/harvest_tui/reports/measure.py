"""Widths of columns, from the frame's extremes: a hundred thousand rows cost as ten."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from harvest_tui.domain.text import shown
from harvest_tui.reports.columns import ColumnKind
from harvest_tui.reports.lines import cells
from harvest_tui.reports.wording import TERM_WORDS, units_cell, worded

if TYPE_CHECKING:
    from harvest_tui.reports.columns import Column, TableView, Value

WIDEST_TEXT: Final = 24
LEAST_TEXT: Final = 10
WIDEST_PROSE: Final = 200
LEAST_PROSE: Final = 20
WIDEST_ASSET: Final = 6
LEAST_TERM: Final = len("S 365 d")
LEAST_BAR: Final = 12
DECIMALS: Final = (2, 4, 6, 8)
_LOOKED_AT: Final = 200
_SIGN: Final = 1
"""The cell for the sign of the sorted column."""


def measured(view: TableView) -> TableView:
    """Give the view with the width of every column set, totals included."""
    return replace(view, columns=tuple(_measured(column, view) for column in view.columns))


def _measured(column: Column, view: TableView) -> Column:
    values = view.frame[column.name]
    if column.kind is ColumnKind.QUANTITY:
        decimals = next((d for d in DECIMALS if _exact(values, d)), DECIMALS[-1])
        column = replace(column, decimals=decimals, cut=not _exact(values, decimals))
    if column.asset is not None:
        names = _longest(view.frame.filter(values.is_not_null())[column.asset])
        widest_name = max((cells(shown(name)) for name in names), default=0)
        column = replace(column, asset_width=min(widest_name, WIDEST_ASSET))
    title = cells(column.title) + (_SIGN if column.name == view.sort else 0)
    widest = max(_widest(column, values, view.totals.get(column.name)), title)
    if _says_missing(column, view):
        widest = max(widest, cells(column.missing))
    return replace(column, width=widest, least=max(_least(column, widest), 1))


def _says_missing(column: Column, view: TableView) -> bool:
    """Tell whether a null of the column is seen, not covered by a note."""
    unknown = view.frame[column.name].is_null()
    if view.note:
        unknown &= view.frame[view.note].is_null()
    return bool(unknown.any())


def _widest(column: Column, values: pl.Series, total: Value) -> int:
    match column.kind:
        case ColumnKind.TEXT | ColumnKind.ACCOUNT:
            longest = max((cells(shown(text)) for text in _longest(values)), default=0)
            return min(max(longest, cells(column.title) + _SIGN), WIDEST_TEXT)
        case ColumnKind.PROSE | ColumnKind.MOMENT:
            return max((cells(shown(text, WIDEST_PROSE)) for text in _longest(values)), default=0)
        case ColumnKind.UNITS:
            return max((_units(column, units) for units in _most_digits(values)), default=0)
        case ColumnKind.TERM:
            return TERM_WORDS if (values == "short").any() else 1
        case ColumnKind.BAR:
            return LEAST_BAR
        case _:
            extremes = (values.min(), values.max(), total)
            return max((_words(column, v) for v in extremes if v is not None), default=0)


def _least(column: Column, widest: int) -> int:
    match column.kind:
        case ColumnKind.TEXT | ColumnKind.ACCOUNT:
            return min(widest, LEAST_TEXT)
        case ColumnKind.PROSE:
            return min(widest, LEAST_PROSE)
        case ColumnKind.TERM:
            return min(widest, LEAST_TERM)
        case _:
            return widest


def _words(column: Column, value: object) -> int:
    return cells(worded(column, {column.name: value}, 0).words)  # type: ignore[dict-item]  # an extreme of the column


def _units(column: Column, amount: Decimal) -> int:
    return cells(units_cell(column, amount, None).text)


def _most_digits(amounts: pl.Series) -> list[Decimal]:
    """Give the amounts that take the most room as `units` writes them."""
    text = amounts.drop_nulls().unique().cast(pl.String)
    cut = text.str.strip_chars_end("0").str.replace(r"(\.\d{8})\d+", "${1}…")
    commas = cut.str.find(".", literal=True) // 3
    longest = (cut.str.len_chars() + commas).arg_sort(descending=True).head(_LOOKED_AT)
    return [Decimal(number) for number in text.gather(longest)]


def _longest(texts: pl.Series) -> list[str]:
    distinct = texts.drop_nulls().unique()
    by_length = distinct.str.len_bytes().arg_sort(descending=True)
    return [str(text) for text in distinct.gather(by_length.head(_LOOKED_AT))]


def _exact(values: pl.Series, decimals: int) -> bool:
    return bool((values.round(decimals) == values).all())
