"""The command that follows a number down to the row of the file it comes from."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from harvest_tui.cli.options import BookOption
from harvest_tui.cli.session import opened

if TYPE_CHECKING:
    from harvest_tui.reports.trace import TraceView


class Form(StrEnum):
    """How a chain is written."""

    TABLE = "table"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("trace")(trace)


def trace(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A transaction, ID@ACCOUNT, a lot or a disposal.")],
    format_: Annotated[Form, typer.Option("--format", help="How it is written.")] = Form.TABLE,
    book: BookOption = None,
) -> None:
    """Follow a transaction, lot or disposal down to the rows of the files it was read from."""
    from harvest_tui.cli.output import width, write_json
    from harvest_tui.reports.trace import text_trace
    from harvest_tui.workspace.trace import trace as traced

    with opened(book or context.obj) as one:
        view = traced(one, one.figures(), name)
    if format_ is Form.JSON:
        write_json(_plain(view))
    else:
        typer.echo(text_trace(view, width()))


def _plain(view: "TraceView") -> object:
    return {
        "title": view.title,
        "blocks": [
            {
                "title": block.title,
                "facts": [{"label": fact.label, "value": fact.words} for fact in block.facts],
            }
            for block in view.blocks
        ],
    }
