"""What the next losses are worth, over the netting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from harvest_tui.reports.landscape_lines import landscape_lines
from harvest_tui.tui.pages import Page
from harvest_tui.tui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget


class LandscapePage(Page):
    """Stretches of the next dollars, and the map of both terms."""

    MODE = "netting"
    BINDING_GROUP_TITLE = "Landscape"
    TAUGHT = ("landscape.back", "sheet.down", "app.quit", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="landscape.back", tooltip="Back to the netting"),
    ]

    def body(self) -> Iterable[Widget]:
        """Give the sheet."""
        yield Sheet()

    def say(self, *message: str) -> None:
        """Show a message on the sheet."""
        self.query_one(Sheet).say(*message)

    @property
    def wanted(self) -> object:
        """What is shown depends on the marks."""
        return self.bench.opened, tuple(self.bench.marks.items())

    async def load(self) -> None:
        """Ask for the landscape."""
        marks = dict(self.bench.marks)
        view = await self.bench.ask(lambda desk: desk.landscape(marks))
        self.query_one(Sheet).show(view.title, view.facts, partial(landscape_lines, view))

    def action_back(self) -> None:
        """Go back to the netting."""
        self.dismiss()
