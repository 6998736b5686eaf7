"""Text for a terminal: whatever strangers wrote in it is made fit to show."""

from typing import Final

from harvest_tui.domain.text import shown

LONGEST: Final = 400


def lines_shown(text: str) -> str:
    """Give text of several lines, each made fit to show."""
    return "\n".join(shown(line, LONGEST) for line in text.splitlines())


def say(text: str) -> None:
    """Print lines for the user."""
    import typer

    typer.echo(lines_shown(text))
