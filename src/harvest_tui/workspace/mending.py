"""Findings mended one by one: questions, what will be recorded, the record, and undoing it."""

from typing import Final, TypeAlias

from harvest_tui.domain.decisions import DecisionKind
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.text import shown
from harvest_tui.reports.columns import TableView
from harvest_tui.reports.finding import Way, ways_of
from harvest_tui.reports.forms import DraftView, FormView
from harvest_tui.reports.halves import halves_view
from harvest_tui.store.results import Decision
from harvest_tui.workspace.auditing import Audit
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.deciding import DecisionError
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.halves import half_of, other_halves
from harvest_tui.workspace.mending_drafts import Answers, Draft, Priced, draft
from harvest_tui.workspace.mending_forms import form_for, refused
from harvest_tui.workspace.subjects import Subject, subject_of

Done: TypeAlias = Decision | Priced
"""What was recorded, to be undone."""
UNREAD: Final = "asked before the book was read"


class Mending:
    """What the user does about the findings of one book, in one sitting."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._done: list[Done] = []
        self._audit: Audit | None = None
        self._figures: Figures | None = None

    def read(self, audit: Audit, figures: Figures) -> None:
        """Take up the book as it was read last."""
        self._audit, self._figures = audit, figures

    @property
    def audit(self) -> Audit:
        """The book as it was audited last."""
        if self._audit is None:
            raise ValueError(UNREAD)
        return self._audit

    def halves_for(self, key: str) -> TableView:
        """Show the other halves that a transfer with one side could have.

        Args:
            key: Of the finding.

        Raises:
            DecisionError: It is about no such transfer.
        """
        subject = self._subject(key, Way.LINK)
        ledger = self._figured.replay.ledger
        found = half_of(ledger, subject.one.key) if subject.one else None
        if found is None:
            raise refused(subject, "it is no transfer with one side")
        half, kind = found
        leaving = kind is Kind.TRANSFER_OUT
        return halves_view(
            other_halves(ledger, half, kind),
            title=f"{subject.words} {'left' if leaving else 'arrived'}: which is the other half?",
            other="arrivals" if leaving else "departures",
            zone=self._figured.zone,
        )

    def form_for(self, key: str, way: Way) -> FormView:
        """Put the questions that come before a finding is mended in some way."""
        return form_for(self._subject(key, way), way)

    def draft(self, key: str, way: Way, answers: Answers) -> DraftView:
        """Show what the answers would record; nothing is written."""
        return self._draft(key, way, answers).view

    def record(self, key: str, way: Way, answers: Answers) -> str:
        """Record it; give a sentence that says so."""
        act = self._draft(key, way, answers).act
        if isinstance(act, Priced):
            self._book.set_prices({act.asset: act.price}, act.on)
            self._done.append(act)
            return f"The price of {shown(act.asset, 16)} on {act.on} is recorded."
        made = self._book.store.decide(act.kind, act.payload)
        self._done.append(made)
        return f"Recorded as decision {made.decision_id}. z undoes it."

    def undo(self) -> str:
        """Undo the last decision of this sitting; give a sentence that says so.

        Raises:
            DecisionError: There is none, or the last record is a price.
        """
        if not self._done:
            raise DecisionError(
                "Nothing was decided here since you came.\n"
                "Fix: an older decision is undone with  harvest-tui resolve --undo NUMBER."
            )
        last = self._done.pop()
        if isinstance(last, Priced):
            raise DecisionError(
                f"A price is not undone: that of {shown(last.asset, 16)} on {last.on} stays.\n"
                "Fix: give the right one; the last word counts. z again undoes what came before."
            )
        self._book.store.decide(DecisionKind.UNDO, {"decision_id": last.decision_id})
        return f"Decision {last.decision_id} ({last.kind}) is undone."

    def _draft(self, key: str, way: Way, answers: Answers) -> Draft:
        return draft(self._subject(key, way), way, answers, self._figured)

    def _subject(self, key: str, way: Way) -> Subject:
        finding = self.audit.of(key)
        subject = subject_of(finding, self._figured)
        if way is not Way.DISMISS and way not in ways_of(finding.finding):
            raise refused(subject, "this does not mend it")
        return subject

    @property
    def _figured(self) -> Figures:
        if self._figures is None:
            raise ValueError(UNREAD)
        return self._figures
