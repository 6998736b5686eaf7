"""Columns by role: which header names mean it, and what its cells hold."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from harvest_tui.sources.headers import normal


class Holds(Enum):
    """What the cells of a column are read as."""

    TEXT = auto()
    NUMBER = auto()
    SIZE = auto()
    """A number whose sign tells nothing: exports of one source differ in it."""
    MOMENT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One role, and the header names that mean it."""

    names: tuple[str, ...]
    """Any of these, compared without regard to case, blanks and underscores."""
    pattern: str = ""
    """Regular expression over the whole normalised name, where part of it varies."""
    holds: Holds = Holds.TEXT
    needed: bool = False
    """A file without it is of another format."""
    identity: bool = True
    """Whether its cell tells one row from another: not so for balances and values at export."""


def text(*names: str, pattern: str = "", needed: bool = False, identity: bool = True) -> Column:
    """Declare a column of words."""
    return Column(names=names, pattern=pattern, needed=needed, identity=identity)


def number(*names: str, pattern: str = "", needed: bool = False, identity: bool = True) -> Column:
    """Declare a column of signed numbers."""
    return Column(
        names=names, pattern=pattern, holds=Holds.NUMBER, needed=needed, identity=identity
    )


def size(*names: str, pattern: str = "", needed: bool = False, identity: bool = True) -> Column:
    """Declare a column of numbers whose sign tells nothing."""
    return Column(names=names, pattern=pattern, holds=Holds.SIZE, needed=needed, identity=identity)


def moment(*names: str, pattern: str = "", needed: bool = False) -> Column:
    """Declare a column of dates and times."""
    return Column(names=names, pattern=pattern, holds=Holds.MOMENT, needed=needed)


def places(columns: Mapping[str, Column], header: Sequence[str]) -> dict[str, int]:
    """Find each role's column.

    Args:
        columns: By role.
        header: Names as they came.

    Returns:
        Index by role; for a role that is not there, the number of columns.
    """
    at: dict[str, int] = {}
    for index, name in enumerate(header):
        at.setdefault(normal(name), index)
    return {role: _place(column, at, len(header)) for role, column in columns.items()}


def _place(column: Column, at: Mapping[str, int], absent: int) -> int:
    for name in column.names:
        if normal(name) in at:
            return at[normal(name)]
    if column.pattern:
        for name, index in at.items():
            if re.fullmatch(column.pattern, name):
                return index
    return absent


def missing(columns: Mapping[str, Column], header: Sequence[str]) -> tuple[str, ...]:
    """Give the first name of each needed column that the header lacks."""
    place, absent = places(columns, header), len(header)
    return tuple(
        column.names[0]
        for role, column in columns.items()
        if column.needed and place[role] == absent
    )
