"""What can be wrong with a configuration file: where, what, and the way out.

- `ConfigError`: a key, a value or the file itself.
- `MissingResourceError`: a folder that ships with the program is not there.
"""

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.text import shown

Keys: TypeAlias = tuple[str | int, ...]
"""Path of a value: table names, a key, and positions inside an array of tables."""

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


class ConfigError(HarvestError):
    """An entry that cannot be used. Nothing is read from the file then."""

    def __init__(self, file: str, line: int | None, keys: Keys, what: str, fix: str) -> None:
        self.file, self.line, self.keys = file, line, keys
        place = [shown(file, 200)]
        if line is not None:
            place.append(f"line {line}")
        if keys:
            place.append(dotted(keys))
        super().__init__(f"{', '.join(place)}: {what}.\nFix: {fix}.")


class MissingResourceError(HarvestError):
    """The installation is not whole."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the folder {name} that ships with harvest-tui is not there.\n"
            "Fix: install harvest-tui again."
        )


def dotted(keys: Sequence[str | int]) -> str:
    """Write a path as TOML does, with positions counted from 1: `election 2.method`."""
    text = ""
    for key in keys:
        if isinstance(key, int):
            text += f" {key + 1}"
        else:
            name = key if _BARE.fullmatch(key) else f'"{shown(key)}"'
            text += f".{name}" if text else name
    return text
