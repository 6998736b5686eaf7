"""On which line a TOML key stands: tomllib gives values, and no places."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping

from harvest_tui.config.errors import Keys


def lines_of(text: str) -> Mapping[Keys, int]:
    """Give the line, counted from 1, of each table and key of a valid TOML text.

    A statement is the fewest lines, from where the last one ended, that parse: a table's
    header, or a key with its value. Keys inside an inline table have its line.
    """
    found: dict[Keys, int] = {}
    seen: Counter[Keys] = Counter()
    table: Keys = ()
    for line, statement in _statements(text):
        head = statement.lstrip()
        paths = list(_paths(tomllib.loads(statement), () if head.startswith("[") else table))
        if head.startswith("[["):
            (name,) = paths
            paths = [(*name, seen[name])]
            seen[name] += 1
        if head.startswith("["):
            (table,) = paths
        for path in paths:
            for length in range(1, len(path) + 1):
                found.setdefault(path[:length], line)
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    start, pending = 1, ""
    for line, physical in enumerate(text.split("\n"), start=1):  # as TOML ends its lines
        if not pending:
            start = line
        pending += physical + "\n"
        try:
            tomllib.loads(pending)
        except tomllib.TOMLDecodeError:
            continue
        yield start, pending
        pending = ""


def _paths(said: Mapping[str, object], above: Keys) -> Iterator[Keys]:
    """Give the deepest paths of what one statement says."""
    for key, value in said.items():
        path = (*above, key)
        if isinstance(value, dict) and value:
            yield from _paths(value, path)
        else:
            yield path
