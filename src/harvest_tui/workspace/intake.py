"""Folders and files taken in: exports into the ledger, prices into the price book."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.text import shown
from harvest_tui.market.files import is_price_file, read_prices
from harvest_tui.sources.errors import (
    EmptyFileError,
    EncodingError,
    LineTooLongError,
    NotTextError,
    UnknownFormatError,
    WrongFormatError,
)
from harvest_tui.workspace.book import Book, Imported
from harvest_tui.workspace.reading import Reading

_TEXT: Final = frozenset({".csv", ".tsv", ".txt"})
"""A file so named is meant to be read: one that cannot be is refused, not passed over."""
_NO_TABLE: Final = (NotTextError, EncodingError, LineTooLongError, EmptyFileError)


@dataclass(frozen=True, slots=True)
class Met:
    """A file to take in."""

    path: Path
    name: str
    """As the user would find it."""
    named: bool
    """By the user; else it was met in a folder."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A file of prices."""

    name: str
    prices: int
    """How many were new; of a rehearsal, how many there are."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A file met in a folder that is no known export: left alone."""

    name: str
    why: str


Taken: TypeAlias = Imported | Priced | Passed


def met(paths: Iterable[Path]) -> tuple[Met, ...]:
    """Give the files that are named and those in the folders that are named, in order of names.

    What is hidden is left out, and so are folders behind a link.
    """
    return tuple(
        one
        for path in paths
        for one in (_inside(path, path) if path.is_dir() else (Met(path, path.name, named=True),))
    )


def _inside(folder: Path, top: Path) -> Iterator[Met]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        why = error.strerror or "it cannot be opened"
        raise HarvestError(
            f"{shown(str(folder), 200)}: {why}.\nFix: name a folder that you may read."
        ) from None
    for path in entries:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _inside(path, top)
        elif path.is_file():
            yield Met(path, str(path.relative_to(top)), named=False)


def take_in(book: Book, one: Met, how: Reading, *, rehearse: bool = False) -> Taken:
    """Read one file into a book, or only tell what that would do.

    Args:
        book: Is written to, unless it is a rehearsal.
        one: The file.
        how: What the user says about it.
        rehearse: Change nothing.

    Raises:
        HarvestError: It is refused; nothing of it is kept.
    """
    try:
        return book.import_file(one.path, how, rehearse=rehearse)
    except (UnknownFormatError, WrongFormatError):
        if how.source is None and is_price_file(one.path.read_bytes()):
            return _priced(book, one.path, rehearse=rehearse)
        if one.named:
            raise
        return Passed(one.name, "no known export")
    except _NO_TABLE as error:
        if one.named or one.path.suffix.casefold() in _TEXT:
            raise
        return Passed(one.name, _first_line(error))


def _priced(book: Book, path: Path, *, rehearse: bool) -> Priced:
    if rehearse:
        return Priced(path.name, len(read_prices(path.read_bytes(), path.name)))
    return Priced(path.name, book.import_prices(path))


def _first_line(error: HarvestError) -> str:
    return str(error).partition("\n")[0].partition(": ")[2]
