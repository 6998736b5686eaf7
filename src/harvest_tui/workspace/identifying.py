"""Units named for a sale or a move before it: found among the lots, and recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn

import polars as pl

from harvest_tui.domain.amounts import Quantity, plain_text
from harvest_tui.domain.elections import Identification, Pick, Purpose, Scope
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.text import shown
from harvest_tui.ledger.days import end_of, start_of
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.named import purpose_of
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.deciding import named
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.marks import Wanted, marks_of


class IdentificationError(HarvestError):
    """Units were named that are not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What units are named for."""

    account: str
    """Where the units are."""
    asset: str
    purpose: Purpose = Purpose.SALE
    until: date | None = None
    """Last day on which a sale uses it, in the taxpayer's zone."""
    transaction_id: str | None = None
    """A past sale, for an identification made then and stated now."""
    note: str = ""
    """The user's words."""


def identify(book: Book, wanted: Sequence[Wanted], meant: Meant) -> Identification:
    """Record which units a sale, a move or a gift takes, time-stamped at this moment.

    Args:
        book: Is written to.
        wanted: Lots and units, in the user's words; all of a lot where no quantity is named.
        meant: What for.

    Raises:
        HarvestError: A lot is not there, or holds fewer units; or a past sale is not there.
    """
    figures = book.figures()
    past, purpose = meant.transaction_id, meant.purpose
    if past is not None:
        sale = named(past, book.store.transactions())
        past, purpose = sale.transaction_id, purpose_of(sale.kind)
    picks = _picks(figures, wanted, meant.account, meant.asset, past=past is not None)
    return book.store.identify(
        meant.account,
        meant.asset,
        picks,
        purpose=purpose,
        valid_until=None if meant.until is None else end_of(meant.until, figures.zone),
        transaction_id=past,
        note=meant.note,
    )


def refuse_after_the_fact(book: Book, transaction: str) -> NoReturn:
    """Say why units cannot be named now for a sale that is done.

    Raises:
        IdentificationError: Always, unless there is no such transaction: then a DecisionError.
    """
    sale = named(transaction, book.store.transactions())
    raise IdentificationError(
        f"{shown(transaction)} was on {sale.at:%Y-%m-%d %H:%M}Z: units named after a sale do not "
        "count for it (Treas. Reg. 1.1012-1(j)).\n"
        "Fix: if you named them at the time and your records show it, add --as-filed."
    )


def scope_now(book: Book, year: int, asset: str | None) -> Scope:
    """Give the scope on record for a year: what a new election keeps if it does not say."""
    return MethodBook(book.said().elections).scope_of(asset or "", year)


def effective_from(book: Book, day: date | None) -> datetime | None:
    """Give the first instant of a day where the taxpayer lives; None: the year's own beginning."""
    zone = book.said().settings.taxpayer.time_zone
    return None if day is None else start_of(day, zone)


def _picks(
    figures: Figures, wanted: Sequence[Wanted], account: str, asset: str, *, past: bool
) -> list[Pick]:
    here = (pl.col("account") == account) & (pl.col("asset") == asset)
    lots = _ever(figures) if past else figures.replay.lots
    found = marks_of(wanted, lots.filter(here))
    held = {row[0]: row[1] for row in lots.filter(here).select("lot_id", "quantity").iter_rows()}
    return [
        Pick(lot_id=lot, quantity=_enough(lot, units, held[lot]))
        for (lot, _), units in found.items()
    ]


def _enough(lot: str, units: Quantity | None, held: Quantity) -> Quantity:
    if units is not None and units > held:
        raise IdentificationError(
            f"{shown(lot)}: {plain_text(units)} units are named and {plain_text(held)} are there.\n"
            "Fix: name at most what the lot holds (harvest-tui lots)."
        )
    return held if units is None else units


def _ever(figures: Figures) -> pl.DataFrame:
    """Give all lots that were ever in an account, open or used, with the units that were."""
    columns = ["lot_id", "acquired_transaction_id", "account", "asset", "quantity"]
    used = figures.disposals.filter(pl.col("lot_id").is_not_null()).select(columns)
    return (
        pl.concat([figures.replay.lots.select(columns), used])
        .lazy()
        .group_by(columns[:-1], maintain_order=True)
        .agg(pl.col("quantity").max())
        .collect()
    )
