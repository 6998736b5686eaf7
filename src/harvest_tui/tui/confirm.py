"""A question with y and n. Enter does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from harvest_tui.tui.chrome import KeyLine
from harvest_tui.tui.ink import words

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class Confirm(ModalScreen[bool]):
    """Gives True for y."""

    BINDING_GROUP_TITLE = "Question"
    DEFAULT_CSS = """
    Confirm {
        align: center middle;
        & > Vertical {
            width: 60; max-width: 90%; height: auto; padding: 1 2;
            border: round $accent; border-title-color: $accent; background: $background;
        }
        & KeyLine { margin-top: 1; padding: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes", id="confirm.yes"),
        Binding("n,escape", "answer(False)", "no", id="confirm.no"),
    ]

    def __init__(self, title: str, *question: str) -> None:
        super().__init__()
        self._title, self._question = title, question

    def compose(self) -> ComposeResult:
        """Lay out the question over its keys."""
        with Vertical() as box:
            box.border_title = words(self._title)
            yield Static(Content("\n").join([words(line) for line in self._question]), markup=False)
            yield KeyLine(("confirm.yes", "confirm.no"))

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001  # an action's argument
        """Close with the answer."""
        self.dismiss(answer)
