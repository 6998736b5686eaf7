"""The command that reads exports into a book, and takes them back."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harvest_tui.cli.options import BookOption
from harvest_tui.cli.session import opened
from harvest_tui.cli.words import lines_shown, say
from harvest_tui.domain.errors import HarvestError, UsageError
from harvest_tui.domain.text import shown

if TYPE_CHECKING:
    from harvest_tui.workspace.book import Book, Imported
    from harvest_tui.workspace.intake import Met, Taken
    from harvest_tui.workspace.reading import Reading


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
    """Add this command."""
    app.command("import")(import_)


def import_(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="[FILE|FOLDER]...", help="Exports of exchanges and wallets."),
    ] = [],  # noqa: B006 # typer reads it, nobody changes it
    account: Annotated[str | None, typer.Option(help="Name of the account they are of.")] = None,
    source: Annotated[
        str | None, typer.Option(help="Format, where it is not recognised (see sources).")
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="TOML", help="Columns of a file that is no known export."),
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
    """Read exports into the ledger. Every row ends booked, skipped or quarantined.

    A folder is read with all folders in it, in order of names; hidden files are left out. Files
    of prices go into the price book. What is no known export is named and passed over.

    Exit code 1: a row is quarantined, a file is refused, or nothing at all could be read.
    """
    if not files and retract is None:
        raise UsageError("import: name the files to read.\nFix: harvest-tui import FILE…")
    _require_one_way(files, source, mapping)
    with opened(book or context.obj, make=True) as into:
        if retract is not None:
            _retract(into, retract, reason)
        how = _reading(account, source, mapping, decimal, date_order)
        sound = not files or _import_all(into, files, how, rehearse=dry_run)
        if not dry_run:
            _say_sealed(into)
    if not sound:
        raise typer.Exit(1)


def _require_one_way(files: list[Path], source: str | None, mapping: Path | None) -> None:
    if mapping is None:
        return
    if source is not None:
        raise UsageError("import: --source and --mapping exclude each other.\nFix: keep one.")
    if any(file.is_dir() for file in files):
        raise UsageError("import: a mapping is of one layout.\nFix: name the files it is for.")


def _reading(
    account: str | None,
    source: str | None,
    mapping: Path | None,
    decimal: Mark | None,
    order: Order | None,
) -> "Reading":
    from harvest_tui.sources.options import DateOrder, DecimalMark, Options
    from harvest_tui.workspace.reading import MappingFile, Reading

    return Reading(
        account=account,
        source=source,
        mapping=MappingFile.at(mapping) if mapping else None,
        options=Options(
            decimal=DecimalMark(decimal.value) if decimal else None,
            date_order=DateOrder(order.value) if order else None,
        ),
    )


def _import_all(into: "Book", paths: list[Path], how: "Reading", *, rehearse: bool) -> bool:
    """Import files one by one; tell whether something was read, and all of it understood."""
    from harvest_tui.cli.progress import Progress
    from harvest_tui.workspace.intake import Passed, met

    files = met(paths)
    read, sound = 0, True
    with Progress(len(files)) as progress:
        for one in files:
            progress.step(one.name)
            taken = _take(into, one, replace(how, told=progress.rows), rehearse=rehearse)
            progress.wipe()
            if taken is None:
                sound = False
                continue
            read += not isinstance(taken, Passed)
            sound = _report(taken, rehearse=rehearse) and sound
    if not read and sound:
        typer.echo("harvest-tui: nothing here is a known export or a file of prices.", err=True)
    return sound and read > 0


def _take(into: "Book", one: "Met", how: "Reading", *, rehearse: bool) -> "Taken | None":
    """Take one file in; None where it is refused, which is said here."""
    from harvest_tui.workspace.intake import take_in

    try:
        return take_in(into, one, how, rehearse=rehearse)
    except HarvestError as error:
        typer.echo(f"harvest-tui: {lines_shown(str(error))}", err=True)
        return None


def _report(taken: "Taken", *, rehearse: bool) -> bool:
    """Say what became of a file; tell whether all of it was understood."""
    from harvest_tui.workspace.intake import Passed, Priced

    if isinstance(taken, Passed):
        say(f"{shown(taken.name, 200)}: passed over: {taken.why}")
        return True
    if isinstance(taken, Priced):
        said = "prices; nothing was changed (--dry-run)." if rehearse else "new prices."
        say(f"{shown(taken.name)}: {taken.prices} {said}")
        return True
    _report_rows(taken)
    if rehearse and not taken.result.already:
        _preview(taken)
    return taken.result.quarantined == 0


def _report_rows(done: "Imported") -> None:
    result = done.result
    if result.already:
        say(f"{shown(result.name)}: {result.message}")
        return
    again = f" ({result.duplicates} imported before)" if result.duplicates else ""
    say(
        f"{shown(result.name)} ({shown(result.source)}): {result.rows} rows = {result.booked} "
        f"booked + {result.skipped} skipped{again} + {result.quarantined} quarantined; "
        f"{result.transactions_added} new transactions."
    )
    for problem in result.problems:
        cell = f", {problem.column}" if problem.column else ""
        typer.echo(lines_shown(f"  line {problem.line}{cell}: {problem.reason}"), err=True)


def _preview(done: "Imported") -> None:
    from harvest_tui.cli.ledger_rows import one_line

    for transaction in done.understood.transactions:
        say(f"  {one_line(transaction)}")
    say("Nothing was changed (--dry-run).")


def _say_sealed(into: "Book") -> None:
    """Say which sealed years would no longer be the same."""
    if not into.store.seals():
        return
    from harvest_tui.workspace.sealed_words import changed_seals

    figures = into.figures()
    for one in changed_seals(figures.replay.changes, figures.inputs.seals):
        typer.echo(lines_shown(f"{one.finding}: {one.message}\nFix: {one.fix}."), err=True)


def _retract(into: "Book", which: str, reason: str) -> None:
    done = into.retract(which, reason)
    say(f"{shown(which)} is taken back; {done.transactions} transactions remain.")
