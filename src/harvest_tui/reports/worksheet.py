"""The Capital Loss Carryover Worksheet of one year, with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from harvest_tui.domain.amounts import cents
from harvest_tui.domain.carryover import Origin
from harvest_tui.domain.frames import AMOUNT, Schema
from harvest_tui.reports.columns import Column, ColumnKind, TableView
from harvest_tui.reports.details import NO_INCOME
from harvest_tui.reports.lines import Tone
from harvest_tui.reports.measure import measured
from harvest_tui.reports.wording import money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from harvest_tui.domain.amounts import Usd
    from harvest_tui.domain.carryover import CarriedYear

WORDS: Final = {
    "1": "taxable income; below zero if it would be",
    "2": "loss on Schedule D line 21, as a positive number",
    "3": "lines 1 and 2 together; zero or more",
    "4": "the smaller of lines 2 and 3: what of the loss was of use",
    "5": "net short-term loss, Schedule D line 7, as a positive number",
    "6": "gain on Schedule D line 15",
    "7": "lines 4 and 6 together",
    "8": "line 5 less line 7: short-term loss carried on, to line 6",
    "9": "net long-term loss, Schedule D line 15, as a positive number",
    "10": "gain on Schedule D line 7",
    "11": "line 4 less line 5; zero or more",
    "12": "lines 10 and 11 together",
    "13": "line 9 less line 12: long-term loss carried on, to line 14",
}
"""What stands on each line of the worksheet."""
WORKSHEET: Final[Schema] = {"line": pl.String, "words": pl.String, "amount": AMOUNT}
OVERRIDE: Final = (
    "Another number: short_term_carryover_in and long_term_carryover_in under the year they come "
    "into, carryover_worksheet_line_1 under the year of the worksheet."
)


@dataclass(frozen=True, slots=True)
class WorksheetLine:
    """One line of a form, worded."""

    label: str
    amount: str
    """Empty where the form skips the line, or it is not known."""
    words: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksheetView:
    """The worksheet to read, under the lines of Schedule D that it starts from."""

    title: str
    facts: tuple[str, ...]
    schedule_d: tuple[WorksheetLine, ...]
    worksheet: tuple[WorksheetLine, ...]
    notes: tuple[str, ...]


def worksheet_frame(one: CarriedYear) -> pl.DataFrame:
    """Give the 13 lines of a year's worksheet, in cents, half up.

    Returns:
        Schema WORKSHEET. Where no worksheet is needed, lines 8 and 13 are zero and the others
        null; where it is not known, all are null, as are lines that the form says to skip.
    """
    if one.worksheet is not None:
        amounts = dict(one.worksheet.amounts())
    else:
        amounts = dict.fromkeys(WORDS) | {
            "8": one.short_term_carryover_out,
            "13": one.long_term_carryover_out,
        }
    rows = [(line, words, in_cents(amounts[line])) for line, words in WORDS.items()]
    return pl.DataFrame(rows, schema=WORKSHEET, orient="row")


def worksheet_table(one: CarriedYear, facts: Sequence[str] = ()) -> TableView:
    """Show a year's worksheet as a table."""
    return measured(
        TableView(
            title=_title(one),
            facts=(*_state(one), *facts),
            columns=_LINES,
            frame=worksheet_frame(one),
            key="line",
            empty=("There is no such year.",),
            legend=(OVERRIDE,),
        )
    )


def worksheet_view(one: CarriedYear, notes: Sequence[str] = ()) -> WorksheetView:
    """Show a year's worksheet to read.

    Args:
        one: The year.
        notes: What must be known of it.
    """
    return WorksheetView(
        title=_title(one),
        facts=tuple(_state(one)),
        schedule_d=tuple(_schedule_d(one)),
        worksheet=tuple(_worksheet(one)),
        notes=(*notes, OVERRIDE),
    )


def _title(one: CarriedYear) -> str:
    return f"Capital Loss Carryover Worksheet {one.year} to {one.year + 1}"


def _state(one: CarriedYear) -> Iterator[str]:
    if one.sealed:
        yield "sealed"
    if one.short_term_carryover_out is None:
        yield NO_INCOME
    elif one.worksheet is None:
        yield "not needed: nothing is carried on"
    if one.line_1_stated:
        yield "line 1 as stated"


def _schedule_d(one: CarriedYear) -> Iterator[WorksheetLine]:
    lines = one.schedule_d
    how = "as filed" if one.sealed else one.origin.value
    tone = Tone.WARNING if one.origin is Origin.ASSUMED and not one.sealed else Tone.PLAIN
    short_in, long_in = lines.short_term_carryover_in, lines.long_term_carryover_in
    yield WorksheetLine("line 6", money(short_in), f"short-term loss carried in, {how}", tone)
    yield WorksheetLine("line 14", money(long_in), f"long-term loss carried in, {how}", tone)
    yield WorksheetLine("line 7", money(lines.net_short_term), "net short-term")
    yield WorksheetLine("line 15", money(lines.net_long_term), "net long-term")
    yield WorksheetLine("line 16", money(lines.net_gain), "lines 7 and 15 together")
    if lines.deductible_loss is not None:
        deducted = money(lines.deductible_loss)
        yield WorksheetLine("line 21", deducted, "loss deducted from other income")


def _worksheet(one: CarriedYear) -> Iterator[WorksheetLine]:
    for number, words, amount in worksheet_frame(one).iter_rows():
        stated = "; as stated in harvest.toml" if number == "1" and one.line_1_stated else ""
        said = "" if amount is None else money(amount)
        yield WorksheetLine(f"line {number}", said, f"{words}{stated}")


def in_cents(amount: Usd | None) -> Usd | None:
    """Round half up to cents, without a minus on zero."""
    if amount is None:
        return None
    rounded = cents(amount)
    return rounded or abs(rounded)


_LINES: Final = (
    Column(name="line", title="Line", kind=ColumnKind.TEXT),
    Column(name="words", title="", kind=ColumnKind.PROSE),
    Column(name="amount", title="Amount", kind=ColumnKind.MONEY, missing=""),
)
