"""Wash sales: what each law would put off of a year's losses, and the rebuys it would catch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from harvest_tui.domain.amounts import EXACT
from harvest_tui.domain.frames import AMOUNT, Schema
from harvest_tui.domain.sums import known_sum
from harvest_tui.reports.columns import Column, ColumnKind, TableView
from harvest_tui.reports.details import NO_INCOME
from harvest_tui.reports.measure import measured
from harvest_tui.reports.wash_lines import WashesView
from harvest_tui.rules.wash_sales import pending_bills, window

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from harvest_tui.domain.amounts import Usd
    from harvest_tui.domain.tax_year import TaxYear
    from harvest_tui.rules.wash_sales import Bill

NOTHING: Final = "Nothing was bought within 30 days of a loss."


@dataclass(frozen=True, slots=True, kw_only=True)
class LawOutcome:
    """A year under one law. USD."""

    name: str
    sales_from: date | None
    """First day of sale it covers beside securities; None: it covers no other."""
    short_term: Usd
    """Short-term loss put off, zero or more."""
    long_term: Usd
    year: TaxYear


def washes_view(
    year: int, outcomes: Sequence[LawOutcome], rebuys: pl.DataFrame, *, facts: Sequence[str] = ()
) -> WashesView:
    """Word a year's wash sales.

    Args:
        year: Of the losses.
        outcomes: The law today first.
        rebuys: Schema REBUYS, with a column `disallowed_…` for each law.
        facts: Said behind the title: the rule the other figures are under.
    """
    count = len(rebuys)
    return WashesView(
        title=f"Wash sales {year}",
        facts=tuple(facts),
        laws=_laws(outcomes),
        notes=tuple(_notes(count)),
        rebuys=_rebuys(rebuys, year),
    )


def _laws(outcomes: Sequence[LawOutcome]) -> TableView:
    first = outcomes[0].year.tax
    rows = [
        {
            "law": one.name,
            "since": one.sales_from,
            "short": one.short_term,
            "long": one.long_term,
            "line_7": one.year.schedule_d.net_short_term,
            "line_15": one.year.schedule_d.net_long_term,
            "line_16": one.year.schedule_d.net_gain,
            "tax": one.year.tax and one.year.tax.total_tax,
            "more": EXACT.subtract(one.year.tax.total_tax, first.total_tax)
            if one.year.tax and first
            else None,
        }
        for one in outcomes
    ]
    return measured(
        TableView(
            title="Losses put off",
            columns=_LAWS,
            frame=pl.DataFrame(rows, schema=_LAW_ROWS),
            key="law",
            empty=(),
            noun="laws",
        )
    )


def _notes(count: int) -> Iterator[str]:
    yield (
        f"{count:,} purchase{'' if count == 1 else 's'} within {window().days} days of a loss"
        ". A loss put off is added to the basis of what "
        "replaced it, and is gone where an IRA bought. None of the bills is law."
    )
    for bill in pending_bills():
        yield _bill_words(bill)
    yield (
        "Not matched: rewards, gifts, inheritances; options and contracts to buy; funds that hold "
        "an asset; tokens that wrap one. They may count: ask an adviser."
    )


def _bill_words(bill: Bill) -> str:
    return (
        f"{bill.name}, {bill.title}: {bill.applies_to}; without {bill.exempt}. "
        f"{bill.status[0].upper()}{bill.status[1:]} ({bill.status_on}). Read: {bill.read}."
    )


def _rebuys(rebuys: pl.DataFrame, year: int) -> TableView:
    laws = [name for name in rebuys.columns if name.startswith(_DISALLOWED)]
    rows = rebuys.with_row_index("number").with_columns(key=pl.col("number").cast(pl.String))
    summed = ("loss", *laws)
    return measured(
        TableView(
            title=f"Bought within {window().days} days of a loss, {year}",
            facts=(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}",),
            columns=(*_REBUYS, *(_law_column(place, name) for place, name in enumerate(laws))),
            frame=rows,
            key="key",
            empty=(NOTHING,),
            totals={name: known_sum(rows[name]) for name in summed},
            summed=summed,
            chips=("asset", "account"),
        )
    )


def _law_column(place: int, name: str) -> Column:
    words = name.removeprefix(_DISALLOWED).replace("_", " ")
    title = words.upper() if words[-1].isdigit() else words.capitalize()
    return Column(name=name, title=title, kind=ColumnKind.MONEY, rank=max(9 - place, 5))


_DISALLOWED: Final = "disallowed_"
_LAW_ROWS: Final[Schema] = {
    "law": pl.String,
    "since": pl.Date,
    **dict.fromkeys(("short", "long", "line_7", "line_15", "line_16", "tax", "more"), AMOUNT),
}
_LAWS: Final = (
    Column(name="law", title="Law", kind=ColumnKind.TEXT),
    Column(name="since", title="Sales from", kind=ColumnKind.DATE, missing="securities", rank=1),
    Column(name="short", title="Short put off", kind=ColumnKind.MONEY),
    Column(name="long", title="Long put off", kind=ColumnKind.MONEY),
    Column(name="line_7", title="Line 7", kind=ColumnKind.MONEY, rank=4),
    Column(name="line_15", title="Line 15", kind=ColumnKind.MONEY, rank=3),
    Column(name="line_16", title="Line 16", kind=ColumnKind.MONEY, rank=2),
    Column(name="tax", title="Tax", kind=ColumnKind.MONEY, missing=NO_INCOME),
    Column(name="more", title="More tax", kind=ColumnKind.MONEY, missing="", rank=5),
)
_REBUYS: Final = (
    Column(name="asset", title="Asset", kind=ColumnKind.TEXT),
    Column(name="account", title="Sold at", kind=ColumnKind.ACCOUNT, rank=4),
    Column(name="disposed_on", title="Sold", kind=ColumnKind.DATE),
    Column(name="term", title="Term", kind=ColumnKind.TEXT, rank=3),
    Column(name="bought_on", title="Bought", kind=ColumnKind.DATE),
    Column(name="bought_account", title="Bought at", kind=ColumnKind.ACCOUNT, rank=4),
    Column(name="days", title="Days", kind=ColumnKind.COUNT, rank=2),
    Column(name="quantity", title="Units", kind=ColumnKind.QUANTITY, rank=1),
    Column(name="loss", title="Loss", kind=ColumnKind.LOSS),
)
