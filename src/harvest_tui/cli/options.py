"""Options that several commands share."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from harvest_tui.domain.amounts import plain_decimal
from harvest_tui.ledger.days import LATEST


class Shape(StrEnum):
    """How a listing is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def day(text: str) -> date:
    """Read a date of the command line.

    Raises:
        typer.BadParameter: It is no date, or so far off that no day comes after it.
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date: write it as 2026-12-31.") from None
    if found > LATEST:
        raise typer.BadParameter(f"{found} is too late: {LATEST} or before.")
    return found


def amount(text: str) -> Decimal:
    """Read an amount of the command line.

    Raises:
        typer.BadParameter: It is not a plain decimal number.
    """
    try:
        return plain_decimal(text)
    except ValueError as error:
        raise typer.BadParameter(f"{error}: write it as 1234.56.") from None


BookOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--book",
        envvar="HARVEST_TUI_BOOK",
        help="Folder of the book; without it the one of this user.",
        show_default=False,
    ),
]
ShapeOption: TypeAlias = Annotated[
    Shape, typer.Option("--format", help="How the listing is written.")
]
OnOption: TypeAlias = Annotated[
    date | None,
    typer.Option(
        "--on",
        parser=day,
        metavar="DATE",
        help="Planned day of sale; decides prices, terms and rules. Today if not said.",
    ),
]
AtOption: TypeAlias = Annotated[
    date | None,
    typer.Option("--at", parser=day, metavar="DATE", help="Day in the taxpayer's zone."),
]
UntilOption: TypeAlias = Annotated[
    date | None,
    typer.Option("--until", parser=day, metavar="DATE", help="Not for sales after this day."),
]
