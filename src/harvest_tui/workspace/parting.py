"""Findings on stated allocations: made too late, or of what was not pooled."""

from collections.abc import Iterable, Iterator
from datetime import date

import polars as pl

from harvest_tui.domain.allocation import Allocation
from harvest_tui.domain.elections import Election, Scope
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.kinds import WITHOUT_LOTS
from harvest_tui.domain.text import shown
from harvest_tui.lots.methods import MethodBook
from harvest_tui.rules.allocation import allocation_window_ends
from harvest_tui.rules.identification import per_account_since


def late_allocations(
    ledger: pl.DataFrame, allotted: Iterable[Allocation], zone: str
) -> Iterator[Finding]:
    """Allocations that were made when their window had closed, by the user's own date."""
    for one in allotted:
        words = after_window(one, ledger, zone)
        if words:
            yield Finding(
                finding="allocation after its window",
                severity=Severity.WARNING,
                asset=one.asset,
                message=words,
                fix=(
                    f"harvest-tui resolve --undo {one.decision_id}, if the date is wrong; "
                    "else ask a preparer"
                ),
            )


def after_window(one: Allocation, ledger: pl.DataFrame, zone: str) -> str:
    """Say that an allocation was made too late; empty: it was not.

    Args:
        one: As stated.
        ledger: Schema LEDGER.
        zone: The taxpayer's.
    """
    first = _first_used(ledger, one.asset, zone)
    ends = allocation_window_ends(one.method, first)
    if ends is None or one.made_on <= ends:
        return ""
    return (
        f"the {one.method.value} allocation of {shown(one.asset, 16)} is stated to have been made "
        f"on {one.made_on}; its window closed on {ends} (Rev. Proc. 2024-28, section 5)"
    )


def _first_used(ledger: pl.DataFrame, asset: str, zone: str) -> date | None:
    """Find the first sale, disposition or transfer of an asset since the change."""
    on = pl.col("at").dt.convert_time_zone(zone).dt.date()
    left = ~pl.col("kind").is_in(sorted(WITHOUT_LOTS)) & (pl.col("out_asset") == asset)
    used = ledger.filter((left | (pl.col("fee_asset") == asset)) & (on >= per_account_since()))
    first = used.select(on.min()).item()
    return first if isinstance(first, date) else None


def needless_allocations(
    allotted: Iterable[Allocation], elections: tuple[Election, ...]
) -> Iterator[Finding]:
    """Allocations of assets whose lots were not pooled: nothing follows them."""
    last, book = per_account_since().year - 1, MethodBook(elections)
    for one in allotted:
        if book.scope_of(one.asset, last) is not Scope.UNIVERSAL:
            yield Finding(
                finding="allocation without a pool",
                severity=Severity.WARNING,
                asset=one.asset,
                message=(
                    f"an allocation of {shown(one.asset, 16)} is on record, and its lots were not "
                    f"pooled in {last}: it is not used"
                ),
                fix=(
                    f"harvest-tui method set {last} METHOD --scope universal --as-filed "
                    "--evidence TEXT, if they were; else harvest-tui resolve --undo "
                    f"{one.decision_id}"
                ),
            )
