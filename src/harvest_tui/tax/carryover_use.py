"""What becomes of carried losses in a year: offset, deducted, carried on."""

from decimal import localcontext

from harvest_tui.domain.amounts import EXACT, ZERO
from harvest_tui.domain.tax_year import TaxYear
from harvest_tui.domain.years_ahead import CarryoverUse


def carryover_use(year: TaxYear) -> CarryoverUse:
    """Tell what became of the losses carried into a year, and of those new in it.

    What is deducted is what lowered taxable income: with little income that is less than line 21,
    and the rest is carried on.

    Source: Schedule D, lines 6, 14 and 16; Capital Loss Carryover Worksheet, line 4.
    """
    lines = year.schedule_d
    with localcontext(EXACT):
        carried_in = lines.short_term_carryover_in + lines.long_term_carryover_in
        own = lines.short_term_gains + lines.long_term_gains
        short, long = year.short_term_carryover_out, year.long_term_carryover_out
        out = None if short is None or long is None else short + long
        return CarryoverUse(
            carried_in=carried_in,
            new_loss=max(ZERO, -own),
            against_gains=min(carried_in, max(ZERO, own)),
            against_income=None if out is None else max(ZERO, -lines.net_gain) - out,
            carried_out=out,
        )
