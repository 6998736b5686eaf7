"""The application: opens the book, holds the status, switches screens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive

from harvest_tui.domain.errors import HarvestError
from harvest_tui.reports.lines import printable
from harvest_tui.tui import terminal
from harvest_tui.tui.audit import AuditPage
from harvest_tui.tui.bench import Bench
from harvest_tui.tui.candidates import CandidatesPage
from harvest_tui.tui.chrome import MODES, NAME
from harvest_tui.tui.confirm import Confirm
from harvest_tui.tui.first_run import FirstRunPage
from harvest_tui.tui.help import Help, entries
from harvest_tui.tui.ledger import LedgerPage
from harvest_tui.tui.lots import LotsPage
from harvest_tui.tui.netting import NettingPage
from harvest_tui.tui.pages import ADDING_UP, OPENING, BookChanged, MarksChanged, Page
from harvest_tui.tui.portfolio import PortfolioPage
from harvest_tui.tui.themes import DEFAULTS
from harvest_tui.tui.working import Working, said_if_slow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from harvest_tui.reports.opening import BookView, FirstRunAnswers
    from harvest_tui.reports.status import StatusLine
    from harvest_tui.tui.desk import Desk
    from harvest_tui.tui.themes import Themes

LOOK: Final = 2.0
"""Seconds between two looks whether the terminal is still there."""
PAGES: Final = {
    "portfolio": PortfolioPage,
    "candidates": CandidatesPage,
    "netting": NettingPage,
    "lots": LotsPage,
    "ledger": LedgerPage,
    "audit": AuditPage,
}


class HarvestApp(App[None]):
    """Screens over one desk."""

    TITLE = NAME
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012  # as Textual declares it
    DEFAULT_MODE = "portfolio"
    CSS = """
    Toast { background: $panel; color: $foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(digit),
                f"mode('{mode}')",
                title,
                tooltip=f"Go to {title}",
                id=f"app.{mode}",
                show=False,
            )
            for digit, (mode, title) in enumerate(MODES.items(), 1)
        ),
        Binding("?", "help", "help", id="app.help", tooltip="This list"),
        Binding("q", "quit", "quit", id="app.quit", tooltip="Leave"),
        Binding(
            "ctrl+q", "quit", "quit", tooltip="Leave", id="app.quit_too", show=False, priority=True
        ),
    ]

    book: reactive[BookView | None] = reactive(None, init=False)
    status: reactive[StatusLine | None] = reactive(None, init=False)
    doing: reactive[str] = reactive("", init=False)
    """What is being done in the background; empty when nothing is."""

    class Progressed(Message):
        """The desk says how far it is."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, desk: Desk, themes: Themes, theme: str) -> None:
        super().__init__(ansi_color=True if terminal.colorless() else None)
        self.animation_level = "none"
        self.bench = Bench(desk)
        self._problems = list(themes.problems)
        for known in themes.themes:
            self.register_theme(known)
        if theme in self.available_themes:
            self.theme = theme
        else:
            self._problems.append(f"There is no theme {theme!r}.")
        for mode, page in PAGES.items():
            self.add_mode(mode, partial(page, self.bench))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our colours for themes that are not ours."""
        return dict(DEFAULTS)

    def on_mount(self) -> None:
        """Look after the terminal from time to time."""
        if not self.is_headless:
            self.set_interval(LOOK, self._leave_if_alone)

    def on_ready(self) -> None:
        """Open the book, now that the screen stands."""
        for problem in self._problems:
            self.notify(problem, severity="warning")
        self._open()

    def on_unmount(self) -> None:
        """Give up what is still being asked."""
        self.bench.close()

    @work(exclusive=True, group="open")
    async def _open(self) -> None:
        self.doing = OPENING
        progress = self.bench.progress(lambda words: self.post_message(self.Progressed(words)))
        try:
            self.book = await self.bench.ask(lambda desk: desk.open(progress))
            marks = self.bench.marks
            self.bench.marks = dict(await self.bench.ask(lambda desk: desk.still(marks)))
        except HarvestError as error:
            self.bench.trouble = str(error)
        else:
            self.bench.trouble = ""
            self.bench.opened += 1
            self._sum_up()
        self.doing = ""
        self._renew()
        if self.book is not None and self.book.first_run is not None:
            self.push_screen(FirstRunPage(self.book.first_run))

    def _renew(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.renew()

    @work(exclusive=True, group="status")
    async def _sum_up(self) -> None:
        marks = dict(self.bench.marks)
        try:
            with said_if_slow(self, ADDING_UP):
                self.status = await self.bench.ask(lambda desk: desk.status(marks))
        except HarvestError as error:
            self.notify(str(error), severity="error")

    @on(Progressed)
    def _say_progress(self, event: Progressed) -> None:
        if self.doing:
            self.doing = event.words

    @on(Working)
    def _say_working(self, event: Working) -> None:
        self.doing = event.words

    @on(MarksChanged)
    def _marks_changed(self) -> None:
        self._sum_up()

    @on(BookChanged)
    def _read_again(self) -> None:
        self._open()

    @on(FirstRunPage.Answered)
    def _answered(self, event: FirstRunPage.Answered) -> None:
        self._save(event.answers)

    @work(exclusive=True, group="save")
    async def _save(self, answers: FirstRunAnswers) -> None:
        try:
            await self.bench.ask(lambda desk: desk.save_first_run(answers))
        except HarvestError as error:
            self.notify(str(error), severity="error")
            return
        await self.pop_screen()
        self._open()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something in passing: always as text, whatever it holds."""
        del markup
        text = "\n".join(printable(line) for line in message.splitlines())
        super().notify(text, title=title, severity=severity, timeout=timeout, markup=False)

    def action_mode(self, mode: str) -> None:
        """Go to one of the main screens."""
        if mode != self.current_mode:
            self.switch_mode(mode)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        if not isinstance(self.screen, Help):
            title = self.screen.BINDING_GROUP_TITLE or NAME
            self.push_screen(Help(title, entries(self.screen, self.get_key_display)))

    async def action_quit(self) -> None:
        """Leave; ask first if marks would be lost."""
        if isinstance(self.screen, Confirm):
            return
        if not self.bench.marks:
            self.exit()
            return
        marked = len(self.bench.marks)
        lots = "1 lot is" if marked == 1 else f"{marked:,} lots are"
        self.push_screen(Confirm("Leave?", f"{lots} marked; marks are not kept."), self._leave)

    def _leave(self, sure: bool | None) -> None:  # noqa: FBT001  # Textual's callback
        if sure:
            self.exit()

    def _leave_if_alone(self) -> None:
        if terminal.is_gone():
            self.exit(return_code=129)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Give the commands of the palette."""
        del screen
        for mode, title in MODES.items():
            yield SystemCommand(title, "Go to this screen", partial(self.action_mode, mode))
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
        yield SystemCommand("Keys", "Show what the keys do", self.action_help)
        yield SystemCommand("Quit", "Leave", self.action_quit)

    def _fatal_error(self) -> None:
        """Show where the program broke without the values there: they are the user's money."""
        from rich.segment import Segments  # noqa: PLC0415  # only when something broke
        from rich.traceback import Traceback  # noqa: PLC0415

        traceback = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(
            Segments(self.console.render(traceback, self.console.options))
        )
        self._close_messages_no_wait()
