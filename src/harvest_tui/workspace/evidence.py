"""What a row of a screen rests on: the chain behind its key, and behind a finding."""

import polars as pl

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.text import shown
from harvest_tui.reports.details import DetailView, Fact
from harvest_tui.reports.lines import Tone
from harvest_tui.reports.trace import Traced, TraceView
from harvest_tui.workspace.auditing import Audit
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.deciding import DecisionError
from harvest_tui.workspace.elsewhere_trace import elsewhere_trace
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.trace import trace

_LONGEST = 1000


def evidence(book: Book, figures: Figures, audit: Audit, what: Traced, key: str) -> TraceView:
    """Follow a row of a screen down to what was read.

    Args:
        book: Keeps the rows.
        figures: Of that book.
        audit: Of those figures.
        what: What the key names.
        key: Of the row.

    Raises:
        HarvestError: Nothing has that key, or its name is that of several transactions.
    """
    match what:
        case Traced.FINDING:
            return _behind(book, figures, audit, key)
        case Traced.ELSEWHERE:
            return elsewhere_trace(figures, key)
        case Traced.TRANSACTION:
            return trace(book, figures, _name_of(figures, key))
        case _:
            return trace(book, figures, key)


def _name_of(figures: Figures, key: str) -> str:
    rows = figures.replay.ledger.filter(pl.col("key") == key)
    if rows.is_empty():
        raise DecisionError("This transaction is gone.\nFix: look at the list again.")
    return f"{rows['transaction_id'][0]}@{rows['account'][0]}"


def _behind(book: Book, figures: Figures, audit: Audit, key: str) -> TraceView:
    """Give a finding, what it makes provisional, and the chain of its transaction if it has one."""
    finding = audit.of(key)
    first = DetailView(
        title=f"Finding: {shown(finding.finding)}",
        facts=(
            Fact("What", shown(finding.message, _LONGEST), Tone.WARNING),
            Fact("Fix", shown(finding.fix, _LONGEST)),
            *_provisional(figures, finding),
        ),
    )
    title = f"Evidence · {shown(finding.finding)}"
    if finding.transaction_id is None:
        return TraceView(title=title, blocks=(first,))
    try:
        below = trace(book, figures, f"{finding.transaction_id}@{finding.account}")
    except HarvestError as error:  # an id that several sources use: said, and the rest is shown
        said = DetailView(title="Its transaction", facts=(Fact("Not traced", str(error)),))
        return TraceView(title=title, blocks=(first, said))
    return TraceView(title=title, blocks=(first, *below.blocks))


def _provisional(figures: Figures, finding: Finding) -> tuple[Fact, ...]:
    """Count what is provisional in the pool of an error."""
    if finding.severity is not Severity.ERROR or finding.asset is None:
        return ()
    here = pl.col("asset") == finding.asset
    if finding.account is not None:
        here &= pl.col("account") == finding.account
    lots = len(figures.replay.lots.filter(here & pl.col("provisional")))
    rows = len(figures.disposals.filter(here & pl.col("provisional")))
    return (Fact("Provisional", f"{lots:,} open lots and {rows:,} rows of gains of this pool"),)
