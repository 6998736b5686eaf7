"""The line that is always true: what is marked, what it brings, how old the prices are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from harvest_tui.reports.details import NO_INCOME
from harvest_tui.reports.lines import cells
from harvest_tui.reports.wording import loss, money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from harvest_tui.domain.amounts import Usd

SEPARATOR: Final = " · "


@dataclass(frozen=True, slots=True)
class Part:
    """One statement of the line, in full and in brief."""

    words: str
    brief: str
    rank: int
    """On a narrow screen the highest is shortened first, and goes first."""


@dataclass(frozen=True, slots=True)
class StatusLine:
    """Statements in the order they are read."""

    parts: tuple[Part, ...]

    def within(self, width: int) -> str:
        """Give the line in so many cells: in full, then more and more in brief, then less."""
        ranks = sorted((part.rank for part in self.parts), reverse=True)
        for least in [ranks[0] + 1, *ranks]:
            said = (p.brief if p.rank >= least else p.words for p in self.parts)
            if cells(text := SEPARATOR.join(said)) <= width:
                return text
        return _fewer(self.parts, width)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What the marked lots come to. USD; losses zero or more."""

    lots: int
    proceeds: Usd
    short_term_loss: Usd
    long_term_loss: Usd
    tax_saved: Usd | None
    """Less tax this year; None: income not given."""
    after_costs: Usd | None
    """After fees and later tax; None: not known."""
    why_nothing: str = ""
    """Why no tax is saved, in a few words; empty where it is."""


def status_line(marked: Marked, prices: str) -> StatusLine:
    """Word the line.

    Args:
        marked: Sums over the marked lots.
        prices: How old the prices are, in words: `4 min old` or `of 2026-11-22`.
    """
    return StatusLine(tuple(_parts(marked, prices)))


def _parts(marked: Marked, prices: str) -> Iterator[Part]:
    if not marked.lots:
        yield Part("nothing marked: space marks a lot", "nothing marked", 0)
    else:
        lots, proceeds = f"{marked.lots:,} marked", money(marked.proceeds)
        yield Part(f"{lots} · proceeds {proceeds}", f"{lots} for {proceeds}", 0)
        short, long = _loss(marked.short_term_loss), _loss(marked.long_term_loss)
        yield Part(f"short {short} long {long}", f"S{short} L{long}", 2)
        yield _saving(marked)
    yield Part(f"prices {prices}", f"prices {prices.removeprefix('of ')}", 3)


def _loss(amount: Usd) -> str:
    return loss(amount).words.replace(" ", "")


def _saving(marked: Marked) -> Part:
    if marked.tax_saved is None:
        return Part(f"{NO_INCOME}: no tax figure", NO_INCOME, 1)
    if marked.why_nothing:
        brief = "saves no tax"
        return Part(f"{brief}: {marked.why_nothing}{_after_costs(marked)}", brief, 1)
    verb = "costs" if marked.tax_saved < 0 else "saves"
    brief = f"{verb} {money(marked.tax_saved.copy_abs())}"
    return Part(f"{brief} tax{_after_costs(marked)}", brief, 1)


def _after_costs(marked: Marked) -> str:
    return "" if marked.after_costs is None else f", {money(marked.after_costs)} after costs"


def _fewer(parts: Sequence[Part], width: int) -> str:
    left = sorted(parts, key=lambda part: part.rank)
    while len(left) > 1:
        left.pop()
        text = SEPARATOR.join(part.brief for part in parts if part in left)
        if cells(text) <= width:
            return text
    return left[0].brief if left else ""
