"""Losses carried from year to year: the worksheet, and the chain of years."""

from dataclasses import dataclass
from enum import StrEnum

from harvest_tui.domain.amounts import Usd
from harvest_tui.domain.tax_year import ScheduleD


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryoverWorksheet:
    """Every line of the worksheet. None where the form says to skip the line."""

    line_1: Usd
    """Taxable income, signed: not floored at zero."""
    line_2: Usd
    """Schedule D line 21, as a positive number."""
    line_3: Usd
    line_4: Usd
    """The part of the deductible loss that lowered taxable income."""
    line_5: Usd
    """Schedule D line 7 as a positive number, zero if it is a gain."""
    line_6: Usd | None
    line_7: Usd | None
    line_8: Usd
    """Short-term carryover to next year's line 6."""
    line_9: Usd | None
    line_10: Usd | None
    line_11: Usd | None
    line_12: Usd | None
    line_13: Usd
    """Long-term carryover to next year's line 14."""

    def amounts(self) -> tuple[tuple[str, Usd | None], ...]:
        """Give the lines by number, 1 to 13."""
        return tuple((str(n), getattr(self, f"line_{n}")) for n in range(1, 14))


class Origin(StrEnum):
    """Where a carryover into a year comes from."""

    GIVEN = "given"
    """The user states both numbers."""
    PARTLY_GIVEN = "partly given"
    COMPUTED = "computed"
    """From the year before."""
    ASSUMED = "assumed"
    """Taken as zero, in whole or in part: the year before is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedYear:
    """One year of a chain: what comes in, what happens to it, what goes on."""

    year: int
    origin: Origin
    schedule_d: ScheduleD
    worksheet: CarryoverWorksheet | None
    """None where none is needed, or where it is not known."""
    line_1_stated: bool
    """Line 1 is as the user states it."""
    short_term_carryover_out: Usd | None
    """None where it cannot be known without income."""
    long_term_carryover_out: Usd | None
    sealed: bool = False
    """As it was filed."""
