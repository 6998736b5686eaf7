"""What a user typed into a field, read strictly: nothing is guessed."""

import re
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from harvest_tui.domain.amounts import Quantity, Usd, plain_decimal, plain_text
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.text import shown

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class AnswerError(HarvestError):
    """What was typed is not what was asked for."""


def dollars(text: str, what: str) -> Usd:
    """Read an amount of zero or more.

    Args:
        text: As typed.
        what: What was asked for, for the message.

    Raises:
        AnswerError: It is no plain number, or below zero.
    """
    amount = _number(text, what, "1234.56")
    if amount < 0:
        raise AnswerError(f"{what}: {shown(text.strip())} is below zero.\nFix: zero or more.")
    return amount


def units(text: str, held: Quantity) -> Quantity:
    """Read how many units of a lot; blank means all of them.

    Raises:
        AnswerError: It is no plain number, or not between zero and what the lot holds.
    """
    if not text.strip():
        return held
    wanted = _number(text, "Units", "0.5")
    if not 0 < wanted <= held:
        raise AnswerError(
            f"Units: {shown(text.strip())} of {plain_text(held)}.\n"
            "Fix: more than 0 and at most what the lot holds."
        )
    return wanted


def day(text: str, what: str, last: date) -> date:
    """Read a day.

    Args:
        text: As typed: year, month and day.
        what: What was asked for, for the message.
        last: It cannot be later than this.

    Raises:
        AnswerError: It is no day, or too late.
    """
    said = text.strip()
    try:
        found = date.fromisoformat(said) if _DAY.fullmatch(said) else None
    except ValueError:
        found = None
    if found is None:
        raise AnswerError(f"{what}: {shown(said)!r} is no day.\nFix: write it as 2024-06-30.")
    if found > last:
        raise AnswerError(f"{what}: {found} is too late.\nFix: {last} or before.")
    return found


def reason(text: str) -> str:
    """Read a reason that must not be blank.

    Raises:
        AnswerError: It is.
    """
    if not text.strip():
        raise AnswerError("Reason: it is kept with the decision.\nFix: say why.")
    return text.strip()


def noon(on: date, zone: str) -> datetime:
    """Give the middle of a day: it falls on that day in the taxpayer's zone."""
    return datetime.combine(on, time(12), ZoneInfo(zone)).astimezone(UTC)


def _number(text: str, what: str, example: str) -> Usd:
    try:
        return plain_decimal(text.strip())
    except ValueError as error:
        raise AnswerError(f"{what}: {error}.\nFix: write it as {example}.") from None
