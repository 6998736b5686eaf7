"""What the screens on which lots are marked for sale have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding

from harvest_tui.reports.rows import partly
from harvest_tui.reports.trace import Traced
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.naming import NAME_UNITS, NamingPage
from harvest_tui.tui.pages import MarksChanged
from harvest_tui.tui.table_page import TablePage
from harvest_tui.tui.units import AskUnits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from textual.binding import BindingType

    from harvest_tui.reports.columns import Row
    from harvest_tui.tui.bench import Bench


class MarkingPage(TablePage, NamingPage):
    """Marks go to the bench: all of a lot, or so many units of it."""

    LOCKED: ClassVar[str]
    """Said of a row that cannot be marked."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "=", "units", "some units", id="marks.units", tooltip="Mark only some units of the lot"
        ),
        NAME_UNITS,
    ]

    def __init__(self, bench: Bench, *, opens: bool = False) -> None:
        super().__init__(bench)
        self.grid = Grid(markable=True, opens=opens, traces=True)

    def traced(self, row: Row) -> tuple[Traced, str] | None:
        """Trace the lot."""
        return Traced.LOT, str(row["key"])

    def renew(self) -> None:
        """Show the marks made elsewhere, too."""
        super().renew()
        self.draw_marks()

    def draw_marks(self) -> None:
        """Show what is marked, and of what only a part."""
        self.grid.marks = frozenset(self.bench.marks)
        view = self.grid.view
        self.grid.parts = partly(view, self.bench.marks) if view else frozenset()

    def marks_changed(self) -> None:
        """Show the marks, and let the others know."""
        self.draw_marks()
        self.post_message(MarksChanged())

    @on(Grid.Marked)
    def _mark(self, event: Grid.Marked) -> None:
        units = self._whole(event.keys)
        if event.toggled:
            for key, quantity in units.items():
                self.bench.toggle(key, quantity)
        else:
            self.bench.mark(units)
        self.marks_changed()

    @on(Grid.Unmarked)
    def _unmark(self) -> None:
        self.bench.marks = {}
        self.marks_changed()

    @on(Grid.Locked)
    def _explain_lock(self) -> None:
        self.notify(self.LOCKED)

    def action_units(self) -> None:
        """Ask how many units of the lot to mark."""
        view, row = self.grid.view, self.grid.row
        if view is None or row is None:
            return
        if view.locked is not None and row[view.locked]:
            self._explain_lock()
            return
        key = str(row[view.key])

        def mark(units: Decimal | None) -> None:
            if units is not None:
                self.bench.marks[key] = units
                self.marks_changed()

        self.app.push_screen(AskUnits(self.bench, row, key), mark)

    def _whole(self, keys: Sequence[str]) -> dict[str, Decimal]:
        """Tell how much a mark on each of these rows sells: all of the lot."""
        if (view := self.grid.view) is None:
            return {}
        rows = view.frame.filter(view.frame[view.key].is_in(keys))
        return dict(zip(rows[view.key], rows["quantity"], strict=True))
