"""Disposals, as Form 8949 lists them."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from harvest_tui.domain.schedule_d import ELSEWHERE_KIND
from harvest_tui.domain.sums import known_sum
from harvest_tui.reports.columns import Column, ColumnKind, TableView
from harvest_tui.reports.measure import measured

_SUMMED: Final = ("proceeds", "cost_basis", "adjustment", "gain")


def gains_view(
    disposals: pl.DataFrame, year: int | None, zone: str, facts: Sequence[str] = ()
) -> TableView:
    """Show disposals in the order in which they happened.

    Args:
        disposals: Schema DISPOSALS.
        year: Which year they are of; None for all.
        zone: The taxpayer's: decides the day of acquisition.
        facts: Said in the title: which of the year's they are.
    """
    rows = disposals.with_row_index("number").with_columns(
        key=pl.col("number").cast(pl.String),
        sign=pl.when("provisional").then(pl.lit("◌")),
        acquired_on=_acquired_on(zone),
        elsewhere=pl.col("kind") == ELSEWHERE_KIND,
    )
    provisional = bool(rows["provisional"].any())
    return measured(
        TableView(
            title=f"Gains {year}" if year else "Gains",
            facts=(*facts, f"{len(rows):,} row{'' if len(rows) == 1 else 's'}"),
            columns=_columns(adjusted=bool((rows["adjustment"] != 0).any())),
            frame=rows,
            key="key",
            empty=("Nothing was disposed of.", "Next: harvest-tui import FILE…"),
            totals={name: known_sum(rows[name]) for name in _SUMMED},
            summed=_SUMMED,
            chips=("asset", "account"),
            gutter="sign",
            legend=("◌ provisional: an error stands before it",) if provisional else (),
        )
    )


def _columns(*, adjusted: bool) -> tuple[Column, ...]:
    """Columns (f) and (g) of the form only where a row has something in them."""
    return (*_FIRST, *(_ADJUSTED if adjusted else ()), *_LAST)


def _acquired_on(zone: str) -> pl.Expr:
    """Give the day that Form 8949 shows; of a sale elsewhere the day that its form says."""
    instant = pl.col("acquired_at")
    return (
        pl.when(pl.col("kind") == ELSEWHERE_KIND)
        .then(instant.dt.date())
        .otherwise(instant.dt.convert_time_zone(zone).dt.date())
    )


_FIRST: Final = (
    Column(name="asset", title="Asset", kind=ColumnKind.TEXT),
    Column(name="account", title="Account", kind=ColumnKind.ACCOUNT),
    Column(name="kind", title="Kind", kind=ColumnKind.TEXT, rank=3),
    Column(name="quantity", title="Quantity", kind=ColumnKind.QUANTITY),
    Column(name="acquired_on", title="Acquired", kind=ColumnKind.DATE),
    Column(name="disposed_on", title="Disposed", kind=ColumnKind.DATE),
    Column(name="proceeds", title="Proceeds", kind=ColumnKind.MONEY, rank=1),
    Column(name="cost_basis", title="Basis", kind=ColumnKind.MONEY, rank=2),
)
_ADJUSTED: Final = (
    Column(name="code", title="Code", kind=ColumnKind.TEXT, missing="", rank=6),
    Column(name="adjustment", title="Adjusted", kind=ColumnKind.MONEY, rank=2),
)
_LAST: Final = (
    Column(name="gain", title="Gain", kind=ColumnKind.SIGNED_MONEY),
    Column(name="term", title="Term", kind=ColumnKind.TEXT),
    Column(name="box", title="Box", kind=ColumnKind.TEXT, missing="", rank=4),
    Column(name="method", title="Method", kind=ColumnKind.TEXT, rank=5),
)
