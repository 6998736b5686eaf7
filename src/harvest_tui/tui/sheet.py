"""Lines to read: scrolled, or walked through with a cursor where a line opens into more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message

from harvest_tui.reports.layout import title_words
from harvest_tui.reports.lines import Span, Tone, line, wrapped
from harvest_tui.tui.cursor import top_for
from harvest_tui.tui.drawing import drawn_strip
from harvest_tui.tui.ink import CORNERS, words
from harvest_tui.tui.inked import Inked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType
    from textual.strip import Strip

    from harvest_tui.reports.lines import Line

    Draw: TypeAlias = Callable[[int], Sequence[Line]]
    """Gives the lines in so many cells."""

LEAST: Final = 40
"""Cells below which nothing is laid out any more."""
MARGIN: Final = 1
"""Blank cells at both sides."""


class Sheet(Inked):
    """Shows lines of text under a title."""

    BINDING_GROUP_TITLE = "Sheet"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "read(1)", "down", tooltip="Down", id="sheet.down", show=False),
        Binding("k,up", "read(-1)", "Up", id="sheet.up", show=False),
        Binding("ctrl+d,pagedown", "read(10)", "Page down", id="sheet.page_down", show=False),
        Binding("ctrl+u,pageup", "read(-10)", "Page up", id="sheet.page_up", show=False),
        Binding("g,home", "edge(-1)", "Top", id="sheet.top", show=False),
        Binding("G,end", "edge(1)", "End", id="sheet.end", show=False),
        Binding(
            "enter,t",
            "open",
            "open",
            key_display="enter",
            tooltip="Open what stands behind the line",
            id="sheet.open",
        ),
    ]

    @dataclass
    class Opened(Message):
        """The user wants to see what stands behind a line."""

        line: int

    def __init__(self, *, opens: bool = False) -> None:
        super().__init__()
        self._opens = opens
        self._draw: Draw = lambda _: ()
        self._lines: Sequence[Line] = ()
        self._title: tuple[str, Sequence[str]] = ("", ())
        self.cursor = 0
        """Line under the cursor; it is seen only where lines open."""

    def show(self, title: str, facts: Sequence[str], draw: Draw) -> None:
        """Show lines under a title with as many facts as fit."""
        self._title, self._draw = (title, facts), draw
        self._lay()

    def say(self, *message: str) -> None:
        """Show a message."""
        self.show("", (), lambda width: [_said(row) for m in message for row in wrapped(m, width)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open only where lines open."""
        del parameters
        return self._opens if action == "open" else True

    def on_resize(self) -> None:
        """Fit the width."""
        self._lay()

    def action_read(self, lines_down: int) -> None:
        """Go on by some lines."""
        if self._opens:
            self._go(self.cursor + lines_down)
        else:
            self.scroll_relative(y=lines_down, animate=False)

    def action_edge(self, side: int) -> None:
        """Go to the top or the end."""
        if self._opens:
            self._go(0 if side < 0 else len(self._lines) - 1)
        self.scroll_to(y=0 if side < 0 else self.max_scroll_y, animate=False)

    def action_open(self) -> None:
        """Open the line under the cursor."""
        self.post_message(self.Opened(self.cursor))

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in sight."""
        width, row = self.scrollable_content_region.width, self.scroll_offset.y + y
        look = "row"
        if self._opens and row == self.cursor and self._lines:
            look = "cursor" if self.has_focus else "idle"
        text = self._lines[row] if row < len(self._lines) else ()
        strip = drawn_strip((Span(" " * MARGIN), *text), look, self._ink)
        return strip.adjust_cell_length(width, self._ink(look, Tone.PLAIN))

    def _lay(self) -> None:
        width = self.scrollable_content_region.width
        self._lines = self._draw(max(width - 2 * MARGIN, LEAST))
        self.virtual_size = Size(width, len(self._lines))
        title = title_words(*self._title, self.outer_size.width - CORNERS)
        self.border_title = words(title) if title else None
        self._go(self.cursor)
        self.refresh()

    def _go(self, to: int) -> None:
        """Move the cursor; two lines are drawn, unless it left what is in sight."""
        before, count = self.cursor, len(self._lines)
        self.cursor = min(max(to, 0), max(count - 1, 0))
        if not self._opens:
            return
        page = max(self.scrollable_content_region.height, 1)
        if (top := top_for(self.cursor, self.scroll_offset.y, page, count)) != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        else:
            self.refresh_line(before)
            self.refresh_line(self.cursor)


def _said(text: str) -> Line:
    return line(Span(text))
