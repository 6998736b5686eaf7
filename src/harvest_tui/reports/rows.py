"""Which rows of a view are shown, in what order, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from harvest_tui.domain.text import shown
from harvest_tui.reports.columns import ColumnKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    import polars as pl

    from harvest_tui.reports.columns import TableView, Value

_SEARCHED: Final = frozenset(
    {
        ColumnKind.TEXT,
        ColumnKind.ACCOUNT,
        ColumnKind.PROSE,
        ColumnKind.MOMENT,
        ColumnKind.TERM,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What the user asked to see of a table."""

    sort: str | None = None
    """Column; None for the order of the frame."""
    descending: bool = False
    words: str = ""
    """Each must occur in some column of text; `asset:eth` looks in that column only."""
    chips: tuple[tuple[str, str], ...] = ()
    """Columns narrowed to one value."""

    @property
    def narrows(self) -> bool:
        """Whether some rows may be left out."""
        return bool(self.words.strip() or self.chips)

    def toggled(self, column: str, value: str) -> Selection:
        """Narrow a column to a value, or widen it again if it was narrowed."""
        others = tuple(chip for chip in self.chips if chip[0] != column)
        chips = others if len(others) < len(self.chips) else (*others, (column, value))
        return replace(self, chips=chips)

    def sorted_by(self, column: str) -> Selection:
        """Sort by a column; by the one already sorted by, the other way round."""
        if column == self.sort:
            return replace(self, descending=not self.descending)
        return replace(self, sort=column)

    @property
    def described(self) -> tuple[str, ...]:
        """What narrows the table, in words."""
        chips = tuple(shown(value, 24) for _, value in self.chips)
        return (*chips, f"/{shown(self.words, 24)}") if self.words.strip() else chips


def chosen(view: TableView, selection: Selection) -> pl.Series:
    """Give the numbers of the rows to show, in order. Null sorts last, both ways."""
    order = _ordered(view, selection)
    if not selection.narrows:
        return order
    return order.filter(_matching(view, selection).gather(order))


def sums(view: TableView, numbers: pl.Series) -> Mapping[str, Value]:
    """Add up the columns the view lists as summed, over these rows; null counts as nothing."""
    from harvest_tui.domain.sums import exact_sum  # noqa: PLC0415  # loads Polars: after first paint

    return {name: exact_sum(view.frame[name].gather(numbers)) for name in view.summed}


def position(view: TableView, numbers: pl.Series, key: str) -> int | None:
    """Tell where the row of that key stands among these rows."""
    found = (view.frame[view.key].gather(numbers) == key).arg_true()
    return int(found[0]) if len(found) else None


def keys_of(view: TableView, numbers: pl.Series) -> list[str]:
    """Give the keys of these rows that can be marked."""
    keys = view.frame[view.key].gather(numbers)
    if view.locked is not None:
        keys = keys.filter(~view.frame[view.locked].gather(numbers))
    return [str(key) for key in keys]


def partly(view: TableView, marks: Mapping[str, Decimal]) -> frozenset[str]:
    """Give the keys of the rows of which fewer units are marked than their `quantity`."""
    rows = view.frame.filter(view.frame[view.key].is_in(list(marks)))
    held = zip(rows[view.key], rows["quantity"], strict=True)
    return frozenset(key for key, quantity in held if marks[key] < quantity)


def _ordered(view: TableView, selection: Selection) -> pl.Series:
    as_it_comes = selection.sort == view.sort and selection.descending == view.descending
    if selection.sort is None or as_it_comes:
        return view.frame.select(view.key).with_row_index("row")["row"]
    values = view.frame.select(selection.sort).with_row_index("row")
    return values.sort(
        selection.sort,
        descending=selection.descending,
        nulls_last=True,
        maintain_order=True,
    )["row"]


def _matching(view: TableView, selection: Selection) -> pl.Series:
    searched = _searched(view)
    kept = view.frame[view.key].is_not_null()
    for column, value in selection.chips:
        kept &= (view.frame[column] == value).fill_null(value=False)
    for word in selection.words.lower().split():
        kept &= _having(view.frame, searched, word)
    return kept


def _searched(view: TableView) -> list[str]:
    """List the columns of text: those shown, the names behind units, those of the chips."""
    shown_columns = (c.asset or c.name for c in view.columns if c.asset or c.kind in _SEARCHED)
    return list(dict.fromkeys((*shown_columns, *view.chips)))


def _having(frame: pl.DataFrame, searched: list[str], word: str) -> pl.Series:
    column, colon, rest = word.partition(":")
    if colon and column in searched:
        return _contains(frame[column], rest)
    found = _contains(frame[searched[0]], word)
    for name in searched[1:]:
        found |= _contains(frame[name], word)
    return found


def _contains(texts: pl.Series, part: str) -> pl.Series:
    return texts.str.to_lowercase().str.contains(part, literal=True).fill_null(value=False)
