"""What the next losses are worth: exact stretches, and a map of both terms together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import polars as pl

from harvest_tui.domain.amounts import EXACT, framed
from harvest_tui.domain.frames import AMOUNT, Schema
from harvest_tui.reports.benefit import marked_words, next_words
from harvest_tui.reports.columns import Column, ColumnKind, TableView
from harvest_tui.reports.details import NO_INCOME
from harvest_tui.reports.measure import measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from harvest_tui.domain.landscape import Landscape, LossMap
    from harvest_tui.domain.tax_year import Netting, Segment

_KINDS: Final = {
    "short-term": "short_term_segments",
    "long-term": "long_term_segments",
    "collectibles": "collectible_segments",
}
_REASON: Final = 33
"""Cells that a reason has before columns are left out for it."""
_SCHEMA: Final[Schema] = {
    "key": pl.String,
    "loss": pl.String,
    "start": AMOUNT,
    "end": AMOUNT,
    "worth": AMOUNT,
    "worth_now": AMOUNT,
    "worth_later": AMOUNT,
    "reason": pl.String,
}
STRETCHES: Final = tuple(name for name in _SCHEMA if name != "key")
"""Columns of `stretches`, a contract with scripts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LandscapeView:
    """Stretches, the map, and what is said about them."""

    title: str
    facts: tuple[str, ...]
    stretches: TableView
    loss_map: LossMap | None
    notes: tuple[str, ...]


def landscape_view(landscape: Landscape, *, facts: Sequence[str] = ()) -> LandscapeView:
    """Word the landscape of a year.

    Args:
        landscape: Exact amounts; rounded here, half up.
        facts: Said behind the title: what is marked.
    """
    netting = landscape.netting
    year = netting.after
    law = () if year.law_year == year.year else (f"{year.law_year} law assumed",)
    return LandscapeView(
        title=f"Next losses {year.year}",
        facts=(*facts, *law),
        stretches=_table(stretches(netting), year.year),
        loss_map=landscape.loss_map,
        notes=tuple(_notes(netting)),
    )


def stretches(netting: Netting) -> pl.DataFrame:
    """Give the stretches of each kind of loss, in dollars and dollars per dollar.

    Returns:
        `loss`, `start`, `end` (null: for ever), `worth`, `worth_now`, `worth_later`, `reason`.
    """
    rows = [
        (f"{kind}/{number}", kind, *_amounts(segment))
        for kind, name in _KINDS.items()
        for number, segment in enumerate(getattr(netting, name))
    ]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def map_points(loss_map: LossMap | None) -> pl.DataFrame:
    """Give every point: `short_term_loss`, `long_term_loss`, `saved`; none if not known."""
    rows = (
        [
            (across.loss, down.loss, framed(amount))
            for down, amounts in zip(loss_map.long_term, loss_map.saved, strict=True)
            for across, amount in zip(loss_map.short_term, amounts, strict=True)
        ]
        if loss_map
        else []
    )
    names = ("short_term_loss", "long_term_loss", "saved")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, AMOUNT), orient="row")


def _amounts(segment: Segment) -> tuple[object, ...]:
    worth = EXACT.add(segment.worth_now, segment.worth_later)
    now, later = segment.worth_now, segment.worth_later
    return segment.start, segment.end, worth, now, later, segment.reason


def _table(rows: pl.DataFrame, year: int) -> TableView:
    view = measured(
        TableView(
            title="Next losses",
            columns=_COLUMNS,
            frame=rows,
            key="key",
            empty=(
                f"{NO_INCOME}: what a loss is worth in {year} is not known.",
                f"Next: fill in [taxpayer] and [year.{year}] of harvest.toml.",
            ),
        )
    )
    *others, why = view.columns
    return replace(view, columns=(*others, replace(why, least=min(why.width, _REASON))))


def _notes(netting: Netting) -> Iterator[str]:
    yield from marked_words(netting)
    yield from next_words(netting)
    yield (
        "Worth: less tax this year, and what a carried loss is worth by your settings; before "
        "trading costs and later tax on a lower basis."
    )
    if netting.carryover_in_assumed:
        yield f"Carryover into {netting.after.year} assumed to be 0."


_COLUMNS: Final = (
    Column(name="loss", title="Next loss", kind=ColumnKind.TEXT),
    Column(name="start", title="From", kind=ColumnKind.MONEY, rank=1),
    Column(name="end", title="To", kind=ColumnKind.MONEY, missing="and more"),
    Column(name="worth", title="Worth", kind=ColumnKind.CENTS),
    Column(name="worth_now", title="Now", kind=ColumnKind.CENTS, rank=2),
    Column(name="worth_later", title="Later", kind=ColumnKind.CENTS, rank=3),
    Column(name="reason", title="Why", kind=ColumnKind.PROSE),
)
