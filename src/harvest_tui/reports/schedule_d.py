"""Schedule D line by line, in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl

from harvest_tui.domain.amounts import CENT, EXACT
from harvest_tui.domain.frames import AMOUNT, Schema
from harvest_tui.reports.columns import Column, ColumnKind, TableView
from harvest_tui.reports.measure import measured

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from harvest_tui.domain.amounts import Usd
    from harvest_tui.domain.schedule_d import FormLine

DOLLAR: Final = Decimal(1)
LINES: Final[Schema] = {
    "line": pl.String,
    "words": pl.String,
    "proceeds": AMOUNT,
    "cost_basis": AMOUNT,
    "adjustment": AMOUNT,
    "gain": AMOUNT,
    "answer": pl.Boolean,
    "rows": pl.Int64,
}
WORDS: Final = {
    "1a": "Short-term, basis reported, nothing adjusted: no Form 8949",
    "1b": "Short-term, basis reported (boxes A, G)",
    "2": "Short-term, basis not reported (boxes B, H)",
    "3": "Short-term, no form received (boxes C, I)",
    "4": "Short-term, Forms 6252, 4684, 6781, 8824: not from this program",
    "5": "Short-term, Schedules K-1: not from this program",
    "1-5": "Short-term, typed in: which line is not said",
    "6": "Short-term loss carried over into the year",
    "7": "Net short-term",
    "8a": "Long-term, basis reported, nothing adjusted: no Form 8949",
    "8b": "Long-term, basis reported (boxes D, J)",
    "9": "Long-term, basis not reported (boxes E, K)",
    "10": "Long-term, no form received (boxes F, L)",
    "11": "Long-term, Forms 4797, 2439, 6252, 4684, 6781, 8824: not from this program",
    "12": "Long-term, Schedules K-1: not from this program",
    "13": "Capital gain distributions: not from this program",
    "8-13": "Long-term, typed in: which line is not said",
    "14": "Long-term loss carried over into the year",
    "15": "Net long-term",
    "16": "Lines 7 and 15 together",
    "17": "Are lines 15 and 16 both gains?",
    "18": "Taxed at up to 28 % (28% Rate Gain Worksheet)",
    "19": "Unrecaptured section 1250 gain: not modelled",
    "20": "Are lines 18 and 19 zero? No: Schedule D Tax Worksheet",
    "21": "Loss deducted from other income",
    "22": "Qualified dividends?",
}
"""What stands on each line."""


class BeforeAndAfter(NamedTuple):
    """The lines of one year, without and with planned sales."""

    before: tuple[FormLine, ...]
    after: tuple[FormLine, ...]


def line_frame(lines: Iterable[FormLine], unit: Decimal = CENT) -> pl.DataFrame:
    """Give the lines as a frame, each amount rounded half up once.

    Args:
        lines: Exact.
        unit: To what is rounded: `CENT` or `DOLLAR`.

    Returns:
        Schema LINES.

    Source: Instructions for Schedule D, "Rounding Off to Whole Dollars".
    """
    rows = [
        (
            one.line,
            WORDS[one.line],
            *(
                _rounded(amount, unit)
                for amount in (one.proceeds, one.cost_basis, one.adjustment, one.gain)
            ),
            one.answer,
            one.rows,
        )
        for one in lines
    ]
    return pl.DataFrame(rows, schema=LINES, orient="row")


def schedule_d_view(frame: pl.DataFrame, year: int, facts: Sequence[str] = ()) -> TableView:
    """Show the lines of a year (schema LINES)."""
    said = pl.when("answer").then(pl.lit("yes")).otherwise(pl.lit("no"))
    rows = frame.with_columns(
        said=pl.when(pl.col("answer").is_not_null()).then(said),
        sales=pl.when(pl.col("rows") > 0).then(pl.col("rows")),
    )
    return measured(
        TableView(
            title=f"Schedule D {year}",
            facts=tuple(facts),
            columns=_COLUMNS,
            frame=rows,
            key="line",
            empty=("There is no such year.",),
            fixed=2,
        )
    )


def _rounded(amount: Usd | None, unit: Decimal) -> Usd | None:
    if amount is None:
        return None
    rounded = amount.quantize(unit, rounding=ROUND_HALF_UP, context=EXACT)
    return rounded or abs(rounded)


_COLUMNS: Final = (
    Column(name="line", title="Line", kind=ColumnKind.TEXT),
    Column(name="words", title="", kind=ColumnKind.PROSE),
    Column(name="proceeds", title="Proceeds (d)", kind=ColumnKind.MONEY, missing="", rank=2),
    Column(name="cost_basis", title="Basis (e)", kind=ColumnKind.MONEY, missing="", rank=2),
    Column(name="adjustment", title="Adjust. (g)", kind=ColumnKind.MONEY, missing="", rank=3),
    Column(name="gain", title="Gain (h)", kind=ColumnKind.MONEY, missing=""),
    Column(name="said", title="", kind=ColumnKind.TEXT, missing=""),
    Column(name="sales", title="Rows", kind=ColumnKind.COUNT, missing="", rank=1),
)
