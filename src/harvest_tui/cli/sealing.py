"""Commands about filed years: seal, verify."""

import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from harvest_tui.cli.options import BookOption, Shape, ShapeOption
from harvest_tui.cli.session import opened
from harvest_tui.cli.words import say
from harvest_tui.domain.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

    from harvest_tui.store.results import Seal
    from harvest_tui.workspace.book import Book

_TABLE: Final = 40
"""Differences that a table shows; CSV and JSON have all."""


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("seal")(seal)
    app.command("verify")(verify)


def seal(
    context: typer.Context,
    year: Annotated[
        int | None, typer.Argument(help="Tax year whose return was filed; none: list the seals.")
    ] = None,
    note: Annotated[str, typer.Option(help="Kept with the seal: how and when it was filed.")] = "",
    through: Annotated[
        bool, typer.Option("--through", help="Seal the unsealed years before it too.")
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Seal it though its figures rest on errors.")
    ] = False,
    amend: Annotated[
        bool, typer.Option("--amend", help="Seal it anew: an amended return was filed.")
    ] = False,
    reason: Annotated[str, typer.Option(help="Why, with --anyway or --amend.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Amend without asking.")] = False,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """Freeze a filed year: its lots, values and figures stay as they are, whatever comes later.

    A later import, election or version that would change it is told with what an amended return
    would change, and changes nothing. A year is sealed after those before it. A seal is never
    taken back: an amended year is sealed again, and both seals stay on record.
    """
    if (anyway or amend) and not reason.strip():
        raise UsageError("seal: a reason is needed.\nFix: --reason TEXT.")
    if amend and through:
        raise UsageError("seal: --amend is for one year.\nFix: amend one year after the other.")
    with opened(book or context.obj) as one:
        if year is None:
            _list(one, format_)
        elif amend:
            _amend(one, year, reason, format_, yes=yes, anyway=anyway)
        else:
            _seal(one, year, note, reason, through=through, anyway=anyway)


def verify(
    context: typer.Context, format_: ShapeOption = Shape.TABLE, book: BookOption = None
) -> None:
    """Check all that is stored, and compute every sealed year again from the rows imported.

    Each difference is a row: what was filed, and what it would be now. Exit code 1 if there is
    one.
    """
    from harvest_tui.cli.progress import Progress
    from harvest_tui.workspace.verifying import verified

    with opened(book or context.obj) as one:
        with Progress() as progress:
            found = verified(one, progress.step)
        sealed = sorted({each.year for each in one.store.seals()})
    _show(found, format_)
    if format_ is Shape.TABLE:
        years = ", ".join(map(str, sealed)) or "none yet"
        said = f"{len(found)} differences" if len(found) else "Nothing differs"
        say(f"{said}. Storage and audit log checked; sealed years computed again: {years}.")
    if len(found):
        raise typer.Exit(1)


def _seal(one: "Book", year: int, note: str, reason: str, *, through: bool, anyway: bool) -> None:
    from harvest_tui.workspace.sealing import Said, seal_year, unsealed_before

    years = unsealed_before(one.figures(), year) if through else ()
    for each in (*years, year):
        _say_sealed(seal_year(one, each, Said(note=note, reason=reason), anyway=anyway))


def _amend(one: "Book", year: int, reason: str, format_: Shape, *, yes: bool, anyway: bool) -> None:
    from harvest_tui.workspace.sealing import amend_year, seal_changes

    changes = seal_changes(one.figures(), year)
    _show(changes, format_)
    if not changes.is_empty() and not yes:
        if not sys.stdin.isatty():
            raise UsageError(
                "seal: nothing was changed; these differences would be sealed.\nFix: --yes."
            )
        typer.confirm(f"Seal {year} anew with these differences?", abort=True, err=True)
    _say_sealed(amend_year(one, year, reason, anyway=anyway))


def _list(one: "Book", format_: Shape) -> None:
    from harvest_tui.cli.output import listing
    from harvest_tui.workspace.sealing import SEALS, seals_listed

    made = seals_listed(one.store.seals())
    columns = [name for name in SEALS if format_ is not Shape.TABLE or name != "sha256"]
    listing(made, columns, format_)


def _show(changes: "pl.DataFrame", format_: Shape) -> None:
    from harvest_tui.cli.output import listing

    if format_ is not Shape.TABLE:
        listing(changes, changes.columns, format_)
        return
    for row in changes.head(_TABLE).iter_rows(named=True):
        say(_line(row))
    if len(changes) > _TABLE:
        say(f"… and {len(changes) - _TABLE} more (--format csv has all).")


def _line(row: "dict[str, object]") -> str:
    where = (row["year"], row["part"], row["transaction_id"], row["account"], row["lot_id"])
    place = " · ".join(str(part) for part in where if part is not None)
    if row["year"] is None:
        return f"✖ {place} · {row['item']}: {row['now']}"
    filed, now = (row[name] if row[name] is not None else "nothing" for name in ("filed", "now"))
    return f"✖ {place} · {row['item']}\n    filed: {filed}\n    now:   {now}"


def _say_sealed(made: "Seal") -> None:
    from harvest_tui.workspace.sealing import seals_listed

    row = seals_listed([made]).row(0, named=True)
    short, long = row["short_term_carryover_out"], row["long_term_carryover_out"]
    known = short is not None and long is not None
    carried = f"{short:,.2f} short-term, {long:,.2f} long-term" if known else "not known"
    tax = "no tax in it: filing status or income not given"
    if row["total_tax"] is not None:
        tax = f"total tax: {row['total_tax']:,.2f}"
    say(
        f"{row['year']} is sealed: line 7: {row['line_7']:,.2f}, line 15: {row['line_15']:,.2f}; "
        f"carried on: {carried}; {tax}."
    )
