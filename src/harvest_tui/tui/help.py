"""Every key that works here, from the bindings themselves; typing searches them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from harvest_tui.reports.lines import padded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.screen import Screen

_KEYS: Final = 18
_EVERYWHERE: Final = "Everywhere"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a key does."""

    group: str
    keys: str
    words: str


def entries(screen: Screen[object], display: Callable[[Binding], str]) -> tuple[Entry, ...]:
    """List what the keys do on a screen and in the widget that has the focus.

    Args:
        screen: The one to explain.
        display: Writes a key as it stands on a keyboard.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for node, binding, _enabled, _tooltip in screen.active_bindings.values():
        if binding.system:
            continue
        group = node.BINDING_GROUP_TITLE or _EVERYWHERE
        said = binding.tooltip or binding.description
        found.setdefault((group, said), []).append(display(binding))
    return tuple(
        Entry(group, ", ".join(sorted(keys, key=len)), said)
        for (group, said), keys in found.items()
    )


class Help(ModalScreen[None]):
    """Shows the keys of the screen below."""

    BINDING_GROUP_TITLE = "Help"
    DEFAULT_CSS = """
    Help {
        align: center middle;
        & > Vertical {
            width: 76; max-width: 96%; height: 90%; padding: 0 1;
            border: round $accent; background: $background;
            border-title-color: $accent; border-subtitle-color: $muted;
        }
        & VerticalScroll { scrollbar-size-vertical: 1; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "close", id="help.close"),
        Binding("down", "scroll(1)", "scroll down", id="help.down", show=False),
        Binding("up", "scroll(-1)", "scroll up", id="help.up", show=False),
    ]

    def __init__(self, title: str, listed: Sequence[Entry]) -> None:
        super().__init__()
        self._title = title
        self._entries = tuple(listed)

    def compose(self) -> ComposeResult:
        """Lay out a line to search in over the list."""
        with Vertical() as box:
            box.border_title = Content(f"Keys · {self._title}")
            box.border_subtitle = Content("type to search · esc closes")
            search = Input(placeholder="search", compact=True)
            search.cursor_blink = False
            yield search
            with VerticalScroll(can_focus=False):
                yield Static(_listing(self._entries), markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show only what was searched for."""
        wanted = event.value.lower()
        left = [e for e in self._entries if wanted in f"{e.keys} {e.words}".lower()]
        self.query_one("VerticalScroll Static", Static).update(_listing(left))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_scroll(self, direction: int) -> None:
        """Scroll the list."""
        self.query_one(VerticalScroll).scroll_relative(y=direction * 3, animate=False)


def _listing(listed: Iterable[Entry]) -> Content:
    lines: list[Content] = []
    group = ""
    for entry in listed:
        if entry.group != group:
            group = entry.group
            lines += [Content("")] * bool(lines) + [Content.styled(group, "bold")]
        keys = (padded(entry.keys, _KEYS), "$accent")
        lines.append(Content.assemble("  ", keys, (entry.words, "$muted")))
    return Content("\n").join(lines or [Content("No such key.")])
