"""The first time: what must not be assumed, one question after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from harvest_tui.domain.elections import Method
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.reports.lines import padded
from harvest_tui.reports.opening import Choice, FirstRunAnswers, is_zone
from harvest_tui.tui.choices import Choices
from harvest_tui.tui.chrome import KeyLine
from harvest_tui.tui.ink import words

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from harvest_tui.reports.opening import FirstRunView, Question

_TITLE: Final = 48


class FirstRunPage(Screen[None]):
    """Asks, shows what will be written, and sends the answers."""

    BINDING_GROUP_TITLE = "First run"
    DEFAULT_CSS = """
    FirstRunPage {
        align: center middle;
        & > Vertical {
            width: 92; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
            border: round $accent; border-title-color: $accent; border-title-style: bold;
        }
        & Static { height: auto; }
        & #title { text-style: bold; }
        & #why { color: $muted; }
        & Input { display: none; margin-bottom: 1; &.-open { display: block; } }
        & #trouble { color: $loss; }
        & KeyLine { padding: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "write", "write it down", id="first_run.write"),
        Binding("escape", "back", "back", id="first_run.back"),
    ]
    TAUGHT: ClassVar = (
        "choices.choose",
        "first_run.write",
        "first_run.back",
        "app.quit",
        "app.help",
    )

    class Answered(Message):
        """The user wants these answers written down."""

        def __init__(self, answers: FirstRunAnswers) -> None:
            super().__init__()
            self.answers = answers

    def __init__(self, view: FirstRunView) -> None:
        super().__init__()
        self._view = view
        self._said: list[Choice] = []

    def compose(self) -> ComposeResult:
        """Lay out one question; the same places serve for all."""
        with Vertical():
            yield Static(id="title", markup=False)
            yield Static(id="why", markup=False)
            yield Choices()
            yield Input(compact=True, select_on_focus=False)
            yield Static(id="trouble", markup=False)
            yield KeyLine(self.TAUGHT)

    def on_mount(self) -> None:
        """Put the first question."""
        self.query_one(Input).cursor_blink = False
        self._put()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to write only what has been asked."""
        del parameters
        return self._question is None if action == "write" else True

    @property
    def _question(self) -> Question | None:
        number = len(self._said)
        return self._view.questions[number] if number < len(self._view.questions) else None

    def _put(self) -> None:
        question = self._question
        step = f"question {len(self._said) + 1} of {len(self._view.questions)}"
        self.query_one(Vertical).border_title = words(
            f"A new book · {step}" if question else "A new book · this will be written down"
        )
        self._static("trouble").update("")
        self.query_one(Choices).display = question is not None
        self.query_one(Input).set_class(question is not None and bool(question.other), "-open")
        if question is None:
            self._show_answers()
            self.set_focus(None)
        else:
            self._show(question)
            self.query_one(Choices).focus()
        self.refresh_bindings()

    def _show(self, question: Question) -> None:
        self._static("title").update(words(question.title))
        self._static("why").update(words(question.why))
        self.query_one(Choices).offer(question.choices)
        other = self.query_one(Input)
        other.value, other.placeholder = "", f"tab: {question.other}"

    def _show_answers(self) -> None:
        lines = [
            Content.assemble(padded(question.title, _TITLE), (choice.label, "bold"))
            for question, choice in zip(self._view.questions, self._said, strict=True)
        ]
        self._static("title").update(Content("\n").join(lines))
        self._static("why").update(
            Content("\n").join([words(text) for text in ("", *self._view.after, "")])
        )

    def _static(self, name: str) -> Static:
        return self.query_one(f"#{name}", Static)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if (question := self._question) is not None:
            self._take(question.choices[event.option_index])

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        zone = event.value.strip()
        if is_zone(zone):
            self._take(Choice(zone, zone))
        else:
            self._static("trouble").update(
                words(f"No time zone is called {zone!r}. Try America/Boise.")
            )

    def _take(self, choice: Choice) -> None:
        self._said.append(choice)
        self._put()

    def action_back(self) -> None:
        """Go back to the question before; from the first one, leave and assume nothing."""
        if self._said:
            self._said.pop()
            self._put()
        else:
            self.dismiss(None)

    def action_write(self) -> None:
        """Send the answers."""
        names = (question.name for question in self._view.questions)
        said = dict(zip(names, (choice.value for choice in self._said), strict=True))
        status, method = said.get("filing_status"), said.get("method")
        self.post_message(
            self.Answered(
                FirstRunAnswers(
                    filing_status=None if status is None else FilingStatus(status),
                    time_zone=said.get("time_zone"),
                    method=None if method is None else Method(method),
                )
            )
        )
