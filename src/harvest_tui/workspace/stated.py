"""Balances stated in a book, and how they compare with its ledger."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import polars as pl

from harvest_tui.domain.decisions import DecisionKind, StatedBalance
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.frames import AMOUNT, Schema
from harvest_tui.domain.text import shown
from harvest_tui.ledger.assertions import compared
from harvest_tui.workspace.balances import payload_of, unsaid
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.deciding import standing
from harvest_tui.workspace.figures import Figures

LISTED: Final[Schema] = {
    "decision_id": pl.Int64,
    "account": pl.String,
    "asset": pl.String,
    "on": pl.Date,  # the end of that day in the taxpayer's zone
    "stated": AMOUNT,
    "ledger": AMOUNT,
    "difference": AMOUNT,  # what the ledger holds too much; less than zero: too little
}


def state(book: Book, wanted: Iterable[StatedBalance]) -> tuple[StatedBalance, ...]:
    """Record balances, checked for ever after; what stands already is not recorded again.

    Returns:
        Those that are new.

    Raises:
        HarvestError: A day is not there yet, or two statements contradict each other. Nothing is
            recorded then.
    """
    given = tuple(wanted)
    today = book.today(book.said().settings)
    for one in given:
        if one.on > today:
            raise HarvestError(
                f"{one.on} lies in the future: nobody knows that balance.\n"
                f"Fix: state one of a day up to {today}."
            )
    _require_once(given)
    fresh = tuple(unsaid(given, standing(book.store.decisions()).balances))
    for one in fresh:
        book.store.decide(DecisionKind.BALANCE, payload_of(one))
    return fresh


def _require_once(given: Iterable[StatedBalance]) -> None:
    seen: dict[tuple[str, str, date], StatedBalance] = {}
    for one in given:
        if seen.setdefault((one.account, one.asset, one.on), one).quantity != one.quantity:
            raise HarvestError(
                f"{shown(one.asset, 16)} at {shown(one.account)} on {one.on} is stated twice, and "
                "not the same.\nFix: keep one of them."
            )


def differing(figures: Figures, given: Iterable[StatedBalance]) -> pl.DataFrame:
    """List those of these statements that the ledger contradicts, as `listed` does."""
    wanted = {(one.account, one.asset, one.on) for one in given}
    rows = listed(figures, {on for *_, on in wanted})
    mine = [pool in wanted for pool in rows.select("account", "asset", "on").iter_rows()]
    return rows.filter(pl.Series(mine) & (pl.col("difference").abs() >= figures.settings.dust))


def listed(figures: Figures, days: Iterable[date] | None = None) -> pl.DataFrame:
    """List the stated balances beside the ledger's.

    Args:
        figures: Of the book.
        days: Only statements of these days.

    Returns:
        Schema LISTED, by day, account and asset.
    """
    wanted = None if days is None else set(days)
    stated = [
        one for one in figures.inputs.decisions.balances if wanted is None or one.on in wanted
    ]
    rows = [
        (
            one.stated.decision_id,
            one.stated.account,
            one.stated.asset,
            one.stated.on,
            one.stated.quantity,
            one.held,
            one.difference,
        )
        for one in compared(figures.replay.legs, stated, figures.zone)
    ]
    return pl.DataFrame(rows, schema=LISTED, orient="row")
