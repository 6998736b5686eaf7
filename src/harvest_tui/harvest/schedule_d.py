"""Schedule D of a settled year, line by line from the rows behind it."""

from collections.abc import Iterator, Mapping

import polars as pl

from harvest_tui.domain.amounts import EXACT, ZERO, Usd
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.schedule_d import FROM_OTHER_FORMS, FROM_ROWS, UNSAID, FormLine
from harvest_tui.domain.settings import YearInputs
from harvest_tui.domain.tax_year import ScheduleD
from harvest_tui.harvest.form_rows import summed


def form_lines(
    rows: pl.DataFrame, lines: ScheduleD, given: YearInputs | None
) -> tuple[FormLine, ...]:
    """Give all lines of Schedule D in their order.

    Args:
        rows: Schema FORM_ROWS: all that the year's gains consist of but amounts typed in.
        lines: The year netted, of the same rows.
        given: What was typed in: net gains of which the line is not known, and dividends.

    Returns:
        Lines 1a to 22. What no row and no amount leads to is zero; what never comes from here is
        None. A line `1-5` or `8-13` is there only where something has no line of its own.

    Source: Schedule D (Form 1040).
    """
    typed = given or YearInputs()
    added = _by_line(rows)
    return (
        *_part(Term.SHORT, added, typed.short_term_gains_elsewhere),
        FormLine(line="6", gain=lines.short_term_carryover_in),
        FormLine(line="7", gain=lines.net_short_term),
        *_part(Term.LONG, added, _long_typed(typed)),
        FormLine(line="14", gain=lines.long_term_carryover_in),
        FormLine(line="15", gain=lines.net_long_term),
        *_part_iii(lines, typed),
    )


def totals(rows: pl.DataFrame) -> tuple[FormLine, ...]:
    """Add rows (schema FORM_ROWS) up by line, in the order of the form."""
    added = _by_line(rows)
    order = (line for term in Term for line in (*FROM_ROWS[term], UNSAID[term]))
    return tuple(added[line] for line in order if line in added)


def _long_typed(typed: YearInputs) -> Usd:
    return EXACT.add(typed.long_term_gains_elsewhere, typed.long_term_collectibles_elsewhere)


def _part(term: Term, added: Mapping[str, FormLine], typed: Usd) -> Iterator[FormLine]:
    for line in FROM_ROWS[term]:
        yield added.get(line, FormLine(line=line, gain=ZERO))
    yield from (FormLine(line=line) for line in FROM_OTHER_FORMS[term])
    unsaid = added.get(UNSAID[term])
    if typed or unsaid is not None:
        gain = EXACT.add(typed, ZERO if unsaid is None else unsaid.gain or ZERO)
        yield FormLine(line=UNSAID[term], gain=gain, rows=unsaid.rows if unsaid else 0)


def _part_iii(lines: ScheduleD, typed: YearInputs) -> Iterator[FormLine]:
    both_gains = lines.net_gain > ZERO and lines.net_long_term > ZERO
    gain, dividends = lines.net_gain > ZERO, typed.qualified_dividends > ZERO
    yield FormLine(line="16", gain=lines.net_gain)
    yield FormLine(line="17", answer=both_gains if gain else None)
    yield FormLine(line="18", gain=lines.collectibles_gain)
    yield FormLine(line="19")
    yield FormLine(line="20", answer=not lines.collectibles_gain if both_gains else None)
    yield FormLine(line="21", gain=lines.deductible_loss)
    yield FormLine(line="22", answer=None if both_gains else dividends)


def _by_line(rows: pl.DataFrame) -> dict[str, FormLine]:
    by_line = summed(rows).drop("term")
    return {row["line"]: FormLine(**row) for row in by_line.iter_rows(named=True)}
