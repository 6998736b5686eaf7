"""Commands on several years: years, year set."""

from typing import Annotated

import typer

from harvest_tui.cli.options import BookOption, OnOption, Shape, ShapeOption
from harvest_tui.cli.planning import (
    AnywayOption,
    ScenarioOption,
    SellOption,
    figured_under,
    marked,
)
from harvest_tui.cli.session import opened
from harvest_tui.cli.words import say
from harvest_tui.domain.errors import UsageError

year = typer.Typer(help="What you expect of a year.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("years")(years)
    app.add_typer(year, name="year")


def years(
    context: typer.Context,
    first: Annotated[
        int | None, typer.Option("--from", help="First year; without it that of the sale.")
    ] = None,
    last: Annotated[
        int | None, typer.Option("--to", help="Last year; without it three ahead, or all said.")
    ] = None,
    sell: SellOption = None,
    on: OnOption = None,
    scenario: ScenarioOption = None,
    anyway: AnywayOption = False,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """Show how losses are carried and used year by year, with and without planned sales."""
    from harvest_tui.cli.output import listing, width
    from harvest_tui.reports.years import COLUMNS, year_rows
    from harvest_tui.reports.years_lines import text_years
    from harvest_tui.workspace.views import last_year_ahead, years_shown

    with figured_under(book or context.obj, on, scenario) as (figures, today, planned):
        day = planned or today
        start = day.year if first is None else first
        end = last_year_ahead(figures.settings, max(start, day.year)) if last is None else last
        if end < start:
            raise UsageError(f"years: {end} is before {start}.\nFix: name the earlier year first.")
        marks = marked(figures, sell, day, anyway=anyway)
        ahead = figures.years_ahead(marks, day, start, end)
        if format_ is Shape.TABLE:
            typer.echo(text_years(years_shown(figures, ahead, marks, day), width()))
        else:
            listing(year_rows(ahead), COLUMNS, format_)


@year.command("set")
def year_set(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="YEAR")],
    amounts: Annotated[list[str], typer.Argument(metavar="KEY=AMOUNT…")],
    book: BookOption = None,
) -> None:
    """Write what you expect of a year into harvest.toml; comments stay."""
    from harvest_tui.workspace.expecting import Expecting, assigned

    with opened(book or context.obj, make=True) as one:
        say(Expecting(one).set(number, assigned(amounts)))
