"""Open lots and what is drawn from them: one flat list, looked through every time."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from harvest_tui.domain.allocation import Allocation
from harvest_tui.domain.elections import Method, Purpose
from harvest_tui.domain.kinds import FIAT
from lots.reference_amounts import NOTHING, Deed, Lot, Piece, part, take
from lots.reference_choice import FIRST_YEAR_PER_ACCOUNT, Choices, Moment, in_order

ALL_ACCOUNTS = "*"


@dataclass(kw_only=True)
class ReferencePools:
    """All open lots, and since when which pools are in doubt."""

    zone: ZoneInfo
    choices: Choices
    balances: Callable[[date], Mapping[tuple[str, str], Decimal]]
    """What each account held of each asset when a day began."""
    dust: Fraction = Fraction(1, 10**8)
    lots: list[Lot] = field(default_factory=list)
    stated_doubts: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """Account and asset in which earlier stages found an error, and since when."""
    doubts: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """The same, of pools and found here."""
    findings: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, account, asset."""
    uses: list[tuple[int, str, str, Fraction]] = field(default_factory=list)
    """Of identifications: number, transaction, lot and units."""
    allocations: Mapping[str, Allocation] = field(default_factory=dict)
    """Stated by asset: where the pooled lots went on 2025-01-01."""
    year: int = 0

    def draw(
        self,
        deed: Deed,
        asset: str,
        quantity: Fraction,
        *,
        purpose: Purpose | None,
        moving: bool = False,
    ) -> list[Piece]:
        """Take units out: named ones first, then by the standing order (moved ones: FIFO)."""
        if asset in FIAT:
            return []
        moment = self._moment(deed, asset, purpose)
        standing = Method.FIFO if moving else self.choices.method(moment)
        pieces: list[Piece] = []
        for pick_id, lot_id, left in self.choices.named(moment):
            wanted = min(left, quantity)
            for lot in sorted(self._pool(deed["account"], asset), key=lambda lot: lot.age):
                if lot_id in {lot.lot_id, lot.lot_id.split("/w")[0]}:
                    piece = take(lot, wanted, Method.SPECIFIC)
                    wanted, quantity = wanted - piece.quantity, quantity - piece.quantity
                    self.choices.use(pick_id, piece.quantity)
                    self.uses += [(pick_id[0], deed["transaction_id"], lot_id, piece.quantity)]
                    pieces.append(piece)
        for lot in in_order(self._pool(deed["account"], asset), standing):
            piece = take(lot, quantity, standing)
            quantity -= piece.quantity
            pieces.append(piece)
        self.lots = [lot for lot in self.lots if lot.quantity > 0]
        if quantity > 0:
            self.report("dust" if quantity < self.dust else "short disposal", deed, asset)
        return [piece for piece in pieces if piece.quantity > 0]

    def report(self, name: str, deed: Deed, asset: str) -> None:
        """Note a finding; but for dust its pool is in doubt from here on."""
        self.findings.append((name, deed["account"], asset))
        if name != "dust":
            self.doubt(deed["account"], asset, deed["at"])

    def doubt(self, account: str, asset: str, since: datetime) -> None:
        """Put the pool that an account's units are in under doubt."""
        pool = self._key(account, asset)
        self.doubts[pool] = min(since, self.doubts.get(pool, since))

    def doubted(self, account: str, asset: str, at: datetime | None = None) -> bool:
        """Tell whether an error stands in that pool, before an instant or at all."""
        place, _ = self._key(account, asset)
        since = [self.doubts[place, asset]] if (place, asset) in self.doubts else []
        since += [
            found
            for (where, what), found in self.stated_doubts.items()
            if what == asset and place in {where, ALL_ACCOUNTS}
        ]
        return any(at is None or one <= at for one in since)

    def open_lots(self) -> list[tuple[Lot, bool]]:
        """List what is left, each with whether it is provisional."""
        return [(lot, self.doubted(lot.account, lot.asset)) for lot in self.lots]

    def enter(self, year: int) -> None:
        """Come to a year, one after the other: pool or part each asset whose scope changes."""
        for passed in range(self.year + 1 if self.year else year, year + 1):
            before, self.year = self.year, passed
            for asset in sorted({lot.asset for lot in self.lots} | {s for _, s in self.doubts}):
                was = bool(before) and self.choices.pooled(asset, before)
                now = self.choices.pooled(asset, passed)
                if was and not now:
                    self._part_pool(asset)
                if now and not was:
                    self._join_pools(asset)

    def day(self, at: datetime) -> date:
        """Give the taxpayer's date."""
        return at.astimezone(self.zone).date()

    def pooled(self, asset: str) -> bool:
        """Tell whether this year's deeds draw from all accounts together."""
        return self.choices.pooled(asset, self.year)

    def _key(self, account: str, asset: str) -> tuple[str, str]:
        return (ALL_ACCOUNTS if self.pooled(asset) else account), asset

    def _pool(self, account: str, asset: str) -> list[Lot]:
        same = [lot for lot in self.lots if lot.asset == asset]
        return same if self.pooled(asset) else [lot for lot in same if lot.account == account]

    def _moment(self, deed: Deed, asset: str, purpose: Purpose | None) -> Moment:
        return Moment(
            transaction_id=deed["transaction_id"],
            account=deed["account"],
            asset=asset,
            at=deed["at"],
            on=self.day(deed["at"]),
            precision=deed["precision"],
            purpose=purpose,
        )

    def _join_pools(self, asset: str) -> None:
        for place in [where for where, what in self.doubts if what == asset]:
            if place != ALL_ACCOUNTS:
                self.doubt(place, asset, self.doubts.pop((place, asset)))

    def _part_pool(self, asset: str) -> None:
        """Put the lots where the holder's allocation has them, if it fits; else estimate."""
        held = {a: q for (a, s), q in self.balances(date(self.year, 1, 1)).items() if s == asset}
        room = {account: Fraction(quantity) for account, quantity in held.items() if quantity > 0}
        pool = sorted((lot for lot in self.lots if lot.asset == asset), key=lambda lot: lot.age)
        self.lots = [lot for lot in self.lots if lot.asset != asset]
        stated = self.allocations.get(asset) if self.year == FIRST_YEAR_PER_ACCOUNT else None
        start = datetime(self.year, 1, 1, tzinfo=self.zone)
        if stated and self._fits(stated, pool, room):
            self._follow(stated, pool)
            wrong = []
        else:
            wrong = ["allocation does not fit"] if stated else []
            wrong += self._estimate(pool, dict(room))
        if "allocation does not fit" in wrong and "allocation not confirmed" in wrong:
            wrong.remove("allocation not confirmed")  # said already, and better
        self.findings += [(name, "", asset) for name in wrong]
        for account in room if wrong else ():
            self.doubt(account, asset, start)
        for account in held if self._pool_was_doubted(asset, start) else ():
            self.doubt(account, asset, start)

    def _estimate(self, pool: list[Lot], room: dict[str, Fraction]) -> list[str]:
        """Give each lot to where it was acquired as far as the balance goes, then to the rest.

        One account alone leaves nothing to estimate.
        """
        accounts = sorted(room)
        estimated = bool(pool) and len(accounts) > 1
        for lot in pool:
            self._settle(lot, lot.home, room)
        for lot in pool:
            for account in accounts:
                self._settle(lot, account, room)
        beyond = any(lot.quantity for lot in pool)
        said = (("lots beyond balances", beyond), ("allocation not confirmed", estimated))
        return [name for name, true in said if true]

    def _fits(self, stated: Allocation, pool: list[Lot], room: Mapping[str, Fraction]) -> bool:
        """Every unit of each lot is somewhere, and every account gets what it held."""
        wanted: dict[str, Fraction] = defaultdict(Fraction)
        for lot in pool:
            wanted[lot.lot_id] += lot.quantity
        by_lot: dict[str, Fraction] = defaultdict(Fraction)
        by_account: dict[str, Fraction] = defaultdict(Fraction)
        for one in stated.lots:
            by_lot[one.lot_id] += Fraction(one.quantity)
            by_account[one.account] += Fraction(one.quantity)
        return by_lot == wanted and all(
            abs(by_account.get(account, NOTHING) - room.get(account, NOTHING)) < self.dust
            for account in by_account.keys() | room.keys()
        )

    def _follow(self, stated: Allocation, pool: list[Lot]) -> None:
        rooms: dict[str, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
        for one in stated.lots:
            rooms[one.lot_id][one.account] += Fraction(one.quantity)
        for lot in pool:
            for account in rooms[lot.lot_id]:
                self._settle(lot, account, rooms[lot.lot_id])

    def _pool_was_doubted(self, asset: str, start: datetime) -> bool:
        stated = [since for (_, what), since in self.stated_doubts.items() if what == asset]
        known = self.doubts.pop((ALL_ACCOUNTS, asset), None)
        return known is not None or any(since <= start for since in stated)

    def _settle(self, lot: Lot, account: str, room: dict[str, Fraction]) -> None:
        piece = take(lot, room.get(account, NOTHING), "")
        if piece.quantity:
            room[account] -= piece.quantity
            new = part(piece, account)
            new.moved = lot.moved or account != lot.home
            self.lots.append(new)
