"""Why a lot cannot simply be sold: what stands before it, and who must be told."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import accumulate
from typing import Final, TypeAlias

import polars as pl

from harvest_tui.domain.amounts import Atoms, cents, from_atoms
from harvest_tui.domain.columns import column_atoms
from harvest_tui.domain.elections import Method
from harvest_tui.lots.methods import Order
from harvest_tui.lots.queue import in_order_of_use
from harvest_tui.rules.identification import own_books_last_day, own_books_suffice

NEARLY: Final = 1000
"""A lot that has lost all but one part in so many of its basis is told to be nearly worthless."""

Note: TypeAlias = tuple[tuple[str, str], str]
"""(lot id, account), and what hinders its sale."""


def sale_notes(
    priced_lots: pl.DataFrame, bound: Mapping[str, Order], brokers: Collection[str], on: date
) -> dict[tuple[str, str], str]:
    """Say of lots what hinders their sale by itself on a day.

    Args:
        priced_lots: From `lots.positions.priced`.
        bound: Orders that brokers were in fact instructed to use, by account.
        brokers: Accounts in a broker's custody.
        on: Planned day of sale.

    Returns:
        (lot id, account) → a sentence; lots that can be sold as they are have none.
    """
    binding = {
        account: order.method
        for account, order in bound.items()
        if order.since is None or on >= order.since
    }
    notes = dict(_nearly_worthless(priced_lots))
    notes |= dict(_untold(priced_lots, set(brokers) - set(binding), on))
    for account, method in binding.items():
        notes |= dict(_behind(priced_lots.filter(pl.col("account") == account), method))
    return notes


def _nearly_worthless(lots: pl.DataFrame) -> Iterator[Note]:
    """A token near zero is not worthless: a loss needs a closed sale (CCA 202302011)."""
    text = "next to worthless: only a closed sale to a stranger counts (CCA 202302011)"
    near = lots.filter(pl.col("market_value") * NEARLY < pl.col("cost_basis"))
    for lot, account in near.select("lot_id", "account").iter_rows():
        yield (lot, account), text


def _untold(lots: pl.DataFrame, brokers: Collection[str], on: date) -> Iterator[Note]:
    """After the relief for own books ends, a broker that has no order must be told.

    Source: Notice 2026-20; Treas. Reg. 1.1012-1(j)(3).
    """
    if own_books_suffice(on):
        return
    text = f"the broker must be told before the sale: own books sufficed to {own_books_last_day()}"
    for lot, account in lots.select("lot_id", "account").iter_rows():
        if account in brokers:
            yield (lot, account), text


def _behind(lots: pl.DataFrame, method: Method) -> Iterator[Note]:
    """Under an order that binds, each lot of an asset waits for those before it."""
    for asset_lots in lots.partition_by("asset"):
        queue = in_order_of_use(asset_lots, method)
        gains = list(accumulate(column_atoms(queue["unrealized_gain"]), _added))
        names = list(queue.select("lot_id", "account").iter_rows())
        for before, (lot, account) in enumerate(names[1:], start=1):
            stake = _stake(before, gains[before - 1])
            yield (lot, account), f"behind {stake}: bound to {method.value}"


def _added(total: Atoms | None, gain: Atoms | None) -> Atoms | None:
    return None if total is None or gain is None else total + gain


def _stake(lots: int, gain: Atoms | None) -> str:
    """Say what selling the lots before would realise, at the day's price."""
    if gain is None:
        return "another lot" if lots == 1 else f"{lots} other lots"
    return f"a {'loss' if gain < 0 else 'gain'} of {cents(from_atoms(abs(gain))):,}"
