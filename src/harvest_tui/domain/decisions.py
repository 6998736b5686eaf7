"""What the user decides about the data: it overrides what was read, and can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from harvest_tui.domain.allocation import Allocation
from harvest_tui.domain.amounts import Quantity, Usd
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.schedule_d import ElsewhereFile


class DecisionKind(StrEnum):
    """The words under which the ledger keeps decisions."""

    LINK = "link"
    APART = "apart"
    RESOLVE = "resolve"
    DISMISSAL = "dismissal"
    ALLOCATION = "allocation"
    """The estimate of 2025-01-01 is confirmed."""
    ALLOTMENT = "allotment"
    """An allocation made under Rev. Proc. 2024-28 is stated."""
    TREATMENT = "treatment"
    BALANCE = "balance"
    CLOSE = "close"
    ELSEWHERE = "elsewhere"
    UNDO = "undo"


class Treatment(StrEnum):
    """What exchanging one token for another in a protocol is held to be."""

    SWAP = "swap"
    """A taxable exchange: the one sold, the other bought, at fair value."""
    CARRY = "carry"
    """No sale: lots go on in the other token, with their basis and date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a transaction is, or what was known of it, where its source does not say."""

    key: str
    kind: Kind | None = None
    basis_usd: Usd | None = None
    acquired_at: datetime | None = None
    usd_value: Usd | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """A finding read and set aside, with the reason."""

    finding: str
    transaction_id: str | None = None
    account: str | None = None
    asset: str | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedBalance:
    """What an account held at the end of a day, as the user or a statement says."""

    account: str
    asset: str
    on: date
    """In the taxpayer's zone."""
    quantity: Quantity
    """Signed: a margin account may owe."""
    decision_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthClose:
    """A month that the user has gone through and set aside as done."""

    month: date
    """Its first day."""
    closed_at: datetime
    digests: Mapping[str, str]
    """By account: of its movements and balances in that month (`ledger.months.digests`)."""
    reason: str
    decision_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All that stands, undone ones left out, the latest of a kind winning."""

    links: tuple[tuple[str, str], ...] = ()
    """Confirmed transfers: departure key, arrival key."""
    apart: frozenset[tuple[str, str]] = frozenset()
    """Pairs that are no transfer."""
    resolutions: tuple[Resolution, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    treatments: tuple[tuple[Kind, Treatment], ...] = ()
    """How liquidity, wraps and migrations are held; the last one of a kind counts."""
    allocations: tuple[tuple[str, str], ...] = ()
    """Assets whose estimated allocation of 2025-01-01 the user confirms, with the reason."""
    allotted: tuple[Allocation, ...] = ()
    """Allocations stated; of an asset the last word counts, be it this or the confirmation."""
    balances: tuple[StatedBalance, ...] = ()
    """One for an account, asset and day: the latest statement; by day, account and asset."""
    closes: tuple[MonthClose, ...] = ()
    """One for a month: the latest; by month."""
    elsewhere: tuple[ElsewhereFile, ...] = ()
    """Files of sales of stocks and the like, in the order of recording."""
