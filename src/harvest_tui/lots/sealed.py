"""Filed years: the lots that a filed return took are taken again, whatever is said now.

A sealed year's transactions take exactly the lots on record. What the ledger now holds beside
them (a sale found later, units that have become more) takes its lots when the sealed years are
over, so that it disturbs nothing that was filed. What the ledger has lost takes them all the
same: the filed return has used their basis.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeAlias

import polars as pl

from harvest_tui.domain.amounts import Atoms
from harvest_tui.domain.columns import column_atoms
from harvest_tui.domain.elections import Method
from harvest_tui.domain.kinds import Kind
from harvest_tui.lots.book import Book
from harvest_tui.lots.deeds import Deed
from harvest_tui.lots.ids import acquisition_of
from harvest_tui.lots.named import purpose_of
from harvest_tui.lots.pool import Pool, Take

_STAYS: Final = frozenset({Kind.TRANSFER.value, Kind.REDENOMINATION.value})
"""Units that these move are still the taxpayer's."""
_Place: TypeAlias = tuple[Pool, bool]
"""A pool, and whether the piece there had moved."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Filed:
    """What the seals in force hold the lots to."""

    through: int
    """The last sealed year."""
    keys: frozenset[str]
    """Transactions of the ledger, dated in the sealed years, when they were sealed."""
    reliefs: pl.DataFrame
    """Schema RELIEFS, of those years."""
    disposals: pl.DataFrame
    """Schema DISPOSALS, of those years: the rows that were filed."""
    pooled: frozenset[tuple[str, int]]
    """Asset and sealed year in which its lots were pooled over all accounts."""
    digest: str
    """Names all of this."""

    def until(self, day: date) -> "Filed":
        """Give what was filed up to the end of a day."""
        return replace(
            self,
            through=min(self.through, day.year),
            reliefs=self.reliefs.filter(pl.col("on") <= day),
            disposals=self.disposals.filter(pl.col("disposed_on") <= day),
            digest=f"{self.digest}/{day}",
        )


@dataclass(slots=True)
class _Pick:
    """Units of one lot that a transaction took."""

    account: str
    asset: str
    what: str
    lot_id: str
    """Empty: units that were not there when the year was sealed."""
    moved: bool
    units: Atoms
    method: str


@dataclass(slots=True)
class _Beyond:
    """Units that a deed takes beside those on record."""

    deed: Deed
    asset: str
    units: Atoms
    what: str
    suffix: str


@dataclass(slots=True)
class SealedPicks:
    """The lots on record, given out while the sealed years are replayed."""

    picks: dict[tuple[str, str], list[_Pick]]
    """By transaction and asset, in the order in which they were taken."""
    short: Atoms = 0
    """Of the last relief: units that were not there when the year was sealed."""
    beyond: list[_Beyond] = field(default_factory=list)

    def draw(
        self, book: Book, deed: Deed, pool: Pool, units: Atoms, what: str, suffix: str
    ) -> list[Take]:
        """Take the lots on record, at most `units`; what is wanted beyond them waits."""
        self.short = 0
        takes: list[Take] = []
        queue = self.picks.get((deed.key, pool.asset))
        while queue and units:
            pick = queue[0]
            given = min(pick.units, units)
            units -= given
            takes += self._given(book, deed, pool, pick, given)
            pick.units -= given
            if not pick.units:
                queue.pop(0)
        if units and what != Kind.REDENOMINATION:
            self.beyond.append(_Beyond(deed, pool.asset, units, what, suffix))
        return takes

    def settle(self, book: Book) -> None:
        """End the sealed years: what the ledger has lost, then what it holds beside them."""
        for pick in self._left():
            _taken(book, book.pool(pick.account, pick.asset), pick, pick.units)
        book.sealed = None
        book.rows.clear()
        book.reliefs.clear()
        for more in self.beyond:
            _relieve_beyond(book, more)

    def _given(self, book: Book, deed: Deed, pool: Pool, pick: _Pick, units: Atoms) -> list[Take]:
        if not pick.lot_id:
            self.short += units
            return []
        if pick.method == Method.SPECIFIC:
            bound = book.methods.order_of(deed.account, deed.on) is not None
            purpose = purpose_of(pick.what)
            book.named.spend(deed, pool.asset, pick.lot_id, units, purpose, bound=bound)
        return _taken(book, pool, pick, units)

    def _left(self) -> Iterator[_Pick]:
        for queue in self.picks.values():
            yield from (one for one in queue if one.what not in _STAYS)


def sealed_picks(filed: Filed) -> SealedPicks:
    """Read the lots on record."""
    picks: dict[tuple[str, str], list[_Pick]] = defaultdict(list)
    columns = ("key", "account", "asset", "what", "lot_id", "moved", "method")
    rows = filed.reliefs.select(columns).iter_rows()
    for row, units in zip(rows, column_atoms(filed.reliefs["quantity"]), strict=True):
        key, account, asset, what, lot_id, moved, method = row
        picks[key, asset].append(
            _Pick(account, asset, what, lot_id or "", moved, units or 0, method or "")
        )
    return SealedPicks(dict(picks))


def parted(deeds: Iterable[Deed], filed: Filed) -> tuple[list[Deed], list[Deed]]:
    """Part deeds dated in the sealed years: those that were sealed, and those that were not."""
    sealed: list[Deed] = []
    late: list[Deed] = []
    for deed in deeds:
        (sealed if deed.key in filed.keys else late).append(deed)
    return sealed, late


def _relieve_beyond(book: Book, more: _Beyond) -> None:
    deed, pool = more.deed, book.pool(more.deed.account, more.asset)
    method = book.methods.method_for(deed.account, more.asset, deed.on, deed.at)
    takes = book.draw(deed, pool, more.units, method, more.what, more.suffix)
    if more.what == Kind.TRANSFER and deed.to_account:
        target = book.pool(deed.to_account, more.asset)
        for take in takes:
            target.add(take.lot, take.quantity, take.cost, take.loss_cost, moved=True)
    missing = more.units - sum([take.quantity for take in takes])
    if missing:
        book.fell_short(deed, pool, missing, 0)


def _taken(book: Book, pool: Pool, pick: _Pick, units: Atoms) -> list[Take]:
    """Take units of a lot on record: from where they were, else from wherever they are now."""
    takes: list[Take] = []
    for number in _numbers(book, pick.lot_id):
        for where, moved in _places(book, pool, pick):
            drawn = where.draw_piece(number, units, pick.method, moved=moved)
            units -= sum(take.quantity for take in drawn)
            takes += drawn
            if not units:
                return takes
    return takes


def _numbers(book: Book, lot_id: str) -> Iterator[int]:
    """Give the number of a lot, then those of the rest of its acquisition.

    Which parts a lot has (wash sales) may not be what it was when the year was sealed.
    """
    named, whole = book.lots.get(lot_id), book.lots.get(acquisition_of(lot_id))
    if named is not None:
        yield named.number
    if whole is not None:
        yield from range(whole.number, whole.number + whole.parts + 1)


def _places(book: Book, pool: Pool, pick: _Pick) -> Iterator[_Place]:
    yield pool, pick.moved
    yield pool, not pick.moved
    for (_, asset), other in sorted(book.pools.items()):
        if asset == pool.asset and other is not pool:
            yield from ((other, False), (other, True))
