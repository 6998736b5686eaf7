"""The questions that come before a finding is mended, or anything else is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from harvest_tui.reports.lines import cells, printable
from harvest_tui.tui.choices import Choices
from harvest_tui.tui.chrome import KeyLine
from harvest_tui.tui.ink import words
from harvest_tui.tui.recording import Asking, troubled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from harvest_tui.domain.errors import HarvestError
    from harvest_tui.reports.forms import Field, FormView
    from harvest_tui.tui.bench import Bench
    from harvest_tui.tui.recording import Errand


class Answer(Input):
    """One line to fill in; enter goes to the next one, and after the last to what comes of it."""

    BINDING_GROUP_TITLE = "Answer"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "submit", "next", key_display="enter", id="answer.next"),
        Binding("up", "app.focus_previous", "Back", id="answer.up", show=False),
    ]

    def __init__(self, field: Field) -> None:
        super().__init__(placeholder=printable(field.hint), compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.field = field


class MendForm(Asking):
    """Choices to pick from, lines to fill in."""

    BINDING_GROUP_TITLE = "Mend"
    DEFAULT_CSS = """
    MendForm {
        & #questions Static { height: auto; }
        & #about { color: $muted; margin-bottom: 1; }
        & #trouble { color: $loss; }
        & Choices { max-height: 10; margin: 0 0 1 0; }
        & Horizontal { height: 1; }
        & Horizontal > Static { color: $muted; }
        & Answer { width: 1fr; background: $panel; }
        & #questions > KeyLine { padding: 0; margin-top: 1; }
    }
    """

    def __init__(self, bench: Bench, errand: Errand, form: FormView) -> None:
        super().__init__(bench, errand, form.title)
        self._form = form
        self._choice = ""

    def questions(self) -> Iterable[Widget]:
        """Give the questions, one under the other."""
        about = Content("\n").join([words(text) for text in self._form.about])
        yield Static(about, id="about", markup=False)
        if self._form.choices:
            yield Choices()
        yield from self._lines()
        yield Static(id="trouble", markup=False)
        yield KeyLine(("choices.choose", "answer.next", "asking.cancel"))

    def _lines(self) -> Iterable[Widget]:
        widest = max(cells(field.label) for field in self._form.fields) + 2
        for field in self._form.fields:
            label = Static(words(field.label), markup=False)
            label.styles.width = widest
            yield Horizontal(label, Answer(field))

    def on_mount(self) -> None:
        """Put the first question."""
        for choices in self.query(Choices):
            choices.offer(self._form.choices)

    def say(self, error: HarvestError) -> None:
        """Show what is wrong under the answers."""
        self.query_one("#trouble", Static).update(troubled(error))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.set_focus(self.query(Answer).first())

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._choice = self._form.choices[event.option_index].value or ""

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        answers = list(self.query(Answer))
        # keys typed fast may all have gone to one line: what counts is where one is by now
        at = next((n for n, answer in enumerate(answers) if answer is self.focused), 0)
        if at + 1 < len(answers):
            self.set_focus(answers[at + 1])
            return
        self.query_one("#trouble", Static).update("")
        typed = {answer.field.name: answer.value for answer in answers}
        self.draft({"choice": self._choice, **typed})
