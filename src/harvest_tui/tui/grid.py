"""The table as a user works it: keys, marks, filter, order; one message for each meaning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.message import Message

from harvest_tui.reports import rows
from harvest_tui.tui.grid_keys import KEYS
from harvest_tui.tui.table import HEADER, Table

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

STEP: Final = 12
"""Cells that the left and right keys scroll."""


class Grid(Table):
    """Takes the keys of a table; what a mark or a row means is for others to say."""

    BINDING_GROUP_TITLE = "Table"
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    @dataclass
    class Selected(Message):
        """The user opened a row."""

        key: str

    @dataclass
    class Marked(Message):
        """The user marked these rows, or one whose mark is to be taken away again."""

        keys: tuple[str, ...]
        toggled: bool

    class Unmarked(Message):
        """The user took all marks away."""

    class Locked(Message):
        """The user tried to mark a row that cannot be marked."""

    class FilterAsked(Message):
        """The user wants to type a filter."""

    def __init__(
        self,
        *,
        markable: bool = False,
        opens: bool = False,
        traces: bool = False,
        widens: bool = True,
    ) -> None:
        """Take what its rows can do.

        Args:
            markable: Rows can be marked.
            opens: Enter opens a row.
            traces: So does the key for where it comes from.
            widens: All columns can be shown at once.
        """
        super().__init__()
        self._can = {
            **dict.fromkeys(("mark", "mark_all", "unmark"), markable),
            **dict.fromkeys(("wide", "sideways"), widens),
            "select": opens,
            "trace": traces,
        }

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what this table can do."""
        if action in self._can:
            return self._can[action]
        if action == "clear":
            return self.selection.narrows
        if action == "only":
            return self.view is not None and parameters[0] in range(len(self.view.chips))
        return True

    def action_move(self, rows_down: int) -> None:
        """Move the cursor."""
        self._go(self.cursor + rows_down)

    def action_edge(self, side: int) -> None:
        """Go to the first or the last row."""
        self._go(0 if side < 0 else self.count - 1)

    def action_leaf(self, direction: int, parts: int) -> None:
        """Move by a page or by half of it."""
        self._go(self.cursor + direction * max(self.page // parts, 1))

    def action_wide(self) -> None:
        """Show all columns and scroll them, or only those that fit."""
        self._wide, self._offset = not self._wide, 0
        self._place()

    def action_sideways(self, direction: int) -> None:
        """Scroll the columns that are not fixed."""
        if self._drawing is None:
            return
        most = max(self._drawing.layout.width - self.scrollable_content_region.width, 0)
        self._offset = min(max(self._offset + direction * STEP, 0), most)
        self.refresh()

    def action_select(self) -> None:
        """Open the row under the cursor."""
        if (key := self.key) is not None:
            self.post_message(self.Selected(key))

    def action_trace(self) -> None:
        """Open the row under the cursor into where it comes from."""
        self.action_select()

    def action_mark(self) -> None:
        """Mark the row, or take its mark away, and go on."""
        if self.view is None or (key := self.key) is None or (row := self.row) is None:
            return
        if self.view.locked is not None and row[self.view.locked]:
            self.post_message(self.Locked())
            return
        self.post_message(self.Marked((key,), toggled=True))
        self._go(self.cursor + 1)

    def action_mark_all(self) -> None:
        """Mark all rows shown."""
        if self.view is not None and self._numbers is not None:
            keys = rows.keys_of(self.view, self._numbers)
            self.post_message(self.Marked(tuple(keys), toggled=False))

    def action_unmark(self) -> None:
        """Take all marks away."""
        self.post_message(self.Unmarked())

    def action_search(self) -> None:
        """Ask for a filter."""
        self.post_message(self.FilterAsked())

    def action_only(self, chip: int) -> None:
        """Narrow the table to what this row holds in a column, or widen it again."""
        if self.view is not None and (row := self.row) is not None:
            column = self.view.chips[chip]
            self._choose(self.selection.toggled(column, str(row[column])), self.key)

    def action_sort(self, direction: int) -> None:
        """Sort by the next column that is shown."""
        if self._drawing is None:
            return
        names = [place.column.name for place in self._drawing.layout.places]
        now = names.index(self.selection.sort) if self.selection.sort in names else -direction
        self._sort(names[(now + direction) % len(names)])

    def action_reverse(self) -> None:
        """Sort the other way round."""
        if self.selection.sort is not None:
            self._sort(self.selection.sort)

    def action_clear(self) -> None:
        """Clear the filter."""
        self._choose(replace(self.selection, words="", chips=()), self.key)

    def on_click(self, event: events.Click) -> None:
        """Sort by the title clicked on, or go to the row."""
        offset = event.get_content_offset(self)
        if offset is None or self._drawing is None:
            return
        if offset.y == 0:
            x = offset.x + (self._offset if offset.x >= self._drawing.layout.fixed_width else 0)
            if (column := self._drawing.layout.column_at(x)) is not None:
                self._sort(column.name)
        elif (place := self.scroll_offset.y + offset.y - HEADER) < self.count:
            self._go(place)

    def _sort(self, column: str) -> None:
        self._choose(self.selection.sorted_by(column), self.key)
