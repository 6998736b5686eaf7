"""Balances that cannot be: below zero at some instant."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl

from harvest_tui.domain.amounts import Atoms, atoms, from_atoms, plain_text
from harvest_tui.domain.columns import column_atoms
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.settings import DUST
from harvest_tui.domain.text import shown


def negative_balances(legs: pl.DataFrame) -> Iterator[Finding]:
    """Report each account and asset whose balance falls below zero, with the first instant.

    At one instant what comes in counts before what goes out. The shortfall of an asset with lots
    is an error of its own where it is disposed of; this tells when the account first ran dry, for
    currencies too.

    Args:
        legs: Schema LEGS.
    """
    for (account, asset), moves in sorted(_by_pool(legs).items()):
        worst, since = _lowest(moves)
        if since is not None and worst < -atoms(DUST):
            yield Finding(
                finding="negative balance",
                severity=Severity.WARNING,
                account=account,
                asset=asset,
                amount=from_atoms(-worst),
                message=(
                    f"{shown(asset, 16)} at {shown(account)} first falls below zero on "
                    f"{since:%Y-%m-%d %H:%M}Z and is "
                    f"{plain_text(from_atoms(-worst))} short at worst"
                ),
                fix="import what brought it there; the first missing row is before that instant",
                at=since,
            )


def _by_pool(legs: pl.DataFrame) -> dict[tuple[str, str], list[tuple[datetime, Atoms]]]:
    ordered = legs.sort("at", "change", descending=[False, True])
    pools: dict[tuple[str, str], list[tuple[datetime, Atoms]]] = {}
    rows = zip(
        ordered["account"],
        ordered["asset"],
        ordered["at"],
        column_atoms(ordered["change"]),
        strict=True,
    )
    for account, asset, at, change in rows:
        pools.setdefault((account, asset), []).append((at, change or 0))
    return pools


def _lowest(moves: list[tuple[datetime, Atoms]]) -> tuple[Atoms, datetime | None]:
    """Give the lowest balance, and the first instant at which it was below zero."""
    balance = lowest = 0
    since: datetime | None = None
    for at, change in moves:
        balance += change
        if balance < -atoms(DUST) and since is None:
            since = at
        lowest = min(lowest, balance)
    return lowest, since
