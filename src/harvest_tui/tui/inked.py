"""What draws itself line by line: tones become styles of the theme, and neighbours one segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.scroll_view import ScrollView

from harvest_tui.reports.lines import Tone

if TYPE_CHECKING:
    from rich.style import Style


class Inked(ScrollView, can_focus=True, inherit_bindings=False):
    """A bordered area of lines; each kind of line and each tone has its style."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"ink--{look}" for look in ("row", "cursor", "idle", "header", "totals")),
        *(f"ink--{tone}" for tone in Tone),
    }
    DEFAULT_CSS = """
    Inked {
        height: 1fr;
        border: round $rule;
        border-title-color: $muted;
        border-subtitle-color: $muted;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        & > .ink--row { color: $foreground; background: $background; }
        & > .ink--header { color: $muted; background: $background; }
        & > .ink--totals { color: $foreground; background: $panel; }
        & > .ink--cursor { color: $cursor-foreground; background: $cursor-background; }
        & > .ink--idle { color: $foreground; background: $cursor-idle; }
        & > .ink--strong { text-style: bold; }
        & > .ink--muted { color: $muted; }
        & > .ink--gain { color: $gain; }
        & > .ink--loss { color: $loss; }
        & > .ink--warning { color: $caution; }
        & > .ink--error { color: $loss; text-style: bold; }
        & > .ink--accent { color: $accent; }
        & > .ink--rule { color: $rule; }
        &:focus { border: round $accent; border-title-color: $accent; border-title-style: bold; }
        &:ansi > .ink--totals { text-style: bold; }
        &:ansi > .ink--cursor, &:nocolor > .ink--cursor { text-style: reverse bold; }
        &:ansi > .ink--idle, &:nocolor > .ink--idle { text-style: underline; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._inks: dict[tuple[str, Tone], Style] = {}

    def _ink(self, look: str, tone: Tone) -> Style:
        """Give a style, from the theme; a reversed cursor has no colours of its own."""
        if (kept := self._inks.get((look, tone))) is not None:
            return kept
        style = self.get_component_rich_style(f"ink--{look}")
        if not style.reverse:
            style += self.get_component_rich_style(f"ink--{tone}", partial=True)
        self._inks[look, tone] = style
        return style

    def notify_style_update(self) -> None:
        """Forget the old colours."""
        super().notify_style_update()
        self._inks.clear()
