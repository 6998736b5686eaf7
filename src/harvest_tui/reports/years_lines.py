"""The years ahead drawn in so many cells: the same lines on a screen and in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harvest_tui.reports.layout import title_words
from harvest_tui.reports.lines import Span, Tone, line, plain, wrapped
from harvest_tui.reports.text_table import table_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harvest_tui.reports.lines import Line
    from harvest_tui.reports.years import YearsView


def years_lines(view: YearsView, width: int) -> tuple[Line, ...]:
    """Draw the tables under each other, then the notes."""
    return tuple(text for _, text in _rows(view, width))


def year_at(view: YearsView, row: int) -> int | None:
    """Tell which year is drawn in a row of `years_lines`, counted from 0."""
    years = [year for year, _ in _rows(view, 0)]
    return years[row] if row < len(years) else None


def text_years(view: YearsView, width: int) -> str:
    """Write the whole view as lines of text, its title first; no newline at the end."""
    lines = [title_words(view.title, view.facts, width), *map(plain, years_lines(view, width))]
    return "\n".join(text.rstrip() for text in lines)


def _rows(view: YearsView, width: int) -> Iterator[tuple[int | None, Line]]:
    """Give each line with the year it is about."""
    for table in view.tables:
        yield None, line(Span(table.title, Tone.STRONG))
        years = (None, *table.frame["year"])
        yield from zip(years, table_lines(table, width), strict=True)
        yield None, line("")
    for note in view.notes:
        yield from ((None, line(Span(text, Tone.MUTED))) for text in wrapped(note, width))
