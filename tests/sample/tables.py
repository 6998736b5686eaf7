"""The few words in which the worked table is written, and its arithmetic.

Fractions throughout: nothing is rounded before it is compared. A lot's cost goes with its units,
in proportion; the proceeds of a sale go with the units of each lot, in proportion.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypeAlias

Holdings: TypeAlias = dict[tuple[str, "Lot"], Fraction]
"""Units of each lot in each account."""


def add(*amounts: str) -> Fraction:
    """Add amounts as the files print them; a minus in front takes off."""
    return sum((Fraction(amount) for amount in amounts), Fraction(0))


def day(text: str) -> date:
    """Read a day in New York."""
    return date.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class Lot:
    """Units acquired together."""

    account: str
    """Where they were acquired; they may have moved since."""
    asset: str
    on: date
    quantity: Fraction
    cost: Fraction
    """With the fee."""

    def cost_of(self, units: Fraction) -> Fraction:
        return self.cost * units / self.quantity


def bought(account: str, asset: str, on: str, quantity: str, *cost: str) -> Lot:
    """Price and fee, added."""
    return Lot(account, asset, day(on), Fraction(quantity), add(*cost))


def received(account: str, asset: str, on: str, quantity: str, value: Fraction) -> Lot:
    """What came in a swap, at its value."""
    return Lot(account, asset, day(on), Fraction(quantity), value)


class Move(NamedTuple):
    """Lots that go from one own account to another, cost and dates with them."""

    source: str
    target: str
    lots: tuple[tuple[Lot, str], ...]


def moved(source: str, target: str, *lots: tuple[Lot, str]) -> Move:
    return Move(source, target, lots)


class Used(NamedTuple):
    """What a sale takes of one lot."""

    lot: Lot
    units: str
    term: str
    gain: str
    """Rounded to cents."""


@dataclass(frozen=True, slots=True)
class Sale:
    """A disposal: a sale, a swap, or a fee paid in kind."""

    on: date
    account: str
    asset: str
    proceeds: Fraction
    """Less the fee."""
    used: tuple[Used, ...] = field(default_factory=tuple)

    @property
    def units(self) -> Fraction:
        return add(*(part.units for part in self.used))

    def proceeds_of(self, part: Used) -> Fraction:
        return self.proceeds * Fraction(part.units) / self.units

    def gain_of(self, part: Used) -> Fraction:
        return self.proceeds_of(part) - part.lot.cost_of(Fraction(part.units))


def sold(
    on: str, account: str, asset: str, proceeds: Fraction, *used: tuple[Lot, str, str, str]
) -> Sale:
    return Sale(day(on), account, asset, proceeds, tuple(Used(*part) for part in used))


def at_price(units: str, price: str) -> Fraction:
    """Units that no dollars were paid for, at the day's price."""
    return Fraction(units) * Fraction(price)


def share(value: str, units: str, of: str) -> Fraction:
    """Units' part of a value that the file gives for more of them."""
    return Fraction(value) * Fraction(units) / Fraction(of)


def held(lots: Iterable[Lot], moves: Iterable[Move], sales: Iterable[Sale]) -> Holdings:
    """Acquired, less what moved out, plus what moved in, less what was sold; zeros left out."""
    units: Holdings = defaultdict(Fraction)
    for lot in lots:
        units[lot.account, lot] += lot.quantity
    for move in moves:
        for lot, part in move.lots:
            units[move.source, lot] -= Fraction(part)
            units[move.target, lot] += Fraction(part)
    for sale in sales:
        for used in sale.used:
            units[sale.account, used.lot] -= Fraction(used.units)
    return {place: left for place, left in units.items() if left}


def cents(amount: Fraction) -> str:
    """Round half up to cents, away from zero for losses."""
    size = (abs(amount) * 100 + Fraction(1, 2)).__floor__()
    sign = "-" if amount < 0 and size else ""
    return f"{sign}{size // 100}.{size % 100:02d}"
