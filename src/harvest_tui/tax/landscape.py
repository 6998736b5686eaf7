"""What the next dollar of loss is worth: exact stretches, in the order they are used up."""

from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Final

from harvest_tui.domain.amounts import EXACT, ZERO, Usd
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.settings import HarvestSettings
from harvest_tui.domain.tax_year import Segment, TaxYear
from harvest_tui.rules.parameters import parameters_for
from harvest_tui.tax.objective import carried_value, tax_now
from harvest_tui.tax.ray import Horizon, Ray, slope_of
from harvest_tui.tax.year import YearCase, settle

_OTHER: Final = {Term.SHORT: Term.LONG, Term.LONG: Term.SHORT}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A straight piece, before equal neighbours are joined."""

    worth_now: Usd
    worth_later: Usd
    reason: str
    length: Usd | None
    """None: for ever."""


def segments(case: YearCase, term: Term, settings: HarvestSettings) -> tuple[Segment, ...]:
    """Give the worth of the next losses of one term, dollar by dollar.

    Args:
        case: The year as it stands, marked sales included.
        term: Of the losses to come. They are no losses on collectibles.
        settings: What a carried loss is worth.

    Returns:
        Stretches from the first dollar on, without gaps; the last has no end. Within one the
        worth of a dollar and the reason are the same. Empty where the year's tax is not known.
        Ends are exact, or rounded up to 10**-18 where they are no decimal.
    """
    if settle(case).tax is None:
        return ()
    found: list[Segment] = []
    start = ZERO
    with localcontext(EXACT):
        while True:
            piece = _stretch(case, term, settings, start)
            end = None if piece.length is None else start + piece.length
            _join(found, piece, start, end)
            if end is None:
                return tuple(found)
            start = end


def with_more_loss(case: YearCase, term: Term, loss: Usd) -> YearCase:
    """Give the case with a further loss of that term, not on collectibles, in the ledger."""
    ledger = case.ledger
    if term is Term.SHORT:
        return replace(case, ledger=replace(ledger, short_term=ledger.short_term - loss))
    return replace(case, ledger=replace(ledger, long_term=ledger.long_term - loss))


def _stretch(case: YearCase, term: Term, settings: HarvestSettings, start: Usd) -> _Stretch:
    horizon = Horizon()
    year = settle(with_more_loss(case, term, Ray(start, Decimal(1), horizon)))
    now, later = -slope_of(tax_now(year)), slope_of(carried_value(year, settings))
    return _Stretch(
        worth_now=now,
        worth_later=later,
        reason=_reason(year, case, term, now),
        length=horizon.nearest,
    )


def _join(found: list[Segment], piece: _Stretch, start: Usd, end: Usd | None) -> None:
    """Add a piece, or lengthen the last segment where the piece only goes on with it."""
    if found:
        last = found[-1]
        if (last.worth_now, last.worth_later, last.reason) == (
            piece.worth_now,
            piece.worth_later,
            piece.reason,
        ):
            found[-1] = replace(last, end=end)
            return
    found.append(
        Segment(
            start=start,
            end=end,
            worth_now=piece.worth_now,
            worth_later=piece.worth_later,
            reason=piece.reason,
        )
    )


def _reason(year: TaxYear, case: YearCase, term: Term, worth_now: Usd) -> str:
    """Say in plain words what the next dollar does."""
    lines = year.schedule_d
    if _carried_per_dollar(year):
        return "carried forward"
    if not worth_now:
        return (
            "no use: what it offsets is taxed at 0 percent"
            if tax_now(year)
            else "no use: tax is already zero"
        )
    if lines.net_gain < ZERO:
        return f"against other income, up to {_limit(case):,}"
    own = lines.net_short_term if term is Term.SHORT else lines.net_long_term
    return f"offsets {term if own > ZERO else _OTHER[term]}-term gains"


def _carried_per_dollar(year: TaxYear) -> Usd:
    short, long = year.short_term_carryover_out, year.long_term_carryover_out
    return slope_of(short or ZERO) + slope_of(long or ZERO)


def _limit(case: YearCase) -> Usd:
    status = case.taxpayer.filing_status
    if status is None:
        raise ValueError("a tax is known and the filing status is not")
    return parameters_for(case.year, status).capital_loss_limit
