"""What the user says about themselves: the contents of harvest.toml, checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from harvest_tui.domain.amounts import ZERO, Quantity, Usd
from harvest_tui.domain.elections import Method

if TYPE_CHECKING:
    from harvest_tui.domain.scenario import Scenario


class FilingStatus(StrEnum):
    """Filing status on Form 1040."""

    SINGLE = "single"
    MARRIED_JOINTLY = "mfj"
    MARRIED_SEPARATELY = "mfs"
    HEAD_OF_HOUSEHOLD = "hoh"
    SURVIVING_SPOUSE = "qss"

    @property
    def people(self) -> int:
        """How many can be 65 or blind on the return.

        A separate return counts a spouse without income too (26 U.S.C. § 63(f)).
        """
        return 2 if self in {FilingStatus.MARRIED_JOINTLY, FilingStatus.MARRIED_SEPARATELY} else 1


class Custody(StrEnum):
    """Who holds the keys; decides how units are identified (Treas. Reg. 1.1012-1(j))."""

    BROKER = "broker"
    SELF = "self"


class Owner(StrEnum):
    """Whose an account is: a spouse's or an IRA's purchase can make a sale a wash sale too."""

    SELF = "self"
    SPOUSE = "spouse"
    IRA = "ira"


class WashSale(StrEnum):
    """What to do about a rule that does not cover crypto today (26 U.S.C. § 1091)."""

    OFF = "off"
    WARN = "warn"
    APPLY = "apply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxpayer:
    """Section `[taxpayer]`. None where the user has not said."""

    filing_status: FilingStatus | None = None
    time_zone: str = "America/New_York"
    time_zone_given: bool = False
    state_rate: Usd = ZERO
    """Flat proxy for a state's income tax, on taxable income."""
    state: str | None = None
    """Postal code: for notes only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearInputs:
    """A table `[year.N]`: what the return holds beside this ledger. USD."""

    wages_and_other: Usd = ZERO
    interest_and_nonqualified_dividends: Usd = ZERO
    qualified_dividends: Usd = ZERO
    deduction: Usd | None = None
    """None for the standard deduction."""
    short_term_gains_elsewhere: Usd = ZERO
    long_term_gains_elsewhere: Usd = ZERO
    long_term_collectibles_elsewhere: Usd = ZERO
    """The part taxed at up to 28 %, on top of the line above."""
    short_term_carryover_in: Usd | None = None
    """None: computed from the year before."""
    long_term_carryover_in: Usd | None = None
    people_65_or_older: int = 0
    """Of those who file this return, at the year's end."""
    people_blind: int = 0
    carryover_worksheet_line_1: Usd | None = None
    """Signed; in place of the computed taxable income on the way into the next year."""
    ledger_income_added: bool | None = None
    """False: staking and the like are in the amounts above. None: the user has not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """What a carried loss is worth, for the next `width` dollars of it."""

    width: Usd | None
    """None for the rest."""
    worth: Usd
    """Per dollar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestSettings:
    """Section `[harvest]`."""

    fee_rate: Usd = ZERO
    order_cost: Usd = ZERO
    cost_given: bool = False
    """Whether the user has set what trading costs."""
    max_orders: int = 0
    reenter: bool = False
    later_tax_per_dollar: Usd = ZERO
    carryforward_value: tuple[Tier, ...] = ()
    carryforward_short_term_premium: Usd = ZERO
    keep: tuple[str, ...] = ()
    """ASSET, ASSET@ACCOUNT or @ACCOUNT: never proposed."""
    minimum_loss: Usd = ZERO
    discount_rate: Usd = ZERO
    """A year, as a share: what a dollar a year later is worth less. Zero: not set."""
    rebuy_wait_days: int = 0


class SwapFee(StrEnum):
    """Which side of a swap its fee belonged to in returns of years before 2025.

    Since then there is no choice: Treas. Reg. 1.1001-7(b), 1.1012-1(h)(2).
    """

    DISPOSED = "disposed"
    """All of it lowers the proceeds, as the rule from 2025 on has it."""
    ACQUIRED = "acquired"
    """All of it is in the basis of what was received."""
    SPLIT = "split"
    """Half and half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSettings:
    """Section `[rules]`."""

    wash_sale: WashSale = WashSale.WARN
    wash_sale_from: date | None = None
    swap_fee_before_2025: SwapFee = SwapFee.DISPOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSettings:
    """A table `[accounts."NAME"]`. None: the source's own default."""

    custody: Custody | None = None
    form_1099da: bool | None = None
    owner: Owner = Owner.SELF
    bound_to: Method | None = None
    """The order the broker was in fact instructed to use, or the only one it offers."""
    bound_since: date | None = None
    fee_rate: Usd | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetSettings:
    """A table `[assets."NAME"]`."""

    collectible: bool = False
    security: bool = False
    offsetting: bool | None = None
    """Whether a short, a perpetual or an option offsets it; None: the ledger tells."""


DUST: Final = Quantity("0.00000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of harvest.toml."""

    taxpayer: Taxpayer = field(default_factory=Taxpayer)
    years: Mapping[int, YearInputs] = field(default_factory=dict)
    harvest: HarvestSettings = field(default_factory=HarvestSettings)
    rules: RuleSettings = field(default_factory=RuleSettings)
    accounts: Mapping[str, AccountSettings] = field(default_factory=dict)
    assets: Mapping[str, AssetSettings] = field(default_factory=dict)
    scenarios: Mapping[str, "Scenario"] = field(default_factory=dict)
    """By name: what might be."""
    dust: Quantity = DUST
    """A shortfall below this many units is a warning and the sale counts as whole."""
