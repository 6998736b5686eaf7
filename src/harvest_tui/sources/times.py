"""Cells that hold a moment: strict, in UTC, and no finer than the source gives it."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final, NamedTuple

from harvest_tui.domain.transaction import Precision
from harvest_tui.sources.options import DateOrder

FIRST: Final = datetime(2009, 1, 3, tzinfo=UTC)
"""The first block of Bitcoin: nothing here is older."""
_LAST_YEAR: Final = 2200
_MONTHS: Final = 12
_WIDEST_ZONE: Final = timedelta(hours=14)
_NOON: Final = time(12)
_YEAR_WIDTH: Final = 4
_SHORT_YEAR_WIDTH: Final = 2
_UTC_NAMES: Final = frozenset({"Z", "UTC", "GMT"})

_CLOCK: Final = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
_ZONE: Final = r"\s?(Z|UTC|GMT|(?:UTC|GMT)?[+-][0-9]{2}(?::?[0-9]{2})?)?"
_ISO: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(?:[.,][0-9]{1,9})?)?)" + _ZONE,
    re.ASCII,
)
_IN_DIGITS: Final = re.compile(
    r"([0-9]{1,4})[./-]([0-9]{1,2})[./-]([0-9]{1,4})"
    rf"(?:,?[T ]{_CLOCK}(?:\s?([AaPp])\.?[Mm]\.?)?)?{_ZONE}",
    re.ASCII,
)
_IN_WORDS: Final = re.compile(
    r"(?:[A-Z][a-z]{2},? )?([A-Z][a-z]{2,8})\.? ([0-9]{1,2}),? ([0-9]{4})"
    rf"(?:,? {_CLOCK}(?:\s?([AaPp])\.?[Mm]\.?)?)?{_ZONE}(?: \([A-Za-z ]+\))?",
    re.ASCII,
)
"""English: `Jan. 28, 2022, 12:13 AM`, `Wed Jan 03 2024 10:00:00 GMT-0500 (Some Time)`."""
_MONTH_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_EPOCH: Final = {10: 1, 13: 10**3, 16: 10**6, 19: 10**9}


class Moment(NamedTuple):
    """An instant as a source gives it."""

    at: datetime
    """UTC. A day without a clock stands at noon, so that it is that day in every US zone."""
    precision: Precision


@lru_cache(maxsize=2**14)
def parse(text: str, zone: tzinfo | None, order: DateOrder | None) -> Moment:
    """Read a date or a moment.

    Args:
        text: One cell, trimmed: ISO 8601 or close to it, a date in digits, or one that names the
            month in English.
        zone: What the source means where the text names no zone. None: the text must.
        order: How this file writes dates in digits. None: it may only write the year first.
            Years of two digits are read only first, and only where the order says so.

    Raises:
        ValueError: The text is no moment, or one that does not exist; completes "cell … ".
    """
    iso = _ISO.fullmatch(text)
    if iso is not None:
        return _exact(iso[1], iso[2], iso[3], zone)
    found = _IN_DIGITS.fullmatch(text) or _IN_WORDS.fullmatch(text)
    if found is None:
        raise ValueError("is not a date and time that this format writes")
    one, two, three, hour, minute, second, part, half, named = found.groups()
    day = _ordered(one, two, three, order) if one.isdigit() else _of_month(one, two, three)
    where = _zone(named, zone)
    if hour is None:
        return Moment(_at(day, _NOON, UTC), Precision.DAY)
    clock = _clock(_of_24(hour, half) if half else hour, minute, second, part)
    precision = Precision.SECOND if second else Precision.MINUTE
    return Moment(_at(day, clock, where), precision)


def parse_epoch(text: str) -> Moment:
    """Read seconds since 1970, or thousandths, millionths or billionths of one, by length.

    Raises:
        ValueError: The text has no such length or is not all digits; completes "cell … ".
    """
    parts = _EPOCH.get(len(text))
    if parts is None or not (text.isascii() and text.isdigit()):
        raise ValueError("is not a count of seconds since 1970")
    seconds, rest = divmod(int(text), parts)
    at = datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=rest * 10**6 // parts)
    return Moment(at, Precision.SECOND)


def orders_shown_by(
    cells: Iterable[str], *, short_years: bool = False
) -> frozenset[DateOrder] | None:
    """Tell in which orders the dates in digits of a file can be read.

    Args:
        cells: All cells of the file that should hold a moment.
        short_years: Whether a year of two digits may stand at the end as well.

    Returns:
        None where there is no such date with a year of four digits at its end. Both day-first
        and month-first where no date says otherwise; neither where two dates contradict each
        other.
    """
    allowed = {DateOrder.DMY, DateOrder.MDY}
    widths = {_YEAR_WIDTH, _SHORT_YEAR_WIDTH} if short_years else {_YEAR_WIDTH}
    seen = False
    for cell in cells:
        found = None if cell[_YEAR_WIDTH : _YEAR_WIDTH + 1] == "-" else _in_digits(cell)
        if found is None or len(found[1]) == _YEAR_WIDTH or len(found[3]) not in widths:
            continue
        seen = True
        if int(found[1]) > _MONTHS:
            allowed.discard(DateOrder.MDY)
        if int(found[2]) > _MONTHS:
            allowed.discard(DateOrder.DMY)
    return frozenset(allowed) if seen else None


def _in_digits(cell: str) -> re.Match[str] | None:
    return _IN_DIGITS.fullmatch(cell.strip())


def _ordered(one: str, two: str, three: str, order: DateOrder | None) -> date:
    if len(one) == _YEAR_WIDTH:
        return _day(one, two, three)
    if order is DateOrder.YMD and len(one) == len(three) == _SHORT_YEAR_WIDTH:
        return _day(f"20{one}", two, three)
    if len(three) != _YEAR_WIDTH:
        raise ValueError("has no year of four digits")
    if order is DateOrder.DMY:
        return _day(three, two, one)
    if order is DateOrder.MDY:
        return _day(three, one, two)
    raise ValueError("does not begin with the year")


def _of_month(name: str, day: str, year: str) -> date:
    for number, month in enumerate(_MONTH_NAMES, start=1):
        if month.startswith(name):
            return _day(year, str(number), day)
    raise ValueError("names no month")


def _day(year: str, month: str, day: str) -> date:
    if not FIRST.year - 1 <= int(year) <= _LAST_YEAR:
        raise ValueError("lies outside the years of crypto")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError("is a date that does not exist") from None


def _clock(hour: str, minute: str, second: str | None, part: str | None) -> time:
    fraction = int(part.ljust(6, "0")[:6]) if part else 0
    try:
        return time(int(hour), int(minute), int(second or 0), fraction)
    except ValueError:
        raise ValueError("is a time that does not exist") from None


def _of_24(hour: str, half: str) -> str:
    if not 1 <= int(hour) <= _MONTHS:  # twelve hours to the half day, as months to the year
        raise ValueError("is a time that does not exist")
    return str(int(hour) % 12 + (12 if half in "Pp" else 0))


def _exact(text: str, second: str | None, named: str | None, zone: tzinfo | None) -> Moment:
    where = _zone(named, zone)
    try:
        local = datetime.fromisoformat(f"{text}+00:00")
    except ValueError:
        raise ValueError("is a date or time that does not exist") from None
    if not FIRST.year - 1 <= local.year <= _LAST_YEAR:
        raise ValueError("lies outside the years of crypto")
    at = local if where is UTC else local.replace(tzinfo=where).astimezone(UTC)
    return Moment(at, Precision.SECOND if second else Precision.MINUTE)


def _at(day: date, clock: time, where: tzinfo) -> datetime:
    return datetime.combine(day, clock, where).astimezone(UTC)


def _zone(named: str | None, zone: tzinfo | None) -> tzinfo:
    if named is None:
        if zone is None:
            raise ValueError("names no time zone")
        return zone
    if named in _UTC_NAMES:
        return UTC
    named = named.removeprefix("UTC").removeprefix("GMT")
    digits = named[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset > _WIDEST_ZONE or int(digits[2:]) >= 60:  # noqa: PLR2004 - minutes to the hour
        raise ValueError("names a time zone that does not exist")
    return timezone(-offset if named[0] == "-" else offset)
