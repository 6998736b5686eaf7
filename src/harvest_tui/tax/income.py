"""The incomes on Form 1040 that the taxes are taken from."""

from dataclasses import dataclass

from harvest_tui.domain.amounts import ZERO, Usd
from harvest_tui.domain.settings import YearInputs
from harvest_tui.domain.tax_year import ScheduleD
from harvest_tui.rules.parameters import YearLaw
from harvest_tui.tax.deductions import Deductions, deductions_of
from harvest_tui.tax.netting import gain_on_return


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """Incomes of one year. Signed USD where the name does not say otherwise."""

    investment: Usd
    """Interest, dividends and the gain on the return, or less the deductible loss."""
    adjusted_gross: Usd
    deductions: Deductions
    taxable_signed: Usd
    taxable: Usd
    """Zero or more."""
    minimum_taxable: Usd
    """As Form 6251 starts: with what it does not allow, but not a given deduction, added back."""


def income_of(
    schedule_d: ScheduleD, inputs: YearInputs, ledger_income: Usd, law: YearLaw
) -> Income:
    """Add up a year's income.

    Args:
        schedule_d: With line 21 known.
        inputs: Income and deduction.
        ledger_income: Added to other income where `inputs.ledger_income_added`.
        law: The year's.

    Raises:
        ValueError: Line 21 is not known.

    Source: Form 1040, lines 1 to 15.
    """
    gain = gain_on_return(schedule_d)
    if gain is None:
        raise ValueError("line 21 is not known: no filing status")
    investment = inputs.interest_and_nonqualified_dividends + inputs.qualified_dividends + gain
    other = inputs.wages_and_other + (ledger_income if inputs.ledger_income_added else ZERO)
    adjusted = other + investment
    deductions = deductions_of(inputs, adjusted, law)
    signed = adjusted - deductions.total
    return Income(
        investment=investment,
        adjusted_gross=adjusted,
        deductions=deductions,
        taxable_signed=signed,
        taxable=max(ZERO, signed),
        minimum_taxable=signed + deductions.not_for_minimum_tax,
    )
