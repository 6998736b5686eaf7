"""The other halves that a transfer with one side could have, to pick from."""

from typing import Final

import polars as pl

from harvest_tui.domain.frames import AMOUNT, INSTANT, Schema, require
from harvest_tui.reports.columns import Column, ColumnKind, TableView
from harvest_tui.reports.measure import measured

HALVES: Final[Schema] = {
    "key": pl.String,
    "transaction_id": pl.String,
    "account": pl.String,
    "asset": pl.String,
    "at": INSTANT,
    "quantity": AMOUNT,
    "difference": AMOUNT,  # what left less what arrived; below zero: more arrived
    "after": pl.Duration("us"),  # from the departure to the arrival; below zero: it came before
    "against": pl.String,  # what speaks against it; null: nothing
}
"""What `halves_view` is made from, in the order to show."""


def halves_view(halves: pl.DataFrame, *, title: str, other: str, zone: str) -> TableView:
    """Show the halves to pick from.

    Args:
        halves: Schema HALVES.
        title: Which half they are held against, fit to show.
        other: `arrivals` or `departures`: what they are.
        zone: The taxpayer's; times are shown in it.
    """
    rows = require(halves, HALVES).with_columns(
        when=pl.col("at").dt.convert_time_zone(zone).dt.strftime("%Y-%m-%d %H:%M"),
        apart=_spans(halves["after"]),
        sign=pl.when(pl.col("against").is_not_null()).then(pl.lit("!")),
    )
    return measured(
        TableView(
            title=title,
            facts=(f"{len(rows):,} {other}",),
            columns=_COLUMNS,
            frame=rows,
            key="key",
            empty=(
                f"No {other} without another half are in the book.",
                "Next: import the other account's export; or say what it was (e).",
            ),
            chips=("asset", "account"),
            gutter="sign",
            legend=("! something speaks against it",) if rows["against"].count() else (),
            noun=other,
        )
    )


def _spans(spans: pl.Series) -> pl.Series:
    """Say how long after, or before, in the two largest units."""
    words = [_span(int(minutes)) for minutes in spans.dt.total_minutes()]
    return pl.Series("apart", words, pl.String)


def _span(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    days, left = divmod(hours, 24)
    said = f"{days} d {left} h" if days else f"{hours} h {rest} min" if hours else f"{rest} min"
    return f"{said} {'before' if minutes < 0 else 'later'}"


_COLUMNS: Final = (
    Column(name="when", title="When", kind=ColumnKind.MOMENT),
    Column(name="account", title="Account", kind=ColumnKind.ACCOUNT),
    Column(name="quantity", title="Quantity", kind=ColumnKind.QUANTITY),
    Column(name="difference", title="Difference", kind=ColumnKind.QUANTITY),
    Column(name="apart", title="Apart", kind=ColumnKind.TEXT),
    Column(name="against", title="Against it", kind=ColumnKind.PROSE, missing="", rank=1),
    Column(name="transaction_id", title="Id", kind=ColumnKind.TEXT, rank=2),
)
