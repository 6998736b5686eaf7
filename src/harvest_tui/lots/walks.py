"""The walks over the groups of a ledger: what is known is taken up, the rest is walked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Self, TypeVar
from zoneinfo import ZoneInfo

import polars as pl

from harvest_tui.domain.amounts import Atoms, atoms
from harvest_tui.domain.columns import column_atoms
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.ledger.legs import balances
from harvest_tui.lots.book import Book
from harvest_tui.lots.checkpoint import take_up
from harvest_tui.lots.deeds import Deed, deeds
from harvest_tui.lots.groups import Group
from harvest_tui.lots.kept import Keeper, Kept
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.named import Named
from harvest_tui.lots.pool import Micros, Pool
from harvest_tui.lots.scopes import Balances, Scopes
from harvest_tui.lots.sealed import Filed
from harvest_tui.lots.spans import Span, walk
from harvest_tui.lots.times import instant_of, micros
from harvest_tui.lots.washes import Washes

if TYPE_CHECKING:
    from harvest_tui.lots.replay import Conventions


AnyBook = TypeVar("AnyBook", bound=Book)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What every walk rests on beside its deeds."""

    ledger: pl.DataFrame
    """Schema LEDGER, in the stable order."""
    conventions: "Conventions"
    methods: MethodBook
    taints: Mapping[tuple[str, str], Micros]
    """Since when error findings of earlier stages stand in a pool."""
    balances: Balances

    @classmethod
    def of(
        cls,
        ledger: pl.DataFrame,
        legs: pl.DataFrame,
        conventions: "Conventions",
        findings: Iterable[Finding],
    ) -> Self:
        """Look once at what is asked again and again."""
        return cls(
            ledger=ledger,
            conventions=conventions,
            methods=_methods(conventions),
            taints=_taints(findings),
            balances=cache(lambda day: _balances_at(legs, day, conventions.zone)),
        )

    def book(self, make: Callable[..., AnyBook], group: Group) -> AnyBook:
        """Give a group's empty book, made from the fields of `Book`."""
        said = self.conventions
        return make(
            mine=group,
            methods=self.methods,
            named=Named(tuple(one for one in said.identifications if one.asset in group)),
            dust=atoms(said.dust),
            taints={pool: at for pool, at in self.taints.items() if pool[1] in group},
            swap_fee_before=said.swap_fee_before,
        )

    def scopes(self, book: Book) -> Scopes:
        """Give the years that pass over a book, its losses tested for wash sales on the way."""
        said, book.washes = self.conventions, self._washes(book)
        zone = ZoneInfo(said.zone)
        return Scopes(book, self.balances, zone, said.allocated, said.allocations)

    def filed_as_put_off(self, group: Group) -> frozenset[tuple[str, str]]:
        """Give key and lot of the losses of a group that sealed years put off."""
        filed = self.conventions.filed
        if filed is None:
            return frozenset()
        ours = pl.col("asset").is_in(sorted(group)) & (pl.col("adjustment") > 0)
        return frozenset(filed.disposals.filter(ours).select("key", "lot_id").iter_rows())

    def _washes(self, book: Book) -> Washes | None:
        """Give what tests the losses of a group, if a rule ever covers any of it."""
        said, filed = self.conventions, self.filed_as_put_off(book.mine)
        if not filed and not any(map(said.wash.ever_covers, book.mine)):
            return None
        zone = ZoneInfo(said.zone)
        return Washes(
            rule=said.wash,
            day_of=lambda at: instant_of(at).astimezone(zone).date(),
            lots=book.lots,
            pools=book.pools,
            put_off=book.put_off,
            owners=said.owners,
            off_return=said.off_return,
            filed_through=said.filed.through if said.filed else 0,
            filed=filed,
        )

    def filed(self, span: Span) -> Filed | None:
        """Give what the seals in force hold a span to, if it is of the sealed years."""
        filed = self.conventions.filed
        if filed is None or span.year > filed.through:
            return None
        ours = filed.reliefs.filter(pl.col("asset").is_in(sorted(span.group)))
        return replace(filed, reliefs=ours)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The way through one group."""

    spans: Sequence[Span]
    digests: Sequence[str]
    """Of the spans."""
    known: int
    """So many of the first spans need not be walked."""


def route(spans: Sequence[Span], digests: Sequence[str], known: Kept) -> Route:
    """Plan the way through a group: from the first span that is not known, all are walked."""
    there = takewhile(known.spans.__contains__, digests)
    return Route(spans=spans, digests=digests, known=len(list(there)))


def walked(routes: Sequence[Route], start: Start, known: Kept) -> tuple[Kept, list[Pool]]:
    """Walk what is not known.

    Returns:
        The spans of all routes, walked or known; and the pools as they are in the end.
    """
    deed = _deeds_of((span for one in routes for span in one.spans[one.known :]), start)
    there = known.checkpoints({one.digests[one.known - 1] for one in routes if one.known})
    keeper = Keeper()
    pools: list[Pool] = []
    for one in routes:
        scopes = start.scopes(start.book(Book, one.spans[0].group))
        if one.known:
            take_up(scopes.book, there[one.digests[one.known - 1]])
        for span, digest in zip(one.spans[one.known :], one.digests[one.known :], strict=True):
            noted = walk(scopes, span, map(deed, span.positions), start.filed(span))
            keeper.keep(digest, scopes.book, noted)
        pools += scopes.book.pools.values()
    reused = {digest for one in routes for digest in one.digests[: one.known]}
    return known.only(reused).beside(keeper.kept()), pools


def walked_in(make: Callable[..., AnyBook], spans: Sequence[Span], start: Start) -> AnyBook:
    """Walk a group from its first span to its last in a book of another make; give the book."""
    book = start.book(make, spans[0].group)
    scopes = start.scopes(book)
    deed = _deeds_of(spans, start)
    for span in spans:
        walk(scopes, span, map(deed, span.positions), start.filed(span))
    return book


def _deeds_of(spans: Iterable[Span], start: Start) -> Callable[[int], Deed]:
    """Read the rows of the ledger that are to be walked; give them by their position."""
    wanted = sorted({position for span in spans for position in span.positions})
    made = deeds(start.ledger[wanted], start.conventions.zone)
    return dict(zip(wanted, made, strict=True)).__getitem__


def _methods(conventions: "Conventions") -> MethodBook:
    elections, bound, filed = conventions.elections, dict(conventions.bound), conventions.filed
    if filed is None:
        return MethodBook(elections, bound)
    return MethodBook(elections, bound, filed.through, filed.pooled)


def _taints(findings: Iterable[Finding]) -> dict[tuple[str, str], Micros]:
    since: dict[tuple[str, str], Micros] = {}
    for one in findings:
        if one.severity is Severity.ERROR and one.account and one.asset and one.at:
            pool = (one.account, one.asset)
            since[pool] = min(micros(one.at), since.get(pool, micros(one.at)))
    return since


def _balances_at(legs: pl.DataFrame, day: date, zone: str) -> dict[tuple[str, str], Atoms]:
    before = legs.filter(pl.col("at").dt.convert_time_zone(zone).dt.date() < day)
    held = balances(before)
    units = column_atoms(held["quantity"])
    return {
        (account, asset): count
        for account, asset, count in zip(held["account"], held["asset"], units, strict=True)
        if count is not None
    }
