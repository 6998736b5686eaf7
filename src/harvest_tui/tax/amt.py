"""Form 6251: what the alternative minimum tax adds."""

from harvest_tui.domain.amounts import ZERO, Usd
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.rules.parameters import AmtLaw, YearLaw
from harvest_tui.tax.brackets import graduated
from harvest_tui.tax.worksheets import GainWorksheet


def alternative_minimum_tax(
    minimum_taxable_income: Usd, regular: GainWorksheet, law: YearLaw
) -> Usd:
    """Give the alternative minimum tax over the regular tax, for wages, interest and gains.

    Args:
        minimum_taxable_income: Taxable income, signed, with the standard deduction and the
            seniors' one added back.
            Itemized deductions are taken to hold nothing that Form 6251 adds back, such as
            state and local taxes; nor are options, depreciation or other preferences known.
        regular: The worksheet of the regular tax.
        law: The year's.

    Source: Form 6251, Parts II and III; 26 U.S.C. §§ 55, 56.
    """
    line_4 = minimum_taxable_income + _separate_addition(minimum_taxable_income, law)
    line_6 = max(ZERO, line_4 - _exemption(line_4, law.amt))
    line_7 = min(_part_iii(line_6, regular, law), _at_minimum_rates(line_6, law.amt))
    return max(ZERO, line_7 - regular.tax)


def _part_iii(line_12: Usd, regular: GainWorksheet, law: YearLaw) -> Usd:
    """Keep the lower rates on gain. Gain at up to 28 percent has none here."""
    top_0, top_15 = law.long_term_tops
    _, rate_15, rate_20 = law.long_term_rates
    line_13 = regular.gain
    line_15 = min(line_13, regular.gain_with_collectibles)
    line_17 = line_12 - min(line_12, line_15)
    line_18 = _at_minimum_rates(line_17, law.amt)
    line_21 = max(ZERO, top_0 - regular.rest)
    line_22 = min(line_12, line_13)
    line_23 = min(line_21, line_22)  # taxed at 0 percent
    line_24 = line_22 - line_23
    line_28 = line_21 + regular.at_ordinary_rates
    line_29 = max(ZERO, top_15 - line_28)
    line_30 = min(line_24, line_29)  # taxed at 15 percent
    line_33 = line_22 - (line_23 + line_30)  # taxed at 20 percent
    return line_18 + rate_15 * line_30 + rate_20 * line_33


def _exemption(income: Usd, amt: AmtLaw) -> Usd:
    over = max(ZERO, income - amt.phase_out_start)
    return max(ZERO, amt.exemption - amt.phase_out_rate * over)


def _separate_addition(income: Usd, law: YearLaw) -> Usd:
    """Phase the exemption out once more for separate filers, so that two pay as one couple.

    Source: 26 U.S.C. § 55(d)(2), last sentence; Instructions for Form 6251, line 4.
    """
    if law.status is not FilingStatus.MARRIED_SEPARATELY:
        return ZERO
    amt = law.amt
    gone = amt.phase_out_start + amt.exemption / amt.phase_out_rate
    return min(amt.exemption, amt.phase_out_rate * max(ZERO, income - gone))


def _at_minimum_rates(amount: Usd, amt: AmtLaw) -> Usd:
    return graduated(amount, amt.rates, (amt.rate_top,))
