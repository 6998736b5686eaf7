"""What was found group by group, in the order of the ledger."""

from collections.abc import Sequence

import polars as pl

from harvest_tui.domain.findings import Finding
from harvest_tui.lots.spans import Note


def in_sequence(rows: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    """Sort rows with `key` and `place` by where the deed stands in the ledger."""
    positions = ledger.select("key").with_row_index("position")
    return rows.join(positions, on="key", how="left", maintain_order="left").sort(
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
