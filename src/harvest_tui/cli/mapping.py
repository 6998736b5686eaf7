"""Commands on column mappings: how a spreadsheet that is no known export is read."""

from pathlib import Path
from typing import Annotated

import typer

from harvest_tui.cli.words import say
from harvest_tui.domain.text import shown

mapping = typer.Typer(
    help="How a spreadsheet that is no known export is read.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(mapping, name="mapping")


@mapping.command("new")
def mapping_new(
    sheet: Annotated[Path, typer.Argument(metavar="FILE", help="The spreadsheet, as CSV.")],
    output: Annotated[
        Path | None,
        typer.Option(help="Where to write it; beside the sheet, as NAME.toml, if not said."),
    ] = None,
) -> None:
    """Draft a mapping from a sheet's header, for you to correct. Overwrites nothing."""
    from harvest_tui.workspace.mapping_draft import draft, write_new

    target = output or sheet.with_suffix(".toml")
    write_new(target, draft(sheet, target))
    say(f"A draft is in {target}.")
    say(
        "Next: correct it, then "
        f"harvest-tui import {shown(str(sheet))} --mapping {shown(str(target))} --dry-run"
    )
