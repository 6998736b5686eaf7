"""A table as plain text: for the command line, for pipes and for readers of the screen aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harvest_tui.reports.layout import fitted, header, row_line, title_words, totals_line
from harvest_tui.reports.lines import line, plain
from harvest_tui.reports.rows import Selection, chosen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harvest_tui.reports.columns import TableView
    from harvest_tui.reports.lines import Line


def text_table(view: TableView, width: int) -> str:
    """Write a view as lines of text.

    Args:
        view: Measured.
        width: Cells of a line; columns of a high rank are left out to fit.

    Returns:
        Lines without blanks at their ends, joined by newlines; no newline at the end.
    """
    return "\n".join(text.rstrip() for text in _lines(view, width))


def table_lines(view: TableView, width: int) -> Iterator[Line]:
    """Draw the titles, rows and sums of a view, or what it says when it is empty."""
    if view.frame.is_empty():
        yield from (line(text) for text in view.empty)
        return
    layout = fitted(view, width)
    yield header(layout, view.sort, descending=view.descending)
    for number in chosen(view, Selection(sort=view.sort, descending=view.descending)):
        yield row_line(view, layout, view.frame.row(number, named=True))
    if view.totals:
        yield totals_line(layout, view.totals, "Total")


def _lines(view: TableView, width: int) -> Iterator[str]:
    yield title_words(view.title, view.facts, width)
    yield from map(plain, table_lines(view, width))
    if not view.frame.is_empty():
        yield from view.legend
