"""Rows of a source file, and what became of each."""

from dataclasses import dataclass
from enum import StrEnum

from harvest_tui.domain.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Row:
    """One physical data row, as it came."""

    line: int
    """1-based physical line on which the row starts, as an editor counts."""
    cells: tuple[str, ...]


class RowStatus(StrEnum):
    """Every row ends in exactly one of these."""

    BOOKED = "booked"
    SKIPPED = "skipped"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row."""

    line: int
    status: RowStatus
    reason: str = ""
    """Empty when booked; else what, and for a quarantined row also the way out."""
    column: str = ""
    """Header of the cell at fault, when one cell is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file read as text: nothing interpreted yet."""

    name: str
    """File name without its folder."""
    sha256: str
    """Of the bytes, lower-case hex."""
    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    delimiter: str = ","
    encoding: str = "utf-8"
    preamble: tuple[str, ...] = ()
    """Physical lines above the header, as they came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """A table understood: every row has an outcome, booked rows stand in transactions."""

    source: str
    """Format family."""
    parser_version: int
    outcomes: tuple[Outcome, ...]
    """In the order of the rows, one each."""
    transactions: tuple[Transaction, ...]
    keys: tuple[str, ...]
    """For each row, in order: its identity inside account + source (native id, or a digest of
    its canonical cells and `#` occurrence number). The store uses it to see overlaps."""
