"""What purchases of the last days do to a loss that is only planned: wash sales ahead."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import polars as pl

from harvest_tui.domain.amounts import Atoms
from harvest_tui.domain.columns import amount_column, column_atoms
from harvest_tui.domain.kinds import BOUGHT
from harvest_tui.rules.wash_sales import Bill, WashRule, window

_BOUGHT: Final = sorted(kind.value for kind in BOUGHT)
_PLACE: Final = ("lot_id", "account")


class Bought(NamedTuple):
    """Units bought in the last days, still held, that have replaced nothing yet."""

    lot: tuple[str, str]
    """Lot id and account."""
    key: str
    """Of the transaction that bought them."""
    on: date
    units: Atoms


@dataclass(frozen=True, slots=True)
class Recent:
    """Purchases that a loss on a planned day would meet."""

    rule: WashRule
    on: date
    by_asset: Mapping[str, Sequence[Bought]]
    """In the order in which they were made."""
    own: frozenset[tuple[str, str]]
    """Asset and key of those purchases."""
    units: Mapping[str, Atoms]
    """Of all those of an asset."""

    def covers(self, asset: str) -> bool:
        """Tell whether a loss on that day is put off."""
        return asset in self.by_asset and self.rule.covers(asset, self.on)

    def beside(self, asset: str, key: str) -> Sequence[Bought]:
        """Give what could replace units that one purchase had brought: all but its own."""
        bought = self.by_asset.get(asset, ())
        return [one for one in bought if one.key != key] if (asset, key) in self.own else bought

    def units_beside(self, asset: str, key: str) -> Atoms:
        """Count those units."""
        if (asset, key) in self.own:
            return sum([one.units for one in self.beside(asset, key)])
        return self.units.get(asset, 0)


NOTHING_RECENT: Final = Recent(WashRule(), date.min, {}, frozenset(), {})


def recent_purchases(priced_lots: pl.DataFrame, rule: WashRule, on: date) -> Recent:
    """Find what was bought in the days before a planned sale, in whatever account.

    Args:
        priced_lots: From `lots.positions.priced`, of all accounts.
        rule: The rule in force.
        on: Planned day of sale, in the taxpayer's zone.

    Source: 26 U.S.C. § 1091(a).
    """
    near = priced_lots.filter(
        pl.col("evidence").is_in(_BOUGHT),
        ~pl.col("replacement").fill_null(value=False),
        pl.col("received_on").is_between(on - window(), on),
    ).sort("received_at", maintain_order=True)
    found: dict[str, list[Bought]] = defaultdict(list)
    columns = near.select("lot_id", "account", "asset", "acquired_key", "received_on").iter_rows()
    for row, units in zip(columns, column_atoms(near["quantity"]), strict=True):
        lot_id, account, asset, key, day = row
        found[asset].append(Bought((lot_id, account), key, day, units or 0))
    return Recent(
        rule,
        on,
        found,
        own=frozenset((asset, one.key) for asset, bought in found.items() for one in bought),
        units={asset: sum([one.units for one in bought]) for asset, bought in found.items()},
    )


def alone(losing: pl.DataFrame, recent: Recent) -> pl.Series:
    """Tell of lots at a loss how much of it a sale of each alone would put off.

    Args:
        losing: `lot_id`, `account`, `asset`, `acquired_key`, `quantity`, `loss`.
        recent: What the losses would meet.

    Returns:
        A Decimal column, in the same order.
    """
    rows = losing.select("asset", "acquired_key").iter_rows()
    amounts = zip(column_atoms(losing["quantity"]), column_atoms(losing["loss"]), strict=True)
    return amount_column(
        [
            _put_off(loss or 0, units or 0, recent.units_beside(asset, key))
            if recent.covers(asset)
            else 0
            for (asset, key), (units, loss) in zip(rows, amounts, strict=True)
        ]
    )


def put_off(sales: pl.DataFrame, priced_lots: pl.DataFrame, recent: Recent) -> pl.DataFrame:
    """Put off what of planned losses meets purchases that would remain after the sales.

    Losses count by the age of the units sold, purchases by theirs; unit for unit, each once.

    Args:
        sales: Schema PLANNED.
        priced_lots: From `lots.positions.priced`.
        recent: What the losses would meet.

    Returns:
        Schema PLANNED, `adjustment` and `gain` told anew.

    Source: Treas. Reg. 1.1091-1(b) to (e).
    """
    if not any(recent.covers(asset) for asset in sales["asset"].unique()):
        return sales
    left = _left(sales, recent)
    adjustments = [0] * len(sales)
    for row in _losses(sales, priced_lots):
        if recent.covers(row.asset):
            taken = _take(left, recent.beside(row.asset, row.key), row.units)
            adjustments[row.number] = row.loss * taken // row.units
    adjusted = amount_column(adjustments)
    return sales.with_columns(adjustment=adjusted, gain=sales["gain"] + adjusted)


def purchase_notes(
    lots: pl.DataFrame, recent: Recent, bills: Iterable[Bill]
) -> dict[tuple[str, str], str]:
    """Say of lots at a loss what was bought too short a time ago, and what that means.

    Args:
        lots: `lot_id`, `account`, `asset`, `acquired_key`.
        recent: What their losses would meet.
        bills: Those to speak of that would reach the day of sale.

    Returns:
        (lot id, account) → a sentence; none for lots that meet nothing, or nothing that matters.
    """
    named = " or ".join(bill.name for bill in bills if bill.sales_from <= recent.on)
    near = lots.filter(pl.col("asset").is_in(list(recent.by_asset)))
    notes: dict[tuple[str, str], str] = {}
    for lot, account, asset, key in near.select(*_PLACE, "asset", "acquired_key").iter_rows():
        beside = recent.beside(asset, key)
        if beside and recent.covers(asset):
            notes[lot, account] = f"bought on {_days(beside)}: a wash sale as far as that goes"
        elif beside and named and asset not in recent.rule.exempt:
            notes[lot, account] = f"bought on {_days(beside)}; a wash sale if {named} became law"
    return notes


class _Loss(NamedTuple):
    number: int
    asset: str
    key: str
    units: Atoms
    loss: Atoms


def _losses(sales: pl.DataFrame, priced_lots: pl.DataFrame) -> list[_Loss]:
    """Give planned losses, the oldest units first."""
    known = priced_lots.select(*_PLACE, "acquired_key", "acquired_at")
    rows = (
        sales.with_row_index("number")
        .join(known, on=_PLACE, how="left", maintain_order="left")
        .filter(pl.col("gain") < 0)
        .sort("acquired_at", maintain_order=True)
    )
    named = rows.select("number", "asset", "acquired_key").iter_rows()
    amounts = zip(column_atoms(rows["quantity"]), column_atoms(rows["gain"]), strict=True)
    return [
        _Loss(number, asset, key, units or 0, -(gain or 0))
        for (number, asset, key), (units, gain) in zip(named, amounts, strict=True)
    ]


def _left(sales: pl.DataFrame, recent: Recent) -> dict[tuple[str, str], Atoms]:
    """Count what of each purchase is still held after the sales."""
    left = {one.lot: one.units for bought in recent.by_asset.values() for one in bought}
    places = sales.select(_PLACE).iter_rows()
    for (lot, account), units in zip(places, column_atoms(sales["quantity"]), strict=True):
        if (lot, account) in left:
            left[lot, account] -= units or 0
    return left


def _take(left: dict[tuple[str, str], Atoms], beside: Iterable[Bought], wanted: Atoms) -> Atoms:
    """Match units with purchases, and count those as used; give how many were matched."""
    taken = 0
    for one in beside:
        units = min(left[one.lot], wanted - taken)
        left[one.lot] -= units
        taken += units
    return taken


def _put_off(loss: Atoms, units: Atoms, beside: Atoms) -> Atoms:
    return loss * min(units, beside) // units if units else 0


def _days(bought: Sequence[Bought]) -> str:
    first, *more = sorted({one.on for one in bought})
    return (
        f"{first} and {len(more)} more days"
        if len(more) > 1
        else " and ".join(map(str, (first, *more)))
    )
