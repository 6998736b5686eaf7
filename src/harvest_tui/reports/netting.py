"""Schedule D and the tax, before and after the marked sales."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from harvest_tui.domain.kinds import Term
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.reports.details import NO_INCOME
from harvest_tui.reports.netting_line import NettingLine, Welcome, changed, one_by_one
from harvest_tui.reports.next_dollars import loss_bar
from harvest_tui.reports.wording import money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from harvest_tui.domain.amounts import Usd
    from harvest_tui.domain.tax_year import Netting, Tax, TaxYear
    from harvest_tui.reports.next_dollars import LossBar
    from harvest_tui.reports.schedule_d import BeforeAndAfter

STATUS_WORDS: Final = {
    FilingStatus.SINGLE: "single",
    FilingStatus.MARRIED_JOINTLY: "married filing jointly",
    FilingStatus.MARRIED_SEPARATELY: "married filing separately",
    FilingStatus.HEAD_OF_HOUSEHOLD: "head of household",
    FilingStatus.SURVIVING_SPOUSE: "qualifying surviving spouse",
}
NO_STATUS: Final = "filing status not given"
ASSUMED: Final = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NettingView:
    """Before, after, change; taxes; the next dollars of loss."""

    title: str
    facts: tuple[str, ...]
    schedule_d: tuple[NettingLine, ...]
    tax: tuple[NettingLine, ...]
    """Empty where income was not given: a note says so."""
    bars: tuple[LossBar, ...]
    notes: tuple[str, ...]

    @property
    def strip(self) -> tuple[NettingLine, ...]:
        """The few lines to show beside a table."""
        return (*(line for line in self.schedule_d if line.strong), *self.tax[-1:])


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one line compares."""

    label: str
    brief: str
    where: str
    amount: Callable[[TaxYear], Usd | None]
    welcome: Welcome = Welcome.YES
    missing: str = NO_INCOME
    strong: bool = False
    term: Term | None = None
    carried: bool = False


def netting_view(
    netting: Netting,
    *,
    filing_status: FilingStatus | None,
    lines: BeforeAndAfter | None = None,
    facts: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> NettingView:
    """Word the netting of a year.

    Args:
        netting: Exact amounts; rounded here, half up to cents.
        filing_status: None where the user has not said.
        lines: Of Schedule D: those with sales are shown one by one. None: as one line a part.
        facts: Said behind the title: which law is in force.
        notes: Said below: what is not modelled.
    """
    status = STATUS_WORDS[filing_status] if filing_status else NO_STATUS
    segments = {
        "short-term": netting.short_term_segments,
        "long-term": netting.long_term_segments,
    }
    return NettingView(
        title=f"Schedule D {netting.after.year}",
        facts=(status, *_assumed_law(netting.after), *facts),
        schedule_d=tuple(_schedule_d(netting, lines)),
        tax=tuple(_tax(netting)),
        bars=tuple(loss_bar(term, stretch) for term, stretch in segments.items() if stretch),
        notes=(*_notes(netting), *notes),
    )


_SHORT: Final = _Entry(
    "Short-term, Form 8949 and elsewhere",
    "Short-term",
    "lines 1a-5",
    lambda year: year.schedule_d.short_term_gains,
    term=Term.SHORT,
)
_SHORT_IN: Final = _Entry(
    "Short-term carryover in",
    "Carryover in",
    "line 6",
    lambda year: year.schedule_d.short_term_carryover_in,
    Welcome.NEUTRAL,
    carried=True,
)
_NET_SHORT: Final = _Entry(
    "Net short-term",
    "Net short-term",
    "line 7",
    lambda year: year.schedule_d.net_short_term,
    strong=True,
    term=Term.SHORT,
)
_LONG: Final = _Entry(
    "Long-term, Form 8949 and elsewhere",
    "Long-term",
    "lines 8a-13",
    lambda year: year.schedule_d.long_term_gains,
    term=Term.LONG,
)
_LONG_IN: Final = _Entry(
    "Long-term carryover in",
    "Carryover in",
    "line 14",
    lambda year: year.schedule_d.long_term_carryover_in,
    Welcome.NEUTRAL,
    carried=True,
)
_NET: Final = (
    _Entry(
        "Net long-term",
        "Net long-term",
        "line 15",
        lambda year: year.schedule_d.net_long_term,
        strong=True,
        term=Term.LONG,
    ),
    _Entry("Net", "Net", "line 16", lambda year: year.schedule_d.net_gain, strong=True),
)
_COLLECTIBLES: Final = _Entry(
    "Of it, taxed at up to 28 %",
    "At up to 28 %",
    "line 18",
    lambda year: year.schedule_d.collectibles_gain,
    term=Term.LONG,
)
_DEDUCTIBLE: Final = _Entry(
    "Deductible loss against other income",
    "Deductible loss",
    "line 21",
    lambda year: year.schedule_d.deductible_loss,
    missing=NO_STATUS,
)
_OUT: Final = (
    _Entry(
        "Short-term loss carried to {next}",
        "Short to {next}",
        "worksheet 8",
        lambda year: year.short_term_carryover_out,
        Welcome.NEUTRAL,
        carried=True,
    ),
    _Entry(
        "Long-term loss carried to {next}",
        "Long to {next}",
        "worksheet 13",
        lambda year: year.long_term_carryover_out,
        Welcome.NEUTRAL,
        carried=True,
    ),
)


def _schedule_d(netting: Netting, lines: BeforeAndAfter | None) -> Iterator[NettingLine]:
    assumed = ASSUMED if netting.carryover_in_assumed else ""
    yield from one_by_one(Term.SHORT, lines) or (_line(netting, _SHORT),)
    yield _line(netting, _SHORT_IN, assumed)
    yield _line(netting, _NET_SHORT)
    yield from one_by_one(Term.LONG, lines) or (_line(netting, _LONG),)
    yield _line(netting, _LONG_IN, assumed)
    yield from (_line(netting, entry) for entry in _NET)
    if any(year.schedule_d.collectibles_gain for year in (netting.before, netting.after)):
        yield _line(netting, _COLLECTIBLES)
    yield _line(netting, _DEDUCTIBLE)
    yield from (_line(netting, entry) for entry in _OUT)


def _tax(netting: Netting) -> Iterator[NettingLine]:
    if netting.before.tax is None or netting.after.tax is None:
        return
    for label, amount, always in _TAXES:
        entry = _Entry(label, label, "", _of_tax(amount), Welcome.NO, strong=label == "Total tax")
        if always or any(entry.amount(year) for year in (netting.before, netting.after)):
            yield _line(netting, entry)


_TAXES: Final[tuple[tuple[str, Callable[[Tax], Usd | None], bool], ...]] = (
    ("Taxable income", lambda tax: tax.taxable_income, True),
    ("Income tax", lambda tax: tax.income_tax, True),
    ("AMT", lambda tax: tax.amt, False),
    ("NIIT", lambda tax: tax.niit, False),
    ("State proxy", lambda tax: tax.state_tax, False),
    ("Total tax", lambda tax: tax.total_tax, True),
)


def _of_tax(amount: Callable[[Tax], Usd | None]) -> Callable[[TaxYear], Usd | None]:
    return lambda year: None if year.tax is None else amount(year.tax)


def _line(netting: Netting, entry: _Entry, note: str = "") -> NettingLine:
    before, after = entry.amount(netting.before), entry.amount(netting.after)
    change, tone = changed(before, after, entry.welcome)
    next_year = netting.after.year + 1
    return NettingLine(
        label=entry.label.format(next=next_year),
        brief=entry.brief.format(next=next_year),
        where=entry.where,
        before=entry.missing if before is None else money(before),
        after=entry.missing if after is None else money(after),
        change=change,
        tone=tone,
        note=note,
        strong=entry.strong,
        term=entry.term,
        carried=entry.carried,
    )


def _assumed_law(year: TaxYear) -> tuple[str, ...]:
    return () if year.law_year == year.year else (f"{year.law_year} law assumed",)


def _notes(netting: Netting) -> Iterator[str]:
    year = netting.after.year
    if netting.carryover_in_assumed:
        yield (
            f"Carryover into {year} assumed to be 0. Next: give lines 8 and 13 of last year's "
            f"worksheet under [year.{year}] of harvest.toml."
        )
    if netting.after.tax is None:
        yield (
            f"Income for {year} not given: no tax figure. "
            f"Next: fill in [taxpayer] and [year.{year}] of harvest.toml."
        )
    elif netting.after.tax.amt is None:
        yield "AMT is not modelled here."
    if netting.ledger_income:
        how = {
            True: "added to the amounts above",
            False: "in the amounts above",
            None: "neither included nor added: say which with ledger_income in harvest.toml",
        }[netting.ledger_income_added]
        yield f"Ledger income {money(netting.ledger_income)}, {how}."
