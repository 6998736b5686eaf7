"""What will be recorded, word for word, before it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from harvest_tui.domain.errors import HarvestError
from harvest_tui.reports.fact_lines import fact_lines
from harvest_tui.tui.chrome import KeyLine
from harvest_tui.tui.ink import lines, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from harvest_tui.reports.finding import Way
    from harvest_tui.reports.forms import DraftView
    from harvest_tui.tui.bench import Bench

EDGES: Final = 6
"""Cells that a border and its padding take."""


class Recording(ModalScreen["str | None"]):
    """Records on y, and gives the sentence that says so; None: it was not wanted."""

    BINDING_GROUP_TITLE = "Record"
    DEFAULT_CSS = """
    Recording {
        align: center middle;
        & > VerticalScroll {
            width: 96; max-width: 96%; height: auto; max-height: 96%; padding: 1 2;
            border: round $accent; border-title-color: $accent; background: $background;
            scrollbar-size-vertical: 1;
        }
        & Static { height: auto; }
        & #trouble { color: $loss; }
        & KeyLine { padding: 0; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "record", "record it now", id="recording.yes"),
        Binding("n,escape", "back", "back", key_display="n", id="recording.no"),
        Binding("down", "scroll(1)", "Down", id="recording.down", show=False),
        Binding("up", "scroll(-1)", "Up", id="recording.up", show=False),
    ]

    def __init__(
        self, bench: Bench, asked: tuple[str, Way], answers: Mapping[str, str], view: DraftView
    ) -> None:
        super().__init__()
        self._bench, self._asked, self._answers, self._view = bench, asked, answers, view

    def compose(self) -> ComposeResult:
        """Lay out what will be recorded over the keys."""
        with VerticalScroll(can_focus=False) as box:
            box.border_title = words(f"{self._view.title} · this will be recorded")
            yield Static(id="facts", markup=False)
            yield Static(id="trouble", markup=False)
            yield KeyLine(("recording.yes", "recording.no"))

    def on_resize(self) -> None:
        """Fit the width."""
        width = self.query_one(VerticalScroll).size.width
        self.query_one("#facts", Static).update(lines(fact_lines(self._view.facts, width)))

    @work(exclusive=True, group="record")
    async def action_record(self) -> None:
        """Record it."""
        (key, way), answers = self._asked, self._answers
        try:
            said = await self._bench.ask(lambda desk: desk.mender.record(key, way, answers))
        except HarvestError as error:
            self.query_one("#trouble", Static).update(troubled(error))
        else:
            self.dismiss(said)

    def action_back(self) -> None:
        """Record nothing."""
        self.dismiss(None)

    def action_scroll(self, direction: int) -> None:
        """Scroll what is long."""
        self.query_one(VerticalScroll).scroll_relative(y=direction, animate=False)


class Asking(ModalScreen["str | None"]):
    """Asks something about a finding; gives the sentence that says what was recorded."""

    def __init__(self, bench: Bench, key: str, way: Way) -> None:
        super().__init__()
        self.bench = bench
        self._asked = key, way

    @work(exclusive=True, group="draft")
    async def draft(self, answers: Mapping[str, str]) -> None:
        """Show what these answers would record, and record it if that is wanted."""
        key, way = self._asked
        try:
            view = await self.bench.ask(lambda desk: desk.mender.draft(key, way, answers))
        except HarvestError as error:
            self.say(error)
        else:
            self.app.push_screen(Recording(self.bench, self._asked, answers, view), self._recorded)

    def say(self, error: HarvestError) -> None:
        """Show what is wrong with the answers."""
        raise NotImplementedError

    def action_cancel(self) -> None:
        """Record nothing."""
        self.dismiss(None)

    def _recorded(self, said: str | None) -> None:
        if said is not None:
            self.dismiss(said)


def troubled(error: HarvestError) -> Content:
    """Give an error's lines as text."""
    return Content("\n").join([words(line) for line in str(error).splitlines()])
