"""One transaction as the kernel reads it: exact integers, dates decided."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

import polars as pl

from harvest_tui.domain.amounts import Atoms
from harvest_tui.domain.columns import column_atoms
from harvest_tui.domain.transaction import Precision
from harvest_tui.ledger.days import end_of, start_of
from harvest_tui.lots.pool import Micros
from harvest_tui.lots.times import micros

_MINUTE: Final[Micros] = 60 * 10**6


class Deed(NamedTuple):
    """A row of schema LEDGER in integers of 10**-18 and microseconds."""

    key: str
    transaction_id: str
    account: str
    to_account: str | None
    at: Micros
    earliest: Micros
    """The source gives the moment to the second, the minute or the day: not before this,"""
    latest: Micros
    """nor after this."""
    on: date
    """Day in the taxpayer's zone."""
    kind: str
    in_asset: str | None
    received: Atoms | None
    out_asset: str | None
    given: Atoms | None
    fee_asset: str | None
    fee: Atoms | None
    value: Atoms | None
    fee_value: Atoms | None
    basis: Atoms | None
    acquired_at: Micros | None

    def fee_in(self, asset: str | None) -> Atoms:
        """Give the units of the fee if it was taken in an asset, else 0."""
        return (self.fee or 0) if asset == self.fee_asset else 0

    def place_of(self, asset: str | None) -> int:
        """Order what is told of one deed: what leaves, what arrives, then the fee."""
        if asset == self.out_asset:
            return 0
        return 1 if asset == self.in_asset else 2


def deeds(ledger: pl.DataFrame, zone: str) -> Iterator[Deed]:
    """Read a frame of schema LEDGER row by row, in its order."""
    on = days(ledger, zone).to_list()
    at = ledger["at"].to_physical().to_list()
    earliest, latest = _windows(at, ledger["precision"].to_list(), on, zone)
    columns = [
        ledger["key"].to_list(),
        ledger["transaction_id"].to_list(),
        ledger["account"].to_list(),
        ledger["to_account"].to_list(),
        at,
        earliest,
        latest,
        on,
        ledger["kind"].to_list(),
        ledger["in_asset"].to_list(),
        column_atoms(ledger["in_quantity"]),
        ledger["out_asset"].to_list(),
        column_atoms(ledger["out_quantity"]),
        ledger["fee_asset"].to_list(),
        column_atoms(ledger["fee_quantity"]),
        column_atoms(ledger["value"]),
        column_atoms(ledger["fee_value"]),
        column_atoms(ledger["basis_usd"]),
        ledger["acquired_at"].to_physical().to_list(),
    ]
    return map(Deed._make, zip(*columns, strict=True))


def days(ledger: pl.DataFrame, zone: str) -> pl.Series:
    """Give the day of each row in the taxpayer's zone."""
    return ledger["at"].dt.convert_time_zone(zone).dt.date()


def _windows(
    at: list[Micros], precisions: Sequence[str], on: Sequence[date], zone: str
) -> tuple[list[Micros], list[Micros]]:
    """Give between what instants each deed was done; for most rows both are the one stated."""
    earliest, latest = at.copy(), at.copy()
    for row, precision in enumerate(precisions):
        if precision == Precision.DAY:
            earliest[row] = micros(start_of(on[row], zone))
            latest[row] = micros(end_of(on[row], zone))
        elif precision == Precision.MINUTE:
            earliest[row] -= at[row] % _MINUTE
            latest[row] = earliest[row] + _MINUTE - 1
    return earliest, latest
