"""The command that names units before they are sold, moved or given."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from harvest_tui.cli.options import BookOption, Shape, ShapeOption, UntilOption
from harvest_tui.cli.session import opened
from harvest_tui.cli.words import say
from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.errors import UsageError
from harvest_tui.domain.text import shown

if TYPE_CHECKING:
    from pathlib import Path

    from harvest_tui.domain.elections import Identification
    from harvest_tui.workspace.book import Book
    from harvest_tui.workspace.figures import Figures

_NEEDED: Final = (
    "identify: say which units, where they are and what they are.\n"
    "Fix: harvest-tui identify LOT=QTY --account NAME --asset SYMBOL; or --list."
)


class For(StrEnum):
    """What units are named for, as the command line spells it."""

    SALE = "sale"
    TRANSFER = "transfer"
    GIFT = "gift"


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("identify")(identify)


def identify(
    context: typer.Context,
    picks: Annotated[list[str] | None, typer.Argument(metavar="LOT=QTY…")] = None,
    account: Annotated[str | None, typer.Option(help="Where the units are.")] = None,
    asset: Annotated[str | None, typer.Option(help="What will be sold.")] = None,
    purpose: Annotated[
        For, typer.Option("--for", help="What they are named for; one does not serve another.")
    ] = For.SALE,
    until: UntilOption = None,
    transaction: Annotated[
        str | None, typer.Option(metavar="ID", help="A past sale it was made for (--as-filed).")
    ] = None,
    as_filed: Annotated[
        bool, typer.Option("--as-filed", help="It was made at the time, as your records show.")
    ] = False,
    note: Annotated[str, typer.Option(help="Your words.")] = "",
    listed: Annotated[
        bool, typer.Option("--list", help="List what was named, and what is left of it.")
    ] = False,
    format_: ShapeOption = Shape.TABLE,
    book: BookOption = None,
) -> None:
    """Name the units a coming sale takes. Time-stamped now: do it before the sale."""
    from harvest_tui.domain.elections import Purpose
    from harvest_tui.workspace.identifying import Meant, refuse_after_the_fact
    from harvest_tui.workspace.identifying import identify as record_units
    from harvest_tui.workspace.marks import parse_pick

    if listed:
        _list(book or context.obj, format_)
        return
    if not picks or account is None or asset is None:
        raise UsageError(_NEEDED)
    if as_filed and transaction is None:
        raise typer.BadParameter("--as-filed states it for one past sale: --transaction ID.")
    with opened(book or context.obj) as one:
        if transaction is not None and not as_filed:
            refuse_after_the_fact(one, transaction)
        meant = Meant(
            account=account,
            asset=asset,
            purpose=Purpose(purpose.value),
            until=until,
            transaction_id=transaction,
            note=note,
        )
        _told(one, record_units(one, [parse_pick(text) for text in picks], meant))


def _told(one: "Book", record: "Identification") -> None:
    """Say what was recorded, and what the broker must be told."""
    say(f"Recorded {record.recorded_at:%Y-%m-%dT%H:%M:%SZ}, number {record.identification_id}:")
    for pick in record.picks:
        say(f"  {plain_text(pick.quantity)} {shown(record.asset, 16)} of lot {shown(pick.lot_id)}")
    if not record.as_filed:
        figures = one.figures()
        _useless(figures, record)
        _custody(figures, record)


def _useless(figures: "Figures", record: "Identification") -> None:
    """Say of what was recorded what no sale can use."""
    from harvest_tui.workspace.identified import named_beyond

    if record.valid_until is not None and record.valid_until < record.recorded_at:
        say("Its last day is over: nothing will be taken by it. Name the units again for longer.")
    for lot, named, held in named_beyond(figures, record, record.recorded_at):
        say(
            f"Of lot {shown(lot)} {plain_text(named)} units are named by now, and "
            f"{plain_text(held)} are there: what was named last finds none (identify --list)."
        )


def _custody(figures: "Figures", record: "Identification") -> None:
    from harvest_tui.workspace.broker_words import KEEP, custody_words, hardest_day, words_for

    say(custody_words(figures, record.account, figures.inputs.today, record.purpose))
    on = hardest_day(figures, record)
    told = words_for(figures, record, on)
    if told:
        say(f"For a {record.purpose.value} on or after {on} it must be given to the broker:")
    for words in (*told, *([KEEP] if told else ())):
        say(f"  {words}")


def _list(book: "Path | None", shape: Shape) -> None:
    from harvest_tui.cli.output import listing
    from harvest_tui.workspace.identified import IDENTIFIED, identified

    with opened(book) as one:
        frame = identified(one.figures(), one.clock.now())
    listing(frame, list(IDENTIFIED), shape)
