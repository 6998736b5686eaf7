"""Commands that open the screens: harvest-tui alone, and demo."""

import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from harvest_tui.workspace.book import Book

ThemeOption: TypeAlias = Annotated[
    str | None, typer.Option(envvar="HARVEST_TUI_THEME", help="Colours: dark, light or ansi.")
]
MouseOption: TypeAlias = Annotated[
    bool | None, typer.Option("--mouse/--no-mouse", help="Take the mouse; off over SSH.")
]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("demo")(demo)


def demo(theme: ThemeOption = None, mouse: MouseOption = None) -> None:
    """Open the screens on a fresh copy of the sample book; without a terminal, print them."""
    from harvest_tui.cli.output import width
    from harvest_tui.config.resources import sample_data_folder
    from harvest_tui.workspace.clock import SystemClock
    from harvest_tui.workspace.demo import sample_book
    from harvest_tui.workspace.views import three_views

    with tempfile.TemporaryDirectory(prefix="harvest-tui-demo-") as folder:
        make = partial(sample_book, Path(folder) / "book", sample_data_folder(), SystemClock())
        if sys.stdout.isatty() and sys.stdin.isatty():
            _show(make, theme, mouse=mouse)
        else:
            with make() as book:
                typer.echo(three_views(book.figures(), width()))


def open_screens(folder: Path | None, *, theme: str | None, mouse: bool | None) -> None:
    """Open the screens on a book, made if there is none."""
    from harvest_tui.config.locations import book_at
    from harvest_tui.workspace.book import Book
    from harvest_tui.workspace.clock import SystemClock

    place = book_at(folder, os.environ)
    _show(lambda _: Book.open(place, SystemClock()), theme, mouse=mouse)


def _show(
    opening: "Callable[[Callable[[str], None]], Book]", theme: str | None, *, mouse: bool | None
) -> None:
    from harvest_tui.cli.terminal import fit_for_screens
    from harvest_tui.config.resources import themes_folder
    from harvest_tui.tui import run
    from harvest_tui.workspace.desk import BookDesk

    fit_for_screens()
    desk = BookDesk(opening)
    try:
        code = run(desk, themes_folder(), theme or "dark", mouse=mouse)
    finally:
        desk.close()
    if code:
        raise typer.Exit(code)
