"""What the screens ask for, answered from a book."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

import polars as pl

from harvest_tui.domain.amounts import Quantity
from harvest_tui.domain.carryover import CarriedYear
from harvest_tui.domain.elections import Election, Method
from harvest_tui.domain.findings import frame_of_findings
from harvest_tui.domain.kinds import Term
from harvest_tui.reports.assumptions import assumption_view
from harvest_tui.reports.carryover import chain_view
from harvest_tui.reports.columns import Group, TableView
from harvest_tui.reports.comparison import ComparisonView
from harvest_tui.reports.consequence import consequence_view
from harvest_tui.reports.details import CandidatesView
from harvest_tui.reports.elections import instant_words
from harvest_tui.reports.forms import DraftView
from harvest_tui.reports.landscape import LandscapeView
from harvest_tui.reports.ledger import ledger_view
from harvest_tui.reports.lots import row_key, sellable
from harvest_tui.reports.netting import NettingView
from harvest_tui.reports.opening import (
    BookView,
    FirstRunAnswers,
    brief_moment,
    first_run_view,
    moment,
)
from harvest_tui.reports.status import StatusLine
from harvest_tui.reports.trace import Traced, TraceView
from harvest_tui.reports.wash_lines import WashesView
from harvest_tui.reports.whatif import ScenariosView, WhatIfView, scenarios_view, what_if_view
from harvest_tui.reports.worksheet import WorksheetView, worksheet_view
from harvest_tui.reports.years import YearsView
from harvest_tui.workspace.answers import units
from harvest_tui.workspace.assuming import assumptions
from harvest_tui.workspace.auditing import audited
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.carrying import carried_years
from harvest_tui.workspace.comparing import methods_compared
from harvest_tui.workspace.consequences import consequence_of
from harvest_tui.workspace.evidence import evidence
from harvest_tui.workspace.expecting import Expecting
from harvest_tui.workspace.explaining import explained_disposal
from harvest_tui.workspace.figures import Figures, Marks
from harvest_tui.workspace.identifying import scope_now
from harvest_tui.workspace.line_1 import unsettled_line_1
from harvest_tui.workspace.mending import Mending
from harvest_tui.workspace.naming import Naming
from harvest_tui.workspace.reasons import why
from harvest_tui.workspace.scenario_keeping import ScenarioKeeping
from harvest_tui.workspace.scenarios import compared, scenario_named
from harvest_tui.workspace.scheduled import lines_of
from harvest_tui.workspace.views import (
    candidates_shown,
    comparison_shown,
    errors_and_warnings,
    gains_shown,
    landscape_shown,
    last_year_ahead,
    lots_shown,
    netting_shown,
    portfolio_shown,
    status_shown,
    years_shown,
)
from harvest_tui.workspace.washing import washes_shown

Progress: TypeAlias = Callable[[str], None]
UNOPENED: Final = "the desk was asked before it was opened"


class BookDesk:
    """Answers for one book. Called from one thread at a time; nothing is computed twice."""

    def __init__(self, opening: Callable[[Progress], Book]) -> None:
        """Take how the book is opened: that may take its time, and waits for the screens."""
        self._opening = opening
        self._opened: Book | None = None
        self._figured: Figures | None = None
        self._mending: Mending | None = None
        self._names: dict[str, tuple[str, str]] = {}
        self._held: dict[str, Quantity] = {}

    def close(self) -> None:
        """Close the book, if it was ever opened."""
        if self._opened is not None:
            self._opened.store.close()

    def open(self, progress: Progress) -> BookView:
        """Read the book, or read it again after something was saved."""
        if self._opened is None:
            self._opened = self._opening(progress)
        progress("reading the ledger")
        figures = self._figured = self._book.figures()
        progress(f"using up lots of {len(figures.inputs.transactions):,} transactions")
        self._name(figures.lots(self._today))
        progress("auditing")
        self._mending = self._mending or Mending(self._book)
        self._mending.read(audited(self._book, figures, self._today), figures)
        errors, warnings = errors_and_warnings(figures, self._today)
        bare = figures.inputs.transactions.is_empty() and self._book.said_nothing()
        return BookView(
            moment=moment(self._today.year, self._today),
            brief=brief_moment(self._today.year, self._today),
            errors=errors,
            warnings=warnings,
            first_run=first_run_view(self._today.year) if bare else None,
        )

    def portfolio(self, group: Group) -> TableView:
        """Show what is held."""
        return portfolio_shown(self._figures, self._today, group)

    def lots(self, asset: str | None, account: str | None) -> TableView:
        """Show the open lots of one asset, of one account, or of both."""
        return lots_shown(self._figures, asset, account, self._today)

    def candidates(self) -> CandidatesView:
        """Show the lots at a loss."""
        return candidates_shown(self._figures, self._today)

    def netting(self, marks: Mapping[str, Decimal]) -> NettingView:
        """Show the year before and after these sales."""
        figures, today = self._figures, self._today
        wanted = self._marks(marks)
        netting = figures.netting(today.year, wanted, today)
        return netting_shown(figures, netting, lines_of(figures, netting, wanted, today))

    def carryovers(self, marks: Mapping[str, Decimal]) -> TableView:
        """Show what is carried from year to year, with these sales."""
        return chain_view(self._carried(marks), ("with the marked lots",) if marks else ())

    def worksheet(self, year: int, marks: Mapping[str, Decimal]) -> WorksheetView:
        """Show a year's carryover worksheet, with these sales."""
        one = next(one for one in self._carried(marks) if one.year == year)
        settled = self._figures.chain(year, {}, self._today)[year]
        return worksheet_view(one, [finding.message for finding in unsettled_line_1([settled])])

    def assumptions(self) -> TraceView:
        """Show what this year's figures rest on."""
        return assumption_view(
            assumptions(self._figures.settings, self._today.year), self._today.year
        )

    def _carried(self, marks: Mapping[str, Decimal]) -> tuple[CarriedYear, ...]:
        return carried_years(self._figures, self._today.year, self._marks(marks), self._today)

    def landscape(self, marks: Mapping[str, Decimal]) -> LandscapeView:
        """Show what the next losses are worth after these sales."""
        found = self._figures.landscape(self._today.year, self._marks(marks), self._today)
        return landscape_shown(found, len(marks))

    def years(self, marks: Mapping[str, Decimal]) -> YearsView:
        """Show the years ahead, with and without these sales."""
        figures, today = self._figures, self._today
        last = last_year_ahead(figures.settings, today.year)
        marked = self._marks(marks)
        ahead = figures.years_ahead(marked, today, today.year, last)
        return years_shown(figures, ahead, marked, today)

    @property
    def expecter(self) -> Expecting:
        """What takes amounts of coming years."""
        return Expecting(self._book)

    def scenarios(self) -> ScenariosView:
        """List the scenarios."""
        return scenarios_view(self._figures.settings.scenarios)

    def what_if(self, name: str, marks: Mapping[str, Decimal]) -> WhatIfView:
        """Set a scenario beside what is, with these sales."""
        scenario = scenario_named(self._figures.settings, name)
        sides = compared(self._figures, scenario, self._marks(marks), self._today)
        return what_if_view(name, scenario, *sides, len(marks))

    @property
    def planner(self) -> ScenarioKeeping:
        """What keeps scenarios."""
        return ScenarioKeeping(self._book)

    def status(self, marks: Mapping[str, Decimal]) -> StatusLine:
        """Sum up these sales."""
        return status_shown(self._figures, self._marks(marks), self._today)

    def gains(self, term: Term | None, line: str | None = None) -> TableView:
        """Show this year's sales behind a line of Schedule D, or of a term."""
        return gains_shown(self._figures, self._today.year, term, line)

    def explain(self, disposal_id: str) -> TraceView:
        """Say why a disposal took its lots."""
        return explained_disposal(self._figures, disposal_id)

    def methods(self) -> ComparisonView:
        """Show what each method would have made of this year."""
        figures = self._figures
        return comparison_shown(figures, methods_compared(figures, self._today.year))

    def method_draft(self, method: Method) -> DraftView:
        """Show what choosing a method from this moment on would record, and change."""
        return consequence_view(consequence_of(self._figures, self._election(method)))

    def choose_method(self, method: Method) -> str:
        """Record that method from this moment on."""
        election = self._election(method)
        self._book.elect(election)
        return f"Recorded: {method.value} from {instant_words(election.recorded_at)} on."

    def washes(self) -> WashesView:
        """Show this year under the law today and each pending wash-sale bill."""
        return washes_shown(self._figures, self._today.year)

    def ledger(self) -> TableView:
        """Show all transactions."""
        findings = frame_of_findings(self._figures.findings(self._today))
        return ledger_view(self._figures.replay.ledger, findings, self._figures.zone)

    def audit(self) -> TableView:
        """Show the findings."""
        return self.mender.audit.table

    @property
    def mender(self) -> Mending:
        """What mends findings, for as long as the screens are open."""
        if self._mending is None:
            raise ValueError(UNOPENED)
        return self._mending

    def trace(self, what: Traced, key: str) -> TraceView:
        """Show where something comes from."""
        return evidence(self._book, self._figures, self.mender.audit, what, key)

    def why(self, key: str) -> TraceView:
        """Show what hinders the sale of a candidate, and what binds."""
        lot, account = self._names[key]
        return why(self._figures, lot, account, self._today)

    def units(self, key: str, typed: str) -> Quantity:
        """Read how many units of a lot; blank means all of them."""
        return units(typed, self._held[key])

    def naming(self, marks: Mapping[str, Decimal]) -> Naming:
        """Give what names these units before they go."""
        return Naming(self._book, self._figures, self._marks(marks))

    def still(self, marks: Mapping[str, Decimal]) -> dict[str, Decimal]:
        """Give the marks that can still be sold, none with more units than its lot holds."""
        return {k: min(u, self._held[k]) for k, u in marks.items() if k in self._held}

    def save_first_run(self, answers: FirstRunAnswers) -> None:
        """Write down what the user said."""
        if answers.filing_status is not None:
            self._book.say_filing_status(answers.filing_status)
        if answers.time_zone is not None:
            self._book.say_time_zone(answers.time_zone)
        if answers.method is not None:
            self._book.elect(self._election(answers.method))

    def _election(self, method: Method) -> Election:
        """Give the choice of a method from this moment on; what is pooled stays so."""
        year = self._today.year
        scope = scope_now(self._book, year, None)
        return Election(year=year, method=method, scope=scope, recorded_at=self._book.clock.now())

    @property
    def _figures(self) -> Figures:
        if self._figured is None:
            raise ValueError(UNOPENED)
        return self._figured

    @property
    def _book(self) -> Book:
        if self._opened is None:
            raise ValueError(UNOPENED)
        return self._opened

    @property
    def _today(self) -> date:
        return self._figures.inputs.today

    def _name(self, lots: pl.DataFrame) -> None:
        """Learn the names that rows have, and which lots can be marked."""
        sells = sellable(self._figures.accounts.off_return)
        named = lots.select(
            row_key().alias("key"), "lot_id", "account", "quantity", sells.alias("sells")
        )
        rows = list(named.iter_rows())
        self._names = {key: (lot, account) for key, lot, account, _, _ in rows}
        self._held = {key: held for key, _, _, held, sells in rows if sells}

    def _marks(self, marks: Mapping[str, Decimal]) -> Marks:
        return {self._names[key]: units for key, units in marks.items() if key in self._names}
