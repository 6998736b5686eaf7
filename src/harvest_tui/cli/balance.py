"""Commands on stated balances: what an account held, checked for ever after."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harvest_tui.cli.options import BookOption, Shape, ShapeOption, amount, day
from harvest_tui.cli.session import figured, opened
from harvest_tui.cli.words import say
from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.text import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harvest_tui.domain.decisions import StatedBalance
    from harvest_tui.workspace.book import Book

balance = typer.Typer(
    help="Balances that you state: checked against the ledger from then on.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(balance, name="balance")


@balance.command("set")
def balance_set(
    context: typer.Context,
    account: Annotated[str, typer.Argument(help="Name of the account.")],
    units: Annotated[list[str], typer.Argument(metavar="ASSET=QTY…")],
    at: Annotated[
        date,
        typer.Option("--at", parser=day, metavar="DATE", help="The end of this day, in your zone."),
    ],
    book: BookOption = None,
) -> None:
    """State what an account held at the end of a day."""
    from harvest_tui.domain.decisions import StatedBalance

    given = [_units(text) for text in units]
    stated = [
        StatedBalance(account=account, asset=asset, on=at, quantity=quantity)
        for asset, quantity in given
    ]
    with opened(book or context.obj) as one:
        _state(one, stated)


@balance.command("import")
def balance_import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV with account, asset, on and quantity.")],
    book: BookOption = None,
) -> None:
    """Read balances from a file: all of them, or none if a cell cannot be read."""
    from harvest_tui.workspace.balances import read_balances

    stated = read_balances(file)
    with opened(book or context.obj) as one:
        _state(one, stated)


@balance.command("list")
def balance_list(
    context: typer.Context, format_: ShapeOption = Shape.TABLE, book: BookOption = None
) -> None:
    """List the stated balances beside what the ledger adds up to."""
    from harvest_tui.cli.output import listing
    from harvest_tui.workspace.stated import LISTED, listed

    with figured(book or context.obj) as (figures, _):
        frame = listed(figures)
    listing(frame, list(LISTED), format_)


def _units(text: str) -> tuple[str, Decimal]:
    asset, equals, quantity = text.rpartition("=")
    if not equals or not asset:
        raise typer.BadParameter(f"{text!r}: write a balance as ASSET=QTY, such as BTC=1.25.")
    return asset, amount(quantity)


def _state(one: "Book", stated: "Sequence[StatedBalance]") -> None:
    """Record balances, and say at once which of them the ledger contradicts."""
    from harvest_tui.workspace.stated import differing, state

    fresh = state(one, stated)
    say(f"{len(fresh)} balances recorded, {len(stated) - len(fresh)} stated before.")
    for row in differing(one.figures(), stated).iter_rows(named=True):
        say(
            f"▲ {shown(row['asset'], 16)} at {shown(row['account'])} on {row['on']}: the "
            f"ledger holds {plain_text(row['ledger'])}, stated {plain_text(row['stated'])}"
        )
