"""What a replay holds: pools, lots, rows of gains, findings; and the few ways to change them.

Integers of 10**-18 throughout. What is missing is never guessed: a short disposal gives rows for
what was there and holds the rest; a disposal without a value waits with its lots reserved; an
acquisition without a basis opens no lot. Each is an error finding, and what follows in that pool
is provisional.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from harvest_tui.domain.amounts import Atoms, plus
from harvest_tui.domain.elections import Method, Purpose, Scope
from harvest_tui.domain.findings import Finding
from harvest_tui.domain.kinds import DisposalKind, Kind
from harvest_tui.domain.settings import SwapFee
from harvest_tui.lots import notes
from harvest_tui.lots.deeds import Deed
from harvest_tui.lots.ids import lot_id
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.named import Named, purpose_of
from harvest_tui.lots.pool import ROOM, Lot, Micros, Pool, Take
from harvest_tui.lots.times import instant_of
from harvest_tui.lots.washes import Wash, Washes

if TYPE_CHECKING:
    from harvest_tui.lots.sealed import SealedPicks

UNNAMED: Final = frozenset({DisposalKind.FEE, DisposalKind.TRANSFER_FEE, Kind.REDENOMINATION})
"""What uses up no units named before: nobody names units for it."""


class GainRow(NamedTuple):
    """One lot used in one disposal."""

    deed: Deed
    kind: DisposalKind
    suffix: str
    """Tells apart the disposals of one transaction: empty, or `/fee`."""
    asset: str
    lot: Lot | None
    moved: bool
    quantity: Atoms
    acquired_at: Micros
    proceeds: Atoms
    cost: Atoms
    method: str
    provisional: bool


class Relief(NamedTuple):
    """Lots used up, or moved, by one deed."""

    deed: Deed
    suffix: str
    what: str
    asset: str
    units: Atoms
    """Asked for: what the takes do not reach was not there."""
    takes: list[Take]


@dataclass(slots=True)
class Book:
    """State of the replay of one group of assets."""

    mine: frozenset[str]
    """The group: only what a deed does to these takes effect here. No currency is among them."""
    methods: MethodBook
    named: Named
    dust: Atoms
    taints: Mapping[tuple[str, str], Micros]
    """Pools in which an error finding stands, and since when."""
    swap_fee_before: SwapFee = SwapFee.DISPOSED
    """Side of the fees of swaps before the rule of 2025."""
    rows: list[GainRow] = field(default_factory=list)
    reliefs: list[Relief] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    pools: dict[tuple[str, str], Pool] = field(default_factory=dict)
    lots: dict[str, Lot] = field(default_factory=dict)
    opened: int = 0
    """Lots opened so far."""
    put_off: list[Wash] = field(default_factory=list)
    """Losses put off into what replaced the units sold."""
    washes: Washes | None = None
    """Tests losses for wash sales; None where no rule covers anything."""
    year: int = 0
    """Of the deed at hand, in the taxpayer's zone."""
    sealed: "SealedPicks | None" = None
    """While sealed years are replayed: the lots on record for them."""

    @property
    def next_number(self) -> int:
        """Give the number of the next lot; those up to it are left to the parts of the last."""
        return self.opened * ROOM

    def pool(self, account: str, asset: str) -> Pool:
        """Give the pool that an account's units of an asset are in this year."""
        if self.methods.ever_universal and self.universal(asset):
            account = ""
        pool = self.pools.get((account, asset))
        if pool is None:
            pool = Pool(account, asset, self.taint_of(account, asset))
            self.pools[account, asset] = pool
        return pool

    def universal(self, asset: str) -> bool:
        """Tell whether this year's lots of an asset are pooled over all accounts."""
        return self.methods.scope_of(asset, self.year) is Scope.UNIVERSAL

    def taint_of(self, account: str, asset: str) -> Micros | None:
        """Tell since when error findings of earlier stages stand in a pool."""
        if account:
            return self.taints.get((account, asset))
        return min((at for (_, a), at in self.taints.items() if a == asset), default=None)

    def open(self, deed: Deed, cost: Atoms | None, loss_cost: Atoms | None = None) -> None:
        """Open a lot for what a deed brings in; without a cost it is a finding and no lot.

        A fee taken in the asset itself leaves fewer units, at the whole cost.
        """
        asset, units = deed.in_asset, deed.received
        if asset not in self.mine or units is None:
            return
        units -= deed.fee_in(asset)
        if units <= 0:
            return
        pool = self.pool(deed.account, asset)
        if cost is None:
            self.notes.append(notes.no_basis(deed, asset, units))
            pool.taint(deed.at)
            return
        lot = self._lot(deed, asset, units, cost, loss_cost)
        pool.add(lot, units, cost, loss_cost, moved=False)
        if self.washes is not None:
            self.washes.bought(deed, lot)

    def dispose(
        self,
        deed: Deed,
        pool: Pool,
        units: Atoms,
        proceeds: Atoms | None,
        kind: DisposalKind,
        suffix: str = "",
    ) -> None:
        """Use up lots and write a row for each; proceeds None: they wait for their value."""
        method = self.methods.method_for(deed.account, pool.asset, deed.on, deed.at)
        takes = self.draw(deed, pool, units, method, kind, suffix)
        drawn = sum([take.quantity for take in takes])
        if proceeds is None:
            self.notes.append(notes.no_value(deed, pool.asset, units))
            pool.taint(deed.at)
        whole = units
        if drawn < units:
            held = 0 if proceeds is None else proceeds - proceeds * drawn // units
            if not self.fell_short(deed, pool, units - drawn, held):
                whole = drawn
        if proceeds is not None:
            self._write(deed, pool, takes, whole, proceeds, kind, suffix)

    def remove(self, deed: Deed) -> None:
        """Take what a deed gives, with its fee in kind, out of the account; no row."""
        asset, units = deed.out_asset, deed.given
        if asset not in self.mine or units is None:
            return
        units += deed.fee_in(asset)
        pool = self.pool(deed.account, asset)
        method = self.methods.method_for(deed.account, asset, deed.on, deed.at)
        takes = self.draw(deed, pool, units, method, deed.kind)
        missing = units - sum([take.quantity for take in takes])
        if missing > 0:
            self.fell_short(deed, pool, missing, 0)

    def draw(
        self, deed: Deed, pool: Pool, units: Atoms, method: Method, what: str, suffix: str = ""
    ) -> list[Take]:
        """Take units and keep a record of it: those identified before, then by the method.

        In a sealed year the lots on record are taken, whatever is identified or elected now.

        Args:
            deed: Takes them.
            pool: Where they are.
            units: Wanted; fewer are given where they are not there.
            method: For what nobody named.
            what: A disposal's kind; else that of the deed.
            suffix: Tells apart the reliefs of one deed.
        """
        if self.sealed is not None:
            takes = self.sealed.draw(self, deed, pool, units, what, suffix)
        elif what in UNNAMED or pool.asset not in self.named.assets:
            takes = pool.draw(units, method)
        else:
            takes = self._identified(deed, pool, units, method, purpose_of(what))
        self.reliefs.append(Relief(deed, suffix, what, pool.asset, units, takes))
        return takes

    def _identified(
        self, deed: Deed, pool: Pool, units: Atoms, method: Method, purpose: Purpose
    ) -> list[Take]:
        bound = self.methods.order_of(deed.account, deed.on) is not None
        takes = self.named.draw(pool, units, deed, self.lots, purpose, bound=bound)
        units -= sum(take.quantity for take in takes)
        return _merged(takes + pool.draw(units, method))

    def fell_short(self, deed: Deed, pool: Pool, missing: Atoms, held: Atoms) -> bool:
        """Report missing units; dust is a warning and gives False: the deed counts as whole."""
        if self.sealed is not None:  # what is wanted beyond the record waits, with its proceeds
            missing = min(missing, self.sealed.short)
            if missing <= 0:
                return True
        dust = missing < self.dust
        waiting = 0 if dust else held
        self.notes.append(notes.short(deed, pool.asset, missing, waiting, dust=dust))
        if not dust:
            pool.taint(deed.at)
        return not dust

    def _lot(
        self, deed: Deed, asset: str, units: Atoms, cost: Atoms, loss_cost: Atoms | None
    ) -> Lot:
        acquired = deed.at if deed.acquired_at is None else deed.acquired_at
        lot = Lot(
            number=self.next_number,
            lot_id=lot_id(deed.key, asset, instant_of(acquired)),
            key=deed.key,
            transaction_id=deed.transaction_id,
            account=deed.account,
            asset=asset,
            acquired_at=acquired,
            received_at=deed.at,
            quantity=units,
            cost=cost,
            loss_cost=loss_cost,
            inherited=deed.kind == Kind.INHERITANCE,
            evidence=deed.kind,
        )
        if lot.lot_id in self.lots:
            raise ValueError(f"two acquisitions share the lot id {lot.lot_id}")
        self.lots[lot.lot_id] = lot
        self.opened += 1
        return lot

    def _write(
        self,
        deed: Deed,
        pool: Pool,
        takes: list[Take],
        whole: Atoms,
        proceeds: Atoms,
        kind: DisposalKind,
        suffix: str,
    ) -> None:
        """Write one row for each lot, proceeds split by cumulative floor over the units."""
        provisional = pool.tainted(deed.at)
        done = 0
        for take in takes:
            after = done + take.quantity
            part = proceeds * after // whole - proceeds * done // whole
            done = after
            cost, acquired = take.cost, take.lot.acquired_at
            if take.loss_cost is not None:
                cost, acquired = gift_basis(take, part)
            self.rows.append(
                GainRow(
                    deed,
                    kind,
                    suffix,
                    pool.asset,
                    take.lot,
                    take.moved,
                    take.quantity,
                    acquired,
                    part,
                    cost,
                    take.method,
                    provisional,
                )
            )
        if self.washes is not None:
            self.washes.sold(self.rows[len(self.rows) - len(takes) :])


def gift_basis(take: Take, proceeds: Atoms) -> tuple[Atoms, Micros]:
    """Choose a gift's basis: the donor's for a gain, the lower value for a loss, else neither.

    Between the two there is no gain and no loss. With the lower value the holding period starts
    at the gift.

    Source: 26 U.S.C. §§ 1015(a), 1223(2).
    """
    if proceeds > take.cost:
        return take.cost, take.lot.acquired_at
    if take.loss_cost is not None and proceeds < take.loss_cost:
        return take.loss_cost, take.lot.received_at
    return proceeds, take.lot.acquired_at


def _merged(takes: list[Take]) -> list[Take]:
    """Join takes of one lot: named units and the standing order may meet in it."""
    by_lot: dict[tuple[int, bool, str], Take] = {}
    for take in takes:
        at = (take.lot.number, take.moved, take.method)
        had = by_lot.get(at)
        by_lot[at] = take if had is None else _sum(had, take)
    return list(by_lot.values())


def _sum(one: Take, other: Take) -> Take:
    return one._replace(
        quantity=one.quantity + other.quantity,
        cost=one.cost + other.cost,
        loss_cost=plus(one.loss_cost, other.loss_cost),
    )
