"""A user at the screens: presses keys, waits until all is quiet, reads what is there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from textual.pilot import Pilot
from textual.worker import WorkerState

from harvest_tui.tui.app import HarvestApp
from harvest_tui.tui.candidates import REST
from harvest_tui.tui.desk import Desk
from harvest_tui.tui.grid import Grid
from harvest_tui.tui.themes import read_themes
from tui.fake_desk import FakeDesk

THEMES: Final = read_themes(Path(__file__).parents[2] / "themes")
SIZES: Final = ((80, 24), (120, 40), (200, 50))
STEADY: Final = 3
"""Looks in a row that find no work before it counts as done."""
_QUIET: Final = {WorkerState.SUCCESS, WorkerState.CANCELLED, WorkerState.ERROR}


class Sitting:
    """One run of the application, without a terminal."""

    def __init__(self, app: HarvestApp, pilot: Pilot[None]) -> None:
        self.app = app
        self._pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other has had its effect."""
        for key in keys:
            await self._pilot.press(key)
            await self._work_done()
        await self._pilot.pause(REST * 1.5)

    async def hit(self, key: str) -> None:
        """Press a key and do not wait for what comes of it."""
        await self._pilot.press(key)

    async def settle(self) -> None:
        """Wait until no work goes on and the cursor has come to rest."""
        await self._pilot.pause()
        await self._work_done()
        await self._pilot.pause(REST * 1.5)

    async def _work_done(self) -> None:
        """Wait until it is quiet and stays so: what ends posts messages that begin more."""
        looks = 0
        while looks < STEADY:
            busy = self.app.doing or any(w.state not in _QUIET for w in self.app.workers)
            looks = 0 if busy else looks + 1
            await self._pilot.pause(0.01 if busy else 0)

    async def pause(self, seconds: float) -> None:
        """Let time pass while work goes on."""
        await self._pilot.pause(seconds)

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        await self._pilot.resize_terminal(width, height)
        await self.settle()

    async def click(self, x: int, y: int) -> None:
        """Click on a cell of the table."""
        await self._pilot.click(Grid, offset=(x, y))
        await self.settle()

    @property
    def text(self) -> str:
        """What is on the screen, line by line, without blanks at the ends."""
        strips = self.app.screen._compositor.render_strips()  # noqa: SLF001  # Textual has no other door
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def lines(self) -> list[str]:
        """The same as a list."""
        return self.text.splitlines()

    @property
    def grid(self) -> Grid:
        """The table in front."""
        return self.app.screen.query_one(Grid)


@asynccontextmanager
async def sitting(
    desk: Desk | None = None,
    *,
    size: tuple[int, int] = (120, 40),
    theme: str = "dark",
    wait: bool = True,
) -> AsyncIterator[Sitting]:
    """Open the screens over a desk."""
    app = HarvestApp(desk or FakeDesk(), THEMES, theme)
    async with app.run_test(size=size, notifications=True) as pilot:
        seat = Sitting(app, pilot)
        if wait:
            await seat.settle()
        yield seat
