"""One year settled: Schedule D, the carryover, and every tax where income is known."""

from dataclasses import dataclass
from decimal import localcontext

from harvest_tui.domain.amounts import EXACT, ZERO, Usd
from harvest_tui.domain.carryover import CarryoverWorksheet
from harvest_tui.domain.settings import Taxpayer, YearInputs
from harvest_tui.domain.tax_year import ScheduleD, Tax, TaxYear, TermGains
from harvest_tui.rules.errors import UncoveredYearError
from harvest_tui.rules.parameters import FIRST_YEAR, YearLaw, last_known_year, parameters_for
from harvest_tui.tax.amt import alternative_minimum_tax
from harvest_tui.tax.brackets import by_form, by_schedule
from harvest_tui.tax.carryover import carryover_out, carryover_worksheet
from harvest_tui.tax.income import income_of
from harvest_tui.tax.netting import NO_CARRYOVER, Carryover, net
from harvest_tui.tax.niit import net_investment_income_tax
from harvest_tui.tax.worksheets import gain_worksheet


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerGains:
    """What is known sale by sale of one year: this ledger's, and imported ones. Signed USD."""

    short_term: Usd = ZERO
    long_term: Usd = ZERO
    """Collectibles included."""
    collectibles: Usd = ZERO
    """Of `long_term`, what is taxed at up to 28 percent."""
    income: Usd = ZERO
    """Staking and the like at fair value, zero or more."""
    short_term_elsewhere: Usd = ZERO
    """Of sales imported from Forms 1099-B: they add to the amounts typed in."""
    long_term_elsewhere: Usd = ZERO
    """Collectibles included."""
    collectibles_elsewhere: Usd = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCase:
    """All that a year's tax rests on."""

    year: int
    taxpayer: Taxpayer
    """Without a filing status neither a tax nor line 21 of a loss is known."""
    inputs: YearInputs | None = None
    """What the return holds beside the ledger; None: not given, and no tax is known. Its own
    carryovers are not looked at: `carryover_in` is what counts."""
    ledger: LedgerGains = LedgerGains()
    carryover_in: Carryover = NO_CARRYOVER


def settle(case: YearCase) -> TaxYear:
    """Settle one year.

    Returns:
        Exact amounts, nothing rounded but `income_tax_form`.

    Raises:
        UncoveredYearError: Income is given for a year before 2018.
    """
    law = _law(case)
    with localcontext(EXACT):
        short, long = term_gains(case)
        schedule_d = net(short, long, case.carryover_in, law.capital_loss_limit if law else None)
        tax = tax_of(schedule_d, case, law) if law and case.inputs else None
        carried = carryover_out(schedule_d, _line_1(case, tax))
    return TaxYear(
        year=case.year,
        schedule_d=schedule_d,
        short_term_carryover_out=carried.short_term if carried else None,
        long_term_carryover_out=carried.long_term if carried else None,
        tax=tax,
        law_year=min(case.year, last_known_year()),
    )


def term_gains(case: YearCase) -> tuple[TermGains, TermGains]:
    """Put the ledger's gains and those from elsewhere into the two parts of Schedule D.

    Returns:
        Short-term, long-term; the collectibles from elsewhere are part of the long-term sum.
    """
    ledger, given = case.ledger, case.inputs or YearInputs()
    collectibles = given.long_term_collectibles_elsewhere
    return (
        TermGains(
            from_ledger=ledger.short_term,
            elsewhere=given.short_term_gains_elsewhere + ledger.short_term_elsewhere,
        ),
        TermGains(
            from_ledger=ledger.long_term,
            elsewhere=given.long_term_gains_elsewhere + collectibles + ledger.long_term_elsewhere,
            collectibles=ledger.collectibles + collectibles + ledger.collectibles_elsewhere,
        ),
    )


def tax_of(schedule_d: ScheduleD, case: YearCase, law: YearLaw) -> Tax:
    """Compute every tax of a year.

    Args:
        schedule_d: With line 21 known.
        case: With its inputs.
        law: The year's, for the filing status.

    Raises:
        ValueError: Line 21 or the inputs are not known.

    Source: Form 1040, lines 1 to 16; Schedule 2, lines 1 and 12.
    """
    if case.inputs is None:
        raise ValueError(f"income for {case.year} is not known")
    income = income_of(schedule_d, case.inputs, case.ledger.income, law)
    dividends = case.inputs.qualified_dividends
    regular = gain_worksheet(income.taxable, dividends, schedule_d, law, by_schedule(law))
    form = gain_worksheet(income.taxable, dividends, schedule_d, law, by_form(law))
    return Tax(
        adjusted_gross_income=income.adjusted_gross,
        deduction=income.deductions.total - income.deductions.senior,
        senior_deduction=income.deductions.senior,
        taxable_income_signed=income.taxable_signed,
        taxable_income=income.taxable,
        income_tax=regular.tax,
        income_tax_form=form.tax,
        niit=net_investment_income_tax(income.investment, income.adjusted_gross, law),
        amt=alternative_minimum_tax(income.minimum_taxable, regular, law),
        state_tax=case.taxpayer.state_rate * income.taxable,
    )


def worksheet_of(case: YearCase, year: TaxYear) -> CarryoverWorksheet | None:
    """Fill in the worksheet that carries a settled year's loss on.

    Args:
        case: What the year rests on.
        year: It settled.

    Returns:
        None where no worksheet is needed, or where it cannot be known without income.
    """
    line_1 = _line_1(case, year.tax)
    if line_1 is None:
        return None
    with localcontext(EXACT):
        return carryover_worksheet(year.schedule_d, line_1)


def _line_1(case: YearCase, tax: Tax | None) -> Usd | None:
    """Give line 1 of the worksheet: as the user states it, else taxable income."""
    if tax is None or case.inputs is None:
        return None
    stated = case.inputs.carryover_worksheet_line_1
    return tax.taxable_income_signed if stated is None else stated


def _law(case: YearCase) -> YearLaw | None:
    if case.year < FIRST_YEAR:
        if case.inputs is None:
            return None
        raise UncoveredYearError(case.year, FIRST_YEAR)
    status = case.taxpayer.filing_status
    return parameters_for(case.year, status) if status else None
