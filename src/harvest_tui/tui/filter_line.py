"""The line in which a filter is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

FILTER_KEYS: Final = ("filter.keep", "filter.drop")
HINT: Final = "words that occur in a row; asset:eth looks in one column only"


class FilterInput(Input):
    """Takes the words; every letter counts at once."""

    BINDING_GROUP_TITLE = "Filter"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "submit", "keep", key_display="enter", id="filter.keep"),
        Binding("escape", "give_up", "drop the filter", id="filter.drop"),
    ]

    class GivenUp(Message):
        """The user wants no filter."""

    def __init__(self) -> None:
        super().__init__(placeholder=HINT, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def action_give_up(self) -> None:
        """Drop the filter."""
        self.post_message(self.GivenUp())


class FilterLine(Horizontal):
    """Shown while a filter is typed."""

    DEFAULT_CSS = """
    FilterLine {
        display: none; height: 1; padding: 0 1; background: $panel;
        &.-open { display: block; }
        & > Static { width: 2; color: $accent; text-style: bold; }
        & > FilterInput { width: 1fr; background: $panel; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out a slash before the words."""
        yield Static("/", markup=False)
        yield FilterInput()

    def open(self, typed: str) -> None:
        """Show the line with what was typed before."""
        words = self.query_one(FilterInput)
        words.value = typed
        words.cursor_position = len(typed)
        self.add_class("-open")
        words.focus()

    def close(self) -> None:
        """Put the line away."""
        self.remove_class("-open")
