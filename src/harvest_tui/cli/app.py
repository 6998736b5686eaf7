"""The commands, put together. Nothing heavy is imported here: `--help` answers at once."""

import sys
from typing import Annotated

import typer

from harvest_tui import __version__
from harvest_tui.cli import (
    allocation,
    balance,
    decide,
    elect,
    elsewhere,
    feed,
    forms,
    harvest,
    identify,
    importing,
    landscape,
    listings,
    mapping,
    sealing,
    showing,
    tracing,
    washes,
    whatif,
    years,
)
from harvest_tui.cli.options import BookOption

app = typer.Typer(
    name="harvest-tui",
    help="US crypto tax-loss harvesting in the terminal. Alone, it opens the screens.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:  # typer gives it so
    if wanted:
        typer.echo(f"harvest-tui {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    book: BookOption = None,
    theme: showing.ThemeOption = None,
    mouse: showing.MouseOption = None,
    version: Annotated[  # noqa: ARG001 # its callback answers
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Open the screens, if no command is named."""
    context.obj = book
    if context.invoked_subcommand is None:
        if not sys.stdout.isatty():
            typer.echo(context.get_help())
            raise typer.Exit(2)
        showing.open_screens(book, theme=theme, mouse=mouse)


for part in (
    showing,
    feed,
    importing,
    mapping,
    listings,
    tracing,
    decide,
    balance,
    elect,
    allocation,
    identify,
    harvest,
    landscape,
    sealing,
    forms,
    elsewhere,
    years,
    whatif,
    washes,
):
    part.register(app)
