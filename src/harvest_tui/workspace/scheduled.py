"""Schedule D of a book's year, line by line, and the rows behind each line."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from harvest_tui.domain.kinds import Term
from harvest_tui.domain.schedule_d import FormLine
from harvest_tui.domain.tax_year import Netting
from harvest_tui.harvest.form_rows import of_disposals, of_sales
from harvest_tui.harvest.schedule_d import form_lines
from harvest_tui.reports.netting import NO_STATUS, STATUS_WORDS
from harvest_tui.reports.schedule_d import BeforeAndAfter
from harvest_tui.workspace.elsewhere import as_disposals
from harvest_tui.workspace.figures import Figures, Marks


def lines_of(figures: Figures, netting: Netting, marks: Marks, on: date) -> BeforeAndAfter:
    """Give the lines before and after planned sales.

    Args:
        figures: Of the book.
        netting: Of these figures, marks and day.
        marks: What is sold.
        on: The planned day.
    """
    year = netting.after.year
    rows, given = figures.form_rows(year), figures.settings.years.get(year)
    before = form_lines(rows, netting.before.schedule_d, given)
    if not marks:
        return BeforeAndAfter(before, before)
    more = of_sales(
        figures.planned(marks, on), figures.lots(on), figures.accounts.forms_expected, year
    )
    after = form_lines(pl.concat([rows, more]), netting.after.schedule_d, given)
    return BeforeAndAfter(before, after)


def schedule_d(figures: Figures, year: int) -> tuple[FormLine, ...]:
    """Give the lines of a year as it stands."""
    on = date(year, 12, 31)
    return lines_of(figures, figures.netting(year, {}, on), {}, on).before


def behind(figures: Figures, year: int, term: Term | None, line: str | None) -> pl.DataFrame:
    """Give the sales behind a line, or of a term, or all: the ledger's, then those from elsewhere.

    Returns:
        Schema DISPOSALS.
    """
    own = figures.gains(year)
    other = figures.elsewhere.filter(pl.col("year") == year)
    if line is not None:
        own = own.filter(of_disposals(own)["line"] == line)
        other = other.filter(pl.col("form_line") == line)
    elif term is not None:
        own, other = (frame.filter(pl.col("term") == term.value) for frame in (own, other))
    return pl.concat([own, as_disposals(other)])


def facts_of(figures: Figures, year: int) -> tuple[str, ...]:
    """Say who files, and which law is assumed."""
    status = figures.settings.taxpayer.filing_status
    settled = figures.netting(year, {}, date(year, 12, 31)).before
    assumed = () if settled.law_year == year else (f"{settled.law_year} law assumed",)
    return (STATUS_WORDS[status] if status else NO_STATUS, *assumed)


def notes_of(figures: Figures, year: int) -> Iterator[str]:
    """Say what the lines of a year rest on."""
    if figures.inputs.seals.of(year) is not None:
        yield f"{year} is sealed: lines 6, 7 and 14 to 22 are as filed, the others of today's rows."
    provisional = int(figures.gains(year)["provisional"].sum())
    if provisional:
        yield f"{provisional} rows are provisional: an error finding stands before them (check)."
    if figures.netting(year, {}, date(year, 12, 31)).carryover_in_assumed:
        yield f"Lines 6 and 14 are assumed to be 0: what {year - 1} carried on is not known."
    given = figures.settings.years.get(year)
    typed = given and (given.short_term_gains_elsewhere or given.long_term_gains_elsewhere)
    if typed and not figures.elsewhere.filter(pl.col("year") == year).is_empty():
        yield "Amounts typed in and imported sales are both counted: they add up."
