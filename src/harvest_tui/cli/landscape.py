"""Command on what the next losses are worth: landscape."""

from typing import Annotated

import typer

from harvest_tui.cli.options import BookOption, OnOption, Shape, ShapeOption
from harvest_tui.cli.planning import (
    AnywayOption,
    ScenarioOption,
    SellOption,
    YearOption,
    figured_under,
    marked,
    sale_day,
)


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("landscape")(landscape)


def landscape(
    context: typer.Context,
    year: YearOption,
    sell: SellOption = None,
    on: OnOption = None,
    points: Annotated[
        bool,
        typer.Option("--map", help="As csv or json: the points of the map, not the stretches."),
    ] = False,
    scenario: ScenarioOption = None,
    anyway: AnywayOption = False,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """Show what the next dollars of loss are worth, and why."""
    from harvest_tui.cli.output import listing, width
    from harvest_tui.reports.landscape import STRETCHES, map_points, stretches
    from harvest_tui.reports.landscape_lines import text_landscape
    from harvest_tui.workspace.views import landscape_shown

    with figured_under(book or context.obj, on, scenario) as (figures, today, planned):
        day = sale_day("landscape", year, planned, today)
        marks = marked(figures, sell, day, anyway=anyway)
        found = figures.landscape(year, marks, day)
        if format_ is Shape.TABLE:
            typer.echo(text_landscape(landscape_shown(found, len(marks)), width()))
        elif points:
            frame = map_points(found.loss_map)
            listing(frame, frame.columns, format_)
        else:
            listing(stretches(found.netting), STRETCHES, format_)
