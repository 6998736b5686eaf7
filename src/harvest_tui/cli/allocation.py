"""Commands on the allocation of pooled basis to accounts: Rev. Proc. 2024-28."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harvest_tui.cli.options import BookOption, Shape, ShapeOption, day
from harvest_tui.cli.session import figured, opened
from harvest_tui.cli.words import say
from harvest_tui.domain.errors import UsageError
from harvest_tui.domain.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harvest_tui.store.results import Decision
    from harvest_tui.workspace.book import Book

allocation = typer.Typer(
    help="Where lots pooled through 2024 went on 2025-01-01.", no_args_is_help=True
)


class How(StrEnum):
    """How an allocation was made, as the command line spells it."""

    SPECIFIC = "specific"
    GLOBAL = "global"


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(allocation, name="allocation")


@allocation.command("import")
def allocation_import(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="CSV with lot_id, asset, quantity, account; cost_basis.")
    ],
    method: Annotated[
        How, typer.Option(help="Unit by unit, or by a rule written down before 2025-01-01.")
    ],
    made: Annotated[
        date, typer.Option("--made", parser=day, metavar="DATE", help="When it was complete.")
    ],
    evidence: Annotated[str, typer.Option(help="What shows it: a page of your books, say.")] = "",
    book: BookOption = None,
) -> None:
    """State the allocation that you made: all of it, or nothing if it does not fit."""
    from harvest_tui.domain.allocation import AllocationMethod
    from harvest_tui.workspace.allocating import Made, allocate
    from harvest_tui.workspace.allotments import read_lines

    if not evidence.strip():
        raise UsageError("allocation import: what shows it?\nFix: --evidence TEXT.")
    lines = read_lines(file)
    how = Made(method=AllocationMethod(method.value), on=made, evidence=evidence)
    with opened(book or context.obj) as one:
        _told(one, allocate(one, lines, how, file.name))


@allocation.command("show")
def allocation_show(
    context: typer.Context, format_: ShapeOption = Shape.TABLE, book: BookOption = None
) -> None:
    """List where each pooled lot went, as stated or by estimate; as CSV it can be imported."""
    from harvest_tui.cli.output import listing
    from harvest_tui.workspace.pooled import PARTED, parted

    with figured(book or context.obj) as (figures, _):
        frame = parted(figures)
    listing(frame, list(PARTED), format_)
    if frame.is_empty() and format_ is Shape.TABLE:
        say("No lot was pooled over accounts at the end of 2024: there is nothing to allocate.")


def _told(one: "Book", made: "Iterable[Decision]") -> None:
    """Say what was recorded, what was late, and what is still an estimate."""
    from harvest_tui.workspace.allotments import allocation_of
    from harvest_tui.workspace.parting import after_window

    figures = one.figures()
    for decision in made:
        stated = allocation_of(decision)
        accounts = len({lot.account for lot in stated.lots})
        say(
            f"Recorded as decision {decision.decision_id}: {len(stated.lots)} allotments of "
            f"{shown(stated.asset, 16)} to {accounts} accounts (undo: harvest-tui resolve --undo "
            f"{decision.decision_id})."
        )
        late = after_window(stated, figures.replay.ledger, figures.zone)
        if late:
            say(f"▲ {late}")
    for finding in figures.replay.findings:
        if finding.finding == "allocation not confirmed":
            say(f"{shown(finding.asset or '', 16)} is not in it: still an estimate.")
