"""A whole ledger replayed: frames in, frames out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

import polars as pl

from harvest_tui.domain.allocation import Allocation
from harvest_tui.domain.amounts import Atoms, Quantity, atoms
from harvest_tui.domain.columns import column_atoms
from harvest_tui.domain.elections import Election, Identification
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.settings import DUST, SwapFee
from harvest_tui.ledger.legs import balances
from harvest_tui.lots import tables
from harvest_tui.lots.book import Book
from harvest_tui.lots.deeds import Deed, deeds
from harvest_tui.lots.methods import MethodBook, Order
from harvest_tui.lots.named import Named
from harvest_tui.lots.pool import Micros
from harvest_tui.lots.scopes import Scopes
from harvest_tui.lots.sealed import Filed, parted, sealed_picks
from harvest_tui.lots.times import micros
from harvest_tui.lots.treatments import treat


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """What the replay must be told beside the ledger."""

    zone: str
    """The taxpayer's time zone: decides every date."""
    elections: tuple[Election, ...] = ()
    identifications: tuple[Identification, ...] = ()
    bound: Mapping[str, Order] = field(default_factory=dict)
    """Orders brokers were in fact instructed to use, by account."""
    forms_expected: frozenset[str] = frozenset()
    """Accounts whose broker sends a Form 1099-DA."""
    dust: Quantity = DUST
    allocated: frozenset[str] = frozenset()
    """Assets whose estimated allocation to accounts the user has confirmed."""
    filed: Filed | None = None
    """The sealed years, if there are any: their lots are taken as they were filed."""
    allocations: Mapping[str, Allocation] = field(default_factory=dict)
    """Allocations made under Rev. Proc. 2024-28 and stated by the user, by asset."""
    swap_fee_before: SwapFee = SwapFee.DISPOSED
    """Which side the fees of swaps belonged to before the rule of 2025, as the returns have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What a ledger comes to."""

    lots: pl.DataFrame
    """Schema LOTS: open lots, by account, asset and age."""
    disposals: pl.DataFrame
    """Schema DISPOSALS, in the stable order."""
    reliefs: pl.DataFrame
    """Schema RELIEFS: which lots each transaction took, in the stable order."""
    uses: pl.DataFrame
    """Schema USES, in the stable order."""
    findings: tuple[Finding, ...]


def replay(
    ledger: pl.DataFrame,
    legs: pl.DataFrame,
    conventions: Conventions,
    *,
    findings: Iterable[Finding] = (),
    today: date,
) -> Replay:
    """Use up lots, deed by deed.

    Args:
        ledger: Schema LEDGER, in the stable order.
        legs: Schema LEGS of the same transactions.
        conventions: Zone, methods, identifications, accounts.
        findings: Of earlier stages; error findings make their pools provisional.
        today: Day in the taxpayer's zone up to which years are crossed.
    """
    book = Book(
        methods=_methods(conventions),
        named=Named(conventions.identifications),
        dust=atoms(conventions.dust),
        taints=_taints(findings),
        swap_fee_before=conventions.swap_fee_before,
    )
    scopes = Scopes(
        book,
        cache(lambda day: _balances_at(legs, day, conventions.zone)),
        ZoneInfo(conventions.zone),
        conventions.allocated,
        conventions.allocations,
    )
    told, filed = deeds(ledger, conventions.zone), conventions.filed
    if filed is None:
        _walk(scopes, told)
    else:
        _walk_sealed(scopes, told, filed)
    if today.year > book.year:
        scopes.enter(today.year)
    return Replay(
        lots=tables.open_lots(book.pools.values(), conventions),
        disposals=_after(filed, tables.disposals(book.rows, conventions)),
        reliefs=tables.reliefs(book.reliefs)
        if filed is None
        else pl.concat([filed.reliefs, tables.reliefs(book.reliefs)]),
        uses=tables.uses(book.named.uses),
        findings=tuple(book.notes),
    )


def _methods(conventions: Conventions) -> MethodBook:
    elections, bound, filed = conventions.elections, dict(conventions.bound), conventions.filed
    if filed is None:
        return MethodBook(elections, bound)
    return MethodBook(elections, bound, filed.through, filed.pooled)


def _walk(scopes: Scopes, told: Iterable[Deed]) -> None:
    book = scopes.book
    for deed in told:
        if deed.on.year > book.year:
            scopes.enter(deed.on.year)
        treat(book, deed)


def _walk_sealed(scopes: Scopes, told: Iterable[Deed], filed: Filed) -> None:
    """Replay the sealed years as filed, then what was found of them later, then the rest."""
    book, picks = scopes.book, sealed_picks(filed)
    sealed, late, after = parted(told, filed)
    book.sealed = picks
    _walk(scopes, sealed)
    scopes.enter(max(book.year, filed.through))
    picks.settle(book)
    _walk(scopes, late)
    _walk(scopes, after)


def _after(filed: Filed | None, disposals: pl.DataFrame) -> pl.DataFrame:
    """Put the rows of later years behind those that were filed."""
    if filed is None:
        return disposals
    later = pl.col("disposed_on").dt.year() > filed.through
    return pl.concat([filed.disposals, disposals.filter(later)])


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
