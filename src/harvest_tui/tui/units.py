"""How many units of a lot are to be sold."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from harvest_tui.domain.errors import HarvestError
from harvest_tui.reports.details import held_words
from harvest_tui.tui.chrome import KeyLine
from harvest_tui.tui.ink import words
from harvest_tui.tui.recording import troubled

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from harvest_tui.reports.columns import Row
    from harvest_tui.tui.bench import Bench


class UnitsInput(Input):
    """Takes the units."""

    BINDING_GROUP_TITLE = "Units"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "mark", key_display="enter", id="units.mark"),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="such as 0.5; blank marks the whole lot", compact=True)
        self.cursor_blink = False


class AskUnits(ModalScreen[Decimal | None]):
    """Gives the units; None: the user thought better of it."""

    BINDING_GROUP_TITLE = "Units"
    DEFAULT_CSS = """
    AskUnits {
        align: center middle;
        & > Vertical {
            width: 60; max-width: 90%; height: auto; padding: 1 2;
            border: round $accent; border-title-color: $accent; background: $background;
        }
        & Input { margin: 1 0; background: $panel; }
        & #trouble { color: $loss; }
        & KeyLine { padding: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel", id="units.cancel"),
    ]

    def __init__(self, bench: Bench, row: Row, key: str) -> None:
        super().__init__()
        self._bench, self._row, self._key = bench, row, key

    def compose(self) -> ComposeResult:
        """Lay out a line to type in."""
        with Vertical() as box:
            box.border_title = words("Mark some units")
            yield Static(words(f"Of {held_words(self._row)}"), markup=False)
            yield UnitsInput()
            yield Static(id="trouble", markup=False)
            yield KeyLine(("units.mark", "units.cancel"))

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        self._read(event.value)

    def action_cancel(self) -> None:
        """Mark nothing."""
        self.dismiss(None)

    @work(exclusive=True, group="units")
    async def _read(self, typed: str) -> None:
        try:
            units = await self._bench.ask(lambda desk: desk.units(self._key, typed))
        except HarvestError as error:
            self.query_one("#trouble", Static).update(troubled(error))
        else:
            self.dismiss(units)
