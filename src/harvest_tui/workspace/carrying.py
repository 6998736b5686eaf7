"""The chain of carryovers of a book."""

from datetime import date

from harvest_tui.domain.carryover import CarriedYear
from harvest_tui.harvest.carried import carried
from harvest_tui.workspace.figures import Figures, Marks


def carried_years(
    figures: Figures, through: int, marks: Marks, on: date
) -> tuple[CarriedYear, ...]:
    """Give the chain from the first known year.

    Args:
        figures: Of the book.
        through: The last year.
        marks: Sold on a day of the last year.
        on: That day.
    """
    sealed = figures.inputs.seals.settled
    return carried(figures.chain(through, marks, on).values(), sealed)


def carried_in(figures: Figures, year: int) -> CarriedYear:
    """Give one year of the chain as it stands."""
    return carried_years(figures, year, {}, date(year, 12, 31))[-1]
