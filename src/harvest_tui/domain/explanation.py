"""Why a disposal took the lots it took: what was on record, what was there, what could have been.

Dollars signed where they are gains; units and bases zero or more.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from harvest_tui.domain.amounts import Quantity, Usd
from harvest_tui.domain.elections import Election, Identification, Method


class Ground(StrEnum):
    """What decided which lot went."""

    IDENTIFIED = "identified"
    """Units named for the sale before it."""
    BOUND = "bound"
    """An order that the broker was in fact given."""
    ELECTED = "elected"
    """A standing order in the user's own record."""
    SEALED = "sealed"
    """The year is sealed: the lots that its filed return took are taken again."""
    NOTHING = "nothing on record"
    """FIFO, as the law has it then: Treas. Reg. 1.1012-1(j)."""


class Missed(StrEnum):
    """Why something on record did not decide."""

    LATE = "late"
    """Recorded after the sale."""
    NOT_YET = "not yet"
    """It takes effect after the sale."""
    EXPIRED = "expired"
    """It was for sales before this one."""
    OVERRULED = "overruled"
    """The broker's order binds."""
    GONE = "gone"
    """The units it names were not there."""
    PURPOSE = "purpose"
    """It names them for something else than a sale."""


class Away(StrEnum):
    """Why a lot could not be taken."""

    ELSEWHERE = "elsewhere"
    """In another account, and basis is kept per account."""
    LATER = "later"
    """Acquired after the sale."""
    USED = "used"
    """Acquired here before, and no longer here."""


class GiftBasis(StrEnum):
    """Which basis counts for a gift worth less when given than it had cost the donor."""

    DONORS = "donor's"
    """For a gain."""
    VALUE = "value"
    """What it was worth when given, for a loss."""
    NEITHER = "neither"
    """Sold between the two: no gain and no loss."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What decided some units of a disposal."""

    ground: Ground
    quantity: Quantity
    """Of how many units."""
    identification: Identification | None = None
    election: Election | None = None
    unproven: bool = False
    """The sale's time is so coarse that it may have come before the identification."""
    method: Method
    """The order in which the lots went; FIFO where spec-id was elected and nothing was named."""
    since: date | None = None
    """First day of a broker's order, if it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotUsed:
    """One lot of a disposal: a row of its gains."""

    lot_id: str
    acquired_on: date
    """As it counts for the holding period, in the taxpayer's zone."""
    quantity: Quantity
    unit_cost: Usd | None
    """As acquired, fees included: what HIFO and LOFO rank by. None: filed, and gone since.

    Of units that a migration has made into another asset: of one unit of that asset.
    """
    proceeds: Usd
    cost_basis: Usd
    adjustment: Usd
    gain: Usd
    term: str
    inherited: bool = False
    gift: GiftBasis | None = None
    """None: no gift, or one with a single basis."""
    came_from: str | None = None
    """Account it was acquired in, where a transfer has moved it since."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """Something on record that did not decide; one of the two is there."""

    why: Missed
    election: Election | None = None
    identification: Identification | None = None
    quantity: Quantity | None = None
    """Units of the identification that found no lot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavailable:
    """Lots of the asset that the disposal could not take."""

    why: Away
    account: str
    lots: int
    quantity: Quantity
    lowest_unit_cost: Usd
    highest_unit_cost: Usd
    oldest: tuple[str, ...]
    """Names of the first few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What a method would have given for this disposal, from the lots that were there.

    Wash sales are not looked at: they depend on what was bought around the sale.
    """

    method: Method
    short_term_gain: Usd
    long_term_gain: Usd
    lots: int
    same: bool
    """It takes the very units that were taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One disposal explained."""

    disposal_id: str
    kind: str
    account: str
    asset: str
    disposed_at: datetime
    disposed_on: date
    gone: bool = False
    """It was filed, and the ledger no longer holds its transaction: nothing else is known."""
    quantity: Quantity
    """Disposed of, with the missing units."""
    missing: Quantity
    """Units for which there was no lot."""
    pooled: bool
    """The lots of all accounts counted as one pool in that year."""
    provisional: bool
    used: tuple[LotUsed, ...]
    left: Quantity
    """Units that were there and were not taken."""
    lots_left: int
    passed_over: tuple[PassedOver, ...]
    unavailable: tuple[Unavailable, ...]
    alternatives: tuple[Alternative, ...]
