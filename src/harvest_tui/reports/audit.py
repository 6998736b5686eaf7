"""The self-audit: what is wrong, what it makes provisional, and what can be done about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl

from harvest_tui.domain.findings import Severity
from harvest_tui.domain.frames import FINDINGS, require
from harvest_tui.reports.columns import Column, ColumnKind, TableView
from harvest_tui.reports.measure import measured

SIGNS: Final = {Severity.ERROR.value: "✖", Severity.WARNING.value: "▲"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCounts:
    """What became of the rows of all files that count: they add up."""

    rows: int
    booked: int
    skipped: int
    quarantined: int


def audit_view(findings: pl.DataFrame, counts: RowCounts, zone: str) -> TableView:
    """Show the findings in their order, errors first.

    Args:
        findings: Schema FINDINGS.
        counts: Of the rows imported.
        zone: The taxpayer's; decides since which day something is provisional.
    """
    rows = _rows(require(findings, FINDINGS), zone)
    errors = len(rows.filter(pl.col("severity") == Severity.ERROR.value))
    return measured(
        TableView(
            title="Self-audit",
            facts=(
                _counted(errors, "error"),
                _counted(len(rows) - errors, "warning"),
                _booked(counts),
            ),
            columns=_COLUMNS,
            frame=rows,
            key="key",
            empty=("Nothing is wrong.", "Next: 2 goes to the lots that could be sold at a loss."),
            chips=("asset", "account"),
            gutter="sign",
            legend=tuple(_legend(rows)),
            noun="findings",
        )
    )


def _rows(findings: pl.DataFrame, zone: str) -> pl.DataFrame:
    parts = [pl.col(column).fill_null("") for column in _NAMING]
    name = pl.concat_str(parts, separator="\t")
    wrong = pl.col("severity") == Severity.ERROR
    return findings.with_columns(name=name).with_columns(
        key=pl.format("{}\t{}", "name", pl.int_range(pl.len()).over("name")),
        sign=pl.col("severity").replace_strict(SIGNS, return_dtype=pl.String),
        since=pl.when(wrong).then(pl.col("at").dt.convert_time_zone(zone).dt.date()),
    )


def _legend(rows: pl.DataFrame) -> Iterator[str]:
    for severity, sign in SIGNS.items():
        if (rows["severity"] == severity).any():
            yield f"{sign} {severity}"
    if rows["since"].count():
        yield "since: provisional from then on"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _booked(counts: RowCounts) -> str:
    if not counts.rows:
        return "nothing imported"
    return (
        f"{counts.booked:,} of {counts.rows:,} rows booked, {counts.skipped:,} skipped, "
        f"{counts.quarantined:,} quarantined"
    )


_NAMING: Final = ("finding", "transaction_id", "account", "asset", "message")
_COLUMNS: Final = (
    Column(name="finding", title="Finding", kind=ColumnKind.TEXT),
    Column(name="account", title="Account", kind=ColumnKind.ACCOUNT, missing="", rank=2),
    Column(name="asset", title="Asset", kind=ColumnKind.TEXT, missing="", rank=1),
    Column(name="amount", title="Amount", kind=ColumnKind.QUANTITY, missing="", rank=4),
    Column(name="message", title="What is wrong", kind=ColumnKind.PROSE),
    Column(name="since", title="Since", kind=ColumnKind.DATE, missing="", rank=3),
)
