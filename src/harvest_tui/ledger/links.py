"""Two halves of a transfer between own accounts, found and joined.

A pair is joined when it is the only one it can be: by the chain's hash, or by asset, amount and
time, unique on both sides. Anything else waits for the user. An unlinked half is never a sale,
a purchase or a lot with zero basis.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Precision

EARLY: Final = timedelta(minutes=15)
"""An arrival may be stamped this much before its departure."""
LATE: Final = timedelta(hours=24)
SLACK: Final = {
    Precision.SECOND.value: timedelta(0),
    Precision.MINUTE.value: timedelta(minutes=1),
    Precision.DAY.value: timedelta(days=1),
}
_FARTHEST: Final = max(SLACK.values())
TOLERANCE: Final = Decimal("0.005")
"""Of the amount sent, where the source does not state the network fee."""


@dataclass(frozen=True, slots=True)
class Half:
    """One side of a possible transfer."""

    key: str
    account: str
    asset: str
    at: datetime
    quantity: Decimal
    """Of the principal: what left; or what arrived, less a fee taken there."""
    fee: Decimal
    """In the same asset, on top of what left."""
    txid: str | None
    slack: timedelta = timedelta(0)
    """How far the true instant may be from `at`, where the source tells the minute or the day."""


@dataclass(frozen=True, slots=True)
class Links:
    """Which departures are which arrivals, and which wait."""

    pairs: Mapping[str, str] = field(default_factory=dict)
    """Departure key → arrival key."""
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Departure key → arrivals it could be, where the user must choose."""


def halves(transactions: pl.DataFrame, kind: Kind) -> list[Half]:
    """List the departures (`transfer_out`) or arrivals (`transfer_in`), in order of the frame."""
    side = "out" if kind is Kind.TRANSFER_OUT else "in"
    rows = transactions.filter(
        (pl.col("kind") == kind.value) & pl.col(f"{side}_quantity").is_not_null()
    )
    same = pl.col("fee_asset") == pl.col(f"{side}_asset")
    arrived = pl.col("in_quantity") - pl.when(same).then("fee_quantity").fill_null(0)
    chosen = rows.select(
        "key",
        "account",
        f"{side}_asset",
        "at",
        pl.col("out_quantity") if side == "out" else arrived,
        pl.when(same).then("fee_quantity").alias("fee"),
        "txid",
        "precision",
    )
    return [
        Half(k, c, a, t, q, f or ZERO, x, SLACK[p]) for k, c, a, t, q, f, x, p in chosen.iter_rows()
    ]


def link(
    departures: Iterable[Half],
    arrivals: Iterable[Half],
    *,
    chosen: Mapping[str, str] | None = None,
    apart: Collection[tuple[str, str]] = (),
) -> Links:
    """Pair departures with arrivals where only one pairing is possible.

    Args:
        departures: Halves of kind transfer_out.
        arrivals: Halves of kind transfer_in.
        chosen: Pairs the user has confirmed, departure key → arrival key; the last word about an
            arrival counts. One whose halves are gone, or in which more arrives than left, rests.
        apart: Pairs the user has refused.

    Returns:
        Pairs, each half in at most one; and the departures that could be several arrivals.
    """
    out, into = list(departures), list(arrivals)
    pairs = _confirmed(chosen or {}, out, into)
    taken = set(pairs.values())
    out = [h for h in out if h.key not in pairs]
    into = [h for h in into if h.key not in taken]
    by_hash = _unique(_same_hash(out, into, apart))
    pairs |= by_hash
    taken |= set(by_hash.values())
    out = [h for h in out if h.key not in pairs]
    into = [h for h in into if h.key not in taken]
    edges = _same_hash(out, into, apart)
    for departure, candidates in _near(out, into, apart).items():
        known = edges.setdefault(departure, [])
        known += [arrival for arrival in candidates if arrival not in known]
    unique = _unique(edges)
    pairs |= unique
    waiting = {d: tuple(a) for d, a in edges.items() if d not in unique}
    return Links(pairs, waiting)


def could_be(departure: Half, arrival: Half) -> bool:
    """Tell whether amounts and accounts allow the two to be one transfer.

    What arrives is no more than what left with its fee, and no less than what left by more than
    the stated fee or half a percent.
    """
    least = departure.quantity - max(departure.quantity * TOLERANCE, departure.fee)
    most = departure.quantity + departure.fee
    return (
        departure.account != arrival.account
        and departure.asset == arrival.asset
        and least <= arrival.quantity <= most
    )


def _confirmed(chosen: Mapping[str, str], out: list[Half], into: list[Half]) -> dict[str, str]:
    departures, arrivals = {h.key: h for h in out}, {h.key: h for h in into}
    by_arrival = {
        a: d
        for d, a in chosen.items()
        if d in departures
        and a in arrivals
        and arrivals[a].quantity <= departures[d].quantity + departures[d].fee
    }
    return {departure: arrival for arrival, departure in by_arrival.items()}


def _same_hash(
    out: list[Half], into: list[Half], apart: Collection[tuple[str, str]]
) -> dict[str, list[str]]:
    by_hash: dict[str, list[Half]] = defaultdict(list)
    for half in into:
        if half.txid:
            by_hash[half.txid].append(half)
    edges: dict[str, list[str]] = {}
    for half in out:
        found = [
            other.key
            for other in by_hash.get(half.txid or "", ())
            if could_be(half, other) and (half.key, other.key) not in apart
        ]
        if found:
            edges[half.key] = found
    return edges


def _near(
    out: list[Half], into: list[Half], apart: Collection[tuple[str, str]]
) -> dict[str, list[str]]:
    by_asset: dict[str, list[Half]] = defaultdict(list)
    for half in sorted(into, key=lambda h: h.at):
        by_asset[half.asset].append(half)
    times = {asset: [h.at for h in found] for asset, found in by_asset.items()}
    edges: dict[str, list[str]] = {}
    for half in out:
        pool = by_asset.get(half.asset, [])
        first = bisect_left(times.get(half.asset, []), half.at - EARLY - _FARTHEST)
        found: list[str] = []
        for other in pool[first:]:
            if other.at > half.at + LATE + _FARTHEST:
                break
            if (
                _in_time(half, other)
                and _may_be(half, other)
                and (half.key, other.key) not in apart
            ):
                found.append(other.key)
        if found:
            edges[half.key] = found
    return edges


def _in_time(departure: Half, arrival: Half) -> bool:
    slack = max(departure.slack, arrival.slack)
    return -EARLY - slack <= arrival.at - departure.at <= LATE + slack


def _may_be(departure: Half, arrival: Half) -> bool:
    """Two hashes that differ speak against a pair."""
    contradicted = departure.txid and arrival.txid and departure.txid != arrival.txid
    return not contradicted and could_be(departure, arrival)


def _unique(edges: Mapping[str, list[str]]) -> dict[str, str]:
    """Keep the edges whose two ends have no other edge."""
    wanted: dict[str, int] = defaultdict(int)
    for candidates in edges.values():
        for arrival in candidates:
            wanted[arrival] += 1
    return {
        departure: candidates[0]
        for departure, candidates in edges.items()
        if len(candidates) == 1 and wanted[candidates[0]] == 1
    }
