"""The three lines around every screen: where one is, what is true, which keys there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widgets import Static

from harvest_tui.reports.lines import cells
from harvest_tui.tui.ink import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.screen import Screen

    from harvest_tui.reports.opening import BookView
    from harvest_tui.reports.status import StatusLine

NAME: Final = "harvest-tui"
MOST_KEYS: Final = 8
MODES: Final = {
    "portfolio": "Portfolio",
    "candidates": "Candidates",
    "netting": "Netting",
    "lots": "Lots",
    "ledger": "Ledger",
    "audit": "Audit",
}
"""The main screens in the order of their digits."""


class Masthead(Static):
    """Numbered screens at the left, the tax year and its findings at the right."""

    DEFAULT_CSS = """
    Masthead { height: 1; padding: 0 1; color: $muted; }
    """

    def __init__(self, mode: str) -> None:
        super().__init__(markup=False)
        self._mode = mode

    def on_mount(self) -> None:
        """Follow the book."""
        self.watch(self.app, "book", self._draw)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the width."""
        del event
        self._draw(getattr(self.app, "book", None))

    def _draw(self, book: BookView | None) -> None:
        left, right = next(
            (pair for pair in self._pairs(book) if len(pair[0]) + len(pair[1]) < self.size.width),
            (self._tabs(" ", named=False), Content("")),
        )
        blanks = " " * max(self.size.width - len(left) - len(right), 1)
        self.update(Content.assemble(left, blanks, right), layout=False)

    def _pairs(self, book: BookView | None) -> Iterable[tuple[Content, Content]]:
        """Give both sides, shorter and shorter."""
        full, brief = _right(book), _brief(book)
        tabs = self._tabs("  ")
        yield Content.assemble((NAME, "bold $foreground"), "   ", tabs), full
        yield tabs, full
        yield self._tabs(" "), brief
        yield self._tabs(" ", named=False), full
        yield self._tabs(" ", named=False), brief

    def _tabs(self, gap: str, *, named: bool = True) -> Content:
        """Give the numbered screens, or but for this one only the numbers."""
        tabs = [
            (
                f"{digit} {title}" if named or mode == self._mode else f"{digit}",
                "bold $accent" if mode == self._mode else "$muted",
            )
            for digit, (mode, title) in enumerate(MODES.items(), 1)
        ]
        return Content(gap).join([Content.assemble(tab) for tab in tabs])


class StatusBar(Static):
    """What is marked and what it brings; while work goes on, what is being done."""

    DEFAULT_CSS = """
    StatusBar { height: 1; padding: 0 1; color: $foreground; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)

    def on_mount(self) -> None:
        """Follow the marks and the work."""
        self.watch(self.app, "status", self._draw)
        self.watch(self.app, "doing", self._draw)

    def on_resize(self) -> None:
        """Fit the width."""
        self._draw()

    def _draw(self) -> None:
        doing: str = getattr(self.app, "doing", "")
        status: StatusLine | None = getattr(self.app, "status", None)
        if doing:
            self.update(Content.styled(words(doing).plain, "$accent"), layout=False)
        else:
            text = status.within(self.size.width) if status else ""
            self.update(words(text), layout=False)


class KeyLine(Static):
    """At most eight keys, from the bindings that are in force."""

    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 1; color: $muted; }
    """

    def __init__(self, taught: Sequence[str]) -> None:
        super().__init__(markup=False)
        self._taught = tuple(taught)
        """Ids of bindings, the most useful first; the last stays even where there is no room."""

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def on_resize(self) -> None:
        """Fit the width."""
        self._draw()

    def _follow(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self._draw()

    def _draw(self) -> None:
        keys = list(self._keys())
        del keys[MOST_KEYS - 1 : -1]
        self.update(_fitting(keys, self.size.width), layout=False)

    def _keys(self) -> Iterable[tuple[str, str]]:
        active = {
            b.binding.id: b.binding
            for b in reversed(self.screen.active_bindings.values())
            if b.enabled
        }
        for name in self._taught:
            if (binding := active.get(name)) is not None:
                yield self.app.get_key_display(binding), binding.description


def _fitting(keys: list[tuple[str, str]], width: int) -> Content:
    while len(keys) > 1 and sum(cells(f"{key} {word}  ") for key, word in keys) - 2 > width:
        del keys[-2]
    parts = [Content.assemble((key, "bold $accent"), " ", (word, "$muted")) for key, word in keys]
    return Content("  ").join(parts)


def _right(book: BookView | None) -> Content:
    if book is None:
        return Content("")
    parts = [(f"✖ {book.errors}  ", "bold $loss")] if book.errors else []
    parts += [(f"! {book.warnings}  ", "$caution")] if book.warnings else []
    return Content.assemble(*parts, words(book.moment))


def _brief(book: BookView | None) -> Content:
    if book is None:
        return Content("")
    parts = [(f"✖{book.errors} ", "bold $loss")] if book.errors else []
    parts += [(f"!{book.warnings} ", "$caution")] if book.warnings else []
    return Content.assemble(*parts, words(book.brief))
