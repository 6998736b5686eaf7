"""The Capital Loss Carryover Worksheet: what is left for next year, by term."""

from harvest_tui.domain.amounts import ZERO, Usd
from harvest_tui.domain.carryover import CarryoverWorksheet
from harvest_tui.domain.tax_year import ScheduleD
from harvest_tui.tax.netting import NO_CARRYOVER, Carryover


def carryover_worksheet(
    schedule_d: ScheduleD, taxable_income_signed: Usd
) -> CarryoverWorksheet | None:
    """Fill in the worksheet.

    Args:
        schedule_d: This year's, with its line 21.
        taxable_income_signed: Not floored at zero, after the loss on line 21.

    Returns:
        The lines, or None where the form says not to use it: no loss on line 21, or all of the
        loss deducted and taxable income not below zero. Then nothing is carried.

    Raises:
        ValueError: Line 21 is not known.

    Source: Instructions for Schedule D, Capital Loss Carryover Worksheet; 26 U.S.C. § 1212(b).
    """
    line_21, line_7, line_15 = (
        schedule_d.deductible_loss,
        schedule_d.net_short_term,
        schedule_d.net_long_term,
    )
    if line_21 is None:
        raise ValueError("line 21 is not known: no filing status")
    if not line_21 or (line_21 == -schedule_d.net_gain and taxable_income_signed >= ZERO):
        return None
    line_3 = max(ZERO, taxable_income_signed + line_21)
    line_4 = min(line_21, line_3)
    line_5 = max(ZERO, -line_7)
    line_6 = max(ZERO, line_15) if line_7 < ZERO else None
    line_7_sum = None if line_6 is None else line_4 + line_6
    line_9 = -line_15 if line_15 < ZERO else None
    line_10 = None if line_9 is None else max(ZERO, line_7)
    line_11 = None if line_9 is None else max(ZERO, line_4 - line_5)
    line_12 = None if line_10 is None or line_11 is None else line_10 + line_11
    return CarryoverWorksheet(
        line_1=taxable_income_signed,
        line_2=line_21,
        line_3=line_3,
        line_4=line_4,
        line_5=line_5,
        line_6=line_6,
        line_7=line_7_sum,
        line_8=ZERO if line_7_sum is None else max(ZERO, line_5 - line_7_sum),
        line_9=line_9,
        line_10=line_10,
        line_11=line_11,
        line_12=line_12,
        line_13=ZERO if line_9 is None or line_12 is None else max(ZERO, line_9 - line_12),
    )


def carryover_out(schedule_d: ScheduleD, taxable_income_signed: Usd | None) -> Carryover | None:
    """Give what is carried to next year; None where it cannot be known without income."""
    if schedule_d.net_gain >= ZERO:
        return NO_CARRYOVER
    if taxable_income_signed is None or schedule_d.deductible_loss is None:
        return None
    worksheet = carryover_worksheet(schedule_d, taxable_income_signed)
    return NO_CARRYOVER if worksheet is None else Carryover(worksheet.line_8, worksheet.line_13)
