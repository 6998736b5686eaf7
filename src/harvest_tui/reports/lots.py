"""Open lots, with what each is worth and when it turns long-term."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

import polars as pl

from harvest_tui.domain.frames import AMOUNT, Schema
from harvest_tui.domain.sums import known_sum
from harvest_tui.reports.columns import Column, ColumnKind, TableView
from harvest_tui.reports.measure import measured

PRICED_LOTS: Final[Schema] = {
    "lot_id": pl.String,
    "account": pl.String,
    "asset": pl.String,
    "acquired_on": pl.Date,  # in the taxpayer's zone
    "term": pl.String,
    "days_to_long_term": pl.Int64,  # null once long
    "quantity": AMOUNT,
    "cost_basis": AMOUNT,
    "price": AMOUNT,
    "market_value": AMOUNT,
    "unrealized_gain": AMOUNT,
    "provisional": pl.Boolean,
}
"""What `lots_view` needs of a frame; it may hold more."""

_SUMMED: Final = ("cost_basis", "market_value", "unrealized_gain")


def lots_view(
    lots: pl.DataFrame,
    *,
    title: str = "Lots",
    facts: Sequence[str] = (),
    unsold: AbstractSet[str] = frozenset(),
) -> TableView:
    """Show open lots, the oldest first. One that is provisional or has no price cannot be marked.

    Args:
        lots: Holds the columns of `PRICED_LOTS`. A row is named LOT@ACCOUNT, since a lot moved
            in part stands once per account.
        title: What lots these are, fit to show (`shown`).
        facts: Said behind it.
        unsold: Accounts whose sales are not on this return: nothing there can be marked.
    """
    rows = lots.with_columns(
        key=row_key(),
        sign=pl.when("provisional").then(pl.lit("◌")),
        locked=~sellable(unsold),
    ).sort("acquired_on", "key")
    return measured(
        TableView(
            title=title,
            facts=(f"{len(rows):,} lots", *facts),
            columns=_COLUMNS,
            frame=rows,
            key="key",
            empty=("No open lots here.", "Next: esc goes back to the portfolio."),
            totals={name: known_sum(rows[name]) for name in _SUMMED},
            summed=_SUMMED,
            chips=("asset", "account"),
            gutter="sign",
            locked="locked",
            legend=("◌ provisional: an error stands before it",)
            if rows["provisional"].any()
            else (),
            sort="acquired_on",
            noun="lots",
        )
    )


def sellable(unsold: AbstractSet[str] = frozenset()) -> pl.Expr:
    """Tell whether a lot can be marked: it has a price, and no error stands before it."""
    here = ~pl.col("account").is_in(sorted(unsold))
    return here & ~pl.col("provisional") & (pl.col("price").fill_null(0) > 0)


def row_key() -> pl.Expr:
    """Name a lot in one account: LOT@ACCOUNT."""
    return pl.format("{}@{}", "lot_id", "account")


_COLUMNS: Final = (
    Column(name="asset", title="Asset", kind=ColumnKind.TEXT),
    Column(name="account", title="Account", kind=ColumnKind.ACCOUNT),
    Column(name="acquired_on", title="Acquired", kind=ColumnKind.DATE),
    Column(name="term", title="Term", kind=ColumnKind.TERM, days="days_to_long_term"),
    Column(name="quantity", title="Quantity", kind=ColumnKind.QUANTITY),
    Column(
        name="cost_basis",
        title="Basis",
        kind=ColumnKind.MONEY,
        missing="without basis",
        rank=1,
    ),
    Column(name="price", title="Price", kind=ColumnKind.MONEY, missing="no price", rank=2),
    Column(name="market_value", title="Value", kind=ColumnKind.MONEY, missing="no price", rank=3),
    Column(
        name="unrealized_gain",
        title="Unrealized",
        kind=ColumnKind.SIGNED_MONEY,
        missing="no price",
    ),
    Column(name="lot_id", title="Lot", kind=ColumnKind.TEXT, rank=4),
)
