"""What might be: changes to prices, income, the day of sale or the law, under a name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from harvest_tui.domain.amounts import ZERO, Usd
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.domain.tax_year import TaxYear


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChange:
    """How prices move, in percent: -30 for three tenths less; from -100 on."""

    percent: Decimal = ZERO
    """Of every asset without its own."""
    percent_of: Mapping[str, Decimal] = field(default_factory=dict)
    """By asset."""

    def of(self, asset: str) -> Decimal:
        """Give the change of one asset."""
        return self.percent_of.get(asset, self.percent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A table `[scenario."NAME"]`. Gains and income are on top of those of the current year."""

    prices: PriceChange = field(default_factory=PriceChange)
    short_term_gain: Usd = ZERO
    """A planned gain elsewhere, signed."""
    long_term_gain: Usd = ZERO
    other_income: Usd = ZERO
    """Signed: a loss of income is below zero."""
    filing_status: FilingStatus | None = None
    """None: as it is."""
    sale_day: date | None = None
    """Of the marked lots; None: the planned one."""
    wash_sale_from: date | None = None
    """From when a wash-sale rule for digital assets applies; None: as the settings have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one stands with the marked lots sold, today or in a scenario."""

    sale_day: date
    portfolio_value: Usd | None
    """Of what has a price; None: nothing has."""
    candidates: int
    """Lots at a loss on the day of sale."""
    short_term_loss: Usd
    """What all of them would lose, by term; zero or more."""
    long_term_loss: Usd
    years: tuple[TaxYear, ...]
    """From this year to that of the latest sale compared."""
