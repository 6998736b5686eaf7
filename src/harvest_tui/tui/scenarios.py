"""What might be, over the netting: the scenarios, and one of them beside what is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding

from harvest_tui.domain.errors import HarvestError
from harvest_tui.reports.whatif_lines import scenarios_lines, what_if_lines
from harvest_tui.tui.confirm import Confirm
from harvest_tui.tui.mending import MendForm
from harvest_tui.tui.pages import BookChanged, Page
from harvest_tui.tui.recording import Errand
from harvest_tui.tui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from harvest_tui.reports.whatif import ScenariosView
    from harvest_tui.tui.bench import Bench


class ScenariosPage(Page):
    """The scenarios that are kept; one opens beside what is."""

    MODE = "netting"
    BINDING_GROUP_TITLE = "Scenarios"
    TAUGHT = (
        "scenarios.back",
        "sheet.open",
        "scenarios.new",
        "scenarios.remove",
        "app.quit",
        "app.help",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="scenarios.back", tooltip="Back to the netting"),
        Binding("n", "make", "new", id="scenarios.new", tooltip="Make a scenario"),
        Binding("d", "remove", "remove", id="scenarios.remove", tooltip="Remove the scenario"),
    ]

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._view: ScenariosView | None = None

    def body(self) -> Iterable[Widget]:
        """Give the sheet."""
        yield Sheet(opens=True)

    def say(self, *message: str) -> None:
        """Show a message on the sheet."""
        self._view = None
        self.query_one(Sheet).say(*message)

    async def load(self) -> None:
        """Ask for the scenarios."""
        view = self._view = await self.bench.ask(lambda desk: desk.scenarios())
        self.query_one(Sheet).show(view.title, (), partial(scenarios_lines, view))

    @property
    def _chosen(self) -> str | None:
        """Name of the scenario under the cursor."""
        names, at = self._view.names if self._view else (), self.query_one(Sheet).cursor
        return names[at] if at < len(names) else None

    @on(Sheet.Opened)
    def _open(self) -> None:
        if (name := self._chosen) is not None:
            self.app.push_screen(WhatIfPage(self.bench, name))

    @work(exclusive=True, group="ask")
    async def action_make(self) -> None:
        """Ask for a new scenario."""
        errand = Errand(
            lambda desk, answers: desk.planner.draft(answers),
            lambda desk, answers: desk.planner.record(answers),
        )
        form = await self.bench.ask(lambda desk: desk.planner.form())
        self.app.push_screen(MendForm(self.bench, errand, form), self._recorded)

    def action_remove(self) -> None:
        """Remove the scenario under the cursor, if the user is sure."""
        if (name := self._chosen) is not None:
            asked = Confirm("Remove?", f"{name} is taken out of harvest.toml.")
            self.app.push_screen(asked, partial(self._remove_if, name))

    def _remove_if(self, name: str, sure: bool | None) -> None:  # noqa: FBT001  # Textual's callback
        if sure:
            self._remove(name)

    @work(exclusive=True, group="ask")
    async def _remove(self, name: str) -> None:
        try:
            said = await self.bench.ask(lambda desk: desk.planner.remove(name))
        except HarvestError as error:
            self.notify(str(error), severity="warning")
        else:
            self._recorded(said)

    def _recorded(self, said: str | None) -> None:
        if said is not None:
            self.notify(said)
            self.post_message(BookChanged())

    def action_back(self) -> None:
        """Go back to the netting."""
        self.dismiss()


class WhatIfPage(Page):
    """One scenario beside what is, with the marked lots."""

    MODE = "netting"
    BINDING_GROUP_TITLE = "What if"
    TAUGHT = ("what_if.back", "sheet.down", "app.quit", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="what_if.back", tooltip="Back to the scenarios"),
    ]

    def __init__(self, bench: Bench, name: str) -> None:
        super().__init__(bench)
        self._scenario = name

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
        """Ask for the comparison."""
        marks, name = dict(self.bench.marks), self._scenario
        view = await self.bench.ask(lambda desk: desk.what_if(name, marks))
        self.query_one(Sheet).show(view.title, view.facts, partial(what_if_lines, view))

    def action_back(self) -> None:
        """Go back to the scenarios."""
        self.dismiss()
