"""What figures rest on, to read and as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from harvest_tui.domain.assumptions import Section
from harvest_tui.reports.details import DetailView, Fact
from harvest_tui.reports.lines import Tone
from harvest_tui.reports.trace import TraceView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harvest_tui.domain.assumptions import Assumption
    from harvest_tui.domain.frames import Schema

ASSUMPTIONS: Final[Schema] = {
    "section": pl.String,
    "name": pl.String,
    "value": pl.String,
    "since": pl.Date,
    "reference": pl.String,
    "href": pl.String,
}
TITLES: Final = {
    Section.LAW_YEAR: "Law",
    Section.HOUSEHOLD: "Your settings in force",
    Section.DEFAULT: "Not set by you",
    Section.STATE: "State: a proxy",
    Section.NOT_MODELLED: "Not modelled",
    Section.PARAMETER: "Parameters in use",
}


def assumption_frame(listed: Sequence[Assumption]) -> pl.DataFrame:
    """Give assumptions as rows (schema ASSUMPTIONS); null for what one does not have."""
    rows = [
        (
            one.section.value,
            one.name,
            one.value,
            one.since,
            one.reference or None,
            one.href or None,
        )
        for one in listed
    ]
    return pl.DataFrame(rows, schema=ASSUMPTIONS, orient="row")


def assumption_view(listed: Sequence[Assumption], year: int) -> TraceView:
    """Show assumptions to read, section by section."""
    blocks = []
    for section, title in TITLES.items():
        ones = [one for one in listed if one.section is section]
        facts = tuple(fact for one in ones for fact in _facts(one))
        if facts:
            blocks.append(DetailView(title=title, facts=facts))
    return TraceView(title=f"What the figures of {year} rest on", blocks=tuple(blocks))


def _facts(one: Assumption) -> tuple[Fact, ...]:
    label = f"since {one.since}" if one.since else ""
    tone = Tone.WARNING if one.section is Section.DEFAULT else Tone.PLAIN
    said = Fact(label, f"{one.name}: {one.value}", tone)
    return (said, Fact("", one.reference, Tone.MUTED)) if one.reference else (said,)
