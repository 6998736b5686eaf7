"""Lots that would be sold at a loss: what each saves, what it costs, what is left."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

import polars as pl

from harvest_tui.domain.frames import AMOUNT, CANDIDATES, require
from harvest_tui.domain.sums import known_sum
from harvest_tui.reports.columns import Column, ColumnKind, TableView
from harvest_tui.reports.details import NO_INCOME, CandidatesView
from harvest_tui.reports.lots import row_key
from harvest_tui.reports.measure import measured

UNREACHABLE: Final = "◌"
_NOTED: Final = "!"
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_SUMMED: Final = ("cost_basis", "market_value", "loss")


def candidates_view(
    candidates: pl.DataFrame,
    *,
    on: date,
    lots: int,
    facts: Sequence[str] = (),
    account_signs: Mapping[str, str] = _NONE,
    unreachable: AbstractSet[str] = frozenset(),
    legend: Sequence[str] = (),
) -> CandidatesView:
    """Show the lots that would be sold at a loss, the greatest net benefit first.

    Args:
        candidates: Schema `CANDIDATES`. A row is named LOT@ACCOUNT.
        on: Planned day of sale.
        lots: How many open lots there are in all.
        facts: Said in the title: which rules hold on that day.
        account_signs: By account: a sign behind its name, such as → for a wallet whose units go
            to an exchange first.
        unreachable: Rows that cannot be sold alone; their note stands in place of the figures,
            and they cannot be marked.
        legend: What the signs mean.
    """
    rows = _rows(require(candidates, CANDIDATES), account_signs, unreachable)
    taxed = rows["net_benefit"].count() > 0
    order = "net_benefit" if taxed else "loss"
    rows = rows.sort(order, descending=True, nulls_last=True, maintain_order=True)
    table = TableView(
        title="Candidates",
        facts=(f"sale on {on}", *facts, f"{len(rows):,} of {lots:,} lots"),
        columns=_columns(taxed=taxed),
        frame=rows,
        key="key",
        empty=(
            "No lot stands at a loss today.",
            "Next: 1 goes to the portfolio; prices are set with  harvest-tui price set.",
        ),
        totals={name: known_sum(rows[name]) for name in _SUMMED},
        summed=_SUMMED,
        chips=("asset", "account"),
        gutter="sign",
        locked="locked",
        note="stands",
        note_from="loss",
        legend=(*legend, *_legend(rows)),
        sort=order,
        descending=True,
        noun="lots",
    )
    return CandidatesView(table=measured(table), on=on)


def _rows(
    candidates: pl.DataFrame, account_signs: Mapping[str, str], unreachable: AbstractSet[str]
) -> pl.DataFrame:
    signs = pl.col("account").replace_strict(account_signs, default="", return_dtype=pl.String)
    noted = pl.col("note").fill_null("") != ""
    locked = pl.col("key").is_in(list(unreachable))
    return candidates.with_columns(
        key=row_key(),
        held_at=(pl.col("account") + " " + signs).str.strip_chars_end(" "),
        cost_per_dollar=(pl.col("trading_cost") / pl.col("loss")).cast(AMOUNT),
        later_per_dollar=(pl.col("later_tax") / pl.col("loss")).cast(AMOUNT),
    ).with_columns(
        locked=locked,
        sign=pl.when(locked).then(pl.lit(UNREACHABLE)).when(noted).then(pl.lit(_NOTED)),
        stands=pl.when(locked & noted).then("note"),
    )


def _columns(*, taxed: bool) -> tuple[Column, ...]:
    """Without income there is no worth of a loss, and the last column says why."""
    return (*_FIRST, *(_WORTH if taxed else ()), _BENEFIT if taxed else _NO_BENEFIT)


def _legend(rows: pl.DataFrame) -> tuple[str, ...]:
    meanings = {UNREACHABLE: "not reachable alone", _NOTED: "read why below"}
    return tuple(f"{s} {words}" for s, words in meanings.items() if (rows["sign"] == s).any())


_FIRST: Final = (
    Column(name="asset", title="Asset", kind=ColumnKind.TEXT),
    Column(name="held_at", title="Account", kind=ColumnKind.ACCOUNT),
    Column(name="acquired_on", title="Acquired", kind=ColumnKind.DATE, rank=3),
    Column(name="term", title="Term", kind=ColumnKind.TERM, days="days_to_long_term"),
    Column(name="quantity", title="Quantity", kind=ColumnKind.QUANTITY, rank=2),
    Column(
        name="cost_basis", title="Basis", kind=ColumnKind.MONEY, missing="without basis", rank=5
    ),
    Column(name="market_value", title="Value", kind=ColumnKind.MONEY, missing="no price", rank=4),
    Column(name="loss", title="Loss", kind=ColumnKind.LOSS, missing="no price"),
)
_WORTH: Final = (
    Column(name="worth_per_dollar", title="Worth", kind=ColumnKind.CENTS, missing="?", rank=1),
    Column(name="cost_per_dollar", title="Cost", kind=ColumnKind.CENTS, missing="?", rank=6),
    Column(name="later_per_dollar", title="Later", kind=ColumnKind.CENTS, missing="?", rank=7),
)
_BENEFIT: Final = Column(name="net_benefit", title="Net benefit", kind=ColumnKind.MONEY)
_NO_BENEFIT: Final = replace(_BENEFIT, missing=NO_INCOME)
