"""Fractions, calendar and order for the reference engine, each rule in a few plain lines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from harvest_tui.domain.kinds import Kind

Deed = Mapping[str, Any]
"""A row of schema LEDGER."""
NOTHING = Fraction(0)


@dataclass(kw_only=True)
class Lot:
    """Units acquired together and still held in one account."""

    lot_id: str
    transaction_id: str
    number: int
    """Place in the order of acquisition: breaks ties of time."""
    home: str
    """The account it was acquired in."""
    account: str
    asset: str
    quantity: Fraction
    cost: Fraction
    loss_cost: Fraction | None
    """A gift's value where it was lower than the donor's basis."""
    acquired_at: datetime
    received_at: datetime
    unit_cost: Fraction
    """At acquisition, fees included: splitting and moving never change it."""
    inherited: bool
    bought: bool
    moved: bool = False
    """Came from another account."""
    part: int = 0
    """Which of the parts into which losses were put off; 0 for what replaced nothing."""
    held_since: date | None = None
    """Start of the holding period where it includes that of units sold before."""

    @property
    def age(self) -> tuple[datetime, int, int]:
        return self.acquired_at, self.number, self.part


@dataclass(frozen=True)
class Piece:
    """Units drawn from one lot, with the order by which they were."""

    lot: Lot
    quantity: Fraction
    cost: Fraction
    loss_cost: Fraction | None
    method: str


def take(lot: Lot, wanted: Fraction, method: str) -> Piece:
    """Take what is wanted, or all there is, with its share of the basis."""
    quantity = min(lot.quantity, wanted)
    of_it = quantity / lot.quantity if lot.quantity else NOTHING
    loss = None if lot.loss_cost is None else lot.loss_cost * of_it
    piece = Piece(lot, quantity, lot.cost * of_it, loss, method)
    lot.quantity -= quantity
    lot.cost -= piece.cost
    lot.loss_cost = None if loss is None or lot.loss_cost is None else lot.loss_cost - loss
    return piece


def part(piece: Piece, account: str) -> Lot:
    """Set drawn units down in an account: date, basis and rank are kept."""
    return replace(
        piece.lot,
        account=account,
        quantity=piece.quantity,
        cost=piece.cost,
        loss_cost=piece.loss_cost,
        moved=piece.lot.moved or account != piece.lot.account,
    )


def gift_basis(piece: Piece, proceeds: Fraction) -> tuple[Fraction, datetime]:
    """Give basis and start of the holding period (26 U.S.C. § 1015(a), § 1223(2)).

    Above the donor's basis there is a gain on it, below the value at the gift a loss on that,
    counted from the gift; between the two there is neither.
    """
    if piece.loss_cost is None or proceeds >= piece.cost:
        return piece.cost, piece.lot.acquired_at
    if proceeds < piece.loss_cost:
        return piece.loss_cost, piece.lot.received_at
    return proceeds, piece.lot.acquired_at


def first_long_day(acquired_on: date) -> date:
    """Count from the day after; a year from 29 February ends when the next February does."""
    start = acquired_on + timedelta(days=1)
    if (start.month, start.day) == (2, 29):
        return date(start.year + 1, 3, 1)
    return date(start.year + 1, start.month, start.day)


def in_turn(deed: Deed) -> tuple[object, ...]:
    """Sort by instant; then in, transfer, swap, out (dollars aside); then by id as people count."""
    comes = deed["in_asset"] not in {None, "USD"}
    goes = deed["out_asset"] not in {None, "USD"}
    if deed["kind"] == Kind.TRANSFER:
        rank = 1
    elif comes and goes:
        rank = 2
    else:
        rank = 3 if goes else 0
    return deed["at"], rank, _counted(deed["transaction_id"]), deed["account"], deed["source"]


def amount(stated: Decimal) -> Fraction:
    """Give a number that is there."""
    return Fraction(stated)


def fraction(stated: Decimal | None) -> Fraction | None:
    """Give a number that may be unknown."""
    return None if stated is None else Fraction(stated)


def plus(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    """Add; with something unknown the sum is unknown."""
    return None if one is None or other is None else one + other


def minus(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    """Subtract; with something unknown the rest is unknown."""
    return None if one is None or other is None else one - other


def rounded(usd: Fraction) -> Fraction:
    """Round half-even to 18 decimals, as every cost is when a lot is made."""
    return Fraction(round(usd * 10**18), 10**18)


def _counted(text: str) -> list[tuple[int, int | str]]:
    """Split into runs: digits compare as numbers."""
    runs = re.findall(r"[0-9]+|[^0-9]+", text)
    return [(0, int(run)) if run.isdecimal() else (1, run) for run in runs]


def fee_value(deed: Deed) -> Fraction | None:
    """Value a fee: as stated, else by the trade's own price, else by the day's price."""
    if deed["fee_usd"] is None and deed["fee_asset"] != "USD" and deed["value"] is not None:
        for side in ("in", "out"):
            if deed[f"{side}_asset"] == deed["fee_asset"]:
                share = Fraction(deed["fee_quantity"]) / Fraction(deed[f"{side}_quantity"])
                return rounded(Fraction(deed["value"]) * share)
    return fraction(deed["fee_value"])
