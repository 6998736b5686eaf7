"""What is carried from year to year; a row opens into its worksheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from harvest_tui.reports.worksheet_lines import worksheet_lines
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.pages import Page
from harvest_tui.tui.sheet import Sheet
from harvest_tui.tui.table_page import TablePage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from harvest_tui.reports.columns import Row
    from harvest_tui.tui.bench import Bench


class CarryoverPage(TablePage):
    """Lies over the netting: years in a row, this year's with the marked sales."""

    MODE = "netting"
    BINDING_GROUP_TITLE = "Carryovers"
    TAUGHT = ("carryover.back", "grid.select", "app.quit", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="carryover.back"),
    ]

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.grid = Grid(opens=True)

    async def load(self) -> None:
        """Ask for the years."""
        marks = dict(self.bench.marks)
        self.grid.show(await self.bench.ask(lambda desk: desk.carryovers(marks)))

    def open_row(self, row: Row) -> None:
        """Open the worksheet of a year."""
        self.app.push_screen(WorksheetPage(self.bench, int(str(row["year"]))))

    def action_back(self) -> None:
        """Go back to the netting."""
        self.dismiss()


class WorksheetPage(Page):
    """The worksheet of one year, line by line."""

    MODE = "netting"
    BINDING_GROUP_TITLE = "Worksheet"
    TAUGHT = ("worksheet.back", "sheet.down", "app.quit", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back", id="worksheet.back")]

    def __init__(self, bench: Bench, year: int) -> None:
        super().__init__(bench)
        self._year = year

    def body(self) -> Iterable[Widget]:
        """Give the sheet."""
        yield Sheet()

    def say(self, *message: str) -> None:
        """Show a message on the sheet."""
        self.query_one(Sheet).say(*message)

    async def load(self) -> None:
        """Ask for the worksheet."""
        year, marks = self._year, dict(self.bench.marks)
        view = await self.bench.ask(lambda desk: desk.worksheet(year, marks))
        self.query_one(Sheet).show(view.title, view.facts, partial(worksheet_lines, view))

    def action_back(self) -> None:
        """Go back to the years."""
        self.dismiss()
