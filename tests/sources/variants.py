"""The same export saved otherwise: what must not matter."""

from harvest_tui.sources import Options
from sources.tables import cells, joined, loaded, unplaced


def turned(content: str, above: int = 0) -> str:
    """Reverse rows and columns, and add a column that nobody knows.

    Args:
        content: A CSV.
        above: Lines above its header.
    """
    header, *rows = cells(content)[above:]
    width = len(header)
    named = [[*reversed(header), "A new column"]]
    return joined(
        named + [[*reversed([*row, *[""] * (width - len(row))]), "new"] for row in reversed(rows)]
    )


def assert_order_does_not_matter(
    content: str,
    name: str = "export.csv",
    *,
    above: int = 0,
    source: str | None = None,
    options: Options | None = None,
) -> None:
    """Hold the transactions and keys of a file against those of the same file turned round."""
    _, plain = loaded(content, name, source=source, options=options)
    _, again = loaded(turned(content, above), name, source=source, options=options)

    assert unplaced(again.transactions) == unplaced(plain.transactions)
    assert sorted(again.keys) == sorted(plain.keys)
