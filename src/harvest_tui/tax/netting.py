"""Schedule D: gains and losses of a year netted within each term, then against each other."""

from typing import NamedTuple

from harvest_tui.domain.amounts import ZERO, Usd
from harvest_tui.domain.tax_year import ScheduleD, TermGains


class Carryover(NamedTuple):
    """Losses carried from one year to the next. Zero or more."""

    short_term: Usd
    long_term: Usd


NO_CARRYOVER = Carryover(ZERO, ZERO)


def net(short: TermGains, long: TermGains, carryover_in: Carryover, limit: Usd | None) -> ScheduleD:
    """Net the gains and losses of a year.

    Args:
        short: What goes into Part I, carryover left out.
        long: What goes into Part II, carryover left out.
        carryover_in: From the year before, by term.
        limit: Net loss deductible from other income; None where the filing status is not known.

    Returns:
        The lines of Schedule D. Line 21 is None for a net loss without a limit.

    Source: Schedule D (Form 1040), lines 1 to 21; 26 U.S.C. §§ 1211(b), 1222.
    """
    short_gains = short.from_ledger + short.elsewhere
    long_gains = long.from_ledger + long.elsewhere
    line_7 = short_gains - carryover_in.short_term
    line_15 = long_gains - carryover_in.long_term
    line_16 = line_7 + line_15
    return ScheduleD(
        short_term_gains=short_gains,
        short_term_carryover_in=carryover_in.short_term,
        net_short_term=line_7,
        long_term_gains=long_gains,
        long_term_carryover_in=carryover_in.long_term,
        net_long_term=line_15,
        net_gain=line_16,
        collectibles_gain=_line_18(long.collectibles, carryover_in.long_term, line_7, line_15),
        deductible_loss=_line_21(line_16, limit),
    )


def preferred_gain(schedule_d: ScheduleD) -> Usd:
    """Give the net capital gain: the smaller of lines 15 and 16, zero if either is a loss.

    Source: 26 U.S.C. § 1222(11); Schedule D Tax Worksheet line 9.
    """
    return max(ZERO, min(schedule_d.net_long_term, schedule_d.net_gain))


def gain_on_return(schedule_d: ScheduleD) -> Usd | None:
    """Give the amount that goes to Form 1040: the net gain, or less the deductible loss."""
    if schedule_d.net_gain >= ZERO:
        return schedule_d.net_gain
    loss = schedule_d.deductible_loss
    return None if loss is None else -loss


def _line_18(collectibles: Usd, line_14: Usd, line_7: Usd, line_15: Usd) -> Usd:
    """28% Rate Gain Worksheet: a net short-term loss and the carryover come off first."""
    if line_15 <= ZERO or line_7 + line_15 <= ZERO:
        return ZERO
    return max(ZERO, collectibles - line_14 + min(ZERO, line_7))


def _line_21(line_16: Usd, limit: Usd | None) -> Usd | None:
    if line_16 >= ZERO:
        return ZERO
    return None if limit is None else min(-line_16, limit)
