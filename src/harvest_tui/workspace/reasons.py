"""Why a lot can be sold as it is, or not: what hinders it, what is on record, what binds."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.text import shown
from harvest_tui.lots.methods import fitting
from harvest_tui.reports.details import DetailView, Fact
from harvest_tui.reports.elections import election_words
from harvest_tui.reports.lines import Tone
from harvest_tui.reports.trace import TraceView
from harvest_tui.workspace.broker_words import custody_words, words_to_send
from harvest_tui.workspace.figures import Figures


def why(figures: Figures, lot_id: str, account: str, on: date) -> TraceView:
    """Explain a candidate.

    Args:
        figures: Of the book.
        lot_id: Of the lot.
        account: Where it is.
        on: Planned day of sale.

    Raises:
        HarvestError: It is no candidate on that day.
    """
    here = (pl.col("lot_id") == lot_id) & (pl.col("account") == account)
    rows = figures.candidates(on).lots.filter(here)
    if rows.is_empty():
        raise HarvestError(f"{shown(lot_id)}@{shown(account)} is no candidate.\nFix: look again.")
    asset, note = str(rows["asset"][0]), str(rows["note"][0] or "")
    told = words_to_send(figures, {(lot_id, account): None}, on)
    hindered = [*_sale(figures, account, note, on), *(Fact("Send", words) for words in told)]
    return TraceView(
        title=f"Why · {shown(asset, 16)} · {shown(account, 40)} · sale on {on}",
        blocks=(
            DetailView(title="Can it be sold as it is?", facts=tuple(hindered)),
            DetailView(title="Method on record", facts=tuple(_method(figures, account, asset, on))),
            DetailView(title="What binds", facts=tuple(_binding(figures, account, on))),
        ),
    )


def _sale(figures: Figures, account: str, note: str, on: date) -> Iterator[Fact]:
    if note:
        yield Fact("Hindered", shown(note, 300), Tone.WARNING)
    else:
        yield Fact("Hindered", "by nothing: identify it before the sale")
    yield Fact("Custody", custody_words(figures, account, on))


def _method(figures: Figures, account: str, asset: str, on: date) -> Iterator[Fact]:
    elections = list(fitting(figures.inputs.elections, account, asset, on.year))
    if not elections:
        yield Fact("None", "FIFO applies to what is not identified before its sale")
    for one in sorted(elections, key=lambda e: (e.year, e.recorded_at), reverse=True):
        yield Fact("Elected", election_words(one))
    yield Fact("Overridden", "by units identified for a sale before it (harvest-tui identify)")


def _binding(figures: Figures, account: str, on: date) -> Iterator[Fact]:
    order = figures.accounts.bound.get(account)
    if order is None:
        yield Fact("Nothing", "the broker was told no order, as far as harvest.toml says")
    elif order.since is not None and on < order.since:
        yield Fact("Not yet", f"{order.method.value} binds from {order.since} on")
    else:
        since = f" since {order.since}" if order.since else ""
        yield Fact(order.method.value, f"the broker was told so{since}: earlier lots go first")
