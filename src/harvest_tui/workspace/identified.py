"""The identifications on record: what each named, what was used of it, and what is left."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import polars as pl

from harvest_tui.domain.amounts import EXACT, ZERO, Quantity
from harvest_tui.domain.elections import Identification
from harvest_tui.domain.frames import AMOUNT, INSTANT, Schema
from harvest_tui.domain.sums import exact_sums
from harvest_tui.workspace.broker_words import broker_must_be_told, hardest_day
from harvest_tui.workspace.figures import Figures

IDENTIFIED: Final[Schema] = {
    "identification_id": pl.Int64,
    "recorded_at": INSTANT,
    "account": pl.String,
    "asset": pl.String,
    "purpose": pl.String,  # sale, transfer or gift
    "lot_id": pl.String,
    "quantity": AMOUNT,  # as named
    "used": AMOUNT,
    "left": AMOUNT,
    "valid_until": INSTANT,
    "transaction_id": pl.String,  # of one stated as filed
    "state": pl.String,  # open, used in part, used, expired, as filed
    "broker": pl.String,  # what the broker must be told, or empty
    "note": pl.String,
}
"""One row for each lot that was named."""
_WAITING: Final = ["open", "used in part"]


def identified(figures: Figures, now: datetime) -> pl.DataFrame:
    """List what was named and what became of it.

    Args:
        figures: Of the book.
        now: An identification that ended before is expired.

    Returns:
        Schema IDENTIFIED, in the order of recording.
    """
    used = _used(figures.replay.uses)
    rows = [row for one in figures.inputs.identifications for row in _rows(figures, one, used, now)]
    return pl.DataFrame(rows, schema=IDENTIFIED, orient="row")


def named_beyond(
    figures: Figures, record: Identification, now: datetime
) -> Iterator[tuple[str, Quantity, Quantity]]:
    """Find lots of which more units are named by now than there are: the last find none.

    Args:
        figures: Of the book, the record among its identifications.
        record: Whose lots are looked at.
        now: An identification that ended before counts no more.

    Yields:
        Lot id, units named and not yet used, units there.
    """
    named = named_by_now(figures, record.account, now)
    lots = figures.replay.lots.filter(account=record.account)
    held = dict(lots.select("lot_id", "quantity").iter_rows())
    for pick in record.picks:
        lot = pick.lot_id
        if named.get(lot, ZERO) > held.get(lot, ZERO):
            yield lot, named[lot], held.get(lot, ZERO)


def named_by_now(figures: Figures, account: str, now: datetime) -> Mapping[str, Quantity]:
    """Give the units of each lot in an account that are named and not yet used.

    Args:
        figures: Of the book.
        account: Where the lots are.
        now: An identification that ended before counts no more.
    """
    waiting = identified(figures, now).filter(pl.col("state").is_in(_WAITING), account=account)
    return dict(exact_sums(waiting, ["lot_id"], ["left"]).iter_rows())


def _rows(
    figures: Figures, one: Identification, used: Mapping[tuple[int, str], Quantity], now: datetime
) -> Iterator[tuple[Any, ...]]:
    told = broker_must_be_told(figures, one.account, hardest_day(figures, one))
    for pick in one.picks:
        taken = used.get((one.identification_id, pick.lot_id), ZERO)
        left = EXACT.subtract(pick.quantity, taken)
        yield (
            one.identification_id,
            one.recorded_at,
            one.account,
            one.asset,
            one.purpose.value,
            pick.lot_id,
            pick.quantity,
            taken,
            left,
            one.valid_until,
            one.transaction_id,
            _state(one, taken, left, now),
            "must be given to the broker" if told and left and not one.as_filed else "",
            one.note,
        )


def _state(one: Identification, taken: Quantity, left: Quantity, now: datetime) -> str:
    if not left:
        return "used"
    if one.as_filed:
        return "as filed"
    if one.valid_until is not None and one.valid_until < now:
        return "expired"
    return "used in part" if taken else "open"


def _used(uses: pl.DataFrame) -> dict[tuple[int, str], Quantity]:
    sums = exact_sums(uses, ["identification_id", "lot_id"], ["quantity"])
    return {(number, lot): units for number, lot, units in sums.iter_rows()}
