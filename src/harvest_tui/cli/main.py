"""The way in: runs a command and turns what went wrong into a message and an exit code."""

import sys
from typing import Final

from harvest_tui.domain.errors import HarvestError, UsageError

REFUSED: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130


def main() -> None:
    """Run harvest-tui and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command.

    Returns:
        0 done; 1 findings, or refused by the data; 2 usage; 130 interrupted.
    """
    from harvest_tui.cli.app import app

    try:
        code = app(arguments, prog_name="harvest-tui", standalone_mode=True)
    except UsageError as error:
        return _say(error, USAGE)
    except HarvestError as error:
        return _say(error, REFUSED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _pipe_closed()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else REFUSED
    return code if isinstance(code, int) else 0


def _say(error: HarvestError, code: int) -> int:
    from harvest_tui.cli.words import lines_shown

    print(f"harvest-tui: {lines_shown(str(error))}", file=sys.stderr)
    return code


def _pipe_closed() -> int:
    """The reader of our output has gone: nothing to say, and nobody to say it to."""
    sys.stdout = open("/dev/null", "w")  # noqa: SIM115, PTH123 # so that the flush at exit is quiet
    return 0
