"""Screen 5: every transaction as it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harvest_tui.reports.trace import Traced
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.table_page import TablePage

if TYPE_CHECKING:
    from harvest_tui.reports.columns import Row
    from harvest_tui.tui.bench import Bench


class LedgerPage(TablePage):
    """Transactions, the oldest first; a row opens into the cells it was read from."""

    MODE = "ledger"
    BINDING_GROUP_TITLE = "Ledger"
    TAUGHT = (
        "grid.select",
        "grid.filter",
        "grid.sort_right",
        "grid.reverse",
        "app.quit",
        "app.help",
    )

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.grid = Grid(opens=True, traces=True)

    async def load(self) -> None:
        """Ask for the transactions."""
        self.grid.show(await self.bench.ask(lambda desk: desk.ledger()))

    def traced(self, row: Row) -> tuple[Traced, str]:
        """Trace the transaction."""
        return Traced.TRANSACTION, str(row["key"])
