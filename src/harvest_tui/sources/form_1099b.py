"""Forms 1099-B as brokers write them for tax programs: stocks and funds, one row a sale.

There is no standard layout. Columns are told by their names: those of the form's own boxes, of
spreadsheets that tax programs take, and of consolidated files (Robinhood's among them). Nothing
here is a disposal of the ledger: the rows only fill lines of Schedule D.

Columns as on form8949.com/form-1099-b-in-csv-format.html and taxact.com/support/882.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.rows import Row, Table
from harvest_tui.domain.schedule_d import ElsewhereSale, UnreadSale
from harvest_tui.domain.text import shown
from harvest_tui.sources.columns import Column, missing, places, text
from harvest_tui.sources.form_1099b_cells import Asked, RefusedCellError, Said
from harvest_tui.sources.form_1099b_row import sale_of
from harvest_tui.sources.headers import normal
from harvest_tui.sources.reading import Heading

_COLUMNS: Final[Mapping[str, Column]] = {
    "description": text(
        "Description",
        "Description of property",
        "Security description",
        "Security",
        pattern=r"(?:box )?1a\b.*|description .*",
        needed=True,
    ),
    "acquired": text("Date acquired", "Acquired", "Acquisition date", pattern=r"(?:box )?1b\b.*"),
    "sold": text(
        "Date sold",
        "Sale date",
        "Date sold or disposed",
        "Date of sale",
        "Sold",
        pattern=r"(?:box )?1c\b.*|date sold .*",
        needed=True,
    ),
    "quantity": text("Quantity", "Shares", "Qty", "Units"),
    "proceeds": text(
        "Proceeds",
        "Gross proceeds",
        "Sales proceeds",
        "Sales price",
        "Total proceeds",
        "Net proceeds",
        pattern=r"(?:box )?1d\b.*|proceeds \(.*",
        needed=True,
    ),
    "basis": text(
        "Cost or other basis",
        "Cost basis",
        "Cost",
        "Basis",
        "Adjusted cost basis",
        pattern=r"(?:box )?1e\b.*|cost (?:or other )?basis .*",
        needed=True,
    ),
    "discount": text(
        "Accrued market discount", "AccrdMktDiscount", pattern=r"(?:box )?1f\b.*|accrued .*"
    ),
    "wash": text(
        "Wash sale loss disallowed",
        "Wash amt disallowed",
        "Wash sale amount",
        "Wash sale adjustment",
        "Wash sale",
        pattern=r"(?:box )?1g\b.*|wash .*",
    ),
    "code": text("Adjustment code", "Adjustment codes", "Code"),
    "adjustment": text("Adjustment amount", "Amount of adjustment", "Adjustment"),
    "gain": text(
        "Gain/(loss)",
        "Gain/loss",
        "Gain or (loss)",
        "Gain or loss",
        "Realized gain/loss",
        "Realized gain/(loss)",
        "Net gain/loss",
    ),
    "term": text(
        "Term",
        "Holding type",
        "Holding period",
        "Long/short",
        "Short-term or long-term",
        "Short-term/long-term",
        "Short or long term",
        "ST/LT",
        "Type of gain or loss",
        "2",
        "Type of gain(loss)",
        "Type of gain/loss",
        "Gain/loss type",
        pattern=r"box 2\b.*",
    ),
    "box": text(
        "Reporting category",
        "Form8949Code",
        "Form 8949 code",
        "Form 8949 box",
        "8949 box",
        "Box",
        "Applicable checkbox on Form 8949",
    ),
    "covered": text("Covered", "Covered security", "Covered/noncovered", "Coverage"),
    "noncovered": text("Noncovered securities", "Non covered", "Noncovered", "Noncovered security"),
    "reported": text("Basis reported to IRS", "Basis reported"),
    "collectible": text("Collectible", "Collectibles", "Proceeds from collectibles"),
    "ordinary": text("Ordinary"),
    "not_allowed": text("LossNotAllowed", "Loss not allowed"),
}
_SECTION: Final = "1099-b"
"""In files of several forms the first cell of each row names the form."""


class No1099BError(HarvestError):
    """The file has no header of a Form 1099-B."""

    def __init__(self, name: str, lacks: Sequence[str]) -> None:
        super().__init__(
            f"{shown(name)}: no line is the header of sales on Form 1099-B; the nearest lacks "
            f"{', '.join(lacks)}.\n"
            "Fix: name the columns so: Description, Date acquired, Date sold, Proceeds, Cost or "
            "other basis, Wash sale loss disallowed, Term, Box."
        )


class Read1099B(NamedTuple):
    """What became of each row."""

    sales: tuple[ElsewhereSale, ...]
    skipped: int
    """Totals, and rows of other forms."""
    unread: tuple[UnreadSale, ...]


def header_of(headings: Sequence[Heading], name: str) -> Heading:
    """Find the header among the first lines.

    Raises:
        No1099BError: There is none.
    """
    lacks = [missing(_COLUMNS, heading.cells) for heading in headings]
    for heading, missed in zip(headings, lacks, strict=True):
        if not missed:
            return heading
    raise No1099BError(name, min(lacks, key=len, default=("Description",)))


def sales_of(table: Table, asked: Asked) -> Read1099B:
    """Read the sales of a file.

    Args:
        table: As it was read, its header found by `header_of`.
        asked: Which year, and what the rows may leave open.

    Returns:
        Every row is a sale, skipped, or unread with the reason.
    """
    place = places(_COLUMNS, table.header)
    sections = normal(table.header[0]) == _SECTION
    sales: list[ElsewhereSale] = []
    unread: list[UnreadSale] = []
    skipped = 0
    for row in table.rows:
        said = _said(row, place, table.header)
        if said.is_total or (sections and normal(row.cells[0]) != _SECTION):
            skipped += 1
            continue
        try:
            sales.append(sale_of(said, asked))
        except RefusedCellError as refused:
            column = said.header(refused.role)
            unread.append(UnreadSale(line=row.line, column=column, reason=refused.reason))
    return Read1099B(tuple(sales), skipped, tuple(unread))


def _said(row: Row, place: Mapping[str, int], header: Sequence[str]) -> Said:
    cells = [*map(str.strip, row.cells), *[""] * len(header)]
    absent = len(header)
    return Said(
        line=row.line,
        cells=row.cells,
        by_role={role: cells[at] for role, at in place.items() if at != absent},
        headers={role: header[at] for role, at in place.items() if at != absent},
    )
