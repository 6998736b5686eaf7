"""Whether the screens can be drawn here at all."""

import os
import sys

from harvest_tui.domain.errors import UsageError


def fit_for_screens() -> None:
    """Refuse where no screen can be drawn.

    Raises:
        UsageError: There is no terminal, or one that cannot place text.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "the screens need a terminal.\nFix: use a command with --format (harvest-tui --help)."
        )
    if os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        raise UsageError(
            "the terminal cannot place text (TERM), so no screen can be drawn.\n"
            "Fix: set TERM to what it is (such as xterm-256color), or use a command with --format."
        )
