"""Screen 2: lots at a loss, to be marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal

from harvest_tui.domain.errors import HarvestError
from harvest_tui.reports.details import candidate_detail
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.pages import ADDING_UP, MarksChanged, TablePage
from harvest_tui.tui.panes import DetailPane, NettingPane
from harvest_tui.tui.working import said_if_slow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from textual.binding import BindingType
    from textual.timer import Timer
    from textual.widget import Widget

    from harvest_tui.reports.details import CandidatesView
    from harvest_tui.tui.bench import Bench

REST: Final = 0.05
"""Seconds the cursor rests on a row before the row is explained."""


class CandidatesPage(TablePage):
    """Marks go to the bench; the panes explain the row and add up the marks."""

    MODE = "candidates"
    BINDING_GROUP_TITLE = "Candidates"
    TAUGHT = (
        "grid.mark",
        "grid.mark_all",
        "grid.unmark",
        "grid.filter",
        "grid.reverse",
        "candidates.netting",
        "app.quit",
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
    ]

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.grid = Grid(markable=True)
        self._view: CandidatesView | None = None
        self._rest: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """Give the table over its panes."""
        yield from super().body()
        yield Horizontal(DetailPane("detail"), NettingPane("netting"), id="panes")

    async def load(self) -> None:
        """Ask for the candidates; marks of lots that are none any more are dropped."""
        self._view = view = await self.bench.ask(lambda desk: desk.candidates())
        self.bench.keep(self._units(tuple(self.bench.marks)))
        self.grid.show(view.table)
        self._marks_changed()

    @on(Grid.Highlighted)
    def _moved(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, self._explain)

    def _explain(self) -> None:
        row = self.grid.row
        detail = candidate_detail(row, self._view.on) if row and self._view else None
        self.query_one(DetailPane).show(detail)

    @on(Grid.Marked)
    def _mark(self, event: Grid.Marked) -> None:
        units = self._units(event.keys)
        if event.toggled:
            for key, quantity in units.items():
                self.bench.toggle(key, quantity)
        else:
            self.bench.mark(units)
        self._marks_changed()

    @on(Grid.Unmarked)
    def _unmark(self) -> None:
        self.bench.keep(())
        self._marks_changed()

    @on(Grid.Locked)
    def _explain_lock(self) -> None:
        self.notify("This lot cannot be sold alone: its row says why.")

    def _units(self, keys: Sequence[str]) -> dict[str, Decimal]:
        """Tell how much a mark on each of these rows sells: all of the lot."""
        if self._view is None:
            return {}
        table = self._view.table
        rows = table.frame.filter(table.frame[table.key].is_in(keys))
        return dict(zip(rows[table.key], rows["quantity"], strict=True))

    def _marks_changed(self) -> None:
        self.grid.marks = frozenset(self.bench.marks)
        self.post_message(MarksChanged())
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
            self.query_one(NettingPane).show(view, len(marks))

    async def action_netting(self) -> None:
        """Go to the netting of the marked lots."""
        await self.app.run_action("mode('netting')")
