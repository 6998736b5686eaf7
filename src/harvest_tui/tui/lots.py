"""Screen 4: the open lots; and those of one position, opened from the portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from harvest_tui.tui.marking import MarkingPage

if TYPE_CHECKING:
    from textual.binding import BindingType

    from harvest_tui.tui.bench import Bench


class LotsPage(MarkingPage):
    """All open lots, in gain or at a loss, to be marked; a row opens into where it comes from."""

    MODE = "lots"
    LOCKED = "This lot cannot be marked: it has no price, or an error stands before it."
    BINDING_GROUP_TITLE = "Lots"
    TAUGHT: ClassVar[tuple[str, ...]] = (
        "grid.mark",
        "marks.units",
        "grid.unmark",
        "marks.name",
        "grid.trace",
        "grid.filter",
        "grid.sort_right",
        "app.quit",
        "app.help",
    )

    def __init__(self, bench: Bench, asset: str | None = None, account: str | None = None) -> None:
        super().__init__(bench, opens=True)
        self._asset, self._account = asset, account

    async def load(self) -> None:
        """Ask for the lots."""
        asset, account = self._asset, self._account
        self.grid.show(await self.bench.ask(lambda desk: desk.lots(asset, account)))
        self.draw_marks()


class PositionPage(LotsPage):
    """The lots of an asset or of an account, over the portfolio."""

    MODE = "portfolio"
    TAUGHT = ("lots.back", *LotsPage.TAUGHT[:-2], "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back", id="lots.back")]

    def action_back(self) -> None:
        """Go back to the portfolio."""
        self.dismiss()
