"""The marked units named before they go: asked what for, shown word for word, recorded."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.elections import Identification, Pick, Purpose
from harvest_tui.domain.errors import UsageError
from harvest_tui.domain.text import shown
from harvest_tui.ledger.days import LATEST, end_of
from harvest_tui.reports.forms import DraftView, Field, FormView
from harvest_tui.reports.opening import Choice
from harvest_tui.workspace.answers import day
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.broker_words import units_by_asset
from harvest_tui.workspace.figures import Figures, Marks
from harvest_tui.workspace.identifying import IdentificationError
from harvest_tui.workspace.naming_words import Named, facts_of

_UNTIL: Final = "until"
_NOTE: Final = "note"
_AS_HELD: Final = "as held"
_FOR: Final = {
    Purpose.SALE: "sold, swapped or spent where they are",
    Purpose.TRANSFER: "moved to another account",
    Purpose.GIFT: "given away",
}
_MIXED: Final = Choice(_AS_HELD, "as held", "in your wallets for a transfer, elsewhere for a sale")
_LONGEST_NOTE: Final = 200
_NOW: Final = {Purpose.SALE: "sell", Purpose.TRANSFER: "move", Purpose.GIFT: "give"}


class Naming:
    """Names the units that are marked in one book."""

    def __init__(self, book: Book, figures: Figures, marks: Marks) -> None:
        self._book, self._figures, self._marks = book, figures, marks

    def form(self) -> FormView:
        """Ask what the units are named for, and how long.

        Raises:
            UsageError: Nothing is marked.
        """
        if not self._marks:
            raise UsageError("No lot is marked.\nFix: mark with space what you are about to sell.")
        lots = len(self._marks)
        return FormView(
            title=f"Name the units of {'one lot' if lots == 1 else f'{lots:,} lots'}",
            about=(
                "Lots count as chosen only if they were named no later than the sale.",
                "It is written with this moment: do it first, then sell.",
            ),
            fields=(
                Field(name=_UNTIL, label="Last day", hint="2026-12-31; blank: until they are used"),
                Field(name=_NOTE, label="Note", hint="kept with the record"),
            ),
            choices=self._choices(),
        )

    def draft(self, answers: Mapping[str, str]) -> DraftView:
        """Show what these answers would record; nothing is written.

        Raises:
            HarvestError: The last day is none, or over.
        """
        named = self._named(self._figures, answers)
        return DraftView(
            title="I identify these units",
            facts=tuple(facts_of(self._figures, named, self._book.clock.now())),
        )

    def record(self, answers: Mapping[str, str]) -> str:
        """Record it, all or none, stamped with this moment; give a sentence that says so.

        Raises:
            HarvestError: The book has changed, and units that were marked are no longer there; or
                the last day is none, or over.
        """
        named = self._named(self._book.figures(), answers)
        made = self._book.store.identify_all([one.record for one in named])
        numbers = ", ".join(str(one.identification_id) for one in made)
        now = " and ".join(dict.fromkeys(_NOW[one.purpose] for one in made))
        return f"Recorded {made[0].recorded_at:%Y-%m-%d %H:%M:%S}Z, number {numbers}. Now {now}."

    def _choices(self) -> tuple[Choice, ...]:
        """Offer each purpose; where only some are in wallets, to move those and sell the rest."""
        plain = [Choice(one.value, f"for a {one.value}", words) for one, words in _FOR.items()]
        mixed = len({self._figures.accounts.in_wallet(account) for _, account in self._marks}) > 1
        return (*plain, *([_MIXED] if mixed else ()))

    def _named(self, figures: Figures, answers: Mapping[str, str]) -> tuple[Named, ...]:
        """Word one record for each asset in each account, in the order they were marked."""
        lots = figures.lots(figures.inputs.today)
        until = _last_instant(answers.get(_UNTIL, ""), figures)
        note = _note(answers.get(_NOTE, ""))
        accounts = dict.fromkeys(account for _, account in self._marks)
        named = tuple(
            Named(
                Identification(
                    identification_id=0,
                    recorded_at=self._book.clock.now(),
                    account=account,
                    asset=asset,
                    picks=tuple(Pick(lot_id=one.lot_id, quantity=one.quantity) for one in units),
                    purpose=self._purpose(account, answers),
                    valid_until=until,
                    note=note,
                ),
                tuple(units),
            )
            for account in accounts
            for asset, units in units_by_asset(lots, account, self._marks)
        )
        self._refuse_missing(named)
        return named

    def _refuse_missing(self, named: Sequence[Named]) -> None:
        """Refuse when the book has fewer units by now than were marked."""
        there = {
            (one.lot_id, each.record.account): one.quantity for each in named for one in each.units
        }
        for (lot, account), wanted in self._marks.items():
            if there.get((lot, account)) is None or there[lot, account] < (wanted or ZERO):
                raise IdentificationError(
                    f"{shown(lot)}@{shown(account)} no longer holds what is marked: the book has "
                    "changed.\nFix: esc, read it again (R), and mark anew."
                )

    def _purpose(self, account: str, answers: Mapping[str, str]) -> Purpose:
        said = answers.get("choice") or Purpose.SALE.value
        if said != _AS_HELD:
            return Purpose(said)
        return Purpose.TRANSFER if self._figures.accounts.in_wallet(account) else Purpose.SALE


def _note(typed: str) -> str:
    """Read a note that can be shown whole before it is recorded."""
    note = typed.strip()
    if len(note) > _LONGEST_NOTE:
        raise UsageError(f"Note: {len(note)} characters.\nFix: at most {_LONGEST_NOTE}.")
    return note


def _last_instant(typed: str, figures: Figures) -> datetime | None:
    """Read the last day in the taxpayer's zone; blank: none."""
    if not typed.strip():
        return None
    last = day(typed, "Last day", LATEST)
    if last < figures.inputs.today:
        raise UsageError(f"Last day: {last} is over.\nFix: today or later, or blank.")
    return end_of(last, figures.zone)
