"""Listings as a table for people, and as CSV or JSON for scripts."""

import csv
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from harvest_tui.cli.options import Shape
from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.text import shown

if TYPE_CHECKING:
    import polars as pl

    from harvest_tui.reports.columns import TableView

_RISKY: Final = frozenset("=+-@\t\r\n\0＝＋－＠")
"""A spreadsheet takes text that begins so for a formula."""
_NUMBER: Final = re.compile(r"-[0-9]+(\.[0-9]+)?")
_WIDE: Final = 40


def listing(
    frame: "pl.DataFrame",
    columns: Sequence[str],
    shape: Shape,
    view: "Callable[[], TableView] | None" = None,
) -> None:
    """Print a frame.

    Args:
        frame: Holds the columns named.
        columns: Which, in order; the names are a contract with scripts.
        shape: Table, CSV or JSON.
        view: How a person reads it; else a plain table of the columns.
    """
    chosen = frame.select(columns)
    match shape:
        case Shape.JSON:
            write_json([_plain(row) for row in chosen.iter_rows(named=True)])
        case Shape.CSV:
            _write_csv(chosen)
        case Shape.TABLE if view is not None:
            from harvest_tui.reports.text_table import text_table

            print(text_table(view(), width()))
        case Shape.TABLE:
            print("\n".join(_aligned(chosen)))


def write_json(content: object) -> None:
    """Print JSON: decimals are texts already."""
    json.dump(content, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def width() -> int:
    """Give the width of the terminal, or a roomy one where there is none."""
    return shutil.get_terminal_size((160, 50)).columns


def cell(value: object) -> str | int | bool | None:
    """Give one value as scripts read it: decimals plain, instants UTC with Z."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return plain_text(value)
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _plain(row: dict[str, object]) -> dict[str, str | int | bool | None]:
    return {name: cell(value) for name, value in row.items()}


def _write_csv(frame: "pl.DataFrame") -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(frame.columns)
    texts = [str(dtype) == "String" for dtype in frame.dtypes]
    for row in frame.iter_rows():
        writer.writerow(
            _guarded(str(value)) if is_text and value is not None else _blank(cell(value))
            for value, is_text in zip(row, texts, strict=True)
        )


def _blank(value: str | int | bool | None) -> str:  # a cell may be one
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def _guarded(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run; a plain number runs nothing."""
    risky = text.lstrip(" ")[:1] in _RISKY and text.strip() and not _NUMBER.fullmatch(text)
    return f"'{text}" if risky else text


def _aligned(frame: "pl.DataFrame") -> Iterator[str]:
    numbers = [dtype.is_numeric() for dtype in frame.dtypes]
    rows = [[shown(str(_blank(cell(v))), _WIDE) for v in row] for row in frame.iter_rows()]
    widths = [
        max([len(name), *(len(row[at]) for row in rows)]) for at, name in enumerate(frame.columns)
    ]
    for row in [frame.columns, *rows]:
        yield "  ".join(
            text.rjust(wide) if number else text.ljust(wide)
            for text, wide, number in zip(row, widths, numbers, strict=True)
        ).rstrip()
