"""What a finding is about: its transaction, as it was read and as it counts now."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from harvest_tui.domain.amounts import Quantity, plain_text
from harvest_tui.domain.findings import Finding
from harvest_tui.domain.kinds import FIAT, Kind
from harvest_tui.domain.text import shown
from harvest_tui.ledger.overrides import overridden
from harvest_tui.workspace.deciding import DecisionError, Named, named
from harvest_tui.workspace.figures import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One finding and what is known of its transaction."""

    finding: Finding
    one: Named | None
    """None: it is about no single transaction of a file."""
    kind: Kind | None
    """What that transaction counts as now, the user's word included."""
    units: Quantity | None
    """Of the principal."""
    on: date
    """Its day in the taxpayer's zone; today where the finding has no instant."""
    unpriced: str | None
    """Asset whose price of that day is what is missing."""

    @property
    def words(self) -> str:
        """Name the transaction."""
        if self.one is None:
            return shown(self.finding.asset or "", 16)
        amount = "" if self.units is None else f"{plain_text(self.units)} "
        asset, account = shown(self.one.asset, 16), shown(self.one.account, 40)
        return f"{amount}{asset} at {account} on {self.on}"


def subject_of(finding: Finding, figures: Figures) -> Subject:
    """Find out what a finding is about."""
    transactions = figures.inputs.transactions
    one = _named(finding, transactions)
    rows = transactions.filter(pl.col("key") == (one.key if one else ""))
    counts = overridden(rows, figures.inputs.decisions.resolutions)
    quantity = rows.select(pl.coalesce("in_quantity", "out_quantity")).to_series()
    return Subject(
        finding=finding,
        one=one,
        kind=Kind(counts["kind"][0]) if len(counts) else None,
        units=quantity[0] if len(quantity) else None,
        on=_day(finding.at or rows["at"].max(), figures),
        unpriced=_unpriced(finding, one, figures.replay.ledger),
    )


def _named(finding: Finding, transactions: pl.DataFrame) -> Named | None:
    if finding.transaction_id is None:
        return None
    try:
        return named(f"{finding.transaction_id}@{finding.account}", transactions)
    except DecisionError:
        return None  # a row that the ledger made itself, or an id that several sources use


def _day(at: object, figures: Figures) -> date:
    if not isinstance(at, datetime):
        return figures.inputs.today
    return at.astimezone(ZoneInfo(figures.zone)).date()


def _unpriced(finding: Finding, one: Named | None, ledger: pl.DataFrame) -> str | None:
    """Tell whose price is missing: of the asset itself, or of that in which its fee was paid."""
    row = ledger.filter(pl.col("key") == (one.key if one else ""))
    if row.is_empty() or row["value"][0] is None or row["fee_value"][0] is not None:
        return finding.asset
    fee_asset: str | None = row["fee_asset"][0]
    return finding.asset if fee_asset is None or fee_asset in FIAT else fee_asset
