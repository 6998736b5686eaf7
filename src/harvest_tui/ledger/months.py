"""A month of the ledger: what came in, what went out, and what was there before and after."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.decisions import MonthClose
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.frames import AMOUNT, Schema, require
from harvest_tui.domain.sums import exact_sums
from harvest_tui.domain.text import shown
from harvest_tui.ledger.days import end_of, start_of

MONTH: Final[Schema] = {
    "account": pl.String,
    "asset": pl.String,
    "opening": AMOUNT,
    "came_in": AMOUNT,
    "went_out": AMOUNT,
    "closing": AMOUNT,  # opening + came_in - went_out
}
_LONGEST: Final = 31
_KEPT: Final = 16
"""Hex digits of a digest: 64 bits tell one state of an account from another."""


def last_day(month: date) -> date:
    """Give the last day of the month that begins on a day."""
    return (month + timedelta(days=_LONGEST)).replace(day=1) - timedelta(days=1)


def month_of(legs: pl.DataFrame, month: date, zone: str) -> pl.DataFrame:
    """Add up a month.

    Args:
        legs: Schema LEGS.
        month: Its first day.
        zone: The taxpayer's.

    Returns:
        Schema MONTH, by account and asset; nothing that was zero throughout.
    """
    change, inside = pl.col("change"), pl.col("at") >= start_of(month, zone)
    parts = legs.filter(pl.col("at") <= end_of(last_day(month), zone)).select(
        "account",
        "asset",
        opening=pl.when(~inside).then(change),
        came_in=pl.when(inside & (change > 0)).then(change),
        went_out=pl.when(inside & (change < 0)).then(-change),
        closing=change,
    )
    amounts = ["opening", "came_in", "went_out", "closing"]
    moved = pl.any_horizontal(pl.col(name) != 0 for name in amounts)
    rows = exact_sums(parts, ["account", "asset"], amounts).filter(moved)
    return require(rows.sort("account", "asset").select(list(MONTH)), MONTH)


def digests(month: pl.DataFrame) -> Mapping[str, str]:
    """Give one digest for each account of a month, of schema MONTH."""
    found: dict[str, list[str]] = {}
    for account, asset, *amounts in month.iter_rows():
        line = "\t".join([asset, *map(plain_text, amounts)])
        found.setdefault(account, []).append(line)
    return {
        account: hashlib.sha256("\n".join(lines).encode()).hexdigest()[:_KEPT]
        for account, lines in found.items()
    }


def closed_months_changed(
    legs: pl.DataFrame, closes: Iterable[MonthClose], zone: str
) -> Iterator[Finding]:
    """Report each account whose closed month is no longer what it was.

    Of an account only the first such month is told: what changed in it runs through all later
    balances.

    Args:
        legs: Schema LEGS.
        closes: By month.
        zone: The taxpayer's.
    """
    told: set[str] = set()
    for close in closes:
        now = digests(month_of(legs, close.month, zone))
        for account in sorted({*now, *close.digests} - told):
            if now.get(account) != close.digests.get(account):
                told.add(account)
                yield _finding(account, close, zone)


def _finding(account: str, close: MonthClose, zone: str) -> Finding:
    month = f"{close.month:%Y-%m}"
    return Finding(
        finding="closed month changed",
        severity=Severity.WARNING,
        account=account,
        message=(
            f"{month} was closed on {close.closed_at:%Y-%m-%d}, and {shown(account)} has changed "
            "in it or before it since"
        ),
        fix=(
            f"look at it (harvest-tui check --month {month}), then take the import back or close "
            "the month again (--close --reason TEXT)"
        ),
        at=end_of(last_day(close.month), zone),
    )
