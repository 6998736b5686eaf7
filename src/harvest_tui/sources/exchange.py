"""Signed movements of one event, added up: one asset for another, with its fees.

For sources that write an event as several rows, each with its own asset, amount and fee.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from harvest_tui.domain.amounts import ZERO, Usd, atoms, from_atoms
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import BY_HAND, Cells, RowError
from harvest_tui.sources.group import Group, Leg
from harvest_tui.sources.times import Moment


class Entry(NamedTuple):
    """One row that moves one asset."""

    row: Cells
    label: str
    """The source's word for it."""
    asset: str
    amount: Decimal
    """Signed principal; the fee is not in it."""
    fee: Decimal
    """In the same asset; negative where it is given back."""
    worth: Usd | None
    """What the source says the amount was worth, unsigned."""
    money: bool
    """Whether the asset is a currency."""


class Sides(NamedTuple):
    """What an event comes to, each asset once, in order of names."""

    came: tuple[Leg, ...]
    went: tuple[Leg, ...]
    fees: tuple[Leg, ...]


def sides(entries: Sequence[Entry]) -> Sides:
    """Add up each asset and each fee.

    Raises:
        RowError: More of a fee is given back than was charged.
    """
    net: dict[str, Decimal] = {}
    fees: dict[str, Decimal] = {}
    for entry in entries:
        net[entry.asset] = net.get(entry.asset, ZERO) + entry.amount
        fees[entry.asset] = fees.get(entry.asset, ZERO) + entry.fee
    if any(fee < 0 for fee in fees.values()):
        raise RowError("more of the fee is given back than was charged")
    return Sides(
        came=tuple(Leg(asset, net[asset]) for asset in sorted(net) if net[asset] > 0),
        went=tuple(Leg(asset, -net[asset]) for asset in sorted(net) if net[asset] < 0),
        fees=tuple(Leg(asset, fees[asset]) for asset in sorted(fees) if fees[asset]),
    )


def exchange(
    group: Group, entries: Sequence[Entry], name: str, *, note: str, kind: Kind | None = None
) -> Iterator[Transaction]:
    """Book what came for what went.

    The fee in money, else in what went, else in what came is the transaction's own; a fee in a
    further asset is a `fee` of its own beside it. Money for money is a withdrawal and a deposit.

    Args:
        group: The rows to book.
        entries: The same rows, read.
        name: Id of the transaction, and beginning of the ids of those beside it.
        note: The source's own words.
        kind: What it is; None: told by which side is money.

    Raises:
        RowError: It is not one asset for another.
    """
    came, went, fees = sides(entries)
    at = first_moment(group)
    if len(came) == 1 and len(went) > 1:
        yield from _many_for_one(group, entries, name, at, note)
        yield from fees_apart(group, name, fees, at, note)
        return
    if len(came) != 1 or len(went) != 1:
        raise RowError(f"the rows of {name} are not one asset for another")
    money = {entry.asset for entry in entries if entry.money}
    own, others = own_fee(fees, money, went[0].asset, came[0].asset)
    if kind is None and {went[0].asset, came[0].asset} <= money:
        yield group.transaction(Kind.FIAT_WITHDRAWAL, at, name, went=went[0], fee=own, note=note)
        yield group.transaction(Kind.FIAT_DEPOSIT, at, f"{name}-in", came=came[0], note=note)
    else:
        yield group.transaction(
            kind or trade_kind(paid=went[0].asset in money, got=came[0].asset in money),
            at,
            name,
            came=came[0],
            went=went[0],
            fee=own,
            usd_value=None if went[0].asset == "USD" else worth(entries, came[0].asset),
            note=note,
        )
    yield from fees_apart(group, name, others, at, note)


def trade_kind(*, paid: bool, got: bool) -> Kind:
    """Tell a trade by the side on which money is."""
    return Kind.BUY if paid else Kind.SELL if got else Kind.SWAP


def first_moment(group: Group) -> Moment:
    """Give the earliest moment of a group."""
    return min(row.moment("time") for row in group.rows)


def worth(entries: Sequence[Entry], asset: str) -> Usd | None:
    """Give what the source says an asset's movements were worth; None for dollars themselves."""
    said = [entry.worth for entry in entries if entry.asset == asset and entry.amount]
    if asset == "USD" or None in said:
        return None
    return sum((usd for usd in said if usd is not None), ZERO) or None


def own_fee(
    fees: Sequence[Leg], money: set[str], *assets: str
) -> tuple[Leg | None, tuple[Leg, ...]]:
    """Choose the fee that belongs to the trade itself; the others stand beside it."""
    order = [*sorted(money), *assets]
    ranked = sorted(
        fees, key=lambda leg: order.index(leg.asset) if leg.asset in order else len(order)
    )
    return (ranked[0] if ranked else None), tuple(ranked[1:])


def fees_apart(
    group: Group, name: str, fees: Sequence[Leg], at: Moment, note: str
) -> Iterator[Transaction]:
    """Book fees as transactions of their own: `NAME-fee`, `NAME-fee-2` and so on."""
    for count, leg in enumerate(fees, start=1):
        ident = f"{name}-fee" if count == 1 else f"{name}-fee-{count}"
        yield group.transaction(Kind.FEE, at, ident, went=leg, note=note)


def _many_for_one(
    group: Group, entries: Sequence[Entry], name: str, at: Moment, note: str
) -> Iterator[Transaction]:
    """Dust: what came is divided by what the source says each part was worth."""
    came, went, _ = sides(entries)
    parts = [worth(entries, leg.asset) for leg in went]
    if None in parts:
        assets = ", ".join(leg.asset for leg in went)
        raise RowError(
            f"{came[0].asset} came for {assets} together, and the file does not say what each "
            "was worth",
            f"export it with its USD column, or {BY_HAND}",
        )
    weights = [atoms(part) for part in parts if part is not None]
    total, done, given = atoms(came[0].quantity), 0, 0
    for leg, weight in zip(went, weights, strict=True):
        done += weight
        upto = total * done // sum(weights)
        yield group.transaction(
            Kind.DUST_CONVERSION,
            at,
            f"{name}-{leg.asset}",
            came=Leg(came[0].asset, from_atoms(upto - given)),
            went=leg,
            usd_value=from_atoms(weight),
            note=note,
        )
        given = upto
