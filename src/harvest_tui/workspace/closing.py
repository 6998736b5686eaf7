"""A month gone through: balances, what is open in it, and whether it was closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from harvest_tui.domain.decisions import DecisionKind, MonthClose
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.findings import Finding
from harvest_tui.domain.frames import AMOUNT, Schema, require
from harvest_tui.ledger.months import MONTH, digests, last_day, month_of
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.closes import payload_of
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.stated import listed

MONTH_ROWS: Final[Schema] = MONTH | {
    "stated": AMOUNT,  # at the end of the last day; null: nothing was stated
    "difference": AMOUNT,  # what the ledger holds too much
    "open": pl.Int64,  # findings of that account and asset dated in the month
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of a book."""

    month: date
    """Its first day."""
    rows: pl.DataFrame
    """Schema MONTH_ROWS, by account and asset."""
    findings: tuple[Finding, ...]
    """Those dated in it, errors first."""
    undated: int
    """Findings that belong to no day."""
    close: MonthClose | None
    """The last one, if there is one."""
    changed: tuple[str, ...]
    """Accounts that are no longer as they were when it was closed."""


def month_shown(figures: Figures, month: date) -> Month:
    """Go through a month.

    Args:
        figures: Of the book.
        month: Its first day.
    """
    dated = list(_dated(figures))
    inside = [found for found, on in dated if on.replace(day=1) == month]
    balances = month_of(figures.replay.legs, month, figures.zone)
    closes = {one.month: one for one in figures.inputs.decisions.closes}
    close = closes.get(month)
    return Month(
        month=month,
        rows=_rows(figures, balances, last_day(month), inside),
        findings=tuple(inside),
        undated=len(figures.findings(figures.inputs.today)) - len(dated),
        close=close,
        changed=() if close is None else _changed(close, balances),
    )


def close_month(book: Book, shown: Month, reason: str) -> None:
    """Record that a month is done, with what it adds up to now.

    Raises:
        HarvestError: It is not over; or it is closed, and as it was then.
    """
    today = book.today(book.said().settings)
    name = f"{shown.month:%Y-%m}"
    if last_day(shown.month) >= today:
        raise HarvestError(f"{name} is not over.\nFix: close it from its last day on.")
    if shown.close is not None and not shown.changed:
        raise HarvestError(
            f"{name} was closed on {shown.close.closed_at:%Y-%m-%d}, and is as it was then.\n"
            f"Fix: nothing; to open it again: harvest-tui resolve --undo {shown.close.decision_id}."
        )
    kept = digests(shown.rows.select(list(MONTH)))
    book.store.decide(DecisionKind.CLOSE, payload_of(shown.month, kept, reason))


def _dated(figures: Figures) -> Iterator[tuple[Finding, date]]:
    """Give the findings that belong to a day: their own, or that of their transaction."""
    zone = ZoneInfo(figures.zone)
    moments: dict[tuple[str, str], datetime] = {
        (name, account): at
        for name, account, at in figures.replay.ledger.select(
            "transaction_id", "account", "at"
        ).iter_rows()
    }
    for one in figures.findings(figures.inputs.today):
        at = one.at or moments.get((one.transaction_id or "", one.account or ""))
        if at is not None:
            yield one, at.astimezone(zone).date()


def _rows(
    figures: Figures, balances: pl.DataFrame, day: date, inside: list[Finding]
) -> pl.DataFrame:
    stated = listed(figures, {day}).select("account", "asset", "stated", "difference")
    found = pl.DataFrame(
        [(one.account, one.asset) for one in inside],
        schema={"account": pl.String, "asset": pl.String},
        orient="row",
    )
    pool = ["account", "asset"]
    rows = (
        balances.join(stated, on=pool, how="full", coalesce=True)
        .join(found.group_by(pool).len("open"), on=pool, how="left")
        .with_columns(
            *(pl.col(name).fill_null(0) for name in list(MONTH)[2:]),
            pl.col("open").fill_null(0).cast(pl.Int64),
        )
    )
    return require(rows.sort(pool).select(list(MONTH_ROWS)), MONTH_ROWS)


def _changed(close: MonthClose, balances: pl.DataFrame) -> tuple[str, ...]:
    now = digests(balances)
    accounts = sorted({*now, *close.digests})
    return tuple(one for one in accounts if now.get(one) != close.digests.get(one))
