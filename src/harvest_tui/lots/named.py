"""Units named for a sale before it: used first.

Those made for that very sale, then the others in the order in which they were recorded.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from harvest_tui.domain.amounts import Atoms, atoms
from harvest_tui.domain.elections import Identification, Method
from harvest_tui.lots.deeds import Deed
from harvest_tui.lots.pool import Lot, Micros, Pool, Take
from harvest_tui.lots.times import micros


@dataclass(slots=True)
class _Standing:
    """An identification and what is left of it."""

    account: str
    recorded_at: Micros
    valid_until: Micros | None
    transaction_id: str | None
    as_filed: bool
    picks: list[tuple[str, Atoms]]

    def covers(self, deed: Deed, *, bound: bool) -> bool:
        """Tell whether it was in force for a deed.

        What the user's own books say does not override an order a broker was bound to; one stated
        as filed tells what the broker was in fact given for that sale.
        """
        if deed.account != self.account:
            return False
        if self.transaction_id is not None and self.transaction_id != deed.transaction_id:
            return False
        if self.transaction_id is not None and self.as_filed:
            return True
        expired = self.valid_until is not None and deed.at > self.valid_until
        return not bound and self.recorded_at <= deed.at and not expired

    def spend(self, lot_id: str, units: Atoms) -> Atoms:
        """Use up named units of a lot; give how many."""
        spent = 0
        left: list[tuple[str, Atoms]] = []
        for one, named in self.picks:
            given = min(named, units - spent) if one == lot_id else 0
            spent += given
            if named > given:
                left.append((one, named - given))
        self.picks = left
        return spent


class Named:
    """The identifications on record, used up as disposals come."""

    def __init__(self, identifications: Iterable[Identification]) -> None:
        self._by_asset: dict[str, list[_Standing]] = defaultdict(list)
        for one in sorted(identifications, key=_turn):
            self._by_asset[one.asset].append(
                _Standing(
                    one.account,
                    micros(one.recorded_at),
                    micros(one.valid_until) if one.valid_until else None,
                    one.transaction_id,
                    one.as_filed,
                    [(pick.lot_id, atoms(pick.quantity)) for pick in one.picks],
                )
            )

    @property
    def assets(self) -> Collection[str]:
        """Give the assets of which any unit was ever named."""
        return self._by_asset.keys()

    def draw(
        self, pool: Pool, units: Atoms, deed: Deed, lots: Mapping[str, Lot], *, bound: bool
    ) -> list[Take]:
        """Take the named units that are here, at most `units`; partial fills consume in part."""
        takes: list[Take] = []
        for standing in self._by_asset.get(pool.asset, ()):
            if units and standing.covers(deed, bound=bound):
                taken = _consume(standing, pool, units, lots)
                units -= sum(take.quantity for take in taken)
                takes += taken
        return takes

    def spend(self, deed: Deed, asset: str, lot_id: str, units: Atoms, *, bound: bool) -> None:
        """Count units of a lot as used by a deed of a sealed year, without drawing them."""
        for standing in self._by_asset.get(asset, ()):
            if units and standing.covers(deed, bound=bound):
                units -= standing.spend(lot_id, units)


def _turn(one: Identification) -> tuple[bool, datetime, int]:
    """Those made for one sale go first; then the oldest record."""
    return one.transaction_id is None, one.recorded_at, one.identification_id


def _consume(standing: _Standing, pool: Pool, units: Atoms, lots: Mapping[str, Lot]) -> list[Take]:
    takes: list[Take] = []
    left: list[tuple[str, Atoms]] = []
    for lot_id, named in standing.picks:
        lot = lots.get(lot_id)
        drawn = pool.draw_from(lot.number, min(named, units), Method.SPECIFIC.value) if lot else []
        given = sum(take.quantity for take in drawn)
        units -= given
        takes += drawn
        if named > given:
            left.append((lot_id, named - given))
    standing.picks = left
    return takes
