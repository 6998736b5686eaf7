"""What the main screens have in common: a masthead, a body that is asked for, status and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.message import Message
from textual.screen import Screen

from harvest_tui.domain.errors import HarvestError
from harvest_tui.tui.chrome import KeyLine, Masthead, StatusBar
from harvest_tui.tui.filter_line import FILTER_KEYS
from harvest_tui.tui.working import said_if_slow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.widget import Widget

    from harvest_tui.tui.bench import Bench

OPENING: Final = "Opening the book…"
ADDING_UP: Final = "Adding up the marked lots…"


class MarksChanged(Message):
    """The marks are others than before."""


class BookChanged(Message):
    """Something was recorded that the figures rest on."""


class Page(Screen[None]):
    """Asks the desk when it comes to the front and what it shows is out of date."""

    MODE: str
    """Which of the main screens it is or lies over."""
    TAUGHT: ClassVar[tuple[str, ...]]
    """Ids of the bindings in the line of keys."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self._seen: object = None

    def compose(self) -> ComposeResult:
        """Lay out the lines around the body."""
        yield Masthead(self.MODE)
        yield from self.body()
        yield StatusBar()
        yield KeyLine((*FILTER_KEYS, *self.TAUGHT))

    def body(self) -> Iterable[Widget]:
        """Give the widgets in the middle."""
        raise NotImplementedError

    async def load(self) -> None:
        """Ask the desk and show the answer."""
        raise NotImplementedError

    def say(self, *message: str) -> None:
        """Show a message in place of what is not there."""
        raise NotImplementedError

    @property
    def wanted(self) -> object:
        """What the body depends on; it is asked for again when this changes."""
        return self.bench.opened

    def on_screen_resume(self) -> None:
        """Come to the front."""
        self.renew()

    def renew(self) -> None:
        """Ask again if what is shown is out of date."""
        if self.bench.trouble:
            self.say(*self.bench.trouble.splitlines())
        elif not self.bench.opened:
            self.say(OPENING)
        elif self._seen != self.wanted:
            self._load()

    @work(exclusive=True, group="load")
    async def _load(self) -> None:
        seen = self.wanted
        try:
            with said_if_slow(self, "Computing…"):
                await self.load()
        except HarvestError as error:
            self.say(*str(error).splitlines())
        else:
            self._seen = seen
