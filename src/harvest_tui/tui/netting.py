"""Screen 3: Schedule D and the tax before and after the marked sales."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from harvest_tui.reports.layout import title_words
from harvest_tui.reports.netting_lines import netting_lines
from harvest_tui.tui.ink import CORNERS, lines, words
from harvest_tui.tui.pages import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from harvest_tui.reports.netting import NettingView


LEAST: Final = 40
"""Cells below which nothing is laid out any more."""


class Paper(Static):
    """The lines, drawn for the width there is."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._view: NettingView | None = None

    def show(self, view: NettingView) -> None:
        """Show a netting."""
        self._view = view
        self._draw()

    def say(self, *message: str) -> None:
        """Show a message."""
        self._view = None
        self.update(Content("\n").join([words(line) for line in message]))

    def on_resize(self) -> None:
        """Fit the width."""
        self._draw()

    def _draw(self) -> None:
        if self._view is not None:
            self.update(lines(netting_lines(self._view, max(self.size.width, LEAST))))


class Sheet(VerticalScroll, can_focus=True, inherit_bindings=False):
    """A page of lines to read."""

    BINDING_GROUP_TITLE = "Sheet"
    DEFAULT_CSS = """
    Sheet {
        height: 1fr; padding: 0 1;
        border: round $rule; border-title-color: $muted;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        &:focus { border: round $accent; border-title-color: $accent; border-title-style: bold; }
        & > Paper { width: 1fr; height: auto; color: $foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "read(1)", "down", tooltip="Down", id="sheet.down", show=False),
        Binding("k,up", "read(-1)", "Up", id="sheet.up", show=False),
        Binding("ctrl+d,pagedown", "read(10)", "Page down", id="sheet.page_down", show=False),
        Binding("ctrl+u,pageup", "read(-10)", "Page up", id="sheet.page_up", show=False),
        Binding("g,home", "edge(-1)", "Top", id="sheet.top", show=False),
        Binding("G,end", "edge(1)", "End", id="sheet.end", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._paper = Paper()
        self._view: NettingView | None = None

    def compose(self) -> Iterable[Widget]:
        """Lay out the paper."""
        yield self._paper

    def show(self, view: NettingView) -> None:
        """Show a netting."""
        self._view = view
        self._paper.show(view)
        self._entitle()

    def say(self, *message: str) -> None:
        """Show a message."""
        self._view = None
        self._paper.say(*message)
        self._entitle()

    def on_resize(self) -> None:
        """Fit the width."""
        self._entitle()

    def action_read(self, rows_down: int) -> None:
        """Scroll."""
        self.scroll_relative(y=rows_down, animate=False)

    def action_edge(self, side: int) -> None:
        """Scroll to the top or the end."""
        self.scroll_to(y=0 if side < 0 else self.max_scroll_y, animate=False)

    def _entitle(self) -> None:
        view, room = self._view, self.outer_size.width - CORNERS
        title = title_words(view.title, view.facts, room) if view else ""
        self.border_title = words(title) if title else None


class NettingPage(Page):
    """Before, after, change; what the next dollars of loss are worth."""

    MODE = "netting"
    BINDING_GROUP_TITLE = "Netting"
    TAUGHT = ("netting.back", "sheet.down", "app.quit", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="netting.back", tooltip="Back to the candidates"),
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
        """Ask for the netting."""
        marks = dict(self.bench.marks)
        self.query_one(Sheet).show(await self.bench.ask(lambda desk: desk.netting(marks)))

    async def action_back(self) -> None:
        """Go back to the candidates."""
        await self.app.run_action("mode('candidates')")
