"""What the commands on planned sales have in common: the day, the marked lots, the options."""

from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from harvest_tui.cli.session import figured
from harvest_tui.domain.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harvest_tui.workspace.figures import Figures, Marks

YearOption: TypeAlias = Annotated[int, typer.Option(help="Tax year.")]
SellOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(metavar="LOT=QTY", help="A planned sale; LOT alone for all of it. Repeat."),
]
AnywayOption: TypeAlias = Annotated[
    bool, typer.Option("--anyway", help="Sell also lots that rest on an error finding.")
]

ScenarioOption: TypeAlias = Annotated[
    str | None, typer.Option("--scenario", metavar="NAME", help="As it would be: see whatif.")
]


@contextmanager
def figured_under(
    folder: Path | None, on: date | None, scenario: str | None
) -> "Iterator[tuple[Figures, date, date | None]]":
    """Open the book of a command, as it is or under a scenario.

    Yields:
        The figures, today, and the planned day of sale if one is named.

    Raises:
        HarvestError: There is no such scenario, or it cannot be applied.
    """
    from harvest_tui.workspace.scenarios import scenario_named, under_scenario

    with figured(folder, on) as (figures, today):
        if scenario is None:
            yield figures, today, on
            return
        found = scenario_named(figures.settings, scenario)
        yield under_scenario(figures, found), today, on or found.sale_day


def sale_day(command: str, year: int, on: date | None, today: date) -> date:
    """Give the planned day of sale: today in its year, else the last day.

    Raises:
        UsageError: The day named is in another year.
    """
    day = on or (today if today.year == year else date(year, 12, 31))
    if day.year != year:
        raise UsageError(f"{command}: {day} is not in {year}.\nFix: name a day of that year.")
    return day


def marked(figures: "Figures", sell: list[str] | None, day: date, *, anyway: bool) -> "Marks":
    """Find the lots of planned sales.

    Raises:
        HarvestError: A name fits no open lot or several, or a lot rests on an error finding.
    """
    from harvest_tui.harvest.sales import refuse_provisional
    from harvest_tui.workspace.marks import marks_of, parse_pick

    lots = figures.lots(day)
    marks = marks_of([parse_pick(text) for text in sell or ()], lots)
    if not anyway:
        refuse_provisional(lots, marks)
    return marks
