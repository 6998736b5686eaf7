"""The first sheet of an XLSX workbook, written as the CSV that it could have been.

A workbook is a ZIP archive, and a small one can unpack to more than a machine holds: it is
measured before anything is unpacked.
"""

import csv
import io
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from importlib import import_module
from itertools import islice
from types import ModuleType
from typing import Final

from harvest_tui.sources.errors import (
    FileTooLargeError,
    NotTextError,
    NoWorkbookReaderError,
    WorkbookBombError,
)

MAGIC: Final = b"PK\x03\x04"
LARGEST_PART: Final = 50 * 2**20
"""Bytes of one part, unpacked."""
DENSEST: Final = 200
"""A part that unpacks to more than this many times its size was made to."""
_MOST_ROWS: Final = 2**20
_MOST_COLUMNS: Final = 2**12
_HALF_A_MILLISECOND: Final = timedelta(microseconds=500)


def as_csv(data: bytes, name: str) -> str:
    """Give the first sheet as CSV, one line for each of its rows.

    Args:
        data: The workbook.
        name: What to call the file.

    Raises:
        NotTextError: It is a ZIP archive and no workbook.
        FileTooLargeError: A part of it is larger than any export we expect.
        WorkbookBombError: A part of it is packed more densely than data can be.
        NoWorkbookReaderError: The package that reads workbooks is not installed.
    """
    _measure(data, name)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(_rows(data, name))
    return out.getvalue()


def _measure(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise NotTextError(name, "a ZIP archive or an XLSX workbook") from None
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise NotTextError(name, "a ZIP archive")
    for part in parts:
        if part.file_size > LARGEST_PART:
            raise FileTooLargeError(name, LARGEST_PART)
        if part.file_size > DENSEST * max(part.compress_size, 1):
            raise WorkbookBombError(name)


def _reader(name: str) -> ModuleType:
    try:
        return import_module("openpyxl")
    except ModuleNotFoundError:
        raise NoWorkbookReaderError(name) from None


def _rows(data: bytes, name: str) -> list[list[str]]:
    reader = _reader(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which hold no data
        try:
            book = reader.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # a sheet may say that it is larger than it is
            values = islice(sheet.iter_rows(values_only=True), _MOST_ROWS)
            rows = [[_text(value) for value in row[:_MOST_COLUMNS]] for row in values]
        except Exception:  # noqa: BLE001 - the reader raises whatever a broken part makes it
            raise NotTextError(name, "a broken XLSX workbook") from None
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _text(value: object) -> str:
    """Write a cell as its CSV would have it: a float to the 15 digits that a workbook keeps."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        near = value + _HALF_A_MILLISECOND
        return near.isoformat(sep=" ", timespec="milliseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return " ".join(str(value).split("\n"))
