"""Wash sales: a loss on units that were replaced is put off into the units that replaced them.

Done as the ledger goes by: a purchase looks back at losses not yet replaced, a loss at purchases
still held. Losses count in the order of sale, and those of one instant in the order in which their
units were acquired; purchases in the order in which they were made; unit for unit, each once.

Source: 26 U.S.C. §§ 1091, 1223(3); Treas. Reg. 1.1091-1, 1.1091-2.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from harvest_tui.domain.amounts import Atoms
from harvest_tui.domain.kinds import BOUGHT, Term
from harvest_tui.domain.settings import Owner
from harvest_tui.lots.holding import first_long_day
from harvest_tui.lots.ids import disposal_id, part_id
from harvest_tui.lots.pool import ROOM, Lot, Micros, Pool
from harvest_tui.rules.wash_sales import WashRule, window

if TYPE_CHECKING:
    from harvest_tui.lots.book import GainRow
    from harvest_tui.lots.deeds import Deed

_BOUGHT: Final = frozenset(kind.value for kind in BOUGHT)
_OVER_A_YEAR: Final = 367
"""Days, more than any year has: what was inherited counts as held for more than one (§ 1223(9))."""
_ROUNDING: Final[Atoms] = 10**6
"""10**-12 dollars: less comes of splitting proceeds and basis, and is no loss."""
_PLAIN: Final = 1
"""Number kept for the part of a lot that took up nothing."""


@dataclass(slots=True)
class Loss:
    """A row of gains at a loss, as far as no purchase replaced its units yet."""

    key: str
    """Of the sale."""
    disposal_id: str
    place: int
    """Among what is told of one deed."""
    account: str
    asset: str
    sold_at: Micros
    sold_on: date
    lot_id: str
    moved: bool
    method: str
    acquired_key: str
    """Of the transaction that had brought the units sold."""
    acquired_at: Micros
    number: int
    """Of their lot."""
    held: int
    """Days."""
    term: str
    quantity: Atoms
    loss: Atoms
    provisional: bool
    replaced: Atoms = 0

    @property
    def on(self) -> date:
        """Give the day that counts."""
        return self.sold_on

    @property
    def left(self) -> Atoms:
        """Give the units that nothing has replaced yet."""
        return self.quantity - self.replaced

    @property
    def free(self) -> bool:
        """Tell whether there are any."""
        return self.replaced < self.quantity

    def take(self, units: Atoms) -> Atoms:
        """Count units as replaced; give the loss on them."""
        before, after = self.replaced, self.replaced + units
        self.replaced = after
        return self.loss * after // self.quantity - self.loss * before // self.quantity


@dataclass(slots=True)
class Purchase:
    """A purchase whose units could replace others."""

    key: str
    transaction_id: str
    account: str
    asset: str
    bought_at: Micros
    bought_on: date
    lot_id: str
    free: bool = True
    """As far as is known, units of it are held that replaced none."""

    @property
    def on(self) -> date:
        """Give the day that counts."""
        return self.bought_on


class Wash(NamedTuple):
    """Units sold at a loss, and as many bought that replaced them."""

    loss: Loss
    purchase: Purchase
    lot_id: str
    """What the units bought are called from then on."""
    quantity: Atoms
    disallowed: Atoms
    """Loss on those units; more than zero but for the last atoms of a dollar."""
    lost: bool
    """An IRA bought: no basis takes up the loss."""


_Kept = TypeVar("_Kept", Loss, Purchase)


@dataclass(slots=True)
class Washes:
    """Losses and purchases of the last days. Losses are tested in the accounts on the return."""

    rule: WashRule
    day_of: Callable[[Micros], date]
    """Day in the taxpayer's zone."""
    lots: dict[str, Lot]
    """All lots of the book by name; parts are added."""
    pools: Mapping[tuple[str, str], Pool]
    put_off: list[Wash]
    """Where what was found goes."""
    owners: Mapping[str, Owner] = field(default_factory=dict)
    """Of accounts that are not the taxpayer's own."""
    off_return: frozenset[str] = frozenset()
    filed_through: int = 0
    """The last sealed year: what its return did not put off is not put off now."""
    filed: frozenset[tuple[str, str]] = frozenset()
    """Key and lot of the losses that sealed years put off."""
    losses: dict[str, list[Loss]] = field(default_factory=lambda: defaultdict(list))
    """By asset, in the order of sale."""
    purchases: dict[str, list[Purchase]] = field(default_factory=lambda: defaultdict(list))
    """By asset, in the order in which they were made."""
    window: timedelta = field(default_factory=window)

    def bought(self, deed: "Deed", lot: Lot) -> None:
        """Hold a purchase against the losses before it. Receipts and gifts are no purchases."""
        if deed.kind not in _BOUGHT or not (self.filed or self.rule.ever_covers(lot.asset)):
            return
        key, name, asset = deed.key, deed.transaction_id, lot.asset
        purchase = Purchase(key, name, deed.account, asset, deed.at, deed.on, lot.lot_id)
        places = self._places(asset)
        for loss in sorted(self._recent(self.losses, asset, deed.on), key=_turn):
            self._replace(loss, purchase, places)
        self.purchases[asset].append(purchase)

    def sold(self, rows: Iterable["GainRow"]) -> None:
        """Hold the losses of one disposal against the purchases before it."""
        losing = [row for row in rows if row.cost - row.proceeds > _ROUNDING]
        tested = [
            self._loss(row, row.lot) for row in losing if row.lot and self._tests(row, row.lot)
        ]
        if not tested:
            return
        asset, on = tested[0].asset, tested[0].on
        purchases = self._recent(self.purchases, asset, on)
        places, losses = self._places(asset), self._recent(self.losses, asset, on)
        for loss in sorted(tested, key=_turn):
            for purchase in purchases:
                if loss.free and purchase.free:
                    self._replace(loss, purchase, places)
            if loss.free:
                losses.append(loss)

    def _tests(self, row: "GainRow", lot: Lot) -> bool:
        deed = row.deed
        if deed.account in self.off_return:
            return False
        if deed.on.year <= self.filed_through:
            return (deed.key, lot.lot_id) in self.filed
        return self.rule.covers(row.asset, deed.on)

    def _loss(self, row: "GainRow", lot: Lot) -> Loss:
        deed = row.deed
        since = lot.held_since or self.day_of(row.acquired_at)
        long = lot.inherited or deed.on >= first_long_day(since)
        held = (deed.on - since).days
        return Loss(
            key=deed.key,
            disposal_id=disposal_id(deed.transaction_id, deed.account, row.suffix),
            place=deed.place_of(row.asset),
            account=deed.account,
            asset=row.asset,
            sold_at=deed.at,
            sold_on=deed.on,
            lot_id=lot.lot_id,
            moved=row.moved,
            method=row.method,
            acquired_key=lot.key,
            acquired_at=lot.acquired_at,
            number=lot.number,
            held=max(held, _OVER_A_YEAR) if lot.inherited else held,
            term=(Term.LONG if long else Term.SHORT).value,
            quantity=row.quantity,
            loss=row.cost - row.proceeds,
            provisional=row.provisional,
        )

    def _recent(self, kept: dict[str, list[_Kept]], asset: str, on: date) -> list[_Kept]:
        """Forget, in place, what is too long ago to matter, or used up; give the rest."""
        recent, since = kept[asset], on - self.window
        recent[:] = [one for one in recent if one.free and one.on >= since]
        return recent

    def _places(self, asset: str) -> list[Pool]:
        """Give the pools of an asset, by account."""
        pools = [pool for pool in self.pools.values() if pool.asset == asset]
        return sorted(pools, key=lambda pool: pool.account)

    def _replace(self, loss: Loss, purchase: Purchase, places: Iterable[Pool]) -> None:
        """Match units of a loss with those of a purchase that are held and replace nothing yet.

        What is left of the very purchase that had brought the units sold replaces nothing
        (Rev. Rul. 56-602, 1956-2 C.B. 527).
        """
        apart, lot = abs(loss.sold_on - purchase.bought_on), self.lots.get(purchase.lot_id)
        if loss.acquired_key == purchase.key or apart > self.window or lot is None:
            return
        purchase.free = False
        for pool in sorted(places, key=lambda pool: pool.account != purchase.account):
            held = _held(pool, lot)
            units = min(loss.left, held)
            purchase.free |= units < held
            if units:
                self._put_off(loss, purchase, lot, pool, units)

    def _put_off(self, loss: Loss, purchase: Purchase, lot: Lot, pool: Pool, units: Atoms) -> None:
        """Part the units that replaced others from their lot; the loss goes into their basis.

        Their holding period includes that of the units sold (26 U.S.C. § 1223(3)): it counts from
        as many days before their purchase as those had been held. What an IRA bought takes up
        neither (Rev. Rul. 2008-5).
        """
        disallowed = loss.take(units)
        lost = self.owners.get(purchase.account) is Owner.IRA
        if self.rule.adjusts and not lost:
            since, more = purchase.bought_on - timedelta(days=loss.held), disallowed
            part = self._parted(lot, since)
        else:
            part, more = self._plain_part(lot), 0
        done = 0
        for take in pool.draw_from(lot.number, units, ""):
            after = done + take.quantity
            cost = take.cost + more * after // units - more * done // units
            done = after
            pool.add(part, take.quantity, cost, None, moved=take.moved)
        if loss.provisional:
            pool.taint(max(loss.sold_at, purchase.bought_at))
        self.put_off.append(Wash(loss, purchase, part.lot_id, units, disallowed, lost))

    def _parted(self, lot: Lot, since: date) -> Lot:
        """Make the lot that units of another become, their period counting from a day."""
        lot.parts = max(lot.parts + 1, _PLAIN + 1)
        if lot.parts >= ROOM:
            raise ValueError(f"{lot.lot_id} is parted too often")
        return self._part(lot, lot.parts, held_since=since)

    def _plain_part(self, lot: Lot) -> Lot:
        """Give the part of a lot whose units took up neither loss nor period: all are alike."""
        lot.parts = _PLAIN
        return self._part(lot, _PLAIN, held_since=None)

    def _part(self, lot: Lot, part: int, *, held_since: date | None) -> Lot:
        name, number = part_id(lot.lot_id, part - _PLAIN), lot.number + part
        whole = replace(lot, lot_id=name, number=number, held_since=held_since)
        self.lots[name] = replace(whole, replacement=True, parts=0)
        return self.lots[name]


def _turn(loss: Loss) -> tuple[Micros, Micros, int]:
    """Order losses by their sale; of one instant, by the age of what was sold."""
    return loss.sold_at, loss.acquired_at, loss.number


def _held(pool: Pool, lot: Lot) -> Atoms:
    """Count the units of a lot in a pool that replaced nothing yet: parts have other numbers."""
    pieces = (pool.pieces.get((lot.number, moved)) for moved in (False, True))
    return sum([piece.left() for piece in pieces if piece is not None])
