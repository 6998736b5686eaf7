"""The lots of one position, opened from the portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from harvest_tui.tui.grid import Grid
from harvest_tui.tui.pages import TablePage

if TYPE_CHECKING:
    from textual.binding import BindingType

    from harvest_tui.tui.bench import Bench


class LotsPage(TablePage):
    """Open lots of an asset or an account."""

    MODE = "portfolio"
    BINDING_GROUP_TITLE = "Lots"
    TAUGHT = ("lots.back", "grid.filter", "grid.reverse", "grid.sort_right", "app.quit", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back", id="lots.back")]

    def __init__(self, bench: Bench, asset: str | None, account: str | None) -> None:
        super().__init__(bench)
        self.grid = Grid()
        self._asset, self._account = asset, account

    async def load(self) -> None:
        """Ask for the lots."""
        asset, account = self._asset, self._account
        self.grid.show(await self.bench.ask(lambda desk: desk.lots(asset, account)))

    def action_back(self) -> None:
        """Go back to the portfolio."""
        self.dismiss()
