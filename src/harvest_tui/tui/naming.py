"""The marked units named before they go: from the screens that mark, and from the netting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import work
from textual.binding import Binding

from harvest_tui.domain.errors import HarvestError
from harvest_tui.tui.mending import MendForm
from harvest_tui.tui.pages import BookChanged, Page
from harvest_tui.tui.recording import Errand

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

NAME_UNITS: Final = Binding(
    "c",
    "name_units",
    "identify",
    id="marks.name",
    tooltip="Identify the marked units, before their sale",
)


class NamingPage(Page):
    """A page from which the marked units can be named."""

    @work(exclusive=True, group="ask")
    async def action_name_units(self) -> None:
        """Ask what the marked units are named for, then show it, then record it."""
        marks = dict(self.bench.marks)
        try:
            form = await self.bench.ask(lambda desk: desk.naming(marks).form())
        except HarvestError as error:
            self.notify(str(error), severity="warning")
        else:
            self.app.push_screen(MendForm(self.bench, _errand(marks), form), self._named)

    def _named(self, said: str | None) -> None:
        if said is not None:
            self.notify(said)
            self.post_message(BookChanged())


def _errand(marks: Mapping[str, Decimal]) -> Errand:
    return Errand(
        lambda desk, answers: desk.naming(marks).draft(answers),
        lambda desk, answers: desk.naming(marks).record(answers),
    )
