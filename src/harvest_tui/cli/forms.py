"""Commands that show the forms of a year: Schedule D line by line."""

from typing import Annotated

import typer

from harvest_tui.cli.options import BookOption, Shape, ShapeOption
from harvest_tui.cli.session import figured
from harvest_tui.cli.words import say


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("schedule-d")(schedule_d)


def schedule_d(
    context: typer.Context,
    year: Annotated[int, typer.Option(help="Tax year.")],
    whole_dollars: Annotated[
        bool, typer.Option("--whole-dollars", help="Round each line to dollars, half up.")
    ] = False,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """Show Schedule D of a year, line by line: lines 1a to 22.

    Each amount is rounded once, half up, from the exact sum of its line.
    """
    from harvest_tui.cli.output import listing
    from harvest_tui.domain.amounts import CENT
    from harvest_tui.reports.schedule_d import DOLLAR, LINES, line_frame, schedule_d_view
    from harvest_tui.workspace.scheduled import facts_of, notes_of, schedule_d

    with figured(book or context.obj) as (figures, _):
        frame = line_frame(schedule_d(figures, year), DOLLAR if whole_dollars else CENT)
        facts, notes = facts_of(figures, year), notes_of(figures, year)
    listing(frame, list(LINES), format_, lambda: schedule_d_view(frame, year, facts))
    if format_ is Shape.TABLE:
        for note in notes:
            say(note)
