"""Commands on the recorded choice of method."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from harvest_tui.cli.options import BookOption, Shape, ShapeOption, day
from harvest_tui.cli.session import opened
from harvest_tui.cli.words import say
from harvest_tui.domain.errors import UsageError

if TYPE_CHECKING:
    from harvest_tui.domain.elections import Election
    from harvest_tui.workspace.book import Book

method = typer.Typer(help="The recorded choice of cost-basis method.", no_args_is_help=True)


class Name(StrEnum):
    """Cost-basis methods, as the command line spells them."""

    FIFO = "FIFO"
    LIFO = "LIFO"
    HIFO = "HIFO"
    LOFO = "LOFO"
    SPECIFIC = "spec-id"


class Pooling(StrEnum):
    """Whether lots are pooled over accounts."""

    UNIVERSAL = "universal"
    PER_ACCOUNT = "per-account"


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(method, name="method")


@method.command("show")
def method_show(
    context: typer.Context, format_: ShapeOption = Shape.TABLE, book: BookOption = None
) -> None:
    """List the record of methods: every choice ever made, with its time stamp."""
    from harvest_tui.cli.output import listing
    from harvest_tui.workspace.record import RECORD_COLUMNS, acting, record_frame

    with opened(book or context.obj) as one:
        figures = one.figures()
        acts = acting(figures.inputs.elections, figures.pools_held(), one.clock.now(), figures.zone)
        frame = record_frame(figures.inputs.elections, acts)
    listing(frame, RECORD_COLUMNS, format_)


@method.command("set")
def method_set(
    context: typer.Context,
    year: Annotated[int, typer.Argument(help="First year it covers.")],
    name: Annotated[Name, typer.Argument(metavar="METHOD", case_sensitive=False)],
    scope: Annotated[
        Pooling | None, typer.Option(help="Pooled over accounts (years up to 2024) or per account.")
    ] = None,
    account: Annotated[str | None, typer.Option(help="Only this account.")] = None,
    asset: Annotated[str | None, typer.Option(help="Only this asset.")] = None,
    since: Annotated[
        date | None,
        typer.Option(
            "--from", parser=day, metavar="DATE", help="First day it covers, within the year."
        ),
    ] = None,
    as_filed: Annotated[
        bool, typer.Option("--as-filed", help="It was in force at the time, as the return shows.")
    ] = False,
    evidence: Annotated[str, typer.Option(help="What shows it.")] = "",
    note: Annotated[str, typer.Option(help="Your words.")] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="Record it whatever it changes, without asking.")
    ] = False,
    book: BookOption = None,
) -> None:
    """Record the method from a year on, until a later record. Nothing recorded is ever changed.

    What it changes of the disposals on record is shown first, and asked about.
    """
    from harvest_tui.domain.elections import Election, Method, Scope
    from harvest_tui.workspace.identifying import effective_from, scope_now

    if since is not None and since.year != year:
        raise UsageError(
            f"method set: {since} is not in {year}.\nFix: name a day of the first year it covers."
        )
    with opened(book or context.obj, make=True) as one:
        election = Election(
            year=year,
            method=Method(name.value),
            scope=Scope(scope.value) if scope else scope_now(one, year, asset),
            account=account,
            asset=asset,
            recorded_at=one.clock.now(),
            effective_from=effective_from(one, since),
            as_filed=as_filed,
            evidence=evidence,
            note=note,
        )
        _require_scope(election)
        if not yes:
            _ask(one, election)
        election = replace(election, recorded_at=one.clock.now())
        one.elect(election)
    say(
        f"Recorded {election.recorded_at:%Y-%m-%dT%H:%M:%SZ}: {name.value} from {since or year} on."
    )
    if not as_filed:
        say(
            "It covers disposals after this moment. A method that was in force before is stated "
            "with --as-filed."
        )


def _require_scope(election: "Election") -> None:
    """Refuse a pool that cannot be, before anything is asked about it.

    Raises:
        UsageError: A universal pool after 2024, or of one account.
    """
    from harvest_tui.domain.elections import Scope
    from harvest_tui.rules.identification import universal_pools_allowed

    if election.scope is not Scope.UNIVERSAL:
        return
    if not universal_pools_allowed(date(election.year, 12, 31)):
        raise UsageError(
            f"method set: no universal pool in {election.year}: from 2025-01-01 basis is kept per "
            "wallet or account (Treas. Reg. 1.1012-1(j)).\nFix: leave --scope out."
        )
    if election.account is not None:
        raise UsageError(
            "method set: a universal pool spans all accounts.\n"
            "Fix: leave --account out, or say --scope per-account."
        )


def _ask(book: "Book", election: "Election") -> None:
    """Show what an election changes; go on if it is nothing, or if the user wants it.

    Raises:
        UsageError: There is nobody to ask.
        typer.Exit: The user does not want it.
    """
    import sys

    from harvest_tui.cli.output import width
    from harvest_tui.reports.consequence import consequence_view
    from harvest_tui.reports.fact_lines import fact_lines
    from harvest_tui.reports.lines import plain
    from harvest_tui.workspace.consequences import consequence_of

    consequence = consequence_of(book.figures(), election)
    for line in fact_lines(consequence_view(consequence).facts, width()):
        typer.echo(plain(line).rstrip())
    if not consequence.matters:
        return
    if not sys.stdin.isatty():
        raise UsageError(
            "method set: it would change the disposals above, and nothing is recorded.\n"
            "Fix: add --yes if that is meant."
        )
    if not typer.confirm("Record it?"):
        say("Nothing is recorded.")
        raise typer.Exit(1)


@method.command("compare")
def method_compare(
    context: typer.Context,
    year: Annotated[int, typer.Option(help="Tax year.")],
    account: Annotated[str | None, typer.Option(help="The method differs only there.")] = None,
    asset: Annotated[str | None, typer.Option(help="The method differs only for it.")] = None,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """Compare the methods of a year with what is on record. For sales made: for information."""
    from harvest_tui.cli.output import listing, width
    from harvest_tui.reports.comparison import text_comparison
    from harvest_tui.workspace.comparing import methods_compared
    from harvest_tui.workspace.method_rows import COMPARED, comparison_rows
    from harvest_tui.workspace.views import comparison_shown

    with opened(book or context.obj) as one:
        figures = one.figures()
        comparison = methods_compared(figures, year, account, asset)
        view = comparison_shown(figures, comparison)
    if format_ is Shape.TABLE:
        typer.echo(text_comparison(view, width()))
    else:
        listing(comparison_rows(comparison), tuple(COMPARED), format_)
