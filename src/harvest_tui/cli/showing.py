"""Commands that open the screens: harvest-tui alone, and demo."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from harvest_tui.cli.words import say

if TYPE_CHECKING:
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
    from harvest_tui.workspace.demo import demo_book

    with demo_book() as book:
        if sys.stdout.isatty() and sys.stdin.isatty():
            _show(book, theme, mouse=mouse)
        else:
            _print(book)


def open_screens(folder: Path | None, *, theme: str | None, mouse: bool | None) -> None:
    """Open the screens on a book, made if there is none."""
    from harvest_tui.cli.session import opened

    with opened(folder, make=True) as book:
        _show(book, theme, mouse=mouse)


def _show(book: "Book", theme: str | None, *, mouse: bool | None) -> None:
    from harvest_tui.cli.terminal import fit_for_screens
    from harvest_tui.config.resources import themes_folder
    from harvest_tui.tui.run import run
    from harvest_tui.workspace.desk import BookDesk

    fit_for_screens()
    run(BookDesk(book), themes_folder(), theme, mouse=mouse)


def _print(book: "Book") -> None:
    from harvest_tui.cli.output import width
    from harvest_tui.workspace.views import three_views

    say(three_views(book.figures(), width()))
