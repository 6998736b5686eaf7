"""What was found group by group, in the order of the ledger."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from harvest_tui.domain.findings import Finding
from harvest_tui.lots.deeds import days
from harvest_tui.lots.spans import Note

_OF_DEED: Final = ("transaction_id", "account", "to_account", "at")


def in_sequence(rows: pl.DataFrame, ledger: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Sort rows by where their deed stands in the ledger, and tell what the ledger says of it.

    Args:
        rows: With `key`, and `place` among what is told of that deed.
        ledger: Schema LEDGER, in the stable order.
        zone: The taxpayer's.

    Returns:
        The rows with `transaction_id`, `account`, `to_account`, `at` and `on` (day in the zone).
    """
    deeds = ledger.select("key", *_OF_DEED).with_columns(on=days(ledger, zone))
    placed = deeds.with_row_index("position")
    return rows.join(placed, on="key", maintain_order="left").sort(
        "position", "place", maintain_order=True
    )


def findings_in_sequence(
    noted: Sequence[Note], ledger: pl.DataFrame, zone: str
) -> tuple[Finding, ...]:
    """Sort findings likewise; those of a new year stand before its first deed, by asset."""
    if not noted:
        return ()
    position = {key: place for place, key in enumerate(ledger["key"])}
    years = ledger["at"].dt.convert_time_zone(zone).dt.year()

    def turn(note: Note) -> tuple[int, bool, int, str]:
        if note.key is not None:
            return position[note.key], True, note.place, ""
        return int(years.search_sorted(note.year)), False, note.year, note.finding.asset or ""

    return tuple(note.finding for note in sorted(noted, key=turn))
