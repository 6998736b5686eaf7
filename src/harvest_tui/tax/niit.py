"""Form 8960: the tax on net investment income."""

from harvest_tui.domain.amounts import ZERO, Usd
from harvest_tui.rules.parameters import YearLaw


def net_investment_income_tax(
    investment_income: Usd, adjusted_gross_income: Usd, law: YearLaw
) -> Usd:
    """Give the tax: on the smaller of investment income and income over the threshold.

    Args:
        investment_income: Interest, dividends and the gain on the return, which may be a
            deductible loss; no expenses. Signed.
        adjusted_gross_income: With all of that; nothing earned abroad is left out. Signed.
        law: The year's.

    Source: 26 U.S.C. § 1411; Form 8960, lines 8 to 17.
    """
    over = max(ZERO, adjusted_gross_income - law.niit_threshold)
    return law.niit_rate * min(max(ZERO, investment_income), over)
