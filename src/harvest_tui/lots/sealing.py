"""What of the lots a seal keeps of a year, and what all seals together hold them to."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from harvest_tui.domain.elections import Scope
from harvest_tui.domain.frames import SEALED_TRANSACTIONS
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.sealed import Filed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SealedYear:
    """A year as it was filed, with what was before it and not sealed yet."""

    year: int
    transactions: pl.DataFrame
    """Schema SEALED_TRANSACTIONS, in the stable order: amounts and values as they were used."""
    reliefs: pl.DataFrame
    """Schema RELIEFS."""
    disposals: pl.DataFrame
    """Schema DISPOSALS: the rows of Form 8949, exact."""
    pooled: frozenset[tuple[str, int]]
    """Asset and year in which its lots were pooled over all accounts."""


def sealed_year(
    year: int,
    after: int,
    frames: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame],
    methods: MethodBook,
    zone: str,
) -> SealedYear:
    """Take from a replay what a seal keeps of a year.

    Args:
        year: That is sealed.
        after: The last year sealed before it, or 0.
        frames: Schemas LEDGER, RELIEFS and DISPOSALS.
        methods: In force, for the scopes.
        zone: The taxpayer's.
    """
    ledger, reliefs, disposals = frames
    dated = ledger.with_columns(year=pl.col("at").dt.convert_time_zone(zone).dt.year())
    kept = dated.filter(_between(pl.col("year"), after, year))
    first = max(after + 1, min([year, *dated["year"]]))
    return SealedYear(
        year=year,
        transactions=kept.select(list(SEALED_TRANSACTIONS)),
        reliefs=reliefs.filter(_between(pl.col("on").dt.year(), after, year)),
        disposals=disposals.filter(_between(pl.col("disposed_on").dt.year(), after, year)),
        pooled=_pooled(dated, methods, range(first, year + 1)),
    )


def filed_of(years: Iterable[SealedYear], digest: str = "") -> Filed | None:
    """Put sealed years together, oldest first; None if there are none."""
    sealed = sorted(years, key=lambda one: one.year)
    if not sealed:
        return None
    return Filed(
        through=sealed[-1].year,
        keys=frozenset(key for one in sealed for key in one.transactions["key"]),
        reliefs=pl.concat([one.reliefs for one in sealed]),
        disposals=pl.concat([one.disposals for one in sealed]),
        pooled=frozenset(pool for one in sealed for pool in one.pooled),
        digest=digest,
    )


def _between(year: pl.Expr, after: int, last: int) -> pl.Expr:
    return (year > after) & (year <= last)


def _pooled(dated: pl.DataFrame, methods: MethodBook, years: range) -> frozenset[tuple[str, int]]:
    """Give the years and assets whose lots were in one pool."""
    assets = {
        asset
        for name in ("in_asset", "out_asset", "fee_asset")
        for asset in dated[name].drop_nulls().unique()
    }
    return frozenset(
        (asset, year)
        for year in years
        for asset in assets
        if methods.scope_of(asset, year) is Scope.UNIVERSAL
    )
