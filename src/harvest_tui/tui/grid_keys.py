"""Keys of every table. Each has an id, so that a keymap can move it."""

from typing import Final

from textual.binding import Binding, BindingType

KEYS: Final[list[BindingType]] = [
    Binding("j,down", "move(1)", "Down", id="grid.down", show=False),
    Binding("k,up", "move(-1)", "Up", id="grid.up", show=False),
    Binding("g,home", "edge(-1)", "First row", id="grid.first", show=False),
    Binding("G,end", "edge(1)", "Last row", id="grid.last", show=False),
    Binding("ctrl+d", "leaf(1, 2)", "Half a page down", id="grid.half_down", show=False),
    Binding("ctrl+u", "leaf(-1, 2)", "Half a page up", id="grid.half_up", show=False),
    Binding("pagedown", "leaf(1, 1)", "Page down", id="grid.page_down", show=False),
    Binding("pageup", "leaf(-1, 1)", "Page up", id="grid.page_up", show=False),
    Binding("v", "wide", "All columns, or those that fit", id="grid.wide", show=False),
    Binding("right", "sideways(1)", "Scroll right", id="grid.right", show=False),
    Binding("left", "sideways(-1)", "Scroll left", id="grid.left", show=False),
    Binding(
        "enter", "select", "open", key_display="enter", tooltip="Open the row", id="grid.select"
    ),
    Binding("t", "trace", "trace", tooltip="Where the row comes from", id="grid.trace"),
    Binding("space", "mark", "mark", id="grid.mark", tooltip="Mark the row and go on"),
    Binding("*", "mark_all", "all", id="grid.mark_all", tooltip="Mark all rows shown"),
    Binding("u", "unmark", "none", id="grid.unmark", tooltip="Take all marks away"),
    Binding("/", "search", "filter", tooltip="Show only rows with some words", id="grid.filter"),
    Binding("f", "only(0)", "Only this asset", id="grid.only_asset", show=False),
    Binding("F", "only(1)", "Only this account", id="grid.only_account", show=False),
    Binding("[", "sort(-1)", "Sort by the column before", id="grid.sort_left", show=False),
    Binding("]", "sort(1)", "sort", tooltip="Sort by the next column", id="grid.sort_right"),
    Binding("s", "reverse", "reverse", id="grid.reverse", tooltip="Reverse the order"),
    Binding("escape", "clear", "Clear the filter", id="grid.clear", show=False),
]
