"""The record of methods as a frame, and which of its entries act."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from harvest_tui.domain.elections import Election
from harvest_tui.domain.frames import INSTANT, Schema
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.times import micros

RECORD: Final[Schema] = {
    "year": pl.Int64,
    "method": pl.String,
    "scope": pl.String,
    "account": pl.String,
    "asset": pl.String,
    "recorded_at": INSTANT,
    "effective_from": INSTANT,
    "as_filed": pl.Boolean,
    "evidence": pl.String,
    "note": pl.String,
    "acts_on": pl.String,  # what is held today that it is in force for; empty: nothing
}
RECORD_COLUMNS: Final = tuple(RECORD)
_ALL: Final = "all"


def record_frame(elections: Iterable[Election], acts: Mapping[Election, str]) -> pl.DataFrame:
    """Give the elections in the order of the record.

    Args:
        elections: The record.
        acts: From `acting`.

    Returns:
        Schema RECORD.
    """
    rows = [
        (*(getattr(one, name) for name in RECORD_COLUMNS[:-1]), acts.get(one, ""))
        for one in elections
    ]
    return pl.DataFrame(rows, schema=RECORD, orient="row")


def acting(
    elections: Sequence[Election], held: Collection[tuple[str, str]], now: datetime, zone: str
) -> dict[Election, str]:
    """Tell which entries are in force now, and for what.

    An order that a broker was in fact instructed to use comes before them (`bound_to`).

    Args:
        elections: The record.
        held: Accounts and assets of which there are lots.
        now: The moment.
        zone: The taxpayer's: decides the year.

    Returns:
        By election `all`, or `ASSET@ACCOUNT` of each; those not in force are not there.
    """
    book, on, at = MethodBook(tuple(elections)), now.astimezone(ZoneInfo(zone)).date(), micros(now)
    found: dict[Election, list[str]] = {}
    for account, asset in held or [("", "")]:
        election = book.election_for(account, asset, on, at)
        if election is not None:
            found.setdefault(election, []).append(f"{asset}@{account}")
    everything = max(len(held), 1)
    return {
        one: _ALL if len(names) == everything else ", ".join(names) for one, names in found.items()
    }
