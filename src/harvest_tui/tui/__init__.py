"""The screens: they lay out view-models and send messages; they compute nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from harvest_tui.tui import terminal
from harvest_tui.tui.app import HarvestApp
from harvest_tui.tui.themes import read_themes

if TYPE_CHECKING:
    from pathlib import Path

    from harvest_tui.tui.desk import Desk


def run(desk: Desk, themes: Path, theme: str = "dark", *, mouse: bool | None = None) -> int:
    """Open the screens and stay until the user leaves.

    The caller has made sure that there is a terminal.

    Args:
        desk: Answers what the screens ask; called in a worker thread.
        themes: Folder of theme files.
        theme: Name of one of them; under NO_COLOR `ansi` is used.
        mouse: None for off over SSH, else on.

    Returns:
        Exit code, once the desk is at rest: 0, or 128 and the number of the signal that ended it.
    """
    app = HarvestApp(desk, read_themes(themes), terminal.theme_wanted(theme))
    asyncio.run(_run(app, mouse=terminal.mouse_wanted(asked=mouse)))
    app.bench.wait()
    return app.return_code or 0


async def _run(app: HarvestApp, *, mouse: bool) -> None:
    terminal.on_hang_up(lambda code: app.exit(return_code=code))
    await app.run_async(mouse=mouse)
