"""Tones become colours here. Text goes to the screen as text, never as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from harvest_tui.reports.lines import Tone, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from harvest_tui.reports.lines import Line

CORNERS: Final = 6
"""Cells of a border that its title cannot have."""
STYLES: Final[Mapping[Tone, str]] = {
    Tone.PLAIN: "",
    Tone.STRONG: "bold",
    Tone.MUTED: "$muted",
    Tone.GAIN: "$gain",
    Tone.LOSS: "$loss",
    Tone.WARNING: "$caution",
    Tone.ERROR: "$loss bold",
    Tone.ACCENT: "$accent",
    Tone.RULE: "$rule",
}


def words(text: str) -> Content:
    """Give text fit for a title or a label."""
    return Content(printable(text))


def drawn(line: Line) -> Content:
    """Give a line in its colours."""
    return Content.assemble(*((span.text, STYLES[span.tone]) for span in line))


def lines(all_lines: Iterable[Line]) -> Content:
    """Give lines under each other."""
    return Content("\n").join([drawn(line) for line in all_lines])
