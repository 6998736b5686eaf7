"""The two panes under the candidates: the lot under the cursor, and the marked lots' netting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.widgets import Static

from harvest_tui.reports.fact_lines import fact_lines
from harvest_tui.reports.lines import Span, Tone, clipped, line, padded
from harvest_tui.reports.netting_lines import strip_lines
from harvest_tui.tui.ink import CORNERS, lines, words

if TYPE_CHECKING:
    from harvest_tui.reports.details import DetailView
    from harvest_tui.reports.netting import NettingView

_LABEL: Final = 10


class Pane(Static):
    """A few lines in a quiet border."""

    DEFAULT_CSS = """
    Pane {
        width: 1fr; height: 100%; padding: 0 1;
        border: round $rule; border-title-color: $muted; color: $foreground;
    }
    """

    def __init__(self, id: str) -> None:  # noqa: A002  # Textual's word
        super().__init__(markup=False, id=id)

    def entitle(self, title: str) -> None:
        """Set the title, clipped to what fits."""
        self.border_title = words(clipped(title, max(self.outer_size.width - CORNERS, 1)))


class DetailPane(Pane):
    """One lot explained."""

    _view: DetailView | None = None

    def show(self, view: DetailView | None) -> None:
        """Show a lot, or nothing."""
        self._view = view
        self._draw()

    def on_resize(self) -> None:
        """Fit the width."""
        self._draw()

    def _draw(self) -> None:
        view = self._view
        self.entitle(view.title if view else "No lot")
        facts = view.facts if view else ()
        room = max(self.size.width - _LABEL, 1)
        drawn = lines(
            line(Span(padded(f.label, _LABEL), Tone.MUTED), Span(clipped(f.words, room), f.tone))
            for f in facts
        )
        self.update(drawn, layout=False)


class FactsPane(Pane):
    """Facts in full, broken where the width ends."""

    DEFAULT_CSS = """
    FactsPane { width: 100%; }
    """
    _view: DetailView | None = None

    def show(self, view: DetailView | None) -> None:
        """Show facts, or nothing."""
        self._view = view
        self._draw()

    def on_resize(self) -> None:
        """Fit the width."""
        self._draw()

    def _draw(self) -> None:
        self.entitle(self._view.title if self._view else "")
        facts = self._view.facts if self._view else ()
        self.update(lines(fact_lines(facts, self.size.width)), layout=False)


class NettingPane(Pane):
    """The year with the marked lots sold."""

    _view: NettingView | None = None

    def show(self, view: NettingView, marked: int) -> None:
        """Show the netting with so many lots marked."""
        self._view = view
        self._marked = marked
        self._draw()

    def on_resize(self) -> None:
        """Fit the width."""
        self._draw()

    def _draw(self) -> None:
        if self._view is None:
            self.entitle("Netting")
            return
        lots = f"{self._marked:,} marked lot{'' if self._marked == 1 else 's'}"
        self.entitle(f"With the {lots}: now → after" if self._marked else "Nothing marked yet")
        self.update(lines(strip_lines(self._view, self.size.width)), layout=False)
