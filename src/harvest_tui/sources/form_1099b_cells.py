"""Cells of a Form 1099-B, read strictly."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO, Usd
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.schedule_d import Acquired
from harvest_tui.domain.text import shown
from harvest_tui.sources.numbers import parse

_DATES: Final = ("%m/%d/%Y", "%Y-%m-%d", "%Y%m%d", "%m-%d-%Y", "%m/%d/%y")
"""A form of the United States: the month comes first where digits leave it open."""
_NO_DAY: Final = frozenset({"", "0", "00000000", "n/a", "--", "unknown"})
_VARIOUS: Final = frozenset({"various", "var", "various dates"})
_INHERITED: Final = frozenset({"inherited", "inherit"})
_YES: Final = frozenset({"y", "yes", "true", "1", "x"})
NO: Final = frozenset({"", "n", "no", "false", "0"})
"""What stands for no; so does a blank cell."""
_TOTAL: Final = re.compile(r"(?:grand |sub)?-?totals?\b.*", re.IGNORECASE)
TermOf: TypeAlias = Callable[[date, date], Term]
"""Tells the holding period from the days of acquisition and sale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the user says of a whole file."""

    year: int
    """In which all of it was sold."""
    basis_reported: bool | None
    """Of rows that do not say; None: not said."""
    term_of: TermOf
    """For rows that do not say."""


class RefusedCellError(ValueError):
    """A cell, or what cells together say, cannot be taken."""

    def __init__(self, role: str, what: str, fix: str) -> None:
        self.role = role
        self.reason = f"{what} Fix: {fix}"
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The cells of a row by what their column means."""

    line: int
    cells: tuple[str, ...]
    """As they came."""
    by_role: Mapping[str, str]
    """Trimmed; columns that the file does not have are left out."""
    headers: Mapping[str, str]

    def __getitem__(self, role: str) -> str:
        """Give a cell; blank where the file has no such column."""
        return self.by_role.get(role, "")

    def header(self, role: str) -> str:
        """Give the header of a role's column, or the role where there is none."""
        return self.headers.get(role, role)

    @property
    def is_total(self) -> bool:
        """Whether this sums other rows up."""
        what = self["description"] or next((c.strip() for c in self.cells if c.strip()), "")
        return not self["sold"] and (not self["description"] or bool(_TOTAL.fullmatch(what)))


def acquired_of(cell: str) -> Acquired:
    """Read when something was acquired: a day, VARIOUS, INHERITED, or not said."""
    word = cell.casefold()
    if word in _VARIOUS:
        return "VARIOUS"
    if word in _INHERITED:
        return "INHERITED"
    if word in _NO_DAY:
        return None
    day = day_of(cell)
    if day is None:
        raise RefusedCellError(
            "acquired",
            f'"{shown(cell, 40)}" is no day.',
            "write it as 12/31/2020, VARIOUS or INHERITED, or leave it blank",
        )
    return day


def day_of(cell: str) -> date | None:
    """Read a day; None where it is none."""
    for form in _DATES:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007 # a day has no zone
        except ValueError:
            continue
    return None


def dollars(said: Said, role: str) -> Usd:
    """Read an amount of zero or more that must be there."""
    if not said[role]:
        raise RefusedCellError(role, "the cell is blank.", "fill it in; 0 if it is nothing")
    amount = number(said, role)
    if amount < ZERO:
        raise RefusedCellError(role, "the amount is below zero.", "write it without a sign")
    return amount


def number(said: Said, role: str) -> Decimal:
    """Read a number with the signs that files put around it."""
    try:
        return parse(said[role])
    except ValueError as error:
        raise RefusedCellError(
            role, f'"{shown(said[role], 40)}" {error}.', "write it as 1234.56"
        ) from None


def flag(said: Said, role: str) -> bool:
    """Read yes or no; blank is no."""
    word = said[role].casefold()
    if word not in _YES | NO:
        raise RefusedCellError(
            role, f'"{shown(said[role], 40)}" is neither yes nor no.', "write Y, or leave it blank"
        )
    return word in _YES
