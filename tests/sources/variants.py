"""The same export saved otherwise: what must not matter."""

import csv
import io

from harvest_tui.domain.rows import RowStatus
from harvest_tui.sources import Options
from sources.tables import by_status, joined, loaded, unplaced


def turned(content: str, *, above: int = 0, delimiter: str = ",") -> str:
    """Reverse rows and columns, and add a column that nobody knows.

    Args:
        content: A CSV.
        above: Lines above its header.
        delimiter: Of the CSV.
    """
    rows = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    header, *rest = [row for row in rows if any(row)][above:]
    wide = [[*row, *[""] * (len(header) - len(row))] for row in rest]
    return joined(
        [[*reversed(header), "A new column"], *([*reversed(row), "new"] for row in reversed(wide))],
        delimiter,
    )


def assert_order_does_not_matter(
    content: str,
    name: str = "export.csv",
    *,
    above: int = 0,
    delimiter: str = ",",
    source: str | None = None,
    options: Options | None = None,
) -> None:
    """Hold a file's transactions and its booked rows' keys against those of it turned round."""
    _, plain = loaded(content, name, source=source, options=options)
    other = turned(content, above=above, delimiter=delimiter)
    _, again = loaded(other, name, source=source, options=options)

    assert unplaced(again.transactions) == unplaced(plain.transactions)
    assert sorted(again.keys) == sorted(plain.keys)
    assert len(by_status(again, RowStatus.BOOKED)) == len(by_status(plain, RowStatus.BOOKED))
