"""A table as a screen or a terminal shows it: columns with a kind, rows in a frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    import polars as pl

Value: TypeAlias = "Decimal | date | str | int | bool | None"
"""What one cell of a frame can hold."""
Row: TypeAlias = "Mapping[str, Value]"
"""One row of a view's frame by column name."""


class ColumnKind(StrEnum):
    """What a column holds; decides its words, its side and its tone."""

    TEXT = "text"
    ACCOUNT = "account"
    PROSE = "prose"
    """Sentences: they take what room there is."""
    MONEY = "money"
    """USD, rounded half up to cents."""
    SIGNED_MONEY = "signed money"
    """USD with ▲ for a gain and ▼ for a loss."""
    LOSS = "loss"
    """USD, zero or more, that means a loss."""
    QUANTITY = "quantity"
    """Units of an asset, never rounded up."""
    UNITS = "units"
    """Units, each row of the asset that a second column names."""
    DATE = "date"
    MOMENT = "moment"
    """A day and a time in the taxpayer's zone, as text."""
    TERM = "term"
    """Short or long, with the days a short lot needs to turn long from a second column."""
    PERCENT = "percent"
    """A share of 1."""
    CENTS = "cents per dollar"
    BAR = "bar"
    """A share of 1, drawn, with the percent behind."""
    COUNT = "count"


class Group(StrEnum):
    """What one row of the portfolio is."""

    ASSET = "asset"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table."""

    name: str
    """Column of the frame."""
    title: str
    kind: ColumnKind
    missing: str = "not known"
    """What to say where the value is null: never zero."""
    days: str | None = None
    """For a term: column with the days until it turns long."""
    asset: str | None = None
    """For units: column that names their asset."""
    rank: int = 0
    """On a narrow screen the highest rank goes first; 0 never goes."""
    width: int = 0
    """Cells its longest word takes; measured from the frame (`measure.measured`)."""
    least: int = 0
    """Cells it can be squeezed to; equal to `width` for numbers, which are never cut."""
    decimals: int = 0
    """For a quantity: decimals shown."""
    asset_width: int = 0
    """For units: cells of the name behind the number."""
    cut: bool = False
    """For a quantity: some value has more decimals than shown, and says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A table ready to be laid out. Words and roundings are decided; widths are measured."""

    title: str
    facts: tuple[str, ...] = ()
    """Shown behind the title, the most important first; dropped from the end."""
    columns: tuple[Column, ...]
    """The first `fixed` of them stay in sight when the rest scrolls."""
    frame: pl.DataFrame
    """A row for each row; holds every column named here, and others."""
    key: str
    """Column of text that names a row; no two rows share it."""
    empty: tuple[str, ...]
    """What to say when there are no rows: it names the next key or command."""
    fixed: int = 1
    totals: Mapping[str, Value] = field(default_factory=dict)
    """Sums shown under the columns of that name."""
    summed: tuple[str, ...] = ()
    """Columns that are added up when only some rows are shown."""
    chips: tuple[str, ...] = ()
    """Columns of text that can be narrowed to one value."""
    gutter: str | None = None
    """Column with one sign in front of a row, or null."""
    locked: str | None = None
    """Boolean column: such a row cannot be marked."""
    note: str | None = None
    """Column with words that take the place of `note_from` and what follows, or null."""
    note_from: str | None = None
    legend: tuple[str, ...] = ()
    """What the signs mean."""
    sort: str | None = None
    """Column the frame comes sorted by; None for an order of its own."""
    descending: bool = False
    noun: str = "rows"
