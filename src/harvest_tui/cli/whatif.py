"""Commands on scenarios: whatif list, show, set, remove."""

from typing import Annotated

import typer

from harvest_tui.cli.options import BookOption, OnOption, Shape, ShapeOption
from harvest_tui.cli.planning import AnywayOption, SellOption, marked
from harvest_tui.cli.session import figured, opened
from harvest_tui.cli.words import say

whatif = typer.Typer(help="What might be: scenarios kept in the book.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(whatif, name="whatif")


@whatif.command("list")
def whatif_list(
    context: typer.Context, format_: ShapeOption = Shape.TABLE, book: BookOption = None
) -> None:
    """List the scenarios and what each changes."""
    import polars as pl

    from harvest_tui.cli.output import listing
    from harvest_tui.reports.whatif import scenario_words

    with opened(book or context.obj) as one:
        scenarios = one.said().settings.scenarios
    rows = [(name, scenario_words(each)) for name, each in scenarios.items()]
    frame = pl.DataFrame(rows, schema={"name": pl.String, "changes": pl.String}, orient="row")
    listing(frame, frame.columns, format_)


@whatif.command("show")
def whatif_show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    sell: SellOption = None,
    on: OnOption = None,
    anyway: AnywayOption = False,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """Set a scenario beside what is: portfolio, candidates, Schedule D, tax and carryovers."""
    from harvest_tui.cli.output import listing, width
    from harvest_tui.reports.whatif import what_if_view
    from harvest_tui.reports.whatif_lines import text_what_if
    from harvest_tui.workspace.compared_rows import what_if_rows
    from harvest_tui.workspace.scenarios import compared, scenario_named

    with figured(book or context.obj, on) as (figures, day):
        scenario = scenario_named(figures.settings, name)
        marks = marked(figures, sell, day, anyway=anyway)
        sides = compared(figures, scenario, marks, day)
        if format_ is Shape.TABLE:
            typer.echo(text_what_if(what_if_view(name, scenario, *sides, len(marks)), width()))
        else:
            frame = what_if_rows(*sides)
            listing(frame, frame.columns, format_)


@whatif.command("set")
def whatif_set(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    changes: Annotated[list[str], typer.Argument(metavar="KEY=VALUE…")],
    book: BookOption = None,
) -> None:
    """Make a scenario, or change it: price_percent=-30, price_percent_of.BTC=-50, sale_day=DATE."""
    from harvest_tui.workspace.expecting import assigned
    from harvest_tui.workspace.scenario_keeping import ScenarioKeeping

    with opened(book or context.obj, make=True) as one:
        say(ScenarioKeeping(one).set(name, assigned(changes)))


@whatif.command("remove")
def whatif_remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    book: BookOption = None,
) -> None:
    """Remove a scenario."""
    from harvest_tui.workspace.scenario_keeping import ScenarioKeeping

    with opened(book or context.obj) as one:
        say(ScenarioKeeping(one).remove(name))
