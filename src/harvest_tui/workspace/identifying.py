"""Units named for a sale before it: found among the lots, recorded, and what the broker is owed."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from harvest_tui.domain.amounts import Quantity, plain_text
from harvest_tui.domain.elections import Identification, Pick, Scope
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.text import shown
from harvest_tui.ledger.days import end_of
from harvest_tui.lots.methods import MethodBook
from harvest_tui.rules.identification import own_books_last_day, own_books_suffice
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.marks import Wanted, marks_of


class IdentificationError(HarvestError):
    """Units were named that are not there."""


def identify(
    book: Book,
    wanted: Sequence[Wanted],
    account: str,
    asset: str,
    *,
    until: date | None = None,
    transaction_id: str | None = None,
    note: str = "",
) -> Identification:
    """Record which units a sale takes, time-stamped at this moment.

    Args:
        book: Is written to.
        wanted: Lots and units, in the user's words; all of a lot where no quantity is named.
        account: Where the units are.
        asset: What will be sold.
        until: Last day on which a sale uses it, in the taxpayer's zone.
        transaction_id: A past sale, for an identification made then and stated now.
        note: The user's words.

    Raises:
        HarvestError: A lot is not there, or holds fewer units.
    """
    figures = book.figures()
    picks = _picks(figures, wanted, account, asset, past=transaction_id is not None)
    return book.store.identify(
        account,
        asset,
        picks,
        valid_until=None if until is None else end_of(until, figures.zone),
        transaction_id=transaction_id,
        note=note,
    )


def custody_words(figures: Figures, account: str) -> str:
    """Say what an identification needs beside the own books in an account, today."""
    if figures.accounts.custody.get(account) is not Custody.BROKER:
        return "Own wallet: this record in your own books identifies the units."
    if own_books_suffice(figures.inputs.today):
        return (
            f"Broker custody: your own books suffice for sales until {own_books_last_day()}, "
            "unless you have instructed the broker otherwise."
        )
    return "Broker custody: tell the broker these units before the sale; own books do not suffice."


def scope_now(book: Book, year: int, asset: str | None) -> Scope:
    """Give the scope on record for a year: what a new election keeps if it does not say."""
    return MethodBook(book.said().elections).scope_of(asset or "", year)


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
