"""Lines of Schedule D, each twice: as the year stands, and after planned sales."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from harvest_tui.domain.amounts import ZERO, cents
from harvest_tui.domain.schedule_d import FROM_ROWS, UNSAID
from harvest_tui.reports.lines import Tone
from harvest_tui.reports.wording import money, signed_money

if TYPE_CHECKING:
    from harvest_tui.domain.amounts import Usd
    from harvest_tui.domain.kinds import Term
    from harvest_tui.domain.schedule_d import FormLine
    from harvest_tui.reports.schedule_d import BeforeAndAfter


class Welcome(IntEnum):
    """Whether the user likes an amount to rise."""

    YES = 1
    NEUTRAL = 0
    NO = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class NettingLine:
    """One line of the form, twice, in words."""

    label: str
    brief: str
    """The label where there is little room."""
    where: str = ""
    """Line of the form."""
    before: str
    after: str
    change: str = ""
    """With its sign; empty where nothing changes."""
    tone: Tone = Tone.PLAIN
    """Of the change."""
    note: str = ""
    strong: bool = False
    term: Term | None = None
    """Of the sales behind it; None: of both."""
    line: str | None = None
    """Of the form, where only the sales of this one line are behind it."""
    carried: bool = False
    """A loss carried in or on: a worksheet is behind it, and no sales are."""


def changed(before: Usd | None, after: Usd | None, welcome: Welcome) -> tuple[str, Tone]:
    """Word the change of what is shown, so that a column of cents adds up for the eye."""
    if before is None or after is None or cents(before) == cents(after):
        return "", Tone.PLAIN
    difference = cents(after) - cents(before)
    if welcome is Welcome.NEUTRAL:
        return signed_money(difference).words, Tone.PLAIN
    good = (difference > 0) is (welcome is Welcome.YES)
    return signed_money(difference).words, Tone.GAIN if good else Tone.LOSS


_BRIEF: Final = {
    "1a": ("Short-term, nothing adjusted", "Short, line 1a"),
    "1b": ("Short-term, basis reported", "Short, line 1b"),
    "2": ("Short-term, basis not reported", "Short, line 2"),
    "3": ("Short-term, no form received", "Short, line 3"),
    "1-5": ("Short-term, typed in", "Short, typed in"),
    "8a": ("Long-term, nothing adjusted", "Long, line 8a"),
    "8b": ("Long-term, basis reported", "Long, line 8b"),
    "9": ("Long-term, basis not reported", "Long, line 9"),
    "10": ("Long-term, no form received", "Long, line 10"),
    "8-13": ("Long-term, typed in", "Long, typed in"),
}
"""Lines that add up sales, in full and where there is little room."""


def one_by_one(term: Term, lines: BeforeAndAfter | None) -> tuple[NettingLine, ...]:
    """Give the lines of one part that have something on them; empty where none has."""
    if lines is None:
        return ()
    before, after = ({one.line: one for one in side} for side in lines)
    used = (
        line
        for line in (*FROM_ROWS[term], UNSAID[term])
        for sides in [[side[line] for side in (before, after) if line in side]]
        if any(one.rows or one.gain for one in sides)
    )
    return tuple(_compared(line, term, before.get(line), after.get(line)) for line in used)


def _compared(
    line: str, term: Term, before: FormLine | None, after: FormLine | None
) -> NettingLine:
    first, second = (one.gain or ZERO if one else ZERO for one in (before, after))
    change, tone = changed(first, second, Welcome.YES)
    label, brief = _BRIEF[line]
    return NettingLine(
        label=label,
        brief=brief,
        where=f"lines {line}" if line in UNSAID.values() else f"line {line}",
        before=money(first),
        after=money(second),
        change=change,
        tone=tone,
        term=term,
        line=line,
    )
