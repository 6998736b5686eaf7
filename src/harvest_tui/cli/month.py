"""A month gone through on the command line, and closed."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from harvest_tui.cli.options import Shape
from harvest_tui.cli.session import opened
from harvest_tui.cli.words import say
from harvest_tui.domain.text import shown

if TYPE_CHECKING:
    from harvest_tui.workspace.closing import Month

_FINDING: Final = ("finding", "severity", "transaction_id", "account", "asset", "amount")


def first_of(text: str) -> date:
    """Read a month of the command line.

    Raises:
        typer.BadParameter: It is none.
    """
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no month: write it as 2026-10.") from None


def go_through(folder: Path | None, month: date, reason: str | None, format_: Shape) -> None:
    """Show a month, closing it first if a reason is given; exit code 1 while an error is open."""
    from harvest_tui.domain.findings import Severity
    from harvest_tui.workspace.closing import close_month, month_shown

    with opened(folder) as book:
        one = month_shown(book.figures(), month)
        if reason is not None:
            close_month(book, one, reason)
            one = month_shown(book.figures(), month)
    if format_ is Shape.JSON:
        _write_json(one)
    else:
        _write(one, format_)
    if any(found.severity is Severity.ERROR for found in one.findings):
        raise typer.Exit(1)


def _write(one: "Month", format_: Shape) -> None:
    from harvest_tui.cli.output import listing
    from harvest_tui.workspace.closing import MONTH_ROWS

    listing(one.rows, list(MONTH_ROWS), format_)
    if format_ is Shape.CSV:
        return
    for found in one.findings:
        say(f"{found.severity.value}: {found.finding}: {found.message}\n    {found.fix}")
    if one.undated:
        say(f"{one.undated} findings belong to no day (harvest-tui check).")
    say(_standing(one))


def _standing(one: "Month") -> str:
    name = f"{one.month:%Y-%m}"
    if one.close is None:
        return f"{name} is open."
    said = f"{name} was closed on {one.close.closed_at:%Y-%m-%d} ({shown(one.close.reason)})"
    if one.changed:
        accounts = ", ".join(map(shown, one.changed))
        return f"{said}, and has changed since: {accounts}."
    return f"{said}."


def _write_json(one: "Month") -> None:
    from harvest_tui.cli.output import cell, write_json

    close = one.close
    write_json(
        {
            "month": f"{one.month:%Y-%m}",
            "closed_at": None if close is None else cell(close.closed_at),
            "reason": None if close is None else close.reason,
            "changed": list(one.changed),
            "balances": [
                {name: cell(value) for name, value in row.items()}
                for row in one.rows.iter_rows(named=True)
            ],
            "findings": [
                {name: cell(getattr(found, name)) for name in (*_FINDING, "message", "fix")}
                for found in one.findings
            ],
        }
    )
