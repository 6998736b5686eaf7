"""The command that lists wash sales: by the law today, and as bills would have them."""

from typing import Annotated

import typer

from harvest_tui.cli.options import BookOption, Shape, ShapeOption
from harvest_tui.cli.session import figured


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("washes")(washes)


def washes(
    context: typer.Context,
    year: Annotated[int, typer.Option(help="Year of the losses.")],
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """List what was bought within 30 days of a loss, and what each law would put off."""
    from harvest_tui.cli.output import listing, width
    from harvest_tui.reports.wash_lines import text_washes
    from harvest_tui.workspace.washing import rebuys, washes_shown

    with figured(book or context.obj) as (figures, _):
        if format_ is Shape.TABLE:
            typer.echo(text_washes(washes_shown(figures, year), width()))
        else:
            rows = rebuys(figures, year)
            listing(rows, rows.columns, format_)
