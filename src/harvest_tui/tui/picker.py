"""The other half of a transfer, picked from those it could be."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical

from harvest_tui.reports.finding import Way
from harvest_tui.tui.chrome import KeyLine
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.recording import Asking

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from harvest_tui.domain.errors import HarvestError
    from harvest_tui.reports.columns import TableView
    from harvest_tui.tui.bench import Bench


class HalfPicker(Asking):
    """A table of halves; enter takes one."""

    BINDING_GROUP_TITLE = "Other half"
    DEFAULT_CSS = """
    HalfPicker {
        align: center middle;
        & > Vertical { width: 112; max-width: 98%; height: 16; max-height: 96%; }
        & KeyLine { background: $background; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel", id="picker.cancel"),
    ]

    def __init__(self, bench: Bench, key: str, halves: TableView) -> None:
        super().__init__(bench, key, Way.LINK)
        self._halves = halves

    def compose(self) -> ComposeResult:
        """Lay out the table over its keys."""
        with Vertical():
            yield Grid(opens=True, widens=False)
            yield KeyLine(("grid.select", "picker.cancel"))

    def on_mount(self) -> None:
        """Show the halves."""
        self.query_one(Grid).show(self._halves)

    def say(self, error: HarvestError) -> None:
        """Show why the two cannot be one transfer."""
        self.notify(str(error), severity="warning")

    @on(Grid.Selected)
    def _picked(self, event: Grid.Selected) -> None:
        self.draft({"other": event.key})
