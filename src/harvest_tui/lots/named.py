"""Units named for a sale, a move or a gift before it: used first.

Those made for that very transaction, then the others in the order in which they were recorded.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from harvest_tui.domain.amounts import Atoms, atoms
from harvest_tui.domain.elections import Identification, Method, Purpose
from harvest_tui.domain.kinds import WITHOUT_ROW, Kind
from harvest_tui.lots.deeds import Deed
from harvest_tui.lots.ids import acquisition_of
from harvest_tui.lots.pool import Lot, Micros, Pool, Take
from harvest_tui.lots.times import micros

_A_DAY: Final[Micros] = 24 * 60 * 60 * 10**6


def purpose_of(what: str) -> Purpose:
    """Give what units must have been named for to go with a disposal or deed of that kind."""
    if what in {Kind.TRANSFER, Kind.TRANSFER_OUT}:
        return Purpose.TRANSFER
    return Purpose.GIFT if what in WITHOUT_ROW else Purpose.SALE


class Use(NamedTuple):
    """Units of a lot that an identification gave to a deed."""

    identification_id: int
    deed: Deed
    asset: str
    lot_id: str
    """As it was named: units of the parts parted from it count for it."""
    taken: str
    """The lot or the part that the units were taken of."""
    quantity: Atoms
    unproven: bool
    """The deed's moment is so coarse that it may have come before the record."""


@dataclass(slots=True)
class _Standing:
    """An identification and what is left of it."""

    number: int
    account: str
    recorded_at: Micros
    valid_until: Micros | None
    purpose: Purpose
    transaction_id: str | None
    as_filed: bool
    picks: list[tuple[str, Atoms]]
    begun: bool = False
    """Whether any of it was used."""

    def covers(self, deed: Deed, purpose: Purpose, *, bound: bool) -> bool:
        """Tell whether it was in force for a deed.

        What the user's own books say does not override an order a broker was bound to; one stated
        as filed tells what the broker was in fact given for that sale. Of a deed known only to
        the minute or the day it is taken that it came after the record.
        """
        if deed.account != self.account:
            return False
        if self.transaction_id is None and self.purpose is not purpose:
            return False
        if self.transaction_id is not None and self.transaction_id != deed.transaction_id:
            return False
        if self.stated:
            return True
        expired = self.valid_until is not None and deed.at > self.valid_until
        return not bound and self.recorded_at <= deed.latest and not expired

    @property
    def stated(self) -> bool:
        """Whether it states what was named for one sale at its time."""
        return self.transaction_id is not None and self.as_filed

    def use(self, deed: Deed, asset: str, lot_id: str, taken: str, units: Atoms) -> Use:
        """Note units that it gave to a deed."""
        unproven = not self.stated and self.recorded_at > deed.earliest
        return Use(self.number, deed, asset, lot_id, taken, units, unproven)

    def spend(self, taken: str, units: Atoms) -> list[tuple[str, Atoms]]:
        """Use up named units of a lot or of a part of one; give the names and how many of each."""
        spent: list[tuple[str, Atoms]] = []
        left: list[tuple[str, Atoms]] = []
        for lot_id, named in self.picks:
            given = min(named, units) if lot_id in {taken, acquisition_of(taken)} else 0
            units -= given
            if given:
                spent.append((lot_id, given))
            if named > given:
                left.append((lot_id, named - given))
        self.keep(left)
        return spent

    def keep(self, left: list[tuple[str, Atoms]]) -> None:
        """Note what is left of it."""
        self.begun = self.begun or left != self.picks
        self.picks = left


@dataclass(slots=True)
class Named:
    """The identifications on record, used up as deeds come."""

    identifications: tuple[Identification, ...] = ()
    uses: list[Use] = field(default_factory=list)
    """What was used, in order."""
    _by_asset: dict[str, list[_Standing]] = field(init=False)

    def __post_init__(self) -> None:
        """Put them in their turn."""
        self._by_asset = defaultdict(list)
        for one in sorted(self.identifications, key=_turn):
            self._by_asset[one.asset].append(_standing(one))

    @property
    def assets(self) -> Collection[str]:
        """Give the assets of which any unit was ever named."""
        return self._by_asset.keys()

    def units_left(self, asset: str) -> dict[int, Atoms]:
        """Give the units left of each identification of an asset, by its number."""
        return {
            standing.number: sum([units for _, units in standing.picks])
            for standing in self._by_asset.get(asset, ())
        }

    def draw(
        self,
        pool: Pool,
        units: Atoms,
        deed: Deed,
        lots: Mapping[str, Lot],
        purpose: Purpose,
        *,
        bound: bool,
    ) -> list[Take]:
        """Take the named units that are here, at most `units`; partial fills consume in part."""
        takes: list[Take] = []
        for standing in self._by_asset[pool.asset]:
            if units and standing.covers(deed, purpose, bound=bound):
                for lot_id, take in _consume(standing, pool, units, lots):
                    units -= take.quantity
                    takes.append(take)
                    self.uses.append(
                        standing.use(deed, pool.asset, lot_id, take.lot.lot_id, take.quantity)
                    )
        return takes

    def spend(
        self,
        deed: Deed,
        asset: str,
        lot_id: str,
        units: Atoms,
        purpose: Purpose,
        *,
        bound: bool,
    ) -> None:
        """Count units of a lot as used by a deed of a sealed year, without drawing them."""
        for standing in self._by_asset.get(asset, ()):
            if units and standing.covers(deed, purpose, bound=bound):
                for named, spent in standing.spend(lot_id, units):
                    units -= spent
                    self.uses.append(standing.use(deed, asset, named, lot_id, spent))

    def left(self) -> list[tuple[int, str | None, Atoms]]:
        """Give what is left of those begun: number, lot and units; without a lot: it is begun."""
        return [
            (standing.number, lot_id, units)
            for standings in self._by_asset.values()
            for standing in standings
            if standing.begun
            for lot_id, units in ((None, 0), *standing.picks)
        ]

    def take_up(self, left: Iterable[tuple[int, str | None, Atoms]]) -> None:
        """Go on from what `left` gave."""
        picks: dict[int, list[tuple[str, Atoms]]] = defaultdict(list)
        for number, lot_id, units in left:
            picks[number] += [(lot_id, units)] if lot_id is not None else []
        for standings in self._by_asset.values():
            for standing in standings:
                if standing.number in picks:
                    standing.keep(picks[standing.number])


def _standing(one: Identification) -> _Standing:
    return _Standing(
        number=one.identification_id,
        account=one.account,
        recorded_at=micros(one.recorded_at),
        valid_until=micros(one.valid_until) if one.valid_until else None,
        purpose=one.purpose,
        transaction_id=one.transaction_id,
        as_filed=one.as_filed,
        picks=[(pick.lot_id, atoms(pick.quantity)) for pick in one.picks],
    )


def may_act(
    one: Identification,
    accounts: Collection[str],
    transactions: Collection[str],
    during: tuple[Micros, Micros],
) -> bool:
    """Tell whether an identification can be in force for any of some deeds.

    It may say yes in vain, never no: what is kept of a replay rests on it. Whoever lets
    `_Standing.covers` say yes to more looks here too.

    Args:
        one: The identification.
        accounts: Of the deeds.
        transactions: Their own ids.
        during: Instants of the first and the last of them; where a source tells only the day,
            the deed may have been up to a day before or after.
    """
    first, last = during
    if one.account not in accounts:
        return False
    if one.transaction_id is not None:
        return one.transaction_id in transactions
    expired = one.valid_until is not None and micros(one.valid_until) < first - _A_DAY
    return micros(one.recorded_at) <= last + _A_DAY and not expired


def _turn(one: Identification) -> tuple[bool, datetime, int]:
    """Those made for one sale go first; then the oldest record."""
    return one.transaction_id is None, one.recorded_at, one.identification_id


def _consume(
    standing: _Standing, pool: Pool, units: Atoms, lots: Mapping[str, Lot]
) -> list[tuple[str, Take]]:
    """Take named units; give with each take the lot as it was named."""
    takes: list[tuple[str, Take]] = []
    left: list[tuple[str, Atoms]] = []
    for lot_id, named in standing.picks:
        lot = lots.get(lot_id)
        drawn = pool.draw_named(lot, min(named, units), Method.SPECIFIC.value) if lot else []
        given = sum(take.quantity for take in drawn)
        units -= given
        takes += [(lot_id, take) for take in drawn]
        if named > given:
            left.append((lot_id, named - given))
    standing.keep(left)
    return takes
