"""Open lots that would be sold at a loss: what each saves by itself, and what that costs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import ONE, ZERO, Atoms, atoms, share
from harvest_tui.domain.columns import amount_column, column_atoms
from harvest_tui.domain.frames import AMOUNT, CANDIDATES, require
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.settings import HarvestSettings
from harvest_tui.domain.tax_year import Segment
from harvest_tui.harvest.blocked import Blocked
from harvest_tui.harvest.costs import fees, later_taxes
from harvest_tui.harvest.sales import FeeRates, sold
from harvest_tui.harvest.washes import NOTHING_RECENT, Recent, alone
from harvest_tui.tax.worth import worth_of

NOT_BLOCKED: Final = Blocked()
WASHED: Final = "all of its loss would be put off: a wash sale with what was bought of late"
_LEFT_OUT: Final = ("lot_id", "account", "asset", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Lots to choose from, and those left out with the reason."""

    lots: pl.DataFrame
    """Schema CANDIDATES, the best first."""
    left_out: pl.DataFrame
    """`lot_id`, `account`, `asset`, `reason`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What the next dollars of loss are worth, by term; None where income is not given."""

    short_term: tuple[Segment, ...] | None
    long_term: tuple[Segment, ...] | None
    collectibles: tuple[Segment, ...] | None = None
    """Of long-term losses on collectibles."""
    collectible_assets: frozenset[str] = frozenset()

    @property
    def this_year(self) -> "Worth":
        """The same without what a carried loss is worth."""
        return replace(
            self,
            short_term=_now_only(self.short_term),
            long_term=_now_only(self.long_term),
            collectibles=_now_only(self.collectibles),
        )


def _now_only(segments: tuple[Segment, ...] | None) -> tuple[Segment, ...] | None:
    return segments and tuple(replace(one, worth_later=ZERO) for one in segments)


def candidates(
    priced_lots: pl.DataFrame,
    settings: HarvestSettings,
    rates: FeeRates,
    worth: Worth,
    notes: Mapping[tuple[str, str], str],
    blocked: Blocked = NOT_BLOCKED,
    recent: Recent = NOTHING_RECENT,
) -> Candidates:
    """List the lots below cost.

    A lot whose price is not known or 0, on whose pool an error finding rests, or that the user
    keeps, is left out and named. (No loss comes from what is worthless and not sold: CCA
    202302011.) So is one whose loss would all be put off as a wash sale; of one put off in part
    the rest is its loss.

    Args:
        priced_lots: From `lots.positions.priced`, for the planned day of sale.
        settings: Costs, what to keep, the least loss.
        rates: Cost of a sale, by account.
        worth: Before any planned sale.
        notes: (lot id, account) → why the lot cannot simply be sold.
        blocked: Assets and accounts that are left out, with the reason.
        recent: Purchases that a loss on that day would meet.
    """
    reasons = priced_lots.with_columns(reason=_reason(settings, blocked))
    left_out = reasons.filter(pl.col("reason").is_not_null())
    usable = reasons.filter(pl.col("reason").is_null())
    lost = sold(usable, rates).with_columns(loss=-pl.col("gain")).filter(pl.col("loss") > 0)
    allowed = lost.with_columns(loss=lost["loss"] - alone(lost, recent))
    washed = allowed.filter(pl.col("loss") == 0).with_columns(reason=pl.lit(WASHED))
    losing = allowed.filter((pl.col("loss") > 0) & (pl.col("loss") >= settings.minimum_loss))
    full = _with_benefit(losing, settings, rates, worth).with_columns(
        note=_notes(losing, notes),
    )
    return Candidates(
        lots=require(
            full.sort(
                ["net_benefit", "loss", "lot_id", "account"],
                descending=[True, True, False, False],
                nulls_last=True,
            ).select(list(CANDIDATES)),
            CANDIDATES,
        ),
        left_out=pl.concat([one.select(_LEFT_OUT) for one in (left_out, washed)]),
    )


def _reason(settings: HarvestSettings, blocked: Blocked) -> pl.Expr:
    return (
        pl.when(pl.col("provisional"))
        .then(pl.lit("an error finding stands before it"))
        .when(pl.col("price").is_null())
        .then(pl.lit("no price"))
        .when(pl.col("price") == 0)
        .then(pl.lit("a price of 0: what nobody pays for is not sold"))
        .when(_kept(settings))
        .then(pl.lit("kept: your settings"))
        .otherwise(blocked.reason())
    )


def _kept(settings: HarvestSettings) -> pl.Expr:
    names = list(settings.keep)
    return (
        pl.col("asset").is_in(names)
        | (pl.col("asset") + "@" + pl.col("account")).is_in(names)
        | (pl.lit("@") + pl.col("account")).is_in(names)
    )


def _with_benefit(
    losing: pl.DataFrame, settings: HarvestSettings, rates: FeeRates, worth: Worth
) -> pl.DataFrame:
    saved = _saved(losing, worth)
    values, accounts = losing["market_value"], losing["account"]
    order = atoms(settings.order_cost)
    costs = [fee + order for fee in fees(values, accounts, rates, settings)]
    later = later_taxes(values, losing["cost_basis"], accounts, rates, settings)
    loss = column_atoms(losing["loss"])
    return losing.with_columns(
        loss_percent=(pl.col("loss") / pl.col("cost_basis") * 100).cast(AMOUNT),
        tax_saved=amount_column(saved),
        saved_this_year=amount_column(_saved(losing, worth.this_year)),
        worth_per_dollar=amount_column(
            [
                None if s is None or not x else share(s, ONE, x)
                for s, x in zip(saved, loss, strict=True)
            ]
        ),
        trading_cost=amount_column(costs),
        later_tax=amount_column(later),
        net_benefit=amount_column(
            [None if s is None else s - c - t for s, c, t in zip(saved, costs, later, strict=True)]
        ),
    )


def _saved(losing: pl.DataFrame, worth: Worth) -> list[Atoms | None]:
    """Give what each loss saves by itself, this year and carried on."""
    long, special = pl.col("term") == Term.LONG.value, list(worth.collectible_assets)
    by_kind = (
        (~long, worth.short_term),
        (long & ~pl.col("asset").is_in(special), worth.long_term),
        (long & pl.col("asset").is_in(special), worth.collectibles),
    )
    saved: list[Atoms | None] = [None] * len(losing)
    rows = losing.with_row_index("_row")
    for kind, segments in by_kind:
        part = rows.filter(kind)
        if segments is None or part.is_empty():
            continue
        found = column_atoms(worth_of(part["loss"], segments))
        for row, amount in zip(part["_row"], found, strict=True):
            saved[row] = amount
    return saved


def _notes(losing: pl.DataFrame, notes: Mapping[tuple[str, str], str]) -> pl.Series:
    names = zip(losing["lot_id"], losing["account"], strict=True)
    return pl.Series([notes.get(name, "") for name in names], dtype=pl.String)
