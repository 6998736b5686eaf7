"""Lines of a table as strips: made once, kept while they may be seen again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.cache import LRUCache
from textual.strip import Strip

from harvest_tui.reports import layout as layouts
from harvest_tui.reports.lines import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from rich.style import Style

    from harvest_tui.reports.columns import TableView, Value
    from harvest_tui.reports.layout import Layout
    from harvest_tui.reports.lines import Line
    from harvest_tui.reports.rows import Selection

    Ink: TypeAlias = Callable[[str, Tone], Style]
    """Gives the style of a tone in a kind of row: `row`, `cursor`, `idle`, `header`, `totals`."""

_KEPT: Final = 512


class Drawing:
    """One view laid out in one width."""

    def __init__(self, view: TableView, layout: Layout, ink: Ink) -> None:
        self.view = view
        self.layout = layout
        self._ink = ink
        self._rows: LRUCache[tuple[int, str, str], Strip] = LRUCache(_KEPT)

    def header(self, selection: Selection) -> Strip:
        """Draw the titles."""
        line = layouts.header(self.layout, selection.sort, descending=selection.descending)
        return self.strip(line, "header")

    def row(self, number: int, look: str, mark: str) -> Strip:
        """Draw the row of that number in the frame."""
        key = (number, look, mark)
        if (kept := self._rows.get(key)) is not None:
            return kept
        row = self.view.frame.row(number, named=True)
        strip = self.strip(layouts.row_line(self.view, self.layout, row, mark), look)
        self._rows[key] = strip
        return strip

    def key_of(self, number: int) -> str:
        """Give the key of the row of that number."""
        return str(self.view.frame[self.view.key][number])

    def totals(self, totals: Mapping[str, Value], label: str) -> Strip:
        """Draw the sums."""
        return self.strip(layouts.totals_line(self.layout, totals, label), "totals")

    def strip(self, line: Line, look: str) -> Strip:
        """Draw a line."""
        return drawn_strip(line, look, self._ink)

    def window(self, strip: Strip, offset: int, width: int, look: str) -> Strip:
        """Cut a whole line to what is in sight: the fixed cells, then the rest from an offset."""
        if offset:
            fixed = self.layout.fixed_width
            rest = strip.crop(fixed + offset, offset + width)
            strip = Strip.join([strip.crop(0, fixed), rest])
        return strip.adjust_cell_length(width, self._ink(look, Tone.PLAIN))


def drawn_strip(line: Line, look: str, ink: Ink) -> Strip:
    """Draw a line; neighbours of one style become one segment, and so few bytes."""
    merged: list[tuple[str, Style]] = []
    for span in line:
        style = ink(look, span.tone)
        if merged and (merged[-1][1] == style or _unseen(span.text, style, merged[-1][1])):
            merged[-1] = (merged[-1][0] + span.text, merged[-1][1])
        else:
            merged.append((span.text, style))
    return Strip([Segment(text, style) for text, style in merged])


def _unseen(text: str, new: Style, old: Style) -> bool:
    """Tell whether blanks look the same in both styles."""
    underlined = new.underline or old.underline
    return text.isspace() and new.bgcolor == old.bgcolor and not underlined
