"""Income tax where part of the income is long-term gain or qualified dividends."""

from dataclasses import dataclass

from harvest_tui.domain.amounts import ZERO, Usd
from harvest_tui.domain.tax_year import ScheduleD
from harvest_tui.rules.parameters import YearLaw
from harvest_tui.tax.brackets import TaxOn
from harvest_tui.tax.netting import preferred_gain


@dataclass(frozen=True, slots=True, kw_only=True)
class GainWorksheet:
    """A finished worksheet: the tax, and the lines that Form 6251 takes over."""

    tax: Usd
    """Qualified Dividends and Capital Gain Tax Worksheet line 25; Schedule D Tax Worksheet 47."""
    gain: Usd
    """Gain at 0, 15 and 20 percent with qualified dividends: line 4; line 13."""
    gain_with_collectibles: Usd
    """The same and the gain at up to 28 percent: line 4; line 10."""
    rest: Usd
    """Taxable income less `gain`: line 5; line 14."""
    at_ordinary_rates: Usd
    """What of it the ordinary rates tax: line 5; line 21."""


def gain_worksheet(
    taxable_income: Usd,
    qualified_dividends: Usd,
    schedule_d: ScheduleD,
    law: YearLaw,
    tax_on: TaxOn,
) -> GainWorksheet:
    """Fill in the worksheet that Schedule D sends the taxpayer to.

    Args:
        taxable_income: Zero or more.
        qualified_dividends: Zero or more.
        schedule_d: Line 18 chooses the worksheet; without gain and dividends both are plain tax.
        law: The year's.
        tax_on: Ordinary tax, by the schedule or by the form.

    Source: Schedule D, lines 17 to 22.
    """
    preferred = preferred_gain(schedule_d)
    collectibles = min(preferred, schedule_d.collectibles_gain)
    if collectibles:
        return schedule_d_tax_worksheet(
            taxable_income, qualified_dividends, preferred, collectibles, law, tax_on
        )
    return qualified_dividends_worksheet(
        taxable_income, qualified_dividends + preferred, law, tax_on
    )


def qualified_dividends_worksheet(
    taxable_income: Usd, gain: Usd, law: YearLaw, tax_on: TaxOn
) -> GainWorksheet:
    """Fill in the Qualified Dividends and Capital Gain Tax Worksheet.

    Args:
        taxable_income: Line 1, zero or more.
        gain: Line 4: qualified dividends and net capital gain.
        law: The year's.
        tax_on: Ordinary tax, by the schedule or by the form.

    Source: Instructions for Form 1040, line 16; 26 U.S.C. § 1(h).
    """
    top_0, top_15 = law.long_term_tops
    _, rate_15, rate_20 = law.long_term_rates
    line_5 = max(ZERO, taxable_income - gain)
    line_7 = min(taxable_income, top_0)
    line_9 = line_7 - min(line_5, line_7)  # taxed at 0 percent
    line_10 = min(taxable_income, gain)
    line_12 = line_10 - line_9
    line_14 = min(taxable_income, top_15)
    line_16 = max(ZERO, line_14 - (line_5 + line_9))
    line_17 = min(line_12, line_16)  # taxed at 15 percent
    line_20 = line_10 - (line_9 + line_17)  # taxed at 20 percent
    line_23 = rate_15 * line_17 + rate_20 * line_20 + tax_on(line_5)
    return GainWorksheet(
        tax=min(line_23, tax_on(taxable_income)),
        gain=gain,
        gain_with_collectibles=gain,
        rest=line_5,
        at_ordinary_rates=line_5,
    )


def schedule_d_tax_worksheet(
    taxable_income: Usd,
    qualified_dividends: Usd,
    preferred: Usd,
    collectibles: Usd,
    law: YearLaw,
    tax_on: TaxOn,
) -> GainWorksheet:
    """Fill in the Schedule D Tax Worksheet, where some gain is taxed at up to 28 percent.

    The 28 percent are a ceiling: collectibles gain that fits under the top of the 24 percent
    bracket is taxed at ordinary rates. Unrecaptured section 1250 gain is not modelled.

    Args:
        taxable_income: Line 1, zero or more.
        qualified_dividends: Line 2.
        preferred: Line 9, the net capital gain.
        collectibles: Line 12: of `preferred`, what is taxed at up to 28 percent.
        law: The year's.
        tax_on: Ordinary tax, by the schedule or by the form.

    Source: Instructions for Schedule D, Schedule D Tax Worksheet; 26 U.S.C. § 1(h)(1), (4).
    """
    top_0, top_15 = law.long_term_tops
    _, rate_15, rate_20 = law.long_term_rates
    line_10 = qualified_dividends + preferred
    line_13 = line_10 - collectibles
    line_14 = max(ZERO, taxable_income - line_13)
    line_16 = min(taxable_income, top_0)
    line_17 = min(line_14, line_16)
    line_18 = max(ZERO, taxable_income - line_10)
    line_19 = min(taxable_income, law.collectibles_ordinary_top)
    line_20 = min(line_14, line_19)
    line_21 = max(line_18, line_20)
    line_22 = line_16 - line_17  # taxed at 0 percent
    line_23 = min(taxable_income, line_13)
    line_26 = min(taxable_income, top_15)
    line_29 = max(ZERO, line_26 - (line_21 + line_22))
    line_30 = min(line_23 - line_22, line_29)  # taxed at 15 percent
    line_33 = line_23 - (line_22 + line_30)  # taxed at 20 percent
    line_42 = taxable_income - (line_21 + line_22 + line_30 + line_33)
    line_45 = (
        rate_15 * line_30 + rate_20 * line_33 + law.collectibles_rate * line_42 + tax_on(line_21)
    )
    return GainWorksheet(
        tax=min(line_45, tax_on(taxable_income)),
        gain=line_13,
        gain_with_collectibles=line_10,
        rest=line_14,
        at_ordinary_rates=line_21,
    )
