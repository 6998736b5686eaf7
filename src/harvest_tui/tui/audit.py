"""Screen 6: what is wrong with the book, and mending it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding

from harvest_tui.domain.errors import HarvestError
from harvest_tui.reports.finding import Way, finding_detail
from harvest_tui.reports.trace import Traced
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.mending import MendForm
from harvest_tui.tui.pages import BookChanged
from harvest_tui.tui.panes import FactsPane
from harvest_tui.tui.picker import HalfPicker
from harvest_tui.tui.recording import mending
from harvest_tui.tui.table_page import TablePage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from harvest_tui.reports.columns import Row
    from harvest_tui.tui.bench import Bench


class AuditPage(TablePage):
    """Findings, errors first; a strip below tells one in full, and keys mend it."""

    MODE = "audit"
    BINDING_GROUP_TITLE = "Self-audit"
    TAUGHT = (
        "grid.select",
        "audit.link",
        "audit.basis",
        "audit.meaning",
        "audit.price",
        "audit.dismiss",
        "audit.undo",
        "app.help",
    )
    DEFAULT_CSS = """
    AuditPage > FactsPane { height: 8; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "link", "link", id="audit.link", tooltip="Name the other half of a transfer"),
        Binding(
            "b",
            "mend('basis')",
            "basis",
            id="audit.basis",
            tooltip="Give what units cost, and when they were acquired",
        ),
        Binding(
            "e",
            "mend('meaning')",
            "what it was",
            id="audit.meaning",
            tooltip="Say what a transaction was",
        ),
        Binding("v", "mend('price')", "price", id="audit.price", tooltip="Give that day's price"),
        Binding(
            "d",
            "mend('dismiss')",
            "set aside",
            id="audit.dismiss",
            tooltip="Set the finding aside, with a reason",
        ),
        Binding("z", "undo", "undo", id="audit.undo", tooltip="Undo the last decision made here"),
    ]

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.grid = Grid(opens=True, traces=True, widens=False)

    def body(self) -> Iterable[Widget]:
        """Give the table over the strip."""
        yield from super().body()
        yield FactsPane("finding")

    async def load(self) -> None:
        """Ask for the findings."""
        self.grid.show(await self.bench.ask(lambda desk: desk.audit()))

    def traced(self, row: Row) -> tuple[Traced, str]:
        """Show what the finding rests on."""
        return Traced.FINDING, str(row["key"])

    @on(Grid.Highlighted)
    def _moved(self) -> None:
        row = self.grid.row
        self.query_one(FactsPane).show(finding_detail(row) if row else None)

    def action_link(self) -> None:
        """Pick the other half of a transfer."""
        if (key := self.grid.key) is not None:
            self._link(key)

    def action_mend(self, way: str) -> None:
        """Put the questions of a way to mend the finding."""
        if (key := self.grid.key) is not None:
            self._mend(key, Way(way))

    @work(exclusive=True, group="mend")
    async def _link(self, key: str) -> None:
        try:
            halves = await self.bench.ask(lambda desk: desk.mender.halves_for(key))
        except HarvestError as error:
            self.notify(str(error), severity="warning")
        else:
            self.app.push_screen(HalfPicker(self.bench, key, halves), self._recorded)

    @work(exclusive=True, group="mend")
    async def _mend(self, key: str, way: Way) -> None:
        try:
            form = await self.bench.ask(lambda desk: desk.mender.form_for(key, way))
        except HarvestError as error:
            self.notify(str(error), severity="warning")
        else:
            self.app.push_screen(MendForm(self.bench, mending(key, way), form), self._recorded)

    @work(exclusive=True, group="mend")
    async def action_undo(self) -> None:
        """Undo the last decision made here."""
        try:
            said = await self.bench.ask(lambda desk: desk.mender.undo())
        except HarvestError as error:
            self.notify(str(error), severity="warning")
        else:
            self._recorded(said)

    def _recorded(self, said: str | None) -> None:
        if said is not None:
            self.notify(said)
            self.post_message(BookChanged())
