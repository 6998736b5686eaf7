"""Lots as people name them: LOT, LOT@ACCOUNT, or the id of the transaction that acquired it."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from harvest_tui.domain.amounts import Quantity, plain_decimal
from harvest_tui.domain.errors import HarvestError, UsageError
from harvest_tui.domain.text import shown


@dataclass(frozen=True, slots=True)
class Wanted:
    """Units of a lot, in the user's words."""

    name: str
    quantity: Quantity | None
    """None: all of it."""


class UnknownLotError(HarvestError):
    """No open lot, or more than one, has that name."""


def parse_pick(text: str) -> Wanted:
    """Read LOT=QTY or LOT.

    Raises:
        UsageError: The quantity is not a plain number above zero.
    """
    name, equals, units = text.rpartition("=")
    if not equals:
        return Wanted(text, None)
    try:
        quantity = plain_decimal(units)
    except ValueError as error:
        raise UsageError(f"{shown(text)}: {error}.\nFix: write LOT=QTY, such as LOT=0.5.") from None
    if quantity <= 0:
        raise UsageError(f"{shown(text)}: a quantity is more than zero.\nFix: write LOT=0.5.")
    return Wanted(name, quantity)


def marks_of(
    wanted: Iterable[Wanted], lots: pl.DataFrame
) -> dict[tuple[str, str], Quantity | None]:
    """Find the open lots that are meant.

    Args:
        wanted: From `parse_pick`.
        lots: Schema LOTS, or more columns.

    Returns:
        (lot id, account) → units, None for all; in the order wanted.

    Raises:
        UnknownLotError: A name fits no open lot, or several.
        UsageError: A lot is named twice.
    """
    marks: dict[tuple[str, str], Quantity | None] = {}
    for one in wanted:
        lot = _find(one.name, lots)
        if lot in marks:
            raise UsageError(f"{shown(one.name)} is named twice.\nFix: name each lot once.")
        marks[lot] = one.quantity
    return marks


def _find(name: str, lots: pl.DataFrame) -> tuple[str, str]:
    lot, _, account = name.rpartition("@")
    ids = (pl.col("lot_id"), pl.col("acquired_transaction_id"))
    whole = lots.filter(pl.any_horizontal(column == name for column in ids))
    found = whole
    if whole.is_empty() and lot:
        found = lots.filter(
            pl.any_horizontal(column == lot for column in ids) & (pl.col("account") == account)
        )
    if len(found) == 1:
        return found["lot_id"][0], found["account"][0]
    if found.is_empty():
        raise UnknownLotError(
            f"{shown(name)}: no open lot has this name.\nFix: list them (harvest-tui lots)."
        )
    choices = ", ".join(
        f"{shown(i)}@{shown(a)}" for i, a in found.select("lot_id", "account").head(6).iter_rows()
    )
    raise UnknownLotError(f"{shown(name)} names several open lots.\nFix: say which: {choices}.")
