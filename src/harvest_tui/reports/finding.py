"""One finding explained, and what can be done about it."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from harvest_tui.domain.text import shown
from harvest_tui.reports.details import DetailView, Fact
from harvest_tui.reports.lines import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from harvest_tui.reports.columns import Row

_LONGEST: Final = 600


class Way(StrEnum):
    """What the user can do about a finding."""

    LINK = "link"
    """Name the other half of a transfer."""
    BASIS = "basis"
    """Say what units cost, and when they were acquired."""
    MEANING = "meaning"
    """Say what a transaction was."""
    PRICE = "price"
    """Give the price of the day."""
    DISMISS = "dismiss"
    """Set it aside, with a reason."""


WAYS: Final[Mapping[str, tuple[Way, ...]]] = MappingProxyType(
    {
        "unlinked transfer": (Way.LINK, Way.BASIS, Way.MEANING, Way.DISMISS),
        "ambiguous transfer": (Way.LINK, Way.MEANING, Way.DISMISS),
        "missing basis": (Way.PRICE, Way.BASIS, Way.MEANING),
        "missing value": (Way.PRICE, Way.MEANING),
        "treatment needed": (Way.MEANING,),
        "allocation not confirmed": (Way.MEANING,),
        "allocation does not fit": (),
        "migration": (Way.MEANING, Way.DISMISS),
        "stale price": (Way.PRICE, Way.DISMISS),
        "price far from book": (Way.PRICE, Way.DISMISS),
        "balance differs": (),
        "closed month changed": (),
        "sealed year changed": (),
        "short disposal": (),
        "lots beyond balances": (),
        "quarantined row": (),
        "quarantined sale elsewhere": (),
        "id conflict": (),
    }
)
"""What mends a finding from here, by its name; empty: only what its fix says."""


def ways_of(finding: str) -> tuple[Way, ...]:
    """Tell what can be done about a finding; one that is not listed can be set aside."""
    return WAYS.get(finding, (Way.DISMISS,))


def finding_detail(row: Row) -> DetailView:
    """Say all there is to a finding.

    Args:
        row: Of the frame of `audit_view`.
    """
    return DetailView(title=shown(str(row["finding"])), facts=tuple(_facts(row)))


def _facts(row: Row) -> Iterator[Fact]:
    wrong = row["severity"] == "error"
    yield Fact(
        "Error" if wrong else "Warning",
        shown(str(row["message"]), _LONGEST),
        Tone.LOSS if wrong else Tone.WARNING,
    )
    if row["since"] is not None:
        yield Fact("So", f"what rests on it is provisional from {row['since']} on")
    yield Fact("Fix", shown(str(row["fix"]), _LONGEST))
