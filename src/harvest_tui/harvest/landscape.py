"""The worth of losses in a year: the next dollars of each kind, and both terms together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import localcontext

import polars as pl

from harvest_tui.domain.amounts import EXACT, ZERO, Usd
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.landscape import Landscape, LossMap, Tick
from harvest_tui.domain.settings import HarvestSettings
from harvest_tui.domain.sums import exact_sum
from harvest_tui.domain.tax_year import Segment
from harvest_tui.harvest.netting import Household, netting, settled
from harvest_tui.tax.landscape import segments, with_more_loss
from harvest_tui.tax.objective import objective
from harvest_tui.tax.year import YearCase, settle


@dataclass(frozen=True, slots=True)
class Losses:
    """A short-term and a long-term loss; below zero for gains."""

    short_term: Usd
    long_term: Usd


def landscape(
    household: Household, year: int, sales: pl.DataFrame | None, candidates: Losses
) -> Landscape:
    """Value the losses of a year.

    Args:
        household: Taxpayer, amounts and the ledger's gains of all years.
        year: Of the sales.
        sales: Schema PLANNED; None or empty for none.
        candidates: What all loss candidates come to, for the ends of the map.
    """
    found = netting(household, year, sales)
    if found.before.tax is None:
        return Landscape(netting=found, loss_map=None)
    marked = None if sales is None or sales.is_empty() else losses_of(sales)
    return Landscape(
        netting=found,
        loss_map=loss_map(settled(household, year).case, household.harvest, candidates, marked),
    )


def losses_of(sales: pl.DataFrame) -> Losses:
    """Add up planned sales by term: their gains come off their losses.

    Args:
        sales: Columns `term` and `gain`, as the schema PLANNED has them.
    """
    short, long = (
        EXACT.minus(exact_sum(sales.filter(pl.col("term") == term.value)["gain"])) for term in Term
    )
    return Losses(short, long)


def loss_map(
    case: YearCase, settings: HarvestSettings, candidates: Losses, marked: Losses | None
) -> LossMap:
    """Value losses of both terms at every crossing of their ticks, by the year's tax itself.

    Args:
        case: The year before any planned sale, its tax known.
        settings: What a carried loss is worth.
        candidates: What all loss candidates come to.
        marked: What the marked sales come to; None for none.
    """
    short = _ticks(
        segments(case, Term.SHORT, settings),
        candidates.short_term,
        marked.short_term if marked else None,
    )
    long = _ticks(
        segments(case, Term.LONG, settings),
        candidates.long_term,
        marked.long_term if marked else None,
    )
    return LossMap(
        short_term=short,
        long_term=long,
        saved=tuple(_row(case, settings, tick.loss, short) for tick in long),
        marked=(marked.short_term, marked.long_term) if marked else None,
    )


def _ticks(found: Iterable[Segment], candidates: Usd, marked: Usd | None) -> tuple[Tick, ...]:
    names: dict[Usd, list[str]] = {segment.start: [] for segment in found}
    names[ZERO] = ["now"]
    if marked is not None:
        names.setdefault(marked, []).append("marked")
    names.setdefault(candidates, []).append("all")
    return tuple(Tick(loss=loss, names=tuple(names[loss])) for loss in sorted(names))


def _row(
    case: YearCase, settings: HarvestSettings, long_loss: Usd, short: Sequence[Tick]
) -> tuple[Usd, ...]:
    with localcontext(EXACT):
        before = objective(settle(case), settings)
        less = with_more_loss(case, Term.LONG, long_loss)
        return tuple(
            before - objective(settle(with_more_loss(less, Term.SHORT, tick.loss)), settings)
            for tick in short
        )
