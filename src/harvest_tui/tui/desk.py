"""What the screens ask for. Whoever answers computes; the screens show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from harvest_tui.reports.columns import Group, TableView
    from harvest_tui.reports.details import CandidatesView
    from harvest_tui.reports.netting import NettingView
    from harvest_tui.reports.opening import BookView, FirstRunAnswers
    from harvest_tui.reports.status import StatusLine

Marks: TypeAlias = "Mapping[str, Decimal]"
"""Units to sell by LOT@ACCOUNT."""
Progress: TypeAlias = "Callable[[str], None]"
"""Takes a few words on what is being done. It may raise when the screens have closed: let it."""


class Desk(Protocol):
    """One book, as far as screens are concerned.

    Every method is called in a worker thread, always the same one and never two at once; it may
    take its time. A `HarvestError` is shown to the user as it is.
    """

    def open(self, progress: Progress) -> BookView:
        """Read the book, or read it again after something was saved. Comes before all others."""
        ...

    def portfolio(self, group: Group) -> TableView:
        """Show what is held; hidden columns `asset` and `account` say what a row is."""
        ...

    def lots(self, asset: str | None, account: str | None) -> TableView:
        """Show the open lots of one asset, of one account, or of both; None for any."""
        ...

    def candidates(self) -> CandidatesView:
        """Show the lots at a loss; a hidden column `quantity` says how much a mark sells."""
        ...

    def netting(self, marks: Marks) -> NettingView:
        """Show the year before and after these sales."""
        ...

    def status(self, marks: Marks) -> StatusLine:
        """Sum up these sales."""
        ...

    def save_first_run(self, answers: FirstRunAnswers) -> None:
        """Write down what the user said; `open` follows."""
        ...
