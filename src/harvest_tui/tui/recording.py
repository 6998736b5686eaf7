"""A dialog that asks, then shows word for word what will be recorded, and records it on y."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from harvest_tui.domain.errors import HarvestError
from harvest_tui.reports.fact_lines import fact_lines
from harvest_tui.tui.chrome import KeyLine
from harvest_tui.tui.ink import lines, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from harvest_tui.reports.finding import Way
    from harvest_tui.reports.forms import DraftView
    from harvest_tui.tui.bench import Bench
    from harvest_tui.tui.desk import Answers, Desk


@dataclass(frozen=True, slots=True)
class Errand:
    """What answers are for, as the desk is asked about them."""

    draft: Callable[[Desk, Answers], DraftView]
    """Shows what would be recorded."""
    record: Callable[[Desk, Answers], str]
    """Records it, and gives a sentence that says so."""


def mending(key: str, way: Way) -> Errand:
    """Mend a finding."""
    return Errand(
        lambda desk, answers: desk.mender.draft(key, way, answers),
        lambda desk, answers: desk.mender.record(key, way, answers),
    )


class Preview(VerticalScroll, can_focus=True, inherit_bindings=False):
    """What will be recorded. Enter does nothing here."""

    BINDING_GROUP_TITLE = "Record"
    DEFAULT_CSS = """
    Preview {
        display: none; height: auto; max-height: 100%; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > Static { height: auto; }
        & > #refusal { color: $loss; }
        & > KeyLine { dock: bottom; padding: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "record it now", id="preview.yes"),
        Binding("n,escape", "answer(False)", "back", key_display="n", id="preview.no"),
        Binding("j,down", "scroll_by(1)", "Down", id="preview.down", show=False),
        Binding("k,up", "scroll_by(-1)", "Up", id="preview.up", show=False),
    ]

    class Answered(Message):
        """The user wants it recorded, or not."""

        def __init__(self, *, wanted: bool) -> None:
            super().__init__()
            self.wanted = wanted

    def __init__(self) -> None:
        super().__init__()
        self._view: DraftView | None = None

    def compose(self) -> ComposeResult:
        """Lay out the facts over the keys."""
        yield Static(id="facts", markup=False)
        yield Static(id="refusal", markup=False)
        yield KeyLine(("preview.yes", "preview.no"))

    def show(self, view: DraftView) -> None:
        """Show what will be recorded."""
        self._view = view
        self.query_one("#refusal", Static).update("")
        self._draw()

    def refuse(self, error: HarvestError) -> None:
        """Show why it could not be recorded."""
        self.query_one("#refusal", Static).update(troubled(error))

    def on_resize(self) -> None:
        """Fit the width."""
        self._draw()

    def action_answer(self, wanted: bool) -> None:  # noqa: FBT001  # an action's argument
        """Send the answer."""
        self.post_message(self.Answered(wanted=wanted))

    def action_scroll_by(self, lines_down: int) -> None:
        """Scroll what is long."""
        self.scroll_relative(y=lines_down, animate=False)

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        if self._view is not None and width:
            drawn = lines(fact_lines(self._view.facts, width))
            self.query_one("#facts", Static).update(drawn)


class Asking(ModalScreen[str | None]):
    """Gives the sentence that says what was recorded; None: nothing was."""

    DEFAULT_CSS = """
    Asking {
        align: center middle;
        & > Vertical {
            width: 96; max-width: 96%; height: auto; max-height: 96%; padding: 1 2;
            border: round $accent; border-title-color: $accent; background: $background;
        }
        & #questions { height: auto; }
        &.-drafted #questions { display: none; }
        &.-drafted Preview { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel", id="asking.cancel"),
    ]

    def __init__(self, bench: Bench, errand: Errand, title: str) -> None:
        super().__init__()
        self.bench = bench
        self._errand, self._title = errand, title
        self._answers: Mapping[str, str] = {}
        self._asking: Widget | None = None

    def questions(self) -> Iterable[Widget]:
        """Give what asks."""
        raise NotImplementedError

    def say(self, error: HarvestError) -> None:
        """Show what is wrong with the answers."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out the questions, and in their place what they come to."""
        with Vertical() as box:
            box.border_title = words(self._title)
            yield Vertical(*self.questions(), id="questions")
            yield Preview()

    @work(exclusive=True, group="draft")
    async def draft(self, answers: Mapping[str, str]) -> None:
        """Show what these answers would record."""
        errand = self._errand
        try:
            view = await self.bench.ask(lambda desk: errand.draft(desk, answers))
        except HarvestError as error:
            self.say(error)
            return
        self._answers, self._asking = answers, self.focused
        self.add_class("-drafted")
        self._entitle(f"{view.title} · this will be recorded")
        self.query_one(Preview).show(view)
        self.query_one(Preview).focus()

    @on(Preview.Answered)
    def _answered(self, event: Preview.Answered) -> None:
        if event.wanted:
            self._record()
            return
        self.remove_class("-drafted")
        self._entitle(self._title)
        if self._asking is not None:
            self._asking.focus()

    @work(exclusive=True, group="record")
    async def _record(self) -> None:
        errand, answers = self._errand, self._answers
        try:
            said = await self.bench.ask(lambda desk: errand.record(desk, answers))
        except HarvestError as error:
            self.query_one(Preview).refuse(error)
        else:
            self.dismiss(said)

    def action_cancel(self) -> None:
        """Record nothing."""
        self.dismiss(None)

    def _entitle(self, title: str) -> None:
        self.query_one("Asking > Vertical", Vertical).border_title = words(title)


def troubled(error: HarvestError) -> Content:
    """Give an error's lines as text."""
    return Content("\n").join([words(line) for line in str(error).splitlines()])
