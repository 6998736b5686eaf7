"""What the next dollars of loss are worth, stretch by stretch."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from harvest_tui.domain.amounts import EXACT
from harvest_tui.reports.wording import cents_per_dollar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harvest_tui.domain.amounts import Usd
    from harvest_tui.domain.tax_year import Segment

REST: Final = "…"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Dollars of loss that are worth the same."""

    worth: str
    amount: str
    """Whole dollars; `…` for the rest."""
    width: Usd | None
    """Dollars; None for the rest."""
    reason: str
    carried: bool
    """Worth something in later years only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossBar:
    """What the next dollars of loss of one term are worth."""

    title: str
    stretches: tuple[Stretch, ...]

    @property
    def reasons(self) -> str:
        """Why each stretch is worth what it is."""
        why = "; ".join(f"{s.worth} {s.reason}" for s in self.stretches)
        return f"{self.title.removeprefix('next ').capitalize()}: {why}."


def loss_bar(term: str, segments: Sequence[Segment]) -> LossBar:
    """Word the segments of one term, in their order."""
    return LossBar(title=f"next {term} loss", stretches=tuple(_stretch(s) for s in segments))


def _stretch(segment: Segment) -> Stretch:
    worth = EXACT.add(segment.worth_now, segment.worth_later)
    width = None if segment.end is None else EXACT.subtract(segment.end, segment.start)
    return Stretch(
        worth=cents_per_dollar(worth).replace(".0¢", "¢"),
        amount=REST if width is None else _dollars(width),
        width=width,
        reason=segment.reason,
        carried=not segment.worth_now and bool(segment.worth_later),
    )


def _dollars(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal(1), rounding=ROUND_HALF_UP, context=EXACT):,}"
