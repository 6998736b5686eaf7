"""Sales as rows under the lines of Schedule D: of the ledger, planned, and from elsewhere."""

from collections.abc import Collection
from typing import Final

import polars as pl

from harvest_tui.domain.frames import AMOUNT, Schema, require
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.schedule_d import UNSAID
from harvest_tui.domain.sums import exact_sums
from harvest_tui.rules.forms import box_of, line_of_box, reported_of

FORM_ROWS: Final[Schema] = {
    "line": pl.String,  # of Schedule D
    "term": pl.String,
    "proceeds": AMOUNT,
    "cost_basis": AMOUNT,
    "adjustment": AMOUNT,
    "gain": AMOUNT,
    "rows": pl.Int64,  # sales in it: 1, or more once added up
}
_SUMMED: Final = ("proceeds", "cost_basis", "adjustment", "gain")
_LETTERS: Final = "ABCDEFGHIJKL"
_BY_TERM: Final = {term.value: line for term, line in UNSAID.items()}


def of_disposals(disposals: pl.DataFrame) -> pl.DataFrame:
    """Give disposals as rows of Schedule D, each by its box.

    All of them go over Form 8949: none is put straight on line 1a or 8a.

    Args:
        disposals: Schema DISPOSALS.

    Returns:
        Schema FORM_ROWS, in the same order. A sale from before there was a Form 8949 has no line
        of its own.
    """
    lines = {letter: line_of_box(letter) for letter in _LETTERS}
    by_box = pl.col("box").replace_strict(lines, default=None, return_dtype=pl.String)
    return _rows(disposals.with_columns(line=pl.coalesce(by_box, _unsaid())))


def of_sales(
    sales: pl.DataFrame, lots: pl.DataFrame, forms_expected: Collection[str], year: int
) -> pl.DataFrame:
    """Give planned sales as rows of Schedule D.

    Args:
        sales: Schema PLANNED.
        lots: Schema LOTS or more: says which units are covered.
        forms_expected: Accounts whose broker sends Form 1099-DA.
        year: Of the sales.

    Returns:
        Schema FORM_ROWS, in the same order.
    """
    covered = lots.select("lot_id", "account", "covered")
    with_lots = sales.join(covered, on=["lot_id", "account"], how="left", maintain_order="left")
    lines = [
        box_of(
            year,
            Term(term),
            reported_of(year, form_expected=account in forms_expected, covered=bool(is_covered)),
        ).line
        for account, term, is_covered in with_lots.select("account", "term", "covered").iter_rows()
    ]
    return _rows(with_lots.with_columns(line=pl.Series(lines, dtype=pl.String)))


def of_elsewhere(sales: pl.DataFrame) -> pl.DataFrame:
    """Give sales from elsewhere (schema ELSEWHERE) as rows of Schedule D."""
    return _rows(sales.with_columns(line=pl.col("form_line")))


def summed(rows: pl.DataFrame) -> pl.DataFrame:
    """Add rows (schema FORM_ROWS) up, one for each line; the schema stays."""
    added = exact_sums(rows, ["line", "term"], _SUMMED, pl.col("rows").sum())
    return require(added.select(list(FORM_ROWS)), FORM_ROWS)


def _unsaid() -> pl.Expr:
    return pl.col("term").replace_strict(_BY_TERM, return_dtype=pl.String)


def _rows(frame: pl.DataFrame) -> pl.DataFrame:
    counted = frame.with_columns(rows=pl.lit(1, dtype=pl.Int64))
    return require(counted.select(list(FORM_ROWS)), FORM_ROWS)
