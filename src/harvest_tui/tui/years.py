"""The years ahead, over the netting: what is carried from one to the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding

from harvest_tui.domain.errors import HarvestError
from harvest_tui.reports.years_lines import year_at, years_lines
from harvest_tui.tui.mending import MendForm
from harvest_tui.tui.pages import BookChanged, Page
from harvest_tui.tui.recording import Errand
from harvest_tui.tui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from harvest_tui.reports.years import YearsView
    from harvest_tui.tui.bench import Bench


class YearsPage(Page):
    """Years with and without the marked lots; a year opens into what is expected of it."""

    MODE = "netting"
    BINDING_GROUP_TITLE = "Years ahead"
    TAUGHT = ("years.back", "sheet.open", "sheet.down", "app.quit", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="years.back", tooltip="Back to the netting"),
    ]

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._view: YearsView | None = None

    def body(self) -> Iterable[Widget]:
        """Give the sheet."""
        yield Sheet(opens=True)

    def say(self, *message: str) -> None:
        """Show a message on the sheet."""
        self._view = None
        self.query_one(Sheet).say(*message)

    @property
    def wanted(self) -> object:
        """What is shown depends on the marks."""
        return self.bench.opened, tuple(self.bench.marks.items())

    async def load(self) -> None:
        """Ask for the years."""
        marks = dict(self.bench.marks)
        view = self._view = await self.bench.ask(lambda desk: desk.years(marks))
        self.query_one(Sheet).show(view.title, view.facts, partial(years_lines, view))

    @on(Sheet.Opened)
    def _open_year(self, event: Sheet.Opened) -> None:
        year = year_at(self._view, event.line) if self._view else None
        if year is None:
            self.notify("Go to a year first: enter asks what you expect of it.")
        else:
            self._ask(year)

    @work(exclusive=True, group="ask")
    async def _ask(self, year: int) -> None:
        errand = Errand(
            lambda desk, answers: desk.expecter.draft(year, answers),
            lambda desk, answers: desk.expecter.record(year, answers),
        )
        try:
            form = await self.bench.ask(lambda desk: desk.expecter.form_for(year))
        except HarvestError as error:
            self.notify(str(error), severity="warning")
        else:
            self.app.push_screen(MendForm(self.bench, errand, form), self._recorded)

    def _recorded(self, said: str | None) -> None:
        if said is not None:
            self.notify(said)
            self.post_message(BookChanged())

    def action_back(self) -> None:
        """Go back to the netting."""
        self.dismiss()
