"""A file's bytes become rows of text, within limits and without interpretation."""

import csv
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from harvest_tui.domain.rows import Row, Table
from harvest_tui.sources import workbook
from harvest_tui.sources.collecting import uncollected
from harvest_tui.sources.errors import (
    EmptyFileError,
    EncodingError,
    FileTooLargeError,
    LineTooLongError,
    NotTextError,
    UnclosedQuoteError,
    UnreadableFileError,
)
from harvest_tui.sources.headers import told_apart

LARGEST: Final = 256 * 2**20
"""Bytes of one file."""
LONGEST_LINE: Final = 64 * 2**10
"""Characters of one physical line."""
_ENDLESS: Final = 4 * LONGEST_LINE + 1
"""So many bytes without a line end are a line too long: a character has at most four."""
HEADER_WITHIN: Final = 30
"""A header begins on one of this many first lines."""
DELIMITERS: Final = (",", ";", "\t", "|")

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_LINE: Final = re.compile(rf"[^\r\n]{{0,{LONGEST_LINE}}}+(?:\r\n|\n|\r|\Z)")
_SOMETHING: Final = re.compile(r'[^\ufeff \t\r\n,;|"]')
_NOT_TEXT: Final = (
    (b"\xd0\xcf\x11\xe0", "an XLS workbook"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "a database"),
)


class Heading(NamedTuple):
    """A line that may be the header, split by one delimiter."""

    line: int
    """1-based physical line."""
    delimiter: str
    cells: tuple[str, ...]


Choose: TypeAlias = Callable[[Sequence[Heading]], Heading]
"""Picks the header among the first lines, or raises."""


class _Text(NamedTuple):
    name: str
    encoding: str
    content: str


@uncollected()
def read(source: bytes | Path, name: str, choose: Choose) -> Table:
    """Read a delimited text file.

    Args:
        source: The bytes, or where they are.
        name: What to call the file, without its folder.
        choose: Tells the header among the first lines, in every splitting.

    Returns:
        Every row under the header but blank ones, whatever its width.

    Raises:
        HarvestError: It is empty, too large, not text, or cut off; or what `choose` raises.
    """
    data = content_of(source, name) if isinstance(source, Path) else source
    text = _decoded(data, name)
    heading = choose(_headings(text))
    rows = _rows_under(heading, text)
    if not rows:
        raise EmptyFileError(name, "the file has a header and no rows")
    return Table(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        header=told_apart(heading.cells),
        header_line=heading.line,
        rows=tuple(rows),
        delimiter=heading.delimiter,
        encoding=text.encoding,
        preamble=tuple(
            line.rstrip("\r\n") for line in islice(_physical_lines(text), heading.line - 1)
        ),
    )


def content_of(path: Path, name: str) -> bytes:
    """Read a file's bytes, refusing early what is too large or has no lines."""
    try:
        with path.open("rb") as file:
            head = file.read(_ENDLESS)
            _require_lines(head, name)
            return head + file.read(LARGEST + 1 - len(head))
    except OSError as error:
        raise UnreadableFileError(name, error.strerror or "it cannot be opened") from None


def _require_lines(head: bytes, name: str) -> None:
    """Refuse what is one endless line before it is read or decoded as a whole."""
    if len(head) == _ENDLESS and b"\n" not in head and b"\r" not in head:
        raise LineTooLongError(name, 1, LONGEST_LINE)


def _decoded(data: bytes, name: str) -> _Text:
    if len(data) > LARGEST:
        raise FileTooLargeError(name, LARGEST)
    if data.startswith(workbook.MAGIC):
        return _Text(name, "xlsx", workbook.as_csv(data, name))
    for magic, what in _NOT_TEXT:
        if data.startswith(magic):
            raise NotTextError(name, what)
    _require_lines(data[:_ENDLESS], name)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], len(bom), encoding, name)
    return _strictly(data, 0, "utf-8", name)


def _strictly(data: bytes, skipped: int, encoding: str, name: str) -> _Text:
    try:
        content = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        what = f"the text is not {encoding.upper()} here"
        raise EncodingError(name, _line_after(before), error.start + skipped + 1, what) from None
    at = content.find("\0")
    if at >= 0:
        before = content[:at]
        byte = len(before.encode(encoding)) + skipped + 1
        raise EncodingError(name, _line_after(before), byte, "a NUL byte, so this is no text")
    if _SOMETHING.search(content) is None:
        raise EmptyFileError(name, "the file is empty")
    return _Text(name, encoding, content)


def _line_after(before: str) -> int:
    return len(_LINE_END.findall(before)) + 1


def _physical_lines(text: _Text) -> Iterator[str]:
    """Give the lines as an editor counts them, line ends included: LF, CR LF or CR."""
    at, number = 0, 1
    while at < len(text.content):
        found = _LINE.match(text.content, at)
        if found is None:
            raise LineTooLongError(text.name, number, LONGEST_LINE)
        yield found[0]
        at, number = found.end(), number + 1


def _headings(text: _Text) -> list[Heading]:
    """Split each of the first lines, with what it may quote beyond its end, in every way."""
    lines = list(islice(_physical_lines(text), 2 * HEADER_WITHIN))
    split = (
        Heading(number, delimiter, _first_record(lines[number - 1 :], delimiter))
        for number in range(1, min(len(lines), HEADER_WITHIN) + 1)
        for delimiter in DELIMITERS
    )
    return [heading for heading in split if len(heading.cells) > 1]


def _first_record(lines: Sequence[str], delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(next(csv.reader(lines, delimiter=delimiter), ()))
    except csv.Error:  # a quote that swallows more than any header
        return ()


def _rows_under(heading: Heading, text: _Text) -> list[Row]:
    skipped = heading.line - 1
    reader = csv.reader(islice(_physical_lines(text), skipped, None), delimiter=heading.delimiter)
    rows: list[Row] = []
    start = skipped + 1
    try:
        next(reader)
        start = skipped + reader.line_num + 1
        for cells in reader:
            if "".join(cells).strip():
                rows.append(Row(start, tuple(cells)))
            start = skipped + reader.line_num + 1
    except csv.Error:  # a cell beyond the reader's own limit of 128 Ki characters
        raise UnclosedQuoteError(text.name, start) from None
    if rows:
        _require_closed(rows[-1], heading.delimiter, text)
    return rows


def _require_closed(last: Row, delimiter: str, text: _Text) -> None:
    lines = islice(_physical_lines(text), last.line - 1, None)
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            raise UnclosedQuoteError(text.name, last.line) from None
