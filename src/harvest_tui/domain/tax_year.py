"""Results of a year's tax: Schedule D by line, the carryover, and the tax where it is known."""

from dataclasses import dataclass
from enum import StrEnum

from harvest_tui.domain.amounts import ZERO, Usd


@dataclass(frozen=True, slots=True, kw_only=True)
class TermGains:
    """What goes into one part of Schedule D. Signed USD; losses negative."""

    from_ledger: Usd = ZERO
    """Gains of this ledger's disposals, Form 8949."""
    elsewhere: Usd = ZERO
    collectibles: Usd = ZERO
    """Of both, the long-term part taxed at up to 28 %; zero in the short-term part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleD:
    """The lines of Schedule D that the netting shows. Exact; rounded where shown."""

    short_term_gains: Usd
    """Lines 1 to 5 together, signed."""
    short_term_carryover_in: Usd
    """Line 6, zero or more."""
    net_short_term: Usd
    """Line 7, signed."""
    long_term_gains: Usd
    """Lines 8 to 13 together, signed."""
    long_term_carryover_in: Usd
    """Line 14, zero or more."""
    net_long_term: Usd
    """Line 15, signed."""
    net_gain: Usd
    """Line 16, signed."""
    collectibles_gain: Usd
    """Line 18, zero or more; zero unless lines 15 and 16 are gains."""
    deductible_loss: Usd | None
    """Line 21, zero or more; None where the filing status is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """Tax of one year. Exact, but for `income_tax_form`, which the form's table rounds."""

    adjusted_gross_income: Usd = ZERO
    """Signed."""
    deduction: Usd = ZERO
    """Standard, with what age and blindness add, or as given."""
    senior_deduction: Usd = ZERO
    """On top of that: Schedule 1-A, Part V."""
    taxable_income_signed: Usd
    """As the carryover worksheet wants it: not floored at zero."""
    taxable_income: Usd
    income_tax: Usd
    """By the bracket formula, continuous: what plans are judged by."""
    income_tax_form: Usd
    """As the form computes it, with the Tax Table under its limit."""
    niit: Usd
    amt: Usd | None
    """Over the regular tax; None where it is not modelled."""
    state_tax: Usd
    """The flat proxy."""

    @property
    def total_tax(self) -> Usd:
        """Income tax, AMT, NIIT and state proxy."""
        return self.income_tax + (self.amt or ZERO) + self.niit + self.state_tax


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxYear:
    """One year settled: netting, what is carried on, and the tax if income was given."""

    year: int
    schedule_d: ScheduleD
    short_term_carryover_out: Usd | None
    """Worksheet line 8; None where it cannot be known without income."""
    long_term_carryover_out: Usd | None
    tax: Tax | None
    """None: filing status or this year's amounts not given."""
    law_year: int
    """Year whose parameters were used: the year itself, or the last known one."""


class Use(StrEnum):
    """What becomes of the next dollar of loss."""

    INCOME_TAX = "income tax"
    """It lowers the income tax, and others perhaps."""
    NIIT = "NIIT"
    """It lowers the tax on net investment income, and the state's perhaps, but no income tax."""
    STATE = "state proxy"
    """It lowers the state proxy only."""
    CARRIED = "carried"
    """It lowers nothing this year, and is carried on."""
    ZERO_RATE = "zero rate"
    """It is used up on gain that is taxed at 0 percent."""
    NO_TAX = "no tax"
    """It is used up though no tax is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What the next dollars of loss are worth, per dollar, over one stretch."""

    start: Usd
    end: Usd | None
    """None: for ever."""
    worth_now: Usd
    """Less tax this year, per dollar of loss."""
    worth_later: Usd
    """Value of the loss carried on, per dollar."""
    reason: str
    use: Use = Use.INCOME_TAX


@dataclass(frozen=True, slots=True, kw_only=True)
class Netting:
    """Schedule D and tax before and after a set of planned sales."""

    before: TaxYear
    after: TaxYear
    carryover_in_assumed: bool
    """The carryover in was taken as zero because the year before is not known."""
    ledger_income: Usd
    """Staking and the like booked in the ledger this year, at fair value."""
    ledger_income_added: bool | None
    short_term_segments: tuple[Segment, ...] = ()
    """What the next dollars of short-term loss are worth after the marked sales."""
    long_term_segments: tuple[Segment, ...] = ()
    collectible_segments: tuple[Segment, ...] = ()
    """Of long-term losses on collectibles; empty where the user holds none."""
