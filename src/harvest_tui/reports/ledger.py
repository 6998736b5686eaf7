"""The ledger: every transaction as it counts, transfers joined, with its value."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from harvest_tui.domain.findings import Severity
from harvest_tui.domain.frames import FINDINGS, LEDGER, require
from harvest_tui.domain.kinds import FIAT
from harvest_tui.reports.columns import Column, ColumnKind, TableView
from harvest_tui.reports.measure import measured

WRONG: Final = "✖"
_NAMED: Final = ["transaction_id", "account"]


def ledger_view(ledger: pl.DataFrame, findings: pl.DataFrame, zone: str) -> TableView:
    """Show all transactions in their order, the oldest first.

    Args:
        ledger: Schema LEDGER.
        findings: Schema FINDINGS; a transaction with an error carries a sign.
        zone: The taxpayer's; times are shown in it.

    Returns:
        A row is named by the transaction's key.
    """
    rows = _rows(require(ledger, LEDGER), require(findings, FINDINGS), zone)
    return measured(
        TableView(
            title="Ledger",
            facts=(f"{len(rows):,} transactions", f"times in {zone}"),
            columns=_COLUMNS,
            frame=rows,
            key="key",
            empty=("No transactions.", "Next: leave with q, then  harvest-tui import FILE…"),
            chips=("asset", "account"),
            gutter="sign",
            legend=tuple(f"{s} {w}" for s, w in _MEANINGS.items() if (rows["sign"] == s).any()),
            sort="when",
            noun="transactions",
        )
    )


def _rows(ledger: pl.DataFrame, findings: pl.DataFrame, zone: str) -> pl.DataFrame:
    wrong = (
        findings.filter(pl.col("severity") == Severity.ERROR)
        .select(_NAMED)
        .unique()
        .with_columns(sign=pl.lit(WRONG))
    )
    received = pl.when(~pl.col("in_asset").is_in(sorted(FIAT))).then("in_asset")
    given = pl.when(~pl.col("out_asset").is_in(sorted(FIAT))).then("out_asset")
    return ledger.join(wrong, on=_NAMED, how="left", maintain_order="left").with_columns(
        when=pl.col("at").dt.convert_time_zone(zone).dt.strftime("%Y-%m-%d %H:%M"),
        asset=pl.coalesce(received, given, "in_asset", "out_asset", "fee_asset"),
        place=pl.when(pl.col("to_account").is_not_null())
        .then(pl.col("account") + " → " + pl.col("to_account"))
        .otherwise("account"),
    )


_MEANINGS: Final[Mapping[str, str]] = {WRONG: "an error is open: key 6"}
_COLUMNS: Final = (
    Column(name="when", title="When", kind=ColumnKind.MOMENT),
    Column(name="kind", title="Kind", kind=ColumnKind.TEXT),
    Column(name="place", title="Account", kind=ColumnKind.ACCOUNT),
    Column(name="in_quantity", title="In", kind=ColumnKind.UNITS, asset="in_asset", missing=""),
    Column(name="out_quantity", title="Out", kind=ColumnKind.UNITS, asset="out_asset", missing=""),
    Column(
        name="fee_quantity",
        title="Fee",
        kind=ColumnKind.UNITS,
        asset="fee_asset",
        missing="",
        rank=3,
    ),
    Column(name="value", title="Value", kind=ColumnKind.MONEY, missing="no value", rank=1),
    Column(name="source", title="Source", kind=ColumnKind.TEXT, rank=2),
)
