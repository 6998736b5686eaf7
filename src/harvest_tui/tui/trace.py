"""Where a row comes from, or why it is as it is: blocks of text to read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from harvest_tui.reports.trace import trace_lines
from harvest_tui.tui.pages import Page
from harvest_tui.tui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from harvest_tui.reports.trace import TraceView
    from harvest_tui.tui.bench import Bench
    from harvest_tui.tui.desk import Desk


class TracePage(Page):
    """Lies over the screen that it explains a row of."""

    BINDING_GROUP_TITLE = "Trace"
    TAUGHT = ("trace.back", "sheet.down", "app.quit", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back", id="trace.back")]

    def __init__(self, bench: Bench, mode: str, question: Callable[[Desk], TraceView]) -> None:
        super().__init__(bench)
        self.MODE = mode
        self._question = question

    def body(self) -> Iterable[Widget]:
        """Give the sheet."""
        yield Sheet()

    def say(self, *message: str) -> None:
        """Show a message on the sheet."""
        self.query_one(Sheet).say(*message)

    async def load(self) -> None:
        """Ask where it comes from."""
        view = await self.bench.ask(self._question)
        self.query_one(Sheet).show(view.title, (), partial(trace_lines, view))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()
