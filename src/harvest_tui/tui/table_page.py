"""What the screens with a table have in common: a filter, and rows that open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from harvest_tui.tui.filter_line import FilterInput, FilterLine
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.pages import Page
from harvest_tui.tui.trace import TracePage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from harvest_tui.reports.columns import Row
    from harvest_tui.reports.trace import Traced


class TablePage(Page):
    """A page with one table and a line to filter it; a row opens into where it comes from."""

    grid: Grid

    def body(self) -> Iterable[Widget]:
        """Give the table over the line for its filter."""
        yield self.grid
        yield FilterLine()

    def say(self, *message: str) -> None:
        """Show a message in the table."""
        self.grid.say(*message)

    def traced(self, row: Row) -> tuple[Traced, str] | None:
        """Tell what to trace of a row; None: nothing."""
        del row
        return None

    def open_row(self, row: Row) -> None:
        """Open a row."""
        if (asked := self.traced(row)) is not None:
            what, key = asked
            page = TracePage(self.bench, self.MODE, lambda desk: desk.trace(what, key))
            self.app.push_screen(page)

    @on(Grid.Selected)
    def _open(self) -> None:
        if (row := self.grid.row) is not None:
            self.open_row(row)

    @on(Grid.FilterAsked)
    def _ask_filter(self) -> None:
        self.query_one(FilterLine).open(self.grid.selection.words)

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        self.grid.narrow(event.value)

    @on(Input.Submitted)
    def _keep_filter(self) -> None:
        self._close_filter()

    @on(FilterInput.GivenUp)
    def _drop_filter(self) -> None:
        self.grid.narrow("")
        self._close_filter()

    def _close_filter(self) -> None:
        self.query_one(FilterLine).close()
        self.grid.focus()
