"""What a plan is judged by in one year: tax now, less the value of losses carried on."""

from decimal import localcontext

from harvest_tui.domain.amounts import EXACT, Usd
from harvest_tui.domain.settings import HarvestSettings
from harvest_tui.domain.tax_year import TaxYear


def objective(year: TaxYear, settings: HarvestSettings) -> Usd:
    """Give all taxes of the year, less the value of the losses carried on.

    The bracket formula counts, not the Tax Table.

    Raises:
        ValueError: The year's tax is not known.
    """
    with localcontext(EXACT):
        return tax_now(year) - carried_value(year, settings)


def tax_now(year: TaxYear) -> Usd:
    """Give what is paid for this year: income tax, AMT, NIIT and the state proxy.

    Raises:
        ValueError: The year's tax is not known.
    """
    if year.tax is None:
        raise ValueError(f"income for {year.year} is not known")
    return year.tax.total_tax


def carried_value(year: TaxYear, settings: HarvestSettings) -> Usd:
    """Give what the losses carried to later years are worth, by the user's tiers.

    Tiers are widths; beyond the last a carried loss is worth nothing. Each short-term dollar is
    worth the premium on top.

    Raises:
        ValueError: The carryover is not known.
    """
    short, long = year.short_term_carryover_out, year.long_term_carryover_out
    if short is None or long is None:
        raise ValueError(f"the carryover out of {year.year} is not known")
    left, worth = short + long, settings.carryforward_short_term_premium * short
    for tier in settings.carryforward_value:
        part = left if tier.width is None else min(left, tier.width)
        worth += tier.worth * part
        left -= part
    return worth
