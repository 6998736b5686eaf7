"""The year's disposals behind a line of Schedule D."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from harvest_tui.reports.trace import Traced
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.table_page import TablePage
from harvest_tui.tui.trace import TracePage

if TYPE_CHECKING:
    from textual.binding import BindingType

    from harvest_tui.domain.kinds import Term
    from harvest_tui.reports.columns import Row
    from harvest_tui.tui.bench import Bench


class GainsPage(TablePage):
    """Sales behind one line, of one term, or all; a row opens into where it comes from."""

    MODE = "netting"
    BINDING_GROUP_TITLE = "Gains"
    TAUGHT = (
        "gains.back",
        "gains.why",
        "grid.trace",
        "grid.filter",
        "grid.reverse",
        "grid.sort_right",
        "app.quit",
        "app.help",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="gains.back"),
        Binding(
            "w",
            "why",
            "why",
            id="gains.why",
            tooltip="Which lots, why these, and what else they could have been",
        ),
    ]

    def __init__(self, bench: Bench, term: Term | None, line: str | None = None) -> None:
        super().__init__(bench)
        self.grid = Grid(opens=True, traces=True)
        self._term, self._line = term, line

    async def load(self) -> None:
        """Ask for the disposals."""
        term, line = self._term, self._line
        self.grid.show(await self.bench.ask(lambda desk: desk.gains(term, line)))

    def traced(self, row: Row) -> tuple[Traced, str]:
        """Trace the sale."""
        what = Traced.ELSEWHERE if row["elsewhere"] else Traced.DISPOSAL
        return what, str(row["disposal_id"])

    def action_why(self) -> None:
        """Explain the disposal under the cursor."""
        if (row := self.grid.row) is None:
            return
        if row["elsewhere"]:
            self.notify("A sale at another broker: its lots are not kept here.")
        else:
            name = str(row["disposal_id"])
            self.app.push_screen(TracePage(self.bench, self.MODE, lambda desk: desk.explain(name)))

    def action_back(self) -> None:
        """Go back to the netting."""
        self.dismiss()
