"""What other methods would have made of a disposal, and which lots no method could have taken."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import nsmallest
from typing import Final
from zoneinfo import ZoneInfo

from harvest_tui.domain.amounts import ONE, Atoms, from_atoms, share
from harvest_tui.domain.explanation import Alternative, Away, Unavailable
from harvest_tui.lots.book import gift_basis
from harvest_tui.lots.holding import first_long_day
from harvest_tui.lots.pool import Lot, Micros, Take
from harvest_tui.lots.times import instant_of
from harvest_tui.lots.watching import Held, Seen

NAMED: Final = 3
"""Lots out of reach that are named; the others are counted."""


def alternatives(seen: Seen, zone: ZoneInfo, dust: Atoms) -> Iterator[Alternative]:
    """Give what each method would have given, from the lots that were there then.

    Args:
        seen: The disposal.
        zone: The taxpayer's: decides terms.
        dust: Units that may be missing without a share in the proceeds.
    """
    taken = _units((row.lot, row.quantity) for row in seen.rows if row.lot)
    for method, takes in seen.would.items():
        short, long = _gains(seen, takes, zone, dust)
        yield Alternative(
            method=method,
            short_term_gain=from_atoms(short),
            long_term_gain=from_atoms(long),
            lots=len({take.lot.number for take in takes}),
            same=_units((take.lot, take.quantity) for take in takes) == taken,
        )


def unavailable(seen: Seen, lots: Iterable[Lot]) -> Iterator[Unavailable]:
    """Sum up the lots that the disposal could not take.

    Args:
        seen: The disposal.
        lots: All of its asset that were ever acquired in its pool's accounts.
    """
    held = {one.lot.number for one in (*seen.here, *seen.elsewhere)}
    used: list[Held] = []
    later: list[Held] = []
    for lot in lots:
        if lot.number not in held:
            (used if lot.number < seen.next_number else later).append(
                Held(lot, lot.account, lot.quantity)
            )
    for why, away in ((Away.ELSEWHERE, seen.elsewhere), (Away.USED, used), (Away.LATER, later)):
        by_account: dict[str, list[Held]] = defaultdict(list)
        for one in away:
            by_account[one.account].append(one)
        for account in sorted(by_account):
            yield _summed(why, account, by_account[account])


def unit_cost(lot: Lot) -> Atoms:
    """Give the cost of one unit as acquired, fees included; to show, never to rank by."""
    return share(lot.cost, ONE, lot.quantity)


def _local_day(at: Micros, zone: ZoneInfo) -> date:
    """Give the day of an instant in a zone."""
    return instant_of(at).astimezone(zone).date()


def _gains(seen: Seen, takes: Sequence[Take], zone: ZoneInfo, dust: Atoms) -> tuple[Atoms, Atoms]:
    """Give short-term and long-term gain, the proceeds split over the units as the kernel does."""
    drawn = sum([take.quantity for take in takes])
    whole = drawn if seen.units - drawn < dust else seen.units
    short = long = done = 0
    for take in takes:
        after = done + take.quantity
        part = seen.proceeds * after // whole - seen.proceeds * done // whole
        done = after
        cost, acquired = take.cost, take.lot.acquired_at
        if take.loss_cost is not None:
            cost, acquired = gift_basis(take, part)
        since = take.lot.held_since or _local_day(acquired, zone)
        if take.lot.inherited or seen.deed.on >= first_long_day(since):
            long += part - cost
        else:
            short += part - cost
    return short, long


def _units(taken: Iterable[tuple[Lot, Atoms]]) -> Counter[int]:
    units: Counter[int] = Counter()
    for lot, quantity in taken:
        units[lot.number] += quantity
    return units


def _summed(why: Away, account: str, lots: Sequence[Held]) -> Unavailable:
    costs = [unit_cost(one.lot) for one in lots]
    oldest = nsmallest(NAMED, lots, key=lambda one: (one.lot.acquired_at, one.lot.number))
    return Unavailable(
        why=why,
        account=account,
        lots=len({one.lot.number for one in lots}),
        quantity=from_atoms(sum([one.units for one in lots])),
        lowest_unit_cost=from_atoms(min(costs)),
        highest_unit_cost=from_atoms(max(costs)),
        oldest=tuple(one.lot.lot_id for one in oldest),
    )
