"""The self-audit as a screen shows it, and the finding behind each of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from harvest_tui.domain.findings import Finding, frame_of_findings
from harvest_tui.reports.audit import RowCounts, audit_view
from harvest_tui.reports.columns import TableView
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.deciding import DecisionError
from harvest_tui.workspace.figures import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was found at one reading of the book."""

    table: TableView
    findings: Mapping[str, Finding]
    """By key of the row."""

    def of(self, key: str) -> Finding:
        """Give the finding of a row.

        Raises:
            DecisionError: The book has changed, and it is there no more.
        """
        if (finding := self.findings.get(key)) is None:
            raise DecisionError("This finding is gone.\nFix: look at the list again.")
        return finding


def audited(book: Book, figures: Figures, on: date) -> Audit:
    """Audit a book as it stood when its figures were read.

    Args:
        book: Says what became of the rows imported.
        figures: Of that book.
        on: Today, in the taxpayer's zone.
    """
    found = figures.findings(on)
    table = audit_view(frame_of_findings(found), row_counts(book.store.files()), figures.zone)
    return Audit(table=table, findings=dict(zip(table.frame["key"], found, strict=True)))


def row_counts(files: pl.DataFrame) -> RowCounts:
    """Add up what became of the rows of the files that count.

    Args:
        files: Schema `store.listings.FILES`.
    """
    counting = files.filter(pl.col("retracted_at").is_null())
    names = ("rows", "booked", "skipped", "quarantined")
    return RowCounts(**{name: int(counting[name].sum()) for name in names})
