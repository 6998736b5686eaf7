"""The methods of a year side by side, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from harvest_tui.reports.elections import place_words
from harvest_tui.reports.layout import title_words
from harvest_tui.reports.lines import Span, Tone, cells, line, padded, plain, wrapped
from harvest_tui.reports.netting import NO_STATUS, STATUS_WORDS
from harvest_tui.reports.wording import money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from harvest_tui.domain.amounts import Usd
    from harvest_tui.domain.comparison import Comparison, Outcome
    from harvest_tui.domain.settings import FilingStatus
    from harvest_tui.reports.lines import Line

AVERAGE_COST: Final = (
    "Average cost is not available for crypto: only for shares of mutual funds and of dividend "
    "reinvestment plans (26 U.S.C. § 1012(c)-(d))."
)
TOO_LATE: Final = (
    "A method cannot be chosen after the sale: it counts only if it was on record no later than "
    "the sale (Treas. Reg. 1.1012-1(j)). For the sales made this is for information."
)
FOR_INFORMATION: Final = "for sales made: information only"
STILL: Final = (
    "What can still be changed are sales to come: by a method recorded, or units identified, "
    "before them."
)
JUDGED: Final = (
    "Best: the least income tax, NIIT and state proxy of the year, less what carried losses are "
    "worth to you. What stays embedded is taxed later."
)
AS_THEY_ARE: Final = (
    "Units identified before a sale, and orders that brokers were told, stay as they are in "
    "every column."
)
UNKNOWN: Final = "not known"
NO_PRICE: Final = "no prices"
WIDE: Final = 100
"""From here on the rows say which line of the form they are."""
_LABEL: Final = 36
_BRIEF: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodColumn:
    """One method: its amounts, in the order of the rows."""

    title: str
    mark: str
    """Best, or nothing."""
    amounts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """A row for each figure, a column for each method, and what must be known."""

    title: str
    facts: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    """What each row is, in full and in brief."""
    columns: tuple[MethodColumn, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    brief: str
    amount: Callable[[Outcome], Usd | None]
    missing: str = UNKNOWN


def comparison_view(
    comparison: Comparison, filing_status: FilingStatus | None, facts: Sequence[str] = ()
) -> ComparisonView:
    """Word a comparison.

    Args:
        comparison: Exact amounts; rounded here, half up to cents.
        filing_status: None where the user has not said.
        facts: Said behind the title: how old the prices are.
    """
    status = STATUS_WORDS[filing_status] if filing_status else NO_STATUS
    rows = _rows(comparison.year)
    return ComparisonView(
        title=f"Methods {comparison.year}",
        facts=(FOR_INFORMATION, *_only(comparison), f"to {comparison.through}", status, *facts),
        rows=tuple((row.label, row.brief) for row in rows),
        columns=tuple(_column(one, rows) for one in comparison.outcomes),
        notes=tuple(_notes(comparison)),
    )


def comparison_lines(view: ComparisonView, width: int) -> tuple[Line, ...]:
    """Draw the columns side by side; in several blocks where there is no room for all."""
    return tuple(_lines(view, width))


def text_comparison(view: ComparisonView, width: int) -> str:
    """Write the whole view as lines of text, its title first; no newline at the end."""
    lines = [title_words(view.title, view.facts, width), *map(plain, comparison_lines(view, width))]
    return "\n".join(text.rstrip() for text in lines)


def _rows(year: int) -> tuple[_Row, ...]:
    later = year + 1
    return (
        _Row("Short-term gains", "Short-term", lambda o: o.year.schedule_d.short_term_gains),
        _Row("Net short-term, line 7", "Line 7", lambda o: o.year.schedule_d.net_short_term),
        _Row("Long-term gains", "Long-term", lambda o: o.year.schedule_d.long_term_gains),
        _Row("Net long-term, line 15", "Line 15", lambda o: o.year.schedule_d.net_long_term),
        _Row("Net, line 16", "Line 16", lambda o: o.year.schedule_d.net_gain),
        _Row(
            "Deductible loss, line 21",
            "Line 21",
            lambda o: o.year.schedule_d.deductible_loss,
        ),
        _Row("Total tax", "Total tax", lambda o: o.year.tax.total_tax if o.year.tax else None),
        _Row("Tax less carried value", "Less carried", lambda o: o.objective),
        _Row(
            f"Short-term loss carried to {later}",
            f"Short to {later}",
            lambda o: o.year.short_term_carryover_out,
        ),
        _Row(
            f"Long-term loss carried to {later}",
            f"Long to {later}",
            lambda o: o.year.long_term_carryover_out,
        ),
        _Row(
            "Embedded short-term gain",
            "Embedded short",
            lambda o: o.embedded.short_term_gain,
            NO_PRICE,
        ),
        _Row(
            "Embedded long-term gain",
            "Embedded long",
            lambda o: o.embedded.long_term_gain,
            NO_PRICE,
        ),
        _Row("Basis of open lots", "Basis left", lambda o: o.embedded.cost_basis),
    )


def _column(outcome: Outcome, rows: Sequence[_Row]) -> MethodColumn:
    amounts = ((row, row.amount(outcome)) for row in rows)
    return MethodColumn(
        title=outcome.method.value if outcome.method else "recorded",
        mark="best" if outcome.best else "",
        amounts=tuple(row.missing if a is None else money(a) for row, a in amounts),
    )


def _only(comparison: Comparison) -> Iterator[str]:
    if where := place_words(comparison.account, comparison.asset):
        yield f"the method differs only for {where}"


def _notes(comparison: Comparison) -> Iterator[str]:
    yield TOO_LATE
    if comparison.to_come:
        yield STILL
    if comparison.sealed:
        yield (
            f"{comparison.year} is sealed: the recorded column is what was filed, the others are "
            "as if it had not been."
        )
    yield AS_THEY_ARE
    yield AVERAGE_COST
    if comparison.recorded.objective is None:
        yield (
            f"Income for {comparison.year} not given: no tax figure, and no method is called the "
            f"best. Next: fill in [taxpayer] and [year.{comparison.year}] of harvest.toml."
        )
    else:
        yield JUDGED
    unpriced = max(one.embedded.lots_without_price for one in comparison.outcomes)
    if unpriced:
        yield f"Embedded gains leave out up to {unpriced:,} lots without a price (price set)."
    if any(one.provisional for one in comparison.outcomes):
        yield "Some rows are provisional: an error finding stands before them (check)."
    if comparison.carryover_in_assumed:
        yield f"Carryover into {comparison.year} assumed to be 0."


def _lines(view: ComparisonView, width: int) -> Iterator[Line]:
    labels = [full if width >= WIDE else brief for full, brief in view.rows]
    room = _LABEL if width >= WIDE else _BRIEF
    widest = max(cells(text) for column in view.columns for text in _said(column))
    wide = widest + (2 if room + len(view.columns) * (widest + 2) <= width else 1)
    side_by_side = max((width - room) // wide, 1)
    for first in range(0, len(view.columns), side_by_side):
        yield from _block(labels, view.columns[first : first + side_by_side], room, wide)
        yield line("")
    for note in view.notes:
        yield from (line(Span(text, Tone.MUTED)) for text in wrapped(note, width))


def _block(
    labels: Sequence[str], columns: Sequence[MethodColumn], room: int, wide: int
) -> Iterator[Line]:
    yield line(" " * room, *(Span(padded(c.title, wide, right=True), Tone.STRONG) for c in columns))
    if any(column.mark for column in columns):
        yield line(
            " " * room, *(Span(padded(c.mark, wide, right=True), Tone.GAIN) for c in columns)
        )
    for number, label in enumerate(labels):
        amounts = (padded(c.amounts[number], wide, right=True) for c in columns)
        yield line(Span(padded(label, room), Tone.MUTED), *map(Span, amounts))


def _said(column: MethodColumn) -> tuple[str, ...]:
    return (column.title, column.mark, *column.amounts)
