"""Commands about what a book is fed with: init, rebuild, sources, price."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from harvest_tui.cli.options import AtOption, BookOption, Shape, ShapeOption, amount
from harvest_tui.cli.progress import Progress
from harvest_tui.cli.session import opened
from harvest_tui.cli.words import say

price = typer.Typer(help="The price book: what a unit was worth on a day.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("init")(init)
    app.command("rebuild")(rebuild)
    app.command("sources")(sources)
    app.add_typer(price, name="price")


def init(context: typer.Context, book: BookOption = None) -> None:
    """Make a book: a folder with your settings and an empty ledger."""
    with opened(book or context.obj, make=True) as made:
        say(f"A book is ready in {made.place.folder}.")
        say("Next: say who files in harvest.toml, then harvest-tui import FILE…")


def rebuild(context: typer.Context, book: BookOption = None) -> None:
    """Derive all transactions again from the rows kept, as this version reads them."""
    with opened(book or context.obj) as into, Progress() as progress:
        done = into.rebuild(progress.step)
    say(
        f"{done.files} files: {done.rows} rows = {done.booked} booked + {done.skipped} skipped "
        f"+ {done.quarantined} quarantined; {done.transactions} transactions."
    )
    if done.quarantined:
        raise typer.Exit(1)


def sources(format_: ShapeOption = Shape.TABLE) -> None:
    """List the formats that can be read, and how well each is known."""
    import polars as pl

    from harvest_tui.cli.output import listing
    from harvest_tui.sources.registry import listing as formats

    rows = [
        (
            one.name,
            one.title,
            one.evidence.value,
            one.custody.value if one.custody else "any",
            one.account or "",
        )
        for one in formats()
    ]
    columns = ["source", "title", "evidence", "custody", "account"]
    listing(
        pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row"), columns, format_
    )


@price.command("set")
def price_set(
    context: typer.Context,
    prices: Annotated[list[str], typer.Argument(metavar="ASSET=USD…")],
    at: AtOption = None,
    book: BookOption = None,
) -> None:
    """Give prices by hand, for today or another day."""
    given = dict(_price(text) for text in prices)
    with opened(book or context.obj, make=True) as into:
        day = at or into.today(into.said().settings)
        into.set_prices(given, day)
    say(f"{len(given)} prices recorded for {day}.")


@price.command("import")
def price_import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Prices by day.")],
    asset: Annotated[
        str | None, typer.Option(help="What it prices, where the file does not say.")
    ] = None,
    book: BookOption = None,
) -> None:
    """Read prices by day from a file."""
    with opened(book or context.obj, make=True) as into:
        say(f"{into.import_prices(file, asset)} new prices from {file.name}.")


def _price(text: str) -> tuple[str, Decimal]:
    asset, equals, usd = text.rpartition("=")
    if not equals or not asset:
        raise typer.BadParameter(f"{text!r}: write a price as ASSET=USD, such as BTC=86000.")
    value = amount(usd)
    if value < 0:
        raise typer.BadParameter(f"{text!r}: a price is zero or more.")
    return asset, value
