"""Pooled years and years per account, and the crossing from one to the other."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from harvest_tui.domain.allocation import Allocation
from harvest_tui.domain.amounts import Atoms, atoms
from harvest_tui.domain.elections import Method, Scope
from harvest_tui.lots import notes
from harvest_tui.lots.allocation import misfits, pooled_lots
from harvest_tui.lots.book import Book
from harvest_tui.lots.pool import Micros, Pool, Take
from harvest_tui.lots.times import micros
from harvest_tui.rules.identification import per_account_since

Balances: TypeAlias = Callable[[date], Mapping[tuple[str, str], Atoms]]
"""Units of each (account, asset) at the first moment of a day."""

_ALL: Final[Atoms] = 10**60


@dataclass(slots=True)
class Scopes:
    """Watches the years go by."""

    book: Book
    balances: Balances
    zone: ZoneInfo
    """The taxpayer's: a year begins at its midnight."""
    confirmed: frozenset[str] = frozenset()
    """Assets whose estimated allocation the user has confirmed, with a reason on record."""
    allocations: Mapping[str, Allocation] = field(default_factory=dict)
    """Made under Rev. Proc. 2024-28 and stated by the user, by asset."""

    def enter(self, year: int) -> None:
        """Cross into a year: pool or part the lots of each asset whose scope changes."""
        before = self.book.year
        if not before or not self.book.methods.ever_universal:
            self.book.year = year
            return
        for passed in range(before + 1, year + 1):
            self.book.year = passed
            for asset in sorted({asset for _, asset in self.book.pools}):
                self._cross(asset, passed)

    def _cross(self, asset: str, year: int) -> None:
        was = self.book.methods.scope_of(asset, year - 1)
        now = self.book.methods.scope_of(asset, year)
        if was is Scope.UNIVERSAL and now is Scope.PER_ACCOUNT:
            self._part(asset, year)
        elif was is Scope.PER_ACCOUNT and now is Scope.UNIVERSAL:
            self._join(asset)

    def _join(self, asset: str) -> None:
        pools = self.book.pools
        apart = [pools.pop(key) for key in sorted(k for k in pools if k[1] == asset)]
        whole = self.book.pool("", asset)
        for pool in apart:
            for take in pool.draw(_ALL, Method.FIFO):
                whole.add(take.lot, take.quantity, take.cost, take.loss_cost, moved=take.moved)
            if pool.tainted_from is not None:
                whole.taint(pool.tainted_from)

    def _part(self, asset: str, year: int) -> None:
        """Allocate pooled lots to accounts: as the user states, if that fits.

        Else by the accounts' balances, which is an estimate, so provisional: each lot to the
        account it was acquired in as far as that balance allows, earliest first; the rest,
        earliest first, to accounts in name order. With a single account there is nothing to
        estimate.

        Source: Rev. Proc. 2024-28.
        """
        whole = self.book.pools.pop(("", asset))
        at = micros(datetime(year, 1, 1, tzinfo=self.zone))
        balances = sorted(self.balances(date(year, 1, 1)).items())
        held = {account: units for (account, a), units in balances if a == asset}
        doubtful = set(held) if whole.tainted(at) else set()
        if whole.pieces or asset in self.allocations:
            doubtful |= self._share_out(whole, {a: u for a, u in held.items() if u > 0}, at)
        for account in sorted(doubtful):
            self.book.pool(account, asset).taint(at)

    def _share_out(self, whole: Pool, room: dict[str, Atoms], at: Micros) -> set[str]:
        """Allocate a pool's lots; give the accounts in which they are only an estimate."""
        asset, accounts = whole.asset, set(room)
        takes = whole.draw(_ALL, Method.FIFO)
        stated = self.allocations.get(asset) if _begins(at, self.zone) else None
        differences = self._differences(stated, takes, room) if stated else ()
        if stated and not differences:
            self._follow(stated, takes, asset)
            return set()
        if differences:
            self.book.notes.append(notes.allocation_misfit(asset, differences, at))
        estimated = len(room) > 1 and asset not in self.confirmed
        rest = self._allocate(takes, asset, room)
        if rest:
            beyond = sum(take.quantity for take in rest)
            self.book.notes.append(notes.beyond_balances(asset, beyond, at))
        if estimated and not differences:
            self.book.notes.append(notes.allocation(asset, at))
        return accounts if estimated or rest or differences else set()

    def _differences(
        self, stated: Allocation, takes: list[Take], room: Mapping[str, Atoms]
    ) -> tuple[str, ...]:
        return tuple(misfits(stated.lots, pooled_lots(takes), room, self.book.dust))

    def _follow(self, stated: Allocation, takes: list[Take], asset: str) -> None:
        """Put each lot where the user's allocation has it."""
        rooms: defaultdict[str, defaultdict[str, Atoms]] = defaultdict(lambda: defaultdict(int))
        for one in stated.lots:
            rooms[one.lot_id][one.account] += atoms(one.quantity)
        for take in takes:
            self._fill([take], asset, rooms[take.lot.lot_id])

    def _allocate(self, takes: list[Take], asset: str, room: dict[str, Atoms]) -> list[Take]:
        """Fill the accounts' room with the lots of a pool; give what found none."""
        rest: list[Take] = []
        for take in takes:
            rest += self._allot(take, take.lot.account, asset, room)
        return self._fill(rest, asset, room)

    def _fill(self, takes: list[Take], asset: str, room: dict[str, Atoms]) -> list[Take]:
        """Give units to accounts in their order, as far as each has room; give what is left."""
        for account in room:
            takes = [left for take in takes for left in self._allot(take, account, asset, room)]
        return takes

    def _allot(self, take: Take, account: str, asset: str, room: dict[str, Atoms]) -> list[Take]:
        fits = min(take.quantity, room.get(account, 0))
        if not fits:
            return [take]
        room[account] -= fits
        given, left = _split(take, fits)
        moved = take.moved or account != take.lot.account
        self.book.pool(account, asset).add(
            take.lot, given.quantity, given.cost, given.loss_cost, moved=moved
        )
        return [left] if left.quantity else []


def _begins(at: Micros, zone: ZoneInfo) -> bool:
    """Tell whether this is the moment from which basis is kept per account by law."""
    return at == micros(datetime.combine(per_account_since(), time(), tzinfo=zone))


def _split(take: Take, units: Atoms) -> tuple[Take, Take]:
    cost = take.cost * units // take.quantity
    given = take._replace(quantity=units, cost=cost)
    left = take._replace(quantity=take.quantity - units, cost=take.cost - cost)
    if take.loss_cost is None:
        return given, left
    loss = take.loss_cost * units // take.quantity
    return given._replace(loss_cost=loss), left._replace(loss_cost=take.loss_cost - loss)
