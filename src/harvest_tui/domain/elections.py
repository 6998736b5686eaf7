"""Which lots a disposal takes: the standing method of a year, and units named for one sale."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from harvest_tui.domain.amounts import Quantity


class Method(StrEnum):
    """Order in which lots are used up. Each is a sort key.

    HIFO, LOFO and LIFO are patterns of specific identification: they count only if recorded no
    later than the sale. FIFO acts where nothing was identified.

    Source: Treas. Reg. 1.1012-1(j).
    """

    FIFO = "FIFO"
    LIFO = "LIFO"
    HIFO = "HIFO"
    LOFO = "LOFO"
    SPECIFIC = "spec-id"
    """Units named before each sale; FIFO where none were named."""


class Scope(StrEnum):
    """Whether lots are pooled over accounts. From 2025 on only per account."""

    PER_ACCOUNT = "per-account"
    UNIVERSAL = "universal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """A recorded standing choice of method, from a year on until a later one."""

    year: int
    method: Method
    scope: Scope = Scope.PER_ACCOUNT
    account: str | None = None
    """Only this account; None for all."""
    asset: str | None = None
    recorded_at: datetime
    """UTC. Without `as_filed` it covers only disposals after this instant."""
    effective_from: datetime | None = None
    as_filed: bool = False
    """States what was in force at the time, as the filed return shows."""
    evidence: str = ""
    note: str = ""


class Purpose(StrEnum):
    """What units are named for: those named for one do not go with another.

    Source: Treas. Reg. 1.1012-1(j): units sold, disposed of or transferred are identified.
    """

    SALE = "sale"
    """Sold, swapped or spent."""
    TRANSFER = "transfer"
    """Moved to another wallet or account."""
    GIFT = "gift"
    """Given away or donated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Units of one lot."""

    lot_id: str
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """Units named for a coming sale, transfer or gift, before it."""

    identification_id: int
    recorded_at: datetime
    account: str
    asset: str
    picks: tuple[Pick, ...]
    purpose: Purpose = Purpose.SALE
    valid_until: datetime | None = None
    transaction_id: str | None = None
    """Only for one made at the time of a past sale and stated now (`as_filed`): for whatever that
    transaction is."""
    as_filed: bool = False
    note: str = ""
