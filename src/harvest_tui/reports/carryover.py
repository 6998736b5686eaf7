"""Losses carried from year to year, in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from harvest_tui.domain.frames import AMOUNT, Schema
from harvest_tui.reports.columns import Column, ColumnKind, TableView
from harvest_tui.reports.measure import measured
from harvest_tui.reports.worksheet import OVERRIDE, in_cents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from harvest_tui.domain.carryover import CarriedYear

CHAIN: Final[Schema] = {
    "year": pl.Int64,
    "short_term_carryover_in": AMOUNT,
    "long_term_carryover_in": AMOUNT,
    "carryover_in": pl.String,  # given, partly given, computed or assumed
    "net_short_term": AMOUNT,  # line 7
    "net_long_term": AMOUNT,  # line 15
    "net_gain": AMOUNT,  # line 16
    "deductible_loss": AMOUNT,  # line 21
    "line_1_stated": pl.Boolean,
    "short_term_carryover_out": AMOUNT,
    "long_term_carryover_out": AMOUNT,
    "sealed": pl.Boolean,
}


def chain_frame(years: Iterable[CarriedYear]) -> pl.DataFrame:
    """Give the chain of years (schema CHAIN), oldest first, in cents, half up."""
    rows = [
        (
            one.year,
            in_cents(one.schedule_d.short_term_carryover_in),
            in_cents(one.schedule_d.long_term_carryover_in),
            one.origin.value,
            in_cents(one.schedule_d.net_short_term),
            in_cents(one.schedule_d.net_long_term),
            in_cents(one.schedule_d.net_gain),
            in_cents(one.schedule_d.deductible_loss),
            one.line_1_stated,
            in_cents(one.short_term_carryover_out),
            in_cents(one.long_term_carryover_out),
            one.sealed,
        )
        for one in years
    ]
    return pl.DataFrame(rows, schema=CHAIN, orient="row")


def chain_view(years: Sequence[CarriedYear], facts: Sequence[str] = ()) -> TableView:
    """Show the chain of years; a row is named by its year."""
    frame = chain_frame(years)
    rows = frame.with_columns(
        name=pl.col("year").cast(pl.String),
        how=pl.when("sealed").then(pl.lit("sealed")).otherwise(pl.col("carryover_in")),
    )
    return measured(
        TableView(
            title="Losses carried from year to year",
            facts=tuple(facts),
            columns=_COLUMNS,
            frame=rows,
            key="name",
            empty=("No year is known yet.", "Next: harvest-tui import FILE…"),
            legend=(OVERRIDE,),
        )
    )


_COLUMNS: Final = (
    Column(name="name", title="Year", kind=ColumnKind.TEXT),
    Column(name="short_term_carryover_in", title="In, short", kind=ColumnKind.MONEY),
    Column(name="long_term_carryover_in", title="In, long", kind=ColumnKind.MONEY),
    Column(name="how", title="How", kind=ColumnKind.TEXT),
    Column(name="net_short_term", title="Line 7", kind=ColumnKind.SIGNED_MONEY, rank=2),
    Column(name="net_long_term", title="Line 15", kind=ColumnKind.SIGNED_MONEY, rank=2),
    Column(name="net_gain", title="Line 16", kind=ColumnKind.SIGNED_MONEY, rank=1),
    Column(name="deductible_loss", title="Line 21", kind=ColumnKind.MONEY, rank=3),
    Column(name="short_term_carryover_out", title="Out, short", kind=ColumnKind.MONEY),
    Column(name="long_term_carryover_out", title="Out, long", kind=ColumnKind.MONEY),
)
