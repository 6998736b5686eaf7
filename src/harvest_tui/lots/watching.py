"""A book that looks closely at some disposals, just before and just after each."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from harvest_tui.domain.amounts import Atoms
from harvest_tui.domain.elections import Method
from harvest_tui.domain.kinds import DisposalKind
from harvest_tui.lots.book import Book, GainRow
from harvest_tui.lots.deeds import Deed
from harvest_tui.lots.ids import disposal_id
from harvest_tui.lots.named import Use
from harvest_tui.lots.pool import Lot, Pool, Take

METHODS: Final = (Method.FIFO, Method.LIFO, Method.HIFO, Method.LOFO)
"""Orders that can be compared; spec-id is what the user picks."""


class Held(NamedTuple):
    """Units of a lot in an account."""

    lot: Lot
    account: str
    units: Atoms


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One disposal, and what it found."""

    deed: Deed
    name: str
    """Its disposal id."""
    kind: DisposalKind
    asset: str
    pooled: bool
    units: Atoms
    proceeds: Atoms
    rows: tuple[GainRow, ...]
    here: tuple[Held, ...]
    elsewhere: tuple[Held, ...]
    next_number: int
    """Lots below it had been acquired before."""
    uses: tuple[Use, ...]
    """Units that identifications gave to it."""
    named_left: Mapping[int, Atoms]
    """Units left of identifications afterwards, by number."""
    would: Mapping[Method, list[Take]]
    """What each method would have taken."""


@dataclass
class Watching(Book):
    """Keeps the state of a pool for the disposals asked about, and for no others."""

    asked: Collection[tuple[str, str]] = ()
    """Disposals, by the key of their transaction and their name."""
    seen: list[Seen] = field(default_factory=list)

    def dispose(
        self,
        deed: Deed,
        pool: Pool,
        units: Atoms,
        proceeds: Atoms | None,
        kind: DisposalKind,
        suffix: str = "",
    ) -> None:
        """Look at the pool, dispose as ever, and look again."""
        name = disposal_id(deed.transaction_id, deed.account, suffix)
        if proceeds is None or (deed.key, name) not in self.asked:
            super().dispose(deed, pool, units, proceeds, kind, suffix)
            return
        first, used, next_number = len(self.rows), len(self.named.uses), self.next_number
        here, elsewhere = tuple(_held(pool)), tuple(self._elsewhere(pool))
        would = {method: pool.would_draw(units, method) for method in METHODS}
        super().dispose(deed, pool, units, proceeds, kind, suffix)
        self.seen.append(
            Seen(
                deed=deed,
                name=name,
                kind=kind,
                asset=pool.asset,
                pooled=not pool.account,
                units=units,
                proceeds=proceeds,
                rows=tuple(self.rows[first:]),
                here=here,
                elsewhere=elsewhere,
                next_number=next_number,
                uses=tuple(self.named.uses[used:]),
                named_left=self.named.units_left(pool.asset),
                would=would,
            )
        )

    def _elsewhere(self, pool: Pool) -> Iterator[Held]:
        for other in self.pools.values():
            if other.asset == pool.asset and other is not pool:
                yield from _held(other)


def _held(pool: Pool) -> Iterator[Held]:
    for piece in pool.pieces.values():
        yield Held(piece.lot, pool.account, piece.left())
