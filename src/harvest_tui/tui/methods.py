"""The cost-basis methods of the year side by side; one can be chosen for the sales to come."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding
from textual.widgets import OptionList, Static

from harvest_tui.domain.elections import Method
from harvest_tui.reports.comparison import comparison_lines
from harvest_tui.reports.opening import METHODS, Choice
from harvest_tui.tui.choices import Choices
from harvest_tui.tui.chrome import KeyLine
from harvest_tui.tui.ink import words
from harvest_tui.tui.pages import BookChanged, Page
from harvest_tui.tui.recording import Asking, Errand, troubled
from harvest_tui.tui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from harvest_tui.domain.errors import HarvestError
    from harvest_tui.tui.bench import Bench

ABOUT: Final = "It covers sales after this moment. For a sale that is made it is too late."
CHOICES: Final = tuple(Choice(one.value, one.value, words) for one, words in METHODS.items())
_METHOD: Final = "method"
"""Name of the one answer."""
_CHOOSING: Final = Errand(
    lambda desk, answers: desk.method_draft(Method(answers[_METHOD])),
    lambda desk, answers: desk.choose_method(Method(answers[_METHOD])),
)


class MethodsPage(Page):
    """Lies over the netting."""

    MODE = "netting"
    BINDING_GROUP_TITLE = "Methods"
    TAUGHT = ("methods.back", "sheet.down", "methods.choose", "app.quit", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="methods.back"),
        Binding(
            "c",
            "choose",
            "choose one",
            id="methods.choose",
            tooltip="Record a method for the sales to come",
        ),
    ]

    def body(self) -> Iterable[Widget]:
        """Give the sheet."""
        yield Sheet()

    def say(self, *message: str) -> None:
        """Show a message on the sheet."""
        self.query_one(Sheet).say(*message)

    async def load(self) -> None:
        """Ask for the comparison."""
        view = await self.bench.ask(lambda desk: desk.methods())
        self.query_one(Sheet).show(view.title, view.facts, partial(comparison_lines, view))

    def action_choose(self) -> None:
        """Pick a method for the sales to come."""
        self.app.push_screen(MethodPicker(self.bench), self._recorded)

    def action_back(self) -> None:
        """Go back to the netting."""
        self.dismiss()

    def _recorded(self, said: str | None) -> None:
        if said is not None:
            self.notify(said)
            self.post_message(BookChanged())


class MethodPicker(Asking):
    """The methods; enter shows what choosing one would change."""

    BINDING_GROUP_TITLE = "Choose a method"
    DEFAULT_CSS = """
    MethodPicker {
        & #questions Static { height: auto; }
        & #trouble { color: $loss; }
        & #questions > KeyLine { padding: 0; }
    }
    """

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, _CHOOSING, "Choose a method from now on")

    def questions(self) -> Iterable[Widget]:
        """Give the methods over the keys."""
        yield Static(words(ABOUT), markup=False)
        yield Choices()
        yield Static(id="trouble", markup=False)
        yield KeyLine(("choices.choose", "asking.cancel"))

    def on_mount(self) -> None:
        """Offer them."""
        self.query_one(Choices).offer(CHOICES)

    def say(self, error: HarvestError) -> None:
        """Show what is wrong under the methods."""
        self.query_one("#trouble", Static).update(troubled(error))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.draft({_METHOD: CHOICES[event.option_index].value or ""})
