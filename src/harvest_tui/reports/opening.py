"""What the screens learn when a book opens, and what is asked the first time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from harvest_tui.domain.elections import Method
from harvest_tui.reports.netting import STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harvest_tui.domain.settings import FilingStatus

US_ZONES: Final = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Arizona, no daylight saving",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
}
METHODS: Final = {
    Method.FIFO: "the oldest units first",
    Method.LIFO: "the newest units first",
    Method.HIFO: "the dearest units first: usually the least gain",
    Method.LOFO: "the cheapest units first",
    Method.SPECIFIC: "units you name before each sale, else FIFO",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to pick."""

    value: str | None
    """None: not said; nothing is assumed."""
    label: str
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that must not be assumed."""

    name: str
    """Field of `FirstRunAnswers`."""
    title: str
    why: str
    choices: tuple[Choice, ...]
    other: str = ""
    """Where an answer can also be typed: what to type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunAnswers:
    """What the user said. None where nothing was said."""

    filing_status: FilingStatus | None = None
    time_zone: str | None = None
    method: Method | None = None
    """Standing method from this year on; None: FIFO applies, and `check` says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunView:
    """The questions, and what to do after them."""

    year: int
    questions: tuple[Question, ...]
    after: tuple[str, ...]
    """Names the next key or command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookView:
    """A book that is open."""

    moment: str
    """The tax year and how long it lasts: `2026 · 39 days left`."""
    brief: str = ""
    """The same where there is little room: `39 d left`."""
    errors: int
    warnings: int
    """Findings of the self-audit."""
    first_run: FirstRunView | None = None
    """What to ask; None where everything was said."""


def moment(year: int, today: date) -> str:
    """Tell the tax year and the days in which a sale still counts for it, today included."""
    days = (date(year, 12, 31) - today).days + 1
    if days <= 0:
        return f"{year} · over"
    return f"{year} · {days} day{'' if days == 1 else 's'} left"


def brief_moment(year: int, today: date) -> str:
    """Tell the days left where there is little room."""
    days = (date(year, 12, 31) - today).days + 1
    return f"{year} over" if days <= 0 else f"{days} d left"


def first_run_view(year: int) -> FirstRunView:
    """Put the three questions for a new book."""
    return FirstRunView(year=year, questions=tuple(_questions(year)), after=NEXT)


def is_zone(name: str) -> bool:
    """Tell whether the time zone database knows a name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return "/" in name


NEXT: Final = (
    "Then leave with q and read in what you have, one export after the other:",
    "  harvest-tui import FILE…",
)


def _questions(year: int) -> Iterator[Question]:
    yield Question(
        name="filing_status",
        title="How do you file?",
        why="Brackets and the loss limit depend on it.",
        choices=(
            *(Choice(status.value, words) for status, words in STATUS_WORDS.items()),
            Choice(None, "not now", "Schedule D only; every tax figure stays empty"),
        ),
    )
    yield Question(
        name="time_zone",
        title="In which time zone do you live?",
        why="It decides the day, and so the year and term, of every transaction.",
        choices=(
            *(Choice(zone, words, zone) for zone, words in US_ZONES.items()),
            Choice(None, "not now", "America/New_York is used, and said so"),
        ),
        other="another zone, such as Europe/Lisbon",
    )
    yield Question(
        name="method",
        title=f"Which units does a sale take, from {year} on?",
        why="A choice counts for sales after it is recorded, until the next one.",
        choices=(
            Choice(None, "none chosen", "FIFO applies by law, and the self-audit says so"),
            *(Choice(method.value, method.value, words) for method, words in METHODS.items()),
        ),
    )
