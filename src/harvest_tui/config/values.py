"""Readers: what a TOML value must be, and what is said when it is not.

Each takes what tomllib gives and gives a value of the domain, or raises `RefusedError`. In a fix,
`KEY` stands for the key's name.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from harvest_tui.domain.amounts import ZERO, plain_decimal
from harvest_tui.domain.text import shown

Choice = TypeVar("Choice", bound=StrEnum)


class FloatText(str):
    """A bare decimal number, as it stands in the file: never made a float."""

    __slots__ = ()


class RefusedError(ValueError):
    """A value that its key does not take."""

    def __init__(self, what: str, fix: str) -> None:
        self.what, self.fix = what, fix
        super().__init__(what)


def amount(value: object) -> Decimal:
    """Read an amount: a decimal string or an integer."""
    if isinstance(value, FloatText):
        raise RefusedError(
            f"{value} without quotes is a binary number, and loses cents",
            f'put it in quotes: "{value}"',
        )
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise RefusedError(f"{said(value)} is no amount", 'write a number: KEY = "1234.56"')
    try:
        return plain_decimal(str(value))
    except ValueError as error:
        raise RefusedError(
            f"{said(value)} is no plain decimal number",
            'write digits and a point, nothing else: KEY = "1234.56"',
        ) from error


def unsigned(value: object) -> Decimal:
    """Read an amount of zero or more."""
    read = amount(value)
    if read < ZERO:
        raise RefusedError(f"{said(value)} is less than zero", "write zero or more")
    return read


def rate(value: object) -> Decimal:
    """Read a rate from 0 to 1."""
    read = amount(value)
    if not ZERO <= read <= 1:
        raise RefusedError(
            f"{said(value)} is no rate", 'write a share from 0 to 1: KEY = "0.05" for 5 %'
        )
    return read


def truth(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise RefusedError(f"{said(value)} is neither true nor false", "write KEY = true or false")
    return value


def count(value: object) -> int:
    """Read a whole number of zero or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise RefusedError(f"{said(value)} is no whole number", "write KEY = 0, or a count")
    return value


def text(value: object) -> str:
    """Read a text, which may be empty."""
    if not isinstance(value, str) or isinstance(value, FloatText):
        raise RefusedError(f"{said(value)} is no text", 'put it in quotes: KEY = "…"')
    return value


def name(value: object) -> str:
    """Read a text that is not empty."""
    if not text(value):
        raise RefusedError("the text is empty", "write a name, or remove the key")
    return text(value)


def day(value: object) -> date:
    """Read a date without a time."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise RefusedError(f"{said(value)} is no date", "write it without quotes: KEY = 2026-01-31")
    return value


def moment(value: object) -> datetime:
    """Read an instant with its zone; give it in UTC."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise RefusedError(
            f"{said(value)} is no instant with a zone",
            "write it without quotes: KEY = 2026-01-31T12:00:00Z",
        )
    return value.astimezone(UTC)


def one_of(choices: type[Choice]) -> Callable[[object], Choice]:
    """Make a reader of one of the words of an enumeration."""

    def read(value: object) -> Choice:
        words = [choice.value for choice in choices]
        if not isinstance(value, str) or value not in words:
            near = get_close_matches(str(value), words, n=1)
            meant = f'did you mean "{near[0]}"? ' if near else ""
            listed = ", ".join(f'"{word}"' for word in words if word)
            raise RefusedError(f"{said(value)} is not known here", f"{meant}Write one of {listed}")
        return choices(value)

    return read


def time_zone(value: object) -> str:
    """Read the name of a zone that the time zone database knows."""
    zone = text(value)
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, LookupError) as error:  # a folder of zones is an OSError
        near = get_close_matches(zone, available_timezones(), n=1)
        meant = f'did you mean "{near[0]}"? ' if near else ""
        raise RefusedError(
            f"{said(zone)} is no time zone",
            f'{meant}Write a name such as "America/New_York"',
        ) from error
    return zone


def said(value: object) -> str:
    """Show what stands in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and not isinstance(value, FloatText):
        return f'"{shown(value)}"'
    if isinstance(value, (dict, list)):
        return "a table" if isinstance(value, dict) else "a list"
    return shown(str(value))
