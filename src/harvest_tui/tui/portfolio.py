"""Screen 1: what is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from harvest_tui.reports.columns import Group
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.lots import PositionPage
from harvest_tui.tui.table_page import TablePage

if TYPE_CHECKING:
    from textual.binding import BindingType

    from harvest_tui.reports.columns import Row, Value
    from harvest_tui.tui.bench import Bench

_OTHER = {Group.ASSET: Group.ACCOUNT, Group.ACCOUNT: Group.ASSET}


class PortfolioPage(TablePage):
    """Positions by asset or by account; a row opens into its lots."""

    MODE = "portfolio"
    BINDING_GROUP_TITLE = "Portfolio"
    TAUGHT = (
        "grid.select",
        "portfolio.group",
        "grid.filter",
        "grid.reverse",
        "app.quit",
        "app.help",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "b",
            "group",
            "by asset/account",
            id="portfolio.group",
            tooltip="Group by asset, or by account",
        ),
    ]

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.grid = Grid(opens=True, traces=True)
        self._group = Group.ASSET

    @property
    def wanted(self) -> object:
        """What is shown depends on the grouping."""
        return self.bench.opened, self._group

    async def load(self) -> None:
        """Ask for the positions."""
        group = self._group
        self.grid.show(await self.bench.ask(lambda desk: desk.portfolio(group)))

    def action_group(self) -> None:
        """Group the other way."""
        self._group = _OTHER[self._group]
        self.renew()

    def open_row(self, row: Row) -> None:
        """Open the lots of a position."""
        asset, account = _text(row["asset"]), _text(row["account"])
        self.app.push_screen(PositionPage(self.bench, asset, account))


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
