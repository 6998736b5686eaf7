"""What an election would change of the disposals on record, and of the years they are in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import polars as pl

from harvest_tui.domain.comparison import Consequence, YearChange
from harvest_tui.domain.elections import Election
from harvest_tui.workspace.figures import Figures

_TOOK: Final = (
    "disposal_id",
    "disposed_on",
    "lot_id",
    "quantity",
    "cost_basis",
    "gain",
    "term",
)
_HELD: Final = ("lot_id", "account", "quantity", "cost_basis", "provisional")


def consequence_of(figures: Figures, election: Election) -> Consequence:
    """Work out what recording an election would change, up to today.

    Args:
        figures: Of the book as it stands.
        election: With the moment it would be recorded at.
    """
    inputs = figures.inputs
    if not _reaches(election, figures.replay.ledger):
        return _nothing(figures, election)
    after = figures.under(replace(inputs, elections=(*inputs.elections, election)))
    return Consequence(
        election=election,
        years=tuple(_years(figures, after)),
        lots_differ=_rows(figures.replay.lots, _HELD) != _rows(after.replay.lots, _HELD),
        disposals=figures.disposals["disposal_id"].n_unique(),
        sealed_through=_sealed(figures, election),
    )


def _sealed(figures: Figures, election: Election) -> int | None:
    """Give the last sealed year, if the election is for one."""
    through = figures.inputs.seals.through
    return through if election.as_filed and election.year <= through else None


def _reaches(election: Election, ledger: pl.DataFrame) -> bool:
    """Tell whether anything on record is late enough to be covered: it saves the replay."""
    last = ledger["at"].max()
    if election.as_filed:
        return True
    return isinstance(last, datetime) and last >= election.recorded_at


def _nothing(figures: Figures, election: Election) -> Consequence:
    return Consequence(
        election=election,
        years=(),
        lots_differ=False,
        disposals=figures.disposals["disposal_id"].n_unique(),
    )


def _years(before: Figures, after: Figures) -> Iterator[YearChange]:
    """Give the years that differ: in what was taken, or in what is carried into them."""
    took = _counted(_rows(before.disposals, _TOOK) ^ _rows(after.disposals, _TOOK))
    doubted = _counted(_provisional(after.disposals) - _provisional(before.disposals))
    today = before.inputs.today
    settled = after.chain(today.year, {}, today)
    for year, one in before.chain(today.year, {}, today).items():
        change = YearChange(
            before=one.tax_year,
            after=settled[year].tax_year,
            disposals=took[year],
            provisional=doubted[year],
        )
        if change.disposals or change.provisional or change.before != change.after:
            yield change


def _provisional(disposals: pl.DataFrame) -> set[tuple[Any, ...]]:
    return _rows(disposals.filter("provisional"), _TOOK[:2])


def _counted(rows: Iterable[tuple[Any, ...]]) -> Counter[int]:
    """Count the disposals that rows are of, by year."""
    return Counter(on.year for _, on in {row[:2] for row in rows})


def _rows(frame: pl.DataFrame, columns: Sequence[str]) -> set[tuple[Any, ...]]:
    return set(frame.select(columns).iter_rows())
