"""The other half of a transfer, picked from those it could be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from harvest_tui.reports.finding import Way
from harvest_tui.tui.chrome import KeyLine
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.recording import Asking, mending

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from harvest_tui.domain.errors import HarvestError
    from harvest_tui.reports.columns import TableView
    from harvest_tui.tui.bench import Bench


class HalfPicker(Asking):
    """A table of halves; enter takes one."""

    BINDING_GROUP_TITLE = "Other half"
    DEFAULT_CSS = """
    HalfPicker {
        & > Vertical { width: 112; padding: 0 1; }
        & Grid { height: 14; border: none; &:focus { border: none; } }
        & #questions > KeyLine { padding: 0; }
    }
    """

    def __init__(self, bench: Bench, key: str, halves: TableView) -> None:
        super().__init__(bench, mending(key, Way.LINK), halves.title)
        self._halves = halves

    def questions(self) -> Iterable[Widget]:
        """Give the table over its keys."""
        yield Grid(opens=True, widens=False)
        yield KeyLine(("grid.select", "asking.cancel"))

    def on_mount(self) -> None:
        """Show the halves."""
        self.query_one(Grid).show(self._halves)

    def say(self, error: HarvestError) -> None:
        """Show why the two cannot be one transfer."""
        self.notify(str(error), severity="warning")

    @on(Grid.Selected)
    def _picked(self, event: Grid.Selected) -> None:
        self.draft({"other": event.key})
