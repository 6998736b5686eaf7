"""Files of sales elsewhere taken into a book, and taken back."""

from dataclasses import dataclass
from pathlib import Path

from harvest_tui.domain.decisions import DecisionKind
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.schedule_d import ElsewhereFile
from harvest_tui.domain.text import shown
from harvest_tui.lots.holding import term_of
from harvest_tui.sources.form_1099b import header_of, sales_of
from harvest_tui.sources.form_1099b_cells import Asked
from harvest_tui.sources.reading import read
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.deciding import standing
from harvest_tui.workspace.elsewhere import payload_of

_SHORTEST_DIGEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewhereImport:
    """What an import did, or would do."""

    file: ElsewhereFile
    already: bool
    """The same bytes stand for this year already: nothing was done."""


def import_elsewhere(
    book: Book, path: Path, year: int, *, basis_reported: bool | None, rehearse: bool
) -> ElsewhereImport:
    """Read a file of sales and record it, rows that were not understood among it.

    Args:
        book: To record it in.
        path: Of the file.
        year: In which all of it was sold.
        basis_reported: Of rows that do not say; None: not said.
        rehearse: Change nothing.

    Raises:
        HarvestError: The file cannot be read, or nothing in it is a sale.
    """
    table = read(path, path.name, lambda headings: header_of(headings, path.name))
    found = sales_of(table, Asked(year=year, basis_reported=basis_reported, term_of=term_of))
    file = ElsewhereFile(
        name=table.name,
        sha256=table.sha256,
        year=year,
        header=table.header,
        sales=found.sales,
        skipped=found.skipped,
        unread=found.unread,
    )
    stand = standing(book.store.decisions()).elsewhere
    already = any((one.sha256, one.year) == (file.sha256, year) for one in stand)
    if not already and not rehearse:
        book.store.decide(DecisionKind.ELSEWHERE, payload_of(file))
    return ElsewhereImport(file=file, already=already)


def retract_elsewhere(book: Book, which: str) -> ElsewhereFile:
    """Take a file back: its sales no longer count. What was recorded stays on record.

    Args:
        book: That it was recorded in.
        which: Its name, or its SHA-256 or the start of it.

    Raises:
        HarvestError: None is meant, or more than one.
    """
    stand = standing(book.store.decisions()).elsewhere
    by_digest = len(which) >= _SHORTEST_DIGEST
    meant = [f for f in stand if which == f.name or (by_digest and f.sha256.startswith(which))]
    if not meant:
        raise HarvestError(
            f"{shown(which)}: no such file of sales elsewhere.\n"
            "Fix: list them (harvest-tui elsewhere list)."
        )
    if len(meant) > 1:
        digests = ", ".join(one.sha256[:12] for one in meant)
        raise HarvestError(
            f"{shown(which)}: {len(meant)} files have this name.\nFix: name one by its SHA-256: "
            f"{digests}."
        )
    book.store.decide(DecisionKind.UNDO, {"decision_id": meant[0].decision_id})
    return meant[0]
