"""What the commands on planned sales have in common: the day, the marked lots, the options."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from harvest_tui.domain.errors import UsageError

if TYPE_CHECKING:
    from harvest_tui.workspace.figures import Figures, Marks

YearOption: TypeAlias = Annotated[int, typer.Option(help="Tax year.")]
SellOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(metavar="LOT=QTY", help="A planned sale; LOT alone for all of it. Repeat."),
]
AnywayOption: TypeAlias = Annotated[
    bool, typer.Option("--anyway", help="Sell also lots that rest on an error finding.")
]


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
