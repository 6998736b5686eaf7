"""A stated allocation held against the pooled lots and the balances: Rev. Proc. 2024-28."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from harvest_tui.domain.allocation import Allotment
from harvest_tui.domain.amounts import ONE, Atoms, atoms, from_atoms, plain_text, share
from harvest_tui.domain.text import shown
from harvest_tui.lots.pool import Take

_CENT: Final[Atoms] = ONE // 100


class Pooled(NamedTuple):
    """What is left of one lot when the pool is parted."""

    quantity: Atoms
    cost: Atoms


def pooled_lots(takes: Iterable[Take]) -> dict[str, Pooled]:
    """Add up what is left of each lot."""
    left: dict[str, Pooled] = {}
    for take in takes:
        units, cost = left.get(take.lot.lot_id, Pooled(0, 0))
        left[take.lot.lot_id] = Pooled(units + take.quantity, cost + take.cost)
    return left


def misfits(
    allotments: Iterable[Allotment],
    pooled: Mapping[str, Pooled],
    held: Mapping[str, Atoms],
    dust: Atoms,
) -> Iterator[str]:
    """Say how a stated allocation of one asset differs from its pooled lots and balances.

    Every unit of each lot is to be in some account, with its own basis to the cent, and every
    account is to get as many units as it held.

    Args:
        allotments: As stated.
        pooled: By lot id.
        held: By account, at the end of the last pooled day; nothing that is zero or less.
        dust: A balance may differ by less than this.
    """
    stated = tuple(allotments)
    yield from _by_lot(stated, pooled)
    yield from _by_account(stated, held, dust)
    yield from _by_basis(stated, pooled)


def _by_lot(stated: Iterable[Allotment], pooled: Mapping[str, Pooled]) -> Iterator[str]:
    given = _summed(stated, lambda one: one.lot_id)
    for lot in sorted(given.keys() | pooled.keys()):
        units, left = given.get(lot, 0), pooled[lot].quantity if lot in pooled else 0
        if units != left:
            yield f"lot {shown(lot)}: {_plain(units)} units allocated, {_plain(left)} were left"


def _by_account(
    stated: Iterable[Allotment], held: Mapping[str, Atoms], dust: Atoms
) -> Iterator[str]:
    given = _summed(stated, lambda one: one.account)
    for account in sorted(given.keys() | held.keys()):
        units, balance = given.get(account, 0), held.get(account, 0)
        if abs(units - balance) >= dust:
            yield f"{shown(account)}: {_plain(units)} units allocated, {_plain(balance)} held there"


def _by_basis(stated: Iterable[Allotment], pooled: Mapping[str, Pooled]) -> Iterator[str]:
    for one in stated:
        lot = pooled.get(one.lot_id)
        if one.cost_basis is None or lot is None or not lot.quantity:
            continue
        own = share(lot.cost, atoms(one.quantity), lot.quantity)
        if abs(atoms(one.cost_basis) - own) > _CENT:
            yield (
                f"lot {shown(one.lot_id)} at {shown(one.account)}: a basis of "
                f"{one.cost_basis:,.2f} stated, {from_atoms(own):,.2f} by the ledger"
            )


def _summed(
    stated: Iterable[Allotment], name: Callable[[Allotment], str]
) -> defaultdict[str, Atoms]:
    sums: defaultdict[str, Atoms] = defaultdict(int)
    for one in stated:
        sums[name(one)] += atoms(one.quantity)
    return sums


def _plain(units: Atoms) -> str:
    return plain_text(from_atoms(units))
