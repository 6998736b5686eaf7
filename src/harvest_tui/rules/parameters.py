"""The amounts of the law that hold in one year for one filing status."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from harvest_tui.domain.amounts import Usd
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.rules.errors import UncoveredYearError
from harvest_tui.rules.files import Value, parameter

FIRST_YEAR: Final = 2018
"""The first year of the brackets of Pub. L. 115-97, and the first one covered."""

_YEARLY: Final = "ordinary_brackets"
"""Published anew each year: its newest version is the last known law."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxTable:
    """Rows of the Tax Table. Below the first row there is no tax."""

    limit: Usd
    """Taxable income from here on goes by the schedule."""
    rows: tuple[tuple[Usd, Usd], ...]
    """(start, width of the rows from there on), lowest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmtLaw:
    """Amounts of the alternative minimum tax (26 U.S.C. § 55)."""

    exemption: Usd
    phase_out_start: Usd
    phase_out_rate: Decimal
    rates: tuple[Decimal, ...]
    """Lower and higher."""
    rate_top: Usd
    """Up to here, above the exemption, at the lower rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeDeductions:
    """What age or blindness adds to the deduction."""

    additional_standard: Usd
    """Per box checked: 65 or more, blind."""
    senior: Usd
    """Per person of 65 or more, 26 U.S.C. § 151(d)(5). Zero outside 2025 to 2028."""
    senior_phase_out_start: Usd
    senior_phase_out_rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLaw:
    """All amounts for one year and filing status. USD; rates per dollar."""

    year: int
    law_year: int
    """Year whose amounts these are: `year`, or the last known one before it."""
    status: FilingStatus
    ordinary_rates: tuple[Decimal, ...]
    ordinary_tops: tuple[Usd, ...]
    """One fewer than the rates: the last has no top."""
    long_term_rates: tuple[Decimal, ...]
    long_term_tops: tuple[Usd, ...]
    """Taxable income up to which gain is taxed at the first and at the second rate."""
    standard_deduction: Usd
    capital_loss_limit: Usd
    collectibles_rate: Decimal
    collectibles_ordinary_top: Usd
    """Collectibles gain up to this taxable income is taxed at ordinary rates: line 19 of the
    Schedule D Tax Worksheet."""
    niit_rate: Decimal
    niit_threshold: Usd
    tax_table: TaxTable
    amt: AmtLaw
    age: AgeDeductions


@cache
def parameters_for(year: int, status: FilingStatus) -> YearLaw:
    """Give the law of a year; after the last known one, that of the last known.

    Raises:
        UncoveredYearError: The year is before 2018.
    """
    day = _first_day(year)
    tops = _many("ordinary_brackets", day, status)
    rates = _many("ordinary_rates", day)
    below = _one("below_collectibles_rate", day)
    return YearLaw(
        year=year,
        law_year=min(year, last_known_year()),
        status=status,
        ordinary_rates=rates,
        ordinary_tops=tops,
        long_term_rates=_many("long_term_rates", day),
        long_term_tops=_many("long_term_brackets", day, status),
        standard_deduction=_one("standard_deduction", day, status),
        capital_loss_limit=_one("capital_loss_limit", day, status),
        collectibles_rate=_one("collectibles_rate", day),
        collectibles_ordinary_top=tops[sum(rate < below for rate in rates) - 1],
        niit_rate=_one("niit_rate", day),
        niit_threshold=_one("niit_threshold", day, status),
        tax_table=_tax_table(day),
        amt=_amt(day, status),
        age=age_deductions_for(year, status),
    )


@cache
def age_deductions_for(year: int, status: FilingStatus) -> AgeDeductions:
    """Give what age adds to the deduction in a year.

    Raises:
        UncoveredYearError: The year is before 2018.
    """
    day = _first_day(year)
    return AgeDeductions(
        additional_standard=_one("additional_standard_deduction", day, status),
        senior=_one("senior_deduction", day, status),
        senior_phase_out_start=_one("senior_deduction_phase_out", day, status),
        senior_phase_out_rate=_one("senior_deduction_phase_out_rate", day),
    )


def last_known_year() -> int:
    """Give the newest year whose amounts were published when this was released."""
    return parameter(_YEARLY).values[-1][0].year


def _first_day(year: int) -> date:
    if year < FIRST_YEAR:
        raise UncoveredYearError(year, FIRST_YEAR)
    return date(year, 1, 1)


def _tax_table(day: date) -> TaxTable:
    table = parameter("tax_table").at(day)
    starts, widths = _numbers(table["row_starts"]), _numbers(table["row_widths"])
    return TaxTable(limit=_number(table["limit"]), rows=tuple(zip(starts, widths, strict=True)))


def _amt(day: date, status: FilingStatus) -> AmtLaw:
    return AmtLaw(
        exemption=_one("amt_exemption", day, status),
        phase_out_start=_one("amt_phase_out", day, status),
        phase_out_rate=_one("amt_phase_out_rate", day),
        rates=_many("amt_rates", day),
        rate_top=_one("amt_rate_top", day, status),
    )


def _one(name: str, day: date, status: FilingStatus | None = None) -> Decimal:
    return _number(_cell(parameter(name).at(day), status))


def _many(name: str, day: date, status: FilingStatus | None = None) -> tuple[Decimal, ...]:
    return _numbers(_cell(parameter(name).at(day), status))


def _cell(table: Mapping[str, Value], status: FilingStatus | None) -> Value:
    return table["all" if status is None else status.value]


def _number(value: Value) -> Decimal:
    if not isinstance(value, Decimal):
        raise TypeError(f"{value!r} is no number")
    return value


def _numbers(value: Value) -> tuple[Decimal, ...]:
    if not isinstance(value, tuple):
        raise TypeError(f"{value!r} is no list")
    return tuple(_number(one) for one in value)
