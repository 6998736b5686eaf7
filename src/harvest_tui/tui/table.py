"""A table of any length: draws only the rows in sight, from a frame."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from harvest_tui.reports import layout, rows
from harvest_tui.reports.lines import Tone, fitting, joined, printable
from harvest_tui.reports.rows import Selection
from harvest_tui.tui.cursor import top_for
from harvest_tui.tui.drawing import Drawing
from harvest_tui.tui.ink import CORNERS, words
from harvest_tui.tui.inked import Inked

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from harvest_tui.reports.columns import Row, TableView, Value

HEADER: Final = 1
NOTHING_MATCHES: Final = ("Nothing matches.", "Next: esc clears the filter.")


class Table(Inked):
    """Shows the rows of a view that were chosen, with a cursor on one of them."""

    class Highlighted(Message):
        """The cursor is on another row, or the rows are others."""

        def __init__(self, key: str | None) -> None:
            super().__init__()
            self.key = key

    marks: reactive[frozenset[str]] = reactive(frozenset(), init=False)
    """Keys of the marked rows; whoever keeps the marks sets it."""
    parts: reactive[frozenset[str]] = reactive(frozenset(), init=False)
    """Those of them of which only some units are marked."""

    def __init__(self) -> None:
        super().__init__()
        self._drawing: Drawing | None = None
        self._numbers: pl.Series | None = None
        self._totals: Mapping[str, Value] = {}
        self._message: tuple[str, ...] = ()
        self._wide = False
        self._offset = 0
        self.view: TableView | None = None
        self.selection = Selection()
        self.cursor = 0
        """Which of the rows shown the cursor is on."""

    # What it shows

    def show(self, view: TableView) -> None:
        """Show a view; the row under the cursor, the order and the filter stay if they can."""
        key = self.key
        if self.view is None or [c.name for c in view.columns] != [
            c.name for c in self.view.columns
        ]:
            self.selection = Selection(sort=view.sort, descending=view.descending)
            self._offset = 0
        self.view = view
        self._message = view.empty
        self._choose(self.selection, key)

    def say(self, *message: str) -> None:
        """Show a message in place of the rows."""
        self.view = self._drawing = self._numbers = None
        self._message = message
        self.cursor = 0
        self.virtual_size = Size(0, 0)
        self.border_title = self.border_subtitle = None
        self.refresh()

    def narrow(self, typed: str) -> None:
        """Show only rows in which the typed words occur."""
        self._choose(replace(self.selection, words=typed), self.key)

    @property
    def count(self) -> int:
        """How many rows are shown."""
        return 0 if self._numbers is None else len(self._numbers)

    @property
    def key(self) -> str | None:
        """Key of the row under the cursor."""
        row = self.row
        return str(row[self.view.key]) if row and self.view else None

    @property
    def row(self) -> Row | None:
        """The row under the cursor, by column name."""
        if self.view is None or self._numbers is None or not self.count:
            return None
        return self.view.frame.row(self._numbers[self.cursor], named=True)

    def _choose(self, selection: Selection, key: str | None) -> None:
        """Take other rows, or another order; the cursor follows the row of that key."""
        if self.view is None:
            return
        self.selection = selection
        numbers = self._numbers = rows.chosen(self.view, selection)
        self._totals = rows.sums(self.view, numbers) if selection.narrows else self.view.totals
        found = None if key is None else rows.position(self.view, numbers, key)
        self.cursor = min(self.cursor, max(self.count - 1, 0)) if found is None else found
        self._place()
        self.post_message(self.Highlighted(self.key))
        self.refresh_bindings()

    def _place(self) -> None:
        """Lay the view out for the width there is, and bring the cursor in sight."""
        if self.view is None:
            return
        room = self.scrollable_content_region.width
        placed = layout.whole(self.view) if self._wide else layout.fitted(self.view, room)
        self._drawing = Drawing(self.view, placed, self._ink)
        self._offset = min(self._offset, max(placed.width - room, 0))
        self.virtual_size = Size(room, HEADER + self.count + self._footer)
        self._entitle()
        self.scroll_to(y=self._top, animate=False)
        self.refresh()

    def _entitle(self) -> None:
        if self.view is None:
            return
        room = self.outer_size.width - CORNERS
        self.border_title = words(layout.title_words(self.view.title, self.view.facts, room))
        said = self.view.legend
        if self.selection.narrows:
            of = f"{self.count:,} of {len(self.view.frame):,} {self.view.noun}"
            said = (*self.selection.described, of, "esc clears")
        self.border_subtitle = words(joined(said, room))

    # How it is drawn

    @property
    def _footer(self) -> int:
        return 1 if self._totals and self.count else 0

    @property
    def page(self) -> int:
        """How many rows are in sight at once."""
        return max(self.scrollable_content_region.height - HEADER - self._footer, 1)

    @property
    def _top(self) -> int:
        return top_for(self.cursor, self.scroll_offset.y, self.page, self.count)

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in sight."""
        width = self.scrollable_content_region.width
        if self._drawing is None or self._numbers is None or not self.count:
            return self._message_line(y, width)
        strip, look = self._line(self._drawing, self._numbers, y)
        return self._drawing.window(strip, self._offset, width, look)

    def _line(self, drawing: Drawing, numbers: pl.Series, y: int) -> tuple[Strip, str]:
        if y == 0:
            return drawing.header(self.selection), "header"
        if self._footer and y == HEADER + min(self.count, self.page):
            label = "Shown" if self.selection.narrows else "Total"
            return drawing.totals(self._totals, label), "totals"
        place = self.scroll_offset.y + y - HEADER
        if place >= self.count:
            return Strip([]), "row"
        look = "row"
        if place == self.cursor:
            look = "cursor" if self.has_focus else "idle"
        number = numbers[place]
        return drawing.row(number, look, self._mark(drawing, number)), look

    def _mark(self, drawing: Drawing, number: int) -> str:
        if not self.marks or (key := drawing.key_of(number)) not in self.marks:
            return ""
        return layout.PART if key in self.parts else layout.MARK

    def _message_line(self, y: int, width: int) -> Strip:
        filtered = self.view is not None and not self.view.frame.is_empty()
        message = NOTHING_MATCHES if filtered else self._message
        rows = [
            (row, Tone.MUTED if number else Tone.PLAIN)
            for number, text in enumerate(message)
            for row in fitting(printable(text), width - 4)
        ]
        text, tone = rows[y - HEADER] if 0 <= y - HEADER < len(rows) else ("", Tone.MUTED)
        style = self._ink("row", tone)
        return Strip([Segment(f"  {text}", style)]).adjust_cell_length(width, style)

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old colours."""
        super().notify_style_update()
        if self._drawing is not None:
            self._drawing = Drawing(self._drawing.view, self._drawing.layout, self._ink)

    def watch_marks(self) -> None:
        """Draw the marks."""
        self.refresh()

    def watch_parts(self) -> None:
        """Draw the marks."""
        self.refresh()

    def on_resize(self) -> None:
        """Lay out anew."""
        self._place()

    def _go(self, to: int) -> None:
        """Move the cursor; two lines are drawn, unless it left what is in sight."""
        to = min(max(to, 0), max(self.count - 1, 0))
        if to == self.cursor:
            return
        before, self.cursor = self.cursor, to
        if (top := self._top) != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        else:
            width = self.scrollable_content_region.width
            self.refresh(*(Region(0, HEADER + p - top, width, 1) for p in (before, to)))
        self.post_message(self.Highlighted(self.key))
