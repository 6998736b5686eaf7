"""Balances that sources state in their rows, held against what the ledger adds up to."""

from collections.abc import Iterator
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import EXACT, ZERO, Quantity, plain_text
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.frames import AMOUNT, INSTANT, Schema
from harvest_tui.domain.settings import DUST
from harvest_tui.domain.text import shown
from harvest_tui.ledger.legs import balances

CLOSINGS: Final[Schema] = {
    "account": pl.String,
    "asset": pl.String,
    "at": INSTANT,  # of the last row that states it
    "quantity": AMOUNT,
    "file": pl.String,
}


def running_differences(
    legs: pl.DataFrame, closings: pl.DataFrame, dust: Quantity = DUST
) -> Iterator[Finding]:
    """Report each closing balance of a file that the ledger contradicts.

    Args:
        legs: Schema LEGS of the transactions as read: each half of a transfer at its own time.
        closings: Schema CLOSINGS.
        dust: Units; a smaller difference is none.
    """
    for at in closings["at"].unique().sort():
        held = {
            (account, asset): units
            for account, asset, units in balances(legs.filter(pl.col("at") <= at)).iter_rows()
        }
        for row in closings.filter(pl.col("at") == at).iter_rows(named=True):
            ours = held.get((row["account"], row["asset"]), ZERO)
            if abs(EXACT.subtract(ours, row["quantity"])) >= dust:
                yield _finding(row, ours)


def _finding(row: dict[str, object], ours: Quantity) -> Finding:
    stated = row["quantity"]
    if not isinstance(stated, Quantity):
        raise TypeError(f"{stated!r} is no quantity")
    account, asset = str(row["account"]), str(row["asset"])
    return Finding(
        finding="running balance",
        severity=Severity.WARNING,
        account=account,
        asset=asset,
        amount=EXACT.subtract(ours, stated),
        message=(
            f"{shown(str(row['file']))} says {shown(account)} held {plain_text(stated)} "
            f"{shown(asset, 16)} after its last row; the ledger adds up to {plain_text(ours)}"
        ),
        fix="import what is missing before it (an earlier export), or look for a row told twice",
    )
