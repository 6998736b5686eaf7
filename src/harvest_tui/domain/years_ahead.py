"""Several years in a row, with and without the marked sales."""

from dataclasses import dataclass

from harvest_tui.domain.amounts import Usd
from harvest_tui.domain.tax_year import TaxYear


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryoverUse:
    """What becomes of losses in a year. Zero or more, both terms together.

    `carried_in + new_loss - against_gains - against_income = carried_out`.
    """

    carried_in: Usd
    new_loss: Usd
    """Of the year itself, its own gains taken off; zero in a year of net gain."""
    against_gains: Usd
    """Of the carryover."""
    against_income: Usd | None
    """What of line 21 lowered taxable income: worksheet line 4. None: income not given."""
    carried_out: Usd | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOutlook:
    """One year on one of both sides."""

    tax_year: TaxYear
    use: CarryoverUse
    carryover_in_assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAhead:
    """One year, without the marked sales and with them."""

    year: int
    without: YearOutlook
    with_sales: YearOutlook
    saved: Usd | None
    """Less tax with the sales; None: income not given."""
    present_value: Usd | None
    """Of `saved`, in the year of the sale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsAhead:
    """A row of years."""

    sale_year: int
    marked: bool
    """Whether anything is to be sold: else both sides are the same."""
    years: tuple[YearAhead, ...]
    discount_rate: Usd
    """A year, as a share; zero: not set, and later dollars count in full."""
    known_through: int | None
    """The last year before one whose income is not given; None: the first is such a year."""
    left: Usd | None
    """Present value, by the user's tiers, of what more is carried out of that year with the
    sales; None without such a year."""
    present_value: Usd | None
    """Of the tax saved up to that year."""
