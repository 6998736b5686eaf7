"""What the screens ask for. Whoever answers computes; the screens show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from harvest_tui.domain.elections import Method
    from harvest_tui.domain.kinds import Term
    from harvest_tui.reports.columns import Group, TableView
    from harvest_tui.reports.comparison import ComparisonView
    from harvest_tui.reports.details import CandidatesView
    from harvest_tui.reports.finding import Way
    from harvest_tui.reports.forms import DraftView, FormView
    from harvest_tui.reports.landscape import LandscapeView
    from harvest_tui.reports.netting import NettingView
    from harvest_tui.reports.opening import BookView, FirstRunAnswers
    from harvest_tui.reports.status import StatusLine
    from harvest_tui.reports.trace import Traced, TraceView
    from harvest_tui.reports.wash_lines import WashesView
    from harvest_tui.reports.whatif import ScenariosView, WhatIfView
    from harvest_tui.reports.worksheet import WorksheetView
    from harvest_tui.reports.years import YearsView

Marks: TypeAlias = "Mapping[str, Decimal]"
"""Units to sell by LOT@ACCOUNT."""
Progress: TypeAlias = "Callable[[str], None]"
"""Takes a few words on what is being done. It may raise when the screens have closed: let it."""
Answers: TypeAlias = "Mapping[str, str]"
"""What was typed or picked, by the name of its field."""


class Mender(Protocol):
    """Mends findings, each by its key in the self-audit. What does not fit is a `HarvestError`."""

    def halves_for(self, key: str) -> TableView:
        """Show the other halves that a transfer with one side could have, named by their keys."""
        ...

    def form_for(self, key: str, way: Way) -> FormView:
        """Put the questions that come before."""
        ...

    def draft(self, key: str, way: Way, answers: Answers) -> DraftView:
        """Show what these answers would record; for a link, `other` is the key of a half."""
        ...

    def record(self, key: str, way: Way, answers: Answers) -> str:
        """Record it, and say so; `Desk.open` follows."""
        ...

    def undo(self) -> str:
        """Undo the last decision made through this, and say so; `Desk.open` follows."""
        ...


class Expecter(Protocol):
    """Takes what the user expects of coming years. What does not fit is a `HarvestError`."""

    def form_for(self, year: int) -> FormView:
        """Put the questions about a year."""
        ...

    def draft(self, year: int, answers: Answers) -> DraftView:
        """Show what these answers would write."""
        ...

    def record(self, year: int, answers: Answers) -> str:
        """Write it, and say so; `Desk.open` follows."""
        ...


class Planner(Protocol):
    """Keeps scenarios. What does not fit is a `HarvestError`."""

    def form(self) -> FormView:
        """Ask for a new scenario."""
        ...

    def draft(self, answers: Answers) -> DraftView:
        """Show what these answers would write."""
        ...

    def record(self, answers: Answers) -> str:
        """Write it, and say so; `Desk.open` follows."""
        ...

    def remove(self, name: str) -> str:
        """Remove a scenario, and say so; `Desk.open` follows."""
        ...


class Namer(Protocol):
    """Names the units that are marked, before they go. What does not fit is a `HarvestError`."""

    def form(self) -> FormView:
        """Ask what they are named for, and how long."""
        ...

    def draft(self, answers: Answers) -> DraftView:
        """Show what these answers would record."""
        ...

    def record(self, answers: Answers) -> str:
        """Record it with this moment, and say so; `Desk.open` follows."""
        ...


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

    @property
    def mender(self) -> Mender:
        """What mends findings, for as long as the screens are open."""
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

    def carryovers(self, marks: Marks) -> TableView:
        """Show what is carried from year to year with these sales; a row is named by its year."""
        ...

    def worksheet(self, year: int, marks: Marks) -> WorksheetView:
        """Show a year's carryover worksheet with these sales."""
        ...

    def landscape(self, marks: Marks) -> LandscapeView:
        """Show what the next losses are worth after these sales."""
        ...

    def years(self, marks: Marks) -> YearsView:
        """Show the years ahead, with and without these sales."""
        ...

    @property
    def expecter(self) -> Expecter:
        """What takes amounts of coming years."""
        ...

    def scenarios(self) -> ScenariosView:
        """List the scenarios."""
        ...

    def what_if(self, name: str, marks: Marks) -> WhatIfView:
        """Set a scenario beside what is, with these sales."""
        ...

    @property
    def planner(self) -> Planner:
        """What keeps scenarios."""
        ...

    def assumptions(self) -> TraceView:
        """Show what this year's figures rest on."""
        ...

    def status(self, marks: Marks) -> StatusLine:
        """Sum up these sales."""
        ...

    def gains(self, term: Term | None, line: str | None = None) -> TableView:
        """Show this year's sales behind a line of Schedule D, or of a term, or all.

        A hidden column `disposal_id` names the sale; one with `elsewhere` true is no disposal of
        this ledger.
        """
        ...

    def explain(self, disposal_id: str) -> TraceView:
        """Say why a disposal took its lots, and what other methods would have given."""
        ...

    def methods(self) -> ComparisonView:
        """Show what each method would have made of this year, beside what is on record."""
        ...

    def method_draft(self, method: Method) -> DraftView:
        """Show what choosing a method from this moment on would record, and change."""
        ...

    def choose_method(self, method: Method) -> str:
        """Record that method from this moment on, and say so; `open` follows."""
        ...

    def washes(self) -> WashesView:
        """Show this year under the law today and each pending wash-sale bill.

        A hidden column `disposal_id` of its table names the sale.
        """
        ...

    def ledger(self) -> TableView:
        """Show all transactions, named by their keys."""
        ...

    def audit(self) -> TableView:
        """Show the findings."""
        ...

    def trace(self, what: Traced, key: str) -> TraceView:
        """Show where something comes from."""
        ...

    def why(self, key: str) -> TraceView:
        """Show what hinders the sale of a candidate, and what binds."""
        ...

    def units(self, key: str, typed: str) -> Decimal:
        """Read how many units of a lot; blank means all of them."""
        ...

    def naming(self, marks: Marks) -> Namer:
        """Give what names these units."""
        ...

    def still(self, marks: Marks) -> Marks:
        """Give the marks that can still be sold, none with more units than its lot holds."""
        ...

    def save_first_run(self, answers: FirstRunAnswers) -> None:
        """Write down what the user said; `open` follows."""
        ...
