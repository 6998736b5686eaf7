"""Screen 2: lots at a loss, to be marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal

from harvest_tui.domain.errors import HarvestError
from harvest_tui.reports.details import candidate_detail
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.marking import MarkingPage
from harvest_tui.tui.pages import ADDING_UP
from harvest_tui.tui.panes import DetailPane, NettingPane
from harvest_tui.tui.trace import TracePage
from harvest_tui.tui.working import said_if_slow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from textual.binding import BindingType
    from textual.timer import Timer
    from textual.widget import Widget

    from harvest_tui.reports.details import CandidatesView
    from harvest_tui.tui.bench import Bench

REST: Final = 0.05
"""Seconds the cursor rests on a row before the row is explained."""


class CandidatesPage(MarkingPage):
    """The panes explain the row and add up the marks."""

    MODE = "candidates"
    LOCKED = "This lot cannot be sold alone: its row says why."
    BINDING_GROUP_TITLE = "Candidates"
    TAUGHT = (
        "grid.mark",
        "grid.mark_all",
        "marks.units",
        "grid.filter",
        "marks.name",
        "candidates.netting",
        "candidates.why",
        "grid.trace",
        "app.help",
    )
    DEFAULT_CSS = """
    CandidatesPage > #panes { height: 9; }
    CandidatesPage.-short > #panes { height: 8; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n", "netting", "netting", id="candidates.netting", tooltip="Netting of the marked lots"
        ),
        Binding(
            "w", "why", "why", id="candidates.why", tooltip="What hinders, is on record, and binds"
        ),
    ]

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._view: CandidatesView | None = None
        self._netted: dict[str, Decimal] | None = None
        self._rest: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """Give the table over its panes."""
        yield from super().body()
        yield Horizontal(DetailPane("detail"), NettingPane("netting"), id="panes")

    async def load(self) -> None:
        """Ask for the candidates."""
        self._view = view = await self.bench.ask(lambda desk: desk.candidates())
        self._netted = None
        self.grid.show(view.table)
        self.draw_marks()

    @on(Grid.Highlighted)
    def _moved(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, self._explain)

    def _explain(self) -> None:
        row = self.grid.row
        detail = candidate_detail(row, self._view.on) if row and self._view else None
        self.query_one(DetailPane).show(detail)

    def draw_marks(self) -> None:
        """Show the marks, and what they come to."""
        super().draw_marks()
        if self._view is not None and self._netted != self.bench.marks:
            self._net()

    @work(exclusive=True, group="netting")
    async def _net(self) -> None:
        marks = dict(self.bench.marks)
        try:
            with said_if_slow(self, ADDING_UP):
                view = await self.bench.ask(lambda desk: desk.netting(marks))
        except HarvestError as error:
            self.notify(str(error), severity="error")
        else:
            self._netted = marks
            self.query_one(NettingPane).show(view, len(marks))

    async def action_netting(self) -> None:
        """Go to the netting of the marked lots."""
        await self.app.run_action("mode('netting')")

    def action_why(self) -> None:
        """Explain what stands in the way of the lot, and what binds."""
        if (key := self.grid.key) is not None:
            self.app.push_screen(TracePage(self.bench, self.MODE, lambda desk: desk.why(key)))
