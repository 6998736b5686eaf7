"""The years ahead: what is carried, used up and saved, with and without the marked lots."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from harvest_tui.domain.amounts import ZERO, framed
from harvest_tui.domain.frames import AMOUNT, Schema
from harvest_tui.reports.columns import Column, ColumnKind, TableView
from harvest_tui.reports.details import NO_INCOME
from harvest_tui.reports.measure import measured
from harvest_tui.reports.wording import money, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from harvest_tui.domain.years_ahead import YearAhead, YearOutlook, YearsAhead

_SCHEMA: Final[Schema] = {
    "year": pl.Int64,
    "with_sales": pl.Boolean,
    "short_term_carryover_in": AMOUNT,
    "long_term_carryover_in": AMOUNT,
    "carried_in": AMOUNT,
    "new_loss": AMOUNT,
    "against_gains": AMOUNT,
    "against_income": AMOUNT,
    "short_term_carryover_out": AMOUNT,
    "long_term_carryover_out": AMOUNT,
    "carried_out": AMOUNT,
    "total_tax": AMOUNT,
    "saved": AMOUNT,
    "present_value": AMOUNT,
    "law_year": pl.Int64,
    "carryover_in_assumed": pl.Boolean,
}
COLUMNS: Final = tuple(_SCHEMA)
"""Of `year_rows`, a contract with scripts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsView:
    """A table for each side, and what is said about them."""

    title: str
    facts: tuple[str, ...]
    tables: tuple[TableView, ...]
    """Each has a column `year`; the first is the one with the marked lots, if there are some."""
    notes: tuple[str, ...]


def years_view(ahead: YearsAhead, *, notes: Sequence[str] = ()) -> YearsView:
    """Word a row of years.

    Args:
        ahead: Exact amounts; rounded here, half up.
        notes: Said below: what the years leave out.
    """
    rows, shown = year_rows(ahead), [False]
    if ahead.marked:
        shown = [True, False]
    first, last = ahead.years[0].year, ahead.years[-1].year
    return YearsView(
        title=f"Years {first} to {last}",
        facts=tuple(_facts(ahead)),
        tables=tuple(_table(rows, with_sales=side, marked=ahead.marked) for side in shown),
        notes=(*_notes(ahead), *notes),
    )


def year_rows(ahead: YearsAhead) -> pl.DataFrame:
    """Give two rows for each year, without and with the sales; null where an amount is not known.

    Returns:
        USD; `saved` and `present_value` in the row with the sales only.
    """
    rows = [
        row
        for one in ahead.years
        for row in (_row(one, one.without, sold=False), _row(one, one.with_sales, sold=True))
    ]
    return pl.DataFrame(rows, schema=_SCHEMA)


def _row(one: YearAhead, outlook: YearOutlook, *, sold: bool) -> dict[str, object]:
    year, lines, use = outlook.tax_year, outlook.tax_year.schedule_d, outlook.use
    cells: dict[str, object] = {
        "year": one.year,
        "with_sales": sold,
        "short_term_carryover_in": lines.short_term_carryover_in,
        "long_term_carryover_in": lines.long_term_carryover_in,
        "carried_in": use.carried_in,
        "new_loss": use.new_loss,
        "against_gains": use.against_gains,
        "against_income": use.against_income,
        "short_term_carryover_out": year.short_term_carryover_out,
        "long_term_carryover_out": year.long_term_carryover_out,
        "carried_out": use.carried_out,
        "total_tax": year.tax.total_tax if year.tax else None,
        "saved": one.saved if sold else None,
        "present_value": one.present_value if sold else None,
        "law_year": year.law_year,
        "carryover_in_assumed": outlook.carryover_in_assumed,
    }
    return {k: framed(cell) if isinstance(cell, Decimal) else cell for k, cell in cells.items()}


def _table(rows: pl.DataFrame, *, with_sales: bool, marked: bool) -> TableView:
    side = rows.filter(pl.col("with_sales") == with_sales)
    named = side.with_columns(key=pl.col("year").cast(pl.String))
    words = ("With the marked lots" if with_sales else "Without them") if marked else "As it stands"
    return measured(
        TableView(
            title=words,
            columns=(*_CARRIED, *(_SAVED if with_sales else ())),
            frame=named,
            key="key",
            empty=("No year is shown.",),
        )
    )


def _facts(ahead: YearsAhead) -> Iterator[str]:
    law = ahead.years[-1].with_sales.tax_year.law_year
    assumed = [one.year for one in ahead.years if one.with_sales.tax_year.law_year != one.year]
    if assumed:
        since = f" from {assumed[0]}" if assumed[0] != ahead.years[0].year else ""
        yield f"{law} law assumed{since}"
    yield (
        f"discount {percent(ahead.discount_rate, 1)}"
        if ahead.discount_rate
        else ("no discount rate set")
    )


def _notes(ahead: YearsAhead) -> Iterator[str]:
    unknown = [str(one.year) for one in ahead.years if one.with_sales.tax_year.tax is None]
    if unknown:
        yield (
            f"Income for {', '.join(unknown)} not given: no tax figure, and what is carried on "
            "from there is not known. Next: enter on a year asks for it, or harvest-tui year set."
        )
    assumed = [str(one.year) for one in ahead.years if one.with_sales.carryover_in_assumed]
    if assumed:
        yield f"Carryover into {', '.join(assumed)} assumed to be 0."
    if ahead.marked:
        yield from _worth(ahead)


def _worth(ahead: YearsAhead) -> Iterator[str]:
    rate = (
        f"at {percent(ahead.discount_rate, 1)} a year"
        if ahead.discount_rate
        else "no discount rate set (discount_rate under [harvest]): later dollars count in full"
    )
    if ahead.present_value is not None:
        yield (
            f"Saved up to {ahead.known_through}, in dollars of {ahead.sale_year}: "
            f"{money(ahead.present_value)}; {rate}."
        )
    if ahead.left is not None and ahead.left != ZERO:
        yield (
            f"More carried out of {ahead.known_through} with the sales, worth "
            f"{money(ahead.left)} by your tiers, in dollars of {ahead.sale_year}."
        )


_CARRIED: Final = (
    Column(name="key", title="Year", kind=ColumnKind.TEXT),
    Column(name="carried_in", title="Carried in", kind=ColumnKind.MONEY),
    Column(name="new_loss", title="New loss", kind=ColumnKind.MONEY, rank=2),
    Column(name="against_gains", title="On gains", kind=ColumnKind.MONEY),
    Column(name="against_income", title="On income", kind=ColumnKind.MONEY, missing="?"),
    Column(name="carried_out", title="Carried on", kind=ColumnKind.MONEY, missing="?"),
    Column(name="total_tax", title="Tax", kind=ColumnKind.MONEY, missing=NO_INCOME),
)
_SAVED: Final = (
    Column(name="saved", title="Saved", kind=ColumnKind.MONEY, missing="?"),
    Column(name="present_value", title="Value now", kind=ColumnKind.MONEY, missing="?", rank=1),
)
