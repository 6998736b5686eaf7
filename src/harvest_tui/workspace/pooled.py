"""What was pooled over all accounts when the pools were parted, and where it went."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import Atoms
from harvest_tui.domain.columns import column_atoms
from harvest_tui.domain.elections import Scope
from harvest_tui.domain.frames import AMOUNT, INSTANT, Schema
from harvest_tui.ledger.legs import balances
from harvest_tui.lots.allocation import Pooled
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.replay import Replay, replay
from harvest_tui.rules.identification import per_account_since
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.replaying import conventions

PARTED: Final[Schema] = {
    "asset": pl.String,
    "state": pl.String,  # stated, confirmed, estimate, does not fit
    "lot_id": pl.String,
    "acquired_transaction_id": pl.String,
    "acquired_at": INSTANT,
    "account": pl.String,  # since the pools were parted
    "quantity": AMOUNT,
    "cost_basis": AMOUNT,
}
_STATES: Final = {
    "allocation not confirmed": "estimate",
    "allocation does not fit": "does not fit",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The pooled lots of one asset at the end of the last pooled year, and the balances then."""

    lots: pl.DataFrame
    """Schema LOTS: one row for a lot; the account is the one it was acquired in."""
    held: dict[str, Atoms]
    """By account: nothing that is zero or less."""

    def by_lot(self) -> dict[str, Pooled]:
        """Give units and basis of each lot."""
        units, costs = column_atoms(self.lots["quantity"]), column_atoms(self.lots["cost_basis"])
        return {
            lot: Pooled(quantity or 0, cost or 0)
            for lot, quantity, cost in zip(self.lots["lot_id"], units, costs, strict=True)
        }


def pools(figures: Figures) -> dict[str, Pool]:
    """Give the pools that were parted when basis became one of each account, by asset."""
    since = per_account_since()
    lots = _until(figures, since - timedelta(days=1)).lots
    book = MethodBook(figures.inputs.elections)
    pooled = [a for a in lots["asset"].unique() if _pooled(book, a, since.year - 1)]
    held = _held(figures, since)
    return {
        asset: Pool(lots=lots.filter(pl.col("asset") == asset), held=held.get(asset, {}))
        for asset in sorted(pooled)
    }


def parted(figures: Figures) -> pl.DataFrame:
    """Tell where each pooled lot went, and on what that rests.

    Returns:
        Schema PARTED, by asset, account and age.
    """
    assets = list(pools(figures))
    done = _until(figures, per_account_since())
    confirmed = {asset for asset, _ in figures.inputs.decisions.allocations}
    states = dict.fromkeys(assets, "stated") | dict.fromkeys(confirmed, "confirmed")
    for one in done.findings:
        if one.asset in states and one.finding in _STATES:
            states[one.asset] = _STATES[one.finding]
    alone = _alone(done.lots, assets) - {one.asset for one in figures.inputs.decisions.allotted}
    states |= {asset: "one account" for asset in alone if states[asset] == "stated"}
    return (
        done.lots.filter(pl.col("asset").is_in(assets))
        .with_columns(state=pl.col("asset").replace_strict(states, return_dtype=pl.String))
        .sort("asset", "account", "acquired_at", maintain_order=True)
        .select(list(PARTED))
    )


def _alone(lots: pl.DataFrame, assets: list[str]) -> set[str]:
    """Name the assets that are all in one account: there is nothing to allocate."""
    counts = lots.group_by("asset").agg(pl.col("account").n_unique())
    return set(counts.filter(pl.col("account") == 1)["asset"]) & set(assets)


def _pooled(book: MethodBook, asset: str, year: int) -> bool:
    return book.scope_of(asset, year) is Scope.UNIVERSAL


def _until(figures: Figures, today: date) -> Replay:
    """Replay what happened while basis could be pooled, as it stood on a day."""
    ledger, on = figures.replay.ledger, pl.col("at").dt.convert_time_zone(figures.zone).dt.date()
    told = conventions(figures.inputs, figures.accounts)
    before = ledger.filter(on < per_account_since())
    return replay(before, figures.replay.legs, told, today=today)


def _held(figures: Figures, since: date) -> dict[str, dict[str, Atoms]]:
    on = pl.col("at").dt.convert_time_zone(figures.zone).dt.date()
    summed = balances(figures.replay.legs.filter(on < since))
    held: dict[str, dict[str, Atoms]] = {}
    units = column_atoms(summed["quantity"])
    for account, asset, count in zip(summed["account"], summed["asset"], units, strict=True):
        if count is not None and count > 0:
            held.setdefault(asset, {})[account] = count
    return held
