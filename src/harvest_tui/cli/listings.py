"""Commands that list what a book holds: transactions, lots, portfolio, gains, check."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from harvest_tui.cli.month import first_of, go_through
from harvest_tui.cli.options import AtOption, BookOption, OnOption, Shape, ShapeOption
from harvest_tui.cli.session import figured, opened
from harvest_tui.domain.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

    from harvest_tui.workspace.figures import Figures

LOTS: Final = (
    "lot_id",
    "acquired_transaction_id",
    "account",
    "asset",
    "quantity",
    "cost_basis",
    "acquired_at",
    "term",
    "days_to_long_term",
    "price",
    "market_value",
    "unrealized_gain",
)
PORTFOLIO: Final = (
    "account",
    "asset",
    "quantity",
    "quantity_without_basis",
    "cost_basis",
    "price",
    "market_value",
    "unrealized_gain",
)
GAINS: Final = (
    "disposal_id",
    "kind",
    "transaction_id",
    "lot_id",
    "acquired_transaction_id",
    "account",
    "asset",
    "quantity",
    "acquired_at",
    "disposed_at",
    "proceeds",
    "cost_basis",
    "adjustment",
    "gain",
    "term",
    "box",
    "method",
    "provisional",
    "code",
)
CHECK: Final = (
    "finding",
    "severity",
    "transaction_id",
    "account",
    "asset",
    "amount",
    "message",
    "fix",
)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("transactions")(transactions)
    app.command("lots")(lots)
    app.command("portfolio")(portfolio)
    app.command("gains")(gains)
    app.command("check")(check)


def transactions(
    context: typer.Context, format_: ShapeOption = Shape.TABLE, book: BookOption = None
) -> None:
    """List the ledger in the columns of the plain ledger CSV, which can be imported again."""
    from harvest_tui.cli.output import listing
    from harvest_tui.workspace.export import as_ledger, ledger_csv

    with opened(book or context.obj) as one:
        frame = one.store.transactions()
    if format_ is Shape.CSV:
        typer.echo(ledger_csv(frame), nl=False)
    else:
        rows = as_ledger(frame)
        listing(rows, rows.columns, format_)


def lots(
    context: typer.Context,
    at: AtOption = None,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """List the open lots, today or as they stood at the end of another day."""
    from harvest_tui.cli.output import listing
    from harvest_tui.reports.lots import lots_view

    with opened(book or context.obj) as one:
        figures = one.figures() if at is None else one.figures_at(at)
        day = at or figures.inputs.today
        frame = figures.lots(day)
    listing(frame, LOTS, format_, lambda: lots_view(frame, facts=(f"at {day}",)))


def portfolio(
    context: typer.Context,
    on: OnOption = None,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """List what each account holds, with and without basis. The table leaves spam out."""
    from harvest_tui.cli.output import listing
    from harvest_tui.reports.columns import Group
    from harvest_tui.workspace.views import portfolio_shown

    with figured(book or context.obj, on) as (figures, day):
        frame = figures.positions(day)
        view = portfolio_shown(figures, day, Group.ASSET)
    listing(frame, PORTFOLIO, format_, lambda: view)


def gains(
    context: typer.Context,
    year: Annotated[int | None, typer.Option(help="Only disposals of this year.")] = None,
    disposal: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this disposal (its disposal_id).")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of each which lots, why, and what else could be.")
    ] = False,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """List disposals, one row for each lot used, in the columns of Form 8949 and more."""
    from harvest_tui.cli.output import listing
    from harvest_tui.reports.gains import gains_view
    from harvest_tui.workspace.explaining import disposals_named

    with figured(book or context.obj) as (figures, _):
        frame = figures.gains(year)
        if disposal is not None:
            frame = disposals_named(frame, disposal)
        if explain:
            _explain(figures, frame, year, format_)
            return
    listing(frame, GAINS, format_, lambda: gains_view(frame, year, figures.zone))


def _explain(figures: "Figures", disposals: "pl.DataFrame", year: int | None, shape: Shape) -> None:
    from harvest_tui.cli.output import listing, width, write_json
    from harvest_tui.reports.explanation import explanation_view
    from harvest_tui.reports.trace import text_trace
    from harvest_tui.workspace.explaining import explained, explanation_json, with_reasons

    told = explained(figures, disposals)
    match shape:
        case Shape.JSON:
            write_json([explanation_json(one) for one in told])
        case Shape.CSV:
            listing(with_reasons(disposals, told), (*GAINS, "why"), shape)
        case Shape.TABLE:
            title = f"Why these lots {year}" if year else "Why these lots"
            typer.echo(text_trace(explanation_view(told, title), width()))


def check(
    context: typer.Context,
    month: Annotated[
        date | None,
        typer.Option(parser=first_of, metavar="YYYY-MM", help="Go through one month instead."),
    ] = None,
    close: Annotated[bool, typer.Option("--close", help="Set that month aside as done.")] = False,
    reason: Annotated[str, typer.Option(help="Why it is done; kept with the closing.")] = "",
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """Audit the book: what is missing or wrong, and what mends it. Exit code 1 on an error.

    Of a month: what came in and went out of each account, its balances beside those you stated,
    and what is open. A later change to a closed month is a finding.
    """
    if close and (month is None or not reason.strip()):
        raise UsageError(
            "check: which month, and why?\nFix: --month YYYY-MM --close --reason TEXT."
        )
    if month is not None:
        go_through(book or context.obj, month, reason if close else None, format_)
        return
    _audit(book or context.obj, format_)


def _audit(folder: Path | None, format_: Shape) -> None:
    from harvest_tui.cli.output import listing
    from harvest_tui.cli.words import say
    from harvest_tui.domain.findings import Severity, frame_of_findings

    with figured(folder) as (figures, day):
        findings = figures.findings(day)
    if format_ is not Shape.TABLE:
        listing(frame_of_findings(findings), CHECK, format_)
    elif not findings:
        say("Nothing is wrong.")
    for one in findings if format_ is Shape.TABLE else ():
        sign = "✖" if one.severity is Severity.ERROR else "▲"
        say(f"{sign} {one.finding}: {one.message}\n    {one.fix}")
    if any(one.severity is Severity.ERROR for one in findings):
        raise typer.Exit(1)
