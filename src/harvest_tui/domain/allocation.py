"""An allocation of pooled basis to wallets and accounts: Rev. Proc. 2024-28."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from harvest_tui.domain.amounts import Quantity, Usd


class AllocationMethod(StrEnum):
    """How the holder allocated: unit by unit, or by a rule set down before."""

    SPECIFIC = "specific"
    GLOBAL = "global"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """Units of one lot that belong to one account since the change."""

    lot_id: str
    account: str
    quantity: Quantity
    cost_basis: Usd | None = None
    """Of that quantity, as the allocation states it; None: it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """Where every pooled lot of one asset went, as the holder's own books show."""

    asset: str
    method: AllocationMethod
    made_on: date
    """The day on which it was complete, in the taxpayer's zone."""
    evidence: str
    lots: tuple[Allotment, ...]
    decision_id: int = 0
