"""Commands on the recorded choice of method."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from harvest_tui.cli.options import BookOption, Shape, ShapeOption, day
from harvest_tui.cli.session import opened
from harvest_tui.cli.words import say
from harvest_tui.domain.errors import UsageError

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
    book: BookOption = None,
) -> None:
    """Record the method from a year on, until a later record. Nothing recorded is ever changed."""
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
        one.elect(election)
    say(
        f"Recorded {election.recorded_at:%Y-%m-%dT%H:%M:%SZ}: {name.value} from {since or year} on."
    )
    if not as_filed:
        say(
            "It covers disposals after this moment. A method that was in force before is stated "
            "with --as-filed."
        )
