"""Answers to pick from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from harvest_tui.reports.lines import cells, padded, printable

if TYPE_CHECKING:
    from textual.binding import BindingType

    from harvest_tui.reports.opening import Choice


class Choices(OptionList, inherit_bindings=False):
    """A list, one answer a line, each with what it means."""

    BINDING_GROUP_TITLE = "Answers"
    DEFAULT_CSS = """
    Choices {
        height: auto; max-height: 12; margin: 1 0; padding: 0;
        border: none; background: $background; color: $foreground;
        &:focus { border: none; background-tint: $foreground 0%; }
        & > .option-list--option { padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "cursor_down", "Down", id="choices.down", show=False),
        Binding("k,up", "cursor_up", "Up", id="choices.up", show=False),
        Binding("enter", "select", "choose", key_display="enter", id="choices.choose"),
    ]

    def offer(self, choices: tuple[Choice, ...]) -> None:
        """Show the choices, the first one under the cursor."""
        said = [(printable(choice.label), printable(choice.meaning)) for choice in choices]
        widest = max(cells(label) for label, _ in said) + 2
        self.set_options(
            Option(Content.assemble(padded(label, widest), (meaning, "$muted")))
            for label, meaning in said
        )
        self.highlighted = 0
