"""Screen 3: Schedule D and the tax before and after the marked sales."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding

from harvest_tui.reports.netting_lines import entry_at, netting_lines
from harvest_tui.tui.carryover import CarryoverPage
from harvest_tui.tui.gains import GainsPage
from harvest_tui.tui.landscape import LandscapePage
from harvest_tui.tui.methods import MethodsPage
from harvest_tui.tui.naming import NAME_UNITS, NamingPage
from harvest_tui.tui.scenarios import ScenariosPage
from harvest_tui.tui.sheet import Sheet
from harvest_tui.tui.trace import TracePage
from harvest_tui.tui.washes import WashesPage
from harvest_tui.tui.years import YearsPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from harvest_tui.reports.netting import NettingView
    from harvest_tui.tui.bench import Bench


class FormSheet(Sheet, inherit_bindings=False):
    """A sheet on which k is for the carryover: the cursor goes up by its arrow."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(one, key="up") if isinstance(one, Binding) and one.id == "sheet.up" else one
        for one in Sheet.BINDINGS
    ]


class NettingPage(NamingPage):
    """Before, after, change; what the next dollars of loss are worth."""

    MODE = "netting"
    BINDING_GROUP_TITLE = "Netting"
    TAUGHT = (
        "netting.back",
        "sheet.open",
        "marks.name",
        "netting.carryover",
        "netting.landscape",
        "netting.years",
        "netting.scenarios",
        "netting.methods",
        "app.help",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="netting.back", tooltip="Back to the candidates"),
        NAME_UNITS,
        Binding(
            "a",
            "assumptions",
            "assumptions",
            id="netting.assumptions",
            tooltip="What the figures rest on, and what is not modelled",
        ),
        Binding(
            "k",
            "carryover",
            "carryover",
            id="netting.carryover",
            tooltip="Losses carried from year to year, and the worksheet",
        ),
        Binding(
            "l",
            "landscape",
            "next losses",
            id="netting.landscape",
            tooltip="What the next losses are worth",
        ),
        Binding(
            "y", "years", "years ahead", id="netting.years", tooltip="Carried losses, year by year"
        ),
        Binding(
            "s", "scenarios", "what if", id="netting.scenarios", tooltip="Scenarios beside what is"
        ),
        Binding(
            "m",
            "methods",
            "methods",
            id="netting.methods",
            tooltip="What each cost-basis method would have made of the year",
        ),
        Binding(
            "w",
            "washes",
            "wash sales",
            id="netting.washes",
            tooltip="Wash sales: the law today beside each pending bill",
        ),
    ]

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._view: NettingView | None = None

    def body(self) -> Iterable[Widget]:
        """Give the sheet."""
        yield FormSheet(opens=True)

    def say(self, *message: str) -> None:
        """Show a message on the sheet."""
        self._view = None
        self.query_one(Sheet).say(*message)

    @property
    def wanted(self) -> object:
        """What is shown depends on the marks."""
        return self.bench.opened, tuple(self.bench.marks.items())

    async def load(self) -> None:
        """Ask for the netting."""
        marks = dict(self.bench.marks)
        view = self._view = await self.bench.ask(lambda desk: desk.netting(marks))
        self.query_one(Sheet).show(view.title, view.facts, partial(netting_lines, view))

    @on(Sheet.Opened)
    def _open_gains(self, event: Sheet.Opened) -> None:
        """Open the sales behind a line; else those of its term, or of the whole year.

        Behind a loss carried in or on are the worksheets.
        """
        if self._view is None:
            return
        entry = entry_at(self._view, event.line)
        if entry and entry.carried:
            self.action_carryover()
        else:
            term, line = (entry.term, entry.line) if entry else (None, None)
            self.app.push_screen(GainsPage(self.bench, term, line))

    def action_carryover(self) -> None:
        """Show what is carried from year to year."""
        self.app.push_screen(CarryoverPage(self.bench))

    def action_landscape(self) -> None:
        """Show what the next losses are worth."""
        self.app.push_screen(LandscapePage(self.bench))

    def action_years(self) -> None:
        """Show the years ahead."""
        self.app.push_screen(YearsPage(self.bench))

    def action_scenarios(self) -> None:
        """Show the scenarios."""
        self.app.push_screen(ScenariosPage(self.bench))

    def action_assumptions(self) -> None:
        """Show what the figures rest on."""
        self.app.push_screen(TracePage(self.bench, self.MODE, lambda desk: desk.assumptions()))

    def action_methods(self) -> None:
        """Put the methods side by side."""
        self.app.push_screen(MethodsPage(self.bench))

    def action_washes(self) -> None:
        """Open the wash sales of the year."""
        if self.bench.opened:
            self.app.push_screen(WashesPage(self.bench))

    async def action_back(self) -> None:
        """Go back to the candidates."""
        await self.app.run_action("mode('candidates')")
