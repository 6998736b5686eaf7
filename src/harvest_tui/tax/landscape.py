"""What the next dollar of loss is worth: exact stretches, in the order they are used up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from functools import partial
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import EXACT, ZERO, Usd
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.settings import HarvestSettings
from harvest_tui.domain.tax_year import Segment, TaxYear, Use
from harvest_tui.rules.parameters import parameters_for
from harvest_tui.tax.objective import carried_value, tax_now
from harvest_tui.tax.ray import Horizon, Ray, slope_of
from harvest_tui.tax.year import YearCase, settle

_OTHER: Final = {Term.SHORT: Term.LONG, Term.LONG: Term.SHORT}
_USELESS: Final = {
    Use.CARRIED: "carried forward",
    Use.ZERO_RATE: "no use: what it offsets is taxed at 0 percent",
    Use.NO_TAX: "no use: tax is already zero",
}

_More: TypeAlias = Callable[[YearCase, Usd], YearCase]
"""Gives the case with a further loss."""
_Why: TypeAlias = Callable[[TaxYear], str]
"""Says what the next dollar offsets while there are gains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A straight piece, before equal neighbours are joined."""

    worth_now: Usd
    worth_later: Usd
    reason: str
    use: Use
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
    return _segments(
        case,
        settings,
        lambda year, loss: with_more_loss(year, term, loss),
        partial(_gains_offset, term=term),
    )


def collectible_segments(case: YearCase, settings: HarvestSettings) -> tuple[Segment, ...]:
    """Give the worth of the next long-term losses on collectibles, as `segments` does.

    They lower the gain taxed at up to 28 percent together with the long-term gain.

    Source: Instructions for Schedule D, 28% Rate Gain Worksheet; 26 U.S.C. § 1(h)(5).
    """
    return _segments(case, settings, with_more_collectible_loss, _collectibles_offset)


def with_more_loss(case: YearCase, term: Term, loss: Usd) -> YearCase:
    """Give the case with a further loss of that term, not on collectibles, in the ledger."""
    ledger = case.ledger
    if term is Term.SHORT:
        return replace(case, ledger=replace(ledger, short_term=ledger.short_term - loss))
    return replace(case, ledger=replace(ledger, long_term=ledger.long_term - loss))


def with_more_collectible_loss(case: YearCase, loss: Usd) -> YearCase:
    """Give the case with a further long-term loss on collectibles in the ledger."""
    ledger = case.ledger
    less = replace(
        ledger, long_term=ledger.long_term - loss, collectibles=ledger.collectibles - loss
    )
    return replace(case, ledger=less)


def _segments(
    case: YearCase, settings: HarvestSettings, more: _More, offset: _Why
) -> tuple[Segment, ...]:
    if settle(case).tax is None:
        return ()
    found: list[Segment] = []
    start = ZERO
    with localcontext(EXACT):
        while True:
            horizon = Horizon()
            year = settle(more(case, Ray(start, Decimal(1), horizon)))
            piece = _stretch(year, case, settings, horizon, offset)
            end = None if piece.length is None else start + piece.length
            _join(found, piece, start, end)
            if end is None:
                return tuple(found)
            start = end


def _stretch(
    year: TaxYear, case: YearCase, settings: HarvestSettings, horizon: Horizon, offset: _Why
) -> _Stretch:
    now, later = -slope_of(tax_now(year)), slope_of(carried_value(year, settings))
    use = _use(year, now)
    return _Stretch(
        worth_now=now,
        worth_later=later,
        reason=_reason(year, case, offset, use),
        use=use,
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
            use=piece.use,
        )
    )


def _use(year: TaxYear, worth_now: Usd) -> Use:
    """Tell what becomes of the next dollar."""
    if year.tax is None or _carried_per_dollar(year):
        return Use.CARRIED
    if not worth_now:
        return Use.ZERO_RATE if tax_now(year) else Use.NO_TAX
    if slope_of(year.tax.income_tax) + _minimum_tax_per_dollar(year):
        return Use.INCOME_TAX
    return Use.NIIT if slope_of(year.tax.niit) else Use.STATE


def _reason(year: TaxYear, case: YearCase, offset: _Why, use: Use) -> str:
    """Say in plain words what the next dollar does."""
    if use in _USELESS:
        return _USELESS[use]
    what = (
        f"against other income, up to {_limit(case):,}"
        if year.schedule_d.net_gain < ZERO
        else offset(year)
    )
    if use is not Use.INCOME_TAX:
        return f"{what}: saves {use}, no income tax"
    minimum = _minimum_tax_per_dollar(year)
    if not minimum:
        return what
    return f"{what}, and lowers AMT" if minimum < ZERO else f"{what}; AMT takes part of it back"


def _minimum_tax_per_dollar(year: TaxYear) -> Usd:
    """Give how AMT changes: a loss can bring its exemption back, or leave more of it owed."""
    return slope_of(year.tax.amt or ZERO) if year.tax else ZERO


def _gains_offset(year: TaxYear, term: Term) -> str:
    lines = year.schedule_d
    own = lines.net_short_term if term is Term.SHORT else lines.net_long_term
    return f"offsets {term if own > ZERO else _OTHER[term]}-term gains"


def _collectibles_offset(year: TaxYear) -> str:
    if year.schedule_d.collectibles_gain > ZERO:
        return "offsets gains on collectibles, taxed at up to 28 percent"
    return _gains_offset(year, Term.LONG)


def _carried_per_dollar(year: TaxYear) -> Usd:
    short, long = year.short_term_carryover_out, year.long_term_carryover_out
    return slope_of(short or ZERO) + slope_of(long or ZERO)


def _limit(case: YearCase) -> Usd:
    status = case.taxpayer.filing_status
    if status is None:
        raise ValueError("a tax is known and the filing status is not")
    return parameters_for(case.year, status).capital_loss_limit
