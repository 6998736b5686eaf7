"""One event told by two sources: the richer one counts, the other stays in the ledger unused.

Two rows of different sources in one account are the same event when they move the same assets
in the same quantities (to eight decimals) within two seconds, or within the same minute or day
where a source tells no more. Equal rows of one source are two events.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

import polars as pl

from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.text import shown
from harvest_tui.domain.transaction import Precision

WITHIN: Final = {
    Precision.SECOND.value: timedelta(seconds=2),
    Precision.MINUTE.value: timedelta(minutes=1),
    Precision.DAY.value: timedelta(days=1),
}
_FARTHEST: Final = max(WITHIN.values())
_EIGHT: Final = Decimal("0.00000001")


class Told(NamedTuple):
    """One row of the ledger, as far as it matters here."""

    key: str
    source: str
    account: str
    at: datetime
    within: timedelta


def superseded(
    transactions: pl.DataFrame,
    ranks: Mapping[str, int],
    apart: Collection[tuple[str, str]] = (),
) -> dict[str, str]:
    """Find the rows that a richer source tells too.

    Args:
        transactions: Schema TRANSACTIONS.
        ranks: By source: the lowest is the richest; sources of one rank never supersede.
        apart: Pairs that the user says are two events.

    Returns:
        Key of the row that does not count → key of a richer one that tells the same. Several
        sources may repeat one row; each source does so once.
    """
    several = (
        transactions.group_by("account")
        .agg(pl.col("source").n_unique().alias("sources"))
        .filter(pl.col("sources") > 1)["account"]
    )
    told = transactions.filter(pl.col("account").is_in(several.to_list()))
    found: dict[str, str] = {}
    for group in _alike(told).values():
        found |= dict(_pairs(group, ranks, apart))
    return found


def repeated(transactions: pl.DataFrame, pairs: Mapping[str, str]) -> Iterator[Finding]:
    """Report how many rows of one source were told by another, per account and pair of sources."""
    source_of = dict(transactions.select("key", "source").iter_rows())
    account_of = dict(transactions.select("key", "account").iter_rows())
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for poorer, richer in pairs.items():
        counts[account_of[poorer], source_of[poorer], source_of[richer]] += 1
    for (account, poorer, richer), count in sorted(counts.items()):
        yield Finding(
            finding="told twice",
            severity=Severity.WARNING,
            account=account,
            amount=Decimal(count),
            message=(
                f"{count} rows of {shown(poorer)} at {shown(account)} tell what {shown(richer)} "
                "tells: they are kept and count once"
            ),
            fix="nothing, if so; two real events are parted with harvest-tui link A B --apart",
        )


def _alike(told: pl.DataFrame) -> dict[tuple[object, ...], list[Told]]:
    """Group rows that move the same things."""
    groups: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    columns = ["key", "source", "account", "at", "precision"]
    moved = ["in_asset", "in_quantity", "out_asset", "out_quantity"]
    for row in told.select(columns + moved).iter_rows():
        key, source, account, at, precision, in_asset, received, out_asset, given = row
        event = (account, in_asset, _rounded(received), out_asset, _rounded(given))
        groups[event].append(Told(key, source, account, at, WITHIN[precision]))
    return groups


def _pairs(
    group: list[Told], ranks: Mapping[str, int], apart: Collection[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Pair each poorer row with the nearest richer one that its source has not told yet."""
    lowest = len(ranks)
    by_rank: dict[int, list[Told]] = defaultdict(list)
    for told in sorted(group, key=lambda told: (told.at, told.key)):
        by_rank[ranks.get(told.source, lowest)].append(told)
    taken: set[tuple[str, str]] = set()
    for rank in sorted(by_rank, reverse=True):
        for poorer in by_rank[rank]:
            near = [
                richer
                for better in sorted(by_rank)
                if better < rank
                for richer in _near(by_rank[better], poorer)
                if (poorer.source, richer.key) not in taken and not _parted(richer, poorer, apart)
            ]
            if near:
                best = min(near, key=lambda richer: (abs(richer.at - poorer.at), richer.key))
                taken.add((poorer.source, best.key))
                yield poorer.key, best.key


def _near(ordered: list[Told], poorer: Told) -> Iterator[Told]:
    """Give the rows that are close enough in time, of a list in the order of time."""
    start = bisect_left(ordered, poorer.at - _FARTHEST, key=lambda told: told.at)
    for richer in ordered[start:]:
        if richer.at > poorer.at + _FARTHEST:
            return
        if abs(richer.at - poorer.at) <= max(richer.within, poorer.within):
            yield richer


def _parted(one: Told, other: Told, apart: Collection[tuple[str, str]]) -> bool:
    return (one.key, other.key) in apart or (other.key, one.key) in apart


def _rounded(quantity: Decimal | None) -> Decimal | None:
    return None if quantity is None else quantity.quantize(_EIGHT)
