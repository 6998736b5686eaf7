"""What the screens ask for, answered from a book."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import polars as pl

from harvest_tui.domain.amounts import EXACT, Usd
from harvest_tui.domain.elections import Election
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.sums import exact_sum
from harvest_tui.domain.text import shown
from harvest_tui.harvest.costs import cost_of
from harvest_tui.reports.columns import Group, TableView
from harvest_tui.reports.details import CandidatesView
from harvest_tui.reports.lots import lots_view
from harvest_tui.reports.netting import NettingView
from harvest_tui.reports.opening import BookView, FirstRunAnswers, first_run_view, moment
from harvest_tui.reports.portfolio import portfolio_view
from harvest_tui.reports.status import Marked, StatusLine, status_line
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.figures import Figures, Marks
from harvest_tui.workspace.views import candidates_shown, errors_and_warnings, netting_shown

Progress: TypeAlias = Callable[[str], None]


class BookDesk:
    """Answers for one book. Called from one thread at a time; nothing is computed twice."""

    def __init__(self, opening: Callable[[Progress], Book]) -> None:
        """Take how the book is opened: that may take its time, and waits for the screens."""
        self._opening = opening
        self._opened: Book | None = None
        self._figured: Figures | None = None
        self._names: dict[str, tuple[str, str]] = {}

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
        lots = figures.lots(self._today)
        self._names = {f"{lot}@{account}": (lot, account) for lot, account in _names(lots)}
        progress("auditing")
        errors, warnings = errors_and_warnings(figures, self._today)
        bare = figures.inputs.transactions.is_empty() and self._book.said_nothing()
        return BookView(
            moment=moment(self._today.year, self._today),
            errors=errors,
            warnings=warnings,
            first_run=first_run_view(self._today.year) if bare else None,
        )

    def portfolio(self, group: Group) -> TableView:
        """Show what is held."""
        return portfolio_view(
            self._figures.positions(self._today),
            group,
            facts=(self._figures.prices_said(self._today),),
        )

    def lots(self, asset: str | None, account: str | None) -> TableView:
        """Show the open lots of one asset, of one account, or of both."""
        wanted = [
            pl.col(name) == value
            for name, value in (("asset", asset), ("account", account))
            if value is not None
        ]
        frame = self._figures.lots(self._today)
        title = " · ".join(["Lots", *(shown(v, 24) for v in (asset, account) if v is not None)])
        return lots_view(frame.filter(*wanted) if wanted else frame, title=title)

    def candidates(self) -> CandidatesView:
        """Show the lots at a loss."""
        return candidates_shown(self._figures, self._today)

    def netting(self, marks: Mapping[str, Decimal]) -> NettingView:
        """Show the year before and after these sales."""
        figures, today = self._figures, self._today
        return netting_shown(figures, figures.netting(today.year, self._marks(marks), today))

    def status(self, marks: Mapping[str, Decimal]) -> StatusLine:
        """Sum up these sales."""
        figures, today = self._figures, self._today
        chosen = self._marks(marks)
        sales = figures.planned(chosen, today)
        saved, worth = figures.saved(chosen, today)
        costs = cost_of(sales, figures.accounts.fee_rates, figures.settings.harvest)
        return status_line(
            Marked(
                lots=len(sales),
                proceeds=exact_sum(sales["proceeds"]),
                short_term_loss=_loss(sales, Term.SHORT),
                long_term_loss=_loss(sales, Term.LONG),
                tax_saved=saved,
                after_costs=None if worth is None else EXACT.subtract(worth, costs),
            ),
            prices=figures.prices_said(today).removeprefix("prices "),
        )

    def save_first_run(self, answers: FirstRunAnswers) -> None:
        """Write down what the user said."""
        if answers.filing_status is not None:
            self._book.say_filing_status(answers.filing_status)
        if answers.time_zone is not None:
            self._book.say_time_zone(answers.time_zone)
        if answers.method is not None:
            now = self._book.clock.now()
            self._book.elect(
                Election(year=self._today.year, method=answers.method, recorded_at=now)
            )

    @property
    def _figures(self) -> Figures:
        if self._figured is None:
            raise ValueError("the desk was asked before it was opened")
        return self._figured

    @property
    def _book(self) -> Book:
        if self._opened is None:
            raise ValueError("the desk was asked before it was opened")
        return self._opened

    @property
    def _today(self) -> date:
        return self._figures.inputs.today

    def _marks(self, marks: Mapping[str, Decimal]) -> Marks:
        return {self._names[key]: units for key, units in marks.items() if key in self._names}


def _names(lots: pl.DataFrame) -> list[tuple[str, str]]:
    return list(lots.select("lot_id", "account").iter_rows())


def _loss(sales: pl.DataFrame, term: Term) -> Usd:
    """Give the losses among planned sales of a term, zero or more."""
    gains = sales.filter((pl.col("term") == term.value) & (pl.col("gain") < 0))["gain"]
    return EXACT.minus(exact_sum(gains))
