"""Wash sales: the law today beside each pending bill, and the purchases they turn on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding

from harvest_tui.reports.trace import Traced
from harvest_tui.reports.wash_lines import wash_lines
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.pages import Page
from harvest_tui.tui.sheet import Sheet
from harvest_tui.tui.table_page import TablePage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from harvest_tui.reports.columns import Row, TableView
    from harvest_tui.reports.wash_lines import WashesView
    from harvest_tui.tui.bench import Bench


class WashesPage(Page):
    """Lies over the netting: what each law would put off of the year's losses."""

    MODE = "netting"
    BINDING_GROUP_TITLE = "Wash sales"
    TAUGHT = ("washes.back", "sheet.open", "sheet.down", "app.quit", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", tooltip="Back to the netting", id="washes.back")
    ]

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._view: WashesView | None = None

    def body(self) -> Iterable[Widget]:
        """Give the sheet."""
        yield Sheet(opens=True)

    def say(self, *message: str) -> None:
        """Show a message on the sheet."""
        self._view = None
        self.query_one(Sheet).say(*message)

    async def load(self) -> None:
        """Ask for the laws side by side."""
        view = self._view = await self.bench.ask(lambda desk: desk.washes())
        self.query_one(Sheet).show(view.title, view.facts, partial(wash_lines, view))

    @on(Sheet.Opened)
    def _open_rebuys(self) -> None:
        """Open the purchases within 30 days of a loss."""
        if self._view is not None:
            self.app.push_screen(RebuysPage(self.bench, self._view.rebuys))

    def action_back(self) -> None:
        """Go back to the netting."""
        self.dismiss()


class RebuysPage(TablePage):
    """What was bought within 30 days of a loss; a row opens into where the sale comes from."""

    MODE = "netting"
    BINDING_GROUP_TITLE = "Rebuys"
    TAUGHT = ("rebuys.back", "grid.trace", "grid.filter", "grid.reverse", "app.quit", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back", id="rebuys.back")]

    def __init__(self, bench: Bench, view: TableView) -> None:
        super().__init__(bench)
        self.grid = Grid(opens=True, traces=True)
        self._rows = view

    async def load(self) -> None:
        """Show what came with the laws."""
        self.grid.show(self._rows)

    def traced(self, row: Row) -> tuple[Traced, str]:
        """Trace the sale."""
        return Traced.DISPOSAL, str(row["disposal_id"])

    def action_back(self) -> None:
        """Go back to the laws."""
        self.dismiss()
