"""Commands that put data into a book: init, import, rebuild, sources, price."""

from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harvest_tui.cli.options import AtOption, BookOption, Shape, ShapeOption, amount
from harvest_tui.cli.session import opened
from harvest_tui.cli.words import lines_shown, say
from harvest_tui.domain.errors import HarvestError, UsageError
from harvest_tui.domain.text import shown

if TYPE_CHECKING:
    from harvest_tui.workspace.book import Book, Imported
    from harvest_tui.workspace.reading import Reading

price = typer.Typer(help="The price book: what a unit was worth on a day.", no_args_is_help=True)


class Mark(StrEnum):
    """What stands before the decimals."""

    COMMA = "comma"
    POINT = "point"


class Order(StrEnum):
    """In which order a date in digits is written."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("init")(init)
    app.command("import")(import_)
    app.command("rebuild")(rebuild)
    app.command("sources")(sources)
    app.add_typer(price, name="price")


def init(context: typer.Context, book: BookOption = None) -> None:
    """Make a book: a folder with your settings and an empty ledger."""
    with opened(book or context.obj, make=True) as made:
        say(f"A book is ready in {made.place.folder}.")
        say("Next: say who files in harvest.toml, then harvest-tui import FILE…")


def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Exports of exchanges and wallets.")] = [],  # noqa: B006 # typer reads it, nobody changes it
    account: Annotated[str | None, typer.Option(help="Name of the account they are of.")] = None,
    source: Annotated[
        str | None, typer.Option(help="Format, where it is not recognised (see sources).")
    ] = None,
    decimal: Annotated[Mark | None, typer.Option(help="What stands before the decimals.")] = None,
    date_order: Annotated[Order | None, typer.Option(help="Order of dates in digits.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and change nothing.")
    ] = False,
    retract: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Take an imported file back, by name or digest."),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why it is taken back.")] = "",
    book: BookOption = None,
) -> None:
    """Read exports into the ledger. Every row ends booked, skipped or quarantined."""
    if not files and retract is None:
        raise UsageError("import: name the files to read.\nFix: harvest-tui import FILE…")
    with opened(book or context.obj, make=True) as into:
        if retract is not None:
            _retract(into, retract, reason)
        bad = [
            file
            for file in files
            if not _import_one(
                into, file, _reading(account, source, decimal, date_order), rehearse=dry_run
            )
        ]
    if bad:
        raise typer.Exit(1)


def rebuild(context: typer.Context, book: BookOption = None) -> None:
    """Derive all transactions again from the rows kept, as this version reads them."""
    with opened(book or context.obj) as into:
        done = into.rebuild()
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
        (one.name, one.title, one.evidence.value, one.custody.value, one.account or "")
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


def _reading(
    account: str | None, source: str | None, decimal: Mark | None, order: Order | None
) -> "Reading":
    from harvest_tui.sources.options import DateOrder, DecimalMark, Options
    from harvest_tui.workspace.reading import Reading

    return Reading(
        account=account,
        source=source,
        options=Options(
            decimal=DecimalMark(decimal.value) if decimal else None,
            date_order=DateOrder(order.value) if order else None,
        ),
    )


def _import_one(into: "Book", file: Path, how: "Reading", *, rehearse: bool) -> bool:
    """Import one file and say what became of it; tell whether all of it was understood."""
    try:
        done = into.import_file(file, how, rehearse=rehearse)
    except HarvestError as error:
        typer.echo(f"harvest-tui: {lines_shown(str(error))}", err=True)
        return False
    _report(done, rehearse=rehearse)
    return done.result.quarantined == 0


def _report(done: "Imported", *, rehearse: bool) -> None:
    result = done.result
    if result.already:
        say(result.message)
        return
    again = f" ({result.duplicates} imported before)" if result.duplicates else ""
    say(
        f"{shown(result.name)} ({result.source}): {result.rows} rows = {result.booked} booked + "
        f"{result.skipped} skipped{again} + {result.quarantined} quarantined; "
        f"{result.transactions_added} new transactions."
    )
    for problem in result.problems:
        cell = f", {problem.column}" if problem.column else ""
        typer.echo(lines_shown(f"  line {problem.line}{cell}: {problem.reason}"), err=True)
    if rehearse:
        _preview(done)


def _preview(done: "Imported") -> None:
    from harvest_tui.cli.ledger_rows import one_line

    for transaction in done.understood.transactions:
        say(f"  {one_line(transaction)}")
    say("Nothing was changed (--dry-run).")


def _retract(into: "Book", which: str, reason: str) -> None:
    done = into.retract(which, reason)
    say(f"{shown(which)} is taken back; {done.transactions} transactions remain.")
