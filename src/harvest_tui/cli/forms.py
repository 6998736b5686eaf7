"""Commands that show the forms of a year, and what they rest on."""

from typing import Annotated

import typer

from harvest_tui.cli.options import BookOption, Shape, ShapeOption
from harvest_tui.cli.session import figured, opened
from harvest_tui.cli.words import say


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("schedule-d")(schedule_d)
    app.command("carryover")(carryover)
    app.command("assumptions")(assumptions)


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


def carryover(
    context: typer.Context,
    year: Annotated[
        int | None, typer.Option(help="Year of the worksheet; without it, all years in a row.")
    ] = None,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """Show the Capital Loss Carryover Worksheet of a year into the next: all 13 lines.

    Without a year: what is carried from year to year, from the first known year on, and which of
    it is computed, given by you, or assumed to be zero.
    """
    from harvest_tui.cli.output import listing
    from harvest_tui.reports.carryover import CHAIN, chain_frame, chain_view
    from harvest_tui.reports.worksheet import WORKSHEET, worksheet_frame, worksheet_table
    from harvest_tui.workspace.carrying import carried_in, carried_years

    with figured(book or context.obj) as (figures, today):
        if year is None:
            years = carried_years(figures, today.year, {}, today)
            listing(chain_frame(years), list(CHAIN), format_, lambda: chain_view(years))
            return
        one = carried_in(figures, year)
    listing(worksheet_frame(one), list(WORKSHEET), format_, lambda: worksheet_table(one))


def assumptions(
    context: typer.Context,
    year: Annotated[int | None, typer.Option(help="Tax year; this one if not said.")] = None,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """List what the figures of a year rest on: law, your settings, defaults, what is left out."""
    from harvest_tui.cli.output import listing, width
    from harvest_tui.reports.assumptions import ASSUMPTIONS, assumption_frame, assumption_view
    from harvest_tui.reports.trace import text_trace
    from harvest_tui.workspace.assuming import assumptions

    with opened(book or context.obj) as one:
        settings = one.said().settings
        wanted = year or one.today(settings).year
    listed = assumptions(settings, wanted)
    if format_ is Shape.TABLE:
        typer.echo(text_trace(assumption_view(listed, wanted), width()))
    else:
        listing(assumption_frame(listed), list(ASSUMPTIONS), format_)
