"""One transaction as the kernel reads it: exact integers, dates decided."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import polars as pl

from harvest_tui.domain.amounts import Atoms
from harvest_tui.domain.columns import column_atoms
from harvest_tui.lots.pool import Micros


class Deed(NamedTuple):
    """A row of schema LEDGER in integers of 10**-18 and microseconds."""

    key: str
    transaction_id: str
    account: str
    to_account: str | None
    at: Micros
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


def deeds(ledger: pl.DataFrame, zone: str) -> Iterator[Deed]:
    """Read a frame of schema LEDGER row by row, in its order."""
    on = ledger["at"].dt.convert_time_zone(zone).dt.date()
    columns = [
        ledger["key"].to_list(),
        ledger["transaction_id"].to_list(),
        ledger["account"].to_list(),
        ledger["to_account"].to_list(),
        ledger["at"].to_physical().to_list(),
        on.to_list(),
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
