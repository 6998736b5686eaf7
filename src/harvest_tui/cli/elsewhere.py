"""Commands on sales elsewhere: stocks and funds, from the Forms 1099-B of other brokers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from harvest_tui.cli.options import BookOption, Shape, ShapeOption
from harvest_tui.cli.session import figured, opened
from harvest_tui.cli.words import lines_shown, say
from harvest_tui.domain.errors import UsageError
from harvest_tui.domain.text import shown

if TYPE_CHECKING:
    from harvest_tui.domain.schedule_d import ElsewhereFile

elsewhere = typer.Typer(
    help="Sales of stocks and funds from Forms 1099-B: they fill lines of Schedule D.",
    no_args_is_help=True,
)
LISTED: Final = (
    "file",
    "year",
    "line",
    "description",
    "acquired",
    "sold_on",
    "quantity",
    "proceeds",
    "cost_basis",
    "code",
    "adjustment",
    "gain",
    "term",
    "box",
    "form_line",
    "collectible",
)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(elsewhere, name="elsewhere")


@elsewhere.command("import")
def elsewhere_import(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="CSV of a Form 1099-B, a row a sale.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Tax year of all its sales.")] = None,
    covered: Annotated[
        bool | None,
        typer.Option(
            "--covered/--noncovered",
            help="Of rows that do not say: basis was, or was not, reported to the IRS.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and change nothing.")
    ] = False,
    retract: Annotated[
        str | None, typer.Option(metavar="FILE", help="Take a file back, by name or digest.")
    ] = None,
    book: BookOption = None,
) -> None:
    """Read sales of stocks and funds. They add to the amounts typed in harvest.toml.

    Columns are told by their names; months come first in dates. What a row leaves open is never
    guessed. Exit code 1: a row was not understood.
    """
    if (file is None) == (retract is None) or (file is not None and year is None):
        raise UsageError(
            "elsewhere import: name a file and its year, or one to take back.\n"
            "Fix: harvest-tui elsewhere import FILE --year 2026, or --retract FILE."
        )
    if retract is not None:
        _retract(book or context.obj, retract)
    elif file is not None and year is not None:
        _import(book or context.obj, file, year, covered=covered, rehearse=dry_run)


@elsewhere.command("list")
def elsewhere_list(
    context: typer.Context,
    year: Annotated[int | None, typer.Option(help="Only sales of this year.")] = None,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """List the imported sales, each with the line of Schedule D that it goes to."""
    from harvest_tui.cli.output import listing

    with figured(book or context.obj) as (figures, _):
        sales = figures.elsewhere
    rows = sales if year is None else sales.filter(sales["year"] == year)
    listing(rows, LISTED, format_)


def _import(
    folder: Path | None, file: Path, year: int, *, covered: bool | None, rehearse: bool
) -> None:
    from harvest_tui.workspace.elsewhere_import import import_elsewhere

    with opened(folder, make=True) as one:
        done = import_elsewhere(one, file, year, basis_reported=covered, rehearse=rehearse)
        before = one.said().settings.years.get(year)
        sealed = any(seal.year == year for seal in one.store.seals())
    if done.already:
        say(f"{shown(done.file.name)}: imported before for {year}; nothing was done.")
        return
    _report(done.file)
    if before and (before.short_term_gains_elsewhere or before.long_term_gains_elsewhere):
        say(
            f"▲ harvest.toml has amounts of gains elsewhere for {year}: these sales add to them. "
            "Take out of them what is in this file."
        )
    if sealed:
        say(f"▲ {year} is sealed: its figures stay as filed, and these sales change none of them.")
    if rehearse:
        say("Nothing was changed (--dry-run).")
    if done.file.unread:
        raise typer.Exit(1)


def _report(file: "ElsewhereFile") -> None:
    """Say what became of the rows, and what they add up to by line."""
    from harvest_tui.reports.schedule_d import line_frame
    from harvest_tui.workspace.elsewhere import totals_of

    say(
        f"{shown(file.name)}: {file.rows} rows = {_sales(len(file.sales))} + {file.skipped} "
        f"skipped + {len(file.unread)} quarantined."
    )
    for row in line_frame(totals_of(file)).iter_rows(named=True):
        say(
            f"  line {row['line']}: {_sales(row['rows'])}, proceeds {row['proceeds']:,.2f}, basis "
            f"{row['cost_basis']:,.2f}, adjustment {row['adjustment']:,.2f}, gain "
            f"{row['gain']:,.2f}"
        )
    for one in file.unread:
        cell = f", {shown(one.column)}" if one.column else ""
        typer.echo(lines_shown(f"  line {one.line}{cell}: {one.reason}"), err=True)


def _sales(count: int) -> str:
    return f"{count} sale{'' if count == 1 else 's'}"


def _retract(folder: Path | None, which: str) -> None:
    from harvest_tui.workspace.elsewhere_import import retract_elsewhere

    with opened(folder) as one:
        gone = retract_elsewhere(one, which)
    count = _sales(len(gone.sales))
    say(f"{shown(gone.name)} is taken back: {count} of {gone.year} no longer count.")
