"""Which assets share lots, and so which parts of a ledger can be replayed apart.

Lots of one asset become lots of another only by a redenomination. Every group of assets tied by
those is replayed on its own, over all accounts; of a deed only that half takes effect there which
touches the group: a swap is a disposal in one and an acquisition in another.
"""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import polars as pl

from harvest_tui.domain.kinds import DERIVATIVES, FIAT, Kind
from harvest_tui.lots.deeds import days

Group: TypeAlias = frozenset[str]
"""Assets that share lots; no currency is among them."""

MONEY: Final = ""
"""Stands in a group of its own for what has rows without lots: margin profit in currencies."""

_SIDES: Final = ("in_asset", "out_asset", "fee_asset")


def groups_of(ledger: pl.DataFrame) -> list[Group]:
    """Give the groups of a ledger's assets: money first, then by their first names."""
    named = pl.concat([ledger[side] for side in _SIDES]).drop_nulls().unique().sort()
    assets = [asset for asset in named if asset not in FIAT]
    migrations = ledger.filter(pl.col("kind") == Kind.REDENOMINATION.value)
    heads = _heads(assets, migrations.select("in_asset", "out_asset").unique().iter_rows())
    members: dict[str, set[str]] = {MONEY: {MONEY}}
    for asset in assets:
        members.setdefault(heads[asset], set()).add(asset)
    return [frozenset(group) for group in members.values()]


def routes(ledger: pl.DataFrame, groups: Iterable[Group], zone: str) -> pl.DataFrame:
    """Tell which rows of a ledger each group is to see.

    Args:
        ledger: Schema LEDGER.
        groups: From `groups_of`.
        zone: The taxpayer's: a row is of the year of its day there.

    Returns:
        `group` (its place in `groups`), `position` (of the row in the ledger) and `year`; by
        group and position.
    """
    number = {asset: place for place, group in enumerate(groups) for asset in group}
    rows = ledger.with_row_index("position")
    of_money = rows.filter(pl.col("kind").is_in(sorted(DERIVATIVES)))
    seen = [
        *(rows.select("position", group=_places(rows[side], number)) for side in _SIDES),
        of_money.select("position", group=pl.lit(number[MONEY], dtype=pl.Int64)),
    ]
    years = rows.select("position", year=days(ledger, zone).dt.year())
    return (
        pl.concat(seen)
        .drop_nulls()
        .unique()
        .join(years, on="position")
        .select("group", "position", "year")
        .sort("group", "position")
    )


def _places(assets: pl.Series, number: Mapping[str, int]) -> pl.Series:
    return assets.replace_strict(number, default=None, return_dtype=pl.Int64)


def _heads(
    assets: Iterable[str], ties: Iterable[tuple[str | None, str | None]]
) -> Mapping[str, str]:
    """Give of each asset the first name among those it is tied to, however indirectly."""
    head = {asset: asset for asset in assets}

    def found(asset: str) -> str:
        while head[asset] != asset:
            asset = head[asset]
        return asset

    for one, other in ties:
        if one in head and other in head:
            low, high = sorted((found(one), found(other)))
            head[high] = low
    return {asset: found(asset) for asset in head}
