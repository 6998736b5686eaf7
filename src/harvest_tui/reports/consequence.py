"""What an election would change, in words: before it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harvest_tui.reports.details import NO_INCOME, Fact
from harvest_tui.reports.elections import instant_words, place_words
from harvest_tui.reports.forms import DraftView
from harvest_tui.reports.lines import Tone
from harvest_tui.reports.netting import NO_STATUS
from harvest_tui.reports.wording import money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from harvest_tui.domain.amounts import Usd
    from harvest_tui.domain.comparison import Consequence, YearChange
    from harvest_tui.domain.elections import Election
    from harvest_tui.domain.tax_year import TaxYear

_AMOUNTS: Final[tuple[tuple[str, Callable[[TaxYear], Usd | None], str], ...]] = (
    ("short-term gains", lambda year: year.schedule_d.short_term_gains, ""),
    ("long-term gains", lambda year: year.schedule_d.long_term_gains, ""),
    ("line 16", lambda year: year.schedule_d.net_gain, ""),
    ("line 21", lambda year: year.schedule_d.deductible_loss, NO_STATUS),
    ("total tax", lambda year: year.tax.total_tax if year.tax else None, NO_INCOME),
    ("short carried on", lambda year: year.short_term_carryover_out, NO_INCOME),
    ("long carried on", lambda year: year.long_term_carryover_out, NO_INCOME),
)


def consequence_view(consequence: Consequence) -> DraftView:
    """Word what recording would change: only what differs, and only up to today."""
    election = consequence.election
    return DraftView(
        title=f"{election.method.value} from {election.year} on",
        facts=(
            Fact("Recorded", _election(election)),
            Fact("Covers", _covers(election)),
            *_changes(consequence),
        ),
    )


def _election(one: Election) -> str:
    filed = ", stated as filed" if one.as_filed else ""
    where = place_words(one.account, one.asset) or "all lots"
    begins = f", in effect since {instant_words(one.effective_from)}" if one.effective_from else ""
    return f"{one.method.value} from {one.year} on for {where}, {one.scope.value}{begins}{filed}"


def _covers(one: Election) -> str:
    if one.as_filed:
        return f"disposals from {one.year} on, past ones too: it was in force at the time"
    return "disposals after this moment; for a sale that is made no method can be chosen any more"


def _changes(consequence: Consequence) -> Iterator[Fact]:
    if not consequence.disposals:
        yield Fact("Changes", "nothing: the book holds no disposals yet")
    elif not consequence.matters:
        yield Fact("Changes", "no disposal on record, and no figure of any year")
    for change in consequence.years:
        yield from _year(change)
    if consequence.sealed_through is not None:
        words = (
            f"years through {consequence.sealed_through} stay as filed; where another method would "
            "change them, check says what amended returns would"
        )
        yield Fact("Sealed", words, Tone.WARNING)
    if consequence.lots_differ:
        yield Fact("Open lots", "others are left, or of another basis, or provisional")


def _year(change: YearChange) -> Iterator[Fact]:
    year, count = change.after.year, change.disposals
    if count:
        takes = "disposal takes" if count == 1 else "disposals take"
        yield Fact(f"{year}", f"{count:,} {takes} other lots", Tone.WARNING)
    if change.provisional:
        become = "disposal becomes" if change.provisional == 1 else "disposals become"
        words = f"{change.provisional:,} {become} provisional: an error stands before (check)"
        yield Fact(f"{year}", words, Tone.WARNING)
    for label, amount, missing in _AMOUNTS:
        before, after = (_said(amount(side), missing) for side in (change.before, change.after))
        if before != after:
            yield Fact(f"{year} {label}", f"{before} → {after}")
    if change.after.tax is None:
        yield Fact(f"{year} total tax", NO_INCOME, Tone.MUTED)


def _said(amount: Usd | None, missing: str) -> str:
    return missing if amount is None else money(amount)
